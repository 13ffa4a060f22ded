"""How reminders are set: one value, read and written part by part; a bad part costs itself alone."""

from dataclasses import dataclass, field
from enum import StrEnum

from mobility_coach.domain.breaks.rules import BreakKind, BreakRules, WorkHours
from mobility_coach.domain.breaks.state import Block

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

NEW_KIND = BreakKind("", "", seconds=2 * 60, every=60 * 60)
"""What a kind that the person adds is like at first."""


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

    def kind(self, kind_id: str) -> BreakKind | None:
        """The kind with this id, or None."""
        return next((kind for kind in self.kinds if kind.id == kind_id), None)


def rules_of(settings: BreakSettings, day_start: int) -> BreakRules:
    """What the machine goes by; `day_start` is the hour at which a day starts."""
    return BreakRules(
        kinds=settings.kinds,
        hours=settings.hours,
        notice_seconds=settings.notice_seconds,
        snooze_seconds=settings.snooze_minutes * 60,
        most_snoozes=settings.most_snoozes,
        day_start=day_start,
    )


def is_quiet_at(settings: BreakSettings, minute: int) -> bool:
    """Whether a break that starts in this minute of the local day is quiet."""
    if settings.sound is not BreakSound.HOURS:
        return settings.sound is BreakSound.QUIET
    start, end = settings.quiet_from, settings.quiet_to
    if start < end:
        return start <= minute < end
    return minute >= start or minute < end


def wanted_blocks(settings: BreakSettings) -> frozenset[Block]:
    """What holds a reminder back, as far as the machine has to be asked; a locked screen always does."""
    asked = {
        Block.LOCKED: True,
        Block.FULL_SCREEN: settings.yields_full_screen,
        Block.PRESENTATION: settings.yields_presentation,
        Block.DO_NOT_DISTURB: settings.yields_do_not_disturb,
        Block.PROGRAM: bool(settings.programs),
    }
    return frozenset(block for block, is_asked in asked.items() if is_asked)
