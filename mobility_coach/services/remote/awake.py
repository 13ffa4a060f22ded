"""Keeps the screen on while a session runs: who lies on the floor touches no key for minutes."""

from collections.abc import Callable, Iterable

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.remote.aside import Aside
from mobility_coach.services.session.player_view import PlayerView

STANDS_SECONDS = 600.0
"""A session that stands still for so long was left alone, and its screen may go dark."""


class Awake:
    """Implements `companions.Companion`.

    Args:
        aside: keeps the screen on while that is wanted.
        monotonic: the clock, in seconds.
    """

    def __init__(self, aside: Aside, monotonic: Callable[[], float]) -> None:
        self._aside = aside
        self._monotonic = monotonic
        self._stands_since: float | None = None
        self._is_wanted = False

    def begin(self, view: PlayerView) -> None:
        """Begin as the session does."""
        self.look(view)

    def commands(self) -> Iterable[Command]:
        """A screen has no wishes."""
        return ()

    def look(self, view: PlayerView) -> None:
        """Want the screen on where the session needs it."""
        wanted = self._is_needed(view.phase)
        if wanted is not self._is_wanted:
            self._is_wanted = wanted
            self._aside.want(wanted=wanted)

    def end(self) -> None:
        """Leave the screen to the desktop."""
        self._aside.finish()

    def _is_needed(self, phase: Phase) -> bool:
        """While it moves, and for a while where it stands still between its start and its end."""
        if phase not in {Phase.PAUSED, Phase.WAITING}:
            self._stands_since = None
            return phase is Phase.PLAYING
        now = self._monotonic()
        if self._stands_since is None:
            self._stands_since = now
        return now - self._stands_since < STANDS_SECONDS
