"""A button that copies a text and says that it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.controls import Button

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent

    from mobility_coach.ui.look import Look


class CopyButton(Button):
    """Puts `content` on the clipboard, and says "Copied" until pointer and keyboard have turned away."""

    def __init__(self, look: Look, text: str, content: str = "", kind: str = "plain") -> None:
        super().__init__(look, text, "copy", kind)
        self._text = text
        self.content = content
        self.clicked.connect(self._copy)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer has gone."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._offer_again()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard has gone."""
        super().focusOutEvent(event)
        self._offer_again()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.content)
        self.setMinimumWidth(self.width())  # so that nothing beside it moves
        self.show_icon("ready")
        self.show_text(tr("Copied"))
        announce(self, tr("Copied"))

    def _offer_again(self) -> None:
        self.setMinimumWidth(0)
        self.show_icon("copy")
        self.show_text(self._text)
