"""What the reminders look like at one moment: frozen values that tray, notice, popup and terminal show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.breaks.state import Hold, Phase
from mobility_coach.domain.drill import Side


@dataclass(frozen=True, slots=True)
class BreakOffer:
    """What would be done in the break that is due: all texts are plain and for people.

    Attributes:
        item: id of the drill or routine to be shown.
        drill, movement: ids of what is done first, for the figure.
        side: the side that the figure shows.
        title: its name ("Bent-knee ankle matrix").
        text: length, place and why ("2 minutes, standing, in shoes. Ankles waited 4 days.").
        since: what led to it ("55 minutes since your last break"), or empty.
        has_others: whether the coach could choose something else.
        length: how long it takes ("2 minutes").
    """

    item: str
    drill: str
    movement: str
    side: Side
    title: str
    text: str
    since: str = ""
    has_others: bool = False
    length: str = ""


@dataclass(frozen=True, slots=True)
class BreakView:
    """The reminders now.

    Attributes:
        is_on: whether reminders are on.
        phase: where they stand.
        hold: why none comes now, or None.
        kind_title: name of the kind that is due, or of the next one.
        offer: what would be done; only in the phases NOTICED, ASKING and PRACTISING.
        can_snooze, can_skip: whether the break that is due may be put off.
        snooze_minutes: how long one snooze lasts.
        next_text: when the next break comes, or why none does ("Next break at 14:35", "Paused until 15:00").
        next_at: the same as a moment, where it is known.
        share: how much of the time to the next break has passed, 0 … 1.
        today_text: what became of today's breaks ("3 breaks done, 1 skipped"), or empty.
        notice_text: one line for the notice ("Bent-knee ankle matrix, 2 minutes, in 30 seconds").
        trouble: what does not work here and what to do ("Nobody can tell when you are away: …"), or empty.
        is_quiet: whether a break that starts now is quiet.
        has_chime: whether the popup comes with a chime.
        kind: id of the kind that is due, or of the next one; empty where there is none.
        counts: what became of today's breaks.
        is_idle_known: whether anybody can tell when the person is away.
        away_text: said once after the person was away and that counted ("You were away for 6 minutes: …").
    """

    is_on: bool
    phase: Phase = Phase.WATCHING
    hold: Hold | None = None
    kind_title: str = ""
    offer: BreakOffer | None = None
    can_snooze: bool = False
    can_skip: bool = False
    snooze_minutes: int = 5
    next_text: str = ""
    next_at: datetime | None = None
    share: float = 0.0
    today_text: str = ""
    notice_text: str = ""
    trouble: str = ""
    is_quiet: bool = False
    has_chime: bool = False
    kind: str = ""
    counts: Mapping[Outcome, int] = field(default_factory=lambda: MappingProxyType({}))
    is_idle_known: bool = True
    away_text: str = ""

    @property
    def is_paused(self) -> bool:
        """Whether the person has paused the reminders."""
        return self.hold is Hold.PAUSED

    @property
    def is_practising(self) -> bool:
        """Whether a break is being taken."""
        return self.phase is Phase.PRACTISING
