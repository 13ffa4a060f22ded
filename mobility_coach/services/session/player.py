"""The player: leads a person through a session.

It joins the transport with the sound, the speech and the practice log. Nothing here runs by itself: `view`
looks at the frame that is heard and moves the transport there, `tell` carries out a command. Both are called
from one thread.
"""

from collections.abc import Callable
from dataclasses import replace

from mobility_coach.domain.commands import Command
from mobility_coach.domain.compiler import compile_routine
from mobility_coach.domain.preferences import BPM_STEP, CoachingPreferences, clamp_bpm, drill_bpm
from mobility_coach.domain.routine import Routine
from mobility_coach.domain.splice import splice
from mobility_coach.domain.timeline import SAMPLE_RATE, SPOKEN, Cue, Timeline, frames, spoken_texts
from mobility_coach.domain.transport import (
    Event,
    Outcome,
    Phase,
    RepsPractised,
    SegmentEntered,
    Transport,
    advance,
    go_to,
    lead_in_to,
    retime,
    tell,
)
from mobility_coach.services.ports import FrameSource
from mobility_coach.services.session.outline import Outline, outline_of
from mobility_coach.services.session.passing_notice import PassingNotice
from mobility_coach.services.session.patience import Patience
from mobility_coach.services.session.player_presenter import (
    PlayerSituation,
    bpm_now,
    player_view,
    tempo_block,
)
from mobility_coach.services.session.player_view import PlayerView
from mobility_coach.services.session.session_ports import Levels, PlayerDevices, Remembered
from mobility_coach.services.session.spoken_timing import known_timing
from mobility_coach.services.session.time_limit import Course, TimeLimit

VOLUME_STEP = 0.1

AWAY_SECONDS = 5.0
"""More time than this cannot pass unheard unless the machine slept: whoever comes back finds a pause."""

LONGEST_SOUND = frames(20.0)
"""Nothing that began longer ago than this is still heard."""

AHEAD = frames(120.0)
"""So far ahead words are rendered and sounds placed: a long session neither waits nor fills the memory."""

SOON = frames(1.0)
"""The same words are never meant to be said twice within so short a time."""

SETTLED = frames(0.5)
"""What lies nearer than this to the written frames is not timed anew: it is about to be heard."""

REFINE_EVERY = frames(0.25)
"""Phrases that arrive together are placed together: each time costs some milliseconds."""


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
        limit: TimeLimit | None = None,
    ) -> None:
        self._routine = routine
        self._preferences = preferences
        self._levels = levels
        self._devices = devices
        self._remembered = remembered
        self._notice = PassingNotice(notice, devices.monotonic)
        self._drills = {item.drill.id: item.drill for item in routine.items}
        self._timed_version = -1
        self._refined_at = 0
        self._patience = Patience(devices.speaker, devices.monotonic, is_hurried=limit is not None)
        self._started = devices.now()
        self._unsaved = ""
        self._practised: list[RepsPractised] = []
        self._heard_from = 0
        self._looked_at = (0.0, 0)
        self._begun: tuple[Cue, ...] = ()
        whole = self._compile()
        self._course = Course(whole, limit, devices.monotonic, lambda: known_timing(devices.speaker))
        self._transport, _ = self._course.kept(Transport(whole))
        self._outline = outline_of(self._transport.timeline, self._drills)
        self._request_words()

    @property
    def transport(self) -> Transport:
        """Where the session stands, as of the last `view` or `tell`."""
        return self._transport

    @property
    def is_over(self) -> bool:
        """Whether it is finished or was stopped."""
        return self._transport.phase is Phase.FINISHED

    @property
    def is_moving(self) -> bool:
        """Whether it is led on, or about to be; else it is paused, waits for the person, or is over."""
        return self._transport.phase is Phase.PLAYING

    @property
    def has_practised(self) -> bool:
        """Whether any rep of it is in the log."""
        return bool(self._practised)

    @property
    def seconds(self) -> float:
        """The whole session's length as far as it is known now, waiting not counted."""
        return self._transport.timeline.length / frames(1)

    def view(self) -> PlayerView:
        """Move to the frame that is heard now, and return what to show."""
        self._follow_sound()
        view = player_view(self._transport, self._situation())
        left, passed = self._course.left, self._course.passed
        if left is None or passed is None or self.is_over:
            return view
        return replace(view, elapsed_seconds=passed, remaining_seconds=left)

    def tell(self, command: Command) -> None:
        """Carry out a command; it is heard and seen at once. Nothing can be told after the end."""
        self._follow_sound()
        if self.is_over:
            return
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
                self._tell(command)

    def go_to(self, part: int) -> None:
        """Go to a part of the progress bar, counted from 0; another part is ignored."""
        self._follow_sound()
        self._move(lambda state: go_to(state, part))

    def close(self) -> None:
        """End the session; what was practised is kept."""
        self.tell(Command.STOP)

    def _tell(self, command: Command) -> None:
        beats = self._preferences.count_in_beats
        self._move(lambda state: tell(state, command, beats), goes_on=command is not Command.STOP)

    def _move(self, move: Callable[[Transport], Outcome], *, goes_on: bool = True) -> None:
        """Do what a person wishes to the frame that is heard last; where it means nothing, sound goes on."""
        if move(self._transport) == (self._transport, ()):
            return
        self._silence()
        self._patience.end()
        self._take(move(self._course.opened(self._transport) if goes_on else self._transport))
        self._keep_time()
        if self._transport.phase is Phase.PLAYING:
            self._play_when_prepared()

    def _follow_sound(self) -> None:
        if self._patience.is_waiting:
            self._play_when_prepared()
        elif self._is_sounding:
            self._take(advance(self._transport, self._devices.sink.position()))
            self._look_ahead()
            if self._has_slept():
                self._tell(Command.PAUSE)
        if self._course.left == 0 and not self.is_over:
            self._silence()
            self._patience.end()
            self._take(self._course.ended(self._transport))

    def _keep_time(self, settled: int = 0) -> None:
        """Where the session has a limit: what fits into the time that is left, and no more."""
        self._take(self._course.kept(self._transport, settled))

    def _take(self, outcome: Outcome) -> None:
        self._transport, events = outcome
        self._note(events)

    def _has_slept(self) -> bool:
        """Whether much more time has passed since the last look than was heard."""
        now, position = self._devices.now().timestamp(), self._transport.position
        passed, heard = now - self._looked_at[0], (position - self._looked_at[1]) / SAMPLE_RATE
        self._looked_at = now, position
        return passed - heard > AWAY_SECONDS

    def _note(self, events: tuple[Event, ...]) -> None:
        for event in events:
            match event:
                case SegmentEntered(segment) if segment.grid is not None:
                    self._started = self._devices.now()
                case RepsPractised():
                    self._practised.append(event)
                    self._unsaved = self._devices.journal.practised(event, self._routine.id, self._started)

    # Sound

    @property
    def _is_sounding(self) -> bool:
        return self._transport.phase is Phase.PLAYING and not self._patience.is_waiting

    def _silence(self) -> None:
        """Stop what is heard, and move to the frame that was heard last, be it the end."""
        if self._is_sounding:
            self._take(advance(self._transport, self._devices.sink.halt()))

    def _play_when_prepared(self) -> None:
        """Start the sound once the next words are there, or patience is over."""
        if not self._patience.is_waiting:
            self._patience.begin()
            self._request_words()
        if self._patience.lasts(self._words_ahead()):
            return
        # Nothing is being heard: all phrases may take their measured lengths.
        self._retime()
        self._hear_from_here(())
        self._play()

    def _hear_from_here(self, begun: tuple[Cue, ...]) -> None:
        """From the position on the timeline is heard, and before that at most what has `begun`."""
        lead_in = self._transport.lead_in
        self._begun = begun if lead_in is None else lead_in.cues
        self._heard_from = self._transport.reached
        self._refined_at = self._transport.position

    def _play(self) -> None:
        """Sound from the position on, unless the session has come to stand there."""
        if self._is_sounding:
            self._looked_at = self._devices.now().timestamp(), self._transport.position
            self._devices.sink.play(self._source(), self._transport.position)

    def _source(self) -> FrameSource:
        """What is heard from the position on, with what began before it, but not before a jump."""
        state = self._transport
        since = max(self._heard_from, state.position - LONGEST_SOUND)
        until = min(state.sound_stop, max(state.position, state.reached) + AHEAD)
        cues = self._begun + state.timeline.cues_between(since, until)
        return self._devices.make_source(cues, self._levels, state.position, state.sound_stop)

    def _change_volume(self, step: float) -> None:
        volume = round(min(1.0, max(0.0, self._levels.volume + step)), 2)
        self._set_levels(replace(self._levels, volume=volume, is_muted=False))

    def _set_levels(self, levels: Levels) -> None:
        if levels == self._levels:
            return
        self._levels = levels
        if self._is_sounding:
            self._silence()
            self._keep_time()
            self._play()
        # Last, since a slow disk must not hold up what is heard.
        self._remembered.levels(levels)

    # Timing

    def _change_tempo(self, step: int) -> None:
        before, block = bpm_now(self._transport), tempo_block(self._transport)
        if not before:  # there is no time left to move in
            return
        drill = self._drills[block.drill]
        movement = next(each for each in drill.movements if each.id == block.movement)
        bpm = drill_bpm(drill, movement, clamp_bpm(before + step))
        choices = replace(self._preferences.choices(drill.id), bpm=bpm)
        drills = {**self._preferences.drills, drill.id: choices}
        preferences = replace(self._preferences, drills=drills)
        if preferences.tempo(drill, movement).bpm == before:
            return
        self._preferences = preferences
        self._take_tempo()
        self._remembered.bpm(drill.id, bpm)

    def _take_tempo(self) -> None:
        """Go on at the same moment of the movement in the new tempo; what is being heard rings out."""
        self._silence()
        before, begun = self._transport.position, self._begun_by_now()
        self._retime()
        position = self._transport.position
        soon = self._transport.timeline.cues_between(position, position + SOON)
        begun = _without_words(begun, soon)
        self._hear_from_here(tuple(replace(cue, frame=cue.frame + position - before) for cue in begun))
        self._request_words()
        self._play()

    def _begun_by_now(self) -> tuple[Cue, ...]:
        position = self._transport.position
        oldest = position - LONGEST_SOUND
        heard = self._transport.timeline.cues_between(max(self._heard_from, oldest), position)
        return tuple(cue for cue in self._begun + heard if cue.frame > oldest)

    def _retime(self) -> None:
        """Compile anew, and stand at the same moment; a lead-in begins again."""
        before = self._transport
        if self._course.is_closing(before):
            self._keep_time()
            return
        whole = self._course.renewed(before, self._compile())
        state = self._transport = retime(self._course.opened(before), whole)
        beats = self._preferences.count_in_beats
        lead_in = None if before.lead_in is None else lead_in_to(state.timeline, state.position, beats)
        if lead_in is not None:
            self._transport = replace(state, position=lead_in.start, lead_in=lead_in)
        self._keep_time()

    def _look_ahead(self) -> None:
        """Now and then bring in what comes next, and what was rendered meanwhile by its real length."""
        state, sink = self._transport, self._devices.sink
        is_new = self._devices.speaker.version != self._timed_version
        is_soon = is_new or self._course.is_off(state)
        is_due = state.position >= self._refined_at + (REFINE_EVERY if is_soon else AHEAD // 2)
        if not (self._is_sounding and is_due and state.lead_in is None):
            return
        self._refined_at = state.position
        settled = sink.written() + SETTLED
        if is_soon and not self._course.is_closing(state, settled):
            self._refine(settled)
        self._request_words()
        # Also where no place has changed: a clip is heard only from a source that was made after it came.
        sink.replace(self._source())

    def _refine(self, settled: int) -> None:
        """Bring in what was rendered by its real length, behind the frame `settled`."""
        state = self._course.opened(self._transport)
        whole = self._course.renewed(state, self._compile())
        self._transport = replace(state, timeline=splice(state.timeline, whole, settled))
        self._keep_time(settled)

    def _compile(self) -> Timeline:
        speaker = self._devices.speaker
        self._timed_version = speaker.version
        return compile_routine(self._routine, self._preferences, known_timing(speaker))

    def _request_words(self) -> None:
        self._devices.speaker.request(self._words_ahead())

    def _words_ahead(self) -> list[str]:
        """What is spoken from here on as far as one looks ahead, each once, in order."""
        state = self._transport
        cues = state.timeline.cues_between(state.reached, state.reached + AHEAD)
        return spoken_texts(cues)

    # What is shown

    def _situation(self) -> PlayerSituation:
        return PlayerSituation(
            drills=self._drills,
            preferences=self._preferences,
            volume=self._levels.volume,
            is_muted=self._levels.is_muted,
            is_preparing=self._patience.is_waiting,
            banner=self._banner(),
            notice=self._notice.now(is_playing=self._transport.phase is Phase.PLAYING),
            outline=self._outline_now(),
            practised=tuple(self._practised),
            is_voiced=self._levels.is_voiced,
        )

    def _outline_now(self) -> Outline:
        """The outline of the timeline as it is now, made anew only where that became another."""
        if self._outline.timeline is not self._transport.timeline:
            self._outline = outline_of(self._transport.timeline, self._drills)
        return self._outline

    def _banner(self) -> str:
        """The most important problem: what is not saved, then what is not heard."""
        status = self._devices.sink.status()
        speaker = self._devices.speaker
        return self._unsaved or status.problem or speaker.problem or speaker.notice


def _without_words(begun: tuple[Cue, ...], soon: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """What has begun, but for words that are said soon: in another tempo their place may lie ahead again."""
    words = {(cue.kind, cue.text) for cue in soon if cue.kind in SPOKEN}
    return tuple(cue for cue in begun if (cue.kind, cue.text) not in words)
