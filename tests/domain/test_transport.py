"""The transport: each command in each phase, and what holds whatever a person does."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_coach.domain.commands import Command
from mobility_coach.domain.compiler import compile_routine
from mobility_coach.domain.drill import RepRange, Sides, Tempo
from mobility_coach.domain.moments import same_moment
from mobility_coach.domain.preferences import CoachingPreferences, DrillChoices
from mobility_coach.domain.routine import Routine
from mobility_coach.domain.score import Timing
from mobility_coach.domain.speech_timing import ClipTiming
from mobility_coach.domain.timeline import CueKind, RepGrid, Segment, SegmentKind, Timeline, frames
from mobility_coach.domain.transport import (
    Event,
    Jumped,
    Outcome,
    Phase,
    PhaseChanged,
    RepsPractised,
    SegmentEntered,
    Transport,
    advance,
    go_to,
    lead_in_to,
    retime,
    tell,
)
from tests.domain.drills_for_tests import (
    compiled,
    drill,
    movement,
    plain_timing,
    preferences,
    routine,
    routines,
    scattered_timing,
    timings,
)

BEATS = 3
ROLL = drill("roll", Sides.TOGETHER, (movement("A"),))
SESSION = routine(drill("swing"), ROLL)
WAITING_WISHES = CoachingPreferences(wait_for_ready=True)
WAITS = compile_routine(SESSION, WAITING_WISHES, plain_timing)
FLOWS = compile_routine(SESSION, CoachingPreferences(), plain_timing)

INTRO, SETUP, SWITCH = "0/swing/intro", "0/swing/setup/1", "0/swing/switch/1"
LINK_A, LINK_B, REPS_A = "0/swing/link/0/A", "0/swing/link/0/B", "0/swing/reps/0/A"


def named(timeline: Timeline, name: str) -> Segment:
    segment = timeline.segment_named(name)
    assert segment is not None, name
    return segment


def grid_of(segment: Segment) -> RepGrid:
    assert segment.grid is not None
    return segment.grid


def rep_start(timeline: Timeline, name: str, rep: int) -> int:
    segment = named(timeline, name)
    grid = grid_of(segment)
    return segment.start + grid.beat_frame((rep - 1) * grid.beats)


def at(timeline: Timeline, name: str, offset: int = 0, phase: Phase = Phase.PLAYING) -> Transport:
    """Standing `offset` frames after a segment's start."""
    return Transport(timeline, phase, named(timeline, name).start + offset)


def in_rep(rep: int, phase: Phase = Phase.PLAYING, timeline: Timeline = WAITS) -> Transport:
    """Standing half a second into a rep of the first movement, with a plain 60 beats a minute."""
    return Transport(timeline, phase, rep_start(timeline, REPS_A, rep) + 24_000)


def practised(events: tuple[Event, ...]) -> list[int]:
    return [event.reps_done for event in events if isinstance(event, RepsPractised)]


# Each command in each phase

STATES = {
    Phase.READY: Transport(WAITS),
    Phase.PLAYING: in_rep(3),
    Phase.PAUSED: in_rep(3, Phase.PAUSED),
    Phase.WAITING: Transport(WAITS, Phase.WAITING, named(WAITS, SETUP).stop),
    Phase.FINISHED: Transport(WAITS, Phase.FINISHED, WAITS.length),
}
NOTHING = None
HERE = "here"
REP = "rep 3"
"""The start of the rep that was interrupted, behind a count-in."""

READY, PLAYING, PAUSED, FINISHED = Phase.READY, Phase.PLAYING, Phase.PAUSED, Phase.FINISHED
Then = tuple[Phase, str] | None

TABLE: dict[Command, dict[Phase, Then]] = {
    command: dict(zip(Phase, (*row, NOTHING), strict=True))
    for command, row in {
        #                    ready               playing             paused             waiting
        Command.START: ((PLAYING, "safety"), NOTHING, (PLAYING, REP), (PLAYING, LINK_A)),
        Command.PAUSE: (NOTHING, (PAUSED, HERE), NOTHING, NOTHING),
        Command.RESUME: ((PLAYING, "safety"), NOTHING, (PLAYING, REP), (PLAYING, LINK_A)),
        Command.TOGGLE: ((PLAYING, "safety"), (PAUSED, HERE), (PLAYING, REP), (PLAYING, LINK_A)),
        Command.NEXT: ((READY, INTRO), (PLAYING, LINK_B), (PAUSED, LINK_B), (PLAYING, LINK_A)),
        Command.PREVIOUS: ((READY, "safety"), (PLAYING, INTRO), (PAUSED, INTRO), (PLAYING, INTRO)),
        Command.REPEAT: ((READY, "safety"), (PLAYING, LINK_A), (PAUSED, LINK_A), (PLAYING, INTRO)),
        Command.SKIP_SIDE: ((READY, SWITCH), (PLAYING, SWITCH), (PAUSED, SWITCH), (PLAYING, SWITCH)),
        Command.READY: ((PLAYING, "safety"), NOTHING, (PLAYING, REP), (PLAYING, LINK_A)),
        Command.SLOWER: (NOTHING,) * 4,
        Command.FASTER: (NOTHING,) * 4,
        Command.LOUDER: (NOTHING,) * 4,
        Command.QUIETER: (NOTHING,) * 4,
        Command.MUTE: (NOTHING,) * 4,
        Command.STOP: ((FINISHED, HERE),) * 4,
    }.items()
}


def test_the_table_is_whole() -> None:
    assert set(TABLE) == set(Command)


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("command", Command)
def test_each_command_in_each_phase(command: Command, phase: Phase) -> None:
    before, then = STATES[phase], TABLE[command][phase]
    after, events = tell(before, command, BEATS)
    if then is NOTHING:
        assert (after, events) == (before, ())
        return
    new_phase, where = then
    frame = before.reached if where == HERE else None
    if where == REP:
        frame = rep_start(WAITS, REPS_A, 3)
        assert after.lead_in == lead_in_to(WAITS, frame, BEATS)
    elif where != HERE:
        frame = named(WAITS, where).start
        assert after.lead_in is None
    assert (after.phase, after.reached) == (new_phase, frame)
    assert (PhaseChanged(new_phase) in events) == (new_phase is not phase)
    assert (Jumped(after.position) in events) == (where != HERE)
    stays = where in (HERE, REP) and new_phase is not FINISHED
    assert practised(events) == ([] if stays or phase in (READY, Phase.WAITING) else [2])


# Playing through


def test_a_session_played_in_one_go_tells_everything_once() -> None:
    state, events = tell(Transport(FLOWS), Command.START, BEATS)
    state, later = advance(state, FLOWS.length + 5)
    every = events + later
    assert state == Transport(FLOWS, FINISHED, FLOWS.length)
    assert [e.segment for e in every if isinstance(e, SegmentEntered)] == [
        s for s in FLOWS.segments if s.length
    ]
    assert [(e.segment.movement, e.reps_done) for e in later if isinstance(e, RepsPractised)] == [
        *(("A", 3), ("B", 3), ("A", 3), ("B", 3), ("A", 3))
    ]
    assert every[-1] == PhaseChanged(FINISHED)
    assert advance(state, FLOWS.length + 9) == (state, ())


def test_small_steps_tell_the_same_as_one_big_step() -> None:
    whole = advance(Transport(FLOWS, PLAYING), FLOWS.length)
    state = Transport(FLOWS, PLAYING)
    events: tuple[Event, ...] = ()
    for position in range(0, FLOWS.length + 7_001, 7_001):
        state, more = advance(state, position)
        events += more
    assert (state, events) == whole


def test_a_position_behind_changes_nothing() -> None:
    state = in_rep(2)
    assert advance(state, state.position) == (state, ())
    assert advance(state, 0) == (state, ())


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not PLAYING])
def test_time_passes_only_while_playing(phase: Phase) -> None:
    assert advance(STATES[phase], WAITS.length) == (STATES[phase], ())


def test_a_waiting_segment_holds_until_ready() -> None:
    state, events = advance(Transport(WAITS, PLAYING), WAITS.length)
    assert (state.phase, state.position) == (Phase.WAITING, named(WAITS, SETUP).stop)
    assert events[-1] == PhaseChanged(Phase.WAITING)
    on, events = tell(state, Command.READY, BEATS)
    assert on.sound_stop == named(WAITS, SWITCH).stop
    assert events == (PhaseChanged(PLAYING), Jumped(on.position), SegmentEntered(named(WAITS, LINK_A)))
    on, events = advance(on, WAITS.length)
    assert (on.phase, on.position, practised(events)) == (Phase.WAITING, named(WAITS, SWITCH).stop, [3, 3])


def test_a_pause_at_the_end_of_a_wait_goes_on_to_the_instruction() -> None:
    ready, _ = tell(STATES[Phase.WAITING], Command.READY, BEATS)
    paused, _ = tell(ready, Command.PAUSE, BEATS)
    assert paused.phase is PAUSED
    on, events = tell(paused, Command.RESUME, BEATS)
    assert (on.phase, on.segment.name, on.lead_in) == (PLAYING, LINK_A, None)
    assert SegmentEntered(named(WAITS, LINK_A)) in events


# Where commands lead


def cue_of(timeline: Timeline, name: str) -> int:
    segment = named(timeline, name)
    cues = timeline.cues_between(segment.start, segment.stop)
    return next(cue.frame for cue in cues if cue.kind is CueKind.PHRASE)


REST = "1/roll/rest"
PLACES = [
    # in the safety words
    ("safety", Command.NEXT, INTRO),
    ("safety", Command.PREVIOUS, "safety"),
    ("safety", Command.REPEAT, "safety"),
    ("safety", Command.READY, INTRO),
    ("safety", Command.SKIP_SIDE, SWITCH),
    # while it is set up: "again" means the words that were just said, not the movement ahead
    (INTRO, Command.READY, LINK_A),
    (INTRO, Command.REPEAT, INTRO),
    (SETUP, Command.REPEAT, INTRO),
    (SETUP, Command.READY, LINK_A),
    (SETUP, Command.NEXT, LINK_A),
    (SETUP, Command.PREVIOUS, INTRO),
    # in a movement
    (LINK_A, Command.REPEAT, LINK_A),
    (LINK_A, Command.READY, None),
    ("0/swing/count-in/0/A", Command.READY, None),
    (LINK_B, Command.PREVIOUS, INTRO),
    ("0/swing/reps/0/B", Command.NEXT, SWITCH),
    # while the sides change
    (SWITCH, Command.READY, "0/swing/link/1/A"),
    (SWITCH, Command.REPEAT, SWITCH),
    (SWITCH, Command.PREVIOUS, LINK_B),
    (SWITCH, Command.SKIP_SIDE, "1/roll/intro"),
    ("0/swing/reps/1/A", Command.PREVIOUS, LINK_B),
    ("0/swing/reps/1/A", Command.SKIP_SIDE, "1/roll/intro"),
    # in a rest: what was just done is behind, the coming drill ahead
    (REST, Command.NEXT, "1/roll/intro"),
    (REST, Command.READY, "1/roll/intro"),
    (REST, Command.REPEAT, "0/swing/link/1/B"),
    (REST, Command.PREVIOUS, "0/swing/link/1/B"),
    (REST, Command.SKIP_SIDE, "1/roll/intro"),
    # at the end
    ("1/roll/reps/0/A", Command.NEXT, "done"),
    ("1/roll/reps/0/A", Command.SKIP_SIDE, "done"),
    ("1/roll/reps/0/A", Command.PREVIOUS, "0/swing/link/1/B"),
    ("done", Command.PREVIOUS, "1/roll/intro"),
    ("done", Command.REPEAT, "1/roll/link/0/A"),
]


@pytest.mark.parametrize(
    ("here", "command", "there", "phase"),
    [
        (*place, phase)
        for place in PLACES
        for phase in (PLAYING, PAUSED)
        if (place[1], phase) != (Command.READY, PAUSED)
    ],
)
def test_where_a_command_leads(here: str, command: Command, there: str | None, phase: Phase) -> None:
    before = at(FLOWS, here, 10, phase)
    after, events = tell(before, command, BEATS)
    if there is None:
        assert (after, events) == (before, ())
        return
    target = named(FLOWS, there)
    assert (after.phase, after.position, after.segment) == (phase, target.start, target)
    assert events[-2:] == (Jumped(target.start), SegmentEntered(target))


@pytest.mark.parametrize("command", [Command.NEXT, Command.SKIP_SIDE])
def test_next_at_the_end_ends_the_session(command: Command) -> None:
    after, events = tell(at(FLOWS, "done", 10), command, BEATS)
    assert (after.phase, events) == (FINISHED, (PhaseChanged(FINISHED), Jumped(FLOWS.length)))
    assert after.reached == FLOWS.length


def test_again_and_again_stays_where_it_is() -> None:
    state = in_rep(3)
    for _ in range(3):
        state, _ = tell(state, Command.REPEAT, BEATS)
        assert state.segment.name == LINK_A


def test_the_same_drill_twice_is_skipped_once() -> None:
    twice = compiled(ROLL, ROLL)
    after, _ = tell(at(twice, "0/roll/reps/0/A", 10), Command.SKIP_SIDE, BEATS)
    assert after.segment.name == "1/roll/intro"


def test_whoever_skips_ahead_before_the_start_begins_there() -> None:
    state, _ = tell(Transport(FLOWS), Command.NEXT, BEATS)
    state, _ = tell(state, Command.NEXT, BEATS)
    state, events = tell(state, Command.START, BEATS)
    assert (state.phase, state.segment.name) == (PLAYING, LINK_A)
    assert events[1] == Jumped(named(FLOWS, LINK_A).start)


def test_without_safety_words_the_first_drill_is_the_start() -> None:
    bare = compiled(drill("swing"), preferences=CoachingPreferences(safety=False))
    for command, there in ((Command.PREVIOUS, INTRO), (Command.REPEAT, INTRO), (Command.NEXT, LINK_A)):
        after, _ = tell(at(bare, INTRO, 10), command, BEATS)
        assert after.segment.name == there


# Pause and resume


def test_a_pause_in_a_rep_counts_in_to_its_start() -> None:
    paused, events = tell(in_rep(2), Command.PAUSE, BEATS)
    assert events == (PhaseChanged(PAUSED),)
    resumed, events = tell(paused, Command.RESUME, BEATS)
    go = rep_start(WAITS, REPS_A, 2)
    assert resumed.position == go - frames(3.15)
    assert (resumed.reached, resumed.segment.name) == (go, REPS_A)
    assert events == (PhaseChanged(PLAYING), Jumped(resumed.position))
    assert resumed.lead_in is not None
    heard = resumed.lead_in.cues + resumed.timeline.cues_between(go, resumed.sound_stop)
    assert [(cue.text, cue.frame) for cue in heard if cue.on_vowel][:4] == [
        ("3", go - 144_000),
        ("2", go - 96_000),
        ("1", go - 48_000),
        ("2", go + 96_000),
    ]
    assert all(cue.frame >= go for cue in heard if cue not in resumed.lead_in.cues)


def test_a_lead_in_passes_into_the_reps_and_counts_none_twice() -> None:
    resumed, _ = tell(in_rep(2, PAUSED), Command.RESUME, BEATS)
    go = resumed.reached
    within, events = advance(resumed, go - 10)
    assert (within.lead_in, within.position, within.reached, events) == (resumed.lead_in, go - 10, go, ())
    assert advance(within, go)[0].lead_in is None
    over, events = advance(within, go + 10)
    assert (over.lead_in, over.reached, events) == (None, go + 10, ())
    _, events = advance(over, named(WAITS, REPS_A).stop)
    assert practised(events) == [3]


def test_a_pause_in_a_lead_in_leads_in_anew() -> None:
    resumed, _ = tell(in_rep(2, PAUSED), Command.RESUME, BEATS)
    within, _ = advance(resumed, resumed.position + 30_000)
    paused, _ = tell(within, Command.PAUSE, BEATS)
    assert tell(paused, Command.RESUME, BEATS)[0] == resumed
    assert practised(tell(paused, Command.STOP, BEATS)[1]) == [1]


def test_without_a_count_in_a_rep_starts_at_once() -> None:
    resumed, _ = tell(in_rep(2, PAUSED), Command.RESUME, 0)
    assert (resumed.lead_in, resumed.position) == (None, rep_start(WAITS, REPS_A, 2))


def test_a_lead_in_of_any_length_does_not_stop_at_what_is_behind() -> None:
    """It may reach back over the set-up that waits, or before the session's start."""
    resumed, _ = tell(in_rep(1, PAUSED), Command.RESUME, 60)
    assert resumed.position < 0
    over, events = advance(resumed, resumed.reached + 10)
    assert (over.phase, over.position, events) == (PLAYING, resumed.reached + 10, ())


@pytest.mark.parametrize("name", ["safety", INTRO, SETUP, LINK_A, SWITCH, REST, "done"])
def test_an_interrupted_sentence_is_said_again(name: str) -> None:
    said = cue_of(FLOWS, name)
    paused = Transport(FLOWS, PAUSED, said + 20_000)
    resumed, events = tell(paused, Command.RESUME, BEATS)
    assert (resumed.position, resumed.lead_in) == (said, None)
    assert events == (PhaseChanged(PLAYING), Jumped(said))
    after = Transport(FLOWS, PAUSED, said + 48_000 + 10)
    assert tell(after, Command.RESUME, BEATS)[0].position == after.position


def test_an_interrupted_count_in_starts_anew() -> None:
    name = "0/swing/count-in/0/A"
    resumed, _ = tell(at(FLOWS, name, 100_000, PAUSED), Command.RESUME, BEATS)
    assert (resumed.position, resumed.lead_in) == (named(FLOWS, name).start, None)


# Stopping


@pytest.mark.parametrize("phase", [PLAYING, PAUSED])
@pytest.mark.parametrize(("rep", "done"), [(1, []), (2, [1]), (3, [2])])
def test_a_stop_keeps_the_whole_reps(rep: int, done: list[int], phase: Phase) -> None:
    after, events = tell(in_rep(rep, phase), Command.STOP, BEATS)
    assert practised(events) == done
    assert (after.phase, events[-1]) == (FINISHED, PhaseChanged(FINISHED))


def test_a_stop_on_the_last_frame_of_a_rep_and_on_the_next() -> None:
    end = rep_start(WAITS, REPS_A, 2)
    assert practised(tell(Transport(WAITS, PLAYING, end - 1), Command.STOP, BEATS)[1]) == []
    assert practised(tell(Transport(WAITS, PLAYING, end), Command.STOP, BEATS)[1]) == [1]


# Another tempo, other clips


def with_bpm(bpm: int, wishes: CoachingPreferences = WAITING_WISHES) -> CoachingPreferences:
    return replace(wishes, drills={"swing": DrillChoices(bpm=bpm), "roll": DrillChoices(bpm=bpm)})


def test_another_tempo_goes_on_in_the_same_rep() -> None:
    fast = compile_routine(SESSION, with_bpm(120), plain_timing)
    moved = retime(in_rep(3), fast)
    assert moved.position == rep_start(fast, REPS_A, 3) + 12_000
    assert (moved.phase, moved.timeline) == (PLAYING, fast)


def test_another_tempo_ends_a_lead_in() -> None:
    resumed, _ = tell(in_rep(3, PAUSED), Command.RESUME, BEATS)
    fast = compile_routine(SESSION, with_bpm(77), plain_timing)
    moved = retime(resumed, fast)
    assert (moved.lead_in, moved.position) == (None, rep_start(fast, REPS_A, 3))


@given(
    st.integers(20, 200), st.integers(20, 200), st.integers(0, 10**6), st.integers(1, 3), st.integers(1, 3)
)
def test_another_tempo_keeps_the_beat(
    old: int, new: int, at_beat: int, beats_in: int, beats_out: int
) -> None:
    """The same rep, the same beat, as far between the beats: to a frame, and never over the next."""
    part = movement("A", RepRange(9, 9), Tempo(60, beats_in, beats_out))
    slow, fast = (
        compiled(drill(movements=(part,)), preferences=with_bpm(bpm), timing=plain_timing)
        for bpm in (old, new)
    )
    for name in (REPS_A, "0/swing/count-in/0/A"):
        segment, twin = named(slow, name), named(fast, name)
        position = segment.start + at_beat % segment.length
        moved = same_moment(slow, position, fast)
        assert twin.start <= moved < twin.stop
        if name == REPS_A:
            before, after = grid_of(segment), grid_of(twin)
            offset, new_offset = position - segment.start, moved - twin.start
            assert after.rep_at(new_offset) == before.rep_at(offset)
            assert after.beat_at(new_offset) == before.beat_at(offset)
            assert after.done_at(new_offset) == before.done_at(offset)
            assert new_offset * new == pytest.approx(offset * old, abs=2 * (old + new))
        else:
            numbers = [
                [cue.text for cue in timeline.cues_between(frame, part.stop) if cue.on_vowel]
                for timeline, frame, part in ((slow, position, segment), (fast, moved, twin))
            ]
            assert numbers[0] == numbers[1], "no number is left out or said twice"


def test_beats_map_to_beats_exactly() -> None:
    old, new = (compile_routine(SESSION, with_bpm(bpm), plain_timing) for bpm in (70, 97))
    segment, twin = named(old, REPS_A), named(new, REPS_A)
    for beat in range(12):
        here, there = (part.start + grid_of(part).beat_frame(beat) for part in (segment, twin))
        assert same_moment(old, here, new) == there
        assert same_moment(old, here - 1, new) < there


@given(timings(), timings(), st.integers(0, 10**8), st.booleans())
def test_other_clips_never_lead_past_the_end_of_a_segment(
    before: Timing, after: Timing, seed: int, waits: bool
) -> None:
    """Past its end a waiting point would be missed, and a movement's record lost."""
    wishes = CoachingPreferences(wait_for_ready=waits)
    old, new = (compile_routine(SESSION, wishes, timing) for timing in (before, after))
    position = seed % old.length
    moved = same_moment(old, position, new)
    assert new.at(moved).name == old.at(position).name
    assert same_moment(old, old.length, new) == new.length


def test_a_shorter_clip_still_waits_for_ready() -> None:
    def short(text: str) -> ClipTiming:
        return ClipTiming(frames(0.2), 0)

    before = Transport(WAITS, PAUSED, named(WAITS, SETUP).stop - 10)
    moved = retime(before, compile_routine(SESSION, WAITING_WISHES, short))
    on, _ = tell(moved, Command.RESUME, BEATS)
    on, events = advance(on, on.timeline.length)
    assert (on.phase, on.position) == (Phase.WAITING, named(on.timeline, SETUP).stop)
    assert events == (PhaseChanged(Phase.WAITING),)


def test_a_shorter_clip_still_ends_the_session() -> None:
    def short(text: str) -> ClipTiming:
        return ClipTiming(frames(0.2), 0)

    moved = retime(
        Transport(FLOWS, PLAYING, FLOWS.length - 10), compile_routine(SESSION, CoachingPreferences(), short)
    )
    assert advance(moved, moved.timeline.length)[0].phase is FINISHED


def test_who_waits_goes_on_waiting_and_who_has_finished_stays_at_the_end() -> None:
    fast = compile_routine(SESSION, with_bpm(90), scattered_timing(1, 4.0))
    waiting = retime(STATES[Phase.WAITING], fast)
    assert (waiting.phase, waiting.position) == (Phase.WAITING, named(fast, SETUP).stop)
    assert retime(STATES[Phase.FINISHED], fast).position == fast.length


def test_a_segment_that_is_gone_leaves_the_position_in_the_session() -> None:
    bare = compiled(ROLL, preferences=CoachingPreferences(safety=False))
    assert retime(at(FLOWS, "safety", 10), bare).position == 10
    assert retime(at(FLOWS, REST, 10), bare).position == bare.length - 1


def test_other_parts_of_the_same_name_are_no_trap() -> None:
    """A count-in that another compilation does without."""
    none = compile_routine(SESSION, CoachingPreferences(count_in_beats=0), plain_timing)
    count_in = "0/swing/count-in/0/A"
    assert same_moment(FLOWS, named(FLOWS, count_in).start + 10, none) == named(none, count_in).start - 1


# Whatever a person does

Step = tuple[str, int] | Command
STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.one_of(
        st.sampled_from(Command),
        st.tuples(st.just("advance"), st.integers(1, 20 * 48_000)),
        st.tuples(st.just("to"), st.integers(0, 30)),
        st.tuples(st.just("part"), st.integers(-1, 6)),
        st.tuples(st.just("bpm"), st.integers(20, 200)),
        st.tuples(st.just("clips"), st.integers(0, 99)),
    ),
    max_size=40,
)


class Coached:
    """A session under test, with all that it told; every step is checked against what must always hold."""

    def __init__(self, some: Routine, wishes: CoachingPreferences, timing: Timing) -> None:
        self.some, self.wishes, self.timing = some, wishes, timing
        self.state = Transport(self._compile())
        self.events: list[Event] = []

    def _compile(self) -> Timeline:
        return compile_routine(self.some, self.wishes, self.timing)

    def do(self, step: Step) -> None:
        before = self.state
        match step:
            case Command():
                self._take(tell(before, step, self.wishes.count_in_beats))
                self._check_told(before, step)
            case ("advance", by):
                self._take(advance(before, before.position + by))
                self._check_advanced(before)
            case ("to", index):
                # Just to the end of some segment: the frame on which things happen.
                ahead = [s.stop for s in before.timeline.segments if s.stop > before.position]
                self._take(advance(before, ahead[index % len(ahead)] if ahead else before.position))
                self._check_advanced(before)
            case ("part", index):
                self._take(go_to(before, index))
                self._check_told(before, step)
            case ("bpm", bpm):
                self.wishes = with_bpm(bpm, self.wishes)
                self.state = retime(before, self._compile())
            case (_, seed):
                self.timing = scattered_timing(seed, 3.0)
                self.state = retime(before, self._compile())
        self._check_state(before)

    def _take(self, outcome: Outcome) -> None:
        self.state, self.told = outcome
        self.events += self.told

    def _check_state(self, before: Transport) -> None:
        state = self.state
        assert 0 <= state.reached <= state.timeline.length
        assert state.position <= state.reached
        assert before.phase is not FINISHED or state.phase is FINISHED
        if state.lead_in is not None:
            assert state.lead_in.start <= state.position < state.lead_in.stop
            assert state.segment.kind is SegmentKind.REPS
        if state.phase is Phase.WAITING:
            behind = state.timeline.at(state.reached - 1)
            assert behind.waits
            assert behind.stop == state.reached
        if state.phase is PLAYING:
            assert state.position < state.sound_stop
            waits = [segment.stop for segment in state.timeline.segments if segment.waits]
            assert not any(state.reached < stop < state.sound_stop for stop in waits)

    def _check_told(self, before: Transport, step: Step) -> None:
        """What is left in the middle is told with its whole reps, and nothing else is."""
        left = before.segment
        leaves = self.state.phase is FINISHED or any(isinstance(event, SegmentEntered) for event in self.told)
        whole = 0 if left.grid is None else left.grid.done_at(before.reached - left.start)
        expected = [(left, whole)] if leaves and whole and before.phase is not FINISHED else []
        assert [(e.segment, e.reps_done) for e in self.told if isinstance(e, RepsPractised)] == expected
        changed = [event.phase for event in self.told if isinstance(event, PhaseChanged)]
        assert changed == ([self.state.phase] if self.state.phase is not before.phase else [])
        if self.state.position != before.position:
            assert Jumped(self.state.position) in self.told, step

    def _check_advanced(self, before: Transport) -> None:
        ended = [
            (s, s.grid.reps)
            for s in before.timeline.segments
            if s.grid is not None
            and before.reached < s.stop <= self.state.reached
            and before.phase is PLAYING
        ]
        assert [(e.segment, e.reps_done) for e in self.told if isinstance(e, RepsPractised)] == ended


@given(routines(), preferences(), timings(), STEPS)
def test_whatever_a_person_does(
    some: Routine, wishes: CoachingPreferences, timing: Timing, steps: list[Step]
) -> None:
    session = Coached(some, wishes, timing)
    session.do(Command.START)
    for step in steps:
        session.do(step)
    for event in session.events:
        if isinstance(event, RepsPractised):
            assert 0 < event.reps_done <= grid_of(event.segment).reps


@given(
    routines(most=1),
    st.lists(
        st.one_of(
            st.tuples(st.just("advance"), st.integers(1, 20 * 48_000)),
            st.sampled_from((Command.TOGGLE, Command.PAUSE, Command.RESUME, Command.READY)),
        ),
        max_size=40,
    ),
)
def test_pauses_lose_no_rep_and_count_none_twice(some: Routine, steps: list[Step]) -> None:
    """However often it was interrupted: what is told in the end is each rep that was heard whole, once."""
    session = Coached(some, CoachingPreferences(), plain_timing)
    session.do(Command.START)
    for step in [*steps, Command.STOP]:
        session.do(step)
    timeline, heard = session.state.timeline, session.state.reached
    ends = [
        segment.start + segment.grid.beat_frame(rep * segment.grid.beats)
        for segment in timeline.segments
        if segment.grid is not None
        for rep in range(1, segment.grid.reps + 1)
    ]
    told = [event for event in session.events if isinstance(event, RepsPractised)]
    assert sum(event.reps_done for event in told) == sum(end <= heard for end in ends)
    assert all(before.segment.start < after.segment.start for before, after in pairwise(told))
