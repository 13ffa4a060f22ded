"""The menu of the small player: where else to show the session, and how this window lies over others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from mobility_coach.domain.window_commands import FaceCommand
from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.menus import menu_text
from mobility_coach.ui.player.keys import key_caps

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mobility_coach.domain.keys import KeyMap

OPACITIES = (100, 80, 60, 40)
"""Percent."""


class MiniMenu(QMenu):
    """What can be chosen; where the desktop decides how windows lie, it says so."""

    face_chosen = Signal(FaceCommand)
    opacity_chosen = Signal(int)
    on_top_chosen = Signal(bool)

    def __init__(
        self, parent: QWidget, keys: KeyMap, opacity: int, *, is_on_top: bool, desktop_decides: bool
    ) -> None:
        super().__init__(parent)
        self._keys = keys
        self._add_face(FaceCommand.MINI, tr("Back to the window"))
        self._add_face(FaceCommand.TV, tr("Show it on the TV"))
        self._add_face(FaceCommand.HELP, tr("All keys"))
        self.addSeparator()
        if desktop_decides:
            self.addAction(menu_text(tr("Your desktop decides whether it stays on top"))).setEnabled(False)
            return
        on_top = self.addAction(menu_text(tr("Always on top")))
        on_top.setCheckable(True)
        on_top.setChecked(is_on_top)
        on_top.toggled.connect(self.on_top_chosen)
        self.addSeparator()
        self.addAction(menu_text(tr("How opaque it is"))).setEnabled(False)
        for percent in OPACITIES:
            self._add_opacity(percent, is_chosen=percent == opacity)

    def _add_face(self, command: FaceCommand, text: str) -> None:
        action = self.addAction(menu_text(face_words(text, self._keys, command)))
        action.triggered.connect(lambda: self.face_chosen.emit(command))

    def _add_opacity(self, percent: int, *, is_chosen: bool) -> None:
        action = self.addAction(menu_text(tr("{percent} %").format(percent=percent)))
        action.setCheckable(True)
        action.setChecked(is_chosen)
        action.triggered.connect(lambda: self.opacity_chosen.emit(percent))


def face_words(text: str, keys: KeyMap, command: FaceCommand) -> str:
    """What a menu says for it: its text, and its keys behind that."""
    caps = " ".join(key_caps(keys, command))
    return f"{text} ({caps})" if caps else text
