"""The question what closing the window means while reminders are on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.services.breaks.break_settings import Closing
from mobility_coach.ui.breaks.closing import ClosingDialog, ask_how_to_close
from mobility_coach.ui.look import Look
from mobility_coach.ui.parts.labels import PlainLabel


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_the_dialog_takes_the_answer(window: QWidget) -> None:
    dialog = ClosingDialog(window, has_tray=True)
    answers = [dialog.answer]
    for button in (dialog.stay_button, dialog.quit_button):
        button.click()
        answers.append(dialog.answer)
    assert answers == [Closing.ASK, Closing.STAY, Closing.QUIT]


def test_it_says_where_the_program_is_found_again(window: QWidget) -> None:
    assert "the icon with the ring" in ClosingDialog(window, has_tray=True).where.text()
    assert "This desktop has no tray" in ClosingDialog(window, has_tray=False).where.text()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_word_is_cut_off(window: QWidget, look: Look, qapp: QApplication, scale: float) -> None:
    look.set_text_scale(scale)
    dialog = ClosingDialog(window, has_tray=False)
    dialog.show()
    qapp.processEvents()
    for label in dialog.findChildren(PlainLabel):
        assert label.height() >= label.heightForWidth(label.width())
    dialog.hide()


@pytest.mark.parametrize(
    ("key", "answer"), [(Qt.Key.Key_Return, Closing.STAY), (Qt.Key.Key_Escape, Closing.ASK)]
)
def test_it_waits_for_the_answer(
    window: QWidget, monkeypatch: pytest.MonkeyPatch, key: Qt.Key, answer: Closing
) -> None:
    def press(dialog: ClosingDialog) -> None:
        dialog.show()
        QTest.keyClick(dialog, key)

    monkeypatch.setattr(ClosingDialog, "exec", press)
    assert ask_how_to_close(window, has_tray=False) is answer
