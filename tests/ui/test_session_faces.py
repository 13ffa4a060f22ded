"""A session goes from its page to the small player and the TV and back, and never ends by that."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.breaks.break_settings import Closing
from mobility_coach.ui.look import Look
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.player import session_faces
from mobility_coach.ui.player.elsewhere_page import ElsewherePage
from mobility_coach.ui.player.face import Face
from mobility_coach.ui.player.mini_window import MiniWindow
from mobility_coach.ui.player.session_faces import SessionFaces
from mobility_coach.ui.tv.screens import TvScreens
from mobility_coach.ui.tv.tv_window import TvWindow
from tests.ui.fakes import FakeCoach, FakePlayer, player_view
from tests.ui.layout_faults import faults

Key = Qt.Key
OTHERS = (Face.MINI, Face.TV)
FINISHED = player_view(phase=Phase.FINISHED, rep=0, reps=0, stroke=None, summary=("Ankle rolls: 10 reps",))


class ByHand(QCloseEvent):
    """A person closes a window."""

    def spontaneous(self) -> bool:
        return True


@pytest.fixture
def faces(window: MainWindow) -> SessionFaces:
    """A session that goes on, on its page."""
    window.start("ankle-rolls")
    return window.faces


@pytest.fixture
def player(coach: FakeCoach, faces: SessionFaces) -> FakePlayer:
    return coach.player


def other(kind: Face) -> MiniWindow | TvWindow:
    """The window that shows the session."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, (MiniWindow, TvWindow))]
    (shown,) = [each for each in found if each.isVisible()]
    assert isinstance(shown, MiniWindow if kind is Face.MINI else TvWindow)
    return shown


@pytest.mark.parametrize("there", OTHERS)
def test_another_screen_is_offered_where_there_are_several(
    window: MainWindow, faces: SessionFaces, monkeypatch: pytest.MonkeyPatch, there: Face
) -> None:
    faces.show_in(there)
    page = window.pages.currentWidget()
    assert isinstance(page, ElsewherePage)
    assert page.screens.isHidden()
    faces.show_in(Face.PAGE)
    monkeypatch.setattr(TvScreens, "is_choice", True)
    faces.show_in(there)
    assert page.screens.isVisible() == (there is Face.TV)
    if there is Face.TV:
        page.screens.click()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.actions()[0].trigger()
        menu.close()
        assert window.screen().name() == faces._coach.window_memory.recall().tv_screen
    faces.leave()


@pytest.mark.parametrize("there", OTHERS)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_where_it_is_can_be_read_in_the_narrowest_window(
    qtbot: QtBot, qapp: QApplication, look: Look, there: Face, scale: float
) -> None:
    look.set_text_scale(scale)
    page = ElsewherePage(look)
    qtbot.addWidget(page)
    page.resize(420, 480)
    page.show_face(there, has_screens=True)
    page.show()
    for _ in range(4):
        qapp.processEvents()
    assert faults(page) == []


def is_only_in_window(faces: SessionFaces) -> bool:
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, (MiniWindow, TvWindow))]
    return not faces.is_elsewhere and not any(each.isVisible() for each in found)


@pytest.mark.parametrize("there", OTHERS)
def test_a_session_goes_elsewhere_and_comes_back(
    window: MainWindow, faces: SessionFaces, player: FakePlayer, there: Face
) -> None:
    faces.show_in(there)
    shown = other(there)
    assert shown.pulse.view is player.shown
    assert not faces.page.pulse.is_open
    page = window.pages.currentWidget()
    assert isinstance(page, ElsewherePage)
    page.back.click()
    assert is_only_in_window(faces)
    assert window.pages.currentWidget() is faces.page
    assert faces.page.pulse.view is player.shown
    assert not shown.pulse.is_open
    assert player.closes == 0
    assert player.told == [Command.START]
    faces.leave()


@pytest.mark.parametrize(
    ("keys", "there"),
    [
        ([Key.Key_V], Face.MINI),
        ([Key.Key_T], Face.TV),
        ([Key.Key_V, Key.Key_T], Face.TV),
        ([Key.Key_T, Key.Key_V], Face.MINI),
        ([Key.Key_V, Key.Key_F], Face.TV),
        ([Key.Key_V, Key.Key_V], Face.PAGE),
        ([Key.Key_T, Key.Key_T], Face.PAGE),
        ([Key.Key_T, Key.Key_Escape], Face.PAGE),
        ([Key.Key_V, Key.Key_T, Key.Key_V, Key.Key_V], Face.PAGE),
    ],
)
def test_keys_lead_from_face_to_face(
    faces: SessionFaces, player: FakePlayer, keys: list[Key], there: Face
) -> None:
    for key in keys:
        at = faces.page if not faces.is_elsewhere else other(faces.face)
        QTest.keyClick(at, key)
    assert faces.face is there
    assert player.closes == 0
    faces.leave()


def test_buttons_lead_there_too(faces: SessionFaces) -> None:
    faces.page.transport.mini.click()
    mini = other(Face.MINI)
    assert isinstance(mini, MiniWindow)
    mini.back.click()
    faces.page.transport.tv.click()
    other(Face.TV)
    faces.leave()


@pytest.mark.parametrize("there", OTHERS)
def test_a_held_key_does_not_flicker_between_faces(faces: SessionFaces, there: Face) -> None:
    faces.show_in(there)
    for key, text in ((Key.Key_V, "v"), (Key.Key_T, "t")):
        held = QKeyEvent(QEvent.Type.KeyPress, key.value, Qt.KeyboardModifier.NoModifier, text, True)
        QApplication.sendEvent(other(there), held)
    assert faces.face is there
    faces.leave()


@pytest.mark.parametrize("there", OTHERS)
def test_keys_in_the_window_reach_the_session_elsewhere(
    window: MainWindow, faces: SessionFaces, player: FakePlayer, there: Face
) -> None:
    faces.show_in(there)
    page = window.pages.currentWidget()
    assert isinstance(page, ElsewherePage)
    assert page.where.text().startswith("Your session is ")
    for key in (Key.Key_Space, Key.Key_M):
        QTest.keyClick(page, key)
    assert player.told == [Command.START, Command.TOGGLE, Command.MUTE]
    faces.leave()


@pytest.mark.parametrize("there", OTHERS)
def test_a_window_closed_by_hand_gives_the_session_back(
    faces: SessionFaces, player: FakePlayer, there: Face
) -> None:
    faces.show_in(there)
    event = ByHand()
    other(there).closeEvent(event)
    assert not event.isAccepted()
    assert is_only_in_window(faces)
    assert faces.page.pulse.is_open
    assert player.closes == 0
    faces.leave()


@pytest.mark.parametrize("there", OTHERS)
def test_a_session_is_stopped_elsewhere(
    qtbot: QtBot, window: MainWindow, faces: SessionFaces, player: FakePlayer, there: Face
) -> None:
    player.after[Command.STOP] = player_view(instruction="Stopped. What you did is kept.")
    faces.show_in(there)
    with qtbot.waitSignal(window.session_left):
        QTest.keyClick(other(there), Key.Key_Q)
    assert player.closes == 1
    assert is_only_in_window(faces)
    assert window.pages.currentWidget() is window.home
    assert window.home.notice.label.text() == "Stopped. What you did is kept."


@pytest.mark.parametrize("there", [Face.PAGE, *OTHERS])
def test_a_remote_stops_a_session_as_the_key_does(
    qtbot: QtBot, window: MainWindow, faces: SessionFaces, player: FakePlayer, there: Face
) -> None:
    faces.show_in(there)
    shown = faces.page if there is Face.PAGE else other(there)
    player.shown = player_view(phase=Phase.FINISHED, instruction="Stopped. It is kept.", was_stopped=True)
    with qtbot.waitSignal(window.session_left):
        shown.pulse.look()
    assert player.closes == 1
    assert is_only_in_window(faces)
    assert not faces.is_open
    assert window.pages.currentWidget() is window.home
    assert window.home.notice.label.text() == "Stopped. It is kept."


def test_what_came_to_its_end_in_the_small_player_is_read_on_the_page(
    window: MainWindow, faces: SessionFaces, player: FakePlayer
) -> None:
    faces.show_in(Face.MINI)
    player.shown = FINISHED
    other(Face.MINI).pulse.look()
    assert is_only_in_window(faces)
    assert window.pages.currentWidget() is faces.page
    assert faces.page.stage.summary.text() == "Ankle rolls: 10 reps\n12 days in a row"
    assert player.closes == 0
    QTest.keyClick(faces.page, Key.Key_Return)
    assert player.closes == 1
    assert window.pages.currentWidget() is window.home


def test_what_came_to_its_end_on_the_tv_is_read_there(
    window: MainWindow, faces: SessionFaces, player: FakePlayer
) -> None:
    faces.show_in(Face.TV)
    player.shown = FINISHED
    other(Face.TV).pulse.look()
    QTest.keyClick(other(Face.TV), Key.Key_Return)
    assert player.closes == 1
    assert is_only_in_window(faces)
    assert window.pages.currentWidget() is window.home


@pytest.fixture
def fronts(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Which windows were brought to the front."""
    brought: list[object] = []
    monkeypatch.setattr(session_faces, "bring_to_front", brought.append)
    return brought


def has_keyboard(there: Face, monkeypatch: pytest.MonkeyPatch, *, is_so: bool) -> MiniWindow | TvWindow:
    """The window of the session, which has the keyboard or not as long as it is there."""
    shown = other(there)
    monkeypatch.setattr(shown, "isActiveWindow", lambda: is_so and shown.isVisible())
    return shown


@pytest.mark.parametrize("is_so", [False, True])
def test_who_practised_in_the_small_player_goes_on_with_keys_in_the_window(
    window: MainWindow,
    faces: SessionFaces,
    player: FakePlayer,
    monkeypatch: pytest.MonkeyPatch,
    fronts: list[object],
    is_so: bool,
) -> None:
    faces.show_in(Face.MINI)
    player.shown = FINISHED
    has_keyboard(Face.MINI, monkeypatch, is_so=is_so).pulse.look()
    assert window.pages.currentWidget() is faces.page
    assert fronts == ([window] if is_so else [])
    faces.leave()


@pytest.mark.parametrize("there", OTHERS)
@pytest.mark.parametrize(("is_so", "is_minimised"), [(False, False), (True, False), (True, True)])
def test_who_stops_elsewhere_goes_on_with_keys_in_the_window(
    window: MainWindow,
    faces: SessionFaces,
    player: FakePlayer,
    monkeypatch: pytest.MonkeyPatch,
    fronts: list[object],
    there: Face,
    is_so: bool,
    is_minimised: bool,
) -> None:
    player.after[Command.STOP] = player_view(instruction="Stopped.")
    faces.show_in(there)
    monkeypatch.setattr(window, "isMinimized", lambda: is_minimised)
    has_keyboard(there, monkeypatch, is_so=is_so).tell(Command.STOP)
    assert fronts == ([window] if is_so and not is_minimised else [])


def test_after_the_end_on_the_tv_the_window_has_the_keyboard(
    window: MainWindow,
    faces: SessionFaces,
    player: FakePlayer,
    monkeypatch: pytest.MonkeyPatch,
    fronts: list[object],
) -> None:
    faces.show_in(Face.TV)
    player.shown = FINISHED
    tv = has_keyboard(Face.TV, monkeypatch, is_so=True)
    tv.pulse.look()
    assert fronts == []
    QTest.keyClick(tv, Key.Key_Return)
    assert fronts == [window]


@pytest.mark.parametrize("there", OTHERS)
def test_where_a_break_ends_the_session_no_window_comes_up(
    window: MainWindow,
    faces: SessionFaces,
    monkeypatch: pytest.MonkeyPatch,
    fronts: list[object],
    there: Face,
) -> None:
    faces.show_in(there)
    has_keyboard(there, monkeypatch, is_so=True)
    window.end_session()
    assert fronts == []


def test_words_at_the_end_are_not_shown_elsewhere(
    window: MainWindow, faces: SessionFaces, player: FakePlayer
) -> None:
    player.shown = FINISHED
    faces.page.pulse.look()
    for key in (Key.Key_V, Key.Key_T):
        QTest.keyClick(faces.page, key)
    assert is_only_in_window(faces)
    faces.end()
    assert window.pages.currentWidget() is faces.page
    faces.leave()


# The window meanwhile


@pytest.mark.parametrize("there", OTHERS)
def test_a_window_that_is_put_away_leaves_the_session_where_it_is(
    qtbot: QtBot, window: MainWindow, faces: SessionFaces, player: FakePlayer, there: Face
) -> None:
    window.closing = lambda: Closing.STAY
    faces.show_in(there)
    window.closeEvent(ByHand())
    assert not window.isVisible()
    assert player.closes == 0
    with qtbot.waitExposed(window):
        other(there).back_asked.emit()
    assert window.isVisible()
    assert is_only_in_window(faces)
    assert faces.page.pulse.is_open
    faces.leave()


def test_a_hidden_window_does_not_come_up_by_an_end(
    window: MainWindow, faces: SessionFaces, player: FakePlayer
) -> None:
    window.closing = lambda: Closing.STAY
    faces.show_in(Face.MINI)
    window.closeEvent(ByHand())
    player.shown = FINISHED
    other(Face.MINI).pulse.look()
    assert not window.isVisible()
    assert is_only_in_window(faces)
    assert player.closes == 1
    assert window.pages.currentWidget() is window.home


@pytest.mark.parametrize("there", [Face.PAGE, *OTHERS])
def test_a_break_ends_the_session_wherever_it_is(
    window: MainWindow, faces: SessionFaces, player: FakePlayer, there: Face
) -> None:
    faces.show_in(there)
    window.end_session()
    assert player.closes == 1
    assert is_only_in_window(faces)
    assert window.pages.currentWidget() is window.home


@pytest.mark.parametrize("there", [Face.PAGE, *OTHERS])
def test_quitting_ends_the_session_wherever_it_is(
    qtbot: QtBot, window: MainWindow, coach: FakeCoach, faces: SessionFaces, player: FakePlayer, there: Face
) -> None:
    faces.show_in(there)
    with qtbot.waitSignal(window.ended):
        window.quit()
    assert player.closes == 1
    assert coach.is_closed
    assert is_only_in_window(faces)


@pytest.mark.parametrize("there", [Face.PAGE, *OTHERS])
def test_a_second_start_leads_to_the_session_that_goes_on(
    window: MainWindow, coach: FakeCoach, faces: SessionFaces, player: FakePlayer, there: Face
) -> None:
    faces.show_in(there)
    assert window.others is not None
    window.others.show_history()
    asked = len(coach.asked)
    window.start("hip-flexor-matrix")
    assert len(coach.asked) == asked
    expected = faces.page if there is Face.PAGE else window.pages.currentWidget()
    assert window.pages.currentWidget() is expected
    assert isinstance(expected, ElsewherePage) is (there is not Face.PAGE)
    assert faces.face is there
    faces.leave()


def test_at_the_end_of_one_another_can_be_started(
    window: MainWindow, coach: FakeCoach, faces: SessionFaces, player: FakePlayer
) -> None:
    player.shown = FINISHED
    faces.page.pulse.look()
    window.start("hip-flexor-matrix")
    assert coach.last() == ("open", "hip-flexor-matrix")
    assert player.closes == 1
    faces.leave()


def test_the_end_on_the_tv_is_no_session_any_more(
    window: MainWindow, coach: FakeCoach, faces: SessionFaces, player: FakePlayer
) -> None:
    faces.show_in(Face.TV)
    player.shown = FINISHED
    tv = other(Face.TV)
    tv.pulse.look()
    QTest.keyClick(tv, Key.Key_V)
    assert faces.face is Face.TV
    window.start("hip-flexor-matrix")
    assert coach.last() == ("open", "hip-flexor-matrix")
    assert player.closes == 1
    assert is_only_in_window(faces)
    assert faces.page.pulse.is_open
    faces.leave()


def test_the_end_on_the_tv_does_not_lie_over_a_break(
    window: MainWindow, faces: SessionFaces, player: FakePlayer
) -> None:
    faces.show_in(Face.TV)
    player.shown = FINISHED
    other(Face.TV).pulse.look()
    window.end_session()
    assert is_only_in_window(faces)
    assert window.pages.currentWidget() is window.home


def test_the_end_on_the_tv_can_be_read_in_the_window(faces: SessionFaces, player: FakePlayer) -> None:
    faces.show_in(Face.TV)
    player.shown = FINISHED
    other(Face.TV).pulse.look()
    QTest.keyClick(other(Face.TV), Key.Key_Escape)
    assert is_only_in_window(faces)
    assert faces.page.is_finished
    faces.leave()


def test_back_from_a_page_leads_to_the_session_that_goes_on(window: MainWindow, faces: SessionFaces) -> None:
    assert window.others is not None
    window.others.show_history()
    window.others.left.emit()
    assert window.pages.currentWidget() is faces.page
    faces.leave()


@pytest.mark.parametrize("there", OTHERS)
def test_a_window_that_filled_the_screen_does_not_stay_so_behind_another_face(
    window: MainWindow, faces: SessionFaces, there: Face
) -> None:
    QTest.keyClick(faces.page, Key.Key_F)
    assert window.isFullScreen()
    faces.show_in(there)
    assert not window.isFullScreen()
    faces.leave()


def test_a_maximised_window_is_maximised_again(window: MainWindow, faces: SessionFaces) -> None:
    window.showMaximized()
    for is_full in (True, False):
        faces.toggle_full_screen()
        assert window.isFullScreen() is is_full
    assert window.isMaximized()
    faces.leave()


@pytest.mark.parametrize("there", OTHERS)
def test_calm_is_calm_everywhere(
    window: MainWindow, faces: SessionFaces, monkeypatch: pytest.MonkeyPatch, there: Face
) -> None:
    told: list[bool] = []

    def tell(_: object, *, is_reduced: bool) -> None:
        told.append(is_reduced)

    for kind in (MiniWindow, TvWindow):
        monkeypatch.setattr(kind, "set_reduced_motion", tell)
    faces.open(FakePlayer(), str, is_calm=True)
    faces.show_in(there)
    assert told == [True]
    faces.leave()


def test_without_a_coach_there_are_no_faces(qtbot: QtBot, look: Look) -> None:
    window = MainWindow(look)
    qtbot.addWidget(window)
    with pytest.raises(RuntimeError, match="before the coach"):
        _ = window.faces
    window.end_session()
    window.close()
