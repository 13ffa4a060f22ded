from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain.day import EARLIEST_DAY, local_day, offset_minutes, practice_moment

BERLIN = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [
        (3, 59, date(2026, 11, 21)),
        (4, 0, date(2026, 11, 22)),
        (0, 0, date(2026, 11, 21)),
        (23, 59, date(2026, 11, 22)),
    ],
)
def test_a_day_starts_at_four(hour: int, minute: int, expected: date) -> None:
    assert local_day(datetime(2026, 11, 22, hour, minute, tzinfo=BERLIN)) == expected


def test_a_day_can_start_at_midnight_or_noon() -> None:
    assert local_day(datetime(2026, 11, 22, 0, 0, tzinfo=BERLIN), 0) == date(2026, 11, 22)
    assert local_day(datetime(2026, 11, 22, 11, 59, tzinfo=BERLIN), 12) == date(2026, 11, 21)


def test_the_night_before_a_leap_day() -> None:
    assert local_day(datetime(2028, 3, 1, 2, 0, tzinfo=BERLIN)) == date(2028, 2, 29)
    assert local_day(datetime(2027, 3, 1, 2, 0, tzinfo=BERLIN)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1970, 1, 1, 1, tzinfo=BERLIN),
        datetime(1969, 12, 31, 23, tzinfo=BERLIN),
        datetime(1, 1, 1, tzinfo=UTC),
    ],
)
def test_a_dead_clock_gives_the_earliest_day(moment: datetime) -> None:
    assert local_day(moment) == EARLIEST_DAY


def test_a_clock_far_ahead_gives_the_latest_day() -> None:
    assert local_day(datetime(9999, 12, 31, 23, tzinfo=UTC)) == date(2200, 12, 31)


def test_the_hours_around_a_change_to_summer_time_keep_their_days() -> None:
    zone = ZoneInfo("Europe/Berlin")
    before = datetime(2026, 3, 29, 1, 30, tzinfo=zone)
    after = datetime(2026, 3, 29, 3, 30, tzinfo=zone)
    assert local_day(before) == local_day(after) == date(2026, 3, 28)
    assert local_day(datetime(2026, 3, 29, 4, 0, tzinfo=zone)) == date(2026, 3, 29)
    assert (offset_minutes(before), offset_minutes(after)) == (60, 120)


def test_a_practice_keeps_what_was_true_when_it_started() -> None:
    moment = practice_moment(datetime(2026, 11, 23, 0, 30, tzinfo=BERLIN), "Europe/Berlin")
    assert moment.started == datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert (moment.offset_minutes, moment.zone, moment.day) == (60, "Europe/Berlin", date(2026, 11, 22))


def test_an_odd_offset_is_kept_in_minutes() -> None:
    assert offset_minutes(datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=5, minutes=45)))) == 345


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="no offset"):
        practice_moment(datetime(2026, 11, 22, 8), "")  # noqa: DTZ001


@settings(deadline=None, max_examples=200)
@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2199, 12, 31)),  # noqa: DTZ001
    st.integers(-14 * 60, 14 * 60),
    st.integers(0, 12),
)
def test_every_day_lasts_from_its_hour_to_its_hour(naive: datetime, offset: int, day_start: int) -> None:
    now = naive.replace(tzinfo=timezone(timedelta(minutes=offset)))
    day = local_day(now, day_start)
    start = datetime(day.year, day.month, day.day, day_start, tzinfo=now.tzinfo)
    assert start <= now < start + timedelta(days=1)
