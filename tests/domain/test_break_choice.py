"""What is proposed for a break: fitting, neglected, and not what was just done."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_coach.domain.breaks.choice import (
    BREAK_ROUTINE,
    MOST_CHOICES,
    MOST_DRILLS,
    Choice,
    ChoiceRequest,
    choose_break,
    movement_times,
    recent_movements,
)
from mobility_coach.domain.drill import (
    Drill,
    Equipment,
    Place,
    Plane,
    Position,
    Region,
    RepRange,
    Suitability,
)
from mobility_coach.domain.history import DrillMovement
from mobility_coach.domain.preferences import CoachingPreferences, Dose
from mobility_coach.domain.routine import Routine
from mobility_coach.domain.speech_timing import USUAL_RATE, estimate
from mobility_coach.services.session.session_plan import SessionLengths
from tests.domain.drills_for_tests import drill, movement, shipped_drills
from tests.domain.test_history import record

TODAY = date(2026, 11, 23)
AT_DESK = (Suitability(Place.DESK),)
REPS = RepRange(5, 15)


def reckoned(some: Routine) -> float:
    """A length that can be reckoned by hand: ten seconds for each drill, one for each rep."""
    total = 0.0
    for item in some.items:
        dose = item.dose or Dose.MIDDLE
        total += 10 + sum(dose.of(part.reps) for part in item.chosen)
    return total


def desk_drill(
    drill_id: str, region: Region, *planes: tuple[Plane, ...], reps: RepRange = REPS, **changes: object
) -> Drill:
    """A drill for the desk, with one movement for each of `planes`: A, B and so on."""
    movements = tuple(
        replace(movement(letter, reps), planes=trained)
        for letter, trained in zip("ABCDEFGH", planes, strict=False)
    )
    return drill(drill_id, region=region, movements=movements, **{"suits": AT_DESK, **changes})  # type: ignore[arg-type]


S, F, T = (Plane.SAGITTAL,), (Plane.FRONTAL,), (Plane.TRANSVERSE,)
ANKLE = desk_drill("ankle", Region.ANKLE, S, F)
HIP = desk_drill("hip", Region.HIP, S, T)
SPINE = desk_drill("spine", Region.THORACIC_SPINE, T)


def request(*drills: Drill, seconds: float = 20, **changes: object) -> ChoiceRequest:
    usual = ChoiceRequest(drills, seconds, False, {}, {}, frozenset(), TODAY, reckoned)
    return replace(usual, **changes)  # type: ignore[arg-type]


def ago(days: int, *names: str) -> dict[DrillMovement, date]:
    """Movements ("hip A") that were done so many days ago."""
    return {DrillMovement(*name.split()): TODAY - timedelta(days) for name in names}


def names(*movements: str) -> frozenset[DrillMovement]:
    return frozenset(ago(0, *movements))


def shape(choice: Choice) -> str:
    items = choice.routine.items
    return ", ".join(f"{item.drill.id} {''.join(part.id for part in item.chosen)}" for item in items)


def best(wanted: ChoiceRequest) -> str:
    return shape(choose_break(wanted)[0])


def test_without_drills_there_is_nothing_to_choose() -> None:
    assert choose_break(request()) == ()


def test_what_waited_longest_comes_first_and_tells_why() -> None:
    moved = ago(1, "ankle A", "hip A", "hip B", "spine A") | ago(4, "ankle B")
    first = choose_break(request(ANKLE, HIP, SPINE, moved=moved))[0]
    assert shape(first) == "ankle B"
    assert first.cell is not None
    assert (first.cell.region, first.cell.plane, first.days) == (Region.ANKLE, Plane.FRONTAL, 4)


def test_what_was_never_moved_comes_before_all_and_has_waited_no_number_of_days() -> None:
    moved = ago(40, "ankle A", "ankle B", "hip A", "hip B")
    first = choose_break(request(ANKLE, HIP, SPINE, moved=moved))[0]
    assert shape(first) == "spine A"
    assert first.cell is not None
    assert first.days is None


def test_a_movement_in_two_planes_counts_for_the_one_that_waited_longer() -> None:
    both = desk_drill("both", Region.ANKLE, (Plane.FRONTAL, Plane.TRANSVERSE))
    twist = desk_drill("twist", Region.ANKLE, T)
    moved = ago(2, "hip A", "hip B") | ago(9, "both A") | ago(0, "twist A")
    first = choose_break(request(HIP, twist, both, moved=moved))[0]
    assert shape(first) == "both A"
    assert first.cell is not None
    assert (first.cell.plane, first.days) == (Plane.FRONTAL, 9)


def test_what_was_all_moved_today_waited_for_nothing() -> None:
    first = choose_break(request(SPINE, moved=ago(0, "spine A")))[0]
    assert (first.cell, first.days) == (None, None)


def test_a_break_that_shows_no_neglect_is_one_of_today_least_done() -> None:
    drills = (ANKLE, HIP, SPINE)
    moved = ago(0, "ankle A", "ankle B", "hip A", "hip B", "spine A")
    last = {each.id: TODAY for each in drills}
    times = Counter(dict.fromkeys(moved, 2) | {DrillMovement("hip", "A"): 1})
    assert best(request(*drills, moved=moved, last=last, times=times)) == "hip A"


def test_a_drill_of_today_waits_for_those_that_had_no_turn_today() -> None:
    moved = ago(1, "ankle A", "hip A", "hip B", "spine A")
    last = {"ankle": TODAY}
    assert best(request(ANKLE, HIP, SPINE, moved=moved, last=last)) != "ankle B"


def test_nothing_of_the_last_hour_is_proposed_while_there_is_anything_else() -> None:
    choices = choose_break(request(ANKLE, SPINE, recent=names("ankle A", "spine A")))
    assert [shape(choice) for choice in choices] == ["ankle B"]
    assert best(request(SPINE, recent=names("spine A"))) == "spine A"


def test_another_drill_goes_before_one_of_the_last_hour() -> None:
    recent = names("ankle A")
    moved = ago(1, "hip A", "hip B", "spine A")
    assert best(request(ANKLE, HIP, moved=moved, recent=recent)).startswith("hip")


def test_by_default_people_stand_at_their_desk() -> None:
    lying = desk_drill("lying", Region.HIP, F, position=Position.SIDE_LYING)
    kneeling = desk_drill("floor", Region.HIP, F, equipment=(Equipment.FLOOR,))
    tv = desk_drill("tv", Region.HIP, F, suits=(Suitability(Place.TV),))
    every = (lying, kneeling, tv, SPINE)
    assert [shape(choice) for choice in choose_break(request(*every))] == ["spine A"]
    floor = {shape(choice) for choice in choose_break(request(*every, uses_floor=True))}
    assert floor == {"lying A", "floor A", "tv A", "spine A"}


def test_where_nothing_suits_the_place_anything_is_better_than_nothing() -> None:
    lying = desk_drill("lying", Region.HIP, F, position=Position.SIDE_LYING)
    assert best(request(lying)) == "lying A"


def test_reps_go_down_where_the_usual_ones_take_too_long() -> None:
    usual, gentle = (choose_break(request(SPINE, seconds=seconds))[0] for seconds in (19, 15))
    assert [item.dose for item in (*usual.routine.items, *gentle.routine.items)] == [None, Dose.GENTLE]
    assert (usual.seconds, gentle.seconds) == (20, 15)


def test_where_nothing_fits_the_shortest_comes_first() -> None:
    quick = desk_drill("quick", Region.HIP, F, reps=RepRange(2, 4))
    moved = ago(0, "quick A")
    choices = choose_break(request(ANKLE, quick, SPINE, seconds=5, moved=moved, last={"quick": TODAY}))
    assert shape(choices[0]) == "quick A"
    assert choices[0].seconds == 12
    assert len(choices) == 4


def test_the_choices_are_of_different_drills_first() -> None:
    choices = choose_break(request(ANKLE, HIP, SPINE))
    assert len({choice.routine.items[0].drill.id for choice in choices[:3]}) == 3
    assert len({shape(choice) for choice in choices}) == len(choices) == 5


def test_there_are_not_more_choices_than_anybody_reads() -> None:
    many = [desk_drill(f"d{number}", Region.HIP, S) for number in range(20)]
    assert len(choose_break(request(*many))) == MOST_CHOICES


def test_a_long_break_takes_one_of_each_region_before_a_second_one() -> None:
    ankle = desk_drill("roll", Region.ANKLE, T)
    chosen = choose_break(request(ANKLE, ankle, HIP, SPINE, seconds=80))[0].routine
    assert {item.drill.region for item in chosen.items[:3]} == set(Region)
    assert len({item.drill.id for item in chosen.items}) == len(chosen.items) == 4
    assert all(len(item.movements) == 1 for item in chosen.items)


def test_a_very_long_break_sets_no_drill_up_twice() -> None:
    choices = choose_break(request(ANKLE, HIP, SPINE, seconds=1000))
    assert [sorted(shape(choice).split(", ")) for choice in choices] == [["ankle AB", "hip AB", "spine A"]]


def test_a_break_has_an_end_of_drills() -> None:
    many = [desk_drill(f"d{number}", Region.HIP, S) for number in range(20)]
    assert len(choose_break(request(*many, seconds=3600))[0].routine.items) == MOST_DRILLS


def test_thousands_of_drills_are_not_all_measured() -> None:
    asked: list[Routine] = []

    def endless(some: Routine) -> float:
        asked.append(some)
        return 10_000.0

    many = [desk_drill(f"d{number}", Region.HIP, S) for number in range(3000)]
    assert choose_break(request(*many, length=endless))
    assert len(asked) < 3000


@pytest.mark.parametrize(
    ("drills", "seconds", "title"),
    [
        ((SPINE,), 20, "Spine"),
        ((desk_drill("neck", Region.HIP, T), SPINE), 40, "Neck, then Spine"),
        (
            (desk_drill("neck", Region.HIP, T), SPINE, desk_drill("toe", Region.ANKLE, T)),
            60,
            "Neck, and more",
        ),
    ],
)
def test_it_is_named_by_what_is_done(drills: tuple[Drill, ...], seconds: float, title: str) -> None:
    # The first one waited longest.
    moved = ago(1, *(f"{each.id} A" for each in drills[1:]))
    routine = choose_break(request(*drills, seconds=seconds, moved=moved))[0].routine
    assert (routine.id, routine.title) == (BREAK_ROUTINE, title)
    assert routine.summary


def test_each_day_begins_with_another_one_where_all_waited_equally_long() -> None:
    firsts = {best(request(ANKLE, HIP, SPINE, today=TODAY + timedelta(day))) for day in range(5)}
    assert len(firsts) == 5


def test_the_last_hour_counts_from_the_end_of_a_movement() -> None:
    now = datetime(2026, 11, 23, 10, tzinfo=UTC)
    practised = [
        record(id="r1", drill="old", movement="A", started=now - timedelta(hours=2), seconds=60.0),
        record(id="r2", drill="long", movement="A", started=now - timedelta(minutes=61), seconds=90.0),
        record(id="r3", drill="new", movement="B", started=now - timedelta(minutes=5), seconds=60.0),
    ]
    assert recent_movements(practised, now) == names("long A", "new B")
    assert movement_times([*practised, practised[0]])[DrillMovement("old", "A")] == 2


@st.composite
def requests(draw: st.DrawFn) -> ChoiceRequest:
    planes = st.lists(st.sampled_from(Plane), min_size=1, max_size=3, unique=True).map(tuple)
    drills = [
        desk_drill(
            f"d{number}",
            draw(st.sampled_from(Region)),
            *draw(st.lists(planes, min_size=1, max_size=4)),
            reps=draw(st.sampled_from([RepRange(1, 3), REPS, RepRange(20, 40)])),
            suits=draw(st.sampled_from([AT_DESK, ()])),
        )
        for number in range(draw(st.integers(1, 6)))
    ]
    every = [DrillMovement(each.id, part.id) for each in drills for part in each.movements]
    days = st.integers(0, 30).map(lambda number: TODAY - timedelta(number))
    return request(
        *drills,
        seconds=draw(st.floats(5, 200)),
        uses_floor=draw(st.booleans()),
        moved=draw(st.dictionaries(st.sampled_from(every), days)),
        last=draw(st.dictionaries(st.sampled_from([each.id for each in drills]), days)),
        recent=frozenset(draw(st.lists(st.sampled_from(every)))),
    )


@given(requests())
def test_whatever_was_done_before_the_choice_keeps_its_promises(wanted: ChoiceRequest) -> None:
    choices = choose_break(wanted)
    assert 1 <= len(choices) <= MOST_CHOICES
    assert choose_break(wanted) == choices
    lengths = [choice.seconds for choice in choices]
    assert lengths == [wanted.length(choice.routine) for choice in choices]
    is_any = any(length <= wanted.seconds * 1.1 for length in lengths)
    assert all(length <= wanted.seconds * 1.1 for length in lengths) or not is_any
    done = [
        {DrillMovement(item.drill.id, part.id) for item in choice.routine.items for part in item.chosen}
        for choice in choices
    ]
    assert all(not each & wanted.recent for each in done) or all(each <= wanted.recent for each in done)
    for choice in choices:
        ids = [item.drill.id for item in choice.routine.items]
        assert len(set(ids)) == len(ids)


@dataclass
class Weeks:
    """Four weeks of three short breaks and a long one a day, of what is proposed first."""

    last: dict[str, date] = field(default_factory=dict)
    moved: dict[DrillMovement, date] = field(default_factory=dict)
    days: dict[tuple[Region, Plane], list[int]] = field(default_factory=dict)
    breaks: list[tuple[int, int, Choice]] = field(default_factory=list)

    def live(self) -> None:
        drills = shipped_drills()
        lengths = SessionLengths(CoachingPreferences(), lambda text: estimate(text, USUAL_RATE))
        workdays = [number for number in range(28) if number % 7 < 5]
        for number in workdays:
            recent: frozenset[DrillMovement] = frozenset()
            for seconds in (120, 120, 300, 120):
                wanted = ChoiceRequest(
                    drills,
                    seconds,
                    False,
                    self.last,
                    self.moved,
                    recent,
                    TODAY + timedelta(number),
                    lengths.seconds,
                )
                choice = choose_break(wanted)[0]
                self.breaks.append((number, seconds, choice))
                recent = frozenset(self.do(choice, number))

    def do(self, choice: Choice, number: int) -> set[DrillMovement]:
        done = set()
        for item in choice.routine.items:
            self.last[item.drill.id] = TODAY + timedelta(number)
            for part in item.chosen:
                done.add(DrillMovement(item.drill.id, part.id))
                for plane in part.planes:
                    self.days.setdefault((item.drill.region, plane), []).append(number)
        self.moved.update(dict.fromkeys(done, TODAY + timedelta(number)))
        return done


def test_four_weeks_of_the_shipped_drills_are_varied_and_leave_nothing_out() -> None:
    weeks = Weeks()
    weeks.live()
    at_desk = [each for each in shipped_drills() if each.is_standing and each.suitability(Place.DESK)]
    assert set(weeks.days) == {(each.region, plane) for each in at_desk for plane in each.planes}
    for days in weeks.days.values():
        # From Thursday to Monday, or two days within the week.
        assert max(later - day for day, later in pairwise(days)) <= 4
    assert set(weeks.moved) == {
        DrillMovement(each.id, part.id) for each in at_desk for part in each.movements
    }
    for seconds, (low, high) in {120: (60, 132), 300: (270, 330)}.items():
        assert all(low <= each.seconds <= high for _, asked, each in weeks.breaks if asked == seconds)
    for number in {day for day, _, _ in weeks.breaks}:
        firsts = [each.routine.items[0].drill.id for day, _, each in weeks.breaks if day == number]
        assert len(set(firsts)) == 4, "no drill begins two breaks of a day"
