"""What holds reminders back: pauses that the person makes, working hours, and what happens on the machine."""

import math
from dataclasses import replace
from datetime import datetime, time, timedelta

from mobility_coach.domain.breaks.hours import is_working
from mobility_coach.domain.breaks.rules import BreakRules
from mobility_coach.domain.breaks.state import (
    LONGEST_PAUSE_MINUTES,
    BreakState,
    Glance,
    Hold,
    Pause,
    PauseWish,
)
from mobility_coach.domain.day import local_day


def hold(state: BreakState, rules: BreakRules, glance: Glance) -> Hold | None:
    """Why no reminder comes now, or None."""
    if state.pause is not None and pause_left(state.pause, glance.moment) > 0:
        return Hold.PAUSED
    if not is_working(rules.hours, glance.moment):
        return Hold.OFF_HOURS
    return Hold.BLOCKED if glance.blocks else None


def pause_for(wish: PauseWish, moment: datetime, day_start: int) -> Pause:
    """The pause that is wished for at this moment; a length is kept within its bounds."""
    if wish.is_until_tomorrow:
        return Pause(_tomorrow(moment, day_start), follows_day=True)
    if wish.minutes is None:
        return Pause(None)
    minutes = min(max(wish.minutes, 1), LONGEST_PAUSE_MINUTES)
    return Pause(moment + timedelta(minutes=minutes))


def pause_left(pause: Pause, moment: datetime) -> float:
    """Seconds until it ends, at most 0 when it is over; infinite where only the person ends it."""
    if pause.until is None:
        return math.inf
    if pause.follows_day:
        # "Tomorrow" begins when the clock on the wall says so, wherever the person has gone meanwhile.
        return (pause.until.replace(tzinfo=None) - moment.replace(tzinfo=None)).total_seconds()
    return pause.until.timestamp() - moment.timestamp()


def moved_pause(pause: Pause, jump: float, moment: datetime, day_start: int) -> Pause:
    """The same pause after the clock on the wall was set by `jump` seconds, and shows `moment` now."""
    if pause.until is None:
        return pause
    if pause.follows_day:
        tomorrow = _tomorrow(moment, day_start)
        ends_earlier = tomorrow.replace(tzinfo=None) < pause.until.replace(tzinfo=None)
        return replace(pause, until=tomorrow) if ends_earlier else pause
    return replace(pause, until=pause.until + timedelta(seconds=jump))


def _tomorrow(moment: datetime, day_start: int) -> datetime:
    next_day = local_day(moment, day_start) + timedelta(days=1)
    return datetime.combine(next_day, time(day_start), tzinfo=moment.tzinfo)
