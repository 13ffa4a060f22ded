"""The small player's own window: where it stands, how it lies over others, what its menu does."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QGuiApplication, QKeyEvent, QMouseEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.presenters.settings_presenter import present_settings
from mobility_coach.services.settings import Settings
from mobility_coach.services.window_memory import MiniPlace
from mobility_coach.ui.figure.figures import Figures
from mobility_coach.ui.look import Look
from mobility_coach.ui.player import mini_place
from mobility_coach.ui.player.face import Face
from mobility_coach.ui.player.floating_window import GRIP
from mobility_coach.ui.player.mini_place import FIRST, first_place, in_sight, monitors, smallest_size
from mobility_coach.ui.player.mini_window import MiniWindow
from tests.ui.fake_stage import FakeFigures, hand_renderer, moment, motion
from tests.ui.fakes import FakeCoach, FakePlayer, player_view
from tests.ui.layout_faults import faults

Key = Qt.Key
LEFT, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
ON_TOP = Qt.WindowType.WindowStaysOnTopHint


@pytest.fixture
def figures(look: Look) -> Iterator[Figures]:
    made = Figures(look, FakeFigures(motion()), hand_renderer()[0])
    yield made
    made.close()


Opened = Callable[[], MiniWindow]


@pytest.fixture
def opened(qtbot: QtBot, look: Look, coach: FakeCoach, figures: Figures) -> Iterator[Opened]:
    """Opens a session in a small player of its own."""
    windows: list[MiniWindow] = []

    def open_one() -> MiniWindow:
        made = MiniWindow(look, coach, figures)
        windows.append(made)
        qtbot.addWidget(made)
        with qtbot.waitExposed(made):
            made.open(coach.player)
        return made

    yield open_one
    for each in windows:
        each.leave()


@pytest.fixture
def mini(opened: Opened, coach: FakeCoach) -> MiniWindow:
    coach.player = FakePlayer(player_view(figure=moment()))
    return opened()


def available() -> QRect:
    return QGuiApplication.primaryScreen().availableGeometry()


def told(signal: object) -> list[object]:
    """What a signal tells from now on."""
    heard: list[object] = []
    signal.connect(lambda *values: heard.append(values))  # type: ignore[attr-defined]
    return heard


# Where it stands


def test_at_first_it_stands_in_the_corner(mini: MiniWindow) -> None:
    assert (mini.width(), mini.height()) == FIRST
    assert available().contains(mini.geometry())
    assert mini.geometry().right() > available().center().x()
    assert mini.geometry().bottom() > available().center().y()


def test_it_comes_up_where_it_was_left(mini: MiniWindow, opened: Opened, coach: FakeCoach) -> None:
    mini.setGeometry(QRect(50, 60, 260, 270))
    mini.leave()
    assert coach.window_memory.recall().mini_place(monitors()) == MiniPlace(monitors(), 50, 60, 260, 270)
    assert opened().geometry() == QRect(50, 60, 260, 270)


def test_with_other_monitors_it_stands_elsewhere(
    mini: MiniWindow, opened: Opened, coach: FakeCoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    mini.setGeometry(QRect(50, 60, 260, 270))
    mini.leave()
    monkeypatch.setattr(mini_place, "monitors", lambda: "3840x2160+0+0")
    assert opened().geometry().topLeft() != QPoint(50, 60)
    assert len(coach.window_memory.recall().mini_places) == 1


@pytest.mark.parametrize("place", [(-5000, -5000, 260, 270), (90_000, 10, 260, 270), (0, 0, 16_000, 16_000)])
def test_it_is_never_out_of_sight(opened: Opened, coach: FakeCoach, place: tuple[int, int, int, int]) -> None:
    memory = coach.window_memory
    memory.keep(memory.recall().with_mini_place(MiniPlace(monitors(), *place)))
    assert available().contains(opened().geometry())


def test_what_was_too_small_for_the_text_is_larger(look: Look) -> None:
    look.set_text_scale(2.0)
    assert in_sight(QRect(10, 10, 240, 180), smallest_size(look)).size() == smallest_size(look)


def test_a_larger_text_makes_room(mini: MiniWindow, look: Look) -> None:
    mini.setGeometry(QRect(available().right() - 250, available().bottom() - 200, 240, 180))
    look.set_text_scale(1.5)
    assert mini.width() >= smallest_size(look).width()
    assert available().contains(mini.geometry())
    mini.leave()
    look.set_text_scale(1.0)
    assert mini.minimumSize() == smallest_size(look)


def test_monitors_that_come_and_go_bring_their_place(
    qtbot: QtBot, mini: MiniWindow, coach: FakeCoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = coach.window_memory
    memory.keep(memory.recall().with_mini_place(MiniPlace("2x2+0+0", 30, 40, 250, 260)))
    mini.move(-4000, 10)
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    app.screenRemoved.emit(app.primaryScreen())
    qtbot.waitUntil(lambda: available().contains(mini.geometry()))
    monkeypatch.setattr(mini_place, "monitors", lambda: "2x2+0+0")
    app.screenAdded.emit(app.primaryScreen())
    qtbot.waitUntil(lambda: mini.geometry() == QRect(30, 40, 250, 260))
    mini.leave()
    mini._follow_monitors()
    assert not mini.isVisible()


def test_each_set_of_monitors_has_its_own_place_wherever_it_was_moved_to_last(
    qtbot: QtBot, mini: MiniWindow, coach: FakeCoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    sets = {"desk": "9x9+0+0 9x9+9+0", "road": monitors()}

    def plugged(name: str, before: QRect | None = None) -> None:
        monkeypatch.setattr(mini_place, "monitors", lambda: sets[name])
        if before is not None:
            mini.setGeometry(before)  # the desktop moves it before the program is told
        app.screenAdded.emit(app.primaryScreen())
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not mini._monitors_changed.isActive())

    on_road, at_desk, pushed = QRect(30, 40, 260, 270), QRect(90, 20, 300, 310), QRect(0, 0, 250, 250)
    mini.setGeometry(QRect(10, 10, 255, 255))
    mini.leave()  # the place it was closed at last
    mini.open(coach.player)
    assert mini.geometry() == QRect(10, 10, 255, 255)
    mini.setGeometry(on_road)
    plugged("road")
    assert mini.geometry() == on_road  # nothing has changed but that something was told
    plugged("desk", pushed)
    mini.setGeometry(at_desk)
    plugged("road", pushed)
    assert mini.geometry() == on_road
    plugged("desk", pushed)
    assert mini.geometry() == at_desk
    mini.leave()
    memory = coach.window_memory.recall()
    assert memory.mini_place(sets["desk"]) == MiniPlace(sets["desk"], 90, 20, 300, 310)
    assert memory.mini_place(sets["road"]) == MiniPlace(sets["road"], 30, 40, 260, 270)


def test_a_monitor_that_gets_another_size_is_another(
    mini: MiniWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    mini.setGeometry(QRect(30, 40, 260, 270))
    monkeypatch.setattr(mini_place, "monitors", lambda: "7x7+0+0")
    screen = QGuiApplication.primaryScreen()
    screen.geometryChanged.emit(screen.geometry())
    assert mini._monitors_changed.isActive()
    QApplication.processEvents()
    assert mini._places._monitors == "7x7+0+0"


def test_the_monitors_are_told_in_one_word_each() -> None:
    screen = QGuiApplication.primaryScreen().geometry()
    assert monitors() == f"{screen.width()}x{screen.height()}+{screen.x()}+{screen.y()}"


# Moving and sizing


class Pulled:
    """What the desktop was asked to do."""

    moves = 0
    edges: ClassVar[list[Qt.Edge]] = []


@pytest.fixture
def pulled(monkeypatch: pytest.MonkeyPatch) -> type[Pulled]:
    Pulled.moves, Pulled.edges = 0, []

    def move(_: QWindow) -> bool:
        Pulled.moves += 1
        return True

    def size(_: QWindow, edges: Qt.Edge) -> bool:
        Pulled.edges.append(edges)
        return True

    monkeypatch.setattr(QWindow, "startSystemMove", move)
    monkeypatch.setattr(QWindow, "startSystemResize", size)
    return Pulled


def move_mouse(mini: MiniWindow, here: QPoint, buttons: Qt.MouseButton) -> None:
    at = QPointF(here)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        at,
        mini.mapToGlobal(at),
        NO_BUTTON,
        buttons,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(mini, event)


def test_it_is_dragged_by_anything_that_is_no_control(mini: MiniWindow, pulled: type[Pulled]) -> None:
    for part in (mini.mini.words.caption, mini.mini.figure, mini.mini.head.place):
        assert part is not None
        pulled.moves = 0
        inside = part.mapTo(mini, part.rect().center())
        QTest.mousePress(part, LEFT, pos=part.rect().center())
        move_mouse(mini, inside + QPoint(1, 0), LEFT)
        assert pulled.moves == 0
        move_mouse(mini, inside + QPoint(40, 0), LEFT)
        move_mouse(mini, inside + QPoint(80, 0), LEFT)
        assert pulled.moves == 1
        QTest.mouseRelease(part, LEFT)


def test_a_press_that_was_let_go_drags_nothing(mini: MiniWindow, pulled: type[Pulled]) -> None:
    caption = mini.mini.words.caption
    QTest.mouseClick(caption, LEFT)
    move_mouse(mini, QPoint(100, 100), LEFT)
    QTest.mousePress(caption, Qt.MouseButton.RightButton)
    move_mouse(mini, QPoint(10, 10), Qt.MouseButton.RightButton)
    assert pulled.moves == 0


def test_its_edges_change_its_size(mini: MiniWindow, pulled: type[Pulled]) -> None:
    right, bottom, middle = mini.width() - 1, mini.height() - 1, mini.height() // 2
    for here in (QPoint(0, middle), QPoint(right, middle), QPoint(60, 0), QPoint(right, bottom)):
        QTest.mousePress(mini, LEFT, pos=here)
        QTest.mouseRelease(mini, LEFT, pos=here)
    edge = Qt.Edge
    assert pulled.edges == [
        edge.LeftEdge,
        edge.RightEdge,
        edge.TopEdge,
        edge.RightEdge | edge.BottomEdge,
    ]
    assert pulled.moves == 0


def test_the_pointer_shows_where_the_size_can_be_changed(mini: MiniWindow) -> None:
    seen = []
    for here in (QPoint(1, 100), QPoint(100, 1), QPoint(1, 1), QPoint(mini.width() - 1, 1), QPoint(100, 100)):
        move_mouse(mini, here, NO_BUTTON)
        seen.append(mini.cursor().shape())
    shape = Qt.CursorShape
    assert seen == [
        shape.SizeHorCursor,
        shape.SizeVerCursor,
        shape.SizeFDiagCursor,
        shape.SizeBDiagCursor,
        shape.ArrowCursor,
    ]
    assert mini.mini.cursor().shape() is shape.ArrowCursor


# How it lies over others


def test_it_stays_on_top_unless_the_person_does_not_want_that(mini: MiniWindow, coach: FakeCoach) -> None:
    assert mini.windowFlags() & ON_TOP
    place = mini.geometry()
    mini.more.click()
    assert mini.menu is not None
    choice = next(each for each in mini.menu.actions() if each.text() == "Always on top")
    assert choice.isChecked()
    choice.trigger()
    mini.menu.hide()
    assert not mini.windowFlags() & ON_TOP
    assert mini.isVisible()
    assert mini.geometry() == place
    assert not coach.window_memory.recall().mini_is_on_top
    assert mini.pulse.is_open


def test_what_the_person_does_not_want_on_top_comes_up_so(opened: Opened, coach: FakeCoach) -> None:
    memory = coach.window_memory
    memory.keep(replace(memory.recall(), mini_is_on_top=False))
    assert not opened().windowFlags() & ON_TOP


def test_where_the_desktop_decides_it_says_so(
    monkeypatch: pytest.MonkeyPatch, opened: Opened, coach: FakeCoach
) -> None:
    coach.settings = present_settings(Settings(mini_opacity=50)).groups
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland-egl")
    mini = opened()
    assert not mini.windowFlags() & ON_TOP
    assert "Your desktop decides" in mini.more.toolTip()
    mini.more.click()
    assert mini.menu is not None
    texts = [each.text() for each in mini.menu.actions()]
    assert "Your desktop decides whether it stays on top" in texts
    assert "Always on top" not in texts
    assert "60 %" not in texts
    mini.menu.hide()


@pytest.fixture
def faded(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The opacities that it takes; windows in memory have none."""
    taken = [1.0]
    monkeypatch.setattr(MiniWindow, "setWindowOpacity", lambda _, opacity: taken.append(opacity))
    monkeypatch.setattr(MiniWindow, "windowOpacity", lambda _: taken[-1])
    return taken


def test_what_is_behind_shows_through_until_it_is_pointed_at(
    faded: list[float], monkeypatch: pytest.MonkeyPatch, coach: FakeCoach, opened: Opened
) -> None:
    coach.settings = present_settings(Settings(mini_opacity=60)).groups
    mini = opened()
    assert faded == [1.0, 0.6]
    monkeypatch.setattr(mini, "underMouse", lambda: True)
    nowhere = QPointF(0, 0)
    QApplication.sendEvent(mini, QEnterEvent(nowhere, nowhere, nowhere))
    assert faded[-1] == 1.0
    monkeypatch.setattr(mini, "underMouse", lambda: False)
    QApplication.sendEvent(mini, QEvent(QEvent.Type.Leave))
    assert faded == [1.0, 0.6, 1.0, 0.6]


def test_its_opacity_is_chosen_in_the_menu(faded: list[float], mini: MiniWindow, coach: FakeCoach) -> None:
    QApplication.sendEvent(
        mini, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(9, 9), mini.mapToGlobal(QPoint(9, 9)))
    )
    assert mini.menu is not None
    by_text = {each.text(): each for each in mini.menu.actions()}
    assert by_text["100 %"].isChecked()
    by_text["40 %"].trigger()
    mini.menu.hide()
    assert coach.last() == ("setting", "mini_opacity", 40)


def test_its_menu_leads_elsewhere(mini: MiniWindow) -> None:
    back, face = told(mini.back_asked), told(mini.face_asked)
    for text in ("Back to the window (V)", "Show it on the TV (T)", "All keys (? F1)"):
        mini.more.click()
        assert mini.menu is not None
        next(each for each in mini.menu.actions() if each.text() == text).trigger()
        mini.menu.hide()
    assert (back, face) == ([()], [(Face.TV,)])
    assert mini.key_help is not None


# Keys


def test_all_keys_of_the_session_work(mini: MiniWindow, coach: FakeCoach) -> None:
    for key in (Key.Key_Space, Key.Key_Right, Key.Key_M):
        QTest.keyClick(mini.mini, key)
        QTest.keyClick(mini, key)
    assert coach.player.told == [
        each for each in (Command.TOGGLE, Command.NEXT, Command.MUTE) for _ in range(2)
    ]


def question_mark() -> QKeyEvent:
    shift = Qt.KeyboardModifier.ShiftModifier
    return QKeyEvent(QEvent.Type.KeyPress, Key.Key_Question.value, shift, "?")


def test_the_question_mark_shows_all_keys_and_esc_hides_them(mini: MiniWindow, coach: FakeCoach) -> None:
    QApplication.sendEvent(mini.mini, question_mark())
    sheet = mini.key_help
    assert sheet is not None
    assert sheet.geometry() == mini.rect()
    mini.resize(400, 500)
    QApplication.processEvents()
    assert sheet.geometry() == mini.rect()
    QTest.keyClick(sheet, Key.Key_Escape)
    assert mini.key_help is None
    for _ in range(2):
        QApplication.sendEvent(mini, question_mark())
    assert mini.key_help is None
    assert coach.player.told == []
    QApplication.sendEvent(mini, question_mark())
    mini.leave()
    assert mini.key_help is None


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_in_its_smallest_size_all_keys_can_be_read_and_closed(
    mini: MiniWindow, look: Look, scale: float
) -> None:
    look.set_text_scale(scale)
    mini.resize(mini.minimumSize())
    mini.show_keys()
    sheet = mini.key_help
    assert sheet is not None
    for _ in range(4):
        QApplication.processEvents()
    view = sheet._scroll.viewport()
    assert view.width() >= 0.75 * mini.width()
    assert view.height() >= 0.55 * mini.height()
    content = sheet._scroll.widget()
    assert content is not None
    assert content.width() <= view.width()
    assert faults(mini) == []
    texts = [each for each in sheet.findChildren(QLabel) if each.isVisible() and each.text()]
    assert min(each.font().pixelSize() for each in texts) >= round(13 * scale)
    bar = sheet._scroll.verticalScrollBar()
    before = bar.value()
    QTest.keyClick(sheet._scroll, Key.Key_Down)
    assert bar.value() > before
    QTest.mouseClick(sheet.close_button, LEFT)
    assert mini.key_help is None
    mini.show_keys()
    QTest.keyClick(sheet._scroll, Key.Key_Escape)
    assert mini.key_help is None


def test_beside_the_small_sheet_the_window_is_sized_as_ever(mini: MiniWindow, pulled: type[Pulled]) -> None:
    mini.resize(mini.minimumSize())
    mini.show_keys()
    assert mini.key_help is not None
    QTest.mousePress(mini.key_help, LEFT, pos=QPoint(1, 90))
    assert pulled.edges == [Qt.Edge.LeftEdge]
    assert mini.key_help is not None


def test_keys_that_mean_nothing_here_do_nothing(mini: MiniWindow, coach: FakeCoach) -> None:
    QTest.keyClick(mini, Key.Key_X)
    assert coach.player.told == []


# Its end


def test_it_goes_with_the_session(mini: MiniWindow, coach: FakeCoach) -> None:
    ended, stopped = told(mini.ended), told(mini.stopped)
    mini.more.click()
    mini.tell(Command.STOP)
    assert not mini.isVisible()
    assert coach.player.closes == 1
    assert len(ended) == len(stopped) == 1
    assert mini.menu is not None
    assert not mini.menu.isVisible()


def test_whoever_takes_the_session_at_its_end_may_show_it(mini: MiniWindow, coach: FakeCoach) -> None:
    ended, taken = told(mini.ended), []
    mini.finished.connect(lambda: taken.append(mini.release()))
    coach.player.shown = player_view(phase=Phase.FINISHED)
    mini.pulse.look()
    assert taken == [coach.player]
    assert ended == []
    assert coach.player.closes == 0
    assert not mini.isVisible()
    assert mini.release() is None


def test_closed_by_the_program_the_session_ends(mini: MiniWindow, coach: FakeCoach) -> None:
    mini.close()
    assert coach.player.closes == 1
    assert not mini.isVisible()


# How it fits

SIZES = ((240, 180), (240, 240), (240, 400), (320, 180), (320, 360), (480, 270), (700, 480))


@pytest.mark.parametrize(("size", "scale"), list(product(SIZES, (1.0, 2.0))))
def test_it_is_whole_and_named_in_every_size(
    look: Look, mini: MiniWindow, coach: FakeCoach, size: tuple[int, int], scale: float
) -> None:
    look.set_text_scale(scale)
    mini.resize(*(round(each * scale) for each in size))
    found = []
    for view in (
        player_view(figure=moment()),
        player_view(figure=moment(), phase=Phase.WAITING, rep=0, reps=0, stroke=None),
        player_view(figure=moment(), phase=Phase.PAUSED, banner="No sound device was found."),
    ):
        coach.player.shown = view
        mini.pulse.look()
        for _ in range(6):
            QApplication.processEvents()
        found += faults(mini)
    QApplication.sendEvent(mini, question_mark())
    for _ in range(4):
        QApplication.processEvents()
    found += faults(mini)
    assert not found, "\n".join(found)
    assert mini.mini.geometry() == mini.rect().adjusted(GRIP, GRIP, -GRIP, -GRIP)


def test_without_any_monitor_the_place_stays_as_it_is(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QGuiApplication, "screens", list)
    monkeypatch.setattr(QGuiApplication, "screenAt", lambda _: None)
    monkeypatch.setattr(QGuiApplication, "primaryScreen", lambda: None)
    place = QRect(10, 20, 300, 300)
    assert in_sight(place, smallest_size(look)) == place
    assert first_place(look, Qt.LayoutDirection.LeftToRight).size() == QSize(*map(look.px, FIRST))
