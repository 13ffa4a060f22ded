"""What tells the state of a button: its icon and its ring."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_coach.ui.look import Look, ThemeChoice
from mobility_coach.ui.parts.banner import Banner
from mobility_coach.ui.parts.controls import Button


def distance(one: QColor, other: QColor) -> int:
    channels = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return sum(abs(a - b) for a, b in channels)


def strength(button: Button, ground: QColor) -> int:
    """How far the strongest pixel of a button's middle is from its ground."""
    image = button.grab().toImage()
    across, down = image.width() // 4, image.height() // 4
    places = ((x, y) for x in range(across, 3 * across) for y in range(down, 3 * down))
    return max(distance(image.pixelColor(x, y), ground) for x, y in places)


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_what_cannot_be_pressed_has_a_faint_icon(qtbot: QtBot, look: Look, theme: ThemeChoice) -> None:
    look.set_theme(theme)
    button = Button(look, "", "forward")
    qtbot.addWidget(button)
    button.show()
    ground = look.colour("panel")
    is_on = strength(button, ground)
    button.setEnabled(False)
    assert 0.2 * is_on < strength(button, ground) < 0.5 * is_on
    button.setEnabled(True)
    assert strength(button, ground) == is_on


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_the_cross_of_a_banner_has_the_usual_ring(qtbot: QtBot, look: Look, theme: ThemeChoice) -> None:
    look.set_theme(theme)
    banner = Banner(look)
    qtbot.addWidget(banner)
    with qtbot.waitExposed(banner):
        banner.show()
    banner.show_text("Something is missing.")
    banner.activateWindow()
    cross = banner.close_button
    size = cross.size()
    cross.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    image = cross.grab().toImage()
    assert [image.pixelColor(x, image.height() // 2) for x in (0, 1)] == [look.colour("accent")] * 2
    assert cross.size() == size
