"""The doctor's eyes on the natural voice: whether it is chosen, installed, and speaks."""

import importlib.metadata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mobility_coach.adapters.machine.probe_process import bounded
from mobility_coach.adapters.machine.system_packages import NATURAL_EXTRA, NATURAL_WHEEL, extra_line
from mobility_coach.domain.wording import tr
from mobility_coach.services.doctor import Condition, Finding, Probe
from mobility_coach.services.ports import SpeechEngine, SpeechFailed

PROBE_SECONDS = 30.0
RUNTIME = "onnxruntime"


@dataclass(frozen=True, slots=True)
class NaturalSubject:
    """What is looked at.

    Attributes:
        is_chosen: whether the settings name the natural voice.
        open_speech: makes its engine, which is started only where the voice is chosen and installed.
    """

    is_chosen: bool
    open_speech: Callable[[], SpeechEngine]


def natural_probe(subject: NaturalSubject, seconds: float = PROBE_SECONDS) -> Probe:
    """The section about the natural voice, looked at in at most so many seconds."""
    return Probe("natural", tr("Natural voice"), bounded(lambda: _look(subject), seconds))


def _look(subject: NaturalSubject) -> Iterable[Finding]:
    engine = tr("the natural voice") if subject.is_chosen else tr("the system's voices")
    yield Finding("speech-engine", tr("Chosen in the settings"), engine)
    missing = [package for package in (NATURAL_WHEEL, RUNTIME) if not _version(package)]
    if missing:
        yield _missing(is_chosen=subject.is_chosen)
        return
    found = f"{NATURAL_WHEEL} {_version(NATURAL_WHEEL)}, {RUNTIME} {_version(RUNTIME)}"
    yield Finding("natural-package", tr("Package"), found)
    if subject.is_chosen:
        yield _speaks(subject.open_speech())


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _missing(*, is_chosen: bool) -> Finding:
    name, value = tr("Package"), tr("not installed")
    condition, line = Condition.NOTE, extra_line(NATURAL_EXTRA)
    remedy = tr("The system's voice speaks meanwhile. Add the natural one with this line (some 100 MB):")
    if not is_chosen:  # what nobody asked for is not missed
        condition = Condition.FINE
        remedy = tr(
            "A voice that sounds better takes one more package (some 100 MB). Add it with this line, then "
            "choose it in the settings:"
        )
    return Finding("natural-package", name, value, condition, remedy, line)


def _speaks(engine: SpeechEngine) -> Finding:
    name = tr("Voice")
    try:
        voices = engine.voices()
    except SpeechFailed as error:
        remedy = tr("{reason} The log says more.").format(reason=error)
        return Finding("natural-voice", name, tr("does not speak"), Condition.NOTE, remedy)
    finally:
        engine.close()
    return Finding("natural-voice", name, ", ".join(voice.name for voice in voices))
