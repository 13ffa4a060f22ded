"""Writes down what the main page shows and where, for the first moment of the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontInfo, QFontMetrics
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QWidget

from mobility_coach.services.first_face import FacePanel, FaceText, FirstFace
from mobility_coach.ui.home.library_list import LibraryList
from mobility_coach.ui.parts.chip import Chip

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from mobility_coach.services.presenters.library_presenter import LibraryRow
    from mobility_coach.ui.home.home_page import HomePage
    from mobility_coach.ui.look import Look
    from mobility_coach.ui.main_window import MainWindow

_Kind = TypeVar("_Kind", bound=QWidget)


def record_face(window: MainWindow, look: Look) -> FirstFace:
    """The head, the lists and the panels, empty: what they hold is about practice, and may be old by then."""
    recorder = _Recorder(window.home, look)
    recorder.record()
    face = FirstFace(
        0, 0, is_maximised=False, theme="", panels=tuple(recorder.panels), texts=tuple(recorder.texts)
    )
    return measure_face(face, window, look)


def measure_face(face: FirstFace, window: MainWindow, look: Look) -> FirstFace:
    """`face` with the size that the window has when it does not fill the screen, and the colours of now."""
    size = window.normalGeometry().size()
    return face._replace(
        width=size.width(), height=size.height(), is_maximised=window.isMaximized(), theme=look.theme.value
    )


class _Recorder:
    def __init__(self, home: HomePage, look: Look) -> None:
        self._home = home
        self._look = look
        self.panels: list[FacePanel] = []
        self.texts: list[FaceText] = []

    def record(self) -> None:
        frames = [each for each in self._shown(QFrame) if each.property("role")]
        frames = [each for each in frames if not isinstance(each, QLabel)]
        for frame in frames:
            if frame.property("role") == "panel":
                self._add_panel(self._place(frame), 14)
        for field in self._shown(QLineEdit):
            self._add_field(field)
        for label in self._shown(QLabel):
            if not _is_within(label, frames):
                self._add_label(label)
        for button in self._shown(QPushButton):
            if not _is_within(button, frames):
                self._add_chip(button) if isinstance(button, Chip) else self._add_button(button)
        if not self._home.search.text():  # words are not kept, and the list will be a longer one
            for list_ in self._shown(LibraryList):
                self._add_list(list_)

    def _shown(self, kind: type[_Kind]) -> list[_Kind]:
        # The window itself may be closed already.
        return [each for each in self._home.findChildren(kind) if each.isVisibleTo(self._home)]

    def _place(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._home, QPoint(0, 0)), widget.size())

    def _add_panel(self, place: QRect, radius: int, ground: str = "panel", line: str = "line") -> None:
        room = self._look.space(radius)
        self.panels.append(FacePanel(place.x(), place.y(), place.width(), place.height(), room, ground, line))

    def _add_text(self, room: QRect, x: int, text: str, font: QFont, colour: str) -> None:
        """A text in the middle of a room's height, `x` pixels from where its lines begin."""
        metrics = QFontMetrics(font)
        left = room.x() + x
        if self._home.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left = room.x() + room.width() - x - metrics.horizontalAdvance(text)
        baseline = room.center().y() + (metrics.ascent() - metrics.descent()) // 2
        is_bold = font.weight() >= font.Weight.DemiBold
        self.texts.append(FaceText(left, baseline, text, QFontInfo(font).pixelSize(), is_bold, colour))

    def _add_label(self, label: QLabel) -> None:
        colour = "muted" if label.property("tone") == "muted" else "text"
        self._add_text(self._place(label), 0, label.text(), label.font(), colour)

    def _add_field(self, field: QLineEdit) -> None:
        place = self._place(field)
        self._add_panel(place, 10)
        before = field.textMargins().left() + self._look.space(12)
        self._add_text(place, before, field.placeholderText(), field.font(), "muted")

    def _add_chip(self, chip: Chip) -> None:
        look, place = self._look, self._place(chip)
        pill = place.adjusted(0, look.space(4), 0, -look.space(4))
        ground, line = ("accent_soft", "accent") if chip.is_active else ("panel", "line")
        radius = pill.height() // 2
        self.panels.append(FacePanel(pill.x(), pill.y(), pill.width(), pill.height(), radius, ground, line))
        colour = "accent" if chip.is_active else "text"
        font = look.font(13, bold=chip.is_active)
        self._add_text(place, look.space(12), chip.shown_text, font, colour)

    def _add_button(self, button: QPushButton) -> None:
        place, text = self._place(button), _plain(button)
        is_plain, is_on = button.property("kind") == "plain", button.isChecked()
        if is_on:
            self._add_panel(place, 10, "accent_soft", "accent_soft")
        elif is_plain:
            self._add_panel(place, 10)
        icon = 0 if button.icon().isNull() else button.iconSize().width()
        width = QFontMetrics(button.font()).horizontalAdvance(text)
        colour = "accent" if is_on else "text" if is_plain else "muted"
        self._add_text(place, (place.width() + icon - width) // 2, text, button.font(), colour)

    def _add_list(self, list_: LibraryList) -> None:
        """The rows as far as they are in view, and one panel behind those of a group."""
        model, view = list_.model_of_rows, list_.viewport()
        offset = view.mapTo(self._home, QPoint(0, 0))
        group = QRect()
        for at in range(model.rowCount()):
            index = model.index(at)
            rect = list_.visualRect(index)
            if rect.top() < 0:
                continue
            if rect.bottom() > view.height():
                break
            item = model.item_at(index)
            place = rect.translated(offset)
            if item.row is None:
                self._add_heading(place, item.heading)
                continue
            group = place if item.is_first else group.united(place)
            self._add_row(place, item.row)
            if item.is_last:
                self._add_panel(group, 12)
                group = QRect()
            else:
                self.panels.append(FacePanel(place.x(), place.bottom(), place.width(), 1, 0, "line", "line"))
        if not group.isNull():
            self._add_panel(group, 12)

    def _add_heading(self, place: QRect, text: str) -> None:
        look = self._look
        font = look.font(13, bold=True)
        lowest = QFontMetrics(font).height()
        line = QRect(place.x(), place.bottom() - look.space(8) - lowest, place.width(), lowest)
        self._add_text(line, look.space(4), text.upper(), font, "muted")

    def _add_row(self, place: QRect, row: LibraryRow) -> None:
        """Its names and its length; when it was last done is left out."""
        look = self._look
        inside = place.adjusted(look.space(16), look.space(10), -look.space(16), -look.space(10))
        title, small = look.font(15, bold=True), look.font(13)
        high, low = QFontMetrics(title).height(), QFontMetrics(small).height()
        upper = QRect(inside.x(), inside.y(), inside.width(), high)
        lower = QRect(inside.x(), inside.bottom() - low, inside.width(), low)
        length = QFontMetrics(small).horizontalAdvance(row.length)
        note = QFontMetrics(small).horizontalAdvance(row.note)
        gap = look.px(12)
        name = _elided(row.title, title, inside.width() - length - gap)
        self._add_text(upper, 0, name, title, "text")
        beside = QRect(inside.x(), inside.y(), inside.width(), low)
        self._add_text(beside, inside.width() - length, row.length, small, "muted")
        detail = _elided(row.detail, small, inside.width() - (note + gap if note else 0))
        self._add_text(lower, 0, detail, small, "muted")


def _elided(text: str, font: QFont, width: int) -> str:
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


def _plain(button: QPushButton) -> str:
    return button.text().replace("&&", "&")


def _is_within(widget: QWidget, frames: list[QFrame]) -> bool:
    return any(frame.isAncestorOf(widget) for frame in frames)
