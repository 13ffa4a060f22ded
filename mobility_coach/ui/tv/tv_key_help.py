"""All keys on the TV: the same sheet as elsewhere, in letters that are read from the couch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mobility_coach.ui.far_look import FarLook
from mobility_coach.ui.look import BODY_PX
from mobility_coach.ui.player.key_help import KeyHelp
from mobility_coach.ui.style_sheet import SMALL_PX, style_sheet
from mobility_coach.ui.tv.tv_rooms import unit_of
from mobility_coach.ui.tv.tv_text import tv_font

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mobility_coach.ui.look import Look

_CAPITALS = 2.1
"""The least height of a capital, in units; about that of what comes next."""


class TvKeyHelp(KeyHelp):
    """In the size of the screen that it is made for, whatever the size of the program's text."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        least = tv_font(_CAPITALS * unit_of(parent.width(), parent.height()), is_bold=False)
        far = FarLook(look, least.pixelSize() / SMALL_PX)
        super().__init__(far, parent)
        far.setParent(self)
        far.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        look = self._look
        body = f"QLabel, QPushButton {{ font-size: {look.px(BODY_PX)}px; }}"
        self.setStyleSheet(body + style_sheet(look.tokens, look.scale))
