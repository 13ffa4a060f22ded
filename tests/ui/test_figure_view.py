"""The figure's widget: which picture it shows, when it paints, how it goes over, how it is turned."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import CameraName, CameraPlan, FigureMoment, Way, WayKind
from mobility_coach.ui.figure.figure_view import LONGEST_SIDE, FigureView
from mobility_coach.ui.figure.scenes import FrameJob
from mobility_coach.ui.figure.turnable_view import TurnableFigureView
from mobility_coach.ui.figure.turning import Turning
from mobility_coach.ui.look import Look, ThemeChoice
from tests.ui.fake_stage import ARROW, BODY, GROUND, Clock, FakeStage, hand_renderer, moment, motion

MOTION = motion()
PATCH = FakeStage.patch
WIDE, HIGH = 400, 300


class Painted:
    """Counts the paints of a widget."""

    def __init__(self, view: FigureView) -> None:
        self.count = 0
        view.projector.changed.connect(self._count)
        view.projector.moved.connect(self._count)

    def _count(self) -> None:
        self.count += 1


class Desk:
    """A view with all that it needs, each under the test's hand."""

    def __init__(self, qtbot: QtBot, look: Look, kind: type[FigureView] = FigureView) -> None:
        self.renderer, self.hand = hand_renderer()
        self.clock = Clock()
        self.view = kind(look, self.renderer, clock=self.clock)
        self.view.resize(WIDE, HIGH)
        qtbot.addWidget(self.view)
        with qtbot.waitExposed(self.view):
            self.view.show()
        self.painted = Painted(self.view)

    @property
    def turnable(self) -> TurnableFigureView:
        assert isinstance(self.view, TurnableFigureView)
        return self.view

    def is_card(self) -> bool:
        return self.view.projector.is_card

    def close(self) -> None:
        self.view.close()
        self.renderer.close()

    def grab(self) -> QImage:
        return self.view.grab().toImage()

    def body_at(self) -> float:
        """Where the body is, 0 at the left edge … 1 at the right one."""
        image = self.grab()
        high = image.height() // 2
        columns = [x for x in range(image.width()) if is_like(image.pixelColor(x, high), BODY)]
        return sum(columns) / len(columns) / image.width()

    def colour(self, x: float, y: float) -> QColor:
        image = self.grab()
        return image.pixelColor(round(x * (image.width() - 1)), round(y * (image.height() - 1)))


def is_like(colour: QColor, wanted: tuple[int, int, int]) -> bool:
    told = (colour.red(), colour.green(), colour.blue())
    return all(abs(a - b) <= 12 for a, b in zip(told, wanted, strict=True))


@pytest.fixture
def desk(qtbot: QtBot, look: Look) -> Iterator[Desk]:
    made = Desk(qtbot, look)
    yield made
    made.close()


@pytest.fixture
def turned_desk(qtbot: QtBot, look: Look) -> Iterator[Desk]:
    made = Desk(qtbot, look, TurnableFigureView)
    yield made
    made.close()


# --- which picture ---


def test_nothing_is_drawn_before_there_is_something_to_show(desk: Desk) -> None:
    assert desk.hand.finish() == 0
    assert desk.renderer.worker.thread is None
    panel = desk.colour(0.5, 0.5)
    assert panel == QColor("#FFFFFF")


def test_the_wanted_picture_is_drawn_first_then_coarse_to_fine(desk: Desk) -> None:
    desk.view.show_moment(MOTION, moment(progress=0.5))
    desk.hand.step(8)
    assert desk.hand.frames == [20, 0, 40, 8, 16, 24, 32, 4]


def test_the_nearest_picture_is_shown_until_the_right_one_is_there(desk: Desk) -> None:
    desk.view.show_moment(MOTION, moment(progress=0.0))
    desk.hand.step(2)
    assert desk.body_at() < 0.1
    desk.view.show_moment(MOTION, moment(progress=0.95))
    assert desk.body_at() == pytest.approx(0.56, abs=0.02)
    desk.hand.step(1)
    assert desk.hand.frames[-1] == 38
    assert desk.body_at() == pytest.approx(0.54, abs=0.02)


def test_what_comes_next_is_drawn_ahead(desk: Desk) -> None:
    desk.view.show_moment(MOTION, moment())
    desk.hand.finish()
    ways = dict.fromkeys(job.way for job in desk.hand.drawn if isinstance(job, FrameJob))
    assert list(ways) == [
        Way(WayKind.STROKE, "A"),
        Way(WayKind.OVER, "B", "A"),
        Way(WayKind.STROKE, "B"),
    ]
    assert len(desk.hand.drawn) == 3 * 41


def test_it_paints_only_when_the_picture_changes(desk: Desk) -> None:
    desk.view.show_moment(MOTION, moment(progress=0.5))
    desk.hand.finish()
    before = desk.painted.count
    for _ in range(10):
        desk.view.show_moment(MOTION, moment(progress=0.501))
    assert desk.painted.count == before
    desk.view.show_moment(MOTION, moment(progress=0.525))
    assert desk.painted.count == before + 1
    assert desk.hand.finish() == 0


def test_the_way_back_is_the_same_pictures_with_the_other_arrow(desk: Desk) -> None:
    desk.view.show_moment(MOTION, moment(progress=0.25))
    desk.hand.finish()
    there = desk.body_at()
    assert is_like(desk.colour(0.8, 0.05), ARROW)
    desk.view.show_moment(MOTION, moment(progress=0.75, is_back=True))
    assert desk.hand.finish() == 0
    assert desk.body_at() == pytest.approx(there)
    assert is_like(desk.colour(0.8, 0.95), ARROW)
    assert is_like(desk.colour(0.8, 0.05), GROUND)


def test_the_other_side_is_the_mirrored_picture(desk: Desk) -> None:
    desk.view.show_moment(MOTION, moment(progress=0.0))
    desk.hand.finish()
    left = desk.grab()
    desk.view.show_moment(MOTION, moment(progress=0.0, side=Side.RIGHT))
    assert desk.hand.finish() == 0
    assert desk.body_at() > 0.9
    assert is_like(desk.colour(0.2, 0.05), ARROW)
    inside = left.rect().adjusted(20, 20, -20, -20)
    right = desk.grab().copy(inside)
    mirrored = [
        x
        for x in range(0, inside.width(), 7)
        if left.copy(inside).pixelColor(x, 100) != right.pixelColor(inside.width() - 1 - x, 100)
    ]
    assert mirrored == []


def test_a_motion_for_both_sides_is_never_mirrored(desk: Desk) -> None:
    both = replace(MOTION, side=Side.BOTH)
    desk.view.show_moment(both, moment(side=Side.RIGHT))
    desk.hand.finish()
    assert desk.body_at() < 0.1


def test_a_seek_jumps(desk: Desk) -> None:
    desk.view.show_moment(MOTION, moment(progress=0.2, seconds=0.4))
    desk.hand.finish()
    desk.view.show_moment(MOTION, moment("B", progress=0.9, seconds=1.8))
    assert desk.view.projector.fade.is_over
    assert desk.colour(0.51, 0.5).blue() == 150


def test_a_hidden_view_asks_for_nothing(desk: Desk, qtbot: QtBot) -> None:
    desk.view.show_moment(MOTION, moment())
    desk.view.hide()
    assert desk.hand.finish() == 0
    desk.view.show_moment(MOTION, moment(progress=0.5))
    assert desk.hand.finish() == 0
    with qtbot.waitExposed(desk.view):
        desk.view.show()
    assert desk.hand.finish() > 0
    assert desk.hand.frames[0] == 20


def test_a_relaxed_figure_needs_one_picture(desk: Desk) -> None:
    desk.view.show_pose(MOTION, moment("", kind=WayKind.READY))
    desk.hand.finish()
    assert desk.hand.frames == [0]


# --- words ---


def test_without_a_motion_there_are_words(desk: Desk) -> None:
    desk.view.set_words("Pigeon", "A · Lean")
    desk.view.show_moment(None, moment())
    assert desk.is_card()
    assert desk.view.accessibleName() == "Figure: Pigeon, A · Lean"
    image = desk.grab()
    dark = [x for x in range(WIDE) for y in range(HIGH) if image.pixelColor(x, y).lightness() < 100]
    assert len(dark) > 50
    desk.view.show_moment(MOTION, moment())
    desk.hand.finish()
    assert not desk.is_card()
    assert desk.body_at() < 0.1


def test_the_name_without_a_movement(desk: Desk) -> None:
    desk.view.set_words("Rest", "")
    assert desk.view.accessibleName() == "Figure: Rest"


def test_what_can_t_be_drawn_becomes_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("out of range")

    monkeypatch.setattr(desk.hand.studio, "draw", fail)
    desk.view.show_moment(MOTION, moment())
    desk.hand.finish()
    assert desk.is_card()
    desk.view.show_moment(MOTION, moment(progress=0.5))
    assert desk.hand.finish() == 0
    assert len(caplog.records) == 1


# --- going over ---


def faded(desk: Desk) -> float:
    return desk.view.projector.fade.weight


def settled(desk: Desk, *letters: str) -> None:
    """All pictures of these movements are there, and the first one is shown."""
    for letter in reversed(letters):
        desk.view.show_moment(MOTION, moment(letter, 0.5))
        desk.hand.finish()


def test_a_change_of_side_goes_over_by_the_seconds_of_the_session(desk: Desk) -> None:
    settled(desk, "A")
    weights = []
    for seconds in (0.0, 0.06, 0.12, 0.12, 0.19):
        desk.view.show_moment(MOTION, moment(progress=seconds / 2, side=Side.RIGHT, seconds=seconds))
        weights.append(round(faded(desk), 2))
    assert weights == [0, 0.33, 0.67, 0.67, 1]


def test_both_pictures_are_seen_while_one_goes_over(desk: Desk) -> None:
    settled(desk, "A")
    desk.view.show_moment(MOTION, moment(progress=0.0, side=Side.RIGHT, seconds=0.0))
    desk.view.show_moment(MOTION, moment(progress=0.0, side=Side.RIGHT, seconds=0.09))
    half = [(a + b) // 2 for a, b in zip(BODY, GROUND, strict=True)]
    assert is_like(desk.colour(0.97, 0.5), (half[0], half[1], half[2]))
    assert is_like(desk.colour(0.3, 0.5), (half[0], half[1], half[2]))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (moment("A", 1.0), moment("A", 0.0, is_back=True, seconds=0.0)),
        (moment("A", 1.0, is_back=True), moment("B", 0.0, kind=WayKind.OVER, origin="A", seconds=0.0)),
        (moment("A", kind=WayKind.READY), moment("A", 0.0, kind=WayKind.FIRST, seconds=0.0)),
    ],
)
def test_what_goes_on_does_not_fade(desk: Desk, before: FigureMoment, after: FigureMoment) -> None:
    for each in (before, after):
        desk.view.show_moment(MOTION, each)
        desk.hand.finish()
    assert desk.view.projector.fade.is_over


def test_a_picture_that_comes_late_still_goes_over(desk: Desk) -> None:
    settled(desk, "A")
    other = motion("other")
    desk.view.show_moment(other, moment(seconds=0.0, drill="other"))
    assert faded(desk) == 1
    assert desk.body_at() > 0.2  # what was shown before
    desk.view.show_moment(other, moment(seconds=0.15, drill="other"))
    desk.hand.step(1)
    assert faded(desk) == 0
    desk.view.show_moment(other, moment(seconds=0.24, drill="other"))
    assert faded(desk) == pytest.approx(0.5)
    desk.view.show_moment(other, moment(seconds=0.4, drill="other"))
    assert desk.view.projector.fade.is_over


def test_a_movement_that_is_looked_at_otherwise_is_gone_over_to(desk: Desk) -> None:
    first, second = MOTION.movements
    two = replace(MOTION, movements=(first, replace(second, camera=CameraPlan(CameraName.FRONT))))
    desk.view.show_moment(two, moment(progress=1, is_back=True))
    desk.hand.finish()
    over = moment("B", kind=WayKind.OVER, origin="A", seconds=0.0)
    desk.view.show_moment(two, over)
    desk.hand.finish()
    assert faded(desk) == 0
    assert desk.hand.drawn[-1].scene.sight.movement == "B"
    desk.view.show_moment(two, replace(over, seconds=0.09))
    assert faded(desk) == pytest.approx(0.5)
    desk.view.show_moment(two, replace(over, seconds=0.4))
    assert desk.view.projector.fade.is_over


def test_a_change_of_camera_goes_over_by_the_clock_and_then_rests(desk: Desk, qtbot: QtBot) -> None:
    desk.view.show_pose(MOTION, moment(progress=1))
    desk.hand.finish()
    desk.view.set_camera(CameraName.TOP)
    desk.hand.finish()
    assert faded(desk) == 0
    desk.clock.now += 0.09
    qtbot.waitUntil(lambda: 0 < faded(desk) < 1)
    assert faded(desk) == pytest.approx(0.5)
    desk.clock.now += 0.2
    qtbot.waitUntil(lambda: desk.view.projector.fade.is_over)


def test_a_still_is_shown_until_the_first_picture_is_there(desk: Desk) -> None:
    still = QImage(100, 75, QImage.Format.Format_RGB32)
    still.fill(QColor("#336699"))
    desk.view.show_still(still)
    assert is_like(desk.colour(0.5, 0.5), (0x33, 0x66, 0x99))
    desk.view.show_moment(MOTION, moment(seconds=0.0))
    assert is_like(desk.colour(0.5, 0.5), (0x33, 0x66, 0x99))
    desk.hand.finish()
    desk.clock.now += 1
    desk.view.projector._fade_on()
    assert is_like(desk.colour(0.5, 0.5), GROUND)
    desk.view.show_still(None)
    assert desk.colour(0.5, 0.5) == QColor("#FFFFFF")
    desk.view.show_moment(MOTION, moment(seconds=0.0))
    assert is_like(desk.colour(0.5, 0.5), GROUND)


def test_a_still_of_the_other_side_is_mirrored(desk: Desk) -> None:
    still = QImage(100, 75, QImage.Format.Format_RGB32)
    still.fill(QColor("#FFFFFF"))
    for y in range(75):
        still.setPixelColor(5, y, QColor("#000000"))
    desk.view.show_still(still, is_mirrored=True)
    assert desk.colour(0.945, 0.5).lightness() < 128
    assert desk.colour(0.055, 0.5).lightness() > 200


# --- reduced motion ---


def test_reduced_motion_shows_the_key_pose_to_go_to(desk: Desk) -> None:
    desk.view.set_reduced_motion(is_reduced=True)
    states = []
    for progress in (0.0, 0.045, 0.2, 1.0):
        desk.view.show_moment(MOTION, moment(progress=progress, seconds=2 * progress))
        desk.hand.finish()
        shown = desk.view.projector.shown
        assert shown is not None
        states.append((shown.shot.frame.left, round(shown.weight, 2), shown.under is not None))
    end = WIDE // 2
    assert states == [(0, 1, False), (end, 0.5, True), (end, 1, False), (end, 1, False)]
    assert sorted(set(desk.hand.frames)) == [0, 40]


def test_reduced_motion_on_the_way_back(desk: Desk) -> None:
    desk.view.set_reduced_motion(is_reduced=True)
    for progress in (0.2, 1.0):
        desk.view.show_moment(MOTION, moment(progress=progress, is_back=True, seconds=2 * progress))
        desk.hand.finish()
        assert desk.body_at() < 0.1


# --- a session that stands still ---


def test_a_jump_in_a_pause_is_seen_although_no_time_passes(desk: Desk) -> None:
    desk.view.show_moment(MOTION, moment(progress=1.0, seconds=2.0))
    desk.hand.finish()
    assert desk.body_at() > 0.4
    elsewhere = FigureMoment(MOTION.drill, Side.LEFT, Way(WayKind.READY, "B"))
    desk.view.show_moment(MOTION, elsewhere, is_passing=False)
    desk.hand.finish()
    desk.clock.now += 1.0
    desk.view.projector._fade_on()
    shown = desk.view.projector.shown
    assert shown is not None
    assert shown.moment == elsewhere
    assert desk.view.projector.below() == (None, 1.0)


def test_a_pause_in_the_middle_of_a_fade_ends_it(desk: Desk) -> None:
    desk.view.show_moment(MOTION, moment(progress=1.0, seconds=2.0))
    desk.hand.finish()
    later = FigureMoment(MOTION.drill, Side.LEFT, Way(WayKind.READY, "B"), seconds=0.05)
    desk.view.show_moment(MOTION, later)
    desk.hand.finish()
    desk.view.show_moment(MOTION, later)
    assert not desk.view.projector.fade.is_over
    desk.view.show_moment(MOTION, later, is_passing=False)
    assert desk.view.projector.fade.is_over


# --- its size ---


def test_pictures_are_drawn_in_the_pixels_of_the_screen_up_to_a_bound(desk: Desk) -> None:
    assert desk.view.picture_size() == QSize(WIDE, HIGH)
    desk.view.resize(2 * LONGEST_SIDE, LONGEST_SIDE)
    assert desk.view.picture_size() == QSize(LONGEST_SIDE, LONGEST_SIDE // 2)


def test_another_size_is_drawn_once_it_has_come_to_rest(desk: Desk, qtbot: QtBot) -> None:
    desk.view.show_pose(MOTION, moment())
    desk.hand.finish()
    for wide in (300, 280, 260):
        desk.view.resize(wide, 200)
        QApplication.processEvents()
    assert desk.hand.finish() == 0
    assert desk.body_at() < 0.1  # the old picture, scaled
    qtbot.waitUntil(lambda: desk.hand.finish() == 1)
    sight = desk.hand.drawn[-1].scene.sight
    assert (sight.width, sight.height) == (260, 200)


def test_another_theme_is_drawn_anew(desk: Desk, look: Look) -> None:
    desk.view.show_pose(MOTION, moment())
    desk.hand.finish()
    look.set_theme(ThemeChoice.DARK)
    desk.hand.finish()
    assert [job.scene.sight.theme for job in desk.hand.drawn] == ["light", "dark"]
    look.set_theme(ThemeChoice.LIGHT)
    assert desk.hand.finish() == 0


def test_its_corners_are_round(desk: Desk) -> None:
    desk.view.show_pose(MOTION, moment())
    desk.hand.finish()
    assert not is_like(desk.colour(0, 0), GROUND)
    assert is_like(desk.colour(0.5, 0.02), GROUND)


# --- turning ---


def test_what_it_covers_it_paints_whatever_it_shows(desk: Desk, look: Look) -> None:
    behind = QColor("#FF00FF")

    def is_painted() -> bool:
        image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
        image.fill(behind)
        flags = QWidget.RenderFlag.DrawChildren
        desk.view.render(image, QPoint(), QRegion(), flags)
        covered: QRegion = desk.view.covered().translated(-desk.view.pos())
        return all(
            image.pixelColor(x, y) != behind
            for x, y in product(range(WIDE), range(HIGH))
            if (x + y) % 3 == 0 and covered.contains(QPoint(x, y))
        )

    assert not desk.view.covered().contains(desk.view.geometry().topLeft())
    assert is_painted()  # nothing yet
    desk.view.show_moment(None, moment())
    assert is_painted()  # words
    desk.view.show_moment(MOTION, moment())
    desk.hand.finish()
    assert is_painted()
    desk.view.show_moment(MOTION, moment(side=Side.RIGHT))
    assert is_painted()  # one goes over into another
    desk.view.hide()
    assert desk.view.covered().isEmpty()


def test_pictures_that_are_alike_are_not_painted_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeStage, "patch", lambda stage, way, _at: PATCH(stage, way, 0.5))
    desk.view.show_moment(MOTION, moment())
    desk.hand.finish()
    QApplication.processEvents()
    count = desk.painted.count
    desk.view.show_moment(MOTION, moment(progress=0.5))
    assert desk.painted.count == count
    desk.view.show_moment(MOTION, moment(progress=0.5, is_back=True))
    assert desk.painted.count == count + 1  # the other arrow


def test_in_a_session_it_takes_neither_keys_nor_the_focus(desk: Desk) -> None:
    assert desk.view.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_keys_turn_it_coarse_at_once_and_fine_at_rest(turned_desk: Desk, qtbot: QtBot) -> None:
    desk = turned_desk
    desk.view.show_pose(MOTION, moment(progress=0.5))
    desk.hand.finish()
    QTest.keyClick(desk.view, Qt.Key.Key_Right)
    QTest.keyClick(desk.view, Qt.Key.Key_Up)
    assert desk.hand.finish() == 1
    sight = desk.hand.drawn[-1].scene.sight
    assert (sight.turn, sight.tilt, sight.samples) == (-10, 10, 1)
    assert (sight.width, sight.height) == (WIDE // 2, HIGH // 2)
    assert desk.body_at() == pytest.approx(0.31, abs=0.02)
    qtbot.waitUntil(lambda: desk.hand.finish() == 1)
    sight = desk.hand.drawn[-1].scene.sight
    assert (sight.turn, sight.tilt, sight.samples) == (-10, 10, 2)
    QTest.keyClick(desk.view, Qt.Key.Key_Home)
    assert not desk.turnable.turning.is_turned
    qtbot.waitUntil(lambda: desk.view.projector.shown is not None and desk.hand.finish() >= 0)


def test_a_mirrored_figure_turns_the_same_way(turned_desk: Desk) -> None:
    turned_desk.view.show_pose(MOTION, moment(side=Side.RIGHT))
    QTest.keyClick(turned_desk.view, Qt.Key.Key_Right)
    turned_desk.hand.finish()
    assert turned_desk.hand.drawn[-1].scene.sight.turn == 10


def drag(view: QWidget, *places: tuple[int, int]) -> None:
    start, *rest = (QPoint(*place) for place in places)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for place in rest:
        QTest.mouseMove(view, place)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=rest[-1] if rest else start)


def test_the_mouse_turns_it_and_a_click_does_not(turned_desk: Desk) -> None:
    view = turned_desk.turnable
    clicks: list[None] = []
    view.clicked.connect(lambda: clicks.append(None))
    drag(view, (100, 100))
    drag(view, (100, 100), (102, 101))
    assert len(clicks) == 2
    drag(view, (100, 100), (160, 80), (180, 60))
    assert len(clicks) == 2
    assert (view.turning.turn, view.turning.tilt) == (40, -20)
    QTest.mouseClick(view, Qt.MouseButton.RightButton)
    assert len(clicks) == 2


def test_a_camera_turns_it_back(turned_desk: Desk) -> None:
    QTest.keyClick(turned_desk.view, Qt.Key.Key_Left)
    turned_desk.view.set_camera(CameraName.FRONT)
    assert not turned_desk.turnable.turning.is_turned


def test_turning_knows_its_bounds() -> None:
    turning = Turning()
    for _ in range(20):
        assert turning.press(Qt.Key.Key_Right)
        assert turning.press(Qt.Key.Key_Up)
    assert turning.turn == -160
    assert turning.tilt == 70
    assert not turning.press(Qt.Key.Key_A)
    assert not turning.drag(QPointF(900, 900), 10)
    assert turning.reset()
    assert not turning.reset()


def test_other_keys_are_the_page_s(turned_desk: Desk) -> None:
    QTest.keyClick(turned_desk.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(turned_desk.view, Qt.Key.Key_Tab)
    assert not turned_desk.turnable.turning.is_turned
