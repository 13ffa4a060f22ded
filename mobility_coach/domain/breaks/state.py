"""Where the reminders stand, what the machine is told, and what it tells: plain values.

The machine itself is in `mobility_coach.domain.breaks.machine`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from mobility_coach.domain.breaks.record import Outcome


class Block(StrEnum):
    """Why nobody is to be disturbed now, as seen on the machine."""

    DO_NOT_DISTURB = "do-not-disturb"
    FULL_SCREEN = "full-screen"
    PRESENTATION = "presentation"
    LOCKED = "locked"
    PROGRAM = "program"
    SESSION = "session"


class Hold(StrEnum):
    """Why no reminder comes although one may be due."""

    PAUSED = "paused"
    OFF_HOURS = "off-hours"
    BLOCKED = "blocked"


class Phase(StrEnum):
    """Where the reminders stand.

    `WATCHING`: none is due. `HELD`: one is due and waits for the end of a hold. `NOTICED`: the notice is
    shown. `ASKING`: the popup is shown. `SNOOZED`: it was put off. `PRACTISING`: it was started.
    """

    WATCHING = "watching"
    HELD = "held"
    NOTICED = "noticed"
    ASKING = "asking"
    SNOOZED = "snoozed"
    PRACTISING = "practising"


DUE_PHASES = frozenset({Phase.HELD, Phase.NOTICED, Phase.ASKING, Phase.SNOOZED})
"""A break is due and not yet answered for good."""


@dataclass(frozen=True, slots=True)
class Glance:
    """One look at clock, person and machine.

    Attributes:
        moment: local time, aware. It may jump.
        clock: seconds that only go forward and go on while the machine sleeps.
        idle: seconds since the last key or movement of the mouse; None where nobody can tell.
        blocks: why nobody is to be disturbed. `SESSION` is always told, since nothing adds up meanwhile; the
            others are asked for only where `wants_blocks` says so.
    """

    moment: datetime
    clock: float
    idle: float | None = None
    blocks: frozenset[Block] = frozenset()


@dataclass(frozen=True, slots=True)
class PauseWish:
    """A pause of the reminders: for some minutes, until tomorrow, or (neither) until the person resumes."""

    minutes: int | None = None
    is_until_tomorrow: bool = False


PAUSES = (
    PauseWish(30),
    PauseWish(60),
    PauseWish(180),
    PauseWish(is_until_tomorrow=True),
    PauseWish(),
)
"""The pauses that menus offer."""

LONGEST_PAUSE_MINUTES = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause that is on. `until` is aware, None for no end; `follows_day` ends with a day, not a length."""

    until: datetime | None
    follows_day: bool = False


@dataclass(frozen=True, slots=True)
class BreakState:
    """Where the reminders stand. `clock` values are those of `Glance.clock`.

    Attributes:
        moment, clock: of the last glance.
        worked: seconds of work since the last break, by kind that comes by `every`.
        handled: local minutes since the year 1 up to which none is due, by kind that comes by `at`.
        phase: where they stand.
        kind: id of the kind that is due, noticed, asked for, snoozed or practised; else empty.
        since: clock at which the phase began.
        until: clock at which a notice or a snooze ends; while `WATCHING`, the latest at which a break that is
            due waits no longer for a longer one, or 0.
        snoozes: how often in a row this break was snoozed.
        pause: the pause that is on.
        quiet_until: clock before which nothing is reminded of: the machine has just woken.
        away: seconds for which the person is away, 0 while present; while unknown 0 too.
        earned: kind that this time away is logged for when the person is back, or empty.
        is_away_told: whether nothing more is logged for this time away.
        active_at: clock at which the person last practised; idle time before does not count as being away.
        is_idle_known: whether the last glance knew how long the person was idle.
    """

    moment: datetime
    clock: float
    worked: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    handled: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    phase: Phase = Phase.WATCHING
    kind: str = ""
    since: float = 0.0
    until: float = 0.0
    snoozes: int = 0
    pause: Pause | None = None
    quiet_until: float = 0.0
    away: float = 0.0
    earned: str = ""
    is_away_told: bool = False
    active_at: float = 0.0
    is_idle_known: bool = False


@dataclass(frozen=True, slots=True)
class BreakNoticed:
    """A break of this kind comes soon."""

    kind: str


@dataclass(frozen=True, slots=True)
class BreakCame:
    """It is time: the popup is to be shown."""

    kind: str


@dataclass(frozen=True, slots=True)
class BreakHeld:
    """A break is due and waits, or what was shown of it goes away until the hold ends."""

    kind: str
    hold: Hold


@dataclass(frozen=True, slots=True)
class BreakStarted:
    """The person started it."""

    kind: str


@dataclass(frozen=True, slots=True)
class BreakEnded:
    """Something for the log: what became of a break, and how many seconds it took."""

    kind: str
    outcome: Outcome
    seconds: float = 0.0


Event = BreakNoticed | BreakCame | BreakHeld | BreakStarted | BreakEnded


@dataclass(frozen=True, slots=True)
class Step:
    """The machine after one thing happened, and what that means for the outside, in order."""

    state: BreakState
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The next break, in so many seconds if the person works on; `moment` if a time of the day says when."""

    kind: str
    seconds: float
    moment: datetime | None = None
