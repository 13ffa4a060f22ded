"""The pages beside the main one and the player, from history to diagnostics; made when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from mobility_coach.ui.wear import wear_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QStackedWidget

    from mobility_coach.services.breaks.break_ports import Autostart, BreakPlanPort, RemindersPort
    from mobility_coach.services.ui_ports import CoachPort
    from mobility_coach.ui.breaks.breaks_page import BreaksPage
    from mobility_coach.ui.history.history_page import HistoryPage
    from mobility_coach.ui.look import Look
    from mobility_coach.ui.settings.settings_page import SettingsPage
    from mobility_coach.ui.trouble.diagnostics_page import DiagnosticsPage


_DRESSING_MS = 40
"""To dress all pages takes a sixth of a second or more; a held key must not queue that up for each step."""


class BreakParts(Protocol):
    """What the reminders' page needs; each part is asked for when the page is made."""

    @property
    def plan(self) -> BreakPlanPort:
        """How reminders are set."""
        ...

    @property
    def reminders(self) -> RemindersPort:
        """The reminders themselves."""
        ...

    @property
    def autostart(self) -> Autostart | None:
        """Whether the program starts with the computer; None where that can't be set."""
        ...


class Pages(QObject):
    """Puts them on top of `stack`; `left` tells that the person went back from there."""

    left = Signal()
    drill_asked = Signal(str)
    today_asked = Signal()

    def __init__(self, stack: QStackedWidget, look: Look, coach: CoachPort) -> None:
        super().__init__(stack)
        self._stack = stack
        self._look = look
        self._coach = coach
        self.history: HistoryPage | None = None
        self.settings: SettingsPage | None = None
        self.diagnostics: DiagnosticsPage | None = None
        self.breaks: BreaksPage | None = None
        self._break_parts: BreakParts | None = None
        self._leave_breaks: Callable[[], None] = self.left.emit
        self._dressing = QTimer(self)
        self._dressing.setSingleShot(True)
        self._dressing.setInterval(_DRESSING_MS)
        self._dressing.timeout.connect(self._dress)

    def show_history(self) -> None:
        """Show the history, as it is now."""
        if self.history is None:
            self.history = self._make_history()
        self.history.refresh()
        self._stack.setCurrentWidget(self.history)

    def show_settings(self) -> None:
        """Show the settings, as they are now."""
        if self.settings is None:
            self.settings = self._make_settings()
        self.settings.refresh()
        self._stack.setCurrentWidget(self.settings)

    def use_breaks(self, breaks: BreakParts) -> None:
        """These are the reminders; until then nothing leads to their page."""
        self._break_parts = breaks

    def show_breaks(self) -> None:
        """Show the reminders, as they are now; from there the person goes back to the main page."""
        self._open_breaks(self.left.emit)

    def show_diagnostics(self) -> None:
        """Show the diagnostics, as far as they are known."""
        if self.diagnostics is None:
            self.diagnostics = self._make_diagnostics()
        self.diagnostics.refresh()
        self._stack.setCurrentWidget(self.diagnostics)

    def refresh_history(self) -> None:
        """The history became another, in front of the person's eyes or not."""
        if self.history is not None and self._stack.currentWidget() is self.history:
            self.history.refresh()

    def leave(self) -> None:
        """End what they still do."""
        self._dressing.stop()
        if self.settings is not None:
            self.settings.leave()

    def _make_history(self) -> HistoryPage:
        from mobility_coach.ui.history.history_page import HistoryPage  # noqa: PLC0415  # not before it is asked for

        page = HistoryPage(self._look, self._coach.history())
        page.closed.connect(self.left)
        page.drill_chosen.connect(self.drill_asked)
        page.today_asked.connect(self.today_asked)
        self._stack.addWidget(page)
        return page

    def _make_settings(self) -> SettingsPage:
        from mobility_coach.ui.settings.settings_page import SettingsPage  # noqa: PLC0415  # as above

        page = SettingsPage(self._look, self._coach)
        page.closed.connect(self.left)
        page.setting_changed.connect(self._take_setting)
        page.diagnostics_asked.connect(self.show_diagnostics)
        page.breaks_asked.connect(lambda: self._open_breaks(self._return_to_way_to_breaks))
        self._stack.addWidget(page)
        return page

    def _open_breaks(self, leave: Callable[[], None]) -> None:
        if self._break_parts is None:
            return
        if self.breaks is None:
            self.breaks = self._make_breaks(self._break_parts)
        self._leave_breaks = leave
        self.breaks.refresh()
        self._stack.setCurrentWidget(self.breaks)

    def _close_breaks(self) -> None:
        self._leave_breaks()

    def _make_breaks(self, breaks: BreakParts) -> BreaksPage:
        from mobility_coach.ui.breaks.breaks_page import BreaksPage  # noqa: PLC0415  # as above

        page = BreaksPage(self._look, breaks.plan, breaks.reminders, breaks.autostart)
        page.closed.connect(self._close_breaks)
        self._stack.addWidget(page)
        return page

    def _make_diagnostics(self) -> DiagnosticsPage:
        from mobility_coach.ui.trouble.diagnostics_page import DiagnosticsPage  # noqa: PLC0415  # as above

        page = DiagnosticsPage(self._look, self._coach.diagnostics())
        page.closed.connect(self._return_to_settings)
        self._stack.addWidget(page)
        return page

    def _return_to_settings(self) -> None:
        """Back to the place where the diagnostics were asked for."""
        self.show_settings()
        if self.settings is not None:
            self.settings.show_way_to_diagnostics()

    def _return_to_way_to_breaks(self) -> None:
        """Back to the place where the reminders were asked for."""
        self.show_settings()
        if self.settings is not None:
            self.settings.show_way_to_breaks()

    def _take_setting(self, name: str) -> None:
        """The look takes effect at once; of quick steps of the text size, the last one alone."""
        if name == "text_size":
            self._dressing.start()
        elif name == "theme":
            self._dress()
        elif name == "keys":
            self._look.use_keys(self._coach.keys())

    def _dress(self) -> None:
        self._dressing.stop()
        wear_settings(self._look, self._coach.settings_view())
