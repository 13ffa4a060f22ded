"""The player: leads a person through a session.

It joins the transport with the sound, the speech and the practice log. Nothing here runs by itself: `view`
looks at the frame that is heard and moves the transport there, `tell` carries out a command. Both are called
from one thread.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from mobility_coach.domain.commands import Command
from mobility_coach.domain.compiler import compile_routine
from mobility_coach.domain.preferences import BPM_STEP, CoachingPreferences, DrillChoices, clamp_bpm
from mobility_coach.domain.routine import Routine
from mobility_coach.domain.speech_timing import ClipTiming, estimate
from mobility_coach.domain.timeline import Cue, CueKind, Timeline, frames
from mobility_coach.domain.transport import (
    Event,
    Phase,
    RepsPractised,
    SegmentEntered,
    Transport,
    advance,
    lead_in_to,
    retime,
    tell,
)
from mobility_coach.services.player_presenter import PlayerSituation, player_view
from mobility_coach.services.player_view import PlayerView
from mobility_coach.services.ports import AudioSink, FrameSource, MonotonicClock

VOLUME_STEP = 0.1

FIRST_WORDS = 3
"""So many phrases have to be rendered before a session starts; the rest is rendered while it runs."""

PATIENCE_SECONDS = 4.0
"""Without a voice after that long, the session starts with captions and chimes."""

LONGEST_SOUND = frames(20.0)
"""Nothing that began longer ago than this is still heard."""

SETTLED = frames(0.5)
"""What lies nearer than this to the written frames is not timed anew: it is about to be heard."""


@dataclass(frozen=True, slots=True)
class Levels:
    """How loud things are, 0 … 1 each; `volume` is the factor on all of them."""

    volume: float = 1.0
    voice: float = 1.0
    clicks: float = 1.0
    chimes: float = 1.0
    is_muted: bool = False


class SessionSpeaker(Protocol):
    """What a session needs of the speaker."""

    @property
    def version(self) -> int:
        """Rises whenever a phrase arrives or fails."""
        ...

    @property
    def problem(self) -> str:
        """Why there is no voice, in plain text, or empty."""
        ...

    @property
    def rate(self) -> int:
        """Words a minute."""
        ...

    def request(self, texts: list[str]) -> None:
        """Render these, the first ones first, before what was asked for earlier."""
        ...

    def timing(self, text: str) -> ClipTiming | None:
        """The measured timing, or None while it is not rendered."""
        ...

    def failed(self, text: str) -> str | None:
        """Why a phrase can't be spoken, or None."""
        ...


class SessionJournal(Protocol):
    """Keeps what was practised."""

    def practised(self, event: RepsPractised, routine: str, started: datetime) -> str:
        """Record it. Returns a problem in plain text with the remedy, empty when it is safe."""
        ...


class MakeSource(Protocol):
    """Makes sound out of cues."""

    def __call__(self, cues: tuple[Cue, ...], levels: Levels, start: int, stop: int) -> FrameSource:
        """What is heard from frame `start` up to `stop`."""
        ...


@dataclass(frozen=True, slots=True)
class PlayerDevices:
    """What a player works with."""

    sink: AudioSink
    speaker: SessionSpeaker
    journal: SessionJournal
    make_source: MakeSource
    now: Callable[[], datetime]
    monotonic: MonotonicClock


@dataclass(frozen=True, slots=True)
class Remembered:
    """Told when a person changes during a session what the next one should know."""

    bpm: Callable[[str, int], None]
    levels: Callable[[Levels], None]


class Player:
    """One session, from ready to finished."""

    def __init__(
        self,
        routine: Routine,
        preferences: CoachingPreferences,
        levels: Levels,
        devices: PlayerDevices,
        remembered: Remembered,
        notice: str = "",
    ) -> None:
        self._routine = routine
        self._preferences = preferences
        self._levels = levels
        self._devices = devices
        self._remembered = remembered
        self._notice = notice
        self._drills = {item.drill.id: item.drill for item in routine.items}
        self._timings: dict[str, ClipTiming] = {}
        self._heard_version = -1
        self._waiting_since: float | None = None
        self._started = devices.now()
        self._unsaved = ""
        self._heard_from = 0
        self._carried: tuple[Cue, ...] = ()
        self._transport = Transport(self._compile())
        devices.speaker.request(_texts(self._transport.timeline))

    @property
    def transport(self) -> Transport:
        """Where the session stands, as of the last `view` or `tell`."""
        return self._transport

    @property
    def is_over(self) -> bool:
        """Whether it is finished or was stopped."""
        return self._transport.phase is Phase.FINISHED

    @property
    def seconds(self) -> float:
        """The whole session's length as far as it is known now, waiting not counted."""
        return self._transport.timeline.length / frames(1)

    def view(self) -> PlayerView:
        """Move to the frame that is heard now, and return what to show."""
        self._follow_sound()
        return player_view(self._transport, self._situation())

    def tell(self, command: Command) -> None:
        """Carry out a command; it is heard and seen at once."""
        self._follow_sound()
        match command:
            case Command.SLOWER:
                self._change_tempo(-BPM_STEP)
            case Command.FASTER:
                self._change_tempo(BPM_STEP)
            case Command.LOUDER:
                self._change_volume(VOLUME_STEP)
            case Command.QUIETER:
                self._change_volume(-VOLUME_STEP)
            case Command.MUTE:
                self._set_levels(replace(self._levels, is_muted=not self._levels.is_muted))
            case _:
                self._move(command)

    def close(self) -> None:
        """End the session; what was practised is kept."""
        self.tell(Command.STOP)

    def _move(self, command: Command) -> None:
        beats = self._preferences.count_in_beats
        if tell(self._transport, command, beats) == (self._transport, ()):
            return
        if self._transport.phase is Phase.PLAYING:
            self._silence()
        self._transport, events = tell(self._transport, command, beats)
        self._note(events)
        if self._transport.phase is Phase.PLAYING:
            self._play_when_prepared()

    def _follow_sound(self) -> None:
        if self._transport.phase is not Phase.PLAYING:
            return
        if self._waiting_since is not None:
            self._play_when_prepared()
            return
        self._transport, events = advance(self._transport, self._devices.sink.position())
        self._note(events)
        if self._transport.phase is Phase.PLAYING:
            self._refine_ahead()

    def _note(self, events: tuple[Event, ...]) -> None:
        for event in events:
            match event:
                case SegmentEntered(segment) if segment.grid is not None:
                    self._started = self._devices.now()
                case RepsPractised():
                    self._unsaved = self._devices.journal.practised(event, self._routine.id, self._started)

    # Sound

    def _silence(self) -> None:
        """Stop what is heard, and move to the frame that was heard last."""
        if self._is_sounding:
            self._transport, events = advance(self._transport, self._devices.sink.halt())
            self._note(events)
        self._waiting_since = None

    def _play_when_prepared(self) -> None:
        """Start the sound once the next words are there, or patience is over."""
        speaker, now = self._devices.speaker, self._devices.monotonic()
        if self._waiting_since is None:
            self._waiting_since = now
        coming = _texts(self._transport.timeline, self._transport.reached)[:FIRST_WORDS]
        missing = [text for text in coming if speaker.timing(text) is None and speaker.failed(text) is None]
        if missing and not speaker.problem and now - self._waiting_since < PATIENCE_SECONDS:
            speaker.request(missing)
            return
        self._waiting_since = None
        self._use_measured_timings()
        self._heard_from = self._transport.position
        self._carried = ()
        self._play()

    def _play(self) -> None:
        position = self._transport.position
        self._devices.sink.play(self._source(position), position)

    def _source(self, start: int) -> FrameSource:
        """What is heard from `start` on, with what began before and still lasts, but not before a jump."""
        state = self._transport
        since = max(self._heard_from, start - LONGEST_SOUND)
        cues = self._carried + state.cues_to_play(since)
        return self._devices.make_source(cues, self._levels, start, state.sound_stop)

    def _sounding(self) -> tuple[Cue, ...]:
        """The phrases that began before the position and still last."""
        state = self._transport
        if state.lead_in is not None:
            return ()
        cues = state.timeline.cues_between(state.segment.start, state.position)
        return tuple(
            cue for cue in cues if cue.kind is CueKind.PHRASE and cue.frame + cue.length > state.position
        )

    def _set_levels(self, levels: Levels) -> None:
        self._levels = levels
        self._remembered.levels(levels)
        if self._is_sounding:
            self._silence()
            self._play()

    def _change_volume(self, step: float) -> None:
        volume = round(min(1.0, max(0.0, self._levels.volume + step)), 2)
        self._set_levels(replace(self._levels, volume=volume, is_muted=False))

    @property
    def _is_sounding(self) -> bool:
        return self._transport.phase is Phase.PLAYING and self._waiting_since is None

    # Timing

    def _change_tempo(self, step: int) -> None:
        block = self._transport.block
        drill = self._drills[block.drill]
        movement = drill.movement(block.movement)
        if movement is None or self.is_over:
            return
        bpm = clamp_bpm(self._preferences.tempo(drill, movement).bpm + step)
        choices = self._preferences.choices(drill.id)
        drills = {**self._preferences.drills, drill.id: DrillChoices(choices.reps, bpm, choices.cue)}
        self._preferences = replace(self._preferences, drills=drills)
        self._remembered.bpm(drill.id, bpm)
        self._take_tempo()

    def _take_tempo(self) -> None:
        """Go on at the same moment of the movement in the new tempo; words that are being said go on."""
        was_sounding = self._is_sounding
        if was_sounding:
            self._silence()
        before, sounding = self._transport, self._sounding()
        self._transport = retime(before, self._compile())
        if before.lead_in is not None:
            self._lead_in_again()
        if was_sounding and self._is_sounding:
            shift = self._transport.position - before.position
            self._carried = tuple(replace(cue, frame=cue.frame + shift) for cue in sounding)
            self._heard_from = self._transport.position
            self._play()

    def _lead_in_again(self) -> None:
        state = self._transport
        lead_in = lead_in_to(state.timeline, state.position, self._preferences.count_in_beats)
        if lead_in is not None:
            self._transport = replace(state, position=lead_in.start, lead_in=lead_in)

    def _compile(self) -> Timeline:
        return compile_routine(self._routine, self._preferences, self._timing)

    def _timing(self, text: str) -> ClipTiming:
        known = self._timings.get(text)
        if known is None:
            known = self._devices.speaker.timing(text) or estimate(text, self._devices.speaker.rate)
            self._timings[text] = known
        return known

    def _use_measured_timings(self) -> None:
        """Nothing is being heard: all phrases may take their measured lengths."""
        state = self._transport
        self._heard_version = self._devices.speaker.version
        self._timings.clear()
        retimed = retime(state, self._compile())
        if state.lead_in is not None:
            shift = retimed.position - state.lead_in.stop
            lead_in = replace(
                state.lead_in,
                start=state.lead_in.start + shift,
                stop=state.lead_in.stop + shift,
                cues=tuple(replace(cue, frame=cue.frame + shift) for cue in state.lead_in.cues),
            )
            retimed = replace(retimed, position=state.position + shift, lead_in=lead_in)
        self._transport = retimed

    def _refine_ahead(self) -> None:
        """Phrases were rendered meanwhile: place those that are far enough ahead by their real lengths."""
        version = self._devices.speaker.version
        if version == self._heard_version or self._transport.lead_in is not None:
            return
        self._heard_version = version
        old, horizon = self._transport.timeline, self._devices.sink.written() + SETTLED
        settled = {cue.text for cue in old.cues_between(0, horizon)}
        self._timings = {text: timing for text, timing in self._timings.items() if text in settled}
        new = self._compile()
        if new.cues_between(0, horizon) == old.cues_between(0, horizon):
            self._transport = replace(self._transport, timeline=new)
        # Also without a new timeline: a clip that has just arrived is heard only from a source that knows it.
        self._devices.sink.replace(self._source(self._transport.position))

    # What is shown

    def _situation(self) -> PlayerSituation:
        return PlayerSituation(
            drills=self._drills,
            preferences=self._preferences,
            volume=self._levels.volume,
            is_muted=self._levels.is_muted,
            is_preparing=self._waiting_since is not None,
            banner=self._banner(),
        )

    def _banner(self) -> str:
        """The most important problem: what is not saved, then what is not heard."""
        status = self._devices.sink.status()
        return self._unsaved or status.problem or self._devices.speaker.problem or self._notice


def _texts(timeline: Timeline, since: int = 0) -> list[str]:
    """All that is spoken from the frame `since` on, each once, in order."""
    spoken = (cue.text for cue in timeline.cues_between(since, timeline.length + 1) if cue.kind in _SPOKEN)
    return list(dict.fromkeys(spoken))


_SPOKEN = (CueKind.PHRASE, CueKind.COUNT)
