"""A routine becomes a timeline: whole, in order, on the beat, and nothing spoken over anything else."""

from collections import Counter
from dataclasses import replace
from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain import phrases
from mobility_coach.domain.compiler import (
    GETTING_DOWN,
    STEP_SECONDS,
    compile_routine,
    drill_length,
)
from mobility_coach.domain.counting import CLEARANCE, count_in_cues
from mobility_coach.domain.drill import Drill, Equipment, Position, RepRange, Side, Sides, Tempo
from mobility_coach.domain.preferences import CoachingPreferences, Dose, DrillChoices
from mobility_coach.domain.routine import Routine, RoutineItem, single_drill
from mobility_coach.domain.score import BREATH, Timing
from mobility_coach.domain.speech_timing import ClipTiming, estimate
from mobility_coach.domain.timeline import (
    Cue,
    CueKind,
    RepGrid,
    Segment,
    SegmentKind,
    Sound,
    Timeline,
    frames,
)
from tests.domain.drills_for_tests import (
    HINTS,
    compiled,
    drill,
    movement,
    plain_timing,
    preferences,
    routine,
    routines,
    shipped_drills,
    timings,
)

SOME = settings(max_examples=50)
"""Each example compiles a whole session."""

BARE = CoachingPreferences(safety=False, hints=False)


def kinds(timeline: Timeline) -> list[SegmentKind]:
    return [segment.kind for segment in timeline.segments]


def of_kind(timeline: Timeline, kind: SegmentKind) -> list[Segment]:
    return [segment for segment in timeline.segments if segment.kind is kind]


def heard_in(timeline: Timeline, segment: Segment, kind: CueKind) -> list[Cue]:
    """The cues of a kind that belong to a segment, those on its first and its last frame too."""
    near = timeline.cues_between(segment.start, segment.stop + 1)
    place = (segment.drill, segment.movement, segment.side)
    return [cue for cue in near if cue.kind is kind and (cue.drill, cue.movement, cue.side) == place]


def grid_of(segment: Segment) -> RepGrid:
    assert segment.grid is not None
    return segment.grid


def spoken_span(cue: Cue, timing: Timing) -> range:
    start = cue.frame - timing(cue.text).vowel if cue.on_vowel else cue.frame
    return range(start, start + timing(cue.text).length)


# Properties of every timeline


@SOME
@given(routines(), preferences(), timings())
def test_segments_cover_the_session_without_a_gap(
    some: Routine, wishes: CoachingPreferences, timing: Timing
) -> None:
    timeline = compile_routine(some, wishes, timing)
    assert timeline.segments[0].start == 0
    assert all(before.stop == after.start for before, after in pairwise(timeline.segments))
    assert all(segment.start <= segment.stop for segment in timeline.segments)
    assert all(segment.length or segment.kind is SegmentKind.COUNT_IN for segment in timeline.segments)
    assert max(Counter(segment.name for segment in timeline.segments).values()) == 1
    assert [(segment.grid is None) for segment in timeline.segments] == [
        kind is not SegmentKind.REPS for kind in kinds(timeline)
    ]


@SOME
@given(routines(), preferences(), timings())
def test_cues_are_sorted_and_lie_in_the_session(
    some: Routine, wishes: CoachingPreferences, timing: Timing
) -> None:
    timeline = compile_routine(some, wishes, timing)
    assert all(before.frame <= after.frame for before, after in pairwise(timeline.cues))
    assert all(0 <= cue.frame < timeline.length for cue in timeline.cues)
    opened = [cue for cue in timeline.cues if cue.kind is CueKind.SEGMENT]
    assert Counter((cue.frame, cue.text) for cue in opened) == Counter(
        (s.start, s.text) for s in timeline.segments
    )
    for _, together in groupby(timeline.cues, key=lambda cue: cue.frame):
        later = [cue.kind is not CueKind.SEGMENT for cue in together]
        assert later == sorted(later), "a segment opens before what is heard in it"


@SOME
@given(routines(), preferences(), timings())
def test_blocks_follow_each_other_up_to_the_closing_words(
    some: Routine, wishes: CoachingPreferences, timing: Timing
) -> None:
    timeline = compile_routine(some, wishes, timing)
    for block in timeline.blocks:
        assert block.start <= block.instruction < block.reps_start < block.stop
        reps = timeline.at(block.reps_start)
        assert (reps.kind, reps.start) == (SegmentKind.REPS, block.reps_start)
        assert (reps.drill, reps.movement, reps.side) == (block.drill, block.movement, block.side)
        assert timeline.at(block.instruction).kind is SegmentKind.LINK
    # A rest lies before the drill that it leads to, and belongs to the block before it.
    assert all(before.stop == after.start for before, after in pairwise(timeline.blocks))
    assert timeline.blocks[-1].stop == timeline.segments[-1].start
    assert len(timeline.blocks) == len(of_kind(timeline, SegmentKind.REPS))


@SOME
@given(routines(), preferences(), timings())
def test_one_count_for_each_rep_on_the_beat_of_its_turn(
    some: Routine, wishes: CoachingPreferences, timing: Timing
) -> None:
    timeline = compile_routine(some, wishes, timing)
    for segment in of_kind(timeline, SegmentKind.REPS):
        grid = grid_of(segment)
        counts = heard_in(timeline, segment, CueKind.COUNT)
        assert [(cue.rep, cue.text, cue.on_vowel) for cue in counts] == [
            (rep, str(rep), True) for rep in range(1, grid.reps + 1)
        ]
        assert [cue.frame - segment.start for cue in counts] == [
            grid.beat_frame(rep * grid.beats + grid.beats_in) for rep in range(grid.reps)
        ]
        assert segment.length == grid.length


@SOME
@given(routines(), preferences(), timings())
def test_one_rep_is_a_stroke_in_and_a_stroke_out_with_a_click_on_each_beat(
    some: Routine, wishes: CoachingPreferences, timing: Timing
) -> None:
    timeline = compile_routine(some, wishes, timing)
    for segment in of_kind(timeline, SegmentKind.REPS):
        grid = grid_of(segment)
        clicks = heard_in(timeline, segment, CueKind.CLICK)
        assert [cue.frame - segment.start for cue in clicks] == [
            grid.beat_frame(beat) for beat in range(grid.reps * grid.beats + 1)
        ]
        assert clicks[0].sound is Sound.CLICK_OUT
        for rep in range(1, grid.reps + 1):
            sounds = [cue.sound for cue in clicks[1:] if cue.rep == rep]
            turn = Sound.CLICK_LAST if rep == grid.reps else Sound.CLICK_IN
            silent = Sound.CLICK_BEAT
            assert sounds == [
                *[silent] * (grid.beats_in - 1),
                turn,
                *[silent] * (grid.beats_out - 1),
                Sound.CLICK_OUT,
            ]


@SOME
@given(routines(), preferences(), timings())
def test_words_in_the_reps_keep_clear_of_every_number(
    some: Routine, wishes: CoachingPreferences, timing: Timing
) -> None:
    timeline = compile_routine(some, wishes, timing)
    numbers = [spoken_span(cue, timing) for cue in timeline.cues if cue.on_vowel]
    for segment in of_kind(timeline, SegmentKind.REPS):
        for cue in heard_in(timeline, segment, CueKind.PHRASE):
            if not cue.on_vowel:
                words = spoken_span(cue, timing)
                assert segment.start <= words.start
                assert words.stop <= segment.stop
                assert all(
                    n.stop + CLEARANCE <= words.start or words.stop + CLEARANCE <= n.start for n in numbers
                )


@SOME
@given(routines(), preferences(), timings())
def test_nothing_is_spoken_over_anything_else(
    some: Routine, wishes: CoachingPreferences, timing: Timing
) -> None:
    """Numbers stand on their beats; they may run into each other where the tempo races."""
    timeline = compile_routine(some, wishes, timing)
    spoken = [cue for cue in timeline.cues if cue.kind in (CueKind.PHRASE, CueKind.COUNT)]
    busy, numbers_busy = 0, 0
    for cue in sorted(spoken, key=lambda cue: spoken_span(cue, timing).start):
        words = spoken_span(cue, timing)
        assert words.start >= (busy if cue.on_vowel else max(busy, numbers_busy)), cue
        assert cue.on_vowel or cue.length == timing(cue.text).length
        if cue.on_vowel:
            numbers_busy = max(numbers_busy, words.stop)
        else:
            busy = words.stop
    assert max(busy, numbers_busy) <= timeline.length


@SOME
@given(routines(), preferences(), timings())
def test_the_last_one_is_announced_before_its_count_wherever_that_fits(
    some: Routine, wishes: CoachingPreferences, timing: Timing
) -> None:
    timeline = compile_routine(some, wishes, timing)
    words = timing(phrases.last_one()).length
    for segment in of_kind(timeline, SegmentKind.REPS):
        grid = grid_of(segment)
        said = [cue for cue in heard_in(timeline, segment, CueKind.PHRASE) if cue.text == phrases.last_one()]
        assert [cue.rep for cue in said] in ([], [grid.reps - 1])
        before, after = (timing(str(rep)) for rep in (grid.reps - 1, grid.reps))
        room = (
            grid.turn_frame(grid.reps) - after.vowel - grid.turn_frame(grid.reps - 1) if grid.reps > 1 else 0
        )
        longest = max(timing(str(number)).length for number in range(grid.reps + 5))
        if grid.reps > 1 and longest < grid.beat_frame(1) and timing("1").vowel < CLEARANCE:
            fits = before.length - before.vowel + words + 2 * CLEARANCE <= room
            assert bool(said) == fits


@SOME
@given(routines(), preferences(), timings())
def test_both_sides_do_everything_in_the_same_order(
    some: Routine, wishes: CoachingPreferences, timing: Timing
) -> None:
    timeline = compile_routine(some, wishes, timing)
    expected: list[tuple[str, str, Side, int]] = []
    for item in some.items:
        first = wishes.first_side
        sides = [first, first.opposite] if wishes.only_side is None else [wishes.only_side]
        for lap, side in enumerate(sides if item.drill.sides is Sides.EACH else [Side.BOTH]):
            expected += [(item.drill.id, part.id, side, lap) for part in item.drill.movements]
    assert [(b.drill, b.movement, b.side, b.lap) for b in timeline.blocks] == expected


# By example


def test_the_order_of_a_session() -> None:
    timeline = compiled(drill(movements=(movement("A"), movement("B"))), drill("roll", Sides.TOGETHER))
    kind = SegmentKind
    led = [kind.LINK, kind.COUNT_IN, kind.REPS]
    assert kinds(timeline) == [
        *[kind.SAFETY, kind.INTRO, kind.SETUP, kind.SETUP, *led, *led, kind.SWITCH, *led, *led],
        *[kind.REST, kind.INTRO, kind.SETUP, kind.SETUP, *led, *led, kind.DONE],
    ]


def test_what_is_said_for_one_side_and_then_for_the_other() -> None:
    timeline = compiled(drill(movements=(movement("A", RepRange(4, 4)),)), preferences=CoachingPreferences())
    said = [cue.text for cue in timeline.cues if cue.kind is CueKind.PHRASE and not cue.on_vowel]
    assert said == [
        *(phrases.safety_words(), "Swing. You need nothing for it.", "Stand tall.", "Left foot behind."),
        *("A: swing your left leg.", "Breathe, left.", "Last one", "Change: right foot behind."),
        *("A: swing your right leg.", "Let go.", "Last one", phrases.closing_words()),
    ]


def test_the_two_laps_are_mirror_images() -> None:
    timeline = compiled(drill(), preferences=BARE)
    laps = [
        [s for s in timeline.segments if s.movement and s.side is side] for side in (Side.LEFT, Side.RIGHT)
    ]
    assert [s.kind for s in laps[0]] == [s.kind for s in laps[1]]
    assert [s.length for s in laps[0]] == [s.length for s in laps[1]]
    assert [s.text.replace("left", "right") for s in laps[0]] == [s.text for s in laps[1]]
    assert laps[0] != laps[1]


def test_the_first_side_can_be_the_right_one() -> None:
    timeline = compiled(drill(), preferences=replace(BARE, first_side=Side.RIGHT))
    assert [s.side for s in of_kind(timeline, SegmentKind.REPS)] == [Side.RIGHT] * 2 + [Side.LEFT] * 2
    assert of_kind(timeline, SegmentKind.SETUP)[1].text == "Right foot behind."
    assert of_kind(timeline, SegmentKind.SWITCH)[0].text == "Change: left foot behind."


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_one_side_alone_has_no_switch(side: Side) -> None:
    timeline = compiled(drill(), preferences=replace(BARE, only_side=side))
    assert {s.side for s in of_kind(timeline, SegmentKind.REPS)} == {side}
    assert not of_kind(timeline, SegmentKind.SWITCH)
    assert of_kind(timeline, SegmentKind.SETUP)[1].text.lower().startswith(side)


@pytest.mark.parametrize("sides", [Sides.TOGETHER, Sides.ALTERNATING])
@pytest.mark.parametrize("only", [None, Side.RIGHT])
def test_what_alternates_is_never_switched_and_begins_with_the_days_first_side(
    sides: Sides, only: Side | None
) -> None:
    wishes = replace(BARE, first_side=Side.RIGHT, only_side=only)
    timeline = compiled(drill(sides=sides), preferences=wishes)
    assert not of_kind(timeline, SegmentKind.SWITCH)
    assert [(s.side, s.text) for s in of_kind(timeline, SegmentKind.REPS)] == [(Side.BOTH, "In right")] * 2


def test_safety_words_are_said_once_or_not_at_all() -> None:
    assert kinds(compiled(drill(), drill("roll"))).count(SegmentKind.SAFETY) == 1
    timeline = compiled(drill(), preferences=BARE)
    assert timeline.segments[0].kind is SegmentKind.INTRO
    assert timeline.blocks[0].start == 0


def test_hints_can_be_turned_off_but_not_the_last_one() -> None:
    wishes = replace(BARE, dose=Dose.FULL)
    texts = [cue.text for cue in compiled(drill(), preferences=wishes).cues]
    assert not set(texts) & {hint.format(side="left") for hint in HINTS}
    assert texts.count("Last one") == 4


def test_hints_are_spread_and_those_that_do_not_fit_stay_unsaid() -> None:
    def hinted(reps: int, timing: Timing = plain_timing) -> list[tuple[int | None, str]]:
        one = drill(sides=Sides.TOGETHER, movements=(movement("A", RepRange(reps, reps)),))
        timeline = compiled(one, timing=timing)
        reps_segment = of_kind(timeline, SegmentKind.REPS)[0]
        return [(cue.rep, cue.text) for cue in heard_in(timeline, reps_segment, CueKind.PHRASE)]

    def slow_hint(text: str) -> ClipTiming:
        return ClipTiming(frames(3.9), 0) if text == "Stay tall." else plain_timing(text)

    assert hinted(1) == []
    assert hinted(2) == [(1, "Last one")]
    assert hinted(3) == [(1, "Breathe, left."), (2, "Last one")]
    every = [(1, "Breathe, left."), (4, "Stay tall."), (7, "Let go."), (10, "Last one")]
    assert hinted(11) == every
    assert hinted(11, slow_hint) == [every[0], *every[2:]]


def test_a_hint_waits_for_a_number_that_outlasts_its_gap() -> None:
    def droning(text: str) -> ClipTiming:
        return ClipTiming(frames(9.0), 0) if text == "1" else plain_timing(text)

    one = drill(sides=Sides.TOGETHER, movements=(movement("A", RepRange(6, 6)),))
    timeline = compiled(one, timing=droning)
    reps = of_kind(timeline, SegmentKind.REPS)[0]
    said = heard_in(timeline, reps, CueKind.PHRASE)
    assert [cue.text for cue in said] == ["Stay tall.", "Last one"]
    assert said[0].frame == reps.start + frames(2.0 + 9.0) + CLEARANCE


def test_a_hint_is_over_before_a_number_that_begins_long_before_its_beat() -> None:
    def drawn_out(text: str) -> ClipTiming:
        return ClipTiming(frames(7.0), frames(6.5)) if text == "3" else plain_timing(text)

    one = drill(sides=Sides.TOGETHER, movements=(movement("A", RepRange(6, 6)),))
    timeline = compiled(one, timing=drawn_out)
    said = heard_in(timeline, of_kind(timeline, SegmentKind.REPS)[0], CueKind.PHRASE)
    assert [cue.text for cue in said] == ["Stay tall.", "Last one"]


def test_a_count_in_begins_after_the_instruction_however_long_its_number_takes_to_rise() -> None:
    def drawn_out(text: str) -> ClipTiming:
        return ClipTiming(frames(1.0), frames(0.9)) if text == "3" else plain_timing(text)

    timeline = compiled(drill(), preferences=BARE, timing=drawn_out)
    link, count_in = (of_kind(timeline, kind)[0] for kind in (SegmentKind.LINK, SegmentKind.COUNT_IN))
    words = heard_in(timeline, link, CueKind.PHRASE)[0]
    three = heard_in(timeline, count_in, CueKind.PHRASE)[0]
    assert spoken_span(three, drawn_out).start == spoken_span(words, drawn_out).stop + CLEARANCE


def test_words_wait_for_a_count_that_outlasts_its_movement() -> None:
    fast = movement("A", RepRange(2, 2), Tempo(200, 1, 1))
    wishes = replace(BARE, link_seconds=0.0)

    def slow_numbers(text: str) -> ClipTiming:
        return ClipTiming(frames(0.9), 0) if text.isdigit() else plain_timing(text)

    timeline = compiled(
        drill(movements=(fast, replace(fast, id="B"))), preferences=wishes, timing=slow_numbers
    )
    second = of_kind(timeline, SegmentKind.LINK)[1]
    words = heard_in(timeline, second, CueKind.PHRASE)[0]
    assert words.frame > second.start


def test_a_count_in_is_heard_whole_from_its_first_frame() -> None:
    """A session can go on from there after a pause, so "three" may not begin before it."""
    timeline = compiled(drill(), preferences=BARE)
    for segment in of_kind(timeline, SegmentKind.COUNT_IN):
        said = heard_in(timeline, segment, CueKind.PHRASE)
        assert [cue.text for cue in said] == ["3", "2", "1"]
        assert spoken_span(said[0], plain_timing).start >= segment.start
        assert [segment.stop - cue.frame for cue in said] == [144_000, 96_000, 48_000]


def test_without_a_count_in_the_reps_follow_the_instruction() -> None:
    timeline = compiled(drill(), preferences=replace(BARE, count_in_beats=0))
    assert all(segment.length == 0 for segment in of_kind(timeline, SegmentKind.COUNT_IN))
    block = timeline.blocks[0]
    assert timeline.at(block.reps_start).kind is SegmentKind.REPS
    assert count_in_cues(RepGrid(1, 60, 1, 1), 0, 0) == ()


def test_setup_and_switch_take_their_time_or_wait() -> None:
    quick = compiled(drill(), preferences=replace(BARE, setup_seconds=0.0, switch_seconds=0.0))
    slow = compiled(drill(), preferences=BARE)
    waits = compiled(drill(), preferences=replace(BARE, wait_for_ready=True))
    assert slow.length - quick.length == frames(4.0 + 5.0)
    assert not any(segment.waits for segment in slow.segments)
    assert [(s.kind, s.name) for s in waits.segments if s.waits] == [
        (SegmentKind.SETUP, "0/swing/setup/1"),
        (SegmentKind.SWITCH, "0/swing/switch/1"),
    ]
    assert [cue.sound for cue in waits.cues if cue.kind is CueKind.CHIME].count(Sound.CHIME_READY) == 2


def test_a_rest_lasts_as_long_as_asked_for_or_as_its_words() -> None:
    for seconds, lasts in ((8.0, 8.0), (0.0, 0.7 + 1.0 + 0.35)):
        timeline = compiled(drill(), drill("roll"), preferences=replace(BARE, rest_seconds=seconds))
        assert [s.length for s in of_kind(timeline, SegmentKind.REST)] == [frames(lasts)]
        assert of_kind(timeline, SegmentKind.REST)[0].drill == "roll"


def test_reps_of_a_routine_go_before_a_persons_and_these_before_the_dose() -> None:
    choosy = replace(BARE, dose=Dose.FULL, drills={"swing": DrillChoices({"A": 3}, bpm=90)})

    def reps(dose: Dose | None) -> list[int]:
        some = Routine("r", "", "", (RoutineItem(drill(), dose=dose),))
        found = [grid_of(s) for s in of_kind(compile_routine(some, choosy, plain_timing), SegmentKind.REPS)]
        assert {grid.bpm for grid in found} == {90}
        return [grid.reps for grid in found[:2]]

    assert reps(None) == [3, 4]
    assert reps(Dose.GENTLE) == [2, 2]


def test_only_the_chosen_movements_are_done_and_the_same_drill_can_come_twice() -> None:
    items = (RoutineItem(drill(), ("B",)), RoutineItem(drill(), ("A",)))
    timeline = compile_routine(Routine("r", "", "", items), BARE, plain_timing)
    assert [block.movement for block in timeline.blocks] == ["B", "B", "A", "A"]


def test_the_cue_that_clicks_is_what_is_said() -> None:
    rolls = shipped_drills()[0]
    choices = rolls.movements[0].cue_choices
    for cue, chosen in ((None, choices[0]), ("glute-led", choices[2])):
        wishes = replace(BARE, drills={rolls.id: DrillChoices(cue=cue)})
        timeline = compiled(rolls, preferences=wishes)
        assert of_kind(timeline, SegmentKind.LINK)[0].text == chosen.say
        assert of_kind(timeline, SegmentKind.REPS)[0].text == chosen.stroke_in


def test_what_can_not_be_compiled_is_refused() -> None:
    with pytest.raises(ValueError, match="without drills"):
        compile_routine(Routine("r", "", "", ()), BARE, plain_timing)
    mute = replace(drill(), switch=None)
    with pytest.raises(ValueError, match="does not say how to switch"):
        compiled(mute)
    assert compiled(mute, preferences=replace(BARE, only_side=Side.LEFT)).blocks


# The drills that come with the program


def speech(text: str) -> ClipTiming:
    return estimate(text, 165)


SHIPPED = pytest.mark.parametrize("shipped", shipped_drills(), ids=lambda shipped: shipped.id)


@SHIPPED
@pytest.mark.parametrize("dose", Dose)
def test_a_shipped_drill_compiles_on_both_sides_and_mirrors_every_word(shipped: Drill, dose: Dose) -> None:
    wishes = CoachingPreferences(dose=dose)
    timeline = compile_routine(single_drill(shipped), wishes, speech)
    sides = {Sides.EACH: [Side.LEFT, Side.RIGHT]}.get(shipped.sides, [Side.BOTH])
    blocks = [(side, part.id) for side in sides for part in shipped.movements]
    assert [(block.side, block.movement) for block in timeline.blocks] == blocks
    assert not any("{" in cue.text for cue in timeline.cues)
    for segment in of_kind(timeline, SegmentKind.REPS):
        grid = grid_of(segment)
        assert 2.5 <= grid.beats * 60 / grid.bpm <= 5.0
        texts = [cue.text for cue in heard_in(timeline, segment, CueKind.PHRASE)]
        assert texts[-1] == "Last one"


@SHIPPED
def test_every_hint_fits_into_its_gap(shipped: Drill) -> None:
    """With enough reps each hint is spoken; how often "8" or "20" is the gap's number changes little."""
    enough = RepRange(30, 30)
    parts = tuple(replace(part, reps=enough) for part in shipped.movements)
    timeline = compile_routine(single_drill(replace(shipped, movements=parts)), CoachingPreferences(), speech)
    for segment, part in zip(of_kind(timeline, SegmentKind.REPS), parts * 2, strict=False):
        said = heard_in(timeline, segment, CueKind.PHRASE)
        assert len(said) == len(part.hints) + 1


@SHIPPED
def test_at_the_usual_dose_no_hint_is_left_out_for_its_length(shipped: Drill) -> None:
    timeline = compile_routine(single_drill(shipped), CoachingPreferences(), speech)
    for segment, part in zip(of_kind(timeline, SegmentKind.REPS), shipped.movements * 2, strict=False):
        gaps = grid_of(segment).reps - 2
        stride = max(2, gaps // len(part.hints))
        offered = min(len(part.hints), len(range(1, gaps + 1, stride)))
        assert len(heard_in(timeline, segment, CueKind.PHRASE)) == offered + 1


def test_the_eighth_drill_alternates() -> None:
    timeline = compiled(shipped_drills()[7])
    assert shipped_drills()[7].sides is Sides.ALTERNATING
    assert {s.side for s in of_kind(timeline, SegmentKind.REPS)} == {Side.BOTH}
    assert not of_kind(timeline, SegmentKind.SWITCH)


@given(st.sampled_from(shipped_drills()), preferences(), timings())
def test_a_shipped_drill_compiles_with_any_settings(
    shipped: Drill, wishes: CoachingPreferences, timing: Timing
) -> None:
    again = [compile_routine(routine(shipped), wishes, timing) for _ in range(2)]
    assert again[0] == again[1]


def test_cautions_are_said_once_the_drill_s_at_its_start_a_movement_s_with_its_instruction() -> None:
    careful = replace(movement("A", RepRange(4, 4)), cautions=("Mind the {side} knee.",))
    timeline = compiled(replace(drill(movements=(careful,)), cautions=("Back off when it pinches.",)))
    said = [
        (cue.text, timeline.at(cue.frame).kind)
        for cue in timeline.cues
        if cue.text.startswith(("Mind", "Back off")) and cue.kind is CueKind.PHRASE
    ]
    assert said == [
        ("Back off when it pinches.", SegmentKind.INTRO),
        ("Mind the left knee.", SegmentKind.LINK),
    ]


@pytest.mark.parametrize(
    ("position", "equipment", "factor", "step"),
    [
        (Position.STANDING, (), 1, 0.0),
        (Position.STANDING, (Equipment.BENCH,), GETTING_DOWN, STEP_SECONDS),
        (Position.SIDE_LYING, (Equipment.FLOOR,), GETTING_DOWN, STEP_SECONDS),
    ],
)
def test_getting_down_to_the_floor_or_onto_a_bench_takes_time(
    position: Position, equipment: tuple[Equipment, ...], factor: int, step: float
) -> None:
    preferences = CoachingPreferences(setup_seconds=4.0, switch_seconds=5.0)
    timeline = compiled(replace(drill(), position=position, equipment=equipment), preferences=preferences)
    for kind, seconds in ((SegmentKind.SETUP, 4.0), (SegmentKind.SWITCH, 5.0)):
        last = [segment for segment in timeline.segments if segment.kind is kind][-1]
        spoken = [cue for cue in timeline.cues_between(last.start, last.stop) if cue.kind is CueKind.PHRASE]
        silence = last.stop - spoken[-1].frame - spoken[-1].length - BREATH
        pause = step if kind is SegmentKind.SETUP else 0.0
        assert silence == frames(seconds * factor) + frames(pause)


@SOME
@given(routines(1), preferences(), timings())
def test_a_drill_is_measured_to_the_frame_without_being_compiled(
    made: Routine, wishes: CoachingPreferences, timing: Timing
) -> None:
    whole = compile_routine(made, wishes, timing)
    measured = drill_length(made.items[0], wishes, timing)
    assert measured.drill + measured.edges == whole.length
    edges = {SegmentKind.SAFETY, SegmentKind.DONE}
    assert measured.edges == sum(segment.length for segment in whole.segments if segment.kind in edges)
