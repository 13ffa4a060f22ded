import pytest
from PySide6.QtCore import QRect, QSize

from mobility_coach.ui.breaks.placing import fitting, in_corner, resized

SCREEN = QRect(0, 0, 1920, 1040)
LEFT_OF_IT = QRect(-1280, 200, 1280, 700)
TINY = QRect(0, 0, 300, 200)
SCREENS = [SCREEN, LEFT_OF_IT, TINY, QRect(1920, -500, 3840, 2160)]
SIZES = [QSize(400, 200), QSize(400, 620), QSize(5000, 5000), QSize(0, 0)]


def test_the_corner_where_reading_ends() -> None:
    assert in_corner(QSize(400, 200), SCREEN, 20, is_mirrored=False) == QRect(1500, 820, 400, 200)
    assert in_corner(QSize(400, 200), SCREEN, 20, is_mirrored=True) == QRect(20, 820, 400, 200)
    assert in_corner(QSize(400, 200), LEFT_OF_IT, 20, is_mirrored=False) == QRect(-420, 680, 400, 200)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("is_mirrored", [False, True])
def test_all_of_it_is_on_the_screen(screen: QRect, size: QSize, is_mirrored: bool) -> None:
    assert screen.contains(in_corner(size, screen, 20, is_mirrored=is_mirrored))


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", [QRect(-9000, 0, 400, 200), QRect(9000, 9000, 9000, 9000), SCREEN])
def test_wherever_it_was_it_comes_back_into_sight(screen: QRect, size: QSize, place: QRect) -> None:
    assert screen.contains(resized(place, size, screen, 20))


def test_the_corner_nearest_to_one_of_the_screen_stays() -> None:
    lower_right = in_corner(QSize(400, 200), SCREEN, 20, is_mirrored=False)
    assert resized(lower_right, QSize(400, 620), SCREEN, 20) == QRect(1500, 400, 400, 620)
    upper_left = QRect(60, 50, 400, 200)
    assert resized(upper_left, QSize(500, 620), SCREEN, 20) == QRect(60, 50, 500, 620)
    assert resized(upper_left, QSize(400, 200), SCREEN, 20) == upper_left


def test_on_another_screen_it_keeps_off_the_edge() -> None:
    unplugged = in_corner(QSize(400, 200), QRect(1920, 0, 1280, 1040), 20, is_mirrored=False)
    assert resized(unplugged, QSize(400, 200), SCREEN, 20) == QRect(1500, 820, 400, 200)
    at_the_edge = QRect(0, 840, 400, 200)
    assert resized(at_the_edge, QSize(400, 200), SCREEN, 20) == at_the_edge


def test_a_small_screen_keeps_its_room() -> None:
    assert fitting(QSize(400, 620), TINY, 20) == QSize(276, 176)
    assert fitting(QSize(400, 620), SCREEN, 20) == QSize(400, 620)
    assert fitting(QSize(400, 620), QRect(), 20) == QSize(1, 1)
