"""The list of drills, or of routines: groups of rows, painted, walked through by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

if TYPE_CHECKING:
    from mobility_coach.services.presenters.library_presenter import LibraryGroup, LibraryRow
    from mobility_coach.ui.look import Look

_ITEM_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex


class ListItem:
    """One line of the list: a heading, or a row with its place in its group."""

    __slots__ = ("heading", "is_first", "is_last", "row")

    def __init__(
        self,
        heading: str = "",
        row: LibraryRow | None = None,
        *,
        is_first: bool = False,
        is_last: bool = False,
    ) -> None:
        self.heading = heading
        self.row = row
        self.is_first = is_first
        self.is_last = is_last


class LibraryModel(QAbstractListModel):
    """The groups, laid out in one list."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[ListItem] = []

    def set_groups(self, groups: tuple[LibraryGroup, ...]) -> None:
        """Show these groups; one without a title has no heading."""
        self.beginResetModel()
        self._items = []
        for group in groups:
            if group.title:
                self._items.append(ListItem(heading=group.title))
            last = len(group.rows) - 1
            self._items += (
                ListItem(row=row, is_first=at == 0, is_last=at == last) for at, row in enumerate(group.rows)
            )
        self.endResetModel()

    def index_of(self, row_id: str) -> QModelIndex:
        """Where a drill or routine stands; an invalid index where it does not."""
        for at, item in enumerate(self._items):
            if item.row is not None and item.row.id == row_id:
                return self.index(at)
        return QModelIndex()

    def first_row(self) -> QModelIndex:
        """The first one that can be chosen."""
        at = next((at for at, item in enumerate(self._items) if item.row is not None), None)
        return QModelIndex() if at is None else self.index(at)

    def item_at(self, index: _Index) -> ListItem:
        """The line at an index."""
        return self._items[index.row()]

    def rowCount(self, parent: _Index | None = None) -> int:
        """All lines."""
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # as Qt's
        """Texts for the eye and for screen readers."""
        if not index.isValid():
            return None
        item = self.item_at(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return item.row.title if item.row else item.heading
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item.row.spoken if item.row else item.heading
        return item if role == _ITEM_ROLE else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings can't be chosen."""
        if not index.isValid() or self.item_at(index).row is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class RowDelegate(QStyledItemDelegate):
    """Paints headings, and rows on a panel for each group."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Headings are lower than rows."""
        item: ListItem = index.data(_ITEM_ROLE)
        if item.row is None:
            return QSize(0, self._look.px(18) + self._look.space(24 if index.row() else 8))
        return QSize(0, self._look.px(40) + self._look.space(22))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one line."""
        item: ListItem = index.data(_ITEM_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if item.row is None:
            self._paint_heading(painter, rect, item.heading)
        else:
            state: QStyle.StateFlag = option.state
            self._paint_ground(painter, QRectF(rect), item, state)
            self._paint_texts(painter, rect, item.row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, text: str) -> None:
        look = self._look
        painter.setFont(look.font(13, bold=True))
        painter.setPen(look.colour("muted"))
        inside = rect.adjusted(look.space(4), 0, -look.space(4), -look.space(8))
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text.upper())

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

    def _paint_texts(self, painter: QPainter, rect: QRect, row: LibraryRow) -> None:
        look = self._look
        inside = rect.adjusted(look.space(16), look.space(10), -look.space(16), -look.space(10))
        upper, lower = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        title, small = look.font(15, bold=True), look.font(13)
        self._paint_pair(painter, inside, upper, (row.title, title, "text"), (row.length, small, "muted"))
        self._paint_pair(painter, inside, lower, (row.detail, small, "muted"), (row.note, small, "muted"))

    def _paint_pair(
        self,
        painter: QPainter,
        inside: QRect,
        align: Qt.AlignmentFlag,
        left: tuple[str, Any, str],
        right: tuple[str, Any, str],
    ) -> None:
        """A text at the left, elided, and one at the right, which has its full room."""
        look = self._look
        text, font, colour = right
        painter.setFont(font)
        painter.setPen(look.colour(colour))
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | align, text)
        taken = painter.fontMetrics().horizontalAdvance(text)
        text, font, colour = left
        painter.setFont(font)
        painter.setPen(look.colour(colour))
        room = inside.adjusted(0, 0, -taken - look.px(12), 0)
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | align, elided)


class LibraryList(QListView):
    """The list. Arrows walk, Return or a double click starts."""

    row_chosen = Signal(str)
    row_opened = Signal(str)
    start_asked = Signal(str)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._model = LibraryModel()
        self._delegate = RowDelegate(look)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._tell_chosen)
        self.clicked.connect(self._tell_opened)
        look.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def model_of_rows(self) -> LibraryModel:
        """What is listed."""
        return self._model

    def show_groups(self, groups: tuple[LibraryGroup, ...]) -> None:
        """Show other groups; what was chosen stays so where it is still there, else the first row is."""
        chosen = self.chosen()
        self._model.set_groups(groups)
        self.choose(chosen)

    def chosen(self) -> str:
        """The id of the row that is chosen, or empty."""
        index = self.currentIndex()
        row = self._model.item_at(index).row if index.isValid() else None
        return row.id if row else ""

    def choose(self, row_id: str) -> None:
        """Choose a row; the first one where there is none with this id."""
        index = self._model.index_of(row_id)
        self.setCurrentIndex(index if index.isValid() else self._model.first_row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return starts what is chosen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.chosen() and not event.isAutoRepeat():
                self.start_asked.emit(self.chosen())
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click starts."""
        index = self.indexAt(event.position().toPoint())
        row = self._model.item_at(index).row if index.isValid() else None
        if row is not None and event.button() is Qt.MouseButton.LeftButton:
            self.start_asked.emit(row.id)

    def _tell_chosen(self, current: QModelIndex) -> None:
        row = self._model.item_at(current).row if current.isValid() else None
        if row is not None:
            self.row_chosen.emit(row.id)

    def _tell_opened(self, index: QModelIndex) -> None:
        row = self._model.item_at(index).row
        if row is not None:
            self.row_opened.emit(row.id)
