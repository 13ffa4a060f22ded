"""A quiet line that says what is wrong and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.controls import ICON_PX, Button
from mobility_coach.ui.parts.labels import PlainLabel

if TYPE_CHECKING:
    from mobility_coach.ui.look import Look


class Banner(QFrame):
    """Hidden while there is nothing to say. Once closed, it comes back with another text only."""

    _role, _icon, _colour = "banner", "caution", "warm"

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._text = ""
        self._closed = ""
        self.setProperty("role", self._role)
        self.label = PlainLabel(wraps=True)
        self.close_button = Button(look, "", "stop", "step")
        self.close_button.setAccessibleName(tr("Hide this message"))
        self._sign = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(look.space(16), look.space(4), look.space(8), look.space(4))
        row.setSpacing(look.space(12))
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.label, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.close_button.clicked.connect(self._close)
        look.changed.connect(self._recolour)
        self._recolour()
        self.hide()

    def show_text(self, text: str) -> None:
        """Show a text; an empty one hides the banner."""
        if text == self._text:
            return
        self._text = text
        self.label.show_text(text)
        self.setVisible(bool(text) and text != self._closed)
        if not self.isHidden():
            self._closed = ""
            announce(self, text)

    def _close(self) -> None:
        self._closed = self._text
        self.hide()

    def _recolour(self) -> None:
        side = self._look.px(ICON_PX + 2)
        self._sign.setPixmap(self._look.icon(self._icon, self._colour).pixmap(QSize(side, side)))


class Hint(Banner):
    """A quiet line that tells what is worth knowing; nothing is wrong."""

    _role, _icon, _colour = "notice", "info", "accent"


class Notice(Banner):
    """A quiet line that tells what was done. It is told each time, however often it was closed."""

    _role, _icon, _colour = "notice", "ready", "accent"

    def _close(self) -> None:
        self.show_text("")
