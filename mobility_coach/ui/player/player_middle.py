"""The middle of the player's page: the figure, and beside or below it the stage.

Where the stage is higher than its room it scrolls, and the figure stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from mobility_coach.domain.transport import Phase
from mobility_coach.ui.parts.layouts import ScrollPage
from mobility_coach.ui.player.player_stage import set_visible

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

    from mobility_coach.services.session.player_view import PlayerView
    from mobility_coach.services.ui_ports import FigurePort
    from mobility_coach.ui.figure.figure_view import FigureView
    from mobility_coach.ui.figure.figures import Figures
    from mobility_coach.ui.look import Look
    from mobility_coach.ui.player.player_stage import PlayerStage

_WIDE_PX = 760
"""Figure and stage stand side by side in a page that is so wide."""

_LEAST_SIDE_HEIGHT_PX = 420
_LEAST_COLUMN_HEIGHT_PX = 760
"""In a lower page the words need all the room."""

_SHARE_OF_WIDTH = 0.46
_SHARE_OF_HEIGHT = 0.34


class PlayerMiddle(QWidget):
    """Shows the figure where there is room for it; it moves with the view that it is given."""

    def __init__(self, look: Look, stage: PlayerStage) -> None:
        super().__init__()
        self._look = look
        self._port: FigurePort | None = None
        self.figure: FigureView | None = None
        self.stage = stage
        self._has_room = False
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look.space(24))
        self.words = ScrollPage(look, (0, 0, 0, 0), 12)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(stage, 1000)
        centred.addStretch(1)
        self.words.column.addLayout(centred, 1)
        self._row.addWidget(self.words, 1)

    def use_figures(self, figures: Figures) -> None:
        """Show figures from now on."""
        self._port = figures.port
        self.figure = figures.view()
        self._row.insertWidget(0, self.figure)
        self.figure.hide()

    def set_room(self, page: QSize) -> QSize:
        """Lay out for a page of this size; returns the size of a page that the stage may fill alone."""
        look, row = self._look, self._row
        is_wide = page.width() >= look.px(_WIDE_PX)
        least = _LEAST_SIDE_HEIGHT_PX if is_wide else _LEAST_COLUMN_HEIGHT_PX
        self._has_room = page.height() >= look.px(least)
        if self.figure is None:
            return page
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        row.setDirection(direction)
        if not self._has_room:
            return page
        if is_wide:
            taken = round(page.width() * _SHARE_OF_WIDTH)
            self.figure.setFixedWidth(taken - row.spacing())
            self.figure.setMinimumHeight(0)
            self.figure.setMaximumHeight(_NO_LIMIT)
            page.setWidth(page.width() - taken)
        else:
            taken = round(page.height() * _SHARE_OF_HEIGHT)
            self.figure.setMinimumWidth(0)
            self.figure.setMaximumWidth(_NO_LIMIT)
            self.figure.setFixedHeight(taken)
            page.setHeight(page.height() - taken)
        return page

    def set_reduced_motion(self, *, is_reduced: bool) -> None:
        """Whether the figure shows key poses alone."""
        if self.figure is not None:
            self.figure.set_reduced_motion(is_reduced=is_reduced)

    def show_moving(self, view: PlayerView) -> None:
        """Show where the figure is now."""
        if self.figure is not None and self._port is not None and view.figure is not None:
            motion = self._port.motion(view.figure.drill)
            self.figure.show_moment(motion, view.figure, is_passing=view.phase is Phase.PLAYING)

    def show_view(self, view: PlayerView) -> None:
        """Show the figure of a view, and say what it does."""
        if self.figure is not None:
            set_visible(self.figure, is_visible=self._has_room and view.figure is not None)
            self.figure.set_words(view.drill_title or view.session_title, view.movement_label)
            self.show_moving(view)


_NO_LIMIT = (1 << 24) - 1
"""What Qt takes for no limit of a size."""
