"""The list of drills, or of routines: groups of rows, painted, walked through by keys."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen, QRegion
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mobility_coach.ui.home.ad_break_row import asked_ad_break
from mobility_coach.ui.home.library_model import LibraryModel, ListItem
from mobility_coach.ui.parts.layouts import mirrored

if TYPE_CHECKING:
    from mobility_coach.services.presenters.library_presenter import LibraryGroup, LibraryRow
    from mobility_coach.ui.figure.thumbnails import Thumbnails
    from mobility_coach.ui.home.library_model import Index
    from mobility_coach.ui.look import Look


_LEAST_PX = 170
"""Two rows and a half; a list that is lower can't be looked through."""

_NOT_SOUGHT = ("/", "?")
"""Signs that no title begins with; the page and the window know what to do with them."""


class RowDelegate(QStyledItemDelegate):
    """Paints headings, and rows on a panel for each group."""

    def __init__(self, look: Look, model: LibraryModel) -> None:
        super().__init__()
        self._look = look
        self._model = model
        self.thumbnails: Thumbnails | None = None

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Headings are lower than rows."""
        if self._model.is_heading(index.row()):
            return QSize(0, self._look.px(18) + self._look.space(24 if index.row() else 8))
        return QSize(0, self._look.px(40) + self._look.space(22))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        item = self._model.item_at(index)
        rect: QRect = option.rect
        painter.save()
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if item.row is None:
            self._paint_heading(painter, rect, item.heading, option.direction)
        else:
            state: QStyle.StateFlag = option.state
            self._paint_ground(painter, QRectF(rect), item, state)
            inside = self._paint_figure(painter, rect, item.row.id, option.direction)
            self._paint_texts(painter, inside, item.row, option.direction)
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, rect: QRect, text: str, direction: Qt.LayoutDirection
    ) -> None:
        look = self._look
        painter.setFont(look.font(13, bold=True))
        painter.setPen(look.colour("muted"))
        inside = rect.adjusted(look.space(4), 0, -look.space(4), -look.space(8))
        align = mirrored(direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        painter.drawText(inside, align, text.upper())

    def _paint_ground(self, painter: QPainter, rect: QRectF, item: ListItem, state: QStyle.StateFlag) -> None:
        look, radius = self._look, self._look.space(12)
        # A group is one rounded panel: inner rows reach over the edge, and are cut to their own rectangle.
        painter.setClipRect(rect)
        frame = rect.adjusted(0.5, 0.5, -1.5, -0.5)
        frame.setTop(frame.top() - (0 if item.is_first else 2 * radius))
        frame.setBottom(frame.bottom() + (0 if item.is_last else 2 * radius))
        path = QPainterPath()
        path.addRoundedRect(frame, radius, radius)
        ground = "panel"
        if state & QStyle.StateFlag.State_Selected:
            ground = "accent_soft"
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = "hover"
        painter.fillPath(path, look.colour(ground))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawPath(path)
        if not item.is_last:
            below = rect.bottom() - 0.5
            painter.drawLine(QPointF(frame.left(), below), QPointF(frame.right(), below))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.colour("accent"), 2))
            ring = rect.adjusted(2, 2, -3, -2)
            painter.drawRoundedRect(ring, radius - 2, radius - 2)

    def _paint_figure(
        self, painter: QPainter, rect: QRect, row_id: str, direction: Qt.LayoutDirection
    ) -> QRect:
        """Paint the still of the drill where lines begin; returns the room that is left for words."""
        look, thumbnails = self._look, self.thumbnails
        inside = rect.adjusted(look.space(16), look.space(10), -look.space(16), -look.space(10))
        if thumbnails is None:
            return inside
        side = thumbnails.side
        edge = (rect.height() - side) // 2
        place = QStyle.visualRect(direction, rect, QRect(rect.left() + edge, rect.top() + edge, side, side))
        pixmap = thumbnails.pixmap(row_id, painter.device().devicePixelRatioF())
        if pixmap is not None:
            painter.drawPixmap(place, pixmap)
        left = rect.left() + edge + side + look.space(12)
        return QStyle.visualRect(direction, rect, inside.adjusted(left - inside.left(), 0, 0, 0))

    def _paint_texts(
        self, painter: QPainter, inside: QRect, row: LibraryRow, direction: Qt.LayoutDirection
    ) -> None:
        look = self._look
        upper, lower = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        title, small = look.font(15, bold=True), look.font(13)
        said = (painter, inside, direction)
        self._paint_pair(*said, upper, (row.title, title, "text"), (row.length, small, "muted"))
        self._paint_pair(*said, lower, (row.detail, small, "muted"), (row.note, small, "muted"))

    def _paint_pair(
        self,
        painter: QPainter,
        inside: QRect,
        direction: Qt.LayoutDirection,
        align: Qt.AlignmentFlag,
        left: tuple[str, Any, str],
        right: tuple[str, Any, str],
    ) -> None:
        """A text where lines begin, elided, and one where they end, which has its full room."""
        look = self._look
        text, font, colour = right
        painter.setFont(font)
        painter.setPen(look.colour(colour))
        painter.drawText(inside, mirrored(direction, Qt.AlignmentFlag.AlignRight | align), text)
        taken = painter.fontMetrics().horizontalAdvance(text)
        text, font, colour = left
        painter.setFont(font)
        painter.setPen(look.colour(colour))
        room = inside.adjusted(0, 0, -taken - (look.px(12) if taken else 0), 0)
        room = QStyle.visualRect(direction, inside, room)
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, mirrored(direction, Qt.AlignmentFlag.AlignLeft | align), elided)


class LibraryList(QListView):
    """The list. Arrows walk, Return or a double click starts."""

    row_chosen = Signal(str)
    row_opened = Signal(str)
    start_asked = Signal(str)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._wanted = ""
        self._is_quiet = False
        self._model = LibraryModel()
        self._delegate = RowDelegate(look, self._model)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._tell_chosen)
        self.clicked.connect(self._tell_opened)
        self._look = look
        look.changed.connect(self._measure)
        self._measure()

    def use_thumbnails(self, thumbnails: Thumbnails) -> None:
        """Show a small still before each row."""
        self._delegate.thumbnails = thumbnails
        thumbnails.changed.connect(self.update_rows)
        self.update_rows()

    @property
    def model_of_rows(self) -> LibraryModel:
        """What is listed."""
        return self._model

    def show_groups(self, groups: tuple[LibraryGroup, ...]) -> None:
        """Show other groups; what was chosen stays so where it is still there, else the first row is."""
        self._model.set_groups(groups)
        self.choose(self._wanted)

    def narrow(self, groups: tuple[LibraryGroup, ...]) -> None:
        """Show what was found. What was chosen stays so, and is marked again once it is among these."""
        self._is_quiet = True
        self._model.set_groups(groups)
        index = self._model.index_of(self._wanted)
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.scrollToTop()
        self._is_quiet = False

    @property
    def wanted(self) -> str:
        """The id of what was chosen last, whether it is listed now or not; empty where nothing was."""
        return self._wanted

    def want(self, row_id: str) -> None:
        """Choose this one once it is listed."""
        self._wanted = row_id

    def chosen(self) -> str:
        """The id of the row that is chosen, or empty."""
        return self._model.id_at(self.currentIndex())

    def choose(self, row_id: str) -> None:
        """Choose a row; the first one where there is none with this id."""
        index = self._model.index_of(row_id)
        self.setCurrentIndex(index if index.isValid() else self._model.first_row())

    def update_rows(self) -> None:
        """Paint all of it again soon. `viewport()` is not asked: see `HomeBody.resizeEvent`."""
        self.setDirtyRegion(QRegion(self.rect()))

    def enter(self) -> None:
        """Take the keyboard; the first row is chosen where none is."""
        if not self.chosen():
            self.setCurrentIndex(self._model.first_row())
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return starts what is chosen; End goes to the end of all; some are the page's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.chosen() and not event.isAutoRepeat():
                self.start_asked.emit(self.chosen())
            return
        if event.text() in _NOT_SOUGHT or asked_ad_break(event):
            event.ignore()
            return
        if event.key() == Qt.Key.Key_End:
            self._model.hand_over(sys.maxsize)
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click starts."""
        row_id = self._model.id_at(self.indexAt(event.position().toPoint()))
        if row_id and event.button() is Qt.MouseButton.LeftButton:
            self.start_asked.emit(row_id)

    def _measure(self) -> None:
        self.setMinimumHeight(self._look.px(_LEAST_PX))
        self.scheduleDelayedItemsLayout()

    def _tell_chosen(self, current: QModelIndex) -> None:
        row_id = self._model.id_at(current)
        if row_id and not self._is_quiet:
            self._wanted = row_id
            self.row_chosen.emit(row_id)

    def _tell_opened(self, index: QModelIndex) -> None:
        row_id = self._model.id_at(index)
        if row_id:
            self.row_opened.emit(row_id)
