"""Pages of a window, opened as a person would open them."""

from mobility_coach.ui.history.history_page import HistoryPage
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.settings.settings_page import SettingsPage


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
