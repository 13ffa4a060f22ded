"""All keys, in a calm sheet over a page; a session goes on behind it, and its keys still work.

While the microphone is open it tells first what can be said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mobility_coach.domain.commands import Command
from mobility_coach.domain.keys import KEY_COMMANDS, KeyCommand, KeyMap
from mobility_coach.domain.window_commands import HOME_COMMANDS, FaceCommand, HomeCommand
from mobility_coach.domain.wording import tr
from mobility_coach.services.presenters.hearing_words import sayings
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import AdaptiveRow, Flow, ScrollPage, clear_layout
from mobility_coach.ui.player.keys import ESCAPE, cap_text, key_caps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mobility_coach.ui.look import Look

_WIDTH = 640
_NARROW = 440
_WIDTH_WITH_TEXT = 300
_SMALL = 300
"""A window that is narrower or lower than this is filled to its edges."""

_AROUND, _INSIDE = 20, (24, 16, 12, 16)
_SMALL_AROUND, _SMALL_INSIDE = 6, (12, 4, 4, 4)
_VEIL = 0.88
_EDGE = 4
"""Pixels for the lines around the sheet."""


class KeyHelp(QWidget):
    """Covers its parent while it is open; `closed` tells that it is not any more."""

    closed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._over = parent
        self._is_listening = False
        self.setAccessibleName(tr("All keys"))
        self.close_button = Button(look, tr("Close"), "stop", "quiet")
        self.close_button.setAccessibleName(tr("Close"))
        self.close_button.clicked.connect(self.shut)
        self._sheet = self._make_sheet()
        layout = self._around = QHBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self._sheet, 1000)
        layout.addStretch(1)
        look.changed.connect(self.update)
        look.keys_changed.connect(self._fill)
        self.hide()

    def open(self, *, is_listening: bool = False) -> None:
        """Show it over all of its parent; `is_listening`: with what can be said."""
        self._is_listening = is_listening
        for line in self._said:
            line.setVisible(is_listening)
        self.setGeometry(self._over.rect())
        self.show()
        self._fit()  # once more: only what is shown chooses between rows and columns
        self.raise_()
        self._scroll.verticalScrollBar().setValue(0)
        self._scroll.setFocus(Qt.FocusReason.PopupFocusReason)

    def shut(self) -> None:
        """Hide it."""
        self.hide()
        self.closed.emit()

    def focusNextPrevChild(self, _is_next: bool) -> bool:
        """Tab stays on the sheet: what lies behind it is out of reach."""
        other = self.close_button if self._scroll.hasFocus() else self._scroll
        other.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End lead to the first and the last line; what else is pressed is the page's."""
        bar = self._scroll.verticalScrollBar()
        ends = {Qt.Key.Key_Home.value: bar.minimum(), Qt.Key.Key_End.value: bar.maximum()}
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_plain and event.key() in ends:
            bar.setValue(ends[event.key()])
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the sheet closes it."""
        is_beside = not self._sheet.geometry().contains(event.position().toPoint())
        if is_beside and not self._is_small and event.button() is Qt.MouseButton.LeftButton:
            self.shut()
        else:
            event.ignore()  # a small window is moved and sized there

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A veil over the player."""
        veil = self._look.colour("background")
        veil.setAlphaF(_VEIL)
        painter = QPainter(self)
        painter.fillRect(self.rect(), veil)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sheet is as wide as it reads well, and as high as its lines."""
        super().resizeEvent(event)
        self._fit()

    @property
    def _is_small(self) -> bool:
        return min(self.width(), self.height()) < self._look.px(_SMALL)

    def _fit(self) -> None:
        margin = self._look.space(_SMALL_AROUND if self._is_small else _AROUND)
        self._around.setContentsMargins(margin, margin, margin, margin)
        inner = map(self._look.space, _SMALL_INSIDE if self._is_small else _INSIDE)
        self._sheet_column.setContentsMargins(*inner)
        self._sheet.setMaximumWidth(self._look.px(_WIDTH))
        is_bare = self.width() < self._look.px(_WIDTH_WITH_TEXT)
        self.close_button.set_bare(is_bare=is_bare)
        self.close_button.show_text("" if is_bare else tr("Close"))
        around = self._sheet_column.contentsMargins()
        room = min(self.width() - 2 * margin, self._look.px(_WIDTH))
        bar = self._scroll.verticalScrollBar().sizeHint().width()  # a bar that is there must be able to go
        inside = room - around.left() - around.right() - _EDGE - bar
        head = self._sheet_column.spacing() + self._head.sizeHint().height()
        for line in self._lines:
            line.resize(inside, line.height())  # a row becomes a column, or the other way round
        lines = self._scroll.column.totalHeightForWidth(inside)
        self._sheet.setMaximumHeight(lines + head + around.top() + around.bottom() + _EDGE)

    def _make_sheet(self) -> QFrame:
        look, sheet = self._look, QFrame()
        sheet.setProperty("role", "panel")
        head = self._head = QHBoxLayout()
        head.addWidget(PlainLabel(tr("Keys"), role="title"), 1)
        head.addWidget(self.close_button)
        self._scroll = ScrollPage(look, (0, 0, 0, 0), 8)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(tr("All keys"))
        self._lines: list[QWidget] = []
        self._fill()
        column = self._sheet_column = QVBoxLayout(sheet)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        return sheet

    def _fill(self) -> None:
        """All lines, anew: other keys may be others by their number."""
        clear_layout(self._scroll.column)
        self._said: list[QWidget] = [PlainLabel(tr("What you can say"), "heading", wraps=True)]
        self._said += [self._row(saying.hint, [saying.words]) for saying in sayings()]
        self._lines = list(self._said)
        for title, rows in key_sections(self._look.keys):
            self._lines += [PlainLabel(title, "heading", wraps=True), *(self._row(*row) for row in rows)]
        for line in self._lines:
            self._scroll.column.addWidget(line)
        self._scroll.column.addStretch(1)
        for line in self._lines:
            line.setVisible(self._is_listening or line not in self._said)
        if self.isVisible():
            self._fit()

    def _row(self, hint: str, caps: list[str]) -> AdaptiveRow:
        """What keys do, and beside it, or below where it is narrow, what their caps read."""
        line = AdaptiveRow(self._look, _NARROW, 12)
        line.row.addWidget(PlainLabel(hint, wraps=True), 1)
        keys = Flow(self._look.space(4))
        for cap in caps:
            keys.flow.addWidget(PlainLabel(cap, role="chip"))
        line.row.addWidget(keys, 1)
        return line


KeyRow = tuple[str, list[str]]
"""What keys do, and what their caps read."""


def key_sections(keys: KeyMap) -> list[tuple[str, list[KeyRow]]]:
    """All keys there are, under headings; commands whose keys were all taken away are left out."""
    return [
        (tr("In a session"), _rows(keys, Command)),
        (
            tr("Where you see it"),
            [*_rows(keys, FaceCommand), (tr("Leave the full screen or the TV"), [cap_text(ESCAPE)])],
        ),
        (
            tr("On the main page"),
            [
                (tr(HOME_COMMANDS[command].hint), [cap_text(key) for key in HOME_COMMANDS[command].keys])
                for command in HomeCommand
            ],
        ),
    ]


def _rows(keys: KeyMap, commands: Iterable[KeyCommand]) -> list[KeyRow]:
    return [
        (tr(KEY_COMMANDS[command].hint), caps) for command in commands if (caps := key_caps(keys, command))
    ]
