"""What the main window shows while the session is shown elsewhere: where it is, and how it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import ScrollPage
from mobility_coach.ui.player.face import Face

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from mobility_coach.ui.look import Look


class ElsewherePage(QWidget):
    """`back_asked` tells that the person wants the session here; `key_pressed` brings a key for it.

    `screens_asked` tells that the TV shall be another screen.
    """

    back_asked = Signal()
    screens_asked = Signal()
    key_pressed = Signal(QKeyEvent)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.where = PlainLabel(role="heading", wraps=True)
        self.hint = PlainLabel(tr("All keys work here too."), tone="muted", wraps=True)
        self.back = Button(look, tr("Bring it here"), "to-window", "primary")
        self.back.clicked.connect(self.back_asked)
        self.screens = Button(look, tr("Another screen"), "tv")
        self.screens.clicked.connect(self.screens_asked)
        page = ScrollPage(look, (24, 24, 24, 24), 12)
        page.column.addStretch(1)
        for label in (self.where, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            page.column.addWidget(label)
        for button in (self.back, self.screens):
            page.column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        page.column.addStretch(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.setAccessibleName(tr("Session"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_face(self, face: Face, *, has_screens: bool) -> None:
        """Say where the session is; on the TV there may be several screens for it."""
        words = {
            Face.MINI: tr("Your session is in the small player."),
            Face.TV: tr("Your session is on the TV."),
        }
        self.where.show_text(words[face])
        self.screens.setVisible(face is Face.TV and has_screens)

    def showEvent(self, event: QShowEvent) -> None:
        """Keys are meant for the session."""
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand it on to where the session is."""
        self.key_pressed.emit(event)
