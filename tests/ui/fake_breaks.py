"""Reminders for tests of windows: they show what a test sets, and remember what they were told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.breaks.state import Hold, PauseWish, Phase
from mobility_coach.domain.commands import BreakCommand
from mobility_coach.domain.drill import Side
from mobility_coach.services.breaks.break_ports import Notice
from mobility_coach.services.breaks.break_view import BreakOffer, BreakView
from mobility_coach.services.ui_ports import PlayerPort

OFFER = BreakOffer(
    item="bent-knee-ankle-matrix",
    drill="bent-knee-ankle-matrix",
    movement="A",
    side=Side.LEFT,
    title="Bent-knee ankle matrix",
    text="2 minutes, standing, in shoes. Ankles waited 4 days.",
    since="55 minutes since your last break",
    has_others=True,
)
WATCHING = BreakView(
    is_on=True,
    kind_title="Short break",
    next_text="Next break at 14:35",
    next_at=datetime(2026, 11, 23, 14, 35, tzinfo=UTC),
    share=0.4,
    today_text="3 breaks done, 1 skipped",
)
NOTICED = replace(
    WATCHING,
    phase=Phase.NOTICED,
    offer=OFFER,
    can_snooze=True,
    can_skip=True,
    notice_text="Bent-knee ankle matrix, 2 minutes, in 30 seconds",
)
ASKING = replace(NOTICED, phase=Phase.ASKING)
PRACTISING = replace(NOTICED, phase=Phase.PRACTISING, can_snooze=False, can_skip=False)
SNOOZED = replace(WATCHING, phase=Phase.SNOOZED, next_text="Snoozed until 14:40")
PAUSED = replace(WATCHING, hold=Hold.PAUSED, next_text="Paused until 15:00", next_at=None)


class FakeReminders:
    """Implements `RemindersPort`; `show` sets what is seen and tells the listeners."""

    def __init__(self, player: Callable[[], PlayerPort] | None = None) -> None:
        self.shown = WATCHING
        self.told: list[tuple[BreakCommand, str]] = []
        self.pauses: list[PauseWish] = []
        self.looks = 0
        self.next_look = 30.0
        self.others = 0
        self.finished = 0
        self.is_practised = True
        self.answer = ""
        self.closing_words = "Done, 12 days in a row"
        self.is_closed = False
        self._player = player
        self._listeners: list[Callable[[], None]] = []

    def show(self, view: BreakView) -> None:
        """Become `view`."""
        self.shown = view
        for changed in self._listeners:
            changed()

    def look(self) -> float:
        self.looks += 1
        return self.next_look

    def view(self) -> BreakView:
        return self.shown

    def tell(self, command: BreakCommand, kind: str = "") -> str:
        self.told.append((command, kind))
        if command in (BreakCommand.START, BreakCommand.NOW) and not self.answer:
            self.show(PRACTISING)
        elif command is BreakCommand.SNOOZE:
            self.show(SNOOZED)
        elif command in (BreakCommand.SKIP, BreakCommand.RESUME):
            self.show(WATCHING)
        return self.answer

    def pause(self, wish: PauseWish) -> str:
        self.pauses.append(wish)
        self.show(PAUSED)
        return "Paused until 15:00"

    def another(self) -> None:
        self.others += 1
        self.show(self.shown)

    def open_player(self) -> PlayerPort:
        if self._player is None:
            raise KeyError(OFFER.item)
        return self._player()

    def finish(self) -> str:
        self.finished += 1
        counts = {Outcome.DONE: self.finished} if self.is_practised else {}
        self.show(replace(WATCHING, counts=counts))
        return self.closing_words

    def listen(self, changed: Callable[[], None]) -> None:
        self._listeners.append(changed)

    def close(self) -> None:
        self.is_closed = True


class FakeNotifier:
    """Implements `Notifier` without a bus; `works` says whether the desktop shows anything."""

    def __init__(self, *, works: bool = True) -> None:
        self.works = works
        self.shown: list[Notice] = []
        self.withdrawn = 0
        self.chosen: list[str] = []
        self.is_closed = False

    def show(self, notice: Notice) -> bool:
        if self.works:
            self.shown.append(notice)
        return self.works

    def withdraw(self) -> None:
        self.withdrawn += 1

    def fileno(self) -> int:
        return -1

    def pressed(self) -> tuple[str, ...]:
        chosen, self.chosen = tuple(self.chosen), []
        return chosen

    def close(self) -> None:
        self.is_closed = True
