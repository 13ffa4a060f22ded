"""Settings under one heading, and the way back to what is usual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel, line
from mobility_coach.ui.parts.layouts import AdaptiveRow, Spaces
from mobility_coach.ui.settings.setting_row import SettingLine

if TYPE_CHECKING:
    from mobility_coach.services.presenters.settings_view import SettingsGroup
    from mobility_coach.services.ui_ports import SettingValue
    from mobility_coach.ui.look import Look


class Panel(QFrame):
    """A frame in which rows lie below each other, with a line between two."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._rows = QVBoxLayout(self)
        Spaces(look, self._rows, (20, 8, 20, 8), 8)

    def add(self, row: QWidget) -> None:
        """Add a row at the end."""
        self.insert(self._rows.count(), row)

    def insert_after(self, before: QWidget, row: QWidget) -> None:
        """Add a row behind another one."""
        self.insert(self._rows.indexOf(before) + 1, row)

    def insert(self, place: int, row: QWidget) -> None:
        """Add a row at a place among rows and lines."""
        if place:
            self._rows.insertWidget(place, line())
            place += 1
        self._rows.insertWidget(place, row)


class Headed(QWidget):
    """A part of the page: a heading, and a panel below it."""

    def __init__(self, look: Look, title: str, *, above: float = 8) -> None:
        super().__init__()
        self.title = title
        self.heading = PlainLabel(title, "heading", wraps=True)
        self.panel = Panel(look)
        self.head = AdaptiveRow(look, 420, 12)
        self.head.row.addWidget(self.heading, 1)
        self.column = QVBoxLayout(self)
        Spaces(look, self.column, (0, above, 0, 12), 8)
        self.column.addWidget(self.head)
        self.column.addWidget(self.panel)


class GroupPart(Headed):
    """Shows a `SettingsGroup`. `changed` tells a name and its value, `restored` several values at once."""

    changed = Signal(str, object)
    restored = Signal(object)

    def __init__(self, look: Look, group: SettingsGroup) -> None:
        super().__init__(look, group.title, above=0)
        self._group = group
        self._taken_back: dict[str, SettingValue] = {}
        self.lines = {row.name: SettingLine(look, row) for row in group.rows}
        self.problem = PlainLabel("", "small", "warm", wraps=True)
        self.problem.hide()
        self.restore = Button(look, "", "reset", "quiet")
        self.restore.clicked.connect(self._restore)
        policy = self.restore.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # else all below moves with the first change
        self.restore.setSizePolicy(policy)
        self.head.row.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.insertWidget(1, self.problem)
        for setting in self.lines.values():
            setting.changed.connect(self._pass_on)
            self.panel.add(setting)
        self.show_group(group)

    @property
    def stops(self) -> list[QWidget]:
        """What takes the keyboard, as one sees it from top to bottom."""
        return [self.restore, *(stop for setting in self.lines.values() for stop in setting.stops)]

    def show_group(self, group: SettingsGroup) -> None:
        """Show the settings as they are now."""
        self._group = group
        self.title = group.title
        self.heading.show_text(group.title)
        for row in group.rows:
            self.lines[row.name].show_row(row)
        self._show_way()

    def show_problem(self, text: str) -> None:
        """Say that a way back did not take effect, or will not last."""
        self.problem.show_text(text)
        self.problem.setVisible(bool(text))
        announce(self, text)

    def forget_undo(self) -> None:
        """What was taken back is settled."""
        self._taken_back = {}
        self.show_problem("")
        self._show_way()

    def _pass_on(self, name: str, value: SettingValue) -> None:
        self.forget_undo()
        self.changed.emit(name, value)

    def _restore(self) -> None:
        """Back to what is usual, or back from there."""
        values = self._taken_back
        if values:
            self._taken_back = {}
        else:
            values = self._group.usual_values
            self._taken_back = {name: self._group.values[name] for name in values}
            announce(self, tr("{group}: reset to usual.").format(group=self.title))
        self.restored.emit(values)

    def _show_way(self) -> None:
        words = tr("Undo") if self._taken_back else tr("Reset to usual")
        self.restore.show_text(words)
        self.restore.setAccessibleName(f"{words}: {self.title}")
        self.restore.setVisible(bool(self._taken_back) or bool(self._group.usual_values))
