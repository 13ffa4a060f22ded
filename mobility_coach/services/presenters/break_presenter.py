"""The reminders in words: what comes next and when, what is offered, what became of the day's breaks."""

from mobility_coach.domain.breaks.rules import BreakKind
from mobility_coach.domain.breaks.state import PauseWish
from mobility_coach.domain.wording import tr
from mobility_coach.services.breaks.break_settings import LONG_KIND, SHORT_KIND
from mobility_coach.services.presenters import break_times


def pause_title(wish: PauseWish) -> str:
    """A pause as menus offer it: "30 minutes", "Until tomorrow", "Until I resume"."""
    return break_times.pause_title(wish)


def kind_title(kind: BreakKind) -> str:
    """A kind's name: the person's own, else the one in the language of the program."""
    if kind.title:
        return kind.title
    return {SHORT_KIND.id: tr("Short break"), LONG_KIND.id: tr("Long break")}.get(kind.id, tr("Break"))
