"""The ear as its parent sees it: a child process that holds the microphone, never waited for."""

import base64
import logging
import subprocess
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mobility_coach.adapters.voice.ear_child import EAR_COMMAND, NO_WINDOW, EarChild, ear_environment
from mobility_coach.adapters.voice.ear_lines import LONGEST_LINE, PROBLEMS, Message, message_of, understood
from mobility_coach.domain.wording import tr
from mobility_coach.services.ports import MonotonicClock
from mobility_coach.services.voice.voice_ports import EarReport, EarTrouble

if TYPE_CHECKING:
    from mobility_coach.services.voice.voice_ports import Samples

_log = logging.getLogger(__name__)

STARTS_AGAIN_AFTER = (0.5, 2.0, 8.0)
"""Seconds to wait before each new start of a child that ended; after the last it is given up."""

LIST_SECONDS = 10.0


class EarProcess:
    """Implements `EarPort`. Used from one thread; threads of its own do what could wait."""

    def __init__(self, microphone: str, clock: MonotonicClock, command: Sequence[str] = EAR_COMMAND) -> None:
        """`microphone`: its name, or empty for the system's own choice."""
        self._command = (*command, microphone)
        self._clock = clock
        self._child: EarChild | None = None
        self._starts = 0
        self._start_at: float | None = None
        self._is_final = False  # another start promises nothing
        self._needs_name = True

    def start(self) -> None:
        """Start the child, unless it runs."""
        if self._child is None:
            self._starts, self._start_at, self._is_final = 0, None, False
            self._start()

    def reports(self) -> tuple[EarReport, ...]:
        """What happened since the last time."""
        if self._child is None:
            return self._started_again()
        messages, has_ended = self._child.taken()
        found = [report for each in messages if (report := self._understood(each)) is not None]
        if has_ended:
            found += self._ended()
        return tuple(found)

    def wait_for_ready(self, *, is_waiting: bool) -> None:
        """Whether "ready" counts by itself."""
        self._needs_name = not is_waiting
        self._order({"order": "name", "needed": self._needs_name})

    def played(self) -> None:
        """See `PlayedSound`, as the next three."""
        self._order({"order": "played"})

    def sounds(self, frame: int, samples: "Samples") -> None:
        """These samples will be heard from `frame` on."""
        text = base64.b64encode(samples.astype("<i2").tobytes()).decode("ascii")
        self._order({"order": "sounds", "frame": frame, "samples": text})

    def anchored(self, frame: int, at: float) -> None:
        """`frame` is heard at `at`."""
        self._order({"order": "anchored", "frame": frame, "at": at})

    def halted(self, frame: int) -> None:
        """Nothing is heard from `frame` on."""
        self._order({"order": "halted", "frame": frame})

    def stop(self) -> None:
        """End the child, and with it the microphone."""
        child, self._child, self._start_at = self._child, None, None
        if child is not None:
            child.stop()

    def _start(self) -> None:
        try:
            self._child = EarChild(self._command)
        except OSError as error:
            _log.warning("The ear can't be started: %s", error)
            self._plan_start()
            return
        self._order({"order": "name", "needed": self._needs_name})

    def _order(self, order: Message) -> None:
        if self._child is not None:
            self._child.order(order)

    def _understood(self, message: Message) -> EarReport | None:
        if message.get("event") in ("listening", "heard"):
            self._starts = 0
        if message.get("event") == "trouble":
            self._is_final = message.get("reason") == "missing"
        return understood(message)

    def _ended(self) -> list[EarReport]:
        """The child has ended by itself: start it again a little later, but not for ever."""
        self.stop()
        if self._is_final:
            return []
        _log.warning("The ear has ended")
        self._plan_start()
        return [EarTrouble(tr(PROBLEMS["ended"]))] if self._start_at is None else []

    def _plan_start(self) -> None:
        if self._starts < len(STARTS_AGAIN_AFTER):
            self._start_at = self._clock() + STARTS_AGAIN_AFTER[self._starts]
            self._starts += 1

    def _started_again(self) -> tuple[EarReport, ...]:
        if self._start_at is None or self._clock() < self._start_at:
            return ()
        self._start_at = None
        self._start()
        is_given_up = self._child is None and self._start_at is None
        return (EarTrouble(tr(PROBLEMS["ended"])),) if is_given_up else ()


def search_microphones(
    found: Callable[[tuple[str, ...]], None], command: Sequence[str] = EAR_COMMAND
) -> None:
    """Look for microphones; `found` is called once, on another thread, with none where there are none."""
    threading.Thread(
        target=lambda: found(list_microphones(command)), name="microphone search", daemon=True
    ).start()


def list_microphones(command: Sequence[str] = EAR_COMMAND) -> tuple[str, ...]:
    """The names of the microphones there are; waits for the sound server, at most `LIST_SECONDS`."""
    try:
        run = subprocess.run(  # noqa: S603 - our own module, no shell
            (*command, "--list"),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=LIST_SECONDS,
            env=ear_environment(),
            creationflags=NO_WINDOW,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        _log.warning("Looking for microphones failed: %s", error)
        return ()
    match message_of(run.stdout[:LONGEST_LINE]):
        case {"names": [*names]}:
            return tuple(name for name in names if isinstance(name, str))
    return ()
