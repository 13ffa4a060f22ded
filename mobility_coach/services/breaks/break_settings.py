"""How reminders are set: one value, read and written part by part; a bad part costs itself alone."""

from dataclasses import dataclass, field
from enum import StrEnum

from mobility_coach.domain.breaks.rules import BreakKind, WorkHours

MOST_PROGRAMS = 20


class BreakSound(StrEnum):
    """How a break sounds.

    `VOICE`: voice and beat. `QUIET`: captions and soft clicks. `HOURS`: quiet in set hours.
    """

    VOICE = "voice"
    QUIET = "quiet"
    HOURS = "hours"


class Closing(StrEnum):
    """What closing the window does while reminders are on; `ASK` until the person has chosen."""

    ASK = "ask"
    STAY = "stay"
    QUIT = "quit"


SHORT_KIND = BreakKind("short", "", seconds=2 * 60, every=30 * 60)
LONG_KIND = BreakKind("long", "", seconds=5 * 60, every=2 * 3600, has_chime=True)
USUAL_KINDS = (SHORT_KIND, LONG_KIND)
"""Their titles are empty: they are named in the language of the program (`break_presenter.kind_title`)."""


@dataclass(frozen=True, slots=True)
class BreakSettings:
    """All that is set about reminders.

    Attributes:
        is_on: whether there are reminders at all.
        quiet_from, quiet_to: minutes of the local day, for `BreakSound.HOURS`; may go past midnight.
        uses_floor: whether the coach may choose drills that are done on the floor.
        yields_full_screen, yields_presentation, yields_do_not_disturb: what holds a reminder back.
        programs: names of programs that hold it back while they run.
    """

    is_on: bool = False
    kinds: tuple[BreakKind, ...] = USUAL_KINDS
    hours: WorkHours = field(default_factory=WorkHours)
    notice_seconds: int = 30
    snooze_minutes: int = 5
    most_snoozes: int = 3
    sound: BreakSound = BreakSound.VOICE
    quiet_from: int = 20 * 60
    quiet_to: int = 8 * 60
    uses_floor: bool = False
    yields_full_screen: bool = True
    yields_presentation: bool = True
    yields_do_not_disturb: bool = True
    programs: tuple[str, ...] = ()
    closing: Closing = Closing.ASK
