"""Today's card: the streak, what is done today, and one suggestion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mobility_coach.domain.drill import Drill
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.presenters.plain_words import minutes_text, shortened

_LINE_LIMIT = 220


@dataclass(frozen=True, slots=True)
class TodayView:
    """Today's card.

    `streak` is shown as a number where it is above 0. `suggestion` is the id that "start" opens, empty where
    there is nothing to suggest; `start_spoken` names it for screen readers.
    """

    streak: int
    title: str
    line: str
    is_done: bool
    suggestion: str
    start_text: str
    start_spoken: str


def suggest_drill(drills: Sequence[Drill], last_done: Mapping[str, date]) -> Drill | None:
    """The drill that waited longest: one never done, else that with the oldest day; None without drills."""
    return min(drills, key=lambda drill: last_done.get(drill.id, date.min), default=None)


def present_today(
    streak: int,
    why: str,
    *,
    is_done: bool,
    suggestion: Drill | None,
    seconds: float,
    is_new: bool,
) -> TodayView:
    """The card.

    Args:
        streak: days in a row.
        why: what counts today, or what is missing, in words.
        is_done: whether today's goal is met.
        suggestion: the drill to start with.
        seconds: its estimated length.
        is_new: whether it was never done before.
    """
    title = ntr("day in a row", "days in a row", streak) if streak else tr("A good day to begin")
    if suggestion is None:
        return TodayView(streak, title, shortened(why, _LINE_LIMIT), is_done, "", "", "")
    reason = tr("{drill} is still new to you.") if is_new else tr("{drill} waited longest.")
    line = f"{why} {reason.format(drill=suggestion.title)}".strip()
    start = tr("One more · {length}") if is_done else tr("Start today · {length}")
    length = minutes_text(seconds)
    return TodayView(
        streak=streak,
        title=title,
        line=shortened(line, _LINE_LIMIT),
        is_done=is_done,
        suggestion=suggestion.id,
        start_text=start.format(length=length),
        start_spoken=tr("Start {drill}, {length}").format(drill=suggestion.title, length=length),
    )
