from collections.abc import Iterator
from itertools import product

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.player_view import Hearing, HearingState, PlayerView
from mobility_coach.ui.figure.figures import Figures
from mobility_coach.ui.look import Look
from mobility_coach.ui.player.mini_player import MiniPlayer
from mobility_coach.ui.player.mini_room import mini_room
from tests.ui.fake_stage import FakeFigures, hand_renderer, moment, motion
from tests.ui.fakes import FakePlayer, player_view
from tests.ui.layout_faults import faults

PAUSED = player_view(phase=Phase.PAUSED, banner="No sound device was found. Connect one, and go on.")
WAITING = player_view(
    phase=Phase.WAITING, rep=0, reps=0, stroke=None, instruction="Kneel on your left knee. " * 3
)
COUNTING_IN = player_view(count_in=3, rep=0, reps=0, stroke=None)
FINISHED = player_view(phase=Phase.FINISHED, rep=0, reps=0, stroke=None, announcement="Done.")
TROUBLE = Hearing(HearingState.TROUBLE, problem="The microphone went away. Plug it in again.")
BOTH = player_view(banner=PAUSED.banner, hearing=TROUBLE)
NIGHT = player_view(notice="Captions, no voice, until 7:00. The settings say when night is.")
VIEWS = (player_view(), PAUSED, NIGHT, WAITING, COUNTING_IN, player_view(figure=None, movement_label=""))


@pytest.fixture
def mini(qtbot: QtBot, look: Look) -> Iterator[MiniPlayer]:
    made = MiniPlayer(look)
    qtbot.addWidget(made)
    made.resize(400, 620)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.leave()


@pytest.fixture
def figures(look: Look) -> Iterator[Figures]:
    made = Figures(look, FakeFigures(motion()), hand_renderer()[0])
    yield made
    made.close()


def opened(mini: MiniPlayer, view: PlayerView | None = None) -> FakePlayer:
    player = FakePlayer(view or player_view())
    mini.open(player)
    return player


def test_the_view_is_shown(mini: MiniPlayer) -> None:
    opened(mini)
    assert mini.head.place.text() == "C · Across the midline"
    assert mini.head.side.text() == "Left side"
    assert mini.head.remaining.text() == "5:12 left"
    assert mini.words.instruction.text() == "Drive forward, stay tall"
    assert mini.words.count.texts == ("6", "of 10")
    assert mini.words.caption.text() == "Squeeze the left glute."
    assert mini.words.strokes.isVisible()
    assert not mini.words.ready.isVisible()
    assert mini.controls.buttons[Command.TOGGLE].text() == "Pause"


def test_a_caption_is_not_said_twice(mini: MiniPlayer) -> None:
    opened(mini, player_view(caption="Drive forward, stay tall"))
    assert mini.words.caption.text() == ""


def test_what_is_wrong_and_a_pause_are_said(mini: MiniPlayer) -> None:
    player = opened(mini, PAUSED)
    assert mini.head.banner.label.text().startswith("No sound device")
    assert mini.head.remaining.text() == "Paused, 5:12 left"
    assert mini.controls.buttons[Command.TOGGLE].text() == "Go on"
    assert not mini.is_repainting
    player.shown = player_view()
    mini.tell(Command.TOGGLE)
    assert not mini.head.banner.isVisible()
    assert mini.is_repainting


def test_waiting_has_one_answer(mini: MiniPlayer) -> None:
    player = opened(mini, WAITING)
    assert mini.words.ready.isVisible()
    assert not mini.controls.buttons[Command.TOGGLE].isVisible()
    assert not mini.words.count.isVisible()
    mini.words.ready.click()
    assert player.told == [Command.READY]


@pytest.mark.parametrize("command", [Command.REPEAT, Command.TOGGLE, Command.NEXT])
def test_each_button_gives_its_command(mini: MiniPlayer, command: Command) -> None:
    player = opened(mini)
    mini.controls.buttons[command].click()
    assert player.told == [command]
    assert player.looks == 2


def test_what_cannot_be_told_now_cannot_be_pressed(mini: MiniPlayer) -> None:
    player = opened(mini, player_view(commands=frozenset({Command.STOP})))
    assert not mini.controls.buttons[Command.NEXT].isEnabled()
    QTest.keyClick(mini, Qt.Key.Key_Right)
    assert player.told == []


def test_keys_give_the_commands_of_the_table(mini: MiniPlayer) -> None:
    player = opened(mini)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_R, Qt.Key.Key_M):
        QTest.keyClick(mini, key)
    assert player.told == [Command.TOGGLE, Command.NEXT, Command.REPEAT, Command.MUTE]


def test_keys_that_mean_nothing_here_are_left_to_others(mini: MiniPlayer) -> None:
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
    mini.keyPressEvent(event)
    assert not event.isAccepted()


def test_the_person_stops(qtbot: QtBot, mini: MiniPlayer) -> None:
    player = opened(mini)
    with qtbot.waitSignal(mini.ended):
        QTest.keyClick(mini, Qt.Key.Key_Escape)
    assert player.told == [Command.STOP]
    assert player.closes == 1
    assert not mini.is_open
    assert not mini.is_repainting


def test_the_session_comes_to_its_end(
    qtbot: QtBot, mini: MiniPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        "mobility_coach.ui.player.mini_player.announce", lambda _, text, *, is_urgent: told.append(text)
    )
    player = opened(mini)
    player.shown = FINISHED
    with qtbot.waitSignal(mini.ended):
        mini.pulse.look()
    assert player.closes == 1
    assert told == ["Rep 6 of 10", "Done."]


def test_leaving_ends_once(mini: MiniPlayer) -> None:
    ends: list[bool] = []
    mini.ended.connect(lambda: ends.append(True))
    mini.leave()
    player = opened(mini)
    mini.leave()
    mini.leave()
    mini.tell(Command.NEXT)
    assert ends == [True]
    assert player.closes == 1
    assert player.told == []


def test_another_session_ends_the_one_before(mini: MiniPlayer) -> None:
    first, second = opened(mini), opened(mini)
    assert (first.closes, second.closes) == (1, 0)


def test_what_is_not_seen_is_not_painted(mini: MiniPlayer) -> None:
    player = opened(mini)
    mini.hide()
    assert not mini.is_repainting
    assert mini.is_open
    assert player.closes == 0
    mini.show()
    assert mini.is_repainting


def test_only_what_moves_is_shown_anew(mini: MiniPlayer, monkeypatch: pytest.MonkeyPatch) -> None:
    player = opened(mini)
    shown: list[PlayerView] = []
    monkeypatch.setattr(mini.head, "show_view", shown.append)
    player.shown = player_view(stroke_progress=0.7, beat_progress=0.9, elapsed_seconds=168.1)
    mini.pulse.look()
    assert shown == []
    player.shown = player_view(rep=7)
    mini.pulse.look()
    assert len(shown) == 1


def test_the_figure_moves_with_the_view(mini: MiniPlayer, figures: Figures) -> None:
    mini.use_figures(figures)
    mini.set_reduced_motion(is_reduced=True)
    player = opened(mini, player_view(figure=moment()))
    assert mini.figure is not None
    assert mini.figure.isVisible()
    target = mini.figure.projector._target
    assert target is not None
    assert target.moment == moment()
    player.shown = player_view(figure=moment(progress=0.5))
    mini.pulse.look()
    target = mini.figure.projector._target
    assert target is not None
    assert target.moment == moment(progress=0.5)
    player.shown = player_view(figure=None)
    mini.pulse.look()
    assert not mini.figure.isVisible()


def test_the_figure_is_there_in_every_room(mini: MiniPlayer, figures: Figures) -> None:
    mini.use_figures(figures)
    opened(mini, player_view(figure=moment()))
    assert mini.figure is not None
    for size in ((228, 168), (228, 228), (228, 388), (320, 300)):
        mini.resize(*size)
        QApplication.processEvents()
        assert mini.figure.isVisible()
        assert mini.figure.height() >= 56
    mini.resize(900, 500)
    assert mini.figure.isVisible()
    assert mini.figure.width() == 405


@pytest.mark.parametrize(
    ("size", "scale", "is_beside", "is_small"),
    [
        ((228, 168), 1, True, True),
        ((228, 228), 1, True, True),
        ((228, 388), 1, False, True),
        ((468, 258), 1, True, True),
        ((628, 288), 1, True, True),
        ((400, 620), 1, False, False),
        ((720, 420), 1, True, False),
        ((720, 900), 1, False, False),
        ((800, 1240), 2, False, False),
        ((800, 740), 2, True, True),
        ((3840, 2160), 1, True, False),
    ],
)
def test_how_a_room_is_used(size: tuple[int, int], scale: float, is_beside: bool, is_small: bool) -> None:
    room = mini_room(QSize(*size), scale)
    assert room.is_beside == is_beside
    assert room.is_small == is_small


def test_the_larger_the_room_the_larger_the_words() -> None:
    small, large = mini_room(QSize(400, 620), 1), mini_room(QSize(3840, 2160), 1)
    assert small.count == 84
    assert large.count == pytest.approx(84 * 2160 / 420)
    assert mini_room(QSize(240, 400), 1).count == pytest.approx(0.34 * 240)


@pytest.mark.parametrize("size", [(228, 228), (228, 388), (308, 168), (468, 258), (628, 288), (628, 338)])
def test_a_small_room_holds_figure_count_and_caption(
    qapp: QApplication, mini: MiniPlayer, figures: Figures, size: tuple[int, int]
) -> None:
    mini.use_figures(figures)
    mini.resize(*size)
    opened(mini, player_view(figure=moment()))
    for _ in range(4):
        qapp.processEvents()
    words = mini.words
    assert mini.figure is not None
    assert mini.page.verticalScrollBar().maximum() == 0
    for part in (mini.figure, words.count, words.caption, mini.controls.buttons[Command.TOGGLE]):
        place = QRect(part.mapTo(mini, QPoint(0, 0)), part.size())
        assert part.isVisible()
        assert mini.rect().contains(place)
    assert words.caption.text() == "Squeeze the left glute."
    assert not words.instruction.isVisible()
    assert words.count.sizeHint().width() <= words.count.width()


def test_in_a_small_room_the_caption_says_what_to_do_while_nothing_is_said(mini: MiniPlayer) -> None:
    mini.resize(228, 228)
    opened(mini, player_view(caption=""))
    assert mini.words.caption.text() == "Drive forward, stay tall"
    opened(mini, player_view(caption="Drive forward, stay tall", rep=0, reps=0, stroke=None))
    assert mini.words.instruction.text() == "Drive forward, stay tall"
    assert mini.words.instruction.isVisible()
    assert mini.words.caption.text() == ""


def test_in_the_smallest_window_an_instruction_is_read_without_scrolling(
    qapp: QApplication, mini: MiniPlayer, figures: Figures
) -> None:
    mini.use_figures(figures)
    mini.resize(228, 168)
    words = "Roll your ankles out. Then let your arches drop."
    opened(mini, player_view(instruction=words, caption=words, rep=0, reps=0, stroke=None, figure=moment()))
    for _ in range(4):
        qapp.processEvents()
    assert mini.words.instruction.text() == words
    assert mini.page.verticalScrollBar().maximum() == 0


TRUNK = "Keep your trunk tall. Hinge forward from your hips, over your shin, until you feel a stretch."


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_in_the_smallest_window_a_long_instruction_takes_the_room_of_the_figure(
    qapp: QApplication, look: Look, mini: MiniPlayer, figures: Figures, scale: float
) -> None:
    mini.use_figures(figures)
    look.set_text_scale(scale)
    mini.resize(round(240 * scale), round(180 * scale))
    told = player_view(instruction=TRUNK, caption=TRUNK, rep=0, reps=0, stroke=None, figure=moment())
    player = opened(mini, told)
    for _ in range(8):
        qapp.processEvents()
    assert mini.figure is not None
    assert not mini.figure.isVisible()
    assert mini.page.verticalScrollBar().maximum() == 0
    assert mini.words.instruction.font().pixelSize() >= look.px(13)
    assert faults(mini) == []
    player.shown = player_view(instruction="Stand tall.", rep=0, reps=0, stroke=None, figure=moment())
    mini.pulse.look()
    assert mini.figure.isVisible()
    player.shown = player_view(instruction=TRUNK, figure=moment())
    mini.pulse.look()
    assert mini.figure.isVisible()  # while it counts, the caption stands below


def test_in_a_narrow_window_the_head_leaves_out_what_the_words_say(mini: MiniPlayer) -> None:
    mini.resize(240, 600)
    player = opened(mini, player_view(instruction="C · Across the midline"))
    assert not mini.head.place.isVisible()
    assert mini.head.side.isVisible()
    player.shown = player_view()
    mini.pulse.look()
    assert mini.head.place.isVisible()
    player.shown = player_view(instruction="C · Across the midline")
    mini.resize(400, 620)
    mini.pulse.look()
    assert mini.head.place.isVisible()


def test_in_a_small_room_the_words_come_first_while_it_waits(mini: MiniPlayer, figures: Figures) -> None:
    mini.use_figures(figures)
    mini.resize(228, 228)
    opened(mini, player_view_of(WAITING))
    assert mini.figure is not None
    assert not mini.figure.isVisible()
    assert mini.words.ready.isVisible()
    mini.resize(228, 388)
    assert mini.figure.isVisible()


def test_in_a_small_room_a_sign_tells_that_something_is_wrong(qapp: QApplication, mini: MiniPlayer) -> None:
    head = mini.head
    mini.resize(228, 228)
    player = opened(mini, PAUSED)
    assert not head.banner.isVisible()
    assert head.warning.isVisible()
    assert head.warning.accessibleName() == PAUSED.banner
    assert not mini.page.isAncestorOf(head)
    head.warning.click()
    qapp.processEvents()
    assert head.banner.isVisible()
    assert not head.warning.isVisible()
    assert mini.page.isAncestorOf(head)  # all of it scrolls
    head.banner.close_button.click()
    player.shown = player_view(banner=PAUSED.banner)
    mini.pulse.look()
    qapp.processEvents()
    assert not head.banner.isVisible()
    assert not head.warning.isVisible()
    assert not mini.page.isAncestorOf(head)
    player.shown = player_view(banner="Your practice can not be saved.")
    mini.pulse.look()
    assert head.warning.isVisible()


def test_where_there_is_no_head_a_line_tells_what_is_wrong_and_whose_microphone(
    qapp: QApplication, mini: MiniPlayer, figures: Figures
) -> None:
    mini.use_figures(figures)
    mini.resize(228, 168)
    player = opened(mini, BOTH)
    qapp.processEvents()
    assert not mini.head.isVisible()
    assert mini.line.isVisible()
    assert mini.line.text() == BOTH.problem
    assert mini.line.property("tone") == "warm"
    mini.grab()
    assert TROUBLE.problem in mini.line.toolTip()
    assert TROUBLE.problem in mini.corner.toolTip()
    assert mini.corner.accessibleDescription() == TROUBLE.problem
    assert not mini.corner.geometry().intersects(mini.line.geometry())
    player.shown = player_view(hearing=BOTH.hearing)
    mini.pulse.look()
    assert mini.line.text() == TROUBLE.problem
    mini.resize(228, 228)
    assert not mini.line.isVisible()
    assert mini.head.warning.accessibleName() == TROUBLE.problem


def test_what_is_worth_knowing_is_a_calm_line_in_any_room(mini: MiniPlayer) -> None:
    player = opened(mini, NIGHT)
    for size in ((228, 168), (228, 228), (400, 620)):
        mini.resize(*size)
        assert mini.line.isVisible()
        assert mini.line.text() == NIGHT.notice
        assert mini.line.property("tone") == "muted"
        assert not mini.head.banner.isVisible()
        assert not mini.head.warning.isVisible()
    player.shown = player_view()
    mini.pulse.look()
    assert not mini.line.isVisible()


SMALL_SIZES = ((240, 180), (240, 240), (240, 400), (320, 180), (480, 270), (240, 700))
SIZES = (*SMALL_SIZES, (400, 620), (900, 500), (3840, 2160))
CASES = list(product(SIZES, (1.0, 2.0), (False, True)))


@pytest.mark.parametrize(("size", "scale", "is_mirrored"), CASES)
def test_it_is_whole_and_named_in_every_room(
    qapp: QApplication,
    look: Look,
    mini: MiniPlayer,
    figures: Figures,
    size: tuple[int, int],
    scale: float,
    is_mirrored: bool,
) -> None:
    mini.use_figures(figures)
    look.set_text_scale(scale)
    if is_mirrored:
        mini.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    width, height = (round(each * scale) if size in SMALL_SIZES else each for each in size)
    mini.resize(width, height)
    found = []
    for view in VIEWS:
        opened(mini, view if view.figure is None else player_view_of(view))
        for _ in range(8):
            qapp.processEvents()
        found += faults(mini)
    assert not found, "\n".join(found)


def player_view_of(view: PlayerView) -> PlayerView:
    """The view with a figure that can be drawn."""
    changes = {name: getattr(view, name) for name in ("phase", "rep", "reps", "count_in", "stroke")}
    texts = {name: getattr(view, name) for name in ("banner", "notice", "instruction", "movement_label")}
    return player_view(figure=moment(), **changes, **texts)


def test_screen_readers_hear_each_announcement_once(
    mini: MiniPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(QtGui.QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QtGui.QAccessible, "updateAccessibility", lambda event: heard.append(event.message()))
    player = opened(mini)
    player.shown = player_view(stroke_progress=0.8, rep=6, caption="Again")
    mini.pulse.look()
    player.shown = player_view(announcement="Rep 7 of 10", rep=7)
    mini.pulse.look()
    assert heard == ["Rep 6 of 10", "Rep 7 of 10"]
