"""How long something will still take that tells how far it is."""

from collections.abc import Callable

SOONEST = 0.01
"""A smaller share tells nothing of the rest."""


class Pace:
    """Guesses the rest by what was done so far; `clock` gives seconds that only grow."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._began: tuple[float, float] | None = None

    def seconds_left(self, share: float) -> float | None:
        """Seconds until all is done when `share` (0 … 1) is; None while nobody can tell."""
        now = self._clock()
        if self._began is None:
            self._began = now, share
        start, before = self._began
        if share >= 1:
            return 0.0
        if share - before < SOONEST:
            return None
        return (now - start) * (1 - share) / (share - before)
