"""The list of a page's parts, to the side of it: one press leads to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.layouts import Spaces, clear_layout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mobility_coach.ui.look import Look

_LONGEST_TITLE = 26


class SettingsIndex(QWidget):
    """The parts by name, the one that is read now marked; `chosen` tells the place of one that is wanted."""

    chosen = Signal(int)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.buttons: list[Button] = []
        self._column = QVBoxLayout(self)
        Spaces(look, self._column, (0, 0, 0, 0), 4)

    def show_titles(self, titles: Iterable[str]) -> None:
        """List these parts."""
        clear_layout(self._column)
        self.buttons = [Button(self._look, _short(title), kind="tab") for title in titles]
        for place, button in enumerate(self.buttons):
            button.setCheckable(True)
            button.clicked.connect(lambda _, place=place: self.chosen.emit(place))
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            button.show()  # else it has no size before the next round of events
        self.mark(0)

    def mark(self, place: int) -> None:
        """Mark the part that is read now."""
        for each, button in enumerate(self.buttons):
            button.setChecked(each == place)


def _short(title: str) -> str:
    """Titles that people write can be of any length."""
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"
