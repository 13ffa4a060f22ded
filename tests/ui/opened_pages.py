"""Pages of a window, opened as a person would open them."""

from mobility_coach.ui.breaks.breaks_page import BreaksPage
from mobility_coach.ui.history.history_page import HistoryPage
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.settings.settings_page import SettingsPage
from tests.ui.fake_break_plan import FakeBreakParts
from tests.ui.fake_breaks import FakeReminders


def opened_settings(window: MainWindow) -> SettingsPage:
    """The settings, in front."""
    window.home.settings_asked.emit()
    page = window.pages.currentWidget()
    assert isinstance(page, SettingsPage)
    return page


def opened_history(window: MainWindow) -> HistoryPage:
    """The history, in front."""
    window.home.history_asked.emit()
    page = window.pages.currentWidget()
    assert isinstance(page, HistoryPage)
    return page


def opened_breaks(window: MainWindow, reminders: FakeReminders | None = None) -> BreaksPage:
    """The reminders, in front; they are fakes where the window has none yet."""
    assert window.others is not None
    if window.others.breaks is None:
        window.others.use_breaks(FakeBreakParts(reminders=reminders or FakeReminders()))
    window.others.show_breaks()
    page = window.pages.currentWidget()
    assert isinstance(page, BreaksPage)
    return page
