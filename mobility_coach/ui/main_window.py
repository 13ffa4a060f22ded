"""The one window: the main page, history, settings and the player lie in it, one on top at a time.

It is painted before the coach is there: the words of the main page first, and the page itself in their place
with `attach`, which brings the coach in. Other pages are made when they are first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.ui.first_face import FirstFacePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent

    from mobility_coach.services.breaks.break_settings import Closing
    from mobility_coach.services.first_face import FirstFace
    from mobility_coach.services.ui_ports import CoachPort
    from mobility_coach.ui.export.export_dialog import ExportDialog
    from mobility_coach.ui.figure.figures import Figures
    from mobility_coach.ui.home.home_link import HomeLink
    from mobility_coach.ui.home.home_page import HomePage
    from mobility_coach.ui.key_sheet import KeySheet
    from mobility_coach.ui.look import Look
    from mobility_coach.ui.pages import Pages
    from mobility_coach.ui.parts.work_bar import WorkBar
    from mobility_coach.ui.player.player_page import PlayerPage
    from mobility_coach.ui.player.session_faces import SessionFaces

_NORMAL_SIZE = (1120, 760)
_SMALLEST_SIZE = (420, 480)

_AFTER_PAINT_MS = 1
"""At 0 Qt would go on without a rest, and send what is painted only with what comes next, 40 ms later."""


class MainWindow(QMainWindow):
    """Asks the coach, and shows its answers.

    `first_painted` tells once that something is on the screen, `attached` that the pages are filled.
    `session_asked` tells that a session is about to open, so that any other one has to end; `session_left`
    that it was left. `put_away` tells that the person closed the window and the program goes on, `ended` that
    it does not. `closing` is asked which of the two it is, when a person closes it. `rested` tells that a
    break is over and nobody looks at the window.
    """

    first_painted = Signal()
    attached = Signal()
    session_asked = Signal()
    session_left = Signal()
    put_away = Signal()
    rested = Signal()
    ended = Signal()

    def __init__(self, look: Look, face: FirstFace | None = None) -> None:
        super().__init__()
        self._look = look
        self._face = face
        self._home: HomePage | None = None
        self._link: HomeLink | None = None
        self.others: Pages | None = None
        self._coach: CoachPort | None = None
        self._is_painted = False
        self._early_keys: list[QKeyEvent] = []
        self._key_sheet: KeySheet | None = None
        self._faces: SessionFaces | None = None
        self._exporting: ExportDialog | None = None
        self.figures: Figures | None = None
        self.closing: Callable[[], Closing | None] = lambda: None
        self._wanted = ""
        self.work_bar: WorkBar | None = None
        self.setWindowTitle(tr("Mobility Coach"))
        self.setMinimumSize(*_SMALLEST_SIZE)
        self.resize(self._first_size())
        self.pages = QStackedWidget()
        self._first_face = FirstFacePage(look, face)
        self.pages.addWidget(self._first_face)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.pages)
        self.setCentralWidget(content)

    # Its pages

    @property
    def home(self) -> HomePage:
        """The main page; made when it is first asked for, in the place of its first face."""
        if self._home is None:
            from mobility_coach.ui.home.home_page import HomePage  # noqa: PLC0415  # not before the first paint

            self._home = HomePage(self._look)
            self.pages.insertWidget(0, self._home)
            self.pages.setCurrentWidget(self._home)
            self.pages.removeWidget(self._first_face)
            self._first_face.deleteLater()
        return self._home

    @property
    def home_if_made(self) -> HomePage | None:
        """The main page, once it was made."""
        return self._home

    @property
    def player_page(self) -> PlayerPage:
        """The player's page; made when it is first asked for, once the coach is there."""
        return self.faces.page

    @property
    def faces(self) -> SessionFaces:
        """Where sessions are shown; made when they are first asked for, once the coach is there."""
        if self._faces is None:
            from mobility_coach.ui.player.session_faces import SessionFaces  # noqa: PLC0415  # not before the first paint

            if self._coach is None:
                raise RuntimeError("There are no sessions before the coach is there")
            faces = self._faces = SessionFaces(
                self.pages, self.show_as_left, self._look, self._coach, self.figures_of(self._coach)
            )
            faces.left.connect(self.show_home)
            faces.left.connect(self.session_left)
            faces.stopped.connect(self.home.notice.show_text)
        return self._faces

    # What is done in it

    @property
    def is_attached(self) -> bool:
        """Whether the pages show what the coach knows."""
        return self._link is not None

    def figures_of(self, coach: CoachPort) -> Figures:
        """The one source of figures; a popup may ask for it before the window was ever shown."""
        from mobility_coach.ui.figure.figures import Figures  # noqa: PLC0415  # not before the first paint

        if self.figures is None:
            self.figures = Figures(self._look, coach.figures())
        return self.figures

    def attach(self, coach: CoachPort) -> None:
        """Show what the coach knows, and let the person use it."""
        from PySide6.QtGui import QKeySequence, QShortcut  # noqa: PLC0415  # their names cost time

        from mobility_coach.ui.home.home_link import HomeLink  # noqa: PLC0415  # not before the first paint
        from mobility_coach.ui.pages import Pages  # noqa: PLC0415  # as above

        self._coach = coach
        self.home.use_figures(self.figures_of(coach))
        self._link = HomeLink(self.home, coach, self._look)
        others = self.others = Pages(self.pages, self._look, coach)
        self.home.start_asked.connect(self.start)
        self.home.export_asked.connect(self._export)
        self.home.history_asked.connect(others.show_history)
        self.home.history_asked.connect(self._read_history)
        self.home.settings_asked.connect(others.show_settings)
        self.home.breaks_asked.connect(others.show_breaks)
        others.left.connect(self.show_home)
        others.drill_asked.connect(self.show_drill)
        others.today_asked.connect(self._show_suggestion)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.quit)
        self._link.open()
        self._read_history()
        self._pass_on_keys()
        self.attached.emit()
        if self._wanted:
            self.start(self._wanted)

    def start(self, drill_or_routine_id: str) -> None:
        """Open the player for a drill or routine, and start it; before the coach is there that waits."""
        if self._coach is None:
            self._wanted = drill_or_routine_id
            return
        faces = self.faces
        if faces.is_practising:
            faces.show_page()
            return
        from mobility_coach.domain.commands import Command  # noqa: PLC0415  # not before the first paint
        from mobility_coach.ui.wear import is_motion_reduced  # noqa: PLC0415  # as above

        self.session_asked.emit()
        self.home.notice.show_text("")
        player = self._coach.open_player(drill_or_routine_id)
        player.tell(Command.START)
        is_calm = is_motion_reduced(self._coach.settings_view())
        faces.open(player, self._streak_line, is_calm=is_calm)

    def end_session(self) -> None:
        """Another session begins elsewhere: end the one that is open. What is done of it is kept."""
        if self._faces is not None:
            self._faces.end()

    def show_home(self) -> None:
        """Show the main page, as it is now; while a session goes on, that."""
        if self._faces is not None:
            if self._faces.is_open:
                self._faces.show_page()
                return
            self._faces.leave_full_screen()
        self.pages.setCurrentWidget(self.home)
        if self._link is not None:
            self._link.refresh()
        self.home.focus_list()

    def show_drill(self, drill_id: str) -> None:
        """Show a drill's page."""
        self.show_home()
        self.home.open_drill(drill_id)

    # The window

    def show_as_left(self) -> None:
        """Show the window as large as it was left."""
        if self._face is not None and self._face.is_maximised and not self._is_painted:
            self.showMaximized()
        else:
            self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first paint, once it is on the screen."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(_AFTER_PAINT_MS, self.first_painted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that come before the main page are kept for it; of later ones "?" lists all keys."""
        if self._home is None:
            self._early_keys.append(event.clone())
        elif not self._made_key_sheet().take(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window ends what runs; what is done is kept, or the person decides.

        Where reminders go on it is put away instead.
        """
        # A log-out or a signal closes without a person who could answer.
        if event.spontaneous() and not self._is_left():
            event.ignore()
            return
        self._let_go()
        super().closeEvent(event)
        self.ended.emit()

    def quit(self) -> None:
        """End the program, unless something would be lost and the person stays for it."""
        if self._may_close():
            self.close()

    def _is_left(self) -> bool:
        """Whether the person ends the program by closing the window; else it stays, seen or unseen."""
        from mobility_coach.services.breaks.break_settings import Closing  # noqa: PLC0415  # when it closes

        closing = self.closing()
        if closing is Closing.STAY:
            self._put_away()
        return closing in (None, Closing.QUIT) and self._may_close()

    def _put_away(self) -> None:
        if self._faces is not None and not self._faces.is_elsewhere:
            self._faces.leave()
        self.show_home()
        if self._link is not None:
            self._link.keep()
        self.hide()
        self.put_away.emit()

    def _may_close(self) -> bool:
        """Whether nothing would be lost, or the person leaves although it would; else the window stays."""
        if self._exporting is not None and not self._exporting.may_end():
            return False
        if self._faces is not None:
            self._faces.leave()  # what was practised up to now is recorded
        if self._coach is None or self._is_given_up(self._coach):
            return True
        self.show_home()
        return False

    def _made_key_sheet(self) -> KeySheet:
        from mobility_coach.ui.key_sheet import KeySheet  # noqa: PLC0415  # not before the first paint

        if self._key_sheet is None:
            self._key_sheet = KeySheet(self._look, self.pages, lambda: self._coach)
        return self._key_sheet

    def _pass_on_keys(self) -> None:
        keys, self._early_keys = self._early_keys, []
        for key in keys:
            focused: QWidget | None = self.focusWidget()  # PySide's types know no None here
            QCoreApplication.sendEvent(self if focused is None else focused, key)

    def _let_go(self) -> None:
        if self._faces is not None:
            self._faces.close()
        if self.work_bar is not None:
            self.work_bar.cancel()
        if self._exporting is not None:
            self._exporting.stop()
        if self.others is not None:
            self.others.leave()
        if self._link is not None:
            self._link.keep()
        self._link = None
        if self.figures is not None:
            self.figures.close()
        if self._coach is not None:
            self._coach.close()
            self._coach = None

    def _is_given_up(self, coach: CoachPort) -> bool:
        """Whether all is saved, or the person leaves although it is not."""
        from mobility_coach.ui.trouble.unsaved import Answer, ask_about_unsaved  # noqa: PLC0415  # rarely needed

        while problem := coach.unsaved():
            match ask_about_unsaved(self, problem):
                case Answer.LEAVE:
                    return True
                case Answer.STAY:
                    return False
        return True

    def _read_history(self) -> None:
        """A big history that is not at hand is read while it can be seen how far that is."""
        work = self._coach.reading() if self._coach is not None else None
        if work is None or (self.work_bar is not None and self.work_bar.is_busy):
            return
        if self.work_bar is None:
            from mobility_coach.ui.parts.work_bar import WorkBar  # noqa: PLC0415  # rarely needed

            self.work_bar = WorkBar(self._look)
            self.work_bar.finished.connect(self._take_history)
            self._column.addWidget(self.work_bar)
        self.work_bar.run(work)

    def _take_history(self) -> None:
        if self._link is not None and self.others is not None:
            self._link.refresh()
            self.others.refresh_history()

    def _export(self, item: str, title: str) -> None:
        """Offer to write a session to a file."""
        from mobility_coach.ui.export.export_dialog import ExportDialog  # noqa: PLC0415  # rarely needed

        if self._coach is None:
            return
        if self._exporting is None:
            self._exporting = ExportDialog(self, self._look, self._coach.export)
        self._exporting.choose(item, title)

    def _show_suggestion(self) -> None:
        """The drill that today's card suggests."""
        if self._coach is not None and (suggestion := self._coach.today().suggestion):
            self.show_drill(suggestion)

    def _streak_line(self) -> str:
        """What the end of a session says of the streak; it is asked for once all is recorded."""
        from mobility_coach.domain.wording import ntr  # noqa: PLC0415  # not before the first paint

        streak = self._coach.today().streak if self._coach is not None else 0
        return ntr("{count} day in a row", "{count} days in a row", streak) if streak else ""

    def _first_size(self) -> QSize:
        """As it was left, else larger with a larger text; but never larger than the screen."""
        if self._face is not None:
            width, height = self._face.width, self._face.height
        else:
            width, height = (self._look.px(size) for size in _NORMAL_SIZE)
        available = self.screen().availableSize()
        return QSize(min(width, available.width()), min(height, available.height()))
