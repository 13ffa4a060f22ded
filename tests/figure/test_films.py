"""Pictures for files: which pose, which side, how many frames, and that nothing is drawn in vain."""

import numpy as np
import pytest

from mobility_coach.domain.drill import Side, Tempo
from mobility_coach.domain.motion import CameraName, Motion, Way, WayKind
from mobility_coach.figure.films import MOST_FRAMES, MOST_PIXELS, SHEET_CAMERAS, Film, Shooting, sheet, still
from mobility_coach.figure.picture import Pixels
from mobility_coach.figure.stage import Stage, stage_view
from tests.figure.motions_for_tests import changed, motion_of

SIZE = 40
STANDING, BENT = {"spine.side_bend": 0.0}, {"spine.side_bend": 30.0}
MOTION = motion_of(STANDING, BENT)
STROKE = Way(WayKind.STROKE, "A")
SHOOTING = Shooting(Side.RIGHT, CameraName.FRONT, SIZE, "light")


def drawn(at: float, camera: CameraName = CameraName.FRONT, *, is_back: bool = False) -> Pixels:
    view = stage_view(MOTION, "A", camera, SIZE, SIZE, "light")
    return Stage(MOTION, view).picture(STROKE, at, is_back=is_back)


def film(motion: Motion = MOTION, tempo: Tempo | None = None, size: int = SIZE) -> Film:
    shooting = Shooting(Side.RIGHT, CameraName.FRONT, size, "light")
    return Film(motion, motion.movements[0], tempo or Tempo(60, 1, 1), shooting)


def test_a_still_is_the_key_pose_and_the_other_side_its_mirror_image() -> None:
    own = still(MOTION, "A", SHOOTING)
    assert (own == drawn(1.0)).all()
    other = still(MOTION, "A", Shooting(Side.LEFT, CameraName.FRONT, SIZE, "light"))
    assert (other == own[:, ::-1]).all()
    assert (other != own).any()


def test_a_film_goes_there_and_back_at_its_tempo() -> None:
    rep = film(tempo=Tempo(60, 1, 3))
    assert (len(rep), rep.milliseconds) == (100, 40)
    assert (rep[0] == drawn(0.0)).all()
    assert (rep[25] == drawn(1.0, is_back=True)).all()
    assert (rep[10] != rep[25]).any()
    with pytest.raises(IndexError):
        rep[100]


def test_a_hold_stays_in_its_pose() -> None:
    rep = film(changed(MOTION, end_hold=0.5))
    assert (rep[25] == rep[37]).all()
    assert (rep[25] != rep[45]).any()


def test_a_slow_film_and_a_large_one_have_fewer_frames() -> None:
    slow = film(tempo=Tempo(30, 16, 16))
    assert (len(slow), slow.milliseconds) == (MOST_FRAMES, round(64000 / MOST_FRAMES))
    large = film(tempo=Tempo(30, 16, 16), size=1440)
    assert len(large) * 1440**2 <= MOST_PIXELS
    assert len(large) * large.milliseconds == pytest.approx(64000, rel=0.01)


def test_what_does_not_move_is_one_frame() -> None:
    rep = film(motion_of(BENT, BENT), tempo=Tempo(30, 4, 4))
    assert len(rep) == 1
    assert rep[0].shape == (SIZE, SIZE, 4)


def test_the_progress_of_a_film_grows_to_all_of_it() -> None:
    shares: list[float] = []
    rep = Film(MOTION, MOTION.movements[0], Tempo(208, 1, 1), SHOOTING, shares.append)
    for number in (0, *range(len(rep))):  # one is drawn twice
        rep[number]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_sheet_has_start_middle_and_end_from_each_camera() -> None:
    shares: list[float] = []
    whole = sheet(MOTION, ["A", "A"], Shooting(Side.RIGHT, None, SIZE, "light"), shares.append)
    step = SIZE + 4
    assert whole.shape == (2 * step - 4, 9 * step - 4, 4)
    wanted = [(camera, at) for camera in SHEET_CAMERAS for at in (0.0, 0.5, 1.0)]
    for column, (camera, at) in enumerate(wanted):
        for row in (0, 1):
            cell = whole[row * step : row * step + SIZE, column * step : column * step + SIZE]
            assert (cell == drawn(at, camera)).all(), (camera, at)
    assert (whole[SIZE:step] == np.uint8(255)).all()
    assert (len(shares), shares[-1]) == (18, 1.0)


def test_a_sheet_from_one_camera() -> None:
    whole = sheet(MOTION, ["A"], SHOOTING)
    assert whole.shape == (SIZE, 3 * (SIZE + 4) - 4, 4)
