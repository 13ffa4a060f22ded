"""The engines that the worker speaks with: what they are called, and what to do where one is missing."""

import importlib.metadata
from collections.abc import Callable
from dataclasses import dataclass

from mobility_coach.adapters.machine.system_packages import (
    NATURAL_EXTRA,
    NATURAL_WHEEL,
    extra_line,
    speech_line,
)
from mobility_coach.domain.wording import tr


@dataclass(frozen=True, slots=True)
class SpeechKind:
    """One engine.

    Attributes:
        package: what it comes with; its version stands in the engine's name.
        options: for the worker's command line.
        start_seconds: how long it may take to start.
        start_attempts: so many starts in a row that fail are enough.
        missing: what to do where it is not installed, in plain text.
        broken: what to do where it does not start.
    """

    package: str
    options: tuple[str, ...]
    start_seconds: float
    start_attempts: int
    missing: Callable[[], str]
    broken: Callable[[], str]

    @property
    def name(self) -> str:
        """The package and its version, where that is known."""
        try:
            return f"{self.package} {importlib.metadata.version(self.package)}"
        except importlib.metadata.PackageNotFoundError:
            return self.package


def no_engine_text() -> str:
    """What to do where there is no speech engine, with the line for this machine."""
    return tr(
        "No speech engine was found. Install espeak-ng ({line}) and start the coach again; "
        "captions go on without a voice."
    ).format(line=speech_line())


def _does_not_start() -> str:
    return tr(
        "The speech engine does not start; captions go on without a voice. "
        "Restart the coach, or see what the command “mobility-coach doctor” finds."
    )


def no_natural_voice_text() -> str:
    """What to do where the natural voice is not installed, with the line for this machine."""
    return tr("The natural voice is not installed ({line}).").format(line=extra_line(NATURAL_EXTRA))


def _natural_does_not_start() -> str:
    return tr(
        "The natural voice does not start. Install it again ({line}), "
        "or choose the system's voices in the settings."
    ).format(line=extra_line(NATURAL_EXTRA))


SYSTEM = SpeechKind("pyttsx3", (), 10.0, 3, no_engine_text, _does_not_start)
# A second attempt would keep a person waiting who has another voice to listen to.
NATURAL = SpeechKind(NATURAL_WHEEL, ("--natural",), 20.0, 1, no_natural_voice_text, _natural_does_not_start)
