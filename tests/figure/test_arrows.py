import math

import numpy as np
import pytest

from mobility_coach.figure.arrows import ArrowPlace, Balls
from mobility_coach.figure.picture import Arrow

SIZE = (300, 300)
BLUE = (0, 0, 255)
NOBODY = Balls(np.zeros((0, 2)), np.zeros(0))


def line(start: tuple[float, float], end: tuple[float, float]) -> np.ndarray:
    return np.linspace(start, end, 9)


def arc(middle: tuple[float, float], radius: float, start: float, end: float) -> np.ndarray:
    angles = np.radians(np.linspace(start, end, 9))
    return np.stack((middle[0] + radius * np.cos(angles), middle[1] - radius * np.sin(angles)), axis=1)


def length(points: np.ndarray) -> float:
    return float(np.hypot(*np.diff(points, axis=0).T).sum())


def placed(way: np.ndarray, body: Balls = NOBODY, whole: float | None = None) -> ArrowPlace:
    return ArrowPlace(way, length(way) if whole is None else whole, body, SIZE)


def arrow(way: np.ndarray, body: Balls = NOBODY, whole: float | None = None) -> Arrow:
    found = placed(way, body, whole).arrow(BLUE, is_back=False)
    assert found is not None
    return found


def test_with_nobody_in_the_way_it_is_the_way() -> None:
    way = arc((150.0, 200.0), 90.0, 20.0, 160.0)
    points = np.array(arrow(way).points)
    assert points[0] == pytest.approx(way[0])
    assert points[-1] == pytest.approx(way[-1])
    assert np.hypot(*(points - (150.0, 200.0)).T) == pytest.approx(90.0, abs=1.5)
    steps = np.hypot(*np.diff(points, axis=0).T)
    assert steps.std() < 0.02 * steps.mean()


def test_its_head_points_on() -> None:
    found = arrow(line((60.0, 150.0), (240.0, 150.0)))
    (tip_x, tip_y), *base = found.head
    assert tip_x > 240.0
    assert tip_y == pytest.approx(150.0)
    assert all(x < 240.0 for x, _ in base)
    assert {math.copysign(1.0, y - 150.0) for _, y in base} == {1.0, -1.0}


def test_the_stroke_back_is_the_same_line_the_other_way() -> None:
    place = placed(line((60.0, 150.0), (240.0, 150.0)))
    there, back = place.arrow(BLUE, is_back=False), place.arrow(BLUE, is_back=True)
    assert there is not None
    assert back is not None
    assert back.points == there.points[::-1]
    assert back.head[0][0] < 60.0


def test_it_is_moved_off_the_body_by_no_more_than_it_must() -> None:
    body = Balls(np.array(((150.0, 150.0),)), np.array((30.0,)))
    points = np.array(arrow(line((110.0, 140.0), (190.0, 140.0)), body).points)
    away = np.hypot(*(points - 150.0).T)
    assert away.min() > 32.0
    assert away.min() < 55.0
    assert points[12, 1] < 120.0


def test_a_short_way_is_drawn_larger_and_a_straight_one_stays_straight() -> None:
    body = Balls(np.array(((150.0, 150.0),)), np.array((30.0,)))
    points = np.array(arrow(line((145.0, 120.0), (155.0, 120.0)), body).points)
    assert length(points) > 45.0
    assert np.ptp(points[:, 1]) < 1e-6
    assert points[-1, 0] > points[0, 0]


def test_a_way_with_corners_becomes_one_even_bow() -> None:
    corners = np.array(
        ((60, 200), (90, 200), (120, 200), (150, 190), (152, 180), (155, 100), (160, 60)), float
    )
    points = np.array(arrow(corners).points)
    along = np.diff(points, axis=0)
    turns = np.diff(np.unwrap(np.arctan2(along[:, 1], along[:, 0])))
    assert np.abs(turns).max() < math.radians(14.0)
    assert points[0] == pytest.approx(corners[0])
    assert points[-1] == pytest.approx(corners[-1])


def test_a_way_out_and_back_has_none() -> None:
    hook = np.concatenate((line((60.0, 150.0), (200.0, 150.0)), line((200.0, 160.0), (90.0, 160.0))))
    assert placed(hook).arrow(BLUE, is_back=False) is None


def test_it_is_rather_before_the_body_than_behind_it() -> None:
    body = Balls(np.array(((158.0, 150.0),)), np.array((40.0,)))
    around = Balls(np.array(((150.0, 60.0), (150.0, 240.0), *body.spots)), np.array((60.0, 60.0, 40.0)))
    points = np.array(arrow(line((140.0, 150.0), (160.0, 150.0)), around).points)
    assert points[:, 0].min() > 198.0


def test_a_long_way_is_drawn_smaller_where_there_is_no_room_for_all_of_it() -> None:
    rows = [(float(x), float(y)) for x in range(0, 301, 20) for y in (90, 210)]
    columns = [(float(x), float(y)) for y in range(0, 301, 20) for x in (40, 260)]
    body = Balls(np.array(rows + columns), np.full(len(rows) + len(columns), 22.0))
    points = np.array(arrow(line((20.0, 150.0), (280.0, 150.0)), body).points)
    assert length(points) < 200.0
    assert points[:, 0].min() > 65.0
    assert points[:, 0].max() < 235.0


def test_without_room_there_is_none() -> None:
    everywhere = Balls(np.array(((150.0, 150.0),)), np.array((400.0,)))
    place = placed(line((60.0, 150.0), (240.0, 150.0)), everywhere)
    assert place.arrow(BLUE, is_back=False) is None


def test_a_way_too_short_to_read_has_none() -> None:
    assert placed(line((150.0, 150.0), (152.0, 150.0))).arrow(BLUE, is_back=True) is None


def test_a_way_toward_the_camera_has_none() -> None:
    assert placed(line((150.0, 150.0), (150.0, 162.0)), whole=90.0).arrow(BLUE, is_back=False) is None


def test_no_way_at_all_has_none() -> None:
    assert placed(np.full((9, 2), 150.0)).arrow(BLUE, is_back=False) is None


def test_it_stays_in_the_picture() -> None:
    points = np.array(arrow(line((-20.0, 295.0), (60.0, 295.0))).points)
    assert points.min() > 3.0
    assert points.max() < 297.0
