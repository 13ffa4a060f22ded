"""What a window needs to know of spoken commands on this machine."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # for a type alone
    from mobility_coach.services.voice.trial import HearingTrial


class HearingPort(Protocol):
    """Whether commands can be understood here, by which microphone, and how well. No method waits."""

    def missing_line(self) -> str:
        """The line to type that adds what understands commands; empty where it is there."""
        ...

    def microphones(self, found: Callable[[tuple[str, ...]], None]) -> None:
        """Look for microphones; `found` is called once, later and on any thread."""
        ...

    def trial(self) -> "HearingTrial":
        """A trial with the microphone of the settings, not yet open."""
        ...
