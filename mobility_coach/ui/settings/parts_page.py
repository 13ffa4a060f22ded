"""A page of parts below each other, with an index to its side and keys that lead from part to part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import ScrollPage, Spaces
from mobility_coach.ui.settings.settings_index import SettingsIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

    from mobility_coach.ui.look import Look
    from mobility_coach.ui.settings.settings_group import Headed

_PAGE_WIDTH = 760
_NARROWEST_BESIDE_INDEX = 560
_MARGIN = 24
_ABOVE_PART = 4
_LAYOUT_PASSES = 3


class PartsPage(QWidget):
    """What settings and reminders are set on; `closed` tells that the person goes back.

    What is worked on stays where it is seen, whatever grows or goes above it.
    """

    closed = Signal()

    def __init__(self, look: Look, title: str, index_name: str) -> None:
        super().__init__()
        self._look = look
        self._parts: list[Headed] = []
        self._pinned: tuple[QWidget, int] | None = None
        self._gone_to: tuple[int, QWidget | None] | None = None
        self.back = Button(look, tr("Back"), "back", "quiet")
        self.back.clicked.connect(self.closed)
        self.title = PlainLabel(title, "title")
        self.index = SettingsIndex(look, index_name)
        self.index.chosen.connect(self._go_to)
        self._lay_out()
        self._listen_for_keys()
        look.changed.connect(self._take_sizes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

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

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard starts at the first control, the page at its top."""
        first = self._first_control()
        if first is not None and not event.spontaneous():
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.body.verticalScrollBar().setValue(0)

    # --- for the pages that are made of this ---

    def _first_control(self) -> QWidget | None:
        """What has the keyboard when the page opens."""
        raise NotImplementedError

    def _use_parts(self, parts: Sequence[Headed]) -> None:
        """These are the parts now; they are in the column already, or will be at once."""
        self._parts = list(parts)
        self._gone_to = None
        if self._pinned is not None and not any(_holds(each, self._pinned[0]) for each in parts):
            self._pinned = None
        self._name_parts(part.title for part in parts)

    def _name_parts(self, titles: Iterable[str]) -> None:
        """The parts are called this from now on."""
        self.index.show_titles(titles)
        self._arrange()

    def _note_place(self) -> None:
        """Remember what is worked on, and where it is seen."""
        anchor = self._anchor()
        self._pinned = None if anchor is None else (anchor, self._height_of(anchor))

    def _reveal(self, row: QWidget) -> None:
        """Something was added to a row: all of it is seen."""
        self._settle()
        self.body.ensureWidgetVisible(row, 0, self._look.space(_MARGIN))

    def _reveal_part(self, part: Headed) -> None:
        """All of a part is seen, or as much from its heading on as there is room for."""
        self._settle()
        bar, room = self.body.verticalScrollBar(), self.body.viewport().height()
        top = part.y() - self._look.space(_ABOVE_PART)
        lowest = part.y() + part.height() - room
        bar.setValue(min(max(bar.value(), lowest), top))

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
        if bar.value() == 0:
            return 0
        if bar.value() == bar.maximum():
            return len(self._parts) - 1
        line = bar.value() + self.body.viewport().height() // 3
        return max((place for place, part in enumerate(self._parts) if part.y() <= line), default=0)

    def _take_sizes(self) -> None:
        """Sizes have changed: what is worked on stays where it was seen."""
        self._arrange()
        self._settle()
        self._keep_place()

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
        wanted = self.index.sizeHint()
        beside = wanted.width() + gap
        room = self.width() - 2 * margin
        has_index = (
            bool(self._parts)
            and room >= beside + look.px(_NARROWEST_BESIDE_INDEX)
            and wanted.height() <= self.body.height() - gap
        )
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
        self.index.resize(wanted)
        x = self.width() - left - wanted.width() if is_mirrored else left
        self.index.move(x, self.body.y() + top)
        self.index.raise_()

    def _listen_for_keys(self) -> None:
        for key, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._go_on(step))


def _holds(part: QWidget, widget: QWidget) -> bool:
    return part is widget or part.isAncestorOf(widget)
