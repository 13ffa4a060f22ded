from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_coach.ui.look import Look
from mobility_coach.ui.parts import copying
from mobility_coach.ui.parts.copying import CopyButton


@pytest.fixture(autouse=True)
def clipboard_as_before(qapp: QApplication) -> Iterator[None]:
    before = qapp.clipboard().text()
    yield
    qapp.clipboard().setText(before)


def test_it_copies_says_so_and_offers_it_again(
    qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(copying, "announce", lambda _widget, text: told.append(text))
    button = CopyButton(look, "Copy report", "all of <b>it</b>")
    qtbot.addWidget(button)
    button.show()
    width = button.width()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "all of <b>it</b>"
    assert (button.text(), button.icon_name, told) == ("Copied", "ready", ["Copied"])
    assert button.minimumWidth() == width
    QApplication.sendEvent(button, QEvent(QEvent.Type.Leave))
    assert (button.text(), button.icon_name) == ("Copy report", "copy")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert button.text() == "Copied"
    QApplication.sendEvent(button, QFocusEvent(QEvent.Type.FocusOut))
    assert button.text() == "Copy report"
