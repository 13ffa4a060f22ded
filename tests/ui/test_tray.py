"""The icon in the tray: what it shows, what its menu does, and that it comes when the tray does."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QImage
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from mobility_coach.domain.breaks.state import PAUSES, Hold, Phase
from mobility_coach.domain.commands import BreakCommand
from mobility_coach.services.presenters.break_presenter import pause_title
from mobility_coach.ui.breaks import tray as tray_module
from mobility_coach.ui.breaks.tray import AGAIN_S, Tray
from mobility_coach.ui.breaks.tray_icon import SIDES, STEPS, Face, face_of, paint_tray, step_of, tray_icon
from tests.ui.fake_breaks import ASKING, NOTICED, PAUSED, PRACTISING, SNOOZED, WATCHING


class FakeDesktop:
    """A desktop with a tray, or without; `icons` are all that came into it."""

    def __init__(self) -> None:
        self.has_tray = True
        self.icons: list[FakeIcon] = []
        self.asked = 0

    @property
    def icon(self) -> "FakeIcon":
        return self.icons[-1]


class FakeIcon(QSystemTrayIcon):
    """Remembers what is set on it: windows in memory have no tray."""

    desktop: FakeDesktop

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.desktop.icons.append(self)
        self.pictures = 0
        self.tips: list[str] = []
        self.messages: list[tuple[str, str, int]] = []
        self.is_shown = False

    @classmethod
    def isSystemTrayAvailable(cls) -> bool:
        cls.desktop.asked += 1
        return cls.desktop.has_tray

    def setIcon(self, *args: object) -> None:
        self.pictures += 1

    def setToolTip(self, tip: str) -> None:
        self.tips.append(tip)

    def toolTip(self) -> str:
        return self.tips[-1] if self.tips else ""

    def showMessage(self, *args: object) -> None:
        title, text, _icon, milliseconds = args
        assert isinstance(milliseconds, int)
        self.messages.append((str(title), str(text), milliseconds))

    def show(self) -> None:
        self.is_shown = True

    def hide(self) -> None:
        self.is_shown = False


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> FakeDesktop:
    made = FakeDesktop()
    monkeypatch.setattr(FakeIcon, "desktop", made, raising=False)
    monkeypatch.setattr(tray_module, "QSystemTrayIcon", FakeIcon)
    return made


@pytest.fixture
def tray(qtbot: QtBot, desktop: FakeDesktop) -> Iterator[Tray]:
    parent = QObject()
    made = Tray(parent)
    yield made
    made.close()
    parent.deleteLater()


def entries(tray: Tray) -> dict[str, QAction]:
    """What can be read in the menu."""
    assert tray._menu is not None
    return {each.text(): each for each in tray._menu.menu.actions() if each.isVisible() and each.text()}


# The picture


def test_each_state_has_a_picture_of_its_own_that_needs_no_colour(qtbot: QtBot) -> None:
    for side in SIDES:
        grey = [
            paint_tray(face, 6, side).toImage().convertToFormat(QImage.Format.Format_Grayscale8)
            for face in Face
        ]
        assert all(a != b for a, b in combinations(grey, 2))


def test_the_ring_fills_with_each_step(qtbot: QtBot) -> None:
    for side in SIDES:
        rings = [paint_tray(Face.RING, step, side).toImage() for step in range(STEPS + 1)]
        assert all(a != b for a, b in combinations(rings, 2))


def test_the_icon_has_all_sizes_of_panels(qtbot: QtBot) -> None:
    assert {size.width() for size in tray_icon(Face.DUE).availableSizes()} == set(SIDES)


@pytest.mark.parametrize(
    ("view", "face"),
    [
        (WATCHING, Face.RING),
        (SNOOZED, Face.RING),
        (replace(WATCHING, phase=Phase.HELD, hold=Hold.BLOCKED), Face.RING),
        (NOTICED, Face.DUE),
        (ASKING, Face.DUE),
        (replace(PRACTISING, hold=Hold.PAUSED), Face.DUE),
        (PAUSED, Face.STILL),
        (replace(WATCHING, hold=Hold.OFF_HOURS), Face.STILL),
    ],
)
def test_the_face_follows_the_reminders(view: object, face: Face) -> None:
    assert face_of(view) is face  # type: ignore[arg-type]  # all are views


@pytest.mark.parametrize(
    ("share", "step"),
    [(-1.0, 0), (0.0, 0), (0.082, 0), (1 / 12, 1), (0.5, 6), (0.999, 11), (1.0, 12), (9.0, 12)],
)
def test_a_share_is_a_step(share: float, step: int) -> None:
    assert step_of(share) == step


# In the tray


def test_it_shows_when_the_next_break_comes(tray: Tray, desktop: FakeDesktop) -> None:
    tray.show_view(WATCHING)
    assert desktop.icon.is_shown
    assert tray.is_there
    assert desktop.icon.toolTip() == "Next break at 14:35\n3 breaks done, 1 skipped"


def test_what_stays_the_same_is_not_set_again(tray: Tray, desktop: FakeDesktop) -> None:
    for share in (0.42, 0.43, 0.45):
        tray.show_view(replace(WATCHING, share=share))
    assert (desktop.icon.pictures, len(desktop.icon.tips)) == (1, 1)
    tray.show_view(replace(WATCHING, share=0.52, next_text="Next break at 14:40"))
    assert (desktop.icon.pictures, len(desktop.icon.tips)) == (2, 2)


def test_each_picture_is_painted_once(
    tray: Tray, desktop: FakeDesktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[tuple[Face, int]] = []

    def paint(face: Face, step: int) -> QIcon:
        painted.append((face, step))
        return QIcon()

    monkeypatch.setattr(tray_module, "tray_icon", paint)
    for share in (0.1, 0.5, 0.1, 0.5):
        tray.show_view(replace(WATCHING, share=share))
    assert painted == [(Face.RING, 1), (Face.RING, 6)]
    assert desktop.icon.pictures == 4


def test_there_is_nothing_in_it_while_reminders_are_off(tray: Tray, desktop: FakeDesktop) -> None:
    tray.show_view(replace(WATCHING, is_on=False))
    assert (desktop.icons, desktop.asked) == ([], 0)
    tray.look_again()
    assert desktop.icons == []
    tray.show_view(WATCHING)
    tray.look_again()
    assert desktop.icon.is_shown
    tray.show_view(replace(WATCHING, is_on=False))
    assert not desktop.icons[0].is_shown
    assert not tray.is_there
    tray.show_view(WATCHING)
    assert desktop.icons[1].is_shown


def test_a_tray_that_comes_late_is_found(tray: Tray, desktop: FakeDesktop) -> None:
    desktop.has_tray = False
    tray.show_view(WATCHING)
    for seconds in AGAIN_S:
        assert tray._timer.interval() == seconds * 1_000
        assert tray._timer.isActive()
        tray._timer.stop()
        tray.look_again()
    assert not tray._timer.isActive()
    desktop.has_tray = True
    tray.show_view(WATCHING)
    assert desktop.icons == []  # each look asks for the view, and few for a tray
    tray.look_again()
    assert tray.is_there
    assert desktop.icon.is_shown


def test_a_tray_that_comes_early_ends_the_search(tray: Tray, desktop: FakeDesktop) -> None:
    desktop.has_tray = False
    tray.show_view(WATCHING)
    desktop.has_tray = True
    tray.look_again()
    assert not tray._timer.isActive()


def test_a_tray_that_went_away_is_not_counted_on(
    tray: Tray, desktop: FakeDesktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "windows")
    tray.show_view(WATCHING)
    desktop.has_tray = False
    assert not tray.is_there
    assert not tray.show_message("Soon", "In 30 seconds", 8)


@pytest.mark.parametrize(
    ("platform", "is_shown"), [("windows", True), ("cocoa", True), ("xcb", False), ("wayland", False)]
)
def test_a_message_is_shown_where_it_is_one_of_the_desktop(
    tray: Tray, desktop: FakeDesktop, monkeypatch: pytest.MonkeyPatch, platform: str, is_shown: bool
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: platform)
    assert not tray.show_message("Soon", "In 30 seconds", 8)  # it is not there yet
    tray.show_view(WATCHING)
    assert tray.show_message("Soon", "In 30 seconds", 8) == is_shown
    assert desktop.icon.messages == [("Soon", "In 30 seconds", 8_000)] * is_shown


def test_a_click_opens_the_window(
    tray: Tray, desktop: FakeDesktop, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    opened: list[bool] = []
    tray.open_asked.connect(lambda: opened.append(True))
    tray.show_view(WATCHING)
    desktop.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    desktop.icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert opened == [True]
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "cocoa")
    desktop.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert opened == [True]


# The menu


def test_the_menu_says_how_things_stand_and_what_can_be_done(tray: Tray) -> None:
    tray.show_view(WATCHING)
    shown = entries(tray)
    assert list(shown) == [
        "Next break at 14:35",
        "3 breaks done, 1 skipped",
        "Take a break now",
        "Pause reminders",
        "Ad break",
        "Open Mobility Coach",
        "Set up breaks",
        "Quit",
    ]
    assert [each.isEnabled() for each in shown.values()] == [False, False, *(True,) * 6]
    tray.show_view(replace(WATCHING, today_text=""))
    assert "" not in entries(tray)
    assert len(entries(tray)) == 7


def test_a_pause_is_ended_where_it_was_begun(tray: Tray) -> None:
    tray.show_view(PAUSED)
    assert "Resume reminders" in entries(tray)
    assert "Pause reminders" not in entries(tray)
    tray.show_view(WATCHING)
    assert "Resume reminders" not in entries(tray)


def test_no_break_is_begun_during_one(tray: Tray) -> None:
    tray.show_view(PRACTISING)
    assert not entries(tray)["Take a break now"].isEnabled()
    tray.show_view(WATCHING)
    assert entries(tray)["Take a break now"].isEnabled()


def test_each_entry_tells_what_was_chosen(tray: Tray) -> None:
    told: list[object] = []
    tray.command_chosen.connect(told.append)
    tray.pause_chosen.connect(told.append)
    tray.open_asked.connect(lambda: told.append("open"))
    tray.settings_asked.connect(lambda: told.append("settings"))
    tray.quit_asked.connect(lambda: told.append("quit"))
    tray.show_view(PAUSED)
    entries(tray)["Resume reminders"].trigger()
    tray.show_view(WATCHING)
    for name in ("Take a break now", "Open Mobility Coach", "Set up breaks", "Quit"):
        entries(tray)[name].trigger()
    assert told == [BreakCommand.RESUME, BreakCommand.NOW, "open", "settings", "quit"]


def test_all_pauses_are_offered(tray: Tray) -> None:
    chosen: list[object] = []
    tray.pause_chosen.connect(chosen.append)
    tray.show_view(WATCHING)
    assert tray._menu is not None
    actions = tray._menu.pauses.actions()
    assert [each.text() for each in actions] == [pause_title(wish) for wish in PAUSES]
    for action in actions:
        action.trigger()
    assert chosen == list(PAUSES)


def test_an_ad_break_of_each_length_is_offered(tray: Tray) -> None:
    chosen: list[object] = []
    tray.ad_break_asked.connect(chosen.append)
    tray.show_view(WATCHING)
    assert tray._menu is not None
    actions = tray._menu.ad_breaks.actions()
    assert [each.text() for each in actions] == ["1 minute", "2 minutes", "3 minutes"]
    for action in actions:
        action.trigger()
    assert chosen == ["ad-break-1", "ad-break-2", "ad-break-3"]


def test_texts_of_people_stay_as_they_are_and_on_one_line(tray: Tray) -> None:
    tray.show_view(replace(WATCHING, next_text="Stretch\n& <b>breathe</b>", today_text="a" * 200))
    first, second = list(entries(tray))[:2]
    assert first == "Stretch && <b>breathe</b>"
    assert len(second) == 60
    assert second.endswith("…")


def test_the_menu_is_fresh_when_it_opens(tray: Tray) -> None:
    tray.show_view(WATCHING)
    assert tray._menu is not None
    tray._menu.now.setEnabled(False)
    tray._menu.menu.aboutToShow.emit()
    assert tray._menu.now.isEnabled()


def test_it_leaves_when_it_is_closed(tray: Tray, desktop: FakeDesktop) -> None:
    tray.show_view(WATCHING)
    tray.close()
    assert not desktop.icon.is_shown
    tray.look_again()
    assert len(desktop.icons) == 1
