"""The report of a crash: plain, bounded, readable at every size, to be copied."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.services.crash_report import CrashReport
from mobility_coach.ui.look import Look
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.trouble.crash_note import LONGEST_TEXT, CrashDialog, offer_crash, show_crash

TEXT = "Fatal Python error: Segmentation fault\n\n<b>Thread</b> 1 & 2"
REPORT = CrashReport("crash-20261123-101500.txt", TEXT, "logs/crash-20261123-101500.txt")


@pytest.fixture(autouse=True)
def clipboard_as_before(qapp: QApplication) -> Iterator[None]:
    before = qapp.clipboard().text()
    yield
    qapp.clipboard().setText(before)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_it_shows_the_report_as_it_is_and_where_it_is_kept(parent: QWidget, look: Look) -> None:
    dialog = show_crash(parent, look, REPORT)
    assert dialog.isVisible()
    assert dialog.report.toPlainText() == TEXT
    assert dialog.report.isReadOnly()
    assert dialog.place.text() == REPORT.place
    assert dialog.report.accessibleName()
    assert dialog.place.accessibleName()
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == TEXT
    dialog.close_button.click()
    assert not dialog.isVisible()


def test_keys_are_enough(parent: QWidget, look: Look) -> None:
    dialog = show_crash(parent, look, REPORT)
    assert dialog.focusWidget() is dialog.close_button
    dialog.report.setFocus()
    QTest.keyClick(dialog.report, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is not dialog.report
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_giant_report_is_bounded(parent: QWidget, look: Look) -> None:
    dialog = CrashDialog(parent, look, CrashReport("crash-1.txt", "x\n" * LONGEST_TEXT, "logs"))
    assert len(dialog.report.toPlainText()) <= LONGEST_TEXT


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [0, 460, 1_000])
def test_nothing_is_cut_off(parent: QWidget, look: Look, scale: float, width: int) -> None:
    look.set_text_scale(scale)
    dialog = CrashDialog(parent, look, REPORT)
    dialog.resize(width, 10)
    dialog.show()
    QApplication.processEvents()
    assert dialog.words.height() >= dialog.words.heightForWidth(dialog.words.width())
    assert dialog.report.height() >= 3 * dialog.fontMetrics().height()
    for button in (dialog.close_button, dialog.copy_button):
        assert dialog.rect().contains(button.mapTo(dialog, button.rect().bottomRight()))
    dialog.close()


def test_the_report_is_offered_above_the_main_page(qtbot: QtBot, window: MainWindow, look: Look) -> None:
    card = offer_crash(window.home, look, REPORT)
    assert card.isVisible()
    assert not window.findChildren(CrashDialog)
    with qtbot.waitSignal(card.gone):
        card.action.click()
    dialog = window.findChild(CrashDialog)
    assert dialog is not None
    assert dialog.report.toPlainText() == TEXT
    dialog.close_button.click()


def test_the_offer_can_be_dismissed(qtbot: QtBot, window: MainWindow, look: Look) -> None:
    card = offer_crash(window.home, look, REPORT)
    assert card.other is not None
    with qtbot.waitSignal(card.gone):
        card.other.click()
    assert not window.findChildren(CrashDialog)
