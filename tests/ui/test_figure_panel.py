"""The figure on a drill's page: when it plays, what it plays, what its buttons do."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QCursor, QEnterEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_coach.domain.drill import Side, Tempo
from mobility_coach.domain.figure_moment import OVER_SECONDS
from mobility_coach.domain.motion import CameraName, Motion, Way, WayKind
from mobility_coach.ui.figure.figure_panel import AIM_SECONDS, FigurePanel
from mobility_coach.ui.figure.reel import Reel, ReelDrill, ReelMovement
from mobility_coach.ui.figure.scenes import FrameJob, StillJob
from mobility_coach.ui.look import Look
from mobility_coach.ui.parts.controls import Button
from tests.ui.fake_stage import Clock, FakeFigures, hand_renderer, motion, movement
from tests.ui.guards import active_timers

TEMPO = Tempo(60, 1, 2)
DRILL = ReelDrill(
    "drill", "Pigeon", Side.LEFT, (ReelMovement("A", "A · Lean", TEMPO), ReelMovement("B", "B · Sway", TEMPO))
)
ONE = ReelDrill("one", "Corner", Side.LEFT, (ReelMovement("A", "A · Press", TEMPO),))


class Desk:
    def __init__(self, qtbot: QtBot, look: Look) -> None:
        self.renderer, self.hand = hand_renderer()
        self.clock = Clock()
        self.figures = FakeFigures(motion(), motion("one", "A"))
        self.panel = FigurePanel(look, self.renderer, self.figures, self.clock)
        self.panel.resize(420, 520)
        qtbot.addWidget(self.panel)
        with qtbot.waitExposed(self.panel):
            self.panel.show()
        self.leave()

    def enter(self) -> None:
        place = QPointF(20, 20)
        QApplication.sendEvent(self.panel.view, QEnterEvent(place, place, place))

    def leave(self) -> None:
        QApplication.sendEvent(self.panel.view, QEvent(QEvent.Type.Leave))

    def after(self, seconds: float) -> None:
        """The figure `seconds` later."""
        self.clock.now += seconds
        self.panel._step()
        self.hand.finish()

    def plays(self) -> bool:
        return self.panel.is_playing

    @property
    def left(self) -> int:
        """Where the body is, in pixels of the picture."""
        shown = self.panel.view.projector.shown
        assert shown is not None
        return shown.shot.frame.left

    @property
    def width(self) -> int:
        return self.panel.view.picture_size().width()

    def close(self) -> None:
        self.panel.close()
        self.renderer.close()


@pytest.fixture
def desk(qtbot: QtBot, look: Look) -> Iterator[Desk]:
    made = Desk(qtbot, look)
    yield made
    made.close()


# --- the reel ---


def test_a_reel_shows_two_reps_of_each_movement_and_goes_over_between() -> None:
    reel = Reel(motion(), DRILL)
    told = [reel.at(seconds) for seconds in (0.5, 2.0, 3.5, 5.0, 6.6, 7.3, 13.8)]
    assert [(each.way, each.is_back) for each in told] == [
        (Way(WayKind.FIRST, "A"), False),
        (Way(WayKind.STROKE, "A"), True),
        (Way(WayKind.STROKE, "A"), False),
        (Way(WayKind.STROKE, "A"), True),
        (Way(WayKind.OVER, "B", "A"), False),
        (Way(WayKind.FIRST, "B"), False),
        (Way(WayKind.OVER, "A", "B"), False),
    ]
    assert [round(each.progress, 3) for each in told] == [0.5, 0.5, 0.5, 0.5, 0.5, 0.1, 0.5]
    assert [round(each.seconds, 3) for each in told] == [0.5, 1.0, 0.5, 1.0, 0.6, 0.1, 0.6]
    assert reel.at(0.5 + 2 * (6 + OVER_SECONDS)).progress == pytest.approx(0.5)


def test_a_reel_may_begin_with_any_movement() -> None:
    assert Reel(motion(), DRILL, 1).at(0).way.movement == "B"


def test_a_single_movement_goes_on_from_its_start_or_back_to_where_it_begins() -> None:
    plain = motion("one", "A")
    ready = Motion("one", Side.LEFT, (movement("A", has_ready=True),))
    assert Reel(plain, ONE).at(6.1).way == Way(WayKind.FIRST, "A")
    assert Reel(ready, ONE).at(6.1).way == Way(WayKind.OVER, "A", "A")


def test_a_reel_ends_nowhere() -> None:
    reel = Reel(motion(), DRILL)
    for step in range(5000):
        moment = reel.at(step * 0.0311)
        assert 0 <= moment.progress <= 1


# --- at rest ---


def test_at_rest_it_shows_a_still_of_the_key_pose_and_keeps_it(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.show_drill(DRILL)
    assert desk.hand.finish() == 1
    (job,) = desk.hand.drawn
    assert isinstance(job, StillJob)
    assert (job.way, job.at) == (Way(WayKind.STROKE, "A"), 1.0)
    assert desk.panel.view.projector.image() is not None
    assert len(desk.figures.stills.pictures) == 1
    desk.panel.show_drill(ONE)
    desk.panel.show_drill(DRILL)
    desk.hand.finish()
    assert len([each for each in desk.hand.drawn if each == job]) == 1
    desk.clock.now += 1  # what goes over has gone over
    qtbot.waitUntil(lambda: active_timers() == [])


def test_nothing_is_drawn_for_a_size_that_is_not_the_page_s_last_word(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.view.setFixedHeight(30)
    qtbot.waitUntil(lambda: desk.panel.view.height() == 30)
    desk.panel.show_drill(DRILL)
    desk.hand.finish()
    assert not desk.hand.drawn
    desk.panel.view.setFixedHeight(300)
    qtbot.waitUntil(lambda: desk.hand.finish() == 1)
    assert [job.scene.sight.height for job in desk.hand.drawn] == [300]


def test_it_says_what_it_shows(desk: Desk) -> None:
    desk.panel.show_drill(DRILL)
    assert desk.panel.view.accessibleName() == "Figure: Pigeon, A · Lean"
    assert desk.panel.view.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.mouseClick(desk.panel.controls.letters["B"], Qt.MouseButton.LeftButton)
    assert desk.panel.view.accessibleName() == "Figure: Pigeon, B · Sway"
    assert desk.panel.movement == "B"
    assert desk.panel.controls.letters["B"].isChecked()
    assert not desk.panel.controls.letters["A"].isChecked()


def test_a_drill_of_one_movement_has_no_letters(desk: Desk) -> None:
    desk.panel.show_drill(DRILL)
    assert desk.panel.controls.letters["A"].isVisible()
    desk.panel.show_drill(ONE)
    assert not desk.panel.controls.letters["A"].isVisible()
    assert list(desk.panel.controls.letters) == ["A"]


def test_tab_goes_from_the_figure_to_play_to_the_letters_to_the_cameras(desk: Desk) -> None:
    desk.panel.show_drill(ONE)
    desk.panel.show_drill(DRILL)
    desk.panel.view.setFocus()
    names = []
    for _ in range(4):
        QTest.keyClick(desk.panel.focusWidget(), Qt.Key.Key_Tab)
        names.append(desk.panel.focusWidget().accessibleName())
    assert names == ["Let the figure move", "A · Lean", "B · Sway", "Seen from: Front"]


def test_a_letter_is_still_read_where_the_keyboard_is(desk: Desk, look: Look) -> None:
    desk.panel.show_drill(DRILL)
    look.dress()
    letter = desk.panel.controls.letters["B"]
    before = ink(letter)
    letter.setFocus()
    assert ink(letter) == before > 1


def test_an_unknown_drill_has_words(desk: Desk) -> None:
    desk.panel.show_drill(replace(ONE, id="unknown"))
    desk.panel.toggle()
    assert desk.panel.view.projector.is_card
    assert not desk.plays()


def test_the_still_of_a_position_does_not_play(desk: Desk) -> None:
    desk.figures.positions.add("one")
    desk.panel.show_drill(ONE)
    assert not desk.panel.controls.play.isVisible()
    desk.panel._play_for_pointer()
    QTest.keyClick(desk.panel.view, Qt.Key.Key_Space)
    assert not desk.plays()
    desk.panel.show_drill(DRILL)
    assert desk.panel.controls.play.isVisible()


# --- playing ---


def test_it_plays_while_the_pointer_rests_on_it(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.show_drill(DRILL)
    desk.enter()
    assert not desk.plays()
    qtbot.waitUntil(desk.plays)
    desk.after(1.0)
    assert desk.left == desk.width // 2
    desk.leave()
    assert not desk.plays()
    desk.enter()
    desk.leave()
    desk.clock.now += 1  # what goes over has gone over
    qtbot.waitUntil(lambda: active_timers() == [])
    assert not desk.panel._playing.isActive()


def test_a_pointer_that_lies_where_the_figure_comes_up_points_at_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QCursor, "pos", lambda: QPoint(20, 20))
    desk.panel.hide()
    desk.panel.show()
    desk.panel.show_drill(DRILL)
    desk.enter()
    assert not desk.panel._hovering.isActive()
    place, none = QPointF(24, 20), Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, place, place, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(desk.panel.view, moved)
    assert desk.panel._hovering.isActive()
    assert desk.panel.view.hasMouseTracking()
    desk.leave()


def test_it_plays_at_the_tempo_movement_by_movement(desk: Desk) -> None:
    desk.panel.show_drill(DRILL)
    desk.panel.toggle()
    desk.hand.finish()
    places = []
    for _ in range(6):
        desk.after(1.0)
        places.append(round(desk.left / desk.width, 2))
    assert places == [0.5, 0.25, 0.0, 0.5, 0.25, 0.0]
    desk.after(OVER_SECONDS + 0.1)
    assert desk.panel.movement == "B"
    assert desk.panel.controls.letters["B"].isChecked()


def test_space_a_click_and_its_button_play_and_stop(desk: Desk) -> None:
    desk.panel.show_drill(DRILL)
    QTest.keyClick(desk.panel.view, Qt.Key.Key_Space)
    assert desk.plays()
    assert desk.panel.controls.play.accessibleName() == "Stop the figure"
    desk.leave()
    assert desk.plays()  # a person asked for it
    QTest.mouseClick(desk.panel.view, Qt.MouseButton.LeftButton)
    assert not desk.plays()
    QTest.mouseClick(desk.panel.controls.play, Qt.MouseButton.LeftButton)
    assert desk.plays()
    QTest.mouseClick(desk.panel.controls.play, Qt.MouseButton.LeftButton)
    assert not desk.plays()
    assert desk.panel.controls.play.icon_name == "play"


def test_a_click_just_after_it_began_by_itself_keeps_it_playing(desk: Desk) -> None:
    desk.panel.show_drill(DRILL)
    desk.panel._play_for_pointer()
    desk.after(AIM_SECONDS - 0.1)
    QTest.mouseClick(desk.panel.view, Qt.MouseButton.LeftButton)
    desk.leave()
    assert desk.plays()
    desk.panel.stop()
    desk.panel._play_for_pointer()
    desk.after(AIM_SECONDS + 0.1)
    QTest.mouseClick(desk.panel.view, Qt.MouseButton.LeftButton)
    assert not desk.plays()


def test_when_it_stops_it_goes_back_to_the_key_pose(desk: Desk) -> None:
    desk.panel.show_drill(DRILL)
    desk.panel.toggle()
    desk.hand.finish()
    desk.after(0.2)
    desk.panel.toggle()
    desk.hand.finish()
    assert desk.left == desk.width // 2


def test_a_letter_goes_there_while_it_plays(desk: Desk) -> None:
    desk.panel.show_drill(DRILL)
    desk.panel.toggle()
    desk.panel.choose_movement("B")
    desk.after(0.5)
    shown = desk.panel.view.projector.shown
    assert shown is not None
    assert shown.moment.way == Way(WayKind.FIRST, "B")
    assert desk.plays()


def test_another_tempo_plays_on_the_same_drill_does_nothing(desk: Desk) -> None:
    desk.panel.show_drill(DRILL)
    desk.panel.choose_movement("B")
    desk.panel.toggle()
    desk.after(0.5)
    desk.panel.show_drill(DRILL)
    assert desk.plays()
    faster = replace(
        DRILL, movements=tuple(replace(each, tempo=Tempo(120, 1, 2)) for each in DRILL.movements)
    )
    desk.panel.show_drill(faster)
    assert desk.plays()
    assert desk.panel.movement == "B"
    desk.after(0.5)
    assert desk.left == desk.width // 2
    desk.panel.show_drill(ONE)
    assert not desk.plays()


def test_hidden_it_does_not_play(desk: Desk) -> None:
    desk.panel.show_drill(DRILL)
    desk.panel.toggle()
    desk.panel.hide()
    assert not desk.plays()
    assert active_timers() == []
    desk.panel.toggle()
    assert not desk.plays()


def test_a_pointer_that_was_left_on_it_sees_all_of_the_drill_once(desk: Desk) -> None:
    desk.panel.show_drill(ONE)
    desk.panel._play_for_pointer()
    reel = desk.panel._reel
    assert reel is not None
    desk.after(reel.seconds - 0.1)
    assert desk.plays()
    desk.after(0.2)
    assert not desk.plays()


def test_who_clicked_sees_it_round_and_round(desk: Desk) -> None:
    desk.panel.show_drill(ONE)
    desk.panel.toggle()
    reel = desk.panel._reel
    assert reel is not None
    desk.after(3.5 * reel.seconds)
    assert desk.plays()
    desk.panel.stop()


def test_reduced_motion_steps_between_key_poses(desk: Desk) -> None:
    desk.panel.set_reduced_motion(is_reduced=True)
    desk.panel.show_drill(DRILL)
    desk.panel.toggle()
    desk.hand.finish()
    desk.after(0.5)
    assert desk.left == desk.width // 2
    desk.after(0.5)
    desk.after(0.5)
    assert desk.left == 0
    assert {job.frame for job in desk.hand.drawn if isinstance(job, FrameJob)} == {0, 40}


def test_a_click_gives_the_figure_the_keyboard(desk: Desk) -> None:
    desk.panel.show_drill(DRILL)
    QTest.mouseClick(desk.panel.view, Qt.MouseButton.LeftButton)
    assert desk.panel.view.hasFocus()


# --- cameras ---


def test_the_usual_camera_is_marked_and_others_can_be_chosen(desk: Desk) -> None:
    desk.panel.show_drill(DRILL)
    cameras = desk.panel.controls.cameras
    assert [camera for camera, button in cameras.items() if button.isChecked()] == [CameraName.SIDE]
    desk.hand.finish()
    QTest.mouseClick(cameras[CameraName.TOP], Qt.MouseButton.LeftButton)
    assert [camera for camera, button in cameras.items() if button.isChecked()] == [CameraName.TOP]
    desk.hand.finish()
    assert desk.hand.drawn[-1].scene.sight.camera is CameraName.TOP
    assert cameras[CameraName.TOP].accessibleName() == "Seen from: Top"


def test_turned_it_shows_the_key_pose_from_there_and_no_camera_is_marked(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.show_drill(DRILL)
    desk.hand.finish()
    QTest.keyClick(desk.panel.view, Qt.Key.Key_Left)
    desk.hand.finish()
    assert not any(button.isChecked() for button in desk.panel.controls.cameras.values())
    job = desk.hand.drawn[-1]
    assert isinstance(job, FrameJob)
    assert (job.frame, job.scene.sight.turn) == (40, 10)
    qtbot.waitUntil(lambda: desk.hand.finish() == 1)
    QTest.mouseClick(desk.panel.controls.cameras[CameraName.FRONT], Qt.MouseButton.LeftButton)
    desk.hand.finish()
    assert desk.hand.drawn[-1].scene.sight.turn == 0
    assert desk.panel.controls.cameras[CameraName.FRONT].isChecked()


def test_what_can_t_be_drawn_becomes_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("out of range")

    monkeypatch.setattr(desk.hand.studio, "draw", fail)
    desk.panel.show_drill(DRILL)
    desk.hand.finish()
    assert desk.panel.view.projector.is_card
    assert len(caplog.records) == 1


def ink(button: Button) -> int:
    """How many colours are in the middle of a button, where its letter is."""
    middle = button.grab().toImage()
    around = QRect(button.rect().center() - QPoint(6, 8), QSize(13, 17))
    image = middle.copy(around)
    return len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())})
