"""A key that is held while the session changes its window is told there once more, as X11 does it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from mobility_coach.domain.commands import Command
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.player.face import Face
from mobility_coach.ui.player.held_key import HELD_MS, HeldKey
from tests.ui.fakes import FakeCoach

ESCAPE, OTHER = Qt.Key.Key_Escape, Qt.Key.Key_V
PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease


def told(kind: QEvent.Type, key: Qt.Key, milliseconds: int, *, is_repeated: bool = False) -> QKeyEvent:
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", is_repeated)
    event.setTimestamp(milliseconds)
    return event


class Keys(QWindow):
    """Counts the presses that come through."""

    presses = 0

    def keyPressEvent(self, _event: QKeyEvent) -> None:
        self.presses += 1


@pytest.fixture
def keys(qapp: QApplication) -> Iterator[Keys]:
    held, keys = HeldKey(qapp), Keys()
    held.watch(keys)
    held.watch(None)
    yield keys
    keys.destroy()
    held.deleteLater()


@pytest.mark.parametrize(
    ("events", "presses"),
    [
        ([told(PRESS, ESCAPE, 1_000), told(PRESS, ESCAPE, 1_660), told(PRESS, ESCAPE, 1_700)], 1),
        ([told(PRESS, ESCAPE, 1_000), told(RELEASE, ESCAPE, 1_080), told(PRESS, ESCAPE, 1_200)], 2),
        ([told(PRESS, ESCAPE, 1_000), told(RELEASE, ESCAPE, 1_660), told(PRESS, ESCAPE, 1_660)], 1),
        ([told(PRESS, ESCAPE, 1_000), told(RELEASE, OTHER, 1_080), told(PRESS, ESCAPE, 1_200)], 1),
        ([told(PRESS, ESCAPE, 1_000), told(PRESS, OTHER, 1_100)], 2),
        ([told(PRESS, ESCAPE, 1_000), told(PRESS, ESCAPE, 1_660, is_repeated=True)], 2),
        ([told(PRESS, ESCAPE, 1_000), told(PRESS, ESCAPE, 1_000 + HELD_MS)], 2),  # the release was lost
    ],
)
def test_only_a_key_that_was_let_go_is_pressed_anew(
    keys: Keys, events: list[QKeyEvent], presses: int
) -> None:
    for event in events:
        QApplication.sendEvent(keys, event)
    assert keys.presses == presses


@pytest.mark.parametrize(("there", "key"), [(Face.TV, ESCAPE), (Face.MINI, OTHER)])
def test_who_holds_the_key_that_leads_back_does_not_lose_the_session(
    window: MainWindow, coach: FakeCoach, there: Face, key: Qt.Key
) -> None:
    window.start("ankle-rolls")
    faces, home = window.faces, window.windowHandle()
    faces.show_in(there)
    (shown,) = [each for each in QApplication.topLevelWindows() if each.isVisible() and each != home]
    QApplication.sendEvent(shown, told(PRESS, key, 1_000))
    assert faces.face is Face.PAGE
    QApplication.sendEvent(home, told(PRESS, key, 1_660))
    assert faces.face is Face.PAGE
    assert coach.player.told == [Command.START]
    QApplication.sendEvent(home, told(RELEASE, key, 1_700))
    faces.leave()
