"""Closing the window while practice can't be saved."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.ui.look import Look
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.trouble import unsaved
from mobility_coach.ui.trouble.unsaved import Answer, UnsavedDialog, ask_about_unsaved
from tests.ui.fakes import FakeCoach

FULL = "1 movement is not saved yet. The disk is full."


class ByHand(QCloseEvent):
    """A person closes the window."""

    def spontaneous(self) -> bool:
        return True


def answering(monkeypatch: pytest.MonkeyPatch, *answers: Answer) -> list[str]:
    asked: list[str] = []
    left = list(answers)

    def ask(_parent: QWidget, problem: str) -> Answer:
        asked.append(problem)
        return left.pop(0)

    monkeypatch.setattr(unsaved, "ask_about_unsaved", ask)
    return asked


@pytest.mark.parametrize(
    ("still_unsaved", "answers", "closes"),
    [
        ([], (), True),
        ([FULL], (Answer.TRY_AGAIN,), True),
        ([FULL, FULL], (Answer.TRY_AGAIN, Answer.LEAVE), True),
        ([FULL], (Answer.STAY,), False),
    ],
)
def test_whoever_closes_the_window_decides_about_what_is_not_saved(
    window: MainWindow,
    coach: FakeCoach,
    monkeypatch: pytest.MonkeyPatch,
    still_unsaved: list[str],
    answers: tuple[Answer, ...],
    closes: bool,
) -> None:
    coach.not_saved = list(still_unsaved)
    asked = answering(monkeypatch, *answers)
    event = ByHand()
    window.closeEvent(event)
    assert asked == still_unsaved
    assert event.isAccepted() == closes
    assert coach.is_closed == closes


@pytest.mark.parametrize("answer", [Answer.LEAVE, Answer.STAY])
def test_whoever_closes_it_by_a_key_is_asked_too(
    window: MainWindow, coach: FakeCoach, monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    window.start("ankle-rolls")
    coach.not_saved = [FULL]
    asked = answering(monkeypatch, answer)
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert asked == [FULL]
    assert coach.is_closed == (answer is Answer.LEAVE)
    assert coach.player.closes == 1
    assert window.isVisible() == (answer is Answer.STAY)


def test_a_log_out_asks_nobody(window: MainWindow, coach: FakeCoach, monkeypatch: pytest.MonkeyPatch) -> None:
    coach.not_saved = [FULL]
    asked = answering(monkeypatch)
    window.close()
    assert (asked, coach.is_closed) == ([], True)


def test_the_dialog_says_what_is_wrong_and_takes_the_answer(qtbot: QtBot, window: MainWindow) -> None:
    dialog = UnsavedDialog(window, FULL)
    qtbot.addWidget(dialog)
    assert dialog.text.text() == FULL
    answers = [dialog.answer]
    for button in (dialog.leave_button, dialog.again_button):
        button.click()
        answers.append(dialog.answer)
    assert answers == [Answer.STAY, Answer.LEAVE, Answer.TRY_AGAIN]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_word_is_cut_off(window: MainWindow, look: Look, qapp: QApplication, scale: float) -> None:
    look.set_text_scale(scale)
    dialog = UnsavedDialog(window, " ".join([FULL] * 3))
    dialog.show()
    qapp.processEvents()
    for label in dialog.findChildren(PlainLabel):
        assert label.height() >= label.heightForWidth(label.width())
    assert dialog.again_button.width() >= dialog.again_button.sizeHint().width()
    dialog.hide()


def test_the_dialog_waits_for_the_answer(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(UnsavedDialog, "exec", lambda dialog: dialog.leave_button.click())
    assert ask_about_unsaved(window, FULL) is Answer.LEAVE
