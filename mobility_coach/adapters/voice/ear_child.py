"""One running ear as a process: orders in, lines out, each by a thread of its own, so that nobody waits."""

import json
import logging
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, cast

from mobility_coach.adapters.voice.ear_lines import LONGEST_LINE, Message, message_of

_log = logging.getLogger(__name__)

MOST_REPORTS = 64
MOST_ORDERS = 128
"""What a child that hangs is not told any more."""

NO_WINDOW = int(getattr(subprocess, "CREATE_NO_WINDOW", 0))

_PACKAGE = Path(__file__).resolve().parents[2]

EAR_COMMAND = (sys.executable, "-P", "-m", f"{_PACKAGE.name}.adapters.voice.ear_worker")


def ear_environment() -> dict[str, str]:
    """The child finds our package; its sums are too small to share among processors."""
    paths = (str(_PACKAGE.parent), os.environ.get("PYTHONPATH", ""))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "OPENBLAS_NUM_THREADS": "1"}


class EarChild:
    """One running child, its two pipes each served by a thread."""

    def __init__(self, command: Sequence[str]) -> None:
        """Raises OSError."""
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=ear_environment(),
            creationflags=NO_WINDOW,
        )
        self._orders: queue.Queue[Message | None] = queue.Queue(MOST_ORDERS)
        self._messages: queue.Queue[Message] = queue.Queue(MOST_REPORTS)
        self._has_ended = threading.Event()
        for name, work in (("ear orders", self._write), ("ear reports", self._read)):
            threading.Thread(target=work, name=name, daemon=True).start()

    def order(self, order: Message) -> None:
        """Hand an order over; a child that takes none loses it."""
        try:
            self._orders.put_nowait(order)
        except queue.Full:
            _log.debug("The ear takes no orders")

    def taken(self) -> tuple[list[Message], bool]:
        """What it said, and whether it has ended."""
        has_ended = self._has_ended.is_set()
        messages = [self._messages.get_nowait() for _ in range(self._messages.qsize())]
        return messages, has_ended

    def stop(self) -> None:
        """End it at once; the threads tidy up."""
        self._process.kill()
        self._has_ended.set()
        while not self._orders.empty():
            self._orders.get_nowait()
        self._orders.put(None)

    def _write(self) -> None:
        stream = cast(IO[bytes], self._process.stdin)
        try:
            while (order := self._orders.get()) is not None:
                stream.write(json.dumps(order).encode("ascii") + b"\n")
                if self._orders.empty():
                    stream.flush()
        except OSError as error:
            _log.debug("Orders to the ear: %s", error)
        finally:
            _close(stream)

    def _read(self) -> None:
        stream = cast(IO[bytes], self._process.stdout)
        for line in iter(lambda: stream.readline(LONGEST_LINE), b""):
            message = message_of(line)
            if message is None or self._has_ended.is_set():
                continue
            try:
                self._messages.put_nowait(message)
            except queue.Full:
                _log.debug("Nobody asks the ear")
        self._has_ended.set()
        _close(stream)
        self._process.wait()


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except OSError as error:  # what was left to be written has no reader
        _log.debug("A pipe to the ear: %s", error)
