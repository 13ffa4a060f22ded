"""An ad break as a session: what is done in it now, and the moment at which it is over."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

from mobility_coach.domain.ad_break import AdBreakRequest, choose_ad_break, hurried
from mobility_coach.domain.breaks.choice import recent_movements
from mobility_coach.domain.day import local_day
from mobility_coach.domain.drill import Side
from mobility_coach.domain.history import PracticeHistory, last_done, last_moved
from mobility_coach.services.breaks.break_chooser import ChooserTools
from mobility_coach.services.session.session_plan import (
    SessionLengths,
    SessionPlan,
    Wishes,
    wished_preferences,
)
from mobility_coach.services.session.time_limit import TimeLimit


def plan_ad_break(
    limit: TimeLimit,
    wishes: Wishes,
    tools: ChooserTools,
    history: PracticeHistory,
    lengths: SessionLengths,
    *,
    knows_safety: bool,
) -> SessionPlan:
    """What fits before the `limit`, by the preferences of `lengths`.

    The safety words open it as long as the person has not read the safety note.

    Raises:
        ValueError: there are no drills.
    """
    drills, settings, now = tools.library().drills, tools.settings().settings, tools.now()
    today = local_day(now, settings.day_starts_at)
    records = tools.practice().day_records(today)
    before = tools.practice().day_records(today - timedelta(days=1))
    preferences = wished_preferences(hurried(lengths.preferences, knows_safety=knows_safety), wishes, drills)

    @cache
    def measured(side: Side | None) -> SessionLengths:
        return lengths.under(replace(preferences, only_side=side or preferences.only_side))

    found = choose_ad_break(
        AdBreakRequest(
            drills=drills,
            minutes=round(limit.seconds / 60),
            uses_floor=settings.ad_break_floor or wishes.uses_floor,
            side=preferences.only_side or preferences.first_side,
            last=last_done(history, today),
            moved=last_moved(history, today),
            recent=recent_movements((*before, *records), now),
            records=records,
            today=today,
            length=lambda routine, side: measured(side).seconds(routine),
        )
    )
    side = preferences.only_side or found.only_side
    return SessionPlan(found.routine, replace(preferences, only_side=side), limit.seconds, limit=limit)
