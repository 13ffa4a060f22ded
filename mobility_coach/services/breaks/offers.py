"""What is offered in the break that is due: chosen once, and the same until it is answered."""

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mobility_coach.domain.breaks.rules import BreakKind
from mobility_coach.services.breaks.break_view import BreakOffer
from mobility_coach.services.breaks.reminder_tools import ReminderTools
from mobility_coach.services.presenters.break_offer import no_offer, present_offer

if TYPE_CHECKING:
    from mobility_coach.domain.breaks.choice import Choice
    from mobility_coach.services.session.session_plan import SessionPlan

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer for a kind of break, and the session that it leads to; None where there are no drills."""

    kind: BreakKind
    offer: BreakOffer
    plan: "SessionPlan | None"

    def suits(self, kind: BreakKind) -> bool:
        """Whether it is for this kind, as it is set now."""
        own = self.kind
        return (own.id, own.routine, own.seconds) == (kind.id, kind.routine, kind.seconds)


class Offers:
    """Finds what to offer, and something else where the person wants that."""

    def __init__(self, tools: ReminderTools) -> None:
        self._tools = tools
        self._choices: tuple[Choice, ...] = ()
        self._turn = 0
        self._worked: float | None = None

    @property
    def has_others(self) -> bool:
        """Whether there is something else."""
        return len(self._choices) > 1

    def offer(self, kind: BreakKind, worked: float | None) -> Offered:
        """What to do in a break of this kind, after `worked` seconds (None: the time of day says when)."""
        self._choices, self._turn, self._worked = (), 0, worked
        named = self._named(kind)
        if named is not None:
            return named
        uses_floor = self._tools.settings().settings.breaks.uses_floor
        self._choices = self._tools.choices(kind.seconds, uses_floor=uses_floor)
        return self._chosen(kind)

    def another(self, kind: BreakKind) -> Offered:
        """The next best thing; after the last one the first again."""
        self._turn += 1
        return self._chosen(kind)

    def _named(self, kind: BreakKind) -> Offered | None:
        if not kind.routine:
            return None
        try:
            plan = self._tools.plan(kind.routine, kind.seconds)
        except KeyError:
            _log.warning("There is no drill or routine %r for the break %r", kind.routine, kind.id)
            return None
        return Offered(kind, present_offer(plan, None, self._worked, has_others=False), plan)

    def _chosen(self, kind: BreakKind) -> Offered:
        if not self._choices:
            return Offered(kind, no_offer(kind.seconds), None)
        choice = self._choices[self._turn % len(self._choices)]
        plan = self._tools.plan(choice.routine, kind.seconds)
        return Offered(kind, present_offer(plan, choice, self._worked, has_others=self.has_others), plan)
