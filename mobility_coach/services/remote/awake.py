"""Keeps the screen on while a session runs: who lies on the floor touches no key for minutes."""

from collections.abc import Callable, Iterable
from typing import Protocol

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.player_view import PlayerView

STANDS_SECONDS = 600.0
"""A session that stands still for so long was left alone, and its screen may go dark."""


class AwakePort(Protocol):
    """Keeps the screen on. Nothing in it waits, and nothing in it raises."""

    def keep_awake(self) -> None:
        """Keep the screen on from now on. May be called twice."""
        ...

    def let_sleep(self) -> None:
        """Leave the screen to the desktop again. May be called twice."""
        ...


class Awake:
    """Implements `companions.Companion`.

    Args:
        port: keeps the screen on.
        monotonic: the clock, in seconds.
    """

    def __init__(self, port: AwakePort, monotonic: Callable[[], float]) -> None:
        self._port = port
        self._monotonic = monotonic
        self._stands_since: float | None = None
        self._is_kept = False

    def begin(self, view: PlayerView) -> None:
        """Begin as the session does."""
        self.look(view)

    def commands(self) -> Iterable[Command]:
        """A screen has no wishes."""
        return ()

    def look(self, view: PlayerView) -> None:
        """Keep the screen on where the session needs it."""
        wanted = self._is_needed(view.phase)
        if wanted is self._is_kept:
            return
        self._is_kept = wanted
        if wanted:
            self._port.keep_awake()
        else:
            self._port.let_sleep()

    def end(self) -> None:
        """Leave the screen to the desktop."""
        self._is_kept = False
        self._port.let_sleep()

    def _is_needed(self, phase: Phase) -> bool:
        """While it moves, and for a while where it stands still between its start and its end."""
        if phase not in {Phase.PAUSED, Phase.WAITING}:
            self._stands_since = None
            return phase is Phase.PLAYING
        now = self._monotonic()
        if self._stands_since is None:
            self._stands_since = now
        return now - self._stands_since < STANDS_SECONDS
