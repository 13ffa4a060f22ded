"""Keys that a person types while the window has only its first face."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mobility_coach.ui.look import Look
from mobility_coach.ui.main_window import MainWindow
from tests.ui.fakes import FakeCoach


def test_keys_before_the_main_page_reach_it(qtbot: QtBot, look: Look, coach: FakeCoach) -> None:
    window = MainWindow(look)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window), qtbot.waitSignal(window.first_painted):
        window.show()
    for key in (Qt.Key.Key_Slash, Qt.Key.Key_H, Qt.Key.Key_I):
        QTest.keyClick(window, key)
    window.attach(coach)
    assert window.home.search.text().lower() == "hi"


def test_keys_that_nobody_takes_are_not_kept_later(qtbot: QtBot, look: Look, coach: FakeCoach) -> None:
    window = MainWindow(look)
    qtbot.addWidget(window)
    window.attach(coach)
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert window._early_keys == []
