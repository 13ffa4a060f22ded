"""The middle of the player's page: the figure, and beside or below it the stage.

Where the stage is higher than its room it scrolls, and the figure stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from mobility_coach.domain.transport import Phase
from mobility_coach.ui.parts.layouts import ScrollPage
from mobility_coach.ui.player.player_stage import set_visible

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mobility_coach.services.session.player_view import PlayerView
    from mobility_coach.services.ui_ports import FigurePort
    from mobility_coach.ui.figure.figure_view import FigureView
    from mobility_coach.ui.figure.figures import Figures
    from mobility_coach.ui.look import Look
    from mobility_coach.ui.player.player_stage import PlayerStage

_WIDE_PX = 760
"""In a page that is so wide figure and stage stand side by side; in a narrower one where it is not high."""

LEAST_FIGURE_PX = 200
"""A figure that is smaller than this, whatever the size of the text, shows too little."""

_LEAST_WORDS = (310, 225)
"""The width that the words keep beside the figure, and their height below it."""

_FIXED_AROUND_PX, _AROUND_BESIDE, _AROUND_COLUMN = 140, 90, 135
"""What the rest of the page takes of its height: as many pixels at any size of the text, and what grows with
it; in a column the controls need a line more."""

_TOO_LOW_PX = 160
"""Where what is told above leaves no more than this, the words have it alone meanwhile."""

_SHARE_OF_WIDTH = 0.46
_SHARE_OF_HEIGHT = 0.34
_MARGIN = 24
"""Of the page, on either side."""


class PlayerMiddle(QWidget):
    """Shows the figure where there is room for it; it moves with the view that it is given."""

    def __init__(self, look: Look, stage: PlayerStage) -> None:
        super().__init__()
        self._look = look
        self._port: FigurePort | None = None
        self.figure: FigureView | None = None
        self.stage = stage
        self._has_room = self._is_beside = self._has_figure = False
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
        """Lay out for a page of this size; returns the size of a page that the stage may fill alone.

        What is said just now plays no part in it, so that the figure does not come and go with the words.
        """
        if self.figure is None:
            return page
        width, height = self._room_beside(page), self._room_above(page)
        is_high = page.height() - self._around(_AROUND_BESIDE) >= LEAST_FIGURE_PX
        can_stand_beside = is_high and width >= LEAST_FIGURE_PX
        can_stand_above = height >= LEAST_FIGURE_PX
        self._is_beside = can_stand_beside and (
            page.width() >= self._look.px(_WIDE_PX) or not can_stand_above
        )
        self._has_room = self._is_beside or can_stand_above
        if not self._has_room:
            return page
        if self._is_beside:
            self._row.setDirection(QBoxLayout.Direction.LeftToRight)
            self.figure.setFixedWidth(width)
            self.figure.setMinimumHeight(1)
            self.figure.setMaximumHeight(_NO_LIMIT)
            return QSize(page.width() - width - self._row.spacing(), page.height())
        self._row.setDirection(QBoxLayout.Direction.TopToBottom)
        self.figure.setMinimumWidth(0)
        self.figure.setMaximumWidth(_NO_LIMIT)
        self.figure.setFixedHeight(height)
        return QSize(page.width(), page.height() - height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A message above takes room away for a while."""
        super().resizeEvent(event)
        self._show_figure()

    def _around(self, growing: float) -> int:
        return _FIXED_AROUND_PX + self._look.px(growing)

    def _room_beside(self, page: QSize) -> int:
        """How wide the figure may be beside the words."""
        spaces = 2 * self._look.space(_MARGIN) + self._row.spacing()
        left = page.width() - spaces - self._look.px(_LEAST_WORDS[0])
        return min(round(page.width() * _SHARE_OF_WIDTH) - self._row.spacing(), left)

    def _room_above(self, page: QSize) -> int:
        """How high the figure may be above the words."""
        left = page.height() - self._around(_AROUND_COLUMN) - self._look.px(_LEAST_WORDS[1])
        return min(round(page.height() * _SHARE_OF_HEIGHT), left)

    def _show_figure(self) -> None:
        if self.figure is not None:
            is_too_low = self._is_beside and self.height() < _TOO_LOW_PX
            set_visible(self.figure, is_visible=self._has_room and self._has_figure and not is_too_low)

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
        # A bar that comes and goes with the lines of the controls would do so for ever.
        always, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOn, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.words.setVerticalScrollBarPolicy(always if self.words.column.count() > 1 else needed)
        if self.figure is not None:
            self._has_figure = view.figure is not None
            self._show_figure()
            self.figure.set_words(view.drill_title or view.session_title, view.movement_label)
            self.show_moving(view)


_NO_LIMIT = (1 << 24) - 1
"""What Qt takes for no limit of a size."""
