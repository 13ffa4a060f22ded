"""The player: leads a person through a session.

It joins the transport with the sound, the speech and the practice log. Nothing here runs by itself: `view`
looks at the frame that is heard and moves the transport there, `tell` carries out a command. Both are called
from one thread.
"""

from collections.abc import Callable
from dataclasses import replace

from mobility_coach.domain.commands import Command
from mobility_coach.domain.preferences import BPM_STEP, CoachingPreferences
from mobility_coach.domain.routine import Routine
from mobility_coach.domain.timeline import SAMPLE_RATE, frames
from mobility_coach.domain.transport import (
    Event,
    Outcome,
    Phase,
    RepsPractised,
    SegmentEntered,
    Transport,
    advance,
    go_to,
    tell,
)
from mobility_coach.services.ports import FrameSource
from mobility_coach.services.session.heard_cues import HeardCues
from mobility_coach.services.session.outline import Outline, outline_of
from mobility_coach.services.session.passing_notice import PassingNotice
from mobility_coach.services.session.patience import Patience
from mobility_coach.services.session.player_presenter import PlayerSituation, player_view
from mobility_coach.services.session.player_view import PlayerView
from mobility_coach.services.session.session_ports import Levels, PlayerDevices, Remembered
from mobility_coach.services.session.session_timing import SessionTiming, words_ahead
from mobility_coach.services.session.time_limit import TimeLimit

VOLUME_STEP = 0.1

AWAY_SECONDS = 5.0
"""More time than this cannot pass unheard unless the machine slept: whoever comes back finds a pause."""


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
        self._levels = levels
        self._devices = devices
        self._remembered = remembered
        self._notice = PassingNotice(notice, devices.monotonic)
        self._patience = Patience(devices.speaker, devices.monotonic, is_hurried=limit is not None)
        self._started = devices.now()
        self._unsaved = ""
        self._practised: list[RepsPractised] = []
        self._looked_at = (0.0, 0)
        self._heard = HeardCues()
        self._timing = SessionTiming(routine, preferences, devices.speaker, limit, devices.monotonic)
        self._course = self._timing.course
        self._transport = self._timing.beginning()
        self._outline = outline_of(self._transport.timeline, self._timing.drills)
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
        beats = self._timing.preferences.count_in_beats
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

    def _keep_time(self) -> None:
        """Where the session has a limit: what fits into the time that is left, and no more."""
        self._take(self._course.kept(self._transport))

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
        if self._patience.lasts(words_ahead(self._transport)):
            return
        # Nothing is being heard: all phrases may take their measured lengths.
        self._take(self._timing.retimed(self._transport))
        self._heard.begin(self._transport)
        self._timing.begin_at(self._transport.position)
        self._play()

    def _play(self) -> None:
        """Sound from the position on, unless the session has come to stand there."""
        if self._is_sounding:
            self._looked_at = self._devices.now().timestamp(), self._transport.position
            self._devices.sink.play(self._source(), self._transport.position)

    def _source(self) -> FrameSource:
        state = self._transport
        cues = self._heard.cues(state)
        return self._devices.make_source(cues, self._levels, state.position, state.sound_stop)

    def _look_ahead(self) -> None:
        """Now and then bring in what comes next, and what was rendered meanwhile by its real length."""
        state, sink = self._transport, self._devices.sink
        if not (self._is_sounding and state.lead_in is None and self._timing.is_due(state)):
            return
        self._take(self._timing.refined(state, sink.written()))
        self._request_words()
        # Also where no place has changed: a clip is heard only from a source that was made after it came.
        sink.replace(self._source())

    def _request_words(self) -> None:
        self._devices.speaker.request(words_ahead(self._transport))

    def _change_tempo(self, step: int) -> None:
        """Go on at the same moment of the movement in another tempo; what is being heard rings out."""
        chosen = self._timing.choose_tempo(self._transport, step)
        if chosen is None:
            return
        self._silence()
        before = self._transport
        self._take(self._timing.retimed(before))
        self._heard.move(before, self._transport)
        self._timing.begin_at(self._transport.position)
        self._request_words()
        self._play()
        self._remembered.bpm(*chosen)

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

    # What is shown

    def _situation(self) -> PlayerSituation:
        return PlayerSituation(
            drills=self._timing.drills,
            preferences=self._timing.preferences,
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
            self._outline = outline_of(self._transport.timeline, self._timing.drills)
        return self._outline

    def _banner(self) -> str:
        """The most important problem: what is not saved, then what is not heard."""
        status = self._devices.sink.status()
        speaker = self._devices.speaker
        return self._unsaved or status.problem or speaker.problem or speaker.notice
