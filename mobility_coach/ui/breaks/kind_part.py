"""Kinds of breaks: the rows of one, and the ways to remove it, to put it back, and to add another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import Spaces
from mobility_coach.ui.parts.undo_line import UndoLine
from mobility_coach.ui.settings.settings_group import GroupPart

if TYPE_CHECKING:
    from mobility_coach.services.presenters.settings_view import SettingsGroup
    from mobility_coach.ui.look import Look


class KindPart(GroupPart):
    """`remove_asked` tells the kind's id."""

    remove_asked = Signal(str)

    def __init__(self, look: Look, group: SettingsGroup) -> None:
        self.remove = Button(look, tr("Remove"), "stop", "quiet")
        super().__init__(look, group)
        self.head.row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignVCenter)
        self.remove.clicked.connect(lambda: self.remove_asked.emit(group.id))

    @property
    def stops(self) -> list[QWidget]:
        """With the button that removes it."""
        restore, *others = super().stops
        return [restore, self.remove, *others]

    def show_group(self, group: SettingsGroup) -> None:
        """Its name may be another one now."""
        super().show_group(group)
        self.remove.setAccessibleName(tr("Remove: {kind}").format(kind=group.title))
        words = tr("{setting}: {kind}")
        for row in self.lines.values():
            for stop in row.stops:  # all kinds have the same rows: who can't see needs to hear whose they are
                stop.setAccessibleName(words.format(setting=row.label.text(), kind=group.title))

    def allow_removal(self, *, is_allowed: bool) -> None:
        """The last one stays."""
        self.remove.setVisible(is_allowed)


class RemovedKind(QWidget):
    """The line with "undo" in the place of a kind that was removed."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.line = UndoLine(look)
        column = QVBoxLayout(self)
        Spaces(look, column, (0, 0, 0, 20), 0)
        column.addWidget(self.line)
        self.hide()


class KindAdder(QWidget):
    """The way to one more kind of break."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.add = Button(look, tr("Add a break"), "faster")  # a longer name has no room at twice the size
        self.add.setAccessibleName(tr("Add a kind of break"))
        self.problem = PlainLabel("", "small", "warm", wraps=True)
        column = QVBoxLayout(self)
        Spaces(look, column, (0, 0, 0, 20), 4)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.problem)
        self.problem.hide()

    def show_problem(self, text: str) -> None:
        """Say why there can't be one more; an empty text takes that back."""
        self.problem.show_text(text)
        self.problem.setVisible(bool(text))
        announce(self, text)
