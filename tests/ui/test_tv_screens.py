"""Which screen is the TV."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QRect, QSizeF
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.services.window_memory import WindowMemory
from mobility_coach.ui.tv.screens import TvScreens, best_screen, screen_label


@dataclass
class FakeScreen:
    """What a screen tells of itself."""

    its_name: str
    pixels: tuple[int, int] = (1920, 1080)
    millimetres: tuple[float, float] = (0.0, 0.0)
    its_model: str = ""
    density: float = 1.0

    def name(self) -> str:
        return self.its_name

    def model(self) -> str:
        return self.its_model

    def geometry(self) -> QRect:
        return QRect(0, 0, *self.pixels)

    def physicalSize(self) -> QSizeF:
        return QSizeF(*self.millimetres)

    def devicePixelRatio(self) -> float:
        return self.density


@dataclass
class FakeMemory:
    memory: WindowMemory = field(default_factory=WindowMemory)

    def recall(self) -> WindowMemory:
        return self.memory

    def keep(self, memory: WindowMemory) -> None:
        self.memory = memory


LAPTOP = FakeScreen("eDP-1", (2880, 1800), (300, 190))
MONITOR = FakeScreen("DP-2", (2560, 1440), (600, 340))
TV = FakeScreen("HDMI-1", (1920, 1080), (1210, 680), "LG TV")


@pytest.mark.parametrize(
    ("screens", "chosen", "best"),
    [
        ([LAPTOP, MONITOR, TV], "", TV),
        ([LAPTOP, MONITOR, TV], "DP-2", MONITOR),
        ([LAPTOP, MONITOR, TV], "eDP-1", LAPTOP),
        ([LAPTOP, MONITOR], "HDMI-1", MONITOR),
        ([LAPTOP], "", LAPTOP),
        ([LAPTOP], "HDMI-1", LAPTOP),
        (
            [LAPTOP, FakeScreen("A", (800, 600)), FakeScreen("B", (1280, 720))],
            "",
            FakeScreen("B", (1280, 720)),
        ),
        ([], "HDMI-1", None),
    ],
)
def test_the_chosen_one_is_the_tv_and_else_the_largest_beside_the_window(
    screens: list[FakeScreen], chosen: str, best: FakeScreen | None
) -> None:
    assert best_screen(screens, chosen, LAPTOP.name()) == best


def test_screens_are_told_apart() -> None:
    assert screen_label(TV) == "LG TV, 1920 \u00d7 1080 (HDMI-1)"
    assert screen_label(MONITOR) == "DP-2, 2560 \u00d7 1440"
    assert screen_label(FakeScreen("Studio", (1000, 500), its_model="Studio", density=2)) == (
        "Studio, 2000 \u00d7 1000"
    )


@pytest.fixture
def home(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def real_screen() -> QScreen:
    return QGuiApplication.primaryScreen()


def test_a_choice_is_remembered_and_told(qtbot: QtBot, home: QWidget) -> None:
    memory = FakeMemory(WindowMemory(item="kept"))
    screens = TvScreens(memory, home)
    assert not screens.is_choice
    assert screens.best() is real_screen()
    assert screens.own in screens.names
    with qtbot.waitSignal(screens.changed):
        screens.choose("HDMI-1")
    assert memory.memory == WindowMemory(item="kept", tv_screen="HDMI-1")


def test_the_menu_has_an_entry_for_each_screen(qtbot: QtBot, home: QWidget) -> None:
    memory, menu, picked = FakeMemory(), QMenu(home), []
    screens = TvScreens(memory, home, lambda: [real_screen()] * 2)
    assert screens.is_choice
    actions = screens.add_to(menu, lambda: picked.append(memory.memory.tv_screen))
    assert [action.text() for action in menu.actions()] == [action.text() for action in actions]
    assert len(actions) == 2
    assert all(action.isChecked() for action in actions)
    actions[1].trigger()
    assert memory.memory.tv_screen == real_screen().name()
    assert picked == [real_screen().name()]
    screens.add_to(menu)[0].trigger()
    assert len(picked) == 1


def test_screens_that_come_and_go_are_told(qtbot: QtBot, home: QWidget) -> None:
    screens = TvScreens(FakeMemory(), home)
    application = QApplication.instance()
    assert isinstance(application, QGuiApplication)
    with qtbot.waitSignal(screens.changed):
        application.screenAdded.emit(real_screen())
    with qtbot.waitSignal(screens.changed):
        application.screenRemoved.emit(real_screen())


def test_without_any_screen_there_is_no_tv(home: QWidget) -> None:
    assert TvScreens(FakeMemory(), home, list).best() is None
