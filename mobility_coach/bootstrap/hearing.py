"""What is known of spoken commands on this machine."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from mobility_coach.adapters.voice.ear_process import EarProcess, list_microphones, search_microphones
from mobility_coach.adapters.voice.voice_extra import recogniser_version, voice_line
from mobility_coach.adapters.voice.voice_probes import VoiceSubject
from mobility_coach.domain.timeline import Sound
from mobility_coach.services.session.night import sample_levels
from mobility_coach.services.voice.trial import HearingTrial

if TYPE_CHECKING:
    from collections.abc import Callable

    from mobility_coach.bootstrap.workshop import Workshop
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


def confirm_heard(workshop: Workshop) -> None:
    """The soft sound of a command that was understood, as loud as chimes are now; returns at once."""
    from mobility_coach.bootstrap.voices import play_chime  # noqa: PLC0415 - brings numpy

    levels = sample_levels(workshop.sound.levels, workshop.sound.night)
    play_chime(replace(levels, is_muted=False), Sound.CHIME_HEARD)
