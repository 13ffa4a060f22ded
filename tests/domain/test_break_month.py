"""A month at a desk, as the benchmark simulates a year: with meetings, lunches, naps and summer time."""

from datetime import date

import pytest

from mobility_coach.domain.breaks.record import Outcome
from tests.benchmarks.work_year import simulate


@pytest.mark.no_cover
def test_a_month_at_the_desk_keeps_every_promise() -> None:
    # The desk raises where a reminder comes twice, too soon or while held back (`watched_breaks`).
    year = simulate(28, seed=7, first=date(2027, 3, 8))
    assert year.held_back == 0
    assert year.days > 15
    rests = year.became[Outcome.DONE] + year.became[Outcome.AWAY]
    assert 8 * year.days < rests < 17 * year.days
    assert all(year.asked[kind] > year.days / 2 for kind in ("short", "long", "tea"))
    assert year.became[Outcome.SNOOZED]
    assert year.became[Outcome.SKIPPED]
