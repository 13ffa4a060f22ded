from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from mobility_coach.domain.day import practice_moment
from mobility_coach.domain.drill import Side
from mobility_coach.domain.history import summarise
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.streak import Goal, GoalKind, streak_of
from mobility_coach.domain.streak_words import day_words, explain_streak, goal_words, today_words

CET = timezone(timedelta(hours=1))
TITLES = {"hip-matrix": "Hip flexor matrix", "ankle-rolls": "Ankle rolls"}
NOW = datetime(2026, 11, 22, 21, tzinfo=CET)


def practised(
    days_ago: int,
    drill: str = "hip-matrix",
    side: Side = Side.LEFT,
    reps: int = 10,
    seconds: float = 40.0,
    now: datetime = NOW,
) -> PracticeRecord:
    moment = practice_moment(now - timedelta(days=days_ago, hours=1), "")
    return PracticeRecord(
        id=f"{days_ago}{drill}{side}", drill=drill, movement="A", side=side, reps_done=reps, reps_planned=10,
        bpm=60, started=moment.started, offset_minutes=moment.offset_minutes, zone="", day=moment.day,
        seconds=seconds, routine="", version="1",
    )  # fmt: skip


def words(*records: PracticeRecord, goal: Goal | None = None, now: datetime = NOW, day_start: int = 4) -> str:
    history = summarise(records)
    return explain_streak(streak_of(history, now, goal, day_start), history, goal, TITLES, day_start)


def test_before_the_first_practice() -> None:
    assert words() == (
        "No days in a row yet. Today becomes the first day with 1 side of a drill or 3 minutes. "
        "A day starts at 04:00."
    )


def test_a_row_with_today_done() -> None:
    assert words(*(practised(day) for day in range(12))) == (
        "12 days in a row, since 11 November. Today counts already: Hip flexor matrix, left. "
        "A day starts at 04:00."
    )


def beside(*records: PracticeRecord) -> str:
    history = summarise(records)
    return explain_streak(streak_of(history, NOW), history, titles=TITLES, is_counted_beside=True)


def test_beside_its_number_the_row_is_not_counted_again() -> None:
    today = "Today counts already: Hip flexor matrix, left. A day starts at 04:00."
    assert beside(*(practised(day) for day in range(12))) == f"Since 11 November. {today}"
    assert beside(practised(0)) == today
    assert beside() == words()


def test_the_first_day_and_a_drill_for_both_sides() -> None:
    assert words(practised(0, "ankle-rolls", Side.BOTH)) == (
        "1 day in a row. Today counts already: Ankle rolls. A day starts at 04:00."
    )


def test_an_open_today() -> None:
    assert words(practised(1), practised(2), practised(0, reps=3, seconds=130.0)) == (
        "2 days in a row, since 20 November. Today has 2 minutes so far. "
        "Today is still open: 1 side of a drill or 3 minutes adds a day. A day starts at 04:00."
    )


def test_many_sides_and_an_unknown_drill() -> None:
    drills = ["hip-matrix", "ankle-rolls", "my-own-drill", "wall-bends", "x"]
    assert "Hip flexor matrix, left; Ankle rolls, left; my own drill, left; and 2 more." in words(
        *(practised(0, drill) for drill in drills)
    )


def test_today_counts_by_its_minutes() -> None:
    assert "Today counts already: 4 minutes." in words(practised(0, reps=1, seconds=250.0))


def test_a_day_that_fell_short_is_told_without_blame() -> None:
    assert words(practised(1, reps=1, seconds=45.0), practised(5), practised(6), practised(400)) == (
        "No days in a row just now. Today becomes the first day with 1 side of a drill or 3 minutes. "
        "The last day that counts is 17 November. "
        "Yesterday had 45 seconds; the goal is 1 side of a drill or 3 minutes. "
        "Your longest streak is 2 days. A day starts at 04:00."
    )


def test_a_first_day_that_fell_short() -> None:
    text = words(practised(1, reps=1, seconds=45.0))
    assert "No days in a row yet." in text
    assert "Yesterday had 45 seconds" in text


def test_a_new_row_says_what_yesterday_had() -> None:
    goal = Goal(GoalKind.SIDES, 2)
    text = words(practised(1), practised(0), practised(0, "ankle-rolls"), goal=goal)
    assert text.startswith(
        "1 day in a row. Today counts already: Hip flexor matrix, left; Ankle rolls, left."
    )
    assert (
        "Yesterday had 1 side of a drill and 40 seconds; the goal is 2 sides of drills or 6 minutes." in text
    )


def test_a_goal_in_minutes_is_told_in_minutes() -> None:
    text = words(practised(1), practised(0), goal=Goal(GoalKind.MINUTES, 1))
    assert "Today has 40 seconds so far." in text
    assert "Today becomes the first day with 1 minute." in text


def test_a_year_ago_names_the_year() -> None:
    assert "The last day that counts is 18 October 2025." in words(practised(400))


def test_days_that_wait_are_named() -> None:
    assert "1 day is kept, but lies in the future of this computer's clock; please check its date." in words(
        practised(-3)
    )
    assert "2 days are kept, but lie in the future" in words(practised(-3), practised(-5))


def test_todays_future_and_yesterdays_future_say_nothing() -> None:
    later_today = practised(0, now=NOW + timedelta(hours=3), reps=1)
    assert "so far" not in words(later_today)
    assert "Yesterday" not in words(practised(-1), now=NOW - timedelta(days=9))


def test_yesterday_that_waits_is_not_told() -> None:
    # Recorded with a clock that ran ahead, under a day that this clock has already passed.
    odd = practised(1, reps=1)
    history = summarise([replace(odd, started=odd.started + timedelta(days=3))])
    text = explain_streak(streak_of(history, NOW), history)
    assert "Yesterday" not in text
    assert "1 day is kept" in text


def test_a_bridged_date_is_told() -> None:
    california, tokyo = timezone(timedelta(hours=-8)), timezone(timedelta(hours=9))
    before = practised(0, now=datetime(2026, 3, 10, 21, tzinfo=california))
    after = practised(0, now=datetime(2026, 3, 12, 20, tzinfo=tokyo))
    text = words(before, after, now=datetime(2026, 3, 12, 21, tzinfo=tokyo))
    assert "2 days in a row, since 10 March." in text
    assert "A flight skipped yesterday; the streak goes on over it." in text


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 21), "yesterday"),
        (date(2026, 1, 3), "3 January"),
        (date(2025, 12, 31), "31 December 2025"),
    ],
)
def test_dates_as_people_say_them(day: date, said: str) -> None:
    assert day_words(day, date(2026, 11, 22)) == said


def test_goals_in_words() -> None:
    assert goal_words(Goal()) == "1 side of a drill or 3 minutes"
    assert goal_words(Goal(GoalKind.MINUTES, 1)) == "1 minute"


def test_another_start_of_the_day_is_named() -> None:
    assert words(day_start=0).endswith("A day starts at 00:00.")


def test_today_in_one_line() -> None:
    history = summarise([practised(0)])
    assert today_words(streak_of(history, NOW), history, Goal(), TITLES) == (
        "Today counts already: Hip flexor matrix, left."
    )
    assert today_words(streak_of(history, NOW + timedelta(days=1)), history, Goal(), {}) == (
        "Today is still open: 1 side of a drill or 3 minutes adds a day."
    )
