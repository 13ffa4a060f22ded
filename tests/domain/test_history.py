from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain.drill import Side
from mobility_coach.domain.history import (
    DrillMovement,
    DrillSide,
    HistoryBuilder,
    PracticeHistory,
    is_finished,
    last_days,
    last_done,
    last_moved,
    summarise,
)
from mobility_coach.domain.practice import PracticeRecord

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def record(**changes: object) -> PracticeRecord:
    values: dict[str, object] = {
        "id": "a", "drill": "hip", "movement": "A", "side": Side.LEFT, "reps_done": 10, "reps_planned": 10,
        "bpm": 60, "started": NOON, "offset_minutes": 60, "zone": "", "day": date(2026, 11, 22), "seconds":
        40.0, "routine": "", "version": "1",
    }  # fmt: skip
    return PracticeRecord(**(values | changes))  # type: ignore[arg-type]


def test_nothing_practised() -> None:
    assert summarise([]) == PracticeHistory()
    assert PracticeHistory().day(1) is None
    assert PracticeHistory().finished(date(2026, 11, 22)) == ()


def test_each_movement_has_its_last_day_on_whatever_side_if_it_was_finished() -> None:
    before, after = date(2026, 11, 20), date(2026, 11, 24)
    history = summarise(
        [
            record(id="a", movement="A", day=before),
            record(id="b", movement="A", side=Side.RIGHT),
            record(id="c", movement="B", reps_done=3),
            record(id="d", movement="B", day=before, side=Side.RIGHT),
            record(id="e", movement="C", day=after),
        ]
    )
    assert last_moved(history, date(2026, 11, 22)) == {
        DrillMovement("hip", "A"): date(2026, 11, 22),
        DrillMovement("hip", "B"): before,
    }
    gone_on = HistoryBuilder(history)
    gone_on.recount(date(2026, 11, 22), [])
    assert last_moved(gone_on.history(), after)[DrillMovement("hip", "A")] == before


def test_a_day_adds_up() -> None:
    later = NOON + timedelta(hours=2)
    history = summarise(
        [
            record(id="b", started=later, offset_minutes=120, side=Side.RIGHT, seconds=30.0),
            record(id="a"),
            record(id="c", movement="B", started=NOON + timedelta(hours=1)),
        ]
    )
    [totals] = history.days
    assert totals.seconds == 110.0
    assert (totals.first, totals.first_offset) == (NOON.timestamp(), 60)
    assert (totals.last, totals.last_offset) == (later.timestamp(), 120)
    assert history.finished(date(2026, 11, 22)) == (DrillSide("hip", Side.RIGHT), DrillSide("hip", Side.LEFT))
    assert history.day(totals.day) is totals
    assert history.day(totals.day + 1) is None
    assert history.day(totals.day - 1) is None


def test_a_movement_that_was_stopped_early_adds_its_time_alone() -> None:
    stopped = record(reps_done=4)
    assert not is_finished(stopped)
    history = summarise([stopped])
    assert history.days[0].done == 0
    assert history.days[0].seconds == 40.0


def test_an_added_record_shows_in_the_next_history_and_not_in_the_last() -> None:
    builder = HistoryBuilder(summarise([record()]))
    before = builder.history()
    assert builder.history() is before
    builder.add(record(id="b", drill="ankle", day=date(2026, 11, 20)))
    after = builder.history()
    assert len(before.days) == 1
    assert [date.fromordinal(totals.day) for totals in after.days] == [date(2026, 11, 20), date(2026, 11, 22)]
    assert after.finished(date(2026, 11, 20)) == (DrillSide("ankle", Side.LEFT),)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.sampled_from("pqr"),
            st.sampled_from(Side),
            st.integers(1, 12),
            st.integers(0, 9999),
        ),
        max_size=20,
    ),
    st.randoms(),
)
def test_the_order_of_records_makes_no_difference(
    rows: list[tuple[int, str, Side, int, int]], shuffler: Random
) -> None:
    records = [
        record(
            id=str(number), drill=drill, side=side, reps_done=reps, day=date(2026, 11, 1) +
            timedelta(days=day), started=NOON + timedelta(seconds=second), offset_minutes=second % 3,
        )
        for number, (day, drill, side, reps, second) in enumerate(rows)
    ]  # fmt: skip
    shuffled = list(records)
    shuffler.shuffle(shuffled)
    one, other = summarise(records), summarise(shuffled)
    assert [totals._replace(done=0, moved=0) for totals in one.days] == [
        totals._replace(done=0, moved=0) for totals in other.days
    ]
    for today in (date(2026, 11, 3), date(2026, 11, 30)):
        assert last_moved(one, today) == last_moved(other, today)
    for totals in one.days:
        day = date.fromordinal(totals.day)
        assert set(one.finished(day)) == set(other.finished(day))
        assert {pair.drill for pair in one.finished(day)} <= set("pqr")


def test_last_done_is_the_last_day_with_a_finished_side_that_has_come() -> None:
    today = date(2026, 11, 22)
    history = summarise(
        [
            record(id="1", drill="hip", day=today - timedelta(days=3)),
            record(id="2", drill="hip", day=today - timedelta(days=1), side=Side.RIGHT),
            record(id="3", drill="hip", day=today, reps_done=2),
            record(id="4", drill="ankle", day=today - timedelta(days=5)),
            record(id="5", drill="back", day=today + timedelta(days=1)),
        ]
    )
    assert last_done(history, today) == {
        "hip": today - timedelta(days=1),
        "ankle": today - timedelta(days=5),
    }
    assert last_done(history, today + timedelta(days=1))["back"] == today + timedelta(days=1)
    assert last_done(PracticeHistory(), today) == {}
    daily = summarise(record(id=str(ago), day=today - timedelta(days=ago)) for ago in range(3))
    assert last_done(daily, today) == {"hip": today}


def test_each_side_has_its_last_day() -> None:
    today = date(2026, 11, 22)
    days = [(3, Side.LEFT), (2, Side.RIGHT), (1, Side.LEFT), (-1, Side.RIGHT)]
    history = summarise(record(id=str(ago), side=side, day=today - timedelta(days=ago)) for ago, side in days)
    assert last_days(history, today) == {
        DrillSide("hip", Side.LEFT): today - timedelta(days=1),
        DrillSide("hip", Side.RIGHT): today - timedelta(days=2),
    }
    assert last_days(history, today - timedelta(days=9)) == {}


def test_a_day_is_counted_again() -> None:
    day, other = date(2026, 11, 22), date(2026, 11, 21)
    builder = HistoryBuilder(summarise([record(), record(id="b", day=other)]))
    builder.recount(day, [record(reps_done=3), record(id="c", side=Side.RIGHT)])
    expected = summarise([record(id="b", day=other), record(reps_done=3), record(id="c", side=Side.RIGHT)])
    assert builder.history() == expected
    builder.recount(day, [])
    assert [totals.day for totals in builder.history().days] == [other.toordinal()]
    builder.recount(date(2026, 11, 1), [])
    assert len(builder.history().days) == 1
