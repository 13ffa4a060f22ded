"""Work that takes so long that a person should see how far it is, and may stop it."""

from typing import Protocol


class Work(Protocol):
    """Something under way, driven by calls of `step` from the window's thread until that says False."""

    @property
    def title(self) -> str:
        """What is being done, in plain text: "Reading your history"."""
        ...

    @property
    def progress(self) -> float:
        """How much of it is done, 0 … 1."""
        ...

    @property
    def pause_ms(self) -> int:
        """How long to wait between two steps: 0 where a step does the work itself."""
        ...

    def step(self) -> bool:
        """Do a little (10 ms at most), or see how far another thread is. Whether anything is left to do."""
        ...

    def cancel(self) -> None:
        """Stop; what is done so far is kept, and the rest is left for another time. May be called twice."""
        ...
