"""A notice of our own, for desktops that show none: small, in the corner, and it never takes the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLayout, QVBoxLayout

from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.breaks.corner_window import CornerWindow
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from mobility_coach.services.breaks.break_ports import Notice
    from mobility_coach.ui.look import Look

_WIDTH = 400
_SPACE = 16


class NoticeWindow(CornerWindow):
    """Shows one notice at a time; `pressed` tells the name of the action that was chosen."""

    pressed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWindowTitle(tr("Mobility Coach"))
        self.title = PlainLabel("", "strong", wraps=True)
        self.text = PlainLabel("", tone="muted", wraps=True)
        self.buttons: dict[str, Button] = {}
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._column = QVBoxLayout(self)
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._column.addWidget(self.title)
        self._column.addWidget(self.text)
        self._column.addLayout(self._row)

    def show_notice(self, notice: Notice) -> None:
        """Show it in the corner of the screen where the pointer is."""
        self.title.show_text(notice.title)
        self.text.show_text(notice.text)
        self._make_buttons(notice.actions)
        self.come_up()
        announce(self, f"{notice.title}. {notice.text}")

    def wanted_size(self, room: QSize) -> QSize:
        """As wide as it reads well, as high as it needs; buttons without room in a row stand in a column."""
        space = self._look.space(_SPACE)
        self._column.setContentsMargins(space, space, space, space)
        self._column.setSpacing(self._look.space(4))
        self._row.setContentsMargins(0, self._look.space(8) if self.buttons else 0, 0, 0)
        self._row.setSpacing(self._look.space(8))
        self._row.setDirection(QBoxLayout.Direction.LeftToRight)
        needed = self._column.minimumSize().width()
        if needed > room.width():
            self._row.setDirection(QBoxLayout.Direction.TopToBottom)
        width = min(max(self._look.px(_WIDTH), needed), room.width())
        return QSize(width, self._column.totalHeightForWidth(width))

    def touched(self) -> None:
        """The keyboard stays where it is."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on it puts it away."""
        super().mouseReleaseEvent(event)
        self.hide()

    def _accept_keyboard(self) -> None:
        """Never."""

    def _make_buttons(self, actions: tuple[tuple[str, str], ...]) -> None:
        for button in self.buttons.values():
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons.clear()
        for name, words in actions:
            button = Button(self._look, words, kind="plain" if self.buttons else "primary")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _is_on=False, chosen=name: self.pressed.emit(chosen))
            self._row.addWidget(button, 1)
            self.buttons[name] = button
