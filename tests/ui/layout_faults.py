"""Finds what is wrong with a window as it stands: cut off, covered, too small to press, without a name."""

import re
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QButtonGroup,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QSlider,
    QWidget,
)

from mobility_coach.ui.parts.labels import ElidedLabel
from mobility_coach.ui.player.key_help import KeyHelp

ROUNDING = 1
"""Pixels; sizes in the scale of the text are rounded one by one."""

_TARGETS = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QSlider)
_CLOSED = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QSlider, QScrollBar)
"""What Qt lays out inside is its own matter."""

_COVERS = (KeyHelp,)
"""What lies on all else on purpose; what is behind is out of reach."""


def faults(window: QWidget, target: int = 40) -> list[str]:
    """All that is wrong; `target` is the least height of what is pressed, in pixels."""
    return [
        *(told for widget in shown(window) for told in _faults_of(widget, window, target)),
        *(f"{say(one)} lies on {say(other)}" for one, other in overlapping(window)),
    ]


def shown(window: QWidget) -> Iterator[QWidget]:
    """The window's widgets that show; not what makes up a control of Qt."""
    for child in _children(window):
        yield child
        yield from shown(child)


def stops(window: QWidget) -> list[QWidget]:
    """What Tab has to come to: all that takes the keyboard; of a group of which one is on, that one."""
    return [each for each in shown(window) if _is_stop(each)]


def overlapping(window: QWidget) -> Iterator[tuple[QWidget, QWidget]]:
    """Parts of which one covers something of the other."""
    places = [(each, _place(each)) for each in shown(window) if _is_seen(each) and not _children(each)]
    for (one, here), (other, there) in combinations(places, 2):
        if here.intersects(there):
            yield one, other


def say(widget: QWidget) -> str:
    """A widget for people to find: its kind, and its name or text."""
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    name = text or widget.accessibleName() or str(widget.property("role") or "")
    place = widget.mapTo(widget.window(), QPoint(0, 0))
    return (
        f"{type(widget).__name__} “{name[:40]}” ({place.x()},{place.y()} {widget.width()}x{widget.height()})"
    )


def _faults_of(widget: QWidget, window: QWidget, target: int) -> Iterator[str]:
    parent = widget.parentWidget()
    if parent is not None and _sticks_out(widget, parent):
        yield f"{say(widget)} sticks out of {say(parent)}"
    if _is_text_cut(widget):
        yield f"the text of {say(widget)} is cut off"
    if isinstance(widget, _TARGETS) and widget.isEnabled() and _height_of_target(widget) < target:
        yield f"{say(widget)} is less than {target} pixels high"
    if _is_stop(widget):
        told = QAccessible.queryAccessibleInterface(widget)
        if not told.text(QAccessible.Text.Name).strip():
            yield f"{say(widget)} takes the keyboard and has no name"
    description = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Description)
    if "<" in description:
        yield f"{say(widget)} is described by marks: {description[:40]}"


def _children(parent: QWidget) -> list[QWidget]:
    if isinstance(parent, _CLOSED):
        return []
    if isinstance(parent, QScrollArea):
        inside = [parent.viewport()]
    elif isinstance(parent, QAbstractScrollArea):
        return []  # a list paints its rows itself
    else:
        inside = [each for each in parent.children() if isinstance(each, QWidget)]
    found = [each for each in inside if each.isVisible() and not each.isWindow()]
    return [each for each in found if isinstance(each, _COVERS)] or found


def _is_seen(widget: QWidget) -> bool:
    if isinstance(widget, QLabel):
        return bool(widget.text())
    return type(widget) is not QWidget  # bare ones only hold others


def _place(widget: QWidget) -> QRect:
    """Where it shows in its window: without what scrolling and its parents cut off."""
    place = widget.rect()
    here: QWidget | None = widget
    while here is not None and not here.isWindow():
        place = place.translated(here.pos())
        here = here.parentWidget()
        if here is not None:
            place = place.intersected(here.rect())
    return place


def _sticks_out(widget: QWidget, parent: QWidget) -> bool:
    room = parent.rect().adjusted(-ROUNDING, -ROUNDING, ROUNDING, ROUNDING)
    if isinstance(parent.parentWidget(), QScrollArea):  # it may be as high as it likes
        return widget.width() > room.width()
    return not room.contains(widget.geometry())


def _is_text_cut(widget: QWidget) -> bool:
    if isinstance(widget, ElidedLabel):
        return widget.sizeHint().width() > widget.width() + 2 * ROUNDING and not widget.toolTip()
    if isinstance(widget, QLabel):
        return bool(widget.text()) and _is_label_cut(widget)
    if isinstance(widget, QAbstractButton) and widget.text():
        needed = widget.sizeHint()
        return widget.width() + ROUNDING < needed.width() or widget.height() + ROUNDING < needed.height()
    return False


def _is_label_cut(label: QLabel) -> bool:
    if not label.wordWrap():
        needed = label.sizeHint()
        return label.width() + ROUNDING < needed.width() or label.height() + ROUNDING < needed.height()
    metrics = QFontMetrics(label.font())
    widest = max(metrics.horizontalAdvance(word) for word in re.split(r"[\s\u200b]+", label.text()))
    too_high = label.heightForWidth(label.width()) > label.height() + ROUNDING
    return too_high or widest > label.contentsRect().width() + ROUNDING


def _height_of_target(widget: QWidget) -> int:
    """A number between its two buttons is pressed on the frame around them."""
    parent = widget.parentWidget()
    if isinstance(widget, QAbstractSpinBox) and parent is not None:
        return parent.height()
    if isinstance(widget, QAbstractButton) and parent is not None and parent.property("role") == "stepper":
        return parent.height()
    return widget.height()


def _is_stop(widget: QWidget) -> bool:
    if not widget.isEnabled() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    if any(isinstance(each, _COVERS) for each in _children(widget)):
        return False
    if isinstance(widget, QAbstractButton):
        group: QButtonGroup | None = widget.group()  # the stubs don't know that there may be none
        if group is not None and group.exclusive() and group.checkedButton() not in (None, widget):
            return False
    return True
