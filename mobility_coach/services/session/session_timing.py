"""Where on its timeline all of a session lies: placed anew when tempo, clip lengths or the time left change.

A state of the transport goes in, and comes out on another timeline at the same moment. Nothing here sounds.
"""

from dataclasses import replace

from mobility_coach.domain.compiler import compile_routine
from mobility_coach.domain.preferences import CoachingPreferences, clamp_bpm, drill_bpm
from mobility_coach.domain.routine import Routine
from mobility_coach.domain.splice import splice
from mobility_coach.domain.timeline import Timeline, frames, spoken_texts
from mobility_coach.domain.transport import Outcome, Transport, lead_in_to, retime
from mobility_coach.services.ports import MonotonicClock
from mobility_coach.services.session.player_presenter import bpm_now, tempo_block
from mobility_coach.services.session.session_ports import SessionSpeaker
from mobility_coach.services.session.spoken_timing import known_timing
from mobility_coach.services.session.time_limit import Course, TimeLimit

AHEAD = frames(120.0)
"""So far ahead words are rendered and sounds placed: a long session neither waits nor fills the memory."""

SETTLED = frames(0.5)
"""What lies nearer than this to the written frames is not timed anew: it is about to be heard."""

REFINE_EVERY = frames(0.25)
"""Phrases that arrive together are placed together: each time costs some milliseconds."""


class SessionTiming:
    """The timing of one session.

    Attributes:
        drills: those of the routine, by their ids.
        course: as much of the routine as fits before its end, where it has one.
    """

    def __init__(
        self,
        routine: Routine,
        preferences: CoachingPreferences,
        speaker: SessionSpeaker,
        limit: TimeLimit | None,
        monotonic: MonotonicClock,
    ) -> None:
        self._routine = routine
        self._preferences = preferences
        self._speaker = speaker
        self._timed_version = -1
        self._refined_at = 0
        self.drills = {item.drill.id: item.drill for item in routine.items}
        self._whole = self._compiled()
        self.course = Course(self._whole, limit, monotonic, lambda: known_timing(speaker))

    @property
    def preferences(self) -> CoachingPreferences:
        """How the person is coached, with the tempi that were chosen on the way."""
        return self._preferences

    def beginning(self) -> Transport:
        """The session before its start."""
        return self.course.kept(Transport(self._whole))[0]

    def choose_tempo(self, state: Transport, step: int) -> tuple[str, int] | None:
        """Take another tempo for what is done now; `retimed` then goes by it.

        Returns:
            The drill and its tempo to be remembered; None where that is the tempo already, or no time is left
            to move in.
        """
        before, block = bpm_now(state), tempo_block(state)
        if not before:
            return None
        drill = self.drills[block.drill]
        movement = next(each for each in drill.movements if each.id == block.movement)
        bpm = drill_bpm(drill, movement, clamp_bpm(before + step))
        choices = replace(self._preferences.choices(drill.id), bpm=bpm)
        preferences = replace(self._preferences, drills={**self._preferences.drills, drill.id: choices})
        if preferences.tempo(drill, movement).bpm == before:
            return None
        self._preferences = preferences
        return drill.id, bpm

    def retimed(self, state: Transport) -> Outcome:
        """The same moment, all of it placed anew; a lead-in begins again. For when nothing is being heard."""
        if self.course.is_closing(state):
            return self.course.kept(state)
        whole = self.course.renewed(state, self._compiled())
        moved = retime(self.course.opened(state), whole)
        beats = self._preferences.count_in_beats
        lead_in = None if state.lead_in is None else lead_in_to(moved.timeline, moved.position, beats)
        if lead_in is not None:
            moved = replace(moved, position=lead_in.start, lead_in=lead_in)
        return self.course.kept(moved)

    def begin_at(self, position: int) -> None:
        """From here on is heard what was placed: it is looked through again a while later."""
        self._refined_at = position

    def is_due(self, state: Transport) -> bool:
        """Whether it is time to look through what comes."""
        return state.position >= self._refined_at + (REFINE_EVERY if self._is_off(state) else AHEAD // 2)

    def refined(self, state: Transport, written: int) -> Outcome:
        """With what was rendered meanwhile by its real length, behind all that is `written` or nearly so."""
        self._refined_at = state.position
        settled = written + SETTLED
        if not self._is_off(state) or self.course.is_closing(state, settled):
            return state, ()
        opened = self.course.opened(state)
        whole = self.course.renewed(opened, self._compiled())
        return self.course.kept(replace(opened, timeline=splice(opened.timeline, whole, settled)), settled)

    def _is_off(self, state: Transport) -> bool:
        """Whether anything would be placed elsewhere now."""
        return self._speaker.version != self._timed_version or self.course.is_off(state)

    def _compiled(self) -> Timeline:
        self._timed_version = self._speaker.version
        return compile_routine(self._routine, self._preferences, known_timing(self._speaker))


def words_ahead(state: Transport) -> list[str]:
    """What is spoken from here on as far as one looks ahead, each once, in order."""
    return spoken_texts(state.timeline.cues_between(state.reached, state.reached + AHEAD))
