"""Each state of the window, small and large, light and dark, from either side: whole, named, and by keys."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.ui.look import Look, ThemeChoice
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import ElidedLabel, PlainLabel
from tests.benchmarks.screenshots import DAYS_AGO, scenes, shipped_drills
from tests.ui.fakes import TODAY, FakeCoach
from tests.ui.layout_faults import faults, say, shown, stops

LEFT_TO_RIGHT, RIGHT_TO_LEFT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
NARROW, NORMAL, LARGE = (480, 760), (1120, 760), (3840, 2160)

OpenAt = Callable[..., tuple[MainWindow, FakeCoach]]


@pytest.fixture
def open_at(qtbot: QtBot, qapp: QApplication, look: Look) -> Iterator[OpenAt]:
    """Opens the window, at a size, with the drills that come with the program."""
    opened: list[MainWindow] = []

    def open_window(size: tuple[int, int], coach: FakeCoach | None = None) -> tuple[MainWindow, FakeCoach]:
        days = {drill: TODAY - timedelta(days) for drill, days in DAYS_AGO.items()}
        coach = coach or FakeCoach(shipped_drills(), days)
        window = MainWindow(look)
        window.resize(*size)
        qtbot.addWidget(window)
        opened.append(window)
        with qtbot.waitExposed(window), qtbot.waitSignal(window.first_painted):
            window.show()
        window.attach(coach)
        window.activateWindow()
        return window, coach

    yield open_window
    for window in opened:
        window.end_session()
    qapp.setLayoutDirection(LEFT_TO_RIGHT)


def settle(qapp: QApplication) -> None:
    """Let layouts and posted events come to rest."""
    for _ in range(8):
        qapp.processEvents()


VARIANTS = [
    pytest.param(size, scale, direction, id=f"{size[0]}-{round(100 * scale)}-{'rtl' if direction else 'ltr'}")
    for size, scale, direction in product(
        (NARROW, NORMAL, LARGE), (1.0, 2.0), (LEFT_TO_RIGHT.value, RIGHT_TO_LEFT.value)
    )
]


@pytest.mark.parametrize(("size", "scale", "direction"), VARIANTS)
def test_every_state_is_whole_and_named(
    open_at: OpenAt, look: Look, qapp: QApplication, size: tuple[int, int], scale: float, direction: int
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection(direction))
    look.set_theme(ThemeChoice.DARK if direction else ThemeChoice.LIGHT)
    look.set_text_scale(scale)
    window, coach = open_at(size)
    found = []
    for name, prepare in scenes(window, coach).items():
        prepare()
        settle(qapp)
        found += [f"{name}: {told}" for told in faults(window)]
    assert not found, "\n".join(found)


def nothing_to_practise() -> FakeCoach:
    return FakeCoach(())


def the_first_day() -> FakeCoach:
    coach = FakeCoach(shipped_drills(), {})
    coach.streak, coach.why = 0, "Today becomes the first day with one side of a drill."
    return coach


def much_is_wrong() -> FakeCoach:
    coach = FakeCoach(shipped_drills())
    coach.notices = tuple(
        f"The file a-drill-of-my-own-{at}.json can't be read: line 3 ends early." for at in range(7)
    )
    return coach


@pytest.mark.parametrize("coach", [nothing_to_practise, the_first_day, much_is_wrong])
@pytest.mark.parametrize(
    ("size", "scale", "direction"),
    [variant for at, variant in enumerate(VARIANTS) if at % 4 in (0, 3)],  # the directions take turns
)
def test_the_first_and_the_bad_days_are_whole_and_named(
    open_at: OpenAt,
    look: Look,
    qapp: QApplication,
    coach: Callable[[], FakeCoach],
    size: tuple[int, int],
    scale: float,
    direction: int,
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection(direction))
    look.set_text_scale(scale)
    window, _ = open_at(size, coach())
    settle(qapp)
    found = faults(window)
    assert not found, "\n".join(found)


def test_the_players_targets_are_larger_in_full_screen(open_at: OpenAt, qapp: QApplication) -> None:
    window, coach = open_at(NORMAL)
    scenes(window, coach)["player-playing"]()
    window.player_page.set_full_screen(is_full=True)
    settle(qapp)
    assert faults(window.player_page.transport, target=56) == []


class Windows(QObject):
    """Keeps what opened as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.opened.append(say(watched))
        return False


def test_no_part_is_a_window_of_its_own_for_a_moment(open_at: OpenAt, qapp: QApplication) -> None:
    window, coach = open_at(NORMAL)
    windows = Windows()
    qapp.installEventFilter(windows)
    for prepare in scenes(window, coach).values():
        prepare()
        settle(qapp)
    stray = QLabel("Shown before it has a parent")
    stray.show()
    qapp.removeEventFilter(windows)
    stray.close()
    assert windows.opened == [say(stray)]


def test_every_page_has_a_scene(open_at: OpenAt, qapp: QApplication) -> None:
    window, coach = open_at(NORMAL)
    seen = set()
    for prepare in scenes(window, coach).values():
        prepare()
        settle(qapp)
        seen.add(window.pages.currentWidget())
    assert seen == {window.pages.widget(at) for at in range(window.pages.count())}


def test_tab_comes_to_everything_and_round_again(open_at: OpenAt, qapp: QApplication) -> None:
    window, coach = open_at(NORMAL)
    missed = []
    for name, prepare in scenes(window, coach).items():
        prepare()
        settle(qapp)
        wanted = stops(window)
        reached = list(tabbed(qapp, most=len(wanted) + 20))
        missed += [f"{name}: {say(each)}" for each in wanted if each not in reached]
        in_sight = list(shown(window))
        missed += [f"{name}: out of sight is {say(each)}" for each in reached if each not in in_sight]
        if qapp.focusWidget() is not reached[0]:
            missed.append(f"{name}: it does not come round")
    assert not missed, "\n".join(missed)


def tabbed(qapp: QApplication, most: int) -> Iterator[QWidget]:
    """What Tab comes to, until it is where it began."""
    first: QWidget | None = None
    for _ in range(most):
        here = qapp.focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Tab)
        now = qapp.focusWidget()
        assert now is not None
        if now is first:
            return
        first = first or now
        yield now


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_where_the_keyboard_is_can_be_seen(
    open_at: OpenAt, look: Look, qapp: QApplication, theme: ThemeChoice
) -> None:
    look.set_theme(theme)
    window, coach = open_at(NORMAL)
    unseen = []
    for name in ("main", "drill", "routine", "player-playing", "player-finished", "settings"):
        scenes(window, coach)[name]()
        settle(qapp)
        page = window.pages.currentWidget()
        unseen += [
            f"{name}: {say(each)}" for each in stops(window) if each is not page and not shows_focus(each)
        ]
    assert not unseen, "\n".join(unseen)


def shows_focus(widget: QWidget) -> bool:
    """Whether its picture, with its frame, is another with the focus: by a ring, not by a cursor alone."""
    parent = widget.parentWidget()
    frame = parent if parent is not None and parent.property("role") == "stepper" else widget
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    focused = frame.grab().toImage()
    widget.clearFocus()
    plain = frame.grab().toImage()
    width, height = focused.width(), focused.height()
    changed = [
        (x, y) for x, y in product(range(width), range(height)) if focused.pixel(x, y) != plain.pixel(x, y)
    ]
    if not changed:
        return False
    left, right = min(x for x, _ in changed), max(x for x, _ in changed)
    return len(changed) > width / 4 and right - left > min(width, height) / 3


# --- the checks themselves ---


@pytest.fixture
def panel(qtbot: QtBot, look: Look) -> QWidget:
    made = QWidget()
    made.resize(400, 300)
    qtbot.addWidget(made)
    made.show()
    return made


def put(widget: QWidget, panel: QWidget, *place: int) -> None:
    widget.setParent(panel)
    widget.setGeometry(*place)
    widget.show()


def test_a_sound_panel_has_no_faults(panel: QWidget, look: Look) -> None:
    row = QHBoxLayout(panel)
    row.addWidget(PlainLabel("A text that is long enough to be wrapped once or twice", wraps=True))
    row.addWidget(Button(look, "Start"))
    panel.adjustSize()
    assert faults(panel) == []


def test_each_fault_is_found(panel: QWidget, look: Look) -> None:
    def first(widget: QWidget, *place: int) -> str:
        put(widget, panel, *place)
        told = " · ".join(faults(panel))
        widget.hide()
        return told

    assert "sticks out of" in first(Button(look, "Start"), 380, 0, 120, 50)
    assert "the text of PlainLabel “What is cut" in first(PlainLabel("What is cut off here"), 0, 0, 40, 30)
    wrapped = PlainLabel("More lines than there is room for, so that the end is lost", wraps=True)
    assert "the text of PlainLabel" in first(wrapped, 0, 0, 90, 30)
    assert "the text of PlainLabel" in first(PlainLabel("Unbreakableword", wraps=True), 0, 0, 40, 100)
    assert "the text of Button" in first(Button(look, "A long text on it"), 0, 0, 50, 50)
    low = QPushButton("Low")
    low.setStyleSheet("min-height: 0")
    assert "less than 40 pixels high" in first(low, 0, 0, 90, 39)
    assert "has no name" in first(Button(look, "", "back"), 0, 0, 60, 50)
    elided = ElidedLabel()
    elided.show_text("A text that nobody has painted yet")
    assert "the text of ElidedLabel" in first(elided, 0, 0, 30, 30)
    described = QPushButton("Ready")
    described.setAccessibleDescription("<qt>Go on</qt>")
    assert "is described by marks" in first(described, 0, 0, 90, 50)


def test_what_is_covered_is_found(panel: QWidget) -> None:
    put(QLabel("One"), panel, 0, 0, 60, 30)
    put(QLabel("Other"), panel, 40, 10, 60, 30)
    assert "QLabel “One” (0,0 60x30) lies on QLabel “Other” (40,10 60x30)" in faults(panel)


def test_a_control_without_a_ring_is_found(panel: QWidget, look: Look) -> None:
    plain, ringed = QPushButton("Plain"), Button(look, "Ringed")
    plain.setStyleSheet("QPushButton, QPushButton:focus { border: none; background: white; outline: none; }")
    put(plain, panel, 0, 0, 120, 50)
    put(ringed, panel, 0, 60, 120, 50)
    assert not shows_focus(plain)
    assert shows_focus(ringed)
