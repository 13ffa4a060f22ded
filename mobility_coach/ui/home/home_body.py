"""The main page below its head: cards, today, the list and the page, side by side or one after the other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from mobility_coach.ui.parts.layouts import Spaces
from mobility_coach.ui.parts.offer_card import OfferCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from mobility_coach.ui.look import Look
    from mobility_coach.ui.parts.offer_card import Offer

_PAGE_PX = 230
"""A page shows a few lines above its foot at least; where that has no room, all of it scrolls."""


class _Column(QVBoxLayout):
    """A column whose parts may be lower than they would like to be, as long as no word is cut."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_asked = False

    def hasHeightForWidth(self) -> bool:
        """Not for a scroll area: it would give the height that all parts would like best."""
        return self._is_asked

    def least_height(self, width: int) -> int:
        """The height below which words are cut."""
        self._is_asked = True
        height = self.minimumHeightForWidth(width)
        self._is_asked = False
        return height


class _Content(QWidget):
    """As high as its words need it in the width that there is."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "content")
        self.column = _Column(self)
        self.room = self.width()

    def minimumSizeHint(self) -> QSize:
        """What it can't do without in the `room`, pixels of width."""
        return QSize(0, self.column.least_height(self.room))


class HomeBody(QScrollArea):
    """Lays out what it is given; it scrolls only where a window is too small for large text."""

    def __init__(self, look: Look, banner: QWidget, side: QWidget, today: QWidget, page: QWidget) -> None:
        super().__init__()
        self._look = look
        self._side, self._today = side, today
        self._is_covered = self._is_narrow = False
        self._offered: list[OfferCard] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._panel = QFrame()
        self._panel.setProperty("role", "panel")
        inside = QVBoxLayout(self._panel)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(page)
        self._cards = QWidget()
        self._cards_column = QVBoxLayout(self._cards)
        self._cards.hide()
        self._grid = QGridLayout()
        content = self._content = _Content()
        for layout in (content.column, self._cards_column):
            Spaces(look, layout, (0, 0, 0, 0), 12)
        content.column.addWidget(banner)
        content.column.addLayout(self._grid, 1)
        self.setWidget(content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the content its width, which is that of the viewport.

        It can't ask: for a widget that Qt made PySide makes the classes of all widgets, 1.5 MB that nobody
        needs.
        """
        self._content.room = event.size().width()
        super().resizeEvent(event)

    @property
    def panel(self) -> QFrame:
        """The frame of the page."""
        return self._panel

    def add_card(self, offer: Offer) -> OfferCard:
        """Put a card above the rest."""
        card = OfferCard(self._look, offer)
        self._cards_column.addWidget(card)
        self._offered.append(card)
        card.gone.connect(lambda: self._offered.remove(card))
        card.gone.connect(self._show_cards)
        self._show_cards()
        return card

    def order_stops(self, before: QWidget, side_end: QWidget, today: Sequence[QWidget]) -> None:
        """Tab goes from `before` to what is seen next; `side_end` is the last stop of the side."""
        cards = [stop for card in self._offered for stop in card.stops]
        above = [*today, *cards] if self._is_narrow else cards
        for first, second in pairwise([before, *above]):
            QWidget.setTabOrder(first, second)
        if not self._is_narrow:
            for first, second in pairwise([side_end, *today]):
                QWidget.setTabOrder(first, second)

    def arrange(self, *, is_narrow: bool, is_covered: bool) -> None:
        """Side by side, or one after the other; `is_covered` where the page stands in the list's place."""
        look, grid = self._look, self._grid
        grid.setHorizontalSpacing(look.space(20))
        grid.setVerticalSpacing(look.space(12))
        for widget in (self._cards, self._side, self._today, self._panel):
            grid.removeWidget(widget)
        if is_narrow:  # today comes first: what starts a session is always at hand
            for row, widget in enumerate((self._today, self._cards, self._side, self._panel)):
                grid.addWidget(widget, row, 0)
        else:
            grid.addWidget(self._cards, 0, 0, 1, 2)
            grid.addWidget(self._side, 1, 0, 2, 1)
            grid.addWidget(self._today, 1, 1)
            grid.addWidget(self._panel, 2, 1)
        grid.setRowStretch(2, 0 if is_covered else 1)
        grid.setRowStretch(3, 1 if is_covered else 0)
        grid.setColumnStretch(0, 1 if is_narrow else 5)
        grid.setColumnStretch(1, 0 if is_narrow else 8)
        self._panel.setMinimumHeight(look.px(_PAGE_PX))
        self._is_covered, self._is_narrow = is_covered, is_narrow
        self._side.setVisible(not is_covered)
        self._panel.setVisible(not is_narrow or is_covered)
        self._show_cards()

    def _show_cards(self) -> None:
        cards = (self._cards_column.itemAt(at) for at in range(self._cards_column.count()))
        has_cards = any(each is not None and not each.isEmpty() for each in cards)
        self._cards.setVisible(has_cards and not self._is_covered)
