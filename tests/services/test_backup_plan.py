from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.services.practice.backup_plan import kept_backups

TODAY = date(2026, 11, 22)


def test_years_of_days_thin_out() -> None:
    kept = sorted(
        kept_backups([TODAY - timedelta(days=number) for number in range(1_000)], TODAY), reverse=True
    )
    assert kept[:7] == [TODAY - timedelta(days=number) for number in range(7)]
    # Sundays end a week; the last day of a month ends it.
    assert kept[7:11] == [date(2026, 11, 15), date(2026, 11, 8), date(2026, 11, 1), date(2026, 10, 25)]
    assert kept[11:14] == [date(2026, 10, 24), date(2026, 9, 30), date(2026, 8, 31)]
    assert len(kept) == 23


def test_few_backups_all_stay() -> None:
    days = [TODAY - timedelta(days=number) for number in (0, 40, 400)]
    assert kept_backups(days, TODAY) == set(days)
    assert kept_backups([], TODAY) == frozenset()


def test_a_clock_that_was_set_back_deletes_nothing() -> None:
    days = [TODAY - timedelta(days=number) for number in range(100)]
    assert kept_backups(days, date(1970, 1, 1)) == set(days)


@settings(deadline=None, max_examples=60)
@given(st.sets(st.dates(date(2020, 1, 1), TODAY), max_size=80))
def test_the_newest_and_at_most_23_stay(days: set[date]) -> None:
    kept = kept_backups(days, TODAY)
    assert kept <= days
    assert len(kept) <= 23
    assert set(sorted(days)[-7:]) <= kept
    assert kept_backups(kept, TODAY) <= kept


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 200))
def test_thinning_day_by_day_keeps_old_ones(count: int) -> None:
    kept: frozenset[date] = frozenset()
    for number in range(count):
        today = TODAY + timedelta(days=number)
        kept = kept_backups({*kept, today}, today)
    age = max((TODAY + timedelta(days=count - 1) - day).days for day in kept)
    assert age >= min(count - 1, 35) - 7
