"""The doctor's eyes on spoken commands: whether they are understood here, and by which microphone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mobility_coach.adapters.machine.probe_process import bounded
from mobility_coach.domain.wording import tr
from mobility_coach.services.doctor import Condition, Finding, Probe

PROBE_SECONDS = 12.0


@dataclass(frozen=True, slots=True)
class VoiceSubject:
    """What is looked at; the callables are called on another thread.

    Attributes:
        is_wanted: whether the settings ask for spoken commands.
        chosen: the microphone of the settings; empty for the system's own choice.
        version: the recogniser that is installed, or empty.
        line: the line that installs it, or empty.
        microphones: the names of those that there are; waits for the sound server.
    """

    is_wanted: bool
    chosen: str
    version: Callable[[], str]
    line: Callable[[], str]
    microphones: Callable[[], tuple[str, ...]]


def voice_probe(subject: VoiceSubject, seconds: float = PROBE_SECONDS) -> Probe:
    """The section about spoken commands, looked at in at most so many seconds."""
    return Probe("voice-commands", tr("Voice commands"), bounded(lambda: _look(subject), seconds))


def _look(subject: VoiceSubject) -> Iterable[Finding]:
    yield _recogniser(subject)
    yield _microphone(subject)


def _recogniser(subject: VoiceSubject) -> Finding:
    name = tr("Recogniser")
    if line := subject.line():
        remedy = tr("Voice commands take one more package. Type the line below, and start the coach again.")
        told = tr("not installed") if subject.is_wanted else tr("not installed, and off in the settings")
        return Finding("recogniser", name, told, _unless_unwanted(subject), remedy, line)
    state = tr("on") if subject.is_wanted else tr("off in the settings")
    return Finding("recogniser", name, f"{subject.version()} ({state})")


def _microphone(subject: VoiceSubject) -> Finding:
    name = tr("Microphone")
    found = subject.microphones()
    if not found:
        remedy = tr("Plug one in, and allow it for this program in the settings of your system.")
        return Finding("microphone", name, tr("none was found"), _unless_unwanted(subject), remedy)
    if subject.chosen and subject.chosen not in found:
        remedy = tr("Plug it in, or choose another one in the settings.")
        told = tr("{name} isn't there").format(name=subject.chosen)
        return Finding("microphone", name, told, _unless_unwanted(subject), remedy)
    return Finding("microphone", name, subject.chosen or ", ".join(found))


def _unless_unwanted(subject: VoiceSubject) -> Condition:
    """What nobody asked for is not missed."""
    return Condition.NOTE if subject.is_wanted else Condition.FINE
