"""How the coach sounds at night."""

from dataclasses import replace
from datetime import time

import pytest

from mobility_coach.services.session.night import (
    SessionLevels,
    night_end,
    night_now,
    sample_levels,
    session_levels,
)
from mobility_coach.services.session.session_ports import SOFT, Levels
from mobility_coach.services.settings import Night, Settings

LEVELS = Levels(volume=0.8, voice=0.9, clicks=0.6, chimes=0.4)
SOFTER = Levels(0.8, 0.9 * SOFT, 0.6 * SOFT, 0.4 * SOFT)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (22, 7, {22, 23, 0, 1, 2, 3, 4, 5, 6}),
        (0, 6, {0, 1, 2, 3, 4, 5}),
        (13, 15, {13, 14}),
        (23, 0, {23}),
        (5, 5, set(range(24))),
        (0, 0, set(range(24))),
    ],
)
def test_the_night_lasts_from_hour_to_hour(start: int, end: int, hours: set[int]) -> None:
    settings = Settings(night=Night.SOFT, night_from=start, night_to=end)
    for minute in (0, 59):
        found = {hour for hour in range(24) if night_now(settings, time(hour, minute)) is Night.SOFT}
        assert found == hours


@pytest.mark.parametrize("night", list(Night))
def test_at_night_the_coach_sounds_as_set_and_by_day_as_usual(night: Night) -> None:
    settings = Settings(night=night)
    assert night_now(settings, time(23)) is night
    assert night_now(settings, time(12)) is Night.USUAL


def test_a_usual_session_is_as_loud_as_set_and_says_nothing_of_it() -> None:
    assert session_levels(LEVELS, Night.USUAL) == SessionLevels(LEVELS, "")


def test_a_soft_night_halves_voice_clicks_and_chimes_and_leaves_the_volume_to_the_person() -> None:
    soft = session_levels(LEVELS, Night.SOFT)
    assert soft.levels == SOFTER
    assert soft.notice == ""


def test_a_night_of_captions_has_no_voice_and_says_so() -> None:
    captions = session_levels(LEVELS, Night.CAPTIONS, 7)
    assert captions.levels == LEVELS.quiet()
    assert captions.notice.startswith("Captions, no voice, until 7:00.")
    assert session_levels(LEVELS, Night.CAPTIONS).notice.startswith("Captions, no voice. ")


@pytest.mark.parametrize(("start", "end", "hour"), [(22, 7, 7), (13, 0, 0), (5, 5, None)])
def test_the_night_ends_at_an_hour_unless_it_lasts_all_day(start: int, end: int, hour: int | None) -> None:
    assert night_end(Settings(night_from=start, night_to=end)) == hour


@pytest.mark.parametrize("night", list(Night))
def test_a_quiet_break_is_as_quiet_by_night_as_by_day(night: Night) -> None:
    assert session_levels(LEVELS, night, is_quiet=True) == SessionLevels(LEVELS.quiet())


def test_who_is_mute_stays_mute() -> None:
    muted = replace(LEVELS, is_muted=True)
    assert all(session_levels(muted, night).levels.is_muted for night in Night)


def test_a_sample_is_soft_at_night_and_never_silent() -> None:
    assert sample_levels(LEVELS, Night.USUAL) == LEVELS
    assert sample_levels(LEVELS, Night.SOFT) == sample_levels(LEVELS, Night.CAPTIONS) == SOFTER
