"""All that sounds: the voice, the device, the sessions that use them, and samples. Made when first needed."""

from __future__ import annotations

import time
import weakref
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from mobility_coach.services.session.night import night_end, night_now, sample_levels
from mobility_coach.services.session.session_ports import Levels, PlayerDevices, Remembered

if TYPE_CHECKING:  # numpy and the devices come with the first session
    from collections.abc import Callable

    from mobility_coach.bootstrap.voices import VoiceSample
    from mobility_coach.bootstrap.workshop import Workshop
    from mobility_coach.domain.speech_timing import ClipTiming
    from mobility_coach.services.ports import SinkStatus
    from mobility_coach.services.session.night import SessionLevels
    from mobility_coach.services.session.player import Player
    from mobility_coach.services.session.session_plan import SessionPlan
    from mobility_coach.services.settings import Night
    from mobility_coach.services.sound.speaker import Speaker
    from mobility_coach.services.voice.tapped_sink import TappedSink


class SoundDesk:
    """Used from one thread."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._speaker: Speaker | None = None
        self._sink: TappedSink | None = None
        self._sample: VoiceSample | None = None
        self._last_player: Callable[[], Player | None] = lambda: None

    def speaker(self) -> Speaker:
        """The voice; what failed before gets another chance."""
        from mobility_coach.bootstrap.sessions import make_speaker  # noqa: PLC0415 - brings numpy

        if self._speaker is None:
            self._speaker = make_speaker(self._workshop.folders, self._workshop.book.voice)
        self._speaker.retry()
        return self._speaker

    def sink(self) -> TappedSink:
        """The device; the microphone's side may ask it what it plays."""
        from mobility_coach.bootstrap.sessions import make_sink  # noqa: PLC0415 - brings numpy
        from mobility_coach.services.voice.tapped_sink import TappedSink  # noqa: PLC0415 - likewise

        if self._sink is None:
            self._sink = TappedSink(make_sink(), time.monotonic)
        return self._sink

    def measured(self, text: str) -> ClipTiming | None:
        """The timing of a phrase that was rendered in this run already."""
        return None if self._speaker is None else self._speaker.timing(text)

    def player(self, plan: SessionPlan, loudness: SessionLevels) -> Player:
        """A session, ready to be started."""
        from mobility_coach.bootstrap.sessions import source_maker  # noqa: PLC0415 - brings numpy
        from mobility_coach.services.session.player import Player  # noqa: PLC0415 - needed for sessions alone

        workshop, speaker, sink = self._workshop, self.speaker(), self.sink()
        sink.prepare()
        devices = PlayerDevices(
            sink=sink,
            speaker=speaker,
            journal=workshop.recorder,
            make_source=source_maker(speaker),
            now=workshop.now,
            monotonic=time.monotonic,
        )
        remembered = Remembered(self._remember_bpm, self._remember_volume)
        notice = " ".join(filter(None, (plan.notice, loudness.notice)))
        player = Player(
            plan.routine, plan.preferences, loudness.levels, devices, remembered, notice, plan.limit
        )
        self._last_player = weakref.ref(player)
        return player

    def listen(self, text: str, voice: str, rate: int) -> None:
        """Speak `text`; returns at once."""
        from mobility_coach.bootstrap.voices import VoiceSample  # noqa: PLC0415 - brings numpy

        if self._sample is None:
            self._sample = VoiceSample(self._workshop.folders)
        choice = replace(self._workshop.book.voice, voice=voice, rate=rate)
        levels = sample_levels(self.levels, self.night)
        self._sample.play(text, choice, replace(levels, is_muted=False))

    def chime(self) -> None:
        """A soft chime, as loud as the chimes of a session; returns at once."""
        from mobility_coach.bootstrap.voices import play_chime  # noqa: PLC0415 - brings numpy

        if not self.levels.is_muted:
            play_chime(sample_levels(self.levels, self.night))

    def voice_changed(self) -> None:
        """Speak with the voice of the settings from now on."""
        if self._speaker is not None:
            self._speaker.set_voice(self._workshop.book.voice)

    def rest(self) -> None:
        """Nobody needs the voice until the next session."""
        player = self._last_player()
        if self._speaker is not None and (player is None or player.is_over):
            self._speaker.rest()

    @property
    def levels(self) -> Levels:
        """How loud things are by the settings, by day."""
        settings = self._workshop.book.settings
        return Levels(
            settings.volume,
            settings.voice_volume,
            settings.click_volume,
            settings.chime_volume,
            settings.muted,
        )

    @property
    def night(self) -> Night:
        """How the coach sounds at this hour."""
        return night_now(self._workshop.book.settings, self._workshop.now().time())

    @property
    def night_end(self) -> int | None:
        """The local hour at which it is day again; None where the night lasts all day."""
        return night_end(self._workshop.book.settings)

    def sink_status(self) -> SinkStatus | None:
        """How the sound of the last session has done; None before the first."""
        return None if self._sink is None else self._sink.status()

    def speech_problem(self) -> str | None:
        """Why nothing is spoken, or empty; None before the first session."""
        return None if self._speaker is None else self._speaker.problem

    def close(self) -> None:
        """Let go of voice and sound, each whatever becomes of the others."""
        with ExitStack() as stack:
            for each in (self._speaker, self._sink):
                if each is not None:
                    stack.callback(each.close)
            if self._sample is not None:
                stack.callback(self._sample.stop)
        self._speaker = self._sink = self._sample = None

    def _remember_bpm(self, drill_id: str, bpm: int) -> None:
        self._workshop.book.set_bpm(drill_id, bpm)

    def _remember_volume(self, levels: Levels) -> None:
        # Silence is for one session: whoever mutes a meeting does not want a mute coach tomorrow.
        self._workshop.book.change("volume", levels.volume)
