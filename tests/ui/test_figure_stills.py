"""Stills of key poses, and the thumbnails of a list."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_coach.domain.motion import CameraName, Key, Motion, Way, WayKind
from mobility_coach.services.stills import PainterStopped, StillFailed, StillOrder
from mobility_coach.ui.figure.render_thread import RenderThread
from mobility_coach.ui.figure.renderer import STILLS, FigureRenderer
from mobility_coach.ui.figure.scenes import Drawn, Sight, Still, StillJob, scene_of
from mobility_coach.ui.figure.stills import MOST_WAITING, KeyPose, Stills, key_way
from mobility_coach.ui.figure.studio import Studio, png_of
from mobility_coach.ui.figure.thumbnails import MOST_PIXMAPS, Thumbnails
from mobility_coach.ui.look import Look, ThemeChoice
from tests.ui.fake_stage import BODY, GROUND, FakeFigures, FakeStage, HandThread, hand_renderer, motion

SIGHT = Sight(48, 48, "light")


class Desk:
    def __init__(self) -> None:
        self.renderer, self.hand = hand_renderer()
        self.figures = FakeFigures(motion(), motion("one", "A"))

    def stills(self) -> Stills:
        return Stills(self.renderer, self.figures, STILLS)


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.renderer.close()


def test_a_still_is_drawn_once_and_then_kept(desk: Desk, qtbot: QtBot) -> None:
    stills = desk.stills()
    pose = KeyPose("drill", "B")
    assert stills.image(pose, SIGHT) is None
    assert stills.image(pose, SIGHT) is None
    seen: list[QImage | None] = []
    stills.arrived.connect(lambda _name: seen.append(stills.image(pose, SIGHT)))
    assert desk.hand.finish() == 1
    assert seen[0] is not None
    assert seen[0].size() == QImage(48, 48, QImage.Format.Format_RGB32).size()
    later = desk.stills().image(pose, SIGHT)
    assert later is not None
    assert later == seen[0]
    assert desk.hand.finish() == 0


@pytest.mark.parametrize("bad", [b"", b"no picture", b"\x89PNG\r\n\x1a\n broken IEND\xaeB`\x82"])
def test_a_kept_still_that_can_t_be_read_is_drawn_anew(desk: Desk, bad: bytes) -> None:
    pose = KeyPose("drill")
    name = desk.stills().name(pose, SIGHT)
    desk.figures.stills.pictures[name] = bad
    stills = desk.stills()
    assert stills.image(pose, SIGHT) is None
    desk.hand.finish()
    assert desk.stills().image(pose, SIGHT) is not None


def test_a_kept_still_of_another_size_is_drawn_anew(desk: Desk) -> None:
    pose = KeyPose("drill")
    stills = desk.stills()
    stills.image(pose, Sight(32, 32, "light"))
    desk.hand.finish()
    (png,) = desk.figures.stills.pictures.values()
    desk.figures.stills.pictures[stills.name(pose, SIGHT)] = png
    assert stills.image(pose, SIGHT) is None
    assert desk.hand.finish() == 1


def test_a_name_tells_all_that_changes_the_picture(desk: Desk) -> None:
    stills = desk.stills()
    names = {
        stills.name(KeyPose("drill"), SIGHT),
        stills.name(KeyPose("one"), SIGHT),
        stills.name(KeyPose("drill", "B"), SIGHT),
        stills.name(KeyPose("drill", with_arrow=True), SIGHT),
        stills.name(KeyPose("drill"), replace(SIGHT, theme="dark")),
        stills.name(KeyPose("drill"), replace(SIGHT, width=49)),
        stills.name(KeyPose("drill"), replace(SIGHT, camera=CameraName.TOP)),
    }
    assert len(names) == 7
    desk.figures.stamps["drill"] = "changed"
    assert stills.name(KeyPose("drill"), SIGHT) not in names
    assert stills.name(KeyPose("unknown"), SIGHT) == ""
    assert stills.image(KeyPose("unknown"), SIGHT) is None


def test_drills_with_the_same_stamp_share_their_still(desk: Desk) -> None:
    desk.figures.stamps["one"] = desk.figures.stamps["drill"]
    stills = desk.stills()
    stills.image(KeyPose("drill"), SIGHT)
    stills.image(KeyPose("one"), SIGHT)
    assert desk.hand.finish() == 1
    assert stills.image(KeyPose("one"), SIGHT) is not None


def test_wishes_are_bounded_and_the_newest_comes_first(desk: Desk) -> None:
    stills = desk.stills()
    for width in range(10, 10 + 2 * MOST_WAITING):
        stills.image(KeyPose("drill"), replace(SIGHT, width=width))
    assert desk.hand.finish() == MOST_WAITING
    assert desk.hand.drawn[0].scene.sight.width == 9 + 2 * MOST_WAITING


def test_stopped_it_draws_nothing(desk: Desk) -> None:
    stills = desk.stills()
    stills.image(KeyPose("drill"), SIGHT)
    stills.stop()
    assert desk.hand.finish() == 0


def test_what_can_t_be_drawn_is_not_asked_for_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("out of range")

    monkeypatch.setattr(desk.hand.studio, "draw", fail)
    stills = desk.stills()
    stills.image(KeyPose("drill"), SIGHT)
    assert desk.hand.finish() == 1
    stills.image(KeyPose("drill"), SIGHT)
    assert desk.hand.finish() == 0
    assert len(caplog.records) == 1


def test_the_key_pose_of_a_position_is_where_it_stands() -> None:
    stands = motion("one", "A")
    single = replace(stands, movements=(replace(stands.movements[0], keys=(Key(0, {}),)),))
    assert key_way(single, "A") == (Way(WayKind.READY, "A"), 0.0)
    assert key_way(motion(), "B") == (Way(WayKind.STROKE, "B"), 1.0)
    assert key_way(motion(), "") == (Way(WayKind.STROKE, "A"), 1.0)


# --- thumbnails ---


class Shelf:
    """Thumbnails with their renderer under the test's hand."""

    def __init__(self, look: Look, *motions: Motion) -> None:
        self.renderer: FigureRenderer
        self.hand: HandThread
        self.renderer, self.hand = hand_renderer()
        self.figures = FakeFigures(*motions)
        self.thumbnails = Thumbnails(look, self.renderer, self.figures, 40)
        self.changes = 0
        self.thumbnails.changed.connect(self._count)

    def _count(self) -> None:
        self.changes += 1


@pytest.fixture
def shelf(look: Look) -> Iterator[Shelf]:
    made = Shelf(look, motion(), *(motion(f"drill-{number}") for number in range(2 * MOST_PIXMAPS)))
    yield made
    made.thumbnails.stop()
    made.renderer.close()


def test_a_thumbnail_comes_later_and_is_then_there_at_once(shelf: Shelf) -> None:
    assert shelf.thumbnails.pixmap("drill") is None
    shelf.hand.finish()
    assert shelf.changes == 1
    pixmap = shelf.thumbnails.pixmap("drill")
    assert pixmap is not None
    image = pixmap.toImage()
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(22, 20) == QColor(*BODY)
    assert image.pixelColor(20, 2) == QColor(*GROUND)
    assert shelf.thumbnails.pixmap("drill") is pixmap


def test_thumbnails_come_where_nothing_can_be_kept(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf.figures.stills, "put", lambda _name, _png: None)
    assert shelf.thumbnails.pixmap("drill") is None
    shelf.hand.finish()
    assert shelf.thumbnails.pixmap("drill") is not None
    assert shelf.hand.finish() == 0  # else it would be drawn without an end


def test_what_nobody_asks_for_after_it_was_drawn_is_bounded(shelf: Shelf) -> None:
    for number in range(2 * MOST_WAITING):
        shelf.thumbnails.pixmap(f"drill-{number}")
        shelf.hand.finish()
    assert len(shelf.thumbnails._stills._drawn) == MOST_WAITING


def test_a_dense_screen_has_denser_thumbnails(shelf: Shelf) -> None:
    shelf.thumbnails.pixmap("drill", 2.0)
    shelf.hand.finish()
    pixmap = shelf.thumbnails.pixmap("drill", 2.0)
    assert pixmap is not None
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (80, 2.0)


def test_an_unknown_drill_has_none(shelf: Shelf) -> None:
    assert shelf.thumbnails.pixmap("a-routine") is None
    assert shelf.hand.finish() == 0


def test_few_are_kept_in_memory(shelf: Shelf) -> None:
    for number in range(2 * MOST_PIXMAPS):
        shelf.thumbnails.pixmap(f"drill-{number}")
        shelf.hand.finish()
        assert shelf.thumbnails.pixmap(f"drill-{number}") is not None
    assert len(shelf.thumbnails._pixmaps) == MOST_PIXMAPS
    assert shelf.thumbnails.pixmap("drill-0") is not None  # from what is kept on disk


def test_another_theme_and_another_scale_have_others(shelf: Shelf, look: Look) -> None:
    shelf.thumbnails.pixmap("drill")
    shelf.hand.finish()
    look.set_theme(ThemeChoice.DARK)
    assert shelf.changes == 2
    assert shelf.thumbnails.pixmap("drill") is None
    shelf.hand.finish()
    assert shelf.hand.drawn[-1].scene.sight.theme == "dark"
    look.set_text_scale(1.5)
    shelf.thumbnails.pixmap("drill")
    shelf.hand.finish()
    assert shelf.hand.drawn[-1].scene.sight.width == 60
    assert shelf.thumbnails.side == 60


def test_what_is_being_drawn_when_the_theme_changes_is_no_longer_wanted(shelf: Shelf, look: Look) -> None:
    shelf.thumbnails.pixmap("drill")
    look.set_theme(ThemeChoice.DARK)
    assert shelf.hand.finish() == 0


class Painter:
    """Paints a plain picture, or fails."""

    def __init__(self, *, fails: bool = False) -> None:
        self.fails = fails
        self.orders: list[StillOrder] = []
        self.rests = 0

    def paint(self, order: StillOrder) -> bytes:
        self.orders.append(order)
        if self.fails:
            raise StillFailed("no process")
        image = QImage(order.width, order.height, QImage.Format.Format_RGB32)
        image.fill(PAINTED)
        return png_of(image)

    def rest(self) -> None:
        self.rests += 1

    def stop(self) -> None:
        pass


PAINTED = QColor(1, 2, 3)
FROM_ABOVE = Sight(60, 40, "dark", CameraName.TOP)


def drawn_by(painter: Painter) -> QImage:
    way = Way(WayKind.STROKE, "B")
    job = StillJob("name", scene_of(motion(), FROM_ABOVE, way), way, 1.0, with_arrow=True)
    still = Studio(FakeStage, painter).draw(job)
    assert isinstance(still, Still)
    return still.image


def test_a_painter_is_told_what_is_wanted_and_saves_drawing(qapp: QApplication) -> None:
    painter = Painter()
    assert drawn_by(painter).pixelColor(0, 0) == PAINTED
    order = painter.orders[0]
    assert (order.width, order.height, order.theme, order.camera) == (60, 40, "dark", CameraName.TOP)
    assert (order.way.movement, order.at, order.with_arrow) == ("B", 1.0, True)


def test_where_the_painter_fails_it_is_drawn_here_and_in_the_end_the_painter_is_let_go(
    qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    painter = Painter(fails=True)
    studio = Studio(FakeStage, painter)
    way = Way(WayKind.STROKE, "B")
    for _ in range(5):
        still = studio.draw(StillJob("name", scene_of(motion(), FROM_ABOVE, way), way, 1.0))
        assert isinstance(still, Still)
        assert still.image.pixelColor(0, 0) == QColor(*GROUND)
    assert len(painter.orders) == 3
    assert "no process" in caplog.text


def test_a_painter_that_was_stopped_leaves_nothing_to_draw(qapp: QApplication) -> None:
    class Stopped(Painter):
        def paint(self, order: StillOrder) -> bytes:
            raise PainterStopped

    way = Way(WayKind.STROKE, "B")
    with pytest.raises(PainterStopped):
        Studio(FakeStage, Stopped()).draw(StillJob("name", scene_of(motion(), FROM_ABOVE, way), way, 1.0))


def test_a_painter_rests_when_the_thread_has_nothing_to_do(qapp: QApplication) -> None:
    painter = Painter()
    delivered: list[Drawn] = []
    thread = RenderThread(
        lambda job, drawn: delivered.append(drawn), lambda: Studio(FakeStage, painter), idle_seconds=0
    )
    way = Way(WayKind.STROKE, "A")
    thread.ask("list", [StillJob("name", scene_of(motion(), FROM_ABOVE, way), way, 1.0)])
    assert thread.thread is not None
    thread.thread.join(20)
    assert (len(delivered), painter.rests) == (1, 1)
    assert thread.close(20)
