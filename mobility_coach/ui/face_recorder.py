"""Writes down what the main page shows and where, for the first moment of the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontInfo, QFontMetrics
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from mobility_coach.services.first_face import FacePanel, FaceText, FirstFace
from mobility_coach.ui.library_list import LibraryList

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from mobility_coach.services.presenters.library_presenter import LibraryRow
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
    def __init__(self, home: QWidget, look: Look) -> None:
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
        for list_ in self._shown(LibraryList):
            self._add_list(list_)
        for label in self._shown(QLabel):
            if not _is_within(label, frames):
                self._add_label(label)
        for button in self._shown(QPushButton):
            if not _is_within(button, frames):
                self._add_button(button)

    def _shown(self, kind: type[_Kind]) -> list[_Kind]:
        # The window itself may be closed already.
        return [each for each in self._home.findChildren(kind) if each.isVisibleTo(self._home)]

    def _place(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._home, QPoint(0, 0)), widget.size())

    def _add_panel(self, place: QRect, radius: int, ground: str = "panel", line: str = "line") -> None:
        room = self._look.space(radius)
        self.panels.append(FacePanel(place.x(), place.y(), place.width(), place.height(), room, ground, line))

    def _add_text(self, x: int, centre: int, text: str, font: QFont, colour: str) -> None:
        metrics = QFontMetrics(font)
        baseline = centre + (metrics.ascent() - metrics.descent()) // 2
        is_bold = font.weight() >= font.Weight.DemiBold
        self.texts.append(FaceText(x, baseline, text, QFontInfo(font).pixelSize(), is_bold, colour))

    def _add_label(self, label: QLabel) -> None:
        place = self._place(label)
        colour = {"": "text", "muted": "muted"}.get(label.property("tone") or "", "text")
        self._add_text(place.x(), place.center().y(), label.text(), label.font(), colour)

    def _add_button(self, button: QPushButton) -> None:
        place, text = self._place(button), button.text().replace("&&", "&")
        kind, is_on = button.property("kind"), button.isChecked()
        if is_on:
            self._add_panel(place, 10, "accent_soft", "accent_soft")
        elif kind == "plain":
            self._add_panel(place, 10)
        icon = 0 if button.icon().isNull() else button.iconSize().width()
        width = QFontMetrics(button.font()).horizontalAdvance(text)
        colour = "accent" if is_on else "text" if kind == "plain" else "muted"
        x = place.center().x() + (icon - width) // 2
        self._add_text(x, place.center().y(), text, button.font(), colour)

    def _add_list(self, list_: LibraryList) -> None:
        """The rows as far as they are in view, and one panel behind those of a group."""
        model, view = list_.model_of_rows, list_.viewport()
        offset = view.mapTo(self._home, QPoint(0, 0))
        group = QRect()
        for at in range(model.rowCount()):
            index = model.index(at)
            rect = list_.visualRect(index)
            item = model.item_at(index)
            if rect.bottom() > view.height() or rect.top() < 0:
                continue
            if item.row is None:
                self._add_heading(rect.translated(offset), item.heading)
                continue
            group = group.united(rect) if not item.is_first else rect
            self._add_row(rect.translated(offset), item.row)
            if item.is_last:
                self._add_panel(group.translated(offset), 12)
                group = QRect()
        if not group.isNull():
            self._add_panel(group.translated(offset), 12)

    def _add_heading(self, rect: QRect, text: str) -> None:
        look = self._look
        font = look.font(13, bold=True)
        bottom = rect.bottom() - look.space(8) - QFontMetrics(font).height() // 2
        self._add_text(rect.x() + look.space(4), bottom, text.upper(), font, "muted")

    def _add_row(self, rect: QRect, row: LibraryRow) -> None:
        """Its names and its length; when it was last done is left out."""
        look = self._look
        inside = rect.adjusted(look.space(16), look.space(10), -look.space(16), -look.space(10))
        title, small = look.font(15, bold=True), look.font(13)
        top = inside.top() + QFontMetrics(title).height() // 2
        bottom = inside.bottom() - QFontMetrics(small).height() // 2
        length = QFontMetrics(small).horizontalAdvance(row.length)
        self._add_text(inside.x(), top, row.title, title, "text")
        self._add_text(inside.right() - length, top, row.length, small, "muted")
        self._add_text(inside.x(), bottom, row.detail, small, "muted")


def _is_within(widget: QWidget, frames: list[QFrame]) -> bool:
    return any(frame.isAncestorOf(widget) for frame in frames)
