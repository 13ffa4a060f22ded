"""The first moment of a start shows what the main page will show, in the same places."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_coach.services.first_face import FacePanel, FaceText, FirstFace, decode_face, encode_face
from mobility_coach.services.presenters.library_presenter import LibraryRow
from mobility_coach.ui.face_recorder import _Recorder, record_face
from mobility_coach.ui.first_face import FirstFacePage
from mobility_coach.ui.look import Look, ThemeChoice
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.parts.chip import Chip
from tests.ui.conftest import OpenWindow
from tests.ui.fakes import FakeCoach


def painted(qtbot: QtBot, look: Look, face: FirstFace | None, width: int = 1120, height: int = 760) -> QImage:
    page = FirstFacePage(look, face)
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    return page.grab().toImage()


def colours(image: QImage, place: QRect) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(place.left(), place.right())
        for y in range(place.top(), place.bottom())
    }


@pytest.fixture
def right_to_left(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_head_lists_and_panels_are_recorded_and_nothing_about_practice(
    window: MainWindow, look: Look
) -> None:
    face = record_face(window, look)
    texts = [each.text for each in face.texts]
    assert {"Mobility Coach", "Drills", "Settings", "Search", "ANKLE", "Ankle rolls"} <= set(texts)
    assert not any("days" in text or "ago" in text or "yet" in text for text in texts)
    assert (face.width, face.height, face.theme) == (1120, 760, "light")
    assert decode_face(encode_face(face)) == face


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_it_is_painted_where_the_page_will_stand(
    qtbot: QtBot, window: MainWindow, look: Look, theme: ThemeChoice
) -> None:
    look.set_theme(theme)
    home = window.home
    face = record_face(window, look)
    early, late = painted(qtbot, look, face), home.grab().toImage()
    tokens = look.tokens
    for text in face.texts:
        if text.text in {"Mobility Coach", "Ankle rolls", "Drills"}:
            place = QRect(text.x, text.y - text.size, 60, text.size)
            colour = tokens.text if text.colour == "text" else tokens.accent
            assert colour in colours(early, place), text
            assert colour in colours(late, place), text
    title = next(each for each in face.texts if each.text == "Mobility Coach")
    before = QRect(0, title.y - title.size, title.x, title.size)
    assert colours(early, before) == colours(late, before) == {tokens.background}


def test_texts_begin_at_the_right_where_one_reads_from_there(
    right_to_left: None, open_window: OpenWindow, coach: FakeCoach, look: Look
) -> None:
    window = open_window(coach)
    face = record_face(window, look)
    title = next(each for each in face.texts if each.text == "Mobility Coach")
    rolls = next(each for each in face.texts if each.text == "Ankle rolls")
    assert title.x > 800
    assert rolls.x > 800


def test_a_list_that_words_narrow_is_left_out(window: MainWindow, look: Look) -> None:
    window.home.search.setText("ankle")
    texts = [each.text for each in record_face(window, look).texts]
    assert "Mobility Coach" in texts
    assert "Ankle rolls" not in texts


def test_long_words_of_a_row_end_before_what_stands_beside_them(window: MainWindow, look: Look) -> None:
    recorder = _Recorder(window.home, look)
    recorder._add_row(QRect(0, 0, 200, 62), LibraryRow("a", "Long " * 9, "words " * 9, "8 min", "today", ""))
    title, length, detail = recorder.texts

    def end(text: FaceText) -> int:
        return text.x + QFontMetrics(look.font(text.size, bold=text.is_bold)).horizontalAdvance(text.text)

    assert end(title) < length.x
    assert end(detail) < length.x
    assert title.text.endswith("…")


def test_a_chip_that_narrows_is_recorded_filled(window: MainWindow, look: Look) -> None:
    chip = window.home.findChildren(Chip)[0]
    chip.show_value("At the desk")
    face = record_face(window, look)
    assert "At the desk" in [each.text for each in face.texts if each.colour == "accent"]
    assert ("accent_soft", "accent") in [(each.ground, each.line) for each in face.panels]


def test_without_a_face_the_name_of_the_program_is_there(qtbot: QtBot, look: Look) -> None:
    image = painted(qtbot, look, None)
    assert look.tokens.text in colours(image, QRect(24, 20, 200, 40))


def test_colours_that_are_not_known_are_the_usual_ones(qtbot: QtBot, look: Look) -> None:
    panel = FacePanel(100, 100, 200, 100, 8, "no such colour", "is_dark")
    text = FaceText(20, 40, "Words", 26, is_bold=False, colour="__class__")
    image = painted(
        qtbot, look, FirstFace(400, 300, is_maximised=False, theme="light", panels=(panel,), texts=(text,))
    )
    assert image.pixelColor(200, 150).name().upper() == look.tokens.panel
    assert look.tokens.text in colours(image, QRect(20, 15, 100, 30))


def test_the_page_takes_the_place_of_its_first_face(qtbot: QtBot, look: Look, coach: FakeCoach) -> None:
    window = MainWindow(look, FirstFace(700, 600, is_maximised=False, theme="light"))
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.first_painted):
        window.show_as_left()
    assert (window.width(), window.height()) == (700, 600)
    assert isinstance(window.pages.currentWidget(), FirstFacePage)
    window.attach(coach)
    assert window.pages.currentWidget() is window.home
    assert window.pages.count() == 1


def test_no_cursor_blinks(look: Look) -> None:
    assert QApplication.cursorFlashTime() == 0
