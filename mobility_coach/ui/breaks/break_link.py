"""Joins the reminders to the window: who opens whom, and what closing the window means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from mobility_coach.ui.instance_listener import bring_to_front

if TYPE_CHECKING:
    from mobility_coach.services.breaks.break_ports import BreaksPort
    from mobility_coach.services.breaks.break_settings import Closing
    from mobility_coach.services.ui_ports import CoachPort
    from mobility_coach.ui.breaks.break_desk import BreakDesk
    from mobility_coach.ui.breaks.popup import BreakPopup
    from mobility_coach.ui.look import Look
    from mobility_coach.ui.main_window import MainWindow

REST_MS = 15_000
"""So long after a break its words are read, its figure's thread has ended, and the sound device is let go."""


class BreakLink(QObject):
    """Carries reminders out once they are on, or a break is taken; until then it costs nothing.

    `open` begins, `close` ends it.
    """

    def __init__(self, window: MainWindow, look: Look, coach: CoachPort, breaks: BreaksPort) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._coach = coach
        self._breaks = breaks
        self._wants_page = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._take_rest)
        self.desk: BreakDesk | None = None

    def open(self) -> None:
        """Remind, where reminders are on; and lead to their page."""
        window = self._window
        window.closing = self._closing
        window.attached.connect(self._lead_to_page)
        window.session_asked.connect(self._leave_break)
        window.session_left.connect(self._take_change)
        self._breaks.listen(self._take_change)
        if self._breaks.is_on:
            self._open_desk()

    def close(self) -> None:
        """Take everything from the desktop."""
        self._rest.stop()
        if self.desk is not None:
            self.desk.close()
            self.desk = None

    def _open_desk(self) -> None:
        from mobility_coach.ui.breaks.break_desk import BreakDesk  # noqa: PLC0415  # where reminders are on

        breaks = self._breaks
        desk = self.desk = BreakDesk(
            self._look, breaks.reminders, breaks.notifier, self._popup, breaks.chime, self
        )
        desk.open_asked.connect(self._come_up)
        desk.settings_asked.connect(self._show_page)
        desk.ad_break_asked.connect(self._start_ad_break)
        desk.quit_asked.connect(self._window.quit)
        desk.session_started.connect(self._window.end_session)
        desk.session_started.connect(self._rest.stop)
        desk.session_ended.connect(self._refresh_home)
        desk.session_ended.connect(self._rest.start)
        desk.open()

    def _popup(self) -> BreakPopup:
        from mobility_coach.ui.breaks.popup import BreakPopup  # noqa: PLC0415  # with the first break
        from mobility_coach.ui.wear import is_motion_reduced  # noqa: PLC0415  # as above

        popup = BreakPopup(self._look, self._breaks.reminders, lambda: self._window.figures_of(self._coach))
        popup.set_reduced_motion(is_reduced=is_motion_reduced(self._coach.settings_view()))
        return popup

    def _leave_break(self) -> None:
        """A session of the window begins: it takes the place of a break's, and is measured from now on."""
        if self.desk is not None:
            self.desk.leave_break()
            QTimer.singleShot(0, self.desk.refresh)

    def _take_change(self) -> None:
        if self.desk is not None:
            self.desk.refresh()
        elif self._breaks.is_active:
            self._open_desk()

    def _lead_to_page(self) -> None:
        if self._window.others is not None:
            self._window.others.use_breaks(self._breaks)
            if self._wants_page:
                self._window.others.show_breaks()

    def _come_up(self) -> None:
        if not self._window.isVisible():
            self._window.show_as_left()
        bring_to_front(self._window)

    def _start_ad_break(self, ad_break: str) -> None:
        self._window.start(ad_break)  # before anything is shown: its time has begun
        self._come_up()

    def _show_page(self) -> None:
        self._come_up()
        if self._window.others is not None:
            self._window.others.show_breaks()
        else:
            self._wants_page = True

    def _refresh_home(self) -> None:
        """What was practised in a break counts: the main page shows it."""
        if self._window.is_attached and self._window.pages.currentWidget() is self._window.home:
            self._window.show_home()

    def _take_rest(self) -> None:
        if not self._window.isVisible():
            self._window.rested.emit()

    def _closing(self) -> Closing | None:
        """What it means that the person closes the window, who is asked the first time."""
        from mobility_coach.services.breaks.break_settings import Closing  # noqa: PLC0415  # when it closes

        if not self._breaks.is_on:
            return None
        closing = self._breaks.closing
        if closing is Closing.ASK:
            from mobility_coach.ui.breaks.closing import ask_how_to_close  # noqa: PLC0415  # the first time alone

            closing = ask_how_to_close(self._window, has_tray=self.desk is not None and self.desk.has_tray)
            if closing is not Closing.ASK:
                self._breaks.set_closing(closing)
        return closing
