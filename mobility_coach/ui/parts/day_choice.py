"""The days of the week, each of which can be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from mobility_coach.domain.wording import tr
from mobility_coach.services.presenters.break_times import weekday_title
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.layouts import Flow

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from mobility_coach.ui.look import Look

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class DayChoice(Flow):
    """Seven buttons that stay down. `changed` tells the digits of the chosen days (Monday is "1")."""

    changed = Signal(str)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look.space(4))
        self.setAccessibleName(name)
        self.buttons = [_day_button(look, short, number) for number, short in enumerate(_short_days())]
        for button in self.buttons:
            button.toggled.connect(self._tell)
            self.flow.addWidget(button)

    @property
    def digits(self) -> str:
        """What is chosen now."""
        return "".join(str(at) for at, button in enumerate(self.buttons, start=1) if button.isChecked())

    def show_days(self, digits: str) -> None:
        """Show these as chosen, without telling it as a change."""
        for at, button in enumerate(self.buttons, start=1):
            button.blockSignals(True)  # noqa: FBT003  # Qt's own
            button.setChecked(str(at) in digits)
            button.blockSignals(False)  # noqa: FBT003

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys go from day to day."""
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            step = -step
        here = next((at for at, button in enumerate(self.buttons) if button.hasFocus()), None)
        if step and here is not None:
            there = min(max(here + step, 0), len(self.buttons) - 1)
            self.buttons[there].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self.changed.emit(self.digits)


def _day_button(look: Look, short: str, number: int) -> Button:
    button = Button(look, short, kind="day")
    button.setAccessibleName(weekday_title(number))
    button.setCheckable(True)
    return button


def _short_days() -> tuple[str, ...]:
    return (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))
