"""One setting: its name and what it means, and beside them what it is changed with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobility_coach.services.presenters.settings_view import SettingKind
from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.choosers import Choice, Level, Switch
from mobility_coach.ui.parts.controls import Stepper
from mobility_coach.ui.parts.day_choice import DayChoice
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import AdaptiveRow, Spaces
from mobility_coach.ui.parts.text_field import TextField
from mobility_coach.ui.parts.time_stepper import TimeStepper
from mobility_coach.ui.settings.hour_stepper import HourStepper

if TYPE_CHECKING:
    from collections.abc import Callable

    from mobility_coach.services.presenters.settings_view import SettingRow
    from mobility_coach.ui.look import Look

_NARROW = 520


class PlainRow(AdaptiveRow):
    """A name and an explanation; what belongs to them goes to their side, or below where it is narrow."""

    def __init__(self, look: Look, label: str, text: str) -> None:
        super().__init__(look, _NARROW, 20)
        self.label = PlainLabel(label, "strong", wraps=True)
        self.help = PlainLabel(text, "small", "muted", wraps=True)
        self.note = PlainLabel("", "small", "muted", wraps=True)
        if not text:  # never shown here: without a parent it would be a window for a moment
            self.help.hide()
        self.note.hide()
        self.words = QVBoxLayout()
        for label_of_words in (self.label, self.help, self.note):
            self.words.addWidget(label_of_words)
        Spaces(look, self.words, (0, 0, 0, 0), 2)
        Spaces(look, self.row, (0, 4, 0, 4), 20)
        self.row.addLayout(self.words, 1)

    def add(self, widget: QWidget) -> None:
        """Put `widget` to the side of the words."""
        self.row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_note(self, text: str, *, replaces_help: bool = False) -> None:
        """Show a line below the explanation, or in its place; an empty one takes no room."""
        self.help.setVisible(bool(self.help.text()) and not replaces_help)
        self.note.show_text(text)
        self.note.setVisible(bool(text))


class SettingLine(PlainRow):
    """Shows a `SettingRow`; `changed` tells its name and the value that a person chose."""

    changed = Signal(str, object)

    def __init__(self, look: Look, row: SettingRow) -> None:
        super().__init__(look, row.label, row.help)
        self._look = look
        self._shown = row
        self._found: tuple[tuple[str, str], ...] = ()
        self.problem = PlainLabel("", "small", "warm", wraps=True)
        self.problem.hide()
        self.words.addWidget(self.problem)
        self.control = self._make_control(row)
        self.control.setAccessibleDescription(row.help)
        self.label.setBuddy(self.control)  # a choice is told by what is chosen, not by its own name
        self.add(self.control)
        self.show_row(row)

    @property
    def stops(self) -> list[QWidget]:
        """What takes the keyboard."""
        match self.control:
            case Stepper():
                return [self.control.number]
            case DayChoice():
                return list(self.control.buttons)
            case _:
                return [self.control]

    def show_row(self, row: SettingRow) -> None:
        """Show the setting as it is now, without telling it as a change."""
        self._shown = row
        match self.control:
            case Switch():
                self.control.show_state(is_on=bool(row.value))
            case Level():
                self.control.show_level(float(row.value))
            case TimeStepper():
                self.control.show_time(round(float(row.value)))
            case HourStepper():
                self.control.show_number(float(row.value), row.low, row.high, row.step)
            case Stepper():
                self.control.show_unit(row.unit)
                self.control.show_number(float(row.value), row.low, row.high, row.step)
            case Choice():
                self.control.show_choices(row.choices + self._found, str(row.value))
            case DayChoice():
                self.control.show_days(str(row.value))
            case TextField() if not self.problem.text():  # a text that was refused is there to be put right
                self.control.show_value(str(row.value))

    def show_found(self, choices: tuple[tuple[str, str], ...]) -> None:
        """Offer these too; they were looked for meanwhile."""
        if choices != self._found:
            self._found = choices
            self.show_row(self._shown)

    def show_problem(self, text: str) -> None:
        """Say that a change did not take effect, or will not last; an empty text takes that back."""
        self.problem.show_text(text)
        self.problem.setVisible(bool(text))
        announce(self, text)

    def _make_control(self, row: SettingRow) -> QWidget:
        makers: dict[SettingKind, Callable[[SettingRow], QWidget]] = {
            SettingKind.TOGGLE: self._make_switch,
            SettingKind.LEVEL: self._make_level,
            SettingKind.NUMBER: self._make_stepper,
            SettingKind.CHOICE: self._make_choice,
            SettingKind.VOICE: self._make_choice,
            SettingKind.TEXT: self._make_field,
            SettingKind.TIME: self._make_time,
            SettingKind.HOUR: self._make_hour,
            SettingKind.DAYS: self._make_days,
        }
        return makers[row.kind](row)

    def _make_switch(self, row: SettingRow) -> Switch:
        switch = Switch(self._look, row.label)
        switch.toggled.connect(self._tell)
        return switch

    def _make_level(self, row: SettingRow) -> Level:
        level = Level(self._look, row.label)
        level.levelled.connect(self._tell)
        return level

    def _make_choice(self, row: SettingRow) -> Choice:
        choice = Choice(self._look, row.label)
        choice.activated.connect(lambda _: self._tell(str(choice.currentData())))
        return choice

    def _make_stepper(self, row: SettingRow) -> Stepper:
        is_whole = all(float(each).is_integer() for each in (row.value, row.low, row.high, row.step))
        stepper = Stepper(self._look, row.label, row.unit, decimals=0 if is_whole else 1)
        stepper.changed.connect(lambda value: self._tell(round(value) if is_whole else value))
        return stepper

    def _make_field(self, row: SettingRow) -> TextField:
        field = TextField(self._look, row.label)
        field.committed.connect(self._tell)
        field.taken_back.connect(lambda: self.show_problem(""))
        return field

    def _make_time(self, row: SettingRow) -> TimeStepper:
        time = TimeStepper(self._look, row.label)
        time.changed.connect(lambda value: self._tell(round(value)))
        return time

    def _make_hour(self, row: SettingRow) -> HourStepper:
        hour = HourStepper(self._look, row.label)
        hour.changed.connect(lambda value: self._tell(round(value)))
        return hour

    def _make_days(self, row: SettingRow) -> DayChoice:
        days = DayChoice(self._look, row.label)
        days.changed.connect(self._tell)
        return days

    def _tell(self, value: bool | float | str) -> None:
        self.changed.emit(self._shown.name, value)
