"""A choice of several texts is as wide as its layout lets it be, at any moment."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.ui.look import Look
from mobility_coach.ui.parts.choosers import Choice

SHORT = (("low", "Low"), ("high", "High"))
LONG = (("low", "As low as it can be told from nothing at all"), ("high", "High"))


class Widths(QObject):
    """All widths that a widget ever had."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[int] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self.seen.append(event.size().width())
        return False


@pytest.fixture
def choice(look: Look) -> Choice:
    return Choice(look, "Loudness")


@pytest.fixture
def narrow(qtbot: QtBot, choice: Choice) -> QWidget:
    """A choice has 160 pixels here."""
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(choice)
    made.resize(160, 80)
    with qtbot.waitExposed(made):
        made.show()
    return made


def settle(qtbot: QtBot) -> None:
    """Until what Qt puts off for the twentieth of a second is done, too."""
    later = QTimer()
    later.setTimerType(Qt.TimerType.PreciseTimer)
    later.setSingleShot(True)
    with qtbot.waitSignal(later.timeout):
        later.start(50)


@pytest.mark.usefixtures("narrow")
def test_a_long_text_never_makes_it_stick_out(qtbot: QtBot, choice: Choice) -> None:
    widths = Widths()
    choice.installEventFilter(widths)
    choice.show_choices(SHORT, "low")
    choice.show_choices(LONG, "low")
    settle(qtbot)
    choice.removeEventFilter(widths)
    assert choice.width() == 160
    assert [width for width in widths.seen if width > 160] == []


def test_it_wants_room_for_the_longest_of_the_texts_it_offers_now(choice: Choice) -> None:
    choice.show_choices(SHORT, "low")
    short = choice.sizeHint().width()
    choice.show_choices(LONG, "high")
    assert choice.sizeHint().width() > 2 * short
    choice.show_choices(SHORT, "high")
    assert choice.sizeHint().width() == short


def test_the_same_texts_are_not_put_in_again(qtbot: QtBot, choice: Choice) -> None:
    choice.show_choices(SHORT, "low")
    with qtbot.assertNotEmitted(choice.model().rowsInserted):
        choice.show_choices(SHORT, "high")
    assert choice.currentData() == "high"
    choice.show_choices(SHORT, "middle")
    assert [choice.itemData(at) for at in range(choice.count())] == ["middle", "low", "high"]
