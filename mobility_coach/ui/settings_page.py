"""The settings: one row for each, made from a table. All take effect at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.services.presenters.settings_view import SettingKind
from mobility_coach.ui.announce import announce
from mobility_coach.ui.controls import Button, Choice, Level, Stepper, Switch
from mobility_coach.ui.labels import PlainLabel, line
from mobility_coach.ui.layouts import AdaptiveRow, ScrollPage, clear_layout

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

    from mobility_coach.services.ports import Voice
    from mobility_coach.services.presenters.settings_view import SettingRow, SettingsView
    from mobility_coach.services.ui_ports import CoachPort, SettingValue
    from mobility_coach.ui.look import Look

_PAGE_WIDTH = 760


class VoiceRelay(QObject):
    """Brings the voices that were found on another thread to the window's."""

    voices_found = Signal(object)


class SettingsPage(QWidget):
    """Shows the coach's table of settings, and passes each change on to the coach."""

    closed = Signal()
    setting_changed = Signal(str)

    def __init__(self, look: Look, coach: CoachPort) -> None:
        super().__init__()
        self._look = look
        self._coach = coach
        self._view: SettingsView | None = None
        self.controls: dict[str, QWidget] = {}
        self.problems: dict[str, PlainLabel] = {}
        self.listen: Button | None = None
        self.back = Button(look, tr("Back"), "back", "quiet")
        self.back.clicked.connect(self.closed)
        self._relay = VoiceRelay()
        self._relay.voices_found.connect(self._show_voices)
        self._has_asked_voices = False
        self._voices: tuple[Voice, ...] = ()
        self._lay_out()

    def refresh(self) -> None:
        """Show the settings as they are now."""
        self._view = self._coach.settings_view()
        self._build(self._view)
        self._show_voices(self._voices)
        if self.listen is not None and not self._has_asked_voices:
            self._has_asked_voices = True
            self._coach.voices(self._relay.voices_found.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self, view: SettingsView) -> None:
        look = self._look
        clear_layout(self._column)
        self.controls, self.problems = {}, {}
        for group in view.groups:
            self._column.addSpacing(look.space(8))
            self._column.addWidget(PlainLabel(group.title, "heading", wraps=True))
            panel = QFrame()
            panel.setProperty("role", "panel")
            rows = QVBoxLayout(panel)
            rows.setContentsMargins(look.space(20), look.space(8), look.space(20), look.space(8))
            rows.setSpacing(look.space(8))
            for at, row in enumerate(group.rows):
                if at:
                    rows.addWidget(line())
                rows.addWidget(self._row(row))
            self._column.addWidget(panel)
        self._column.addStretch(1)

    def _row(self, row: SettingRow) -> QWidget:
        look = self._look
        words = QVBoxLayout()
        words.setSpacing(look.space(2))
        words.addWidget(PlainLabel(row.label, "strong", wraps=True))
        if row.help:
            words.addWidget(PlainLabel(row.help, "small", "muted", wraps=True))
        problem = PlainLabel("", "small", "warm", wraps=True)
        problem.hide()
        words.addWidget(problem)
        self.problems[row.name] = problem
        control = self._control(row)
        control.setAccessibleDescription(row.help)
        self.controls[row.name] = control
        widget = AdaptiveRow(look, 520, 20)
        widget.row.setContentsMargins(0, look.space(4), 0, look.space(4))
        widget.row.addLayout(words, 1)
        widget.row.addWidget(self._with_listen(control) if row.kind is SettingKind.VOICE else control)
        return widget

    def _control(self, row: SettingRow) -> QWidget:
        match row.kind:
            case SettingKind.TOGGLE:
                return self._toggle(row)
            case SettingKind.LEVEL:
                return self._level(row)
            case SettingKind.NUMBER:
                return self._number(row)
            case SettingKind.CHOICE | SettingKind.VOICE:
                return self._choice(row)

    def _toggle(self, row: SettingRow) -> QWidget:
        switch = Switch(self._look, row.label)
        switch.setChecked(bool(row.value))
        switch.toggled.connect(lambda on: self._change(row.name, on))
        return switch

    def _level(self, row: SettingRow) -> QWidget:
        level = Level(self._look, row.label)
        level.show_level(float(row.value))
        level.levelled.connect(lambda value: self._change(row.name, value))
        return level

    def _number(self, row: SettingRow) -> QWidget:
        is_whole = all(float(each).is_integer() for each in (row.value, row.low, row.high, row.step))
        stepper = Stepper(self._look, row.label, row.unit, decimals=0 if is_whole else 1)
        stepper.show_number(float(row.value), row.low, row.high, row.step)
        stepper.changed.connect(lambda value: self._change(row.name, round(value) if is_whole else value))
        return stepper

    def _choice(self, row: SettingRow) -> QWidget:
        choice = Choice(self._look, row.label)
        choice.show_choices(row.choices, str(row.value))
        choice.activated.connect(lambda _: self._change(row.name, str(choice.currentData())))
        return choice

    def _with_listen(self, choice: QWidget) -> QWidget:
        self.listen = Button(self._look, tr("Listen"), "listen")
        self.listen.clicked.connect(self._speak)
        both = AdaptiveRow(self._look, 230, 8)
        both.row.addWidget(choice, 1)
        both.row.addWidget(self.listen)
        return both

    def _change(self, name: str, value: SettingValue) -> None:
        problem = self._coach.change_setting(name, value)
        self.problems[name].show_text(problem)
        self.problems[name].setVisible(bool(problem))
        announce(self, problem)
        self._view = self._coach.settings_view()
        self.setting_changed.emit(name)

    def _speak(self) -> None:
        if self._view is None:
            return
        voice = next((row for row in self._rows() if row.kind is SettingKind.VOICE), None)
        rate = self._view.value(self._view.voice_rate)
        if voice is not None and isinstance(rate, int | float):
            self._coach.listen(str(voice.value), round(rate))

    def _show_voices(self, voices: tuple[Voice, ...]) -> None:
        self._voices = voices
        for row in self._rows():
            control = self.controls[row.name]
            if row.kind is SettingKind.VOICE and isinstance(control, Choice):
                found = tuple((voice.id, _voice_text(voice)) for voice in voices)
                control.show_choices(row.choices + found, str(row.value))

    def _rows(self) -> list[SettingRow]:
        return [row for group in self._view.groups for row in group.rows] if self._view else []

    def _lay_out(self) -> None:
        look = self._look
        head = QHBoxLayout()
        head.setSpacing(look.space(8))
        head.addWidget(self.back)
        head.addWidget(PlainLabel(tr("Settings"), "title"))
        head.addStretch(1)
        scroll = ScrollPage(look, (24, 4, 24, 24), 0)
        self._column = QVBoxLayout()
        self._column.setSpacing(look.space(12))
        scroll.column.addWidget(self._centred(self._column))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.space(20), 0, 0)
        layout.setSpacing(look.space(8))
        above = QHBoxLayout()
        above.setContentsMargins(look.space(24), 0, look.space(24), 0)
        above.addWidget(self._centred(head))
        layout.addLayout(above)
        layout.addWidget(scroll, 1)

    def _centred(self, layout: QLayout) -> QWidget:
        """A layout of at most the page's width, in the middle."""
        inner = QWidget()
        inner.setMaximumWidth(self._look.px(_PAGE_WIDTH))
        inner.setLayout(layout)
        layout.setContentsMargins(0, 0, 0, 0)
        outer = QWidget()
        row = QHBoxLayout(outer)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        return outer

    def showEvent(self, _event: QShowEvent) -> None:
        """The keyboard starts at the first setting."""
        first = next(iter(self.controls.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)


def _voice_text(voice: Voice) -> str:
    languages = ", ".join(voice.languages[:2])
    return f"{voice.name} ({languages})" if languages else voice.name
