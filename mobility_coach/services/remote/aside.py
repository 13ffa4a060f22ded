"""What takes its time beside a session: the session says what it wants, and a thread sees to it."""

from typing import Protocol


class Pursuit(Protocol):
    """Brings about what is wanted, on a thread of its own, where it may wait for others."""

    def pursue(self, *, wanted: bool) -> float | None:
        """Get a step nearer to what is wanted.

        Returns:
            Seconds until the next step; None where there is none before something else is wanted.
        """
        ...

    def close(self) -> None:
        """Let go of what was opened."""
        ...


class Aside(Protocol):
    """Hands wishes on to a `Pursuit`. Nothing in it waits, and nothing in it raises."""

    def want(self, *, wanted: bool) -> None:
        """Wanted from now on, or not any more."""
        ...

    def finish(self) -> None:
        """Not wanted any more; all ends once that is brought about. Nothing is told after this."""
        ...
