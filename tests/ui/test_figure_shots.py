"""One picture on the screen: its lines, its two sides, and what is painted anew."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from mobility_coach.domain.motion import CameraName, Way, WayKind
from mobility_coach.domain.motion_format import parse_motion
from mobility_coach.figure.picture import Beam, Patch
from mobility_coach.ui.figure.scenes import Frame, FrameJob, Scene, Sight, mirrored
from mobility_coach.ui.figure.shots import Canvas, Shot, covering, differing
from mobility_coach.ui.figure.studio import Studio
from tests.ui.fake_stage import ARROW, GROUND, REAL_STAGE, FakeStage, motion

LIGHT = (255, 0, 0)
SCENE = Scene(motion(), Sight(200, 100, "light"))
RELAXED_FILE = Path(__file__).parents[2] / "resources" / "motions" / "relaxed.json"

pytestmark = pytest.mark.usefixtures("qapp")


class Lit(FakeStage):
    """With the light of a kneecap, which goes down as the body moves."""

    def beam(self, way: Way, at: float) -> Beam | None:
        return Beam((100, 20), (180, 40 + 40 * at), 6.0, 8.0, LIGHT)


def frames(make: type[FakeStage] = FakeStage, kind: WayKind = WayKind.STROKE) -> list[Frame]:
    studio = Studio(make)
    drawn = [studio.draw(FrameJob(SCENE, Way(kind, "A"), frame)) for frame in (0, 20, 40)]
    return [frame for frame in drawn if isinstance(frame, Frame)]


def is_reddish(colour: QColor) -> bool:
    return colour.red() > 120 and colour.green() < 60


def test_a_beam_shines_from_the_knee_to_its_spot_and_moves_with_it() -> None:
    first, _, last = (Shot(frame, is_back=False, is_mirrored=False).image() for frame in frames(Lit))
    assert is_reddish(first.pixelColor(140, 30))
    assert is_reddish(first.pixelColor(180, 40))
    assert is_reddish(last.pixelColor(180, 80))
    assert last.pixelColor(180, 40) == QColor(*GROUND)


def test_a_beam_of_the_other_side_is_mirrored() -> None:
    image = Shot(frames(Lit)[0], is_back=False, is_mirrored=True).image()
    assert is_reddish(image.pixelColor(60, 30))


def test_an_arrow_fades_in_from_its_tail() -> None:
    image = Shot(frames()[0], is_back=False, is_mirrored=False).image()
    greens = [image.pixelColor(x, 5).green() for x in (101, 110, 120, 130, 165)]
    assert greens == sorted(greens)
    assert 80 < greens[0] < 140  # faint, and yet seen
    assert image.pixelColor(165, 5) == QColor(*ARROW)


def test_an_arrow_is_painted_with_its_twin() -> None:
    frame = frames()[0]
    arrow = frame.arrows[0]
    assert arrow is not None
    points = tuple((x, y + 60) for x, y in arrow.points)
    frame.arrows = (replace(arrow, twin=replace(arrow, points=points)), None)
    image = Shot(frame, is_back=False, is_mirrored=True).image()
    assert image.pixelColor(200 - 165, 5) == image.pixelColor(200 - 165, 65) == QColor(*ARROW)


def test_who_stands_still_has_no_arrow() -> None:
    image = Shot(frames(kind=WayKind.READY)[0], is_back=False, is_mirrored=False).image()
    assert image.pixelColor(165, 5) == QColor(*GROUND)


@pytest.mark.parametrize("is_mirrored", [False, True])
@pytest.mark.parametrize("make", [FakeStage, Lit])
def test_what_is_painted_anew_is_what_would_be_painted_at_once(
    make: type[FakeStage], *, is_mirrored: bool
) -> None:
    canvas = Canvas()
    for frame in (*frames(make), *reversed(frames(make))):
        for is_back in (False, True, True):
            shot = Shot(frame, is_back, is_mirrored)
            canvas.put(shot)
            assert canvas.image() == shot.image()


def test_it_tells_what_has_changed() -> None:
    canvas = Canvas()
    first, middle, _ = (Shot(frame, is_back=False, is_mirrored=False) for frame in frames())
    assert canvas.put(first) == QRect(0, 0, 200, 100)
    assert canvas.put(middle) == first.place.united(middle.place)
    assert canvas.put(Shot(middle.frame, is_back=True, is_mirrored=False)) == QRect(0, 0, 200, 100)


class Walled(FakeStage):
    """Its movements have a wall that is not on the ground of all: pictures of them are as large as it."""

    def patch(self, way: Way, at: float) -> Patch:
        found = self.background()
        found[:, ::4] = 90
        bare = super().patch(way, at)
        height, width = bare.pixels.shape[:2]
        found[bare.top : bare.top + height, bare.left : bare.left + width] = bare.pixels
        return Patch(0, 0, found)


@pytest.mark.parametrize("is_mirrored", [False, True])
def test_only_what_differs_is_to_be_painted_again(*, is_mirrored: bool) -> None:
    canvas = Canvas()
    shots = [Shot(frame, is_back=False, is_mirrored=is_mirrored) for frame in frames(Walled)]
    first, middle, last = shots
    canvas.put(first)
    for shot in (middle, last, first):
        kept = canvas.image()
        changed = canvas.put(shot)
        assert changed.width() < 0.7 * 200
        assert changed.height() == 50
        assert canvas.image() == shot.image()
        painter = QPainter(kept)
        painter.drawImage(changed.topLeft(), shot.image(), changed)
        painter.end()
        assert kept == shot.image()
    assert canvas.put(first).isEmpty()


@pytest.mark.parametrize("spot", [(0, 0), (29, 0), (0, 19), (29, 19), (11, 7)])
def test_images_differ_where_a_pixel_does(spot: tuple[int, int]) -> None:
    one = QImage(30, 20, QImage.Format.Format_RGB32)
    one.fill(0)
    other = QImage(one)
    assert differing(one, other).isEmpty()
    other.setPixelColor(*spot, QColor(0, 0, 1))
    assert differing(one, other) == QRect(*spot, 1, 1)


def test_an_image_stays_as_it_was_when_the_canvas_goes_on() -> None:
    canvas = Canvas()
    first, _, last = (Shot(frame, is_back=False, is_mirrored=False) for frame in frames())
    canvas.put(first)
    before = canvas.image()
    canvas.put(last)
    assert before == first.image()


def test_a_frame_can_be_shown_on_either_side_again_and_again() -> None:
    frame = frames()[0]
    left = Shot(frame, is_back=False, is_mirrored=False)
    right = Shot(frame, is_back=False, is_mirrored=True)
    as_left, as_right = left.image(), right.image()
    assert (left.image(), right.image()) == (as_left, as_right)
    assert frame.moving_part(is_mirrored=True) == mirrored(frame.moving_part(is_mirrored=False))


def test_a_picture_fills_its_room_and_hangs_over_evenly() -> None:
    assert covering(QSize(100, 50), QRectF(0, 0, 200, 100)) == QRectF(0, 0, 200, 100)
    assert covering(QSize(100, 50), QRectF(0, 0, 100, 100)) == QRectF(-50, 0, 200, 100)


def test_the_real_stage_draws_what_is_asked_for(qapp: QApplication) -> None:
    relaxed = parse_motion(RELAXED_FILE.read_bytes(), RELAXED_FILE.name).motion
    assert relaxed is not None
    way = Way(WayKind.READY, relaxed.movements[0].id)
    studio = Studio(REAL_STAGE)
    images: list[QImage] = []
    for sight in (
        Sight(64, 96, "light", samples=1),
        Sight(64, 96, "dark", samples=1),
        Sight(64, 96, "light", CameraName.REAR, samples=1),
        Sight(64, 96, "light", turn=40, samples=1),
    ):
        frame = studio.draw(FrameJob(Scene(relaxed, sight), way, 0))
        assert isinstance(frame, Frame)
        assert frame.ground.size() == QSize(64, 96)
        assert frame.image.height() > 48
        images.append(Shot(frame, is_back=False, is_mirrored=False).image())
    assert all(one != other for at, one in enumerate(images) for other in images[:at])
