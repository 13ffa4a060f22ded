"""Today's card: the streak, what is done today, and one suggestion."""

from dataclasses import dataclass

from mobility_coach.domain.coverage import Suggestion
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.presenters.coverage_words import suggestion_words
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


def present_today(
    streak: int,
    why: str,
    *,
    is_done: bool,
    suggestion: Suggestion | None,
    seconds: float,
) -> TodayView:
    """The card.

    Args:
        streak: days in a row.
        why: what counts today, or what is missing, in words.
        is_done: whether today's goal is met.
        suggestion: the drill to start with, and why.
        seconds: its estimated length.
    """
    title = ntr("day in a row", "days in a row", streak) if streak else tr("A good day to begin")
    if suggestion is None:
        return TodayView(streak, title, shortened(why, _LINE_LIMIT), is_done, "", "", "")
    line = f"{why} {suggestion_words(suggestion)}".strip()
    start = tr("One more · {length}") if is_done else tr("Start today · {length}")
    length = minutes_text(seconds)
    return TodayView(
        streak=streak,
        title=title,
        line=shortened(line, _LINE_LIMIT),
        is_done=is_done,
        suggestion=suggestion.drill.id,
        start_text=start.format(length=length),
        start_spoken=tr("Start {drill}, {length}").format(drill=suggestion.drill.title, length=length),
    )
