"""The companion that listens: what the microphone understood becomes commands of the session."""

from collections.abc import Callable, Iterable
from typing import Protocol

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.ports import MonotonicClock
from mobility_coach.services.session.player_view import Hearing, HearingState, PlayerView
from mobility_coach.services.voice.voice_ports import (
    EarPort,
    EarReport,
    EarTrouble,
    Heard,
    Listening,
    PlayedSound,
    RoomLevel,
)

SHOWN_SECONDS = 3.0
"""How long a command that was understood is shown."""

ALSO: dict[Command, tuple[Command, ...]] = {
    Command.RESUME: (Command.START, Command.READY),
    Command.READY: (Command.RESUME, Command.START),
}
"""What a command means as well, where it can't be done: "go on" and "ready" say the same."""


class SoundTap(Protocol):
    """Where it is known what we play; see `TappedSink`."""

    def tell(self, told: PlayedSound | None) -> None:
        """From now on tell this one, or none."""
        ...


class Ear:
    """Implements `Listener`. The microphone is open from `begin` to `end`, and at no other time.

    `confirm` lets a person hear that a command was understood and can be done; it is called before that, and
    returns at once. It is not called where the session is silent, or is about to be.
    """

    def __init__(
        self,
        port: EarPort,
        tap: SoundTap,
        clock: MonotonicClock,
        confirm: Callable[[], None] = lambda: None,
    ) -> None:
        self._port = port
        self._tap = tap
        self._clock = clock
        self._confirm = confirm
        self._view: PlayerView | None = None
        self._state = HearingState.OFF
        self._problem = ""
        self._level = 0.0
        self._heard: Command | None = None
        self._heard_at = 0.0
        self._is_acted_on = True

    def begin(self, view: PlayerView) -> None:
        """Open the microphone."""
        self._state = HearingState.STARTING
        self._tap.tell(self._port)
        self._port.start()
        self.look(view)

    def commands(self) -> Iterable[Command]:
        """What was said since the last time, as far as it can be done now."""
        return [command for report in self._port.reports() if (command := self._taken(report)) is not None]

    def look(self, view: PlayerView) -> None:
        """The session stands here now."""
        was_waiting = self._view is not None and self._view.phase is Phase.WAITING
        self._view = view
        if (is_waiting := view.phase is Phase.WAITING) != was_waiting:
            self._port.wait_for_ready(is_waiting=is_waiting)

    def end(self) -> None:
        """Close the microphone."""
        self._tap.tell(None)
        self._port.stop()
        self._state = HearingState.OFF

    def hearing(self) -> Hearing:
        """How it hears now."""
        is_fresh = self._heard is not None and self._clock() - self._heard_at < SHOWN_SECONDS
        return Hearing(
            state=self._state,
            heard=self._heard if is_fresh else None,
            is_acted_on=self._is_acted_on or not is_fresh,
            level=self._level,
            problem=self._problem,
        )

    def _taken(self, report: EarReport) -> Command | None:
        match report:
            case Heard(command=Command() as command):
                return self._understood(command)
            case Listening():
                self._state, self._problem = HearingState.LISTENING, ""
            case RoomLevel(level=level):
                self._level = level
            case EarTrouble(problem=problem):
                self._state, self._problem, self._level = HearingState.TROUBLE, problem, 0.0
        return None

    def _understood(self, command: Command) -> Command | None:
        possible = frozenset[Command]() if self._view is None else self._view.commands
        meant = next((each for each in (command, *ALSO.get(command, ())) if each in possible), None)
        self._heard, self._heard_at, self._is_acted_on = meant or command, self._clock(), meant is not None
        is_silent = self._view is None or self._view.is_muted
        if meant is not None and meant is not Command.MUTE and not is_silent:
            self._confirm()
        return meant
