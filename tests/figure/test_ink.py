from dataclasses import replace

import numpy as np
import pytest

from mobility_coach.figure.ink import (
    Cover,
    blend,
    blend_dots,
    cover_of,
    dots_of,
    draw_arrow,
    draw_beam,
    gradient,
    lay_over,
    line_shapes,
    soft_spot,
    stroke_shapes,
)
from mobility_coach.figure.picture import Arrow, Beam, Pixels

RED = (255, 0, 0)


def white(width: int = 20, height: int = 20) -> Pixels:
    return np.full((height, width, 4), 255, dtype=np.uint8)


def square(left: float, top: float, right: float, bottom: float) -> np.ndarray:
    return np.array(((left, top), (right, top), (right, bottom), (left, bottom)))


def area(cover: Cover | None) -> float:
    return 0.0 if cover is None else float(cover.values.sum())


def test_a_square_covers_its_area_to_parts_of_a_pixel() -> None:
    cover = cover_of([square(2.25, 3.5, 7.75, 9.0)], 20, 20)
    assert cover is not None
    assert (cover.left, cover.top, cover.values.shape) == (2, 3, (6, 6))
    assert cover.values[0] == pytest.approx([0.375, 0.5, 0.5, 0.5, 0.5, 0.375])
    assert area(cover) == pytest.approx(5.5 * 5.5)


def test_a_shape_may_go_round_either_way() -> None:
    shape = np.array(((1.0, 1.0), (12.0, 3.0), (5.0, 15.0)))
    one, other = cover_of([shape], 20, 20), cover_of([shape[::-1]], 20, 20)
    assert one is not None
    assert other is not None
    assert np.array_equal(one.values, other.values)
    assert area(one) == pytest.approx(0.5 * abs(11.0 * 14.0 - 2.0 * 4.0), rel=0.01)


def test_shapes_that_overlap_are_one_shape() -> None:
    assert area(cover_of([square(2, 2, 8, 8), square(5, 2, 11, 8)[::-1]], 20, 20)) == pytest.approx(54.0)


def test_what_lies_beyond_the_picture_is_cut_off() -> None:
    assert area(cover_of([square(-100, -100, 5, 4)], 20, 20)) == pytest.approx(20.0)
    assert area(cover_of([square(15, 16, 900, 900)], 20, 20)) == pytest.approx(20.0)
    assert cover_of([square(30, 2, 40, 8)], 20, 20) is None
    assert cover_of([square(2, -9, 8, -3)], 20, 20) is None


@pytest.mark.parametrize("shape", [np.zeros((0, 2)), np.zeros((2, 2)), np.full((4, 2), np.nan)])
def test_what_is_no_shape_covers_nothing(shape: np.ndarray) -> None:
    assert cover_of([shape], 20, 20) is None


def test_a_line_has_its_width_and_round_ends() -> None:
    line = cover_of(line_shapes(np.array(((5.0, 10.0), (15.0, 10.0))), 4.0), 20, 20)
    assert area(line) == pytest.approx(40.0 + np.pi * 4.0, rel=0.04)


def test_a_line_that_turns_back_is_as_wide_as_elsewhere() -> None:
    line = cover_of(line_shapes(np.array(((4.0, 5.0), (14.0, 5.0), (4.0, 9.0))), 3.0), 20, 20)
    assert line is not None
    assert line.values[4 - line.top : 6 - line.top, 14 - line.left].min() == pytest.approx(1.0, abs=0.1)


def test_a_line_of_one_place_is_a_dot() -> None:
    assert area(cover_of(line_shapes(np.full((3, 2), 8.0), 6.0), 20, 20)) == pytest.approx(
        np.pi * 9.0, rel=0.05
    )


def test_separate_lines_end_flat() -> None:
    starts, ends = np.array(((2.0, 3.0), (2.0, 9.0))), np.array(((12.0, 3.0), (7.0, 9.0)))
    assert area(cover_of(stroke_shapes(starts, ends, 2.0), 20, 20)) == pytest.approx(30.0)


def test_a_colour_is_laid_on_in_parts() -> None:
    pixels = white()
    blend(pixels, cover_of([square(2, 2, 6, 6)], 20, 20), RED, 0.5)
    assert pixels[3, 3].tolist() == [128, 128, 255, 255]
    assert pixels[8, 8].tolist() == [255, 255, 255, 255]
    blend(pixels, None, RED)


def test_dots_are_the_cover_they_come_from() -> None:
    cover = cover_of([np.array(((1.0, 1.0), (15.0, 4.0), (3.0, 12.0)))], 20, 20)
    one, other = white(), white()
    blend(one, cover, RED, 0.6)
    blend_dots(other, dots_of(cover), RED, 0.6)
    assert np.array_equal(one, other)
    blend_dots(other, dots_of(None), RED, 0.6)
    assert np.array_equal(one, other)


def test_premultiplied_pixels_are_laid_over() -> None:
    pixels, above = white(3, 1), np.zeros((1, 3, 4), dtype=np.uint8)
    above[0, 1] = (0, 0, 128, 128)
    above[0, 2] = (1, 2, 3, 255)
    lay_over(pixels, above)
    assert pixels[0].tolist() == [[255, 255, 255, 255], [127, 127, 255, 255], [1, 2, 3, 255]]


def test_a_gradient_goes_from_its_top_to_its_bottom() -> None:
    pixels = gradient(4, 100, (10, 20, 30), (110, 120, 130))
    assert pixels[0, 0].tolist() == [30, 20, 10, 255]
    assert pixels[-1, 3].tolist() == [130, 120, 110, 255]
    assert (np.diff(pixels[:, 0, 0].astype(int)) >= 0).all()


def test_a_spot_is_strongest_in_its_middle() -> None:
    pixels = white()
    soft_spot(pixels, (10.5, 10.5), 5.0, RED)
    assert pixels[10, 10].tolist() == [0, 0, 255, 255]
    assert pixels[10, 10, 0] < pixels[10, 12, 0] < pixels[10, 14, 0] < 255
    assert pixels[10, 17, 0] == 255
    soft_spot(pixels, (-50.0, 10.0), 5.0, RED)


def test_an_arrow_fades_in_and_its_head_is_full() -> None:
    pixels = white(60, 20)
    points = tuple((5.0 + 4.0 * step, 10.5) for step in range(11))
    draw_arrow(pixels, Arrow(points, ((52.0, 10.5), (42.0, 6.0), (42.0, 15.0)), 3.0, RED))
    blue = pixels[10, :, 0]
    assert 140 < blue[6] < 190
    assert blue[6] > blue[20] > blue[30]
    assert blue[45] == 0


def test_an_arrow_is_drawn_with_its_twin() -> None:
    one = Arrow(((5.0, 5.0), (20.0, 5.0)), ((24.0, 5.0), (18.0, 2.0), (18.0, 8.0)), 3.0, RED)
    other = Arrow(((5.0, 15.0), (20.0, 15.0)), ((24.0, 15.0), (18.0, 12.0), (18.0, 18.0)), 3.0, RED)
    pixels = white(30, 20)
    draw_arrow(pixels, replace(one, twin=other))
    apart = white(30, 20)
    draw_arrow(apart, one)
    draw_arrow(apart, other)
    assert np.array_equal(pixels, apart)


def test_an_arrow_outside_of_the_picture_does_no_harm() -> None:
    pixels = white()
    draw_arrow(
        pixels, Arrow(((90.0, 90.0), (99.0, 90.0)), ((99.0, 90.0), (95.0, 85.0), (95.0, 95.0)), 3.0, RED)
    )
    assert np.array_equal(pixels, white())


def test_a_beam_ends_in_a_spot() -> None:
    pixels = white(40, 20)
    draw_beam(pixels, Beam((5.0, 10.5), (30.0, 10.5), 2.0, 6.0, RED))
    assert pixels[10, 15, 0] < 30
    assert 0 < pixels[12, 15, 0] < 255
    assert pixels[13, 30, 0] < pixels[13, 15, 0]
