import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.ui.look import Look
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.parts.labels import (
    LONGEST_TEXT,
    PIECE,
    ElidedLabel,
    FittedLabel,
    PlainLabel,
    showable,
    tooltip,
    without_marks,
)
from tests.ui.opened_pages import opened_settings


def test_texts_are_bounded_and_can_be_broken() -> None:
    assert showable("Stand tall.") == "Stand tall."
    assert len(showable("a b " * LONGEST_TEXT)) == LONGEST_TEXT
    long_word = "x" * 100
    broken = showable(f"a {long_word} b")
    assert broken.replace("\u200b", "") == f"a {long_word} b"
    assert max(len(part) for part in broken.replace("\u200b", " ").split()) == PIECE


@pytest.mark.parametrize("kind", [PlainLabel, ElidedLabel])
def test_labels_show_markup_as_text(qtbot: QtBot, kind: type[PlainLabel | ElidedLabel]) -> None:
    label = kind()
    qtbot.addWidget(label)
    label.show_text("<img src='file:///etc/passwd'> <b>no</b>")
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_no_label_in_the_window_guesses_a_format(window: MainWindow) -> None:
    opened_settings(window)
    window.start("hip-flexor-matrix")
    labels = [label for label in window.findChildren(QLabel) if label.text()]
    assert labels
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
    window.player_page.leave()


def test_the_tray_gets_no_tags() -> None:
    assert without_marks("<b>Zoom</b> & co\n2 breaks") == "\u2039b\u203aZoom\u2039/b\u203a & co\n2 breaks"
    assert len(without_marks("x" * 1_000)) == 500


def test_a_tooltip_escapes_markup() -> None:
    assert tooltip("<b>&</b>") == "<qt>&lt;b&gt;&amp;&lt;/b&gt;</qt>"
    assert len(tooltip("x" * 100_000)) < 600
    assert tooltip("Go on & count in (Return, Y)") == "Go on & count in (Return, Y)"  # screen readers read it


def test_an_elided_label_keeps_the_whole_text_in_its_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.show_text("Side-lying upper body rotation")
    label.resize(60, 30)
    label.grab()
    assert "rotation" in label.toolTip()
    label.resize(600, 30)
    label.grab()
    assert label.toolTip() == ""


def test_a_fitted_label_shrinks_until_all_is_seen(qtbot: QtBot, look: Look) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    label = FittedLabel(look, 44)
    label.setParent(page)
    label.resize(600, 130)
    page.show()
    label.show_text("Drive forward")
    assert label.font().pixelSize() == 44
    label.show_text("Kneel on your left knee, put the right foot in front, and hold on to the wall. " * 2)
    smaller = label.font().pixelSize()
    assert 18 <= smaller < 44
    label.resize(600, 400)
    assert label.font().pixelSize() > smaller
    label.resize(110, 110)
    assert label.font().pixelSize() == 18
    label.set_smallest(13)
    assert label.font().pixelSize() == 13
    label.set_smallest()
    assert label.font().pixelSize() == 18
    label.resize(600, 400)
    label.set_largest(60)
    label.show_text("Back")
    assert label.font().pixelSize() == 60
