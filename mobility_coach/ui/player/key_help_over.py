"""The sheet of all keys over a face of a session: made when it is first asked for, as large as the face."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from mobility_coach.ui.player.key_help import KeyHelp

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mobility_coach.ui.look import Look


class KeyHelpOver:
    """The one sheet of `face`; when it is closed, `back` has the keyboard again."""

    def __init__(self, look: Look, face: QWidget, back: QWidget) -> None:
        self._look = look
        self._face = face
        self._back = back
        self._made: KeyHelp | None = None

    @property
    def shown(self) -> KeyHelp | None:
        """The sheet, while it is open; also where the face is not seen just now."""
        return self._made if self._made is not None and not self._made.isHidden() else None

    def toggle(self, *, is_listening: bool) -> None:
        """Open it, with what can be said while the coach listens, or close it again."""
        if self.shown is not None:
            self.shut()
            return
        if self._made is None:
            self._made = KeyHelp(self._look, self._face)
            self._made.closed.connect(lambda: self._back.setFocus(Qt.FocusReason.PopupFocusReason))
        self._made.open(is_listening=is_listening)

    def shut(self) -> None:
        """Close it, where it is open."""
        if self.shown is not None:
            self.shown.shut()

    def fit(self) -> None:
        """The face has another size."""
        if self.shown is not None:
            self.shown.setGeometry(self._face.rect())
