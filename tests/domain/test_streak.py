from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain.day import practice_moment
from mobility_coach.domain.drill import Side
from mobility_coach.domain.history import DayTotals, PracticeHistory, summarise
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.streak import Goal, GoalKind, Streak, streak_of

BERLIN = ZoneInfo("Europe/Berlin")
TOKYO = timezone(timedelta(hours=9))
LOS_ANGELES = timezone(timedelta(hours=-8))


def practised(
    now: datetime, reps: int = 10, seconds: float = 40.0, drill: str = "hip", day_start: int = 4
) -> PracticeRecord:
    """A record as the player would write it at the local time `now`."""
    moment = practice_moment(now, "", day_start)
    return PracticeRecord(
        id=now.isoformat() + drill, drill=drill, movement="A", side=Side.LEFT, reps_done=reps,
        reps_planned=10, bpm=60, started=moment.started, offset_minutes=moment.offset_minutes,
        zone=moment.zone, day=moment.day, seconds=seconds, routine="", version="1",
    )  # fmt: skip


def streak(moments: Iterable[datetime], now: datetime, day_start: int = 4) -> Streak:
    return streak_of(summarise(practised(moment) for moment in moments), now, day_start=day_start)


def evenings(first: date, count: int, zone: timezone | ZoneInfo = BERLIN, hour: int = 20) -> list[datetime]:
    days = [first + timedelta(days=number) for number in range(count)]
    return [datetime(day.year, day.month, day.day, hour, tzinfo=zone) for day in days]


def test_no_practice_at_all() -> None:
    found = streak([], datetime(2026, 11, 22, 8, tzinfo=BERLIN))
    assert (found.current, found.longest, found.today_done) == (0, 0, False)
    assert (found.since, found.last_met, found.bridged, found.waiting) == (None, None, (), ())
    assert found.week == (False,) * 7


def test_today_counts_at_once() -> None:
    found = streak(evenings(date(2026, 11, 22), 1), datetime(2026, 11, 22, 21, tzinfo=BERLIN))
    assert (found.current, found.longest, found.today_done) == (1, 1, True)
    assert found.since == found.last_met == date(2026, 11, 22)


def test_yesterdays_row_stands_until_today_is_over() -> None:
    moments = evenings(date(2026, 11, 12), 10)
    found = streak(moments, datetime(2026, 11, 23, 3, 59, tzinfo=BERLIN))
    assert (found.current, found.today, found.today_done) == (10, date(2026, 11, 22), False)
    assert streak(moments, datetime(2026, 11, 23, 4, 0, tzinfo=BERLIN)).current == 0


def test_the_longest_row_is_remembered() -> None:
    moments = evenings(date(2026, 9, 1), 12) + evenings(date(2026, 11, 20), 3)
    found = streak(moments, datetime(2026, 11, 22, 22, tzinfo=BERLIN))
    assert (found.current, found.longest, found.since) == (3, 12, date(2026, 11, 20))


def test_the_week_goes_from_monday_to_sunday() -> None:
    moments = (
        evenings(date(2026, 11, 15), 2) + evenings(date(2026, 11, 20), 1) + evenings(date(2026, 11, 22), 1)
    )
    found = streak(moments, datetime(2026, 11, 22, 22, tzinfo=BERLIN))
    assert found.week == (True, False, False, False, True, False, True)


def test_practice_after_midnight_belongs_to_the_evening_before() -> None:
    moments = [datetime(2026, 11, 21, 20, tzinfo=BERLIN), datetime(2026, 11, 23, 1, tzinfo=BERLIN)]
    found = streak(moments, datetime(2026, 11, 23, 9, tzinfo=BERLIN))
    assert (found.current, found.today_done) == (2, False)


def test_three_minutes_stand_for_a_side() -> None:
    now = datetime(2026, 11, 22, 21, tzinfo=BERLIN)
    stopped = [practised(now - timedelta(minutes=minute), reps=3, seconds=60.0) for minute in (9, 6)]
    assert not streak_of(summarise(stopped), now).today_done
    third = practised(now - timedelta(minutes=3), reps=3, seconds=59.9999)
    assert streak_of(summarise([*stopped, third]), now).today_done


@pytest.mark.parametrize(
    ("goal", "met"),
    [
        (Goal(), True),
        (Goal(GoalKind.SIDES, 2), True),
        (Goal(GoalKind.SIDES, 3), False),
        (Goal(GoalKind.MINUTES, 4), True),
        (Goal(GoalKind.MINUTES, 5), False),
    ],
)
def test_goals(goal: Goal, met: bool) -> None:
    now = datetime(2026, 11, 22, 21, tzinfo=BERLIN)
    records = [practised(now, drill="hip", seconds=120.0), practised(now, drill="ankle", seconds=120.0)]
    assert streak_of(summarise(records), now, goal).today_done is met


def test_a_goal_in_minutes_is_not_met_by_sides() -> None:
    now = datetime(2026, 11, 22, 21, tzinfo=BERLIN)
    assert not streak_of(summarise([practised(now, seconds=59.0)]), now, Goal(GoalKind.MINUTES, 1)).today_done
    assert Goal(GoalKind.MINUTES, 7).minutes == 7
    assert Goal(GoalKind.SIDES, 2).minutes == 6


def test_sixty_days_across_both_changes_of_the_clock_are_sixty() -> None:
    spring = evenings(date(2026, 3, 1), 60, hour=23)
    assert streak(spring, spring[-1]).current == 60
    autumn = evenings(date(2026, 10, 1), 60, hour=4)
    assert streak(autumn, autumn[-1]).current == 60


def test_a_leap_day_is_a_day_like_others() -> None:
    moments = evenings(date(2028, 2, 27), 4)
    assert streak(moments, moments[-1]).current == 4
    without = [moment for moment in moments if (moment.month, moment.day) != (2, 29)]
    assert streak(without, moments[-1]).current == 1


def test_another_start_of_the_day_leaves_past_days_alone() -> None:
    moments = evenings(date(2026, 11, 10), 10, hour=5)
    records = [practised(moment, day_start=4) for moment in moments]
    now = datetime(2026, 11, 19, 21, tzinfo=BERLIN)
    assert streak_of(summarise(records), now, day_start=4).current == 10
    assert streak_of(summarise(records), now, day_start=12).current == 10
    morning = datetime(2026, 11, 19, 9, tzinfo=BERLIN)
    early = streak_of(summarise(records), morning, day_start=12)
    assert (early.today, early.current) == (date(2026, 11, 18), 10)


def test_a_date_that_a_flight_skipped_is_bridged() -> None:
    moments = [
        datetime(2026, 3, 9, 20, tzinfo=LOS_ANGELES),
        datetime(2026, 3, 10, 20, tzinfo=LOS_ANGELES),
        datetime(2026, 3, 12, 20, tzinfo=TOKYO),  # 31 hours later
    ]
    found = streak(moments, datetime(2026, 3, 12, 21, tzinfo=TOKYO))
    assert (found.current, found.bridged) == (3, (date(2026, 3, 11),))


def test_a_row_stands_after_a_flight_before_the_next_practice() -> None:
    moments = [datetime(2026, 3, 10, 20, tzinfo=LOS_ANGELES)]
    assert streak(moments, datetime(2026, 3, 12, 15, tzinfo=TOKYO)).current == 1
    assert streak(moments, datetime(2026, 3, 13, 15, tzinfo=TOKYO)).current == 0


@pytest.mark.parametrize(
    "back_again",
    [
        datetime(2026, 3, 12, 20, tzinfo=LOS_ANGELES),  # no flight at all
        datetime(2026, 3, 13, 2, tzinfo=TOKYO),  # 37 hours later
        datetime(2026, 3, 13, 20, tzinfo=TOKYO),  # two dates
    ],
)
def test_only_a_flight_bridges_and_only_one_date(back_again: datetime) -> None:
    found = streak([datetime(2026, 3, 10, 20, tzinfo=LOS_ANGELES), back_again], back_again)
    assert (found.current, found.bridged) == (1, ())


def test_a_date_with_some_practice_was_not_skipped() -> None:
    records = [
        practised(datetime(2026, 3, 10, 20, tzinfo=LOS_ANGELES)),
        practised(datetime(2026, 3, 11, 5, tzinfo=LOS_ANGELES), reps=2, seconds=8.0),
        practised(datetime(2026, 3, 12, 20, tzinfo=TOKYO)),
    ]
    assert streak_of(summarise(records), datetime(2026, 3, 12, 21, tzinfo=TOKYO)).current == 1


def test_a_date_that_comes_twice_counts_once_and_the_day_ahead_stays() -> None:
    moments = [datetime(2026, 3, 11, 20, tzinfo=TOKYO), datetime(2026, 3, 12, 9, tzinfo=TOKYO)]
    landed = datetime(2026, 3, 11, 18, tzinfo=LOS_ANGELES)
    found = streak(moments, landed)
    assert (found.today, found.today_done, found.current, found.waiting) == (date(2026, 3, 11), True, 2, ())
    again = streak([*moments, landed], landed)
    assert again.current == 2


def test_days_in_the_future_wait() -> None:
    now = datetime(2026, 11, 22, 21, tzinfo=BERLIN)
    moments = [now - timedelta(days=1), now, now + timedelta(hours=9), now + timedelta(days=5)]
    found = streak(moments, now)
    assert (found.current, found.longest) == (2, 2)
    assert found.waiting == (date(2026, 11, 23), date(2026, 11, 27))
    # They count as soon as their day has come.
    assert streak(moments, now + timedelta(days=5, minutes=1)).last_met == date(2026, 11, 27)


def test_a_clock_that_was_set_back_by_years_loses_nothing() -> None:
    moments = evenings(date(2026, 11, 12), 10)
    wrong = streak(moments, datetime(1970, 1, 1, 1, tzinfo=UTC))
    assert (wrong.current, len(wrong.waiting)) == (0, 10)
    assert streak(moments, moments[-1]).current == 10


def test_a_clock_that_ran_ahead_for_one_practice_does_not_break_the_row() -> None:
    moments = [*evenings(date(2026, 11, 12), 10), datetime(2031, 5, 5, 20, tzinfo=BERLIN)]
    found = streak(moments, datetime(2026, 11, 21, 22, tzinfo=BERLIN))
    assert (found.current, found.waiting) == (10, (date(2031, 5, 5),))


def test_two_devices_with_other_offsets_share_a_row() -> None:
    phone = [datetime(2026, 11, day, 22, tzinfo=TOKYO) for day in (18, 20, 22)]
    desk = [datetime(2026, 11, day, 9, tzinfo=BERLIN) for day in (19, 21)]
    assert streak(phone + desk, datetime(2026, 11, 22, 20, tzinfo=BERLIN)).current == 5


@settings(deadline=None, max_examples=150)
@given(st.sets(st.integers(0, 40)), st.integers(0, 41))
def test_the_streak_is_what_counting_backwards_gives(days: set[int], today: int) -> None:
    start = date(2026, 1, 1)
    moments = [moment for day in sorted(days) for moment in evenings(start + timedelta(days=day), 1, UTC)]
    day = start + timedelta(days=today)
    found = streak(moments, datetime(day.year, day.month, day.day, 23, tzinfo=UTC))
    past = {each for each in days if each <= today}
    last = today if today in past else today - 1
    current = 0
    while last - current in past:
        current += 1
    longest = max(
        (
            sum(1 for step in range(50) if all(first + inner in past for inner in range(step + 1)))
            for first in past
        ),
        default=0,
    )
    assert (found.current, found.longest, found.today_done) == (current, longest, today in past)
    assert len(found.waiting) == len(days - past)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.sampled_from([-480, 0, 60, 540])), max_size=30),
    st.integers(0, 400),
)
def test_more_practice_never_shortens_the_longest_row(rows: list[tuple[int, int]], extra: int) -> None:
    def at(hours: int, offset: int) -> datetime:
        return (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)).astimezone(
            timezone(timedelta(minutes=offset))
        )

    now = datetime(2026, 2, 1, tzinfo=UTC)
    moments = [at(*row) for row in rows]
    before = streak(moments, now)
    assert 0 <= before.current <= before.longest <= len({practised(moment).day for moment in moments})
    same_zone = [at(hours, 0) for hours, _ in rows]
    assert streak([*same_zone, at(extra, 0)], now).longest >= streak(same_zone, now).longest


def test_a_long_history_is_walked_in_milliseconds() -> None:
    # No clock here: only that 80,000 days need no recursion and come out right.
    first = date(1975, 1, 1).toordinal()
    days = tuple(DayTotals(first + day, 1, 60.0, day * 86400.0, day * 86400.0, 0, 0) for day in range(80_000))
    now = datetime.fromordinal(first + 79_999).replace(hour=12, tzinfo=UTC)
    assert streak_of(PracticeHistory(days), now).current == 80_000
