"""The lines of the list: headings and rows, laid out one below the other."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from mobility_coach.services.presenters.library_presenter import LibraryGroup, LibraryRow

PIECE = 200
"""Lines that a view is handed at once."""

Index = QModelIndex | QPersistentModelIndex


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
    """The groups, laid out in one list.

    Rows are worded when they are painted or read out. A long list is handed to the view piece by piece, since
    a view asks for the height of all that it knows of.
    """

    def __init__(self) -> None:
        super().__init__()
        self._groups: tuple[LibraryGroup, ...] = ()
        self._starts: list[int] = []
        self._lines = 0
        self._handed = 0

    def set_groups(self, groups: tuple[LibraryGroup, ...]) -> None:
        """Show these groups; one without a title has no heading."""
        self.beginResetModel()
        self._groups = tuple(group for group in groups if len(group))
        sizes = [len(group) + _headings(group) for group in self._groups]
        self._starts = [0, *accumulate(sizes)][:-1]
        self._lines = sum(sizes)
        self._handed = min(self._lines, PIECE)
        self.endResetModel()

    def index_of(self, row_id: str) -> QModelIndex:
        """Where a drill or routine stands; an invalid index where it does not."""
        for start, group in zip(self._starts, self._groups, strict=True):
            place = group.place_of(row_id)
            if place is not None:
                return self._handed_index(start + _headings(group) + place)
        return QModelIndex()

    def first_row(self) -> QModelIndex:
        """The first one that can be chosen."""
        return self._handed_index(_headings(self._groups[0])) if self._groups else QModelIndex()

    def item_at(self, index: Index) -> ListItem:
        """The line at an index."""
        group, place = self._place(index.row())
        if place < 0:
            return ListItem(heading=group.title)
        return ListItem(row=group.row(place), is_first=place == 0, is_last=place == len(group) - 1)

    def is_heading(self, line: int) -> bool:
        """Whether a line is a heading; costs no row."""
        return self._place(line)[1] < 0

    def id_at(self, index: Index) -> str:
        """The id of the drill or routine at an index; empty for a heading, and where there is nothing."""
        if not index.isValid():
            return ""
        group, place = self._place(index.row())
        return "" if place < 0 else group.id_at(place)

    def rowCount(self, parent: Index | None = None) -> int:
        """The lines that were handed to the view."""
        return 0 if parent is not None and parent.isValid() else self._handed

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are more."""
        return not parent.isValid() and self._handed < self._lines

    def fetchMore(self, _parent: Index) -> None:
        """Hand another piece to the view."""
        self.hand_over(self._handed + PIECE)

    def hand_over(self, lines: int) -> None:
        """Hand at least so many lines to the view, or all that there are."""
        lines = min(lines, self._lines)
        if lines > self._handed:
            self.beginInsertRows(QModelIndex(), self._handed, lines - 1)
            self._handed = lines
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # as Qt's
        """Texts for the eye and for screen readers."""
        if not index.isValid():
            return None
        group, place = self._place(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return group.title if place < 0 else group.title_at(place)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return group.title if place < 0 else group.row(place).spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings can't be chosen."""
        if not index.isValid() or self.is_heading(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _place(self, line: int) -> tuple[LibraryGroup, int]:
        """The group of a line, and the place in it; -1 for its heading."""
        at = bisect_right(self._starts, line) - 1
        group = self._groups[at]
        return group, line - self._starts[at] - _headings(group)

    def _handed_index(self, line: int) -> QModelIndex:
        self.hand_over(line + PIECE if line >= self._handed else 0)
        return self.index(line)


def _headings(group: LibraryGroup) -> int:
    return 1 if group.title else 0
