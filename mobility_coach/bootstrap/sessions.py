"""What a session needs that costs time to import or to open: numpy, the mixer, the voice, the sound device.

Imported when the first session, or a voice, is asked for; never before the first window is painted.
"""

import time
from dataclasses import dataclass

from mobility_coach.adapters.sound.audio_output import AudioOutput
from mobility_coach.adapters.sound.resilient_output import ResilientOutput
from mobility_coach.adapters.speech.clip_files import ClipFiles
from mobility_coach.adapters.speech.pyttsx3_speech import Pyttsx3Speech
from mobility_coach.adapters.speech.speech_kinds import NATURAL
from mobility_coach.adapters.store.folders import Folders
from mobility_coach.domain.compiler import compile_routine
from mobility_coach.domain.speech_timing import ClipTiming, estimate
from mobility_coach.domain.timeline import Cue, Timeline, spoken_texts
from mobility_coach.services.ports import FrameSource
from mobility_coach.services.session.session_plan import SessionPlan
from mobility_coach.services.session.session_ports import Levels, MakeSource
from mobility_coach.services.settings_book import VoiceChoice
from mobility_coach.services.sound.clips import Clip
from mobility_coach.services.sound.mixer import Mix, MixerSettings
from mobility_coach.services.sound.speaker import Speaker

RENDER_PATIENCE_SECONDS = 120.0
"""How long the words of a whole session may take to be rendered for a file."""

RENDER_MEMORY_BYTES = 1 << 30
"""A file is mixed with all of its words at hand."""


def make_speaker(folders: Folders, choice: VoiceChoice, **more: int) -> Speaker:
    """A speaker with the chosen voice, which keeps its clips in the cache folder."""
    natural = Pyttsx3Speech(kind=NATURAL)
    return Speaker(Pyttsx3Speech(), ClipFiles(folders.clips), choice, natural=natural, **more)


def make_sink() -> ResilientOutput:
    """The sound device, or silence in the same time where there is none."""
    return ResilientOutput(AudioOutput(time.monotonic), time.monotonic)


@dataclass(frozen=True, slots=True)
class _ClipsOf:
    """The speaker's clips, as the mixer looks them up."""

    speaker: Speaker

    def get(self, text: str, /) -> Clip | None:
        return self.speaker.clip(text)


def source_maker(speaker: Speaker) -> MakeSource:
    """Makes sound out of cues, with the words of `speaker`."""
    clips = _ClipsOf(speaker)

    def make(cues: tuple[Cue, ...], levels: Levels, start: int, stop: int) -> FrameSource:
        return Mix(cues, clips, _mixer_settings(levels), start, stop)

    return make


def mix_without_words(cues: tuple[Cue, ...], levels: Levels, stop: int) -> FrameSource:
    """The sound of clicks and chimes alone, up to frame `stop`."""
    return Mix(cues, {}, _mixer_settings(levels), 0, stop)


def _mixer_settings(levels: Levels) -> MixerSettings:
    volume = levels.volume
    return MixerSettings(
        levels.voice * volume, levels.clicks * volume, levels.chimes * volume, muted=levels.is_muted
    )


@dataclass(frozen=True, slots=True)
class SessionScore:
    """A whole session for a file: the timeline, its sound, and what could not be spoken."""

    timeline: Timeline
    source: FrameSource
    unspoken: tuple[str, ...]


def write_score(plan: SessionPlan, speaker: Speaker, levels: Levels) -> SessionScore:
    """Render all words of a session, place everything by their measured lengths, and mix it.

    Waits for the speech engine, `RENDER_PATIENCE_SECONDS` at most.
    """

    def timing(text: str) -> ClipTiming:
        return speaker.timing(text) or estimate(text, speaker.rate)

    asked: set[str] = set()
    timeline = compile_routine(plan.routine, plan.preferences, timing)
    # What fits between two counts depends on the lengths, so that a score by better lengths may say more.
    while not asked.issuperset(texts := spoken_texts(timeline.cues)):
        asked.update(texts)
        speaker.wait_for(texts, RENDER_PATIENCE_SECONDS)
        timeline = compile_routine(plan.routine, plan.preferences, timing)
    unspoken = tuple(text for text in texts if speaker.timing(text) is None)
    source = source_maker(speaker)(timeline.cues, levels, 0, timeline.length)
    return SessionScore(timeline, source, unspoken)
