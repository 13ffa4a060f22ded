"""Any sequence of commands, moves of the sound, clips and failures: what always holds."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain.commands import Command
from mobility_coach.domain.drill import Sides
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.timeline import Cue, frames
from mobility_coach.domain.transport import Phase, Transport
from mobility_coach.services.session.player_view import PlayerView
from mobility_coach.services.session.session_timing import AHEAD, SETTLED
from tests.domain.drills_for_tests import plain_timing, routine
from tests.services.player_stage import Stage, roll, swing

TIMED = frozenset({Command.SLOWER, Command.FASTER})
LEVELLED = frozenset({Command.LOUDER, Command.QUIETER, Command.MUTE})


class Watched:
    """A stage that is looked at after every step."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.view = stage.player.view()
        self.made_at = 0
        self.remember()

    def remember(self) -> None:
        stage = self.stage
        self.state: Transport = stage.player.transport
        self.sounded = stage.sounds()
        self.was_preparing = self.preparing
        self.source = stage.sources[-1] if stage.sources else None
        self.records = len(stage.journal.kept)
        self.made = len(stage.sources)
        self.calls = len(stage.sink.calls)
        self.replaced = len(stage.sink.replaced_at)

    @property
    def preparing(self) -> bool:
        return self.view.caption == "Getting the voice ready …"

    def after_hearing(self, view: PlayerView) -> None:
        """The sound moved, time passed or clips came; nobody told anything."""
        self.view = view
        state = self.stage.player.transport
        assert "halt" not in self.stage.sink.calls[self.calls :]
        if self.sounded:
            assert state.position >= self.state.position
            assert round(view.elapsed_seconds * 48_000) >= self.state.reached
        else:
            assert state.segment.name == self.state.segment.name
        if len(self.stage.sink.replaced_at) > self.replaced:
            horizon = self.stage.sink.replaced_at[-1] + SETTLED
            assert state.timeline.cues_between(0, horizon) == self.state.timeline.cues_between(0, horizon)
        self._always(self.state.position)

    def after_telling(self, command: Command | None, view: PlayerView, silenced_at: int) -> None:
        """A command was told, or, for None, a part of the progress bar was gone to."""
        self.view = view
        state = self.stage.player.transport
        if command in TIMED | LEVELLED:
            assert state.segment.name == self.state.timeline.at(self._heard_to(silenced_at)).name
        assert view.phase is state.phase
        self._always(silenced_at, jumped=command not in TIMED | LEVELLED)

    def _heard_to(self, silenced_at: int) -> int:
        return max(self.state.reached, silenced_at) if self.sounded else self.state.reached

    def _always(self, position: int, *, jumped: bool = False) -> None:
        self._sound_goes_with_the_phase()
        self._records_are_what_was_done()
        self._source_has_what_is_ahead()
        self._source_has_nothing_new_behind(position, jumped=jumped)
        self._view_is_sound()
        self.remember()

    def _sound_goes_with_the_phase(self) -> None:
        should_sound = self.view.phase is Phase.PLAYING and not self.preparing
        assert self.stage.sounds() == should_sound

    def _records_are_what_was_done(self) -> None:
        before, after = self.state, self.stage.player.transport
        heard_to = self._heard_to(self.last_heard)
        passed = [s for s in before.timeline.segments if before.reached < s.stop <= heard_to]
        expected = [(s.name, s.grid.reps) for s in passed if s.grid is not None]
        left = before.timeline.at(heard_to)
        has_left = after.segment.name != left.name or after.phase is Phase.FINISHED
        if left.grid is not None and has_left and before.phase is not Phase.FINISHED and left not in passed:
            done = left.grid.done_at(heard_to - left.start)
            expected += [(left.name, done)] if done else []
        kept = [(e.segment.name, e.reps_done) for e in self.stage.journal.kept[self.records :]]
        assert kept == expected

    def _source_has_what_is_ahead(self) -> None:
        if not self.stage.sounds():
            return
        state, source = self.stage.player.transport, self.stage.source
        if source is not self.source:  # later a lead-in is over, but the source is as it was made
            self.made_at = source.start if state.lead_in is None else state.reached
        until = min(state.sound_stop, self.made_at + AHEAD)
        assert until == state.sound_stop or until - state.position >= AHEAD // 2
        ahead = state.timeline.cues_between(state.reached, until)
        if state.lead_in is not None:
            ahead = tuple(cue for cue in state.lead_in.cues if cue.frame >= state.position) + ahead
        assert tuple(cue for cue in source.cues if cue.frame >= state.position) == ahead
        assert source.stop == state.sound_stop

    def _source_has_nothing_new_behind(self, position: int, *, jumped: bool) -> None:
        for source in self.stage.sources[self.made :]:
            behind = [cue for cue in source.cues if cue.frame < source.start]
            if jumped or not self.sounded or self.source is None:
                assert behind == []
            else:
                was_silenced = "halt" in self.stage.sink.calls[self.calls :]
                heard = {_from(cue, position) for cue in self.source.cues}
                now = source.start if was_silenced else position
                assert {_from(cue, now) for cue in behind} <= heard

    def _view_is_sound(self) -> None:
        view = self.view
        assert view.remaining_seconds >= 0
        assert sum(part.share for part in view.parts) == pytest.approx(1.0)
        assert all(0 <= part.done <= 1 for part in view.parts)
        assert 0 <= view.stroke_progress <= 1
        assert 0 <= view.beat_progress < 1
        assert 0 <= view.rep <= view.reps
        assert 0 <= view.volume <= 1
        assert (view.commands == frozenset()) == (view.phase is Phase.FINISHED)

    # Steps

    @property
    def last_heard(self) -> int:
        return self.silenced_at if self.silenced_at is not None else self.stage.sink.position()

    silenced_at: int | None = None

    def hear(self, seconds: float) -> None:
        self.silenced_at = None
        self.after_hearing(self.stage.hear(seconds))

    def go_to(self, part: int) -> None:
        self.tell(None, part)
        if self.state.phase is not Phase.FINISHED and part < len(self.view.parts):
            assert self.view.parts[part].is_current
            assert self.state.position == self.state.timeline.blocks[part].start

    def tell(self, command: Command | None, part: int = 0) -> None:
        sink = self.stage.sink
        self.silenced_at = (
            min(sink.position() + sink.lag, self.stage.source.stop) if self.sounded else sink.position()
        )
        told = self.stage.go_to(part) if command is None else self.stage.tell(command)
        if "halt" not in sink.calls[self.calls :]:
            self.silenced_at = None
        self.after_telling(command, told, self.last_heard)


def _from(cue: Cue, position: int) -> tuple[object, ...]:
    """A cue by its distance to a position."""
    return cue.kind, cue.text, cue.sound, cue.rep, cue.frame - position


Step = Callable[[Watched], None]


def tells() -> st.SearchStrategy[Step]:
    return st.sampled_from(Command).map(lambda command: lambda watched: watched.tell(command))


def goes() -> st.SearchStrategy[Step]:
    return st.integers(0, 6).map(lambda part: lambda watched: watched.go_to(part))


def hears() -> st.SearchStrategy[Step]:
    seconds = st.one_of(st.floats(0, 3), st.floats(3, 60))
    return seconds.map(lambda s: lambda watched: watched.hear(s))


def hears_into_reps(part: float) -> Step:
    """Hear up to a place within the next reps, or within what is left of them."""

    def step(watched: Watched) -> None:
        state = watched.stage.player.transport
        coming = (s for s in state.timeline.segments if s.grid is not None and s.stop > state.reached)
        reps = next(coming, state.segment)
        start = max(reps.start, state.position)
        frame = start + int((reps.stop - start) * part)
        watched.hear((frame - state.position) / 48_000)

    return step


def hears_to_the_edge(watched: Watched) -> None:
    """Hear up to a few frames before the next segment."""
    state = watched.stage.player.transport
    watched.hear(max(0, state.segment.stop - 20 - state.position) / 48_000)


def arrives(index: int, seconds: float) -> Step:
    def step(watched: Watched) -> None:
        texts = sorted(watched.stage.speaker.asked)
        watched.stage.speaker.arrive(texts[index % len(texts)], seconds)
        watched.hear(0.26)

    return step


def all_arrive(watched: Watched) -> None:
    for text in sorted(watched.stage.speaker.asked):
        length = plain_timing(text).length
        watched.stage.speaker.arrive(text, length / 48_000 * (1 + len(text) % 3))
    watched.hear(0.0)


def fails(index: int) -> Step:
    def step(watched: Watched) -> None:
        texts = sorted(watched.stage.speaker.asked)
        watched.stage.speaker.fail(texts[index % len(texts)])
        watched.hear(0.1)

    return step


def goes_wrong(watched: Watched) -> None:
    watched.stage.speaker.problem = "" if watched.stage.speaker.problem else "No voice."
    watched.stage.journal.problem = "" if watched.stage.journal.problem else "Disk full."
    watched.hear(0.0)


def lags(count: int) -> Step:
    def step(watched: Watched) -> None:
        watched.stage.sink.lag = count

    return step


STEPS = st.one_of(
    tells(),
    tells(),
    goes(),
    hears(),
    st.builds(arrives, st.integers(0, 99), st.floats(0.1, 8.0)),
    st.builds(fails, st.integers(0, 99)),
    st.sampled_from((all_arrive, goes_wrong, hears_to_the_edge)),
    st.floats(0.0, 1.0).map(hears_into_reps),
    st.integers(0, frames(0.3)).map(lags),
)

STAGES = st.builds(
    lambda sides, waits, beats, link, has_voice: Stage(
        routine(swing(sides), roll()),
        CoachingPreferences(
            wait_for_ready=waits, count_in_beats=beats, link_seconds=link, setup_seconds=0.0, rest_seconds=0.0
        ),
        voice=plain_timing if has_voice else None,
    ),
    st.sampled_from(Sides),
    st.booleans(),
    st.integers(0, 4),
    st.sampled_from((0.0, 1.0)),
    st.booleans(),
)


@settings(max_examples=100)
@given(STAGES, st.lists(STEPS, min_size=5, max_size=30))
def test_whatever_happens_sound_view_and_records_agree(stage: Stage, steps: list[Step]) -> None:
    go_through(stage, steps)


def go_through(stage: Stage, steps: list[Step]) -> None:
    """From the start to a stop."""
    watched = Watched(stage)
    watched.tell(Command.START)
    for step in steps:
        step(watched)
    watched.tell(Command.STOP)
    assert stage.player.is_over


def test_what_was_made_ready_in_a_lead_in_is_still_there_when_it_is_over() -> None:
    def resumes(watched: Watched) -> None:
        watched.tell(Command.PAUSE)
        watched.tell(Command.START)

    preferences = CoachingPreferences(
        wait_for_ready=False, count_in_beats=2, link_seconds=1.0, setup_seconds=0.0, rest_seconds=0.0
    )
    stage = Stage(routine(swing(Sides.EACH), roll()), preferences, voice=plain_timing)
    go_through(stage, [hears_into_reps(0.0), resumes, lambda watched: watched.hear(3.0)])


@settings(max_examples=30)
@given(STAGES, st.lists(STEPS, max_size=10))
def test_every_session_can_be_played_to_its_end(stage: Stage, steps: list[Step]) -> None:
    watched = Watched(stage)
    for step in steps:
        step(watched)
    for _ in range(40):
        if stage.player.is_over:
            return
        watched.tell(Command.READY)
        watched.hear(400.0)
    raise AssertionError("the session did not end")
