"""The settings: groups of rows, made from a table. All take effect at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.services.presenters.settings_view import SettingKind, SettingsView
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import ScrollPage, Spaces, clear_layout
from mobility_coach.ui.settings.about_part import AboutPart, DataPart, SafetyPart
from mobility_coach.ui.settings.settings_group import GroupPart
from mobility_coach.ui.settings.settings_index import SettingsIndex
from mobility_coach.ui.settings.voice_part import VoicePart

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

    from mobility_coach.services.ui_ports import CoachPort, SettingValue
    from mobility_coach.ui.look import Look
    from mobility_coach.ui.settings.settings_group import Headed

_PAGE_WIDTH = 760
_NARROWEST_BESIDE_INDEX = 560
_MARGIN = 24
_ABOVE_PART = 4
_LAYOUT_PASSES = 3


class SettingsPage(QWidget):
    """Shows the coach's table of settings, and passes each change on to the coach."""

    closed = Signal()
    setting_changed = Signal(str)
    diagnostics_asked = Signal()

    def __init__(self, look: Look, coach: CoachPort) -> None:
        super().__init__()
        self._look = look
        self._coach = coach
        self._view = SettingsView(())
        self._groups: list[GroupPart] = []
        self._parts: list[Headed] = []
        self.controls: dict[str, QWidget] = {}
        self.voice: VoicePart | None = None
        self._pinned: tuple[QWidget, int] | None = None
        self._gone_to: tuple[int, QWidget | None] | None = None
        self.back = Button(look, tr("Back"), "back", "quiet")
        self.back.clicked.connect(self.closed)
        self.index = SettingsIndex(look)
        self.index.chosen.connect(self._go_to)
        self._lay_out()
        self._listen_for_keys()
        look.changed.connect(self._take_sizes)

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
        if self.voice is not None:
            self.voice.ask()

    def show_way_to_diagnostics(self) -> None:
        """Bring the keyboard to the button that opens them, and the button into view."""
        self.about.diagnostics.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reveal(self.about)

    def leave(self) -> None:
        """End what is still under way here."""
        if self.voice is not None:
            self.voice.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

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
            self._note_place()
            self.setting_changed.emit(name)

    def _show(self, view: SettingsView) -> None:
        self._view = view
        for part, group in zip(self._groups, view.groups, strict=True):
            part.show_group(group)
        if self.voice is not None:
            self.voice.show_view(view)

    # --- parts ---

    def _build(self, view: SettingsView) -> None:
        self._pinned = self._gone_to = None
        clear_layout(self._column)
        self._groups = [GroupPart(self._look, group) for group in view.groups]
        about = self._coach.about()
        help_part = AboutPart(self._look, about)
        help_part.diagnostics_asked.connect(self.diagnostics_asked)
        self.about = help_part
        self.data = DataPart(self._look, about.folder)
        self._parts = [*self._groups, SafetyPart(self._look), self.data, help_part]
        for part in self._parts:
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.controls = {name: each.control for group in self._groups for name, each in group.lines.items()}
        self.voice = None
        for group in self._groups:
            self._connect(group, view)
        self.index.show_titles(part.title for part in self._parts)
        self._arrange()

    def _connect(self, group: GroupPart, view: SettingsView) -> None:
        group.changed.connect(self._change)
        group.restored.connect(lambda values: self._restore(group, values))
        if any(row.kind is SettingKind.VOICE and row.name in group.lines for row in view.rows):
            self.voice = VoicePart(self._look, self._coach, group, view)
            self.voice.told.connect(lambda row=self.voice.row: self._reveal(row))

    # --- places ---

    def _go_to(self, place: int) -> None:
        """Bring a part to the top, and the keyboard to its first control."""
        part = self._parts[place]
        for widget in part.panel.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and widget.isVisible():
                widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
                break
        self.body.verticalScrollBar().setValue(part.y() - self._look.space(_ABOVE_PART))
        self.index.mark(place)
        self._gone_to = place, QApplication.focusWidget()

    def _go_on(self, step: int) -> None:
        place = self._place_read() + step
        if 0 <= place < len(self._parts):
            self._go_to(place)

    def _place_read(self) -> int:
        """The part that is read now: the one gone to, or with the keyboard in it, or seen."""
        focused = QApplication.focusWidget()
        if self._gone_to is not None and self._gone_to[1] is focused:
            return self._gone_to[0]  # it may have nothing that takes the keyboard
        for place, part in enumerate(self._parts):
            if focused is not None and part.isAncestorOf(focused):
                return place
        return self._place_seen()

    def _place_seen(self) -> int:
        """The part at the upper third: one whose end alone is seen above is read already."""
        bar = self.body.verticalScrollBar()
        if bar.value() == bar.maximum() > 0:
            return len(self._parts) - 1
        line = bar.value() + self.body.viewport().height() // 3 if bar.value() else 0
        return max((place for place, part in enumerate(self._parts) if part.y() <= line), default=0)

    def _note_place(self) -> None:
        """Remember what is worked on, and where it is seen."""
        anchor = self._anchor()
        self._pinned = None if anchor is None else (anchor, self._height_of(anchor))

    def _take_sizes(self) -> None:
        """Sizes have changed: what is worked on stays where it was seen."""
        self._arrange()
        self._settle()
        self._keep_place()

    def _reveal(self, row: QWidget) -> None:
        """Something was added to a row: all of it is seen."""
        self._settle()
        self.body.ensureWidgetVisible(row, 0, self._look.space(_MARGIN))

    def _settle(self) -> None:
        for _ in range(_LAYOUT_PASSES):  # texts that wrap know their heights only once they know their widths
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _keep_place(self) -> None:
        if self._pinned is not None:
            pinned, self._pinned = self._pinned, None
            bar = self.body.verticalScrollBar()
            bar.setValue(bar.value() + self._height_of(pinned[0]) - pinned[1])
            self._pinned = pinned
        if self._gone_to is None:
            self.index.mark(self._place_seen())

    def _scrolled(self) -> None:
        self._pinned = self._gone_to = None  # whoever scrolls is elsewhere now
        self.index.mark(self._place_seen())

    def _anchor(self) -> QWidget | None:
        focused = QApplication.focusWidget()
        if not self.isVisible():
            return None
        if focused is not None and self.body.isAncestorOf(focused):
            return focused
        return self._parts[self._place_seen()] if self._parts else None

    def _height_of(self, widget: QWidget) -> int:
        return widget.mapTo(self, QPoint(0, 0)).y()

    # --- layout ---

    def _lay_out(self) -> None:
        look = self._look
        self.title = PlainLabel(tr("Settings"), "title")
        self._head = QHBoxLayout()
        self._head.addWidget(self.back)
        self._head.addWidget(self.title)
        self._head.addStretch(1)
        self.body = ScrollPage(look, (0, 4, 0, 24), 0)
        bar = self.body.verticalScrollBar()
        bar.valueChanged.connect(self._scrolled)
        bar.rangeChanged.connect(self._keep_place)
        self._column = self.body.column
        self._layout = QVBoxLayout(self)
        Spaces(look, self._layout, (0, 20, 0, 0), 8)
        self._layout.addLayout(self._head)
        self._layout.addWidget(self.body, 1)
        self.index.setParent(self)

    def _arrange(self) -> None:
        """Put the column into the middle, and the index to its side where there is room for both."""
        look = self._look
        margin, gap = look.space(_MARGIN), look.space(_MARGIN)
        beside = self.index.sizeHint().width() + gap
        room = self.width() - 2 * margin
        has_index = bool(self._parts) and room >= beside + look.px(_NARROWEST_BESIDE_INDEX)
        inset = beside if has_index else 0
        width = min(look.px(_PAGE_WIDTH), room - inset)
        left = margin + (room - inset - width) // 2
        right = self.width() - left - inset - width
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        top, bottom = look.space(_ABOVE_PART), look.space(_MARGIN)
        sides = (right, left + inset) if is_mirrored else (left + inset, right)
        self._column.setContentsMargins(sides[0], top, sides[1], bottom)
        self._head.setContentsMargins(*((right, 0, left, 0) if is_mirrored else (left, 0, right, 0)))
        self._head.setSpacing(look.space(8))
        self.index.setVisible(has_index)
        self.index.resize(self.index.sizeHint())
        x = self.width() - left - self.index.width() if is_mirrored else left
        self.index.move(x, self.body.y() + top)
        self.index.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The index comes and goes."""
        super().resizeEvent(event)
        self._layout.activate()
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """The direction of reading may change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._arrange()

    def _listen_for_keys(self) -> None:
        for key, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._go_on(step))

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard starts at the first setting, the page at its top."""
        first = next(iter(self.controls.values()), None)
        if first is not None and not event.spontaneous():
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.body.verticalScrollBar().setValue(0)
