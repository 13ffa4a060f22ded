"""What is known of spoken commands on this machine."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from mobility_coach.adapters.voice.ear_process import EarProcess, list_microphones, search_microphones
from mobility_coach.adapters.voice.voice_extra import recogniser_version, voice_line
from mobility_coach.adapters.voice.voice_probes import VoiceSubject
from mobility_coach.services.voice.trial import HearingTrial

if TYPE_CHECKING:
    from collections.abc import Callable

    from mobility_coach.services.settings import Settings


class MachineHearing:
    """Implements `mobility_coach.services.voice.hearing_port.HearingPort`."""

    def __init__(self, microphone: Callable[[], str]) -> None:
        """`microphone`: the one of the settings; empty for the system's own choice."""
        self._microphone = microphone

    def missing_line(self) -> str:
        """The line to type that adds the recogniser; empty where it is there."""
        return voice_line()

    def microphones(self, found: Callable[[tuple[str, ...]], None]) -> None:
        """Look for microphones on a thread of its own; `found` is called there, once."""
        search_microphones(found)

    def trial(self) -> HearingTrial:
        """A trial with the microphone of the settings, not yet open."""
        return HearingTrial(EarProcess(self._microphone(), time.monotonic), time.monotonic)


def voice_subject(settings: Settings) -> VoiceSubject:
    """What the doctor looks at."""
    return VoiceSubject(
        is_wanted=settings.voice_commands,
        chosen=settings.microphone,
        version=recogniser_version,
        line=voice_line,
        microphones=list_microphones,
    )
