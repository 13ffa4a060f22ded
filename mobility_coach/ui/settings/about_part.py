"""What stands below the settings: the way to the reminders, the safety note, the data's folder, and help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.services.presenters.safety_words import safety_note
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.copying import CopyButton
from mobility_coach.ui.parts.labels import LONGEST_TEXT, PlainLabel
from mobility_coach.ui.parts.layouts import AdaptiveRow, Spaces
from mobility_coach.ui.settings.setting_row import PlainRow
from mobility_coach.ui.settings.settings_group import Headed

if TYPE_CHECKING:
    from mobility_coach.services.presenters.settings_view import AboutView
    from mobility_coach.ui.look import Look


class BreaksPart(Headed):
    """The way to the reminders; they have a page of their own."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, tr("Breaks"))
        self.open = Button(look, tr("Open breaks"))
        row = PlainRow(
            look,
            tr("Break reminders"),
            tr("When you are reminded to move, for how long, and what holds reminders back."),
        )
        row.add(self.open)
        self.panel.add(row)


class SafetyPart(Headed):
    """The note that everybody saw at the first start."""

    def __init__(self, look: Look) -> None:
        note = safety_note()
        super().__init__(look, note.title)
        words = QWidget()
        column = QVBoxLayout(words)
        Spaces(look, column, (0, 8, 0, 8), 8)
        for text in note.lines:
            column.addWidget(PlainLabel(text, wraps=True))
        self.panel.add(words)


class DataPart(Headed):
    """Where the person's data lies: a line that can be selected and copied."""

    def __init__(self, look: Look, folder: str) -> None:
        super().__init__(look, tr("Your data"))
        self.path = QLineEdit(folder[:LONGEST_TEXT])
        self.path.setReadOnly(True)
        self.path.setCursorPosition(0)
        self.path.setAccessibleName(tr("Folder of your data"))
        self.copy = CopyButton(look, tr("Copy"), folder)
        self.copy.setAccessibleName(tr("Copy the folder of your data"))
        words = QWidget()
        column = QVBoxLayout(words)
        Spaces(look, column, (0, 8, 0, 8), 8)
        text = tr("Practice, settings and own drills lie on this computer, in one folder. Nothing is sent.")
        column.addWidget(PlainLabel(text, wraps=True))
        line = AdaptiveRow(look, 360, 8)
        line.row.addWidget(self.path, 1)
        line.row.addWidget(self.copy)
        column.addWidget(line)
        self.panel.add(words)


class AboutPart(Headed):
    """The way to the diagnostics, the version and the licence."""

    diagnostics_asked = Signal()

    def __init__(self, look: Look, about: AboutView) -> None:
        super().__init__(look, tr("Help"))
        self.diagnostics = Button(look, tr("Open diagnostics"))
        self.diagnostics.clicked.connect(self.diagnostics_asked)
        row = PlainRow(
            look,
            tr("Diagnostics"),
            tr("What works on this computer, what is missing, and what to do about it."),
        )
        row.add(self.diagnostics)
        self.panel.add(row)
        self.program = PlainRow(look, about.program, about.licence)
        self.panel.add(self.program)
