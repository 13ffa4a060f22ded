"""The settings: groups of rows, made from a table. All take effect at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from mobility_coach.domain.wording import tr
from mobility_coach.services.presenters.settings_view import SettingKind, SettingsView
from mobility_coach.ui.parts.layouts import clear_layout
from mobility_coach.ui.settings.about_part import AboutPart, BreaksPart, DataPart, SafetyPart
from mobility_coach.ui.settings.hearing_part import COMMANDS_NAME, HearingPart
from mobility_coach.ui.settings.keys_part import KeysPart
from mobility_coach.ui.settings.parts_page import PartsPage
from mobility_coach.ui.settings.settings_group import GroupPart
from mobility_coach.ui.settings.voice_part import VoicePart

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mobility_coach.services.ui_ports import CoachPort, SettingValue
    from mobility_coach.ui.look import Look


class SettingsPage(PartsPage):
    """Shows the coach's table of settings, and passes each change on to the coach."""

    setting_changed = Signal(str)
    diagnostics_asked = Signal()
    breaks_asked = Signal()

    def __init__(self, look: Look, coach: CoachPort) -> None:
        super().__init__(look, tr("Settings"), tr("Parts of the settings"))
        self._coach = coach
        self._view = SettingsView(())
        self._groups: list[GroupPart] = []
        self.controls: dict[str, QWidget] = {}
        self.voice: VoicePart | None = None
        self.hearing: HearingPart | None = None

    @property
    def groups(self) -> tuple[GroupPart, ...]:
        """The groups of settings, in order."""
        return tuple(self._groups)

    def refresh(self) -> None:
        """Show the settings as they are now."""
        view = self._coach.settings_view()
        names = [[row.name for row in group.rows] for group in view.groups]
        if names != [list(each.lines) for each in self._groups] or not self._parts:
            self._build(view)
        self._show(view)
        for group in self._groups:
            group.forget_undo()
        self.keys.refresh()
        if self.voice is not None:
            self.voice.ask()
        if self.hearing is not None:
            self.hearing.ask()

    def show_way_to_diagnostics(self) -> None:
        """Bring the keyboard to the button that opens them, and the button into view."""
        self.about.diagnostics.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reveal(self.about)

    def show_way_to_breaks(self) -> None:
        """The same for the button that opens the reminders."""
        self.breaks.open.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reveal(self.breaks)

    def leave(self) -> None:
        """End what is still under way here."""
        if self.voice is not None:
            self.voice.stop()
        if self.hearing is not None:
            self.hearing.stop()

    # --- changes ---

    def _change(self, name: str, value: SettingValue) -> None:
        problem = self._coach.change_setting(name, value)
        for group in self._groups:
            if name in group.lines:
                group.lines[name].show_problem(problem)
        self._take_over(name)

    def _restore(self, group: GroupPart, values: dict[str, SettingValue]) -> None:
        group.show_problem(self._coach.change_settings(values))
        self._take_over(*values)

    def _take_over(self, *names: str) -> None:
        self._show(self._coach.settings_view())
        for name in names:
            if self.voice is not None:
                self.voice.show_view(self._view, name)
            if self.hearing is not None:
                self.hearing.show_view(self._view, name)
            self._note_place()
            self.setting_changed.emit(name)

    def _show(self, view: SettingsView) -> None:
        self._view = view
        for part, group in zip(self._groups, view.groups, strict=True):
            part.show_group(group)
        if self.voice is not None:
            self.voice.show_view(view)
        if self.hearing is not None:
            self.hearing.show_view(view)

    # --- parts ---

    def _build(self, view: SettingsView) -> None:
        clear_layout(self._column)
        self._groups = [GroupPart(self._look, group) for group in view.groups]
        about = self._coach.about()
        help_part = AboutPart(self._look, about)
        help_part.diagnostics_asked.connect(self.diagnostics_asked)
        self.about = help_part
        self.data = DataPart(self._look, about.folder)
        self.breaks = BreaksPart(self._look)
        self.breaks.open.clicked.connect(self.breaks_asked)
        self.keys = KeysPart(self._look, self._coach)
        self.keys.changed.connect(lambda: self.setting_changed.emit("keys"))
        self.keys.told.connect(self._reveal)
        parts = [*self._groups, self.keys, self.breaks, SafetyPart(self._look), self.data, help_part]
        for part in parts:
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.controls = {name: each.control for group in self._groups for name, each in group.lines.items()}
        self.voice = self.hearing = None
        for group in self._groups:
            self._connect(group, view)
        self._use_parts(parts)

    def _connect(self, group: GroupPart, view: SettingsView) -> None:
        group.changed.connect(self._change)
        group.restored.connect(lambda values: self._restore(group, values))
        if any(row.kind is SettingKind.VOICE and row.name in group.lines for row in view.rows):
            self.voice = VoicePart(self._look, self._coach, group, view)
            self.voice.told.connect(lambda row=self.voice.row: self._reveal(row))
        if COMMANDS_NAME in group.lines:
            self.hearing = HearingPart(self._look, self._coach.hearing(), group, view)
            self.hearing.told.connect(self._reveal)

    def _first_control(self) -> QWidget | None:
        return next(iter(self.controls.values()), None)
