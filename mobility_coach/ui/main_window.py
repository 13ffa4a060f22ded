"""The one window: the main page, the settings and the player lie in it, one on top at a time.

It is painted before the coach is there: the words of the main page first, and the page itself in their place
with `attach`, which brings the coach in. Other pages are made when they are first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.ui.first_face import FirstFacePage
from mobility_coach.ui.look import Look, ThemeChoice

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from mobility_coach.services.first_face import FirstFace
    from mobility_coach.services.ui_ports import CoachPort
    from mobility_coach.ui.home_page import HomePage
    from mobility_coach.ui.player_page import PlayerPage
    from mobility_coach.ui.settings_page import SettingsPage

_NORMAL_SIZE = (1120, 760)
_SMALLEST_SIZE = (420, 480)

_AFTER_PAINT_MS = 1
"""At 0 Qt would go on without a rest, and send what is painted only with what comes next, 40 ms later."""

THEME_SETTING = "theme"


class MainWindow(QWidget):
    """Asks the coach, and shows its answers; `first_painted` tells once that something is on the screen."""

    first_painted = Signal()

    def __init__(self, look: Look, face: FirstFace | None = None) -> None:
        super().__init__()
        self._look = look
        self._face = face
        self._home: HomePage | None = None
        self._coach: CoachPort | None = None
        self._is_painted = False
        self._was_maximised = False
        self._player_page: PlayerPage | None = None
        self._settings_page: SettingsPage | None = None
        self.setWindowTitle(tr("Mobility Coach"))
        self.setMinimumSize(*_SMALLEST_SIZE)
        self.resize(self._first_size())
        self.pages = QStackedWidget()
        self._first_face = FirstFacePage(look, face)
        self.pages.addWidget(self._first_face)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    @property
    def home(self) -> HomePage:
        """The main page; made when it is first asked for, in the place of its first face."""
        if self._home is None:
            from mobility_coach.ui.home_page import HomePage  # noqa: PLC0415  # not before the first paint

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
        """The player's page; made when it is first asked for."""
        if self._player_page is None:
            from mobility_coach.ui.player_page import PlayerPage  # noqa: PLC0415  # not before the first paint

            self._player_page = PlayerPage(self._look)
            self._player_page.closed.connect(self._show_home)
            self._player_page.stopped.connect(self.home.notice.show_text)
            self._player_page.full_screen_asked.connect(self._toggle_full_screen)
            self.pages.addWidget(self._player_page)
        return self._player_page

    @property
    def settings_page(self) -> SettingsPage | None:
        """The settings' page, once it was opened."""
        return self._settings_page

    def show_as_left(self) -> None:
        """Show the window as large as it was left."""
        if self._face is not None and self._face.is_maximised:
            self.showMaximized()
        else:
            self.show()

    def attach(self, coach: CoachPort) -> None:
        """Show what the coach knows, and let the person use it."""
        self._coach = coach
        home = self.home
        home.drill_chosen.connect(self._show_drill)
        home.routine_chosen.connect(self._show_routine)
        home.start_asked.connect(self.start)
        home.settings_asked.connect(self.open_settings)
        home.drill_page.reps_changed.connect(self._set_reps)
        home.drill_page.bpm_changed.connect(self._set_bpm)
        home.drill_page.cue_changed.connect(self._set_cue)
        home.drill_page.reset_asked.connect(self._reset_drill)
        home.routine_page.minutes_changed.connect(self._set_minutes)
        home.show_library(coach.library())
        home.show_today(coach.today())
        home.show_problems(coach.problems())
        home.focus_list()

    def start(self, drill_or_routine_id: str) -> None:
        """Open the player for a drill or routine, and start it."""
        if self._coach is None or self.pages.currentWidget() is self._player_page:
            return
        from mobility_coach.domain.commands import Command  # noqa: PLC0415  # not before the first paint

        self.home.notice.show_text("")
        player = self._coach.open_player(drill_or_routine_id)
        player.tell(Command.START)
        page = self.player_page
        self.pages.setCurrentWidget(page)
        page.open(player)

    def open_settings(self) -> None:
        """Show the settings."""
        if self._coach is None:
            return
        if self._settings_page is None:
            self._settings_page = self._make_settings_page(self._coach)
        self._settings_page.refresh()
        self.pages.setCurrentWidget(self._settings_page)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first paint, once it is on the screen."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(_AFTER_PAINT_MS, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window ends what runs; what is done is kept, or the person decides."""
        if self._player_page is not None:
            self._player_page.leave()
        # A log-out or a signal closes without a person who could answer.
        if event.spontaneous() and self._coach is not None and not self._is_given_up(self._coach):
            event.ignore()
            self._show_home()
            return
        if self._coach is not None:
            self._coach.close()
            self._coach = None
        super().closeEvent(event)

    def _is_given_up(self, coach: CoachPort) -> bool:
        """Whether all is saved, or the person leaves although it is not."""
        from mobility_coach.ui.unsaved import Answer, ask_about_unsaved  # noqa: PLC0415  # rarely needed

        while problem := coach.unsaved():
            match ask_about_unsaved(self, problem):
                case Answer.LEAVE:
                    return True
                case Answer.STAY:
                    return False
        return True

    def _make_settings_page(self, coach: CoachPort) -> SettingsPage:
        from mobility_coach.ui.settings_page import SettingsPage  # noqa: PLC0415  # not before the first paint

        page = SettingsPage(self._look, coach)
        page.closed.connect(self._show_home)
        page.setting_changed.connect(self._take_setting)
        self.pages.addWidget(page)
        return page

    def _show_home(self) -> None:
        if self.isFullScreen():
            self._toggle_full_screen()
        self.pages.setCurrentWidget(self.home)
        self._refresh()
        self.home.focus_list()

    def _refresh(self) -> None:
        """A session or a setting may have changed all of it."""
        if self._coach is None:
            return
        self.home.show_library(self._coach.library())
        self.home.show_today(self._coach.today())
        self.home.show_problems(self._coach.problems())

    def _show_drill(self, drill_id: str) -> None:
        if self._coach is not None:
            self.home.drill_page.show_drill(self._coach.drill_page(drill_id))

    def _show_routine(self, routine_id: str) -> None:
        if self._coach is not None:
            self.home.routine_page.show_routine(self._coach.routine_page(routine_id))

    def _set_reps(self, drill_id: str, movement_id: str, reps: int) -> None:
        if self._coach is not None:
            self._coach.set_reps(drill_id, movement_id, reps)
            self._show_drill(drill_id)

    def _set_bpm(self, drill_id: str, bpm: int) -> None:
        if self._coach is not None:
            self._coach.set_bpm(drill_id, bpm)
            self._show_drill(drill_id)

    def _set_cue(self, drill_id: str, cue_id: str) -> None:
        if self._coach is not None:
            self._coach.set_cue(drill_id, cue_id)
            self._show_drill(drill_id)

    def _reset_drill(self, drill_id: str) -> None:
        if self._coach is not None:
            self._coach.reset_drill(drill_id)
            self._show_drill(drill_id)

    def _set_minutes(self, routine_id: str, minutes: int) -> None:
        if self._coach is not None:
            self._coach.set_minutes(routine_id, minutes)
            self._show_routine(routine_id)

    def _take_setting(self, name: str) -> None:
        """The theme is the window's own matter."""
        if name != THEME_SETTING or self._coach is None:
            return
        value = self._coach.settings_view().value(THEME_SETTING)
        if value in set(ThemeChoice):
            self._look.set_theme(ThemeChoice(str(value)))

    def _toggle_full_screen(self) -> None:
        is_full = not self.isFullScreen()
        if is_full:
            self._was_maximised = self.isMaximized()
            self.showFullScreen()
        elif self._was_maximised:
            self.showMaximized()
        else:
            self.showNormal()
        if self._player_page is not None:
            self._player_page.set_full_screen(is_full=is_full)

    def _first_size(self) -> QSize:
        """As it was left, else larger with a larger text; but never larger than the screen."""
        if self._face is not None and not self._face.is_maximised:
            width, height = self._face.width, self._face.height
        else:
            width, height = (self._look.px(size) for size in _NORMAL_SIZE)
        available = self.screen().availableSize()
        return QSize(min(width, available.width()), min(height, available.height()))
