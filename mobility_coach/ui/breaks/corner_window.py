"""A small window in the corner of the screen where the pointer is. It never takes the keyboard by itself."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication, QPainter, QPen
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from mobility_coach.ui.breaks.key_guard import REST_SECONDS, KeyGuard
from mobility_coach.ui.breaks.placing import fitting, in_corner, resized

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import (
        QHideEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
        QScreen,
        QShowEvent,
    )

    from mobility_coach.ui.look import Look

EDGE = 1
ON_ITS_WAY_MS = 400
"""A press that comes sooner was begun before the window could be seen."""

_MARGIN = 20
_FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
)


class CornerWindow(QWidget):
    """Subclasses say how large they want to be (`wanted_size`) and what keys do (`take_key`).

    For its first second the desktop can't give it the keyboard at all, unless the person clicks in it; keys
    that come right after it got the keyboard do nothing either, and no press that was on its way to what it
    covers.
    """

    def __init__(self, look: Look, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(None, _FLAGS)
        self._look = look
        self.guard = KeyGuard(clock)
        self._screen: QScreen | None = None
        self._pressed_at = QPoint()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._shield = QWidget(self)
        self._shield.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self._shield.hide()
        self._shielding = self._timer(ON_ITS_WAY_MS, self._shield.hide)
        self._coming_up = self._timer(round(1000 * REST_SECONDS), self._accept_keyboard)
        self._settling = self._timer(0, self.settle)
        look.changed.connect(self._settling.start)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenRemoved.connect(self._settling.start)

    def wanted_size(self, room: QSize) -> QSize:
        """How large it would be in a room of this size, in pixels."""
        raise NotImplementedError

    def take_key(self, event: QKeyEvent) -> None:
        """A key that is meant for this window."""
        event.ignore()

    # Where it stands

    def come_up(self) -> None:
        """Show it in the corner of the screen where the pointer is, or in another size where it stands."""
        if self.isVisible():
            self.settle()
            return
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        self.setScreen(screen)
        self._follow(screen)
        available, margin = screen.availableGeometry(), self._look.space(_MARGIN)
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setGeometry(in_corner(self._wanted(screen), available, margin, is_mirrored=is_mirrored))
        self._refuse_keyboard()
        self._shield.raise_()
        self._shield.show()
        self.show()
        self.raise_()

    def settle(self) -> None:
        """Be as large as what is shown now, and wholly on a screen that is there."""
        if not self.isVisible():
            return
        screen = QGuiApplication.screenAt(self.geometry().center()) or QGuiApplication.primaryScreen()
        self._follow(screen)
        available, margin = screen.availableGeometry(), self._look.space(_MARGIN)
        place = resized(self.geometry(), self._wanted(screen), available, margin)
        if place != self.geometry():
            self.setGeometry(place)

    def _wanted(self, screen: QScreen) -> QSize:
        # What is not shown yet has no style, and layouts learn only later what changed in them.
        for widget in self.findChildren(QWidget):
            widget.ensurePolished()
            widget.updateGeometry()
        for layout in self.findChildren(QLayout):
            layout.invalidate()
        available, margin = screen.availableGeometry(), self._look.space(_MARGIN)
        room = fitting(available.size(), available, margin)
        return self.wanted_size(room).boundedTo(room)

    def _follow(self, screen: QScreen) -> None:
        """Notice when the screen becomes another size, or gets a panel."""
        if screen is not self._screen:
            self._screen = screen
            screen.availableGeometryChanged.connect(
                self._settling.start, type=Qt.ConnectionType.UniqueConnection
            )

    # The keyboard

    def touched(self) -> None:
        """The person has pressed something in it with the pointer: now it may have the keyboard."""
        self.guard.open()
        self._coming_up.stop()
        self._accept_keyboard()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that were meant for another window end here."""
        if self.guard.lets_through():
            self.take_key(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab goes from control to control, once keys count."""
        return super().focusNextPrevChild(is_next) if self.guard.lets_through() else True

    def changeEvent(self, event: QEvent) -> None:
        """Whenever it gets the keyboard, no control has it: a key can press nothing at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            if self.isActiveWindow():
                self.guard.close()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse_keyboard(self) -> None:
        """Some window managers give the keyboard to each new window; to one like this none does."""
        self.winId()  # makes its handle
        self.windowHandle().setFlag(Qt.WindowType.WindowDoesNotAcceptFocus)

    def _accept_keyboard(self) -> None:
        self.windowHandle().setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, on=False)

    # The window itself

    def showEvent(self, event: QShowEvent) -> None:
        """Nothing is done by keys right after it comes up."""
        super().showEvent(event)
        self.guard.close()
        self._coming_up.start()
        self._shielding.start()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All of it is shielded at first."""
        super().resizeEvent(event)
        self._shield.resize(event.size())

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing runs that is not seen."""
        super().hideEvent(event)
        self._coming_up.stop()
        self._settling.stop()
        self._shielding.stop()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the ground gives it the keyboard."""
        self._pressed_at = event.position().toPoint()
        self.touched()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It can be dragged out of the way."""
        distance = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if distance >= QApplication.startDragDistance():
            self.windowHandle().startSystemMove()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A panel with a line around it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("panel"))
        painter.setPen(QPen(self._look.colour("line"), EDGE))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _timer(self, milliseconds: int, told: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(told)
        return timer
