"""A window with a fake coach behind it; and a test fails that leaves something behind (see guards.py)."""

import gc
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_coach.ui.icons import load_icon
from mobility_coach.ui.look import Look, ThemeChoice
from mobility_coach.ui.main_window import MainWindow
from tests.ui.fake_stage import FakeStage
from tests.ui.fakes import FakeCoach
from tests.ui.guards import left_behind, traces

HERE = Path(__file__).parent
HARMLESS = r"This plugin does not support (propagateSizeHints|raise)\(\)"
ICONS = Path(__file__).parents[2] / "resources" / "icons"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let pass what says only that windows in memory have no smallest size, no order and no keyboard."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(
                pytest.mark.qt_log_ignore(
                    r"does not support (propagateSizeHints|raise)\(\)|support grabbing the keyboard",
                    extend=True,
                )
            )


@pytest.fixture(autouse=True)
def sketched_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows show sketches of figures: real ones would take the time of all other tests together."""
    monkeypatch.setattr("mobility_coach.ui.figure.studio.real_stage", FakeStage)


@pytest.fixture(scope="session")
def numbers_of_tests() -> Iterator[int]:
    return count(1)


@pytest.fixture(autouse=True)
def less_to_search(numbers_of_tests: Iterator[int]) -> None:
    """Now and then: what has come for good, as modules do, is not looked through after each test."""
    if next(numbers_of_tests) % 20 == 0:
        gc.collect()
        gc.freeze()


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    before = traces(qapp)
    yield
    assert left_behind(qapp, before) == []


@pytest.fixture(scope="session")
def painted_icon(qapp: QApplication) -> Callable[..., QIcon]:
    """Paints each icon once for all tests."""
    return cache(load_icon)


@pytest.fixture
def look(
    qapp: QApplication, painted_icon: Callable[..., QIcon], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Look]:
    monkeypatch.setattr("mobility_coach.ui.icons.load_icon", painted_icon)
    font, palette = qapp.font(), qapp.palette()
    made = Look(qapp, ICONS, ThemeChoice.LIGHT)
    yield made
    made.deleteLater()
    # The windows go first: else each of their parts is undressed.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def coach() -> FakeCoach:
    return FakeCoach()


OpenWindow = Callable[[FakeCoach], MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, look: Look) -> OpenWindow:
    """Opens the window for a coach, painted, at its normal size."""

    windows = []  # else Python lets a window go that only its parts are used of

    def opened(coach: FakeCoach) -> MainWindow:
        window = MainWindow(look)
        window.resize(1120, 760)  # the screen in memory is smaller, and would make it narrow
        qtbot.addWidget(window)
        windows.append(window)
        with qtbot.waitExposed(window), qtbot.waitSignal(window.first_painted):
            window.show()
        window.attach(coach)
        return window

    return opened


@pytest.fixture
def window(open_window: OpenWindow, coach: FakeCoach) -> MainWindow:
    return open_window(coach)
