"""The one place that knows where the open session is shown: on its page, in the small player, on the TV.

Going from one to another ends nothing: one face hands the session on, and the next one opens it; the sound
does not notice.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from mobility_coach.ui.instance_listener import bring_to_front
from mobility_coach.ui.player.elsewhere_page import ElsewherePage
from mobility_coach.ui.player.face import Face
from mobility_coach.ui.player.held_key import HeldKey
from mobility_coach.ui.player.player_page import PlayerPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QKeyEvent, QWindow

    from mobility_coach.services.ui_ports import CoachPort, PlayerPort
    from mobility_coach.ui.figure.figures import Figures
    from mobility_coach.ui.look import Look
    from mobility_coach.ui.player.session_pulse import SessionPulse
    from mobility_coach.ui.tv.screens import TvScreens


class FaceWindow(Protocol):
    """A window of its own that shows a session."""

    @property
    def pulse(self) -> SessionPulse:
        """Follows the session."""
        ...

    @property
    def had_keyboard(self) -> bool:
        """Whether the keyboard was here when the window went away."""
        ...

    @property
    def ended(self) -> SignalInstance:
        """The session is over and closed."""
        ...

    @property
    def finished(self) -> SignalInstance:
        """The session came to its end, and whoever wants to show that may take it now."""
        ...

    @property
    def stopped(self) -> SignalInstance:
        """The person ended the session; brings the words for that, after `ended`."""
        ...

    @property
    def back_asked(self) -> SignalInstance:
        """The person wants to see the session in the main window."""
        ...

    @property
    def face_asked(self) -> SignalInstance:
        """The person wants to see the session in the `Face` that it brings."""
        ...

    def set_reduced_motion(self, *, is_reduced: bool) -> None:
        """Whether things switch from state to state instead of moving."""
        ...

    def open(self, player: PlayerPort) -> None:
        """Come up, and show a session."""
        ...

    def release(self) -> PlayerPort | None:
        """Hand the session on without ending it, and go away; None where there is none."""
        ...

    def leave(self) -> None:
        """End the session, if there is one, and go away."""
        ...

    def windowHandle(self) -> QWindow:  # Qt's own name
        """Qt's own."""
        ...

    def keyPressEvent(self, event: QKeyEvent) -> None:  # as above
        """Keys give the commands."""
        ...

    def deleteLater(self) -> None:
        """Qt's own."""
        ...


class SessionFaces(QObject):
    """Shows one session at a time. `left` tells that it is over and no face shows it any more.

    `stopped` comes after it where the person ended the session, with the words for that.
    """

    left = Signal()
    stopped = Signal(str)

    def __init__(
        self,
        pages: QStackedWidget,
        show_window: Callable[[], None],
        look: Look,
        coach: CoachPort,
        figures: Figures,
    ) -> None:
        """`pages` are those of the window, and `show_window` shows it where it was put away."""
        super().__init__(pages)
        self._pages = pages
        self._show_window = show_window
        self._look = look
        self._coach = coach
        self._figures = figures
        self._is_calm = False
        self._was_maximised = False
        self._closing_line: Callable[[], str] = str
        self._windows: dict[Face, FaceWindow] = {}
        self._elsewhere: ElsewherePage | None = None
        self._screens: TvScreens | None = None
        self._held_key = HeldKey(self)
        self.face = Face.PAGE
        page = self.page = PlayerPage(look)
        page.use_figures(figures)
        page.closed.connect(self.left)
        page.stopped.connect(self.stopped)
        page.full_screen_asked.connect(self.toggle_full_screen)
        page.face_asked.connect(self.show_in)
        pages.addWidget(page)

    @property
    def _window(self) -> QWidget:
        return self._pages.window()

    @property
    def is_open(self) -> bool:
        """Whether there is a session, or the words at the end of one."""
        return self._shown.pulse.is_open

    @property
    def is_practising(self) -> bool:
        """Whether a session goes on."""
        return self.is_open and not self._shown.pulse.is_finished

    @property
    def is_elsewhere(self) -> bool:
        """Whether a session is shown outside of the main window."""
        return self.face is not Face.PAGE

    def open(self, player: PlayerPort, closing_line: Callable[[], str], *, is_calm: bool) -> None:
        """Show a session on its page; `closing_line` is asked at its end for one line more."""
        self.leave()
        self._closing_line = closing_line
        self._is_calm = is_calm
        self._held_key.watch(self._window.windowHandle())
        self.page.set_reduced_motion(is_reduced=is_calm)
        self.show_page()
        self.page.open(player, closing_line)

    def show_page(self) -> None:
        """Have the main window show the session, or where it is."""
        self._pages.setCurrentWidget(self._elsewhere_page() if self.is_elsewhere else self.page)

    def show_in(self, face: Face) -> None:
        """Show the session in another face than now; what is said at its end only comes to the page."""
        if face is self.face or not (self.is_practising or face is Face.PAGE):
            return
        player = self._shown.release()
        if player is not None:
            self._show_in(face, player)

    def leave(self) -> None:
        """End the session, if there is one; what is done of it is kept."""
        self._shown.leave()

    def end(self) -> None:
        """The same, but words at the end of a session stay on the page."""
        if self.is_practising or self.is_elsewhere:
            self.leave()

    def close(self) -> None:
        """The program ends: end the session, and put all windows away for good."""
        self.leave()
        for window in self._windows.values():
            window.deleteLater()
        self._windows.clear()

    def toggle_full_screen(self) -> None:
        """Have the page fill the whole screen, or the window be as it was."""
        window = self._window
        is_full = not window.isFullScreen()
        if is_full:
            self._was_maximised = window.isMaximized()
            window.showFullScreen()
        elif self._was_maximised:
            window.showMaximized()
        else:
            window.showNormal()
        self.page.set_full_screen(is_full=is_full)

    def leave_full_screen(self) -> None:
        """The window as it was before."""
        if self._window.isFullScreen():
            self.toggle_full_screen()

    # From face to face

    @property
    def _shown(self) -> PlayerPage | FaceWindow:
        return self._windows.get(self.face, self.page)

    def _show_in(self, face: Face, player: PlayerPort) -> None:
        self.face = face
        if face is Face.PAGE:
            self.show_page()
            self.page.open(player, self._closing_line)
            return
        self.leave_full_screen()
        window = self._window_of(face)
        has_screens = self._screens is not None and self._screens.is_choice
        self._elsewhere_page().show_face(face, has_screens=has_screens)
        self.show_page()
        window.set_reduced_motion(is_reduced=self._is_calm)
        window.open(player)
        self._held_key.watch(window.windowHandle())

    def _come_back(self) -> None:
        """The person wants to see it in the window, which may be put away."""
        self.show_in(Face.PAGE)
        if not self._window.isVisible():
            self._show_window()
            self._held_key.watch(self._window.windowHandle())
        bring_to_front(self._window)

    def _take_end(self) -> None:
        """What was practised is read on the page, but a window that was put away stays so."""
        shown = self._windows[self.face]
        if self._window.isVisible() and (player := shown.release()) is not None:
            self._show_in(Face.PAGE, player)
            if shown.had_keyboard:
                bring_to_front(self._window)

    def _take_stop(self, face: Face, words: str) -> None:
        """The keyboard goes where the person is now; nothing comes up that was out of the way."""
        if self._windows[face].had_keyboard and self._window.isVisible() and not self._window.isMinimized():
            bring_to_front(self._window)
        self.stopped.emit(words)

    def _forget(self) -> None:
        self.face = Face.PAGE
        self.left.emit()

    def _window_of(self, face: Face) -> FaceWindow:
        if face not in self._windows:
            window = self._windows[face] = self._made_tv() if face is Face.TV else self._made_mini()
            window.ended.connect(self._forget)
            window.finished.connect(self._take_end)
            window.stopped.connect(partial(self._take_stop, face))
            window.back_asked.connect(self._come_back)
            window.face_asked.connect(self.show_in)
        return self._windows[face]

    def _made_mini(self) -> FaceWindow:
        from mobility_coach.ui.player.mini_window import MiniWindow  # noqa: PLC0415  # rarely needed

        return MiniWindow(self._look, self._coach, self._figures)

    def _made_tv(self) -> FaceWindow:
        from mobility_coach.ui.tv.screens import TvScreens  # noqa: PLC0415  # rarely needed
        from mobility_coach.ui.tv.tv_window import TvWindow  # noqa: PLC0415  # as above

        self._screens = TvScreens(self._coach.window_memory, self._window)
        return TvWindow(self._look, self._coach, self._figures, self._screens)

    def _elsewhere_page(self) -> ElsewherePage:
        if self._elsewhere is None:
            page = self._elsewhere = ElsewherePage(self._look)
            page.back_asked.connect(self._come_back)
            page.screens_asked.connect(self._ask_for_screen)
            page.key_pressed.connect(self._take_key)
            self._pages.addWidget(page)
        return self._elsewhere

    def _ask_for_screen(self) -> None:
        if self._screens is None or self._elsewhere is None:
            return
        menu = QMenu(self._elsewhere)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._screens.add_to(menu)
        button = self._elsewhere.screens
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _take_key(self, event: QKeyEvent) -> None:
        """A key in the main window means the same as one where the session is."""
        self._shown.keyPressEvent(event)
