"""The TV's window: what it shows, what keys do, where it goes, and what it costs."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QMouseEvent, QRegion, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.player_view import Hearing, HearingState, PlayerView, Stroke
from mobility_coach.ui.figure.figures import Figures
from mobility_coach.ui.look import Look, ThemeChoice
from mobility_coach.ui.player.face import Face
from mobility_coach.ui.tv import tv_window
from mobility_coach.ui.tv.screens import TvScreens
from mobility_coach.ui.tv.tv_face import figure_room
from mobility_coach.ui.tv.tv_window import TvWindow
from tests.ui.fake_stage import FakeFigures, hand_renderer, moment, motion
from tests.ui.fakes import FakeCoach, FakePlayer, player_view
from tests.ui.layout_faults import faults
from tests.ui.test_tv_face import SIZES, VIEWS

FINISHED = player_view(phase=Phase.FINISHED, rep=0, reps=0, stroke=None, instruction="All done.")
SHOWN = moment(drill="drill")


class FakeScreens(TvScreens):
    """Screens of any names; all of them are the real one."""

    def __init__(self, coach: FakeCoach, home: QWidget) -> None:
        super().__init__(coach.window_memory, home)
        self.all = ["laptop", "tv"]
        self.window = "laptop"

    @property
    def own(self) -> str:
        return self.window

    @property
    def names(self) -> list[str]:
        return self.all

    @property
    def is_choice(self) -> bool:
        return len(self.all) > 1


@pytest.fixture
def home(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def screens(coach: FakeCoach, home: QWidget) -> FakeScreens:
    return FakeScreens(coach, home)


@pytest.fixture
def tv(qtbot: QtBot, look: Look, coach: FakeCoach, screens: FakeScreens) -> Iterator[TvWindow]:
    figures = Figures(look, FakeFigures(motion()), hand_renderer()[0])
    made = TvWindow(look, coach, figures, screens)
    qtbot.addWidget(made)
    yield made
    made.leave()
    made.hide()
    figures.close()


def opened(tv: TvWindow, view: PlayerView | None = None) -> FakePlayer:
    player = FakePlayer(view or player_view(figure=SHOWN))
    tv.open(player)
    return player


def texts(tv: TvWindow) -> dict[str, object]:
    return {name: part.shows[0] for name, part in tv._picture._parts.items() if part.shows}


def press(tv: TvWindow, key: Qt.Key, text: str = "") -> None:
    tv.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text))


def shows_keys(tv: TvWindow) -> bool:
    return tv.key_help is not None


def is_calm(tv: TvWindow) -> bool:
    return not tv.pulse.is_repainting


def screen() -> QScreen:
    return QGuiApplication.primaryScreen()


def test_it_fills_the_screen_and_shows_the_session(tv: TvWindow) -> None:
    opened(tv)
    assert tv.isVisible()
    assert tv.isFullScreen()
    assert tv.geometry() == screen().geometry()
    shown = texts(tv)
    assert shown["instruction"] == "Drive forward, stay tall"
    assert shown["count"] == "6"
    assert shown["caption"] == "Squeeze the left glute."
    assert tv.figure.isVisible()
    assert tv.figure.geometry() == figure_room(tv.size(), player_view())
    assert tv.figure.projector.shown is None
    assert tv.pulse.is_repainting


def test_the_figure_goes_where_there_is_none(tv: TvWindow) -> None:
    player = opened(tv)
    player.shown = player_view(figure=None)
    tv.pulse.look()
    assert not tv.figure.isVisible()


def test_keys_are_those_of_the_session(tv: TvWindow) -> None:
    player = opened(tv)
    press(tv, Qt.Key.Key_Space)
    press(tv, Qt.Key.Key_N, "n")
    assert player.told == [Command.TOGGLE, Command.NEXT]
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier, "j")
    tv.keyPressEvent(event)
    assert not event.isAccepted()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_T, Qt.Key.Key_F, Qt.Key.Key_F11])
def test_the_session_goes_back_to_the_window_and_goes_on(qtbot: QtBot, tv: TvWindow, key: Qt.Key) -> None:
    player = opened(tv)
    with qtbot.waitSignal(tv.back_asked):
        press(tv, key)
    assert tv.release() is player
    assert player.closes == 0
    assert not tv.isVisible()
    assert tv.release() is None


def test_the_small_player_can_be_asked_for(qtbot: QtBot, tv: TvWindow) -> None:
    opened(tv)
    with qtbot.waitSignal(tv.face_asked) as asked:
        press(tv, Qt.Key.Key_V)
    assert asked.args == [Face.MINI]


def test_a_held_key_asks_once(qtbot: QtBot, tv: TvWindow) -> None:
    opened(tv)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_T, Qt.KeyboardModifier.NoModifier, "t", True)
    with qtbot.assertNotEmitted(tv.back_asked):
        tv.keyPressEvent(held)


def test_the_list_of_keys_opens_and_esc_closes_it_first(qtbot: QtBot, tv: TvWindow) -> None:
    opened(tv)
    press(tv, Qt.Key.Key_Question, "?")
    assert shows_keys(tv)
    with qtbot.assertNotEmitted(tv.back_asked):
        press(tv, Qt.Key.Key_Escape)
    assert not shows_keys(tv)
    press(tv, Qt.Key.Key_Question, "?")
    tv.release()
    assert not shows_keys(tv)


def test_a_stop_ends_it_and_says_so(qtbot: QtBot, tv: TvWindow) -> None:
    player = opened(tv)
    player.after[Command.STOP] = player_view(phase=Phase.FINISHED, instruction="Stopped.")
    told: list[str] = []
    tv.ended.connect(lambda: told.append("ended"))
    tv.stopped.connect(told.append)
    press(tv, Qt.Key.Key_Q)
    assert told == ["ended", "Stopped."]
    assert player.closes == 1
    assert not tv.isVisible()
    tv.tell(Command.NEXT)
    assert Command.NEXT not in player.told


def test_the_end_stays_until_the_person_goes_on(qtbot: QtBot, tv: TvWindow) -> None:
    player = opened(tv)
    player.shown = FINISHED
    with qtbot.assertNotEmitted(tv.ended):
        tv.pulse.look()
    assert tv.isVisible()
    assert texts(tv)["instruction"] == "All done."
    assert not tv.pulse.is_repainting
    with qtbot.waitSignal(tv.ended):
        press(tv, Qt.Key.Key_Return)
    assert not tv.isVisible()


def test_closed_by_the_desktop_the_session_goes_on_in_the_window(qtbot: QtBot, tv: TvWindow) -> None:
    class Spontaneous(QCloseEvent):
        def spontaneous(self) -> bool:
            return True

    player, event = opened(tv), Spontaneous()
    with qtbot.waitSignal(tv.back_asked):
        tv.closeEvent(event)
    assert not event.isAccepted()
    assert player.closes == 0
    tv.close()
    assert player.closes == 1


# Screens


def settled(tv: TvWindow) -> None:
    tv._screens.changed.emit()
    QApplication.processEvents()


def test_another_screen_can_be_chosen_while_it_plays(tv: TvWindow, screens: FakeScreens) -> None:
    player = opened(tv)
    tv._screen_name = "tv"
    screens.window = "another"
    settled(tv)
    assert tv._screen_name == screen().name()
    assert tv.isFullScreen()
    assert tv.pulse.is_open
    assert player.closes == 0


def test_unplugged_it_goes_to_another_screen_but_that_of_the_window(
    qtbot: QtBot, tv: TvWindow, screens: FakeScreens
) -> None:
    opened(tv)
    tv._screen_name, screens.all, screens.window = "gone", ["desk", screen().name()], "desk"
    with qtbot.assertNotEmitted(tv.back_asked):
        settled(tv)
    assert tv._screen_name == screen().name()
    tv._screen_name, screens.all, screens.window = "gone", [screen().name()], screen().name()
    with qtbot.waitSignal(tv.back_asked):
        settled(tv)


def test_screens_that_come_change_nothing_by_themselves(
    qtbot: QtBot, tv: TvWindow, screens: FakeScreens
) -> None:
    opened(tv)
    with qtbot.assertNotEmitted(tv.back_asked):
        settled(tv)
    assert tv.isVisible()
    tv.release()
    settled(tv)
    assert not tv.isVisible()


def test_with_all_screens_unplugged_nothing_is_asked(
    qtbot: QtBot, tv: TvWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeScreens, "best", lambda _self: None)
    opened(tv)
    with qtbot.assertNotEmitted(tv.back_asked):
        settled(tv)
    assert tv.isVisible()


def test_the_menu_offers_screens_and_the_way_back(qtbot: QtBot, tv: TvWindow, screens: FakeScreens) -> None:
    opened(tv)
    assert [action.text() for action in tv.menu().actions()][-1] == "Back to the window"
    assert len(tv.menu().actions()) == 3  # one screen, a line, back
    screens.all = ["laptop"]
    assert len(tv.menu().actions()) == 1
    with qtbot.waitSignal(tv.back_asked):
        tv.menu().actions()[0].trigger()


# Pointer and paint


def move_pointer(tv: TvWindow) -> None:
    place = QPointF(40, 40)
    button, none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    tv.mouseMoveEvent(QMouseEvent(QEvent.Type.MouseMove, place, place, button, button, none))


def test_the_pointer_is_there_only_while_it_moves(qtbot: QtBot, tv: TvWindow) -> None:
    opened(tv)
    assert tv.cursor().shape() is Qt.CursorShape.BlankCursor
    assert not tv.back.isVisible()
    move_pointer(tv)
    assert tv.cursor().shape() is not Qt.CursorShape.BlankCursor
    assert tv.back.isVisible()
    assert tv._resting.isActive()
    assert tv._resting.interval() == 2_000
    tv._resting.timeout.emit()
    assert tv.cursor().shape() is Qt.CursorShape.BlankCursor
    assert not tv.back.isVisible()
    move_pointer(tv)
    with qtbot.waitSignal(tv.back_asked):
        tv.back.click()
    tv.release()
    assert not tv._resting.isActive()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_way_back_covers_nothing(
    tv: TvWindow, look: Look, size: QSize, direction: Qt.LayoutDirection, scale: float
) -> None:
    look.set_text_scale(scale)
    tv.setLayoutDirection(direction)
    player = opened(tv)
    tv.showNormal()
    tv.resize(size)
    assert tv.size() == size
    for view in VIEWS.values():
        player.shown = view
        tv.pulse.look()
        move_pointer(tv)
        back = tv.back.geometry()
        covered = [
            name
            for name, part in tv._picture._parts.items()
            if not name.startswith("edge") and part.room.intersects(QRectF(back))
        ]
        assert covered == []
        assert not (tv.figure.isVisible() and tv.figure.geometry().intersects(back))
        assert tv.rect().contains(back)
        assert tv.back.sizeHint().width() <= back.width()
        assert back.height() >= min(56, round(0.1 * min(size.height(), 0.75 * size.width())))
        tv._resting.timeout.emit()
        assert tv.back.taken == 0


def test_the_time_comes_back_to_its_place_once_the_way_back_has_gone(tv: TvWindow) -> None:
    opened(tv)
    before = tv._picture._parts["time"].room
    move_pointer(tv)
    assert tv._picture._parts["time"].room.right() < tv.back.geometry().left()
    tv._resting.timeout.emit()
    assert tv._picture._parts["time"].room == before


@pytest.mark.parametrize("size", [SIZES["1080p"], SIZES["4K"], SIZES["720p"]], ids=["1080p", "4K", "720p"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_all_keys_are_read_from_the_couch(tv: TvWindow, look: Look, size: QSize, scale: float) -> None:
    look.set_text_scale(scale)
    opened(tv, player_view(figure=SHOWN, hearing=Hearing(HearingState.LISTENING)))
    tv.showNormal()
    tv.resize(size)
    tv.show_keys()
    sheet = tv.key_help
    assert sheet is not None
    QApplication.processEvents()
    texts = [each for each in sheet.findChildren(QLabel) if each.isVisible() and each.text()]
    assert len(texts) > 20
    assert min(each.fontMetrics().capHeight() for each in texts) >= 0.02 * size.height()
    assert faults(tv) == []
    look.set_theme(ThemeChoice.DARK)
    assert texts[0].palette().windowText().color().name().upper() == look.tokens.text
    tv.show_keys()
    assert tv.key_help is None


def test_what_is_wrong_or_worth_knowing_is_read_out(tv: TvWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(tv_window, "announce", lambda _widget, text, **_: heard.append(text))
    player = opened(tv, player_view(notice="Captions until 7:00.", announcement=""))
    assert tv.accessibleDescription() == "Captions until 7:00."
    player.shown = player_view(
        announcement="", hearing=Hearing(HearingState.TROUBLE, problem="No microphone.")
    )
    tv.pulse.look()
    tv.pulse.look()
    assert tv.accessibleDescription() == "No microphone."
    assert heard == ["Captions until 7:00.", "No microphone."]


def test_what_is_wrong_is_read_out_in_the_next_session_too(
    tv: TvWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(tv_window, "announce", lambda _widget, text, **_: heard.append(text))
    for _ in range(2):
        opened(tv, player_view(banner="No sound device.", announcement=""))
        tv.leave()
    assert heard == ["No sound device."] * 2
    opened(tv, player_view(announcement=""))
    assert tv.accessibleDescription() == ""


def test_a_button_that_is_pointed_at_stays(tv: TvWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(tv)
    move_pointer(tv)
    monkeypatch.setattr(tv.back, "underMouse", lambda: True)
    tv._resting.timeout.emit()
    assert tv.back.isVisible()
    assert tv._resting.isActive()


def test_a_frame_paints_what_moves_alone(qtbot: QtBot, tv: TvWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    player = opened(tv)
    QApplication.processEvents()
    painted = []
    monkeypatch.setattr(tv._picture, "paint", lambda _painter, region: painted.append(region))
    player.shown = player_view(figure=SHOWN, stroke_progress=0.6)
    tv.pulse.look()
    QApplication.processEvents()
    area = sum(part.width() * part.height() for region in painted for part in region)
    assert 0 < area < 0.05 * tv.width() * tv.height()
    painted.clear()
    tv.pulse.look()
    QApplication.processEvents()
    assert painted == []


def test_behind_the_figure_nothing_is_painted(tv: TvWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(tv)
    QApplication.processEvents()
    painted: list[QRegion] = []
    monkeypatch.setattr(tv._picture, "paint", lambda _painter, region: painted.append(QRegion(region)))
    room = tv.figure.geometry()
    tv.figure.update(QRect(60, 60, 200, 100))
    QApplication.processEvents()
    assert painted == []
    tv.update()
    QApplication.processEvents()
    (region,) = painted
    assert not region.intersects(QRect(room.center(), QSize(1, 1)))
    assert region.contains(room.topLeft())  # its corners are round
    assert region.contains(tv.rect().bottomRight())


def test_other_colours_and_another_size_are_shown_at_once(tv: TvWindow, look: Look) -> None:
    opened(tv)
    QApplication.processEvents()
    light = tv.grab().toImage().pixelColor(2, tv.height() // 2)
    look.set_theme(ThemeChoice.DARK)
    assert tv.grab().toImage().pixelColor(2, tv.height() // 2) != light
    tv.showNormal()
    tv.resize(QSize(640, 360))
    QApplication.processEvents()
    assert tv.figure.geometry() == figure_room(tv.size(), player_view())


def test_the_edge_can_be_switched_off_and_is_dark_with_reduced_motion(tv: TvWindow, coach: FakeCoach) -> None:
    view = player_view(figure=SHOWN, beat_progress=0.0, stroke=Stroke.IN)
    opened(tv, view)
    assert "edge-top" in tv._picture._parts
    tv.leave()
    tv.set_reduced_motion(is_reduced=True)
    opened(tv, view)
    assert "edge-top" not in tv._picture._parts
    tv.leave()
    tv.set_reduced_motion(is_reduced=False)
    coach.change_setting("beat_edge", False)
    opened(tv, view)
    assert "edge-top" not in tv._picture._parts


def test_from_right_to_left_all_is_on_the_other_side(tv: TvWindow) -> None:
    opened(tv)
    left = tv.figure.geometry()
    tv.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert tv.figure.geometry().left() > left.left()
    assert tv.back.geometry().left() < tv.width() / 2


def test_what_is_not_seen_is_not_painted(tv: TvWindow) -> None:
    opened(tv)
    assert not is_calm(tv)
    tv.hide()
    assert is_calm(tv)
    assert tv.pulse.is_open


def test_a_second_session_ends_the_first(tv: TvWindow) -> None:
    first = opened(tv)
    second = opened(tv)
    assert (first.closes, second.closes) == (1, 0)
    QTest.qWait(0)
    assert tv.isVisible()
