from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.domain.commands import Command
from mobility_coach.domain.keys import USUAL_KEYS
from mobility_coach.ui.far_look import FarLook
from mobility_coach.ui.icons import load_icon
from mobility_coach.ui.look import LARGEST_SCALE, Look, ThemeChoice
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.player.transport_bar import TransportBar
from mobility_coach.ui.style_sheet import style_sheet
from mobility_coach.ui.tokens import DARK, LIGHT
from tests.ui.conftest import ICONS


def test_the_theme_changes_at_once(qtbot: QtBot, qapp: QApplication, look: Look) -> None:
    with qtbot.waitSignal(look.changed):
        look.set_theme(ThemeChoice.DARK)
    assert look.tokens is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.background
    look.set_theme(ThemeChoice.LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == LIGHT.background


def test_the_system_theme_is_followed_only_when_chosen(look: Look) -> None:
    is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    look.set_theme(ThemeChoice.SYSTEM)
    assert look.tokens is (DARK if is_dark else LIGHT)
    changes: list[None] = []
    look.changed.connect(lambda: changes.append(None))
    look._system_changed()
    assert len(changes) == 1
    look.set_theme(ThemeChoice.DARK)
    look._system_changed()
    assert len(changes) == 2
    assert look.tokens is DARK


def test_the_text_size_is_bounded(look: Look) -> None:
    normal = look.px(15)
    look.set_text_scale(2.0)
    assert look.px(15) == 2 * normal
    assert look.space(20) == 25
    look.set_text_scale(50)
    assert look.scale == LARGEST_SCALE
    look.set_text_scale(0.1)
    assert look.px(15) == normal


def test_colours_and_sizes_change_in_one_go_and_only_if_they_do(look: Look) -> None:
    changes: list[tuple[bool, float]] = []
    look.changed.connect(lambda: changes.append((look.tokens.is_dark, look.text_scale)))
    look.wear(ThemeChoice.DARK, 1.5)
    look.wear(ThemeChoice.DARK, 1.5)
    look.set_text_scale(1.5)
    assert changes == [(True, 1.5)]


def test_a_change_reaches_each_widget_a_few_times_at_most(qtbot: QtBot, look: Look) -> None:
    """Qt tells of every change above a widget too, unless the old style sheet is taken off first."""

    class Counting(QLabel):
        changes = 0

        def changeEvent(self, event: QEvent) -> None:
            self.changes += 1
            super().changeEvent(event)

    outermost = inner = QWidget()
    qtbot.addWidget(outermost)
    for _ in range(12):
        column = QVBoxLayout(inner)
        inner = QFrame()
        inner.setProperty("role", "panel")
        column.addWidget(inner)
    label = Counting("text")
    QVBoxLayout(inner).addWidget(label)
    outermost.show()
    label.changes = 0
    look.wear(ThemeChoice.DARK, 1.5)
    assert 0 < label.changes <= 12


def test_figures_are_equally_wide(look: Look) -> None:
    font = look.font(150, bold=True)
    assert font.pixelSize() == 150
    assert "tnum" in [tag.toString() for tag in font.featureTags()]


@pytest.mark.parametrize("scale", [1.0, 1.3, 2.5])
@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_every_place_in_the_style_sheet_is_filled(tokens: object, scale: float) -> None:
    sheet = style_sheet(tokens, scale)  # type: ignore[arg-type]  # both are tokens
    assert "$" not in sheet


def test_every_icon_can_be_painted() -> None:
    files = sorted(ICONS.glob("*.svg"))
    assert len(files) >= len(Command)
    for file in files:
        assert not load_icon(file, "#0C6F7D").isNull()
        assert b"<text" not in file.read_bytes()


def test_icons_are_coloured_and_widened() -> None:
    file = ICONS / "pause.svg"
    plain = load_icon(file, "#FF0000").pixmap(24, 24).toImage()
    assert plain.pixelColor(8, 12).name() == "#ff0000"
    assert load_icon(file, "#FF0000", with_gap=True).availableSizes()[0].width() > 24


@pytest.mark.parametrize("contents", [b"", b"no svg", b"\xff\xfe"])
def test_an_icon_that_cannot_be_read_is_empty(tmp_path: Path, contents: bytes) -> None:
    file = tmp_path / "broken.svg"
    assert load_icon(file, "#000000").isNull()
    file.write_bytes(contents)
    assert load_icon(file, "#000000").isNull()


def test_every_control_has_an_icon(qtbot: QtBot, look: Look) -> None:
    bar = TransportBar(look)
    qtbot.addWidget(bar)
    names = {button.icon_name for button in (*bar.buttons.values(), bar.full_screen)}
    assert all((ICONS / f"{name}.svg").is_file() for name in names)


def test_the_focus_is_shown_by_the_border_alone(qtbot: QtBot, look: Look) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    buttons = [Button(look, "One"), Button(look, "Two")]
    column = QVBoxLayout(page)
    for button in buttons:
        column.addWidget(button)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(buttons[0], Qt.Key.Key_Tab)
    assert buttons[1].hasFocus()
    picture = buttons[1].grab().toImage()
    grounds = {picture.pixelColor(x, 5).name() for x in range(8, buttons[1].width() - 8)}
    assert grounds == {look.colour("panel").name()}


def test_the_icon_of_a_primary_button_is_seen_when_the_button_is_disabled(look: Look) -> None:
    icon = look.icon("play", "on_accent")
    colours = {}
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
        image = icon.pixmap(24, 24, mode).toImage()
        solid = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
        colours[mode] = {each.name() for each in solid if each.alpha() == 255}
    assert colours[QIcon.Mode.Normal] == {look.tokens.on_accent.lower()}
    assert colours[QIcon.Mode.Disabled] == {look.tokens.muted.lower()}


def test_what_is_read_from_afar_has_sizes_of_its_own_and_all_else_of_the_look(look: Look) -> None:
    far = FarLook(look, 3.0)
    changes: list[float] = []
    far.changed.connect(lambda: changes.append(far.scale))
    assert (far.px(10), look.px(10)) == (30, 10)
    look.wear(ThemeChoice.DARK, 2.0)
    assert far.tokens is look.tokens
    assert far.colour("text") == look.colour("text")
    assert (far.px(10), look.px(10)) == (30, 20)
    far.set_scale(3.0)
    far.set_scale(4.0)
    assert changes == [3.0, 4.0]
    told: list[str] = []
    far.keys_changed.connect(lambda: told.append("keys"))
    look.use_keys(USUAL_KEYS.with_key(Command.MUTE, "Home"))
    assert far.keys == look.keys
    assert told == ["keys"]
    assert look.scale == 2.0
