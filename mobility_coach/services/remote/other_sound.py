"""Lowers what else is heard while the coach speaks, and gives it back as it was."""

from collections.abc import Callable, Iterable

from mobility_coach.domain.commands import Command
from mobility_coach.services.remote.aside import Aside
from mobility_coach.services.session.player_view import PlayerView

HOLD_SECONDS = 0.8
"""So long after words nothing rises yet: with each short pause it would pump."""


class SoundLowered:
    """Implements `companions.Companion`: wants others low while words are heard, or are about to be.

    Args:
        aside: sees to it.
        monotonic: the clock, in seconds.
    """

    def __init__(self, aside: Aside, monotonic: Callable[[], float]) -> None:
        self._aside = aside
        self._monotonic = monotonic
        self._is_wanted = False
        self._until = 0.0

    def begin(self, view: PlayerView) -> None:
        """Begin as the session does; what a crash has left low is given back at once."""
        self._aside.want(wanted=False)
        self.look(view)

    def commands(self) -> Iterable[Command]:
        """Other sound has no wishes."""
        return ()

    def look(self, view: PlayerView) -> None:
        """Follow the words."""
        now = self._monotonic()
        if view.is_speaking:
            self._until = now + HOLD_SECONDS
        wanted = view.is_speaking or (self._is_wanted and now < self._until)
        if wanted is not self._is_wanted:
            self._is_wanted = wanted
            self._aside.want(wanted=wanted)

    def end(self) -> None:
        """Give back what is low."""
        self._aside.finish()
