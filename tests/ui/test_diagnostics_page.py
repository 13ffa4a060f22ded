"""The page that shows what was found on the machine, while it is found."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.services.doctor import Condition, Finding, Section
from mobility_coach.ui.look import Look, ThemeChoice
from mobility_coach.ui.trouble.diagnostics_page import DiagnosticsPage
from tests.ui.fake_diagnostics import NO_LIBRARY, SECTIONS, FakeDiagnostics

Key = Qt.Key
NAMES = [finding.name for section in SECTIONS for finding in section.findings]
STANDING_STILL = 1_000_000


@pytest.fixture(autouse=True)
def clipboard_as_before(qapp: QApplication) -> Iterator[None]:
    before = qapp.clipboard().text()
    yield
    qapp.clipboard().setText(before)


@pytest.fixture
def machine() -> FakeDiagnostics:
    return FakeDiagnostics()


@pytest.fixture
def page(qtbot: QtBot, look: Look, machine: FakeDiagnostics) -> DiagnosticsPage:
    made = DiagnosticsPage(look, machine)
    qtbot.addWidget(made)
    made.resize(1120, 760)
    return made


def opened(qtbot: QtBot, page: DiagnosticsPage) -> DiagnosticsPage:
    """The page, with everything found."""
    page.show()
    with qtbot.waitSignal(page.work.finished):
        page.refresh()
    for _ in range(20):  # heights go up through the nested layouts, one at a time
        QApplication.processEvents()
    return page


def looking(page: DiagnosticsPage, machine: FakeDiagnostics) -> DiagnosticsPage:
    """The page in the middle of a look that does not go on by itself."""
    page.show()
    page.refresh()
    machine.works[-1].pause_ms = STANDING_STILL
    QApplication.processEvents()
    assert page.work.is_busy
    return page


def names(page: DiagnosticsPage) -> list[str]:
    return [row.accessibleName().split(",")[0] for row in page.rows]


def test_opening_it_looks_and_shows_all_in_order(qtbot: QtBot, page: DiagnosticsPage) -> None:
    opened(qtbot, page)
    assert names(page) == NAMES
    assert page.summary.text().startswith("1 thing that the coach needs is missing.")
    assert page.work.isHidden()
    assert page.again.hasFocus()


def test_what_was_found_is_shown_while_it_goes_on(page: DiagnosticsPage, machine: FakeDiagnostics) -> None:
    looking(page, machine)
    assert names(page) == ["Sound", "Gaps in the sound"]
    assert page.work.isVisible()
    assert not page.summary.isVisible()
    assert page.work.cancel_button.isVisible()
    before = page.rows[0]
    machine.works[-1].pause_ms = 0
    page.work._timer.start(0)
    QApplication.processEvents()
    assert page.rows[0] is before  # what stands there is not built again
    page.work.cancel()


def test_cancel_keeps_what_was_found_and_says_so(page: DiagnosticsPage, machine: FakeDiagnostics) -> None:
    looking(page, machine)
    page.work.cancel_button.setFocus()
    QTest.keyClick(page.work.cancel_button, Key.Key_Return)
    assert machine.works[-1].is_cancelled
    assert page.summary.text() == "You stopped after 1 of 4 parts."
    assert names(page) == ["Sound", "Gaps in the sound"]
    assert page.again.hasFocus()


def test_looking_again_begins_anew(qtbot: QtBot, page: DiagnosticsPage, machine: FakeDiagnostics) -> None:
    opened(qtbot, page)
    machine.sections = (Section("versions", "Versions", (Finding("qt", "Qt", "6.11.3"),)),)
    with qtbot.waitSignal(page.work.finished):
        QTest.mouseClick(page.again, Qt.MouseButton.LeftButton)
    assert names(page) == ["Qt"]
    with qtbot.waitSignal(page.work.finished):
        QTest.keyClick(page, Key.Key_F5)
    assert names(page) == ["Qt"]
    assert page.summary.text() == "Everything that the coach needs is here."
    assert len(machine.works) == 3


def test_leaving_stops_and_coming_back_begins_again_or_shows_what_is_known(
    qtbot: QtBot, page: DiagnosticsPage, machine: FakeDiagnostics
) -> None:
    looking(page, machine)
    page.hide()
    assert machine.works[-1].is_cancelled
    assert not page.work.is_busy
    opened(qtbot, page)
    assert len(machine.works) == 2
    page.hide()
    page.show()
    page.refresh()
    assert len(machine.works) == 2
    assert names(page) == NAMES


def test_back_and_esc_lead_back(qtbot: QtBot, page: DiagnosticsPage) -> None:
    opened(qtbot, page)
    with qtbot.waitSignal(page.closed):
        QTest.mouseClick(page.back, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, Key.Key_Escape)


def test_the_report_is_copied(qtbot: QtBot, page: DiagnosticsPage, machine: FakeDiagnostics) -> None:
    opened(qtbot, page)
    QTest.mouseClick(page.copy_report, Qt.MouseButton.LeftButton)
    assert page.copy_report.text() == "Copied"
    copied = QGuiApplication.clipboard().text()
    assert copied == machine.view().report
    assert "Python: 3.11.7 (~/tools/of/many/with-a-long-name/bin/python3)" in copied
    shown = [label.text() for label in page.findChildren(QLabel)]
    assert not any("/ada" in text for text in [copied, *shown])


def test_a_line_that_mends_can_be_copied(qtbot: QtBot, page: DiagnosticsPage) -> None:
    opened(qtbot, page)
    row = next(row for row in page.rows if row.command is not None)
    assert row.command is not None
    assert row.copy_button is not None
    assert row.command.text() == NO_LIBRARY.command
    assert NO_LIBRARY.name in row.command.accessibleName()
    assert NO_LIBRARY.name in row.copy_button.accessibleName()
    row.copy_button.click()
    assert QGuiApplication.clipboard().text() == NO_LIBRARY.command


def test_a_condition_is_told_by_a_word_too(qtbot: QtBot, page: DiagnosticsPage) -> None:
    opened(qtbot, page)
    texts = [label.text() for label in page.findChildren(QLabel)]
    assert "PortAudio · missing" in texts
    assert "Own drills · note" in texts
    assert "Python" in texts


def test_keys_scroll(qtbot: QtBot, page: DiagnosticsPage) -> None:
    page.resize(480, 400)
    opened(qtbot, page)
    bar = page._scroll.verticalScrollBar()
    assert bar.maximum() > 0
    places = []
    for key in (Key.Key_Down, Key.Key_PageDown, Key.Key_End, Key.Key_Up, Key.Key_PageUp, Key.Key_Home):
        QTest.keyClick(page, key)
        places.append(bar.value())
    assert places[0] < places[1] < places[2] == bar.maximum() > places[3] > places[4] > places[5] == 0
    QTest.keyClick(page, Key.Key_A)
    assert bar.value() == 0


def test_another_text_size_shows_it_anew(qtbot: QtBot, page: DiagnosticsPage, look: Look) -> None:
    opened(qtbot, page)
    look.set_text_scale(2.0)
    assert names(page) == NAMES


def test_before_anything_is_known_it_says_so(page: DiagnosticsPage) -> None:
    page.show()
    assert page.summary.text() == "Nothing was looked at yet."
    assert not page.copy_report.isVisible()


def test_markup_and_long_words_stay_text(
    qtbot: QtBot, page: DiagnosticsPage, machine: FakeDiagnostics
) -> None:
    long = Finding("x", "<b>Name</b>", "/very" * 200, Condition.NOTE, "<img src=x>", "echo " + "y" * 500)
    machine.sections = (Section("x", "<i>X</i>", (long,)),)
    page.resize(480, 700)
    opened(qtbot, page)
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText for label in page.findChildren(QLabel) if label.text()
    )
    assert_fits(page)


def assert_fits(page: DiagnosticsPage) -> None:
    parts: list[QWidget] = [page.back, page.again, page.copy_report, *page.findChildren(QLabel)]
    parts += [widget for row in page.rows for widget in (row.command, row.copy_button) if widget]
    for widget in parts:
        if widget.isVisible():
            place = widget.mapTo(page, QPoint(0, 0))
            assert place.x() >= 0
            assert place.x() + widget.width() <= page.width(), widget
            if isinstance(widget, QLabel) and widget.wordWrap():
                assert widget.height() >= widget.heightForWidth(widget.width()), widget.text()


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [480, 1120, 3840])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_it_fits(
    qtbot: QtBot,
    look: Look,
    machine: FakeDiagnostics,
    theme: ThemeChoice,
    scale: float,
    width: int,
    direction: Qt.LayoutDirection,
) -> None:
    look.set_theme(theme)
    look.set_text_scale(scale)
    page = DiagnosticsPage(look, machine)
    page.setLayoutDirection(direction)
    qtbot.addWidget(page)
    page.resize(width, 700)
    opened(qtbot, page)
    assert_fits(page)
    if width == 1120 and scale == 1.0:
        row, value = page.rows[0], page.rows[0].value
        is_right = direction is Qt.LayoutDirection.LeftToRight
        assert (value.mapTo(row, QPoint(0, 0)).x() > row.width() / 4) == is_right
