"""An unexpected error is logged, told once in plain words, and the program goes on."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.ui.look import Look, ThemeChoice
from mobility_coach.ui.trouble.trouble import TroubleDialog, TroubleReporter


@pytest.fixture(autouse=True)
def clipboard_as_before(qapp: QApplication) -> Iterator[None]:
    before = qapp.clipboard().text()
    yield
    qapp.clipboard().setText(before)


@pytest.fixture
def reporter(qtbot: QtBot, look: Look) -> TroubleReporter:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return TroubleReporter(window, look, "logs/coach.log")


def fail(reporter: TroubleReporter, words: str = "boom") -> None:
    """The same error each time: of one kind, from one line."""
    try:
        _raise(words)
    except ValueError as error:
        reporter.report(type(error), error, error.__traceback__)


def _raise(words: str) -> None:
    raise ValueError(words)


def fail_elsewhere(reporter: TroubleReporter) -> None:
    reporter.report(KeyError, KeyError("bang"), None)


def dialog_of(reporter: TroubleReporter) -> TroubleDialog:
    assert reporter.dialog is not None
    return reporter.dialog


def test_it_is_logged_and_told_in_plain_words(
    reporter: TroubleReporter, caplog: pytest.LogCaptureFixture
) -> None:
    fail(reporter)
    dialog = dialog_of(reporter)
    assert dialog.isVisible()
    assert dialog.isModal()
    assert dialog.place.text() == "logs/coach.log"
    assert "boom" not in dialog.text.text()
    assert "boom" in caplog.text
    dialog.close_button.click()
    assert not dialog.isVisible()
    assert reporter.dialog is None


def test_while_one_is_told_others_are_only_logged(
    reporter: TroubleReporter, caplog: pytest.LogCaptureFixture
) -> None:
    fail(reporter)
    dialog = reporter.dialog
    fail_elsewhere(reporter)
    assert reporter.dialog is dialog
    assert "bang" in caplog.text
    dialog_of(reporter).close_button.click()


def test_what_fails_again_and_again_is_told_once_and_does_not_fill_the_log(
    reporter: TroubleReporter, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(1_000):
        fail(reporter, f"boom {number}")
        if reporter.dialog is not None:
            reporter.dialog.close_button.click()
    errors = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert len(errors) == 10
    assert "512. time" in errors[-1].getMessage()
    assert reporter.dialog is None
    fail_elsewhere(reporter)
    dialog_of(reporter).close_button.click()


def test_a_failing_slot_lets_the_program_go_on(qtbot: QtBot, reporter: TroubleReporter) -> None:
    pressed = []

    def fail_in_a_slot() -> None:
        pressed.append("pressed")
        raise RuntimeError("in a slot")

    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(fail_in_a_slot)
    with qtbot.captureExceptions():
        reporter.install()
        button.click()
        button.click()
        reporter.uninstall()
    assert pressed == ["pressed", "pressed"]
    dialog_of(reporter).close_button.click()


def test_keys_are_enough(reporter: TroubleReporter) -> None:
    fail(reporter)
    dialog = dialog_of(reporter)
    dialog.activateWindow()
    assert dialog.focusWidget() is dialog.close_button
    QTest.keyClick(dialog.close_button, Qt.Key.Key_Return)
    assert reporter.dialog is None
    fail_elsewhere(reporter)
    QTest.keyClick(dialog_of(reporter), Qt.Key.Key_Escape)
    assert reporter.dialog is None


def test_the_details_are_for_the_clipboard_bounded_and_name_no_person(
    reporter: TroubleReporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/persons/ada")
    monkeypatch.setenv("USERPROFILE", "/persons/ada")
    fail(reporter, "x" * 100_000 + " no such file: /persons/ada/notes")
    dialog = dialog_of(reporter)
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Mobility Coach ")
    assert copied.rstrip().endswith("no such file: ~/notes")
    assert len(copied) < 20_000
    dialog.close_button.click()


def test_the_place_can_be_selected_and_copied(reporter: TroubleReporter) -> None:
    fail(reporter)
    place = dialog_of(reporter).place
    assert place.accessibleName()
    place.selectAll()
    place.copy()
    assert QGuiApplication.clipboard().text() == "logs/coach.log"
    place.setFocus()
    QTest.keyClicks(place, "x")
    assert place.text() == "logs/coach.log"
    dialog_of(reporter).close_button.click()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("width", [0, 460, 1_000])
def test_nothing_is_cut_off(qtbot: QtBot, look: Look, scale: float, theme: ThemeChoice, width: int) -> None:
    look.set_theme(theme)
    look.set_text_scale(scale)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = TroubleDialog(parent, look, "logs/coach.log", "")
    dialog.resize(width, 10)
    dialog.show()
    QApplication.processEvents()
    assert dialog.text.height() >= dialog.text.heightForWidth(dialog.text.width())
    for button in (dialog.close_button, dialog.copy_button):
        bottom = button.mapTo(dialog, button.rect().bottomRight())
        assert dialog.rect().contains(bottom)
        assert button.width() >= button.sizeHint().width()
    dialog.close()


def test_the_hooks_are_put_in_and_taken_out(
    reporter: TroubleReporter, caplog: pytest.LogCaptureFixture
) -> None:
    before = sys.excepthook, threading.excepthook
    reporter.install()
    assert sys.excepthook == reporter.report
    hook = threading.excepthook
    reporter.uninstall()
    assert (sys.excepthook, threading.excepthook) == before
    error = ValueError("in a thread")
    hook(threading.ExceptHookArgs((ValueError, error, None, None)))
    hook(threading.ExceptHookArgs((SystemExit, SystemExit(), None, None)))
    assert "in a thread" in caplog.text
    assert reporter.dialog is None


def test_ctrl_c_closes_the_window(reporter: TroubleReporter) -> None:
    reporter.report(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not reporter._window.isVisible()
    assert reporter.dialog is None
