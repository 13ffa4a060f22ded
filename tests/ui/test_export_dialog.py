"""Writing a session to a file from the window: what is asked, what is shown meanwhile, and how it ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.services.export_ports import ExportOrder, ExportReport, ExportState, ExportWish
from mobility_coach.ui.export import export_dialog
from mobility_coach.ui.export.export_dialog import ExportDialog
from mobility_coach.ui.export.replacing import ReplacingDialog, asked_to_replace
from mobility_coach.ui.export.stopping import StoppingDialog, asked_to_stop
from mobility_coach.ui.look import Look, ThemeChoice
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.work_bar import WorkBar
from tests.ui.fake_export import FakeExport
from tests.ui.fakes import FakeCoach
from tests.ui.layout_faults import faults

MISSING = "Films are written by ffmpeg, which is not here. Add it with: pip install imageio-ffmpeg"


@pytest.fixture
def dialog(qtbot: QtBot, look: Look, coach: FakeCoach) -> Iterator[ExportDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    made = ExportDialog(window, look, coach.export)
    made.choose("ankle-rolls", "Ankle rolls")
    yield made
    made.stop()


def choose(dialog: ExportDialog, ending: str) -> None:
    dialog.kind_choice.setCurrentIndex(dialog.kind_choice.findData(ending))


def written(dialog: ExportDialog, coach: FakeCoach, name: str = "a.mp3") -> FakeExport:
    dialog.write_to(f"/music/{name}")
    return coach.exports[-1]


def state_of(export: FakeExport) -> ExportState:
    return export.report().state


def ended(
    qtbot: QtBot, dialog: ExportDialog, export: FakeExport, state: ExportState, words: str = ""
) -> None:
    export.told = ExportReport(state, 1.0, 0.0, words)
    with qtbot.waitSignal(dialog.bar.finished):
        pass


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What is answered to the question whether to stop; empty: nobody may ask."""
    given: list[bool] = []
    monkeypatch.setattr(export_dialog, "asked_to_stop", lambda _parent, _finished: given.pop(0))
    return given


def test_each_time_it_opens_the_keyboard_is_on_what_it_is_for(
    qtbot: QtBot, dialog: ExportDialog, coach: FakeCoach
) -> None:
    assert dialog.focusWidget() is dialog.save_button
    ended(qtbot, dialog, written(dialog, coach), ExportState.DONE)
    dialog.close_button.setFocus()
    dialog.close_button.click()
    dialog.choose("hip-flexor-matrix", "Hip flexor matrix")
    assert dialog.focusWidget() is dialog.save_button
    written(dialog, coach)
    dialog.stop_button.clearFocus()
    dialog.choose("ankle-rolls", "Ankle rolls")
    assert dialog.focusWidget() is dialog.stop_button


def test_size_and_theme_are_asked_for_films_alone(dialog: ExportDialog) -> None:
    assert not dialog.size_choice.isVisible()
    choose(dialog, ".mp4")
    assert dialog.size_choice.isVisible()
    assert dialog.theme_choice.isVisible()
    choose(dialog, ".flac")
    assert not dialog.theme_choice.isVisible()


def test_a_sound_is_asked_for(dialog: ExportDialog, coach: FakeCoach) -> None:
    assert written(dialog, coach).order == ExportOrder(ExportWish("ankle-rolls", "/music/a.mp3"))


def test_a_film_is_asked_for_as_large_and_light_as_chosen(dialog: ExportDialog, coach: FakeCoach) -> None:
    choose(dialog, ".mp4")
    dialog.size_choice.setCurrentIndex(1)
    dialog.theme_choice.setCurrentIndex(1)
    wish = written(dialog, coach, "a.mp4").order.wish
    assert wish == ExportWish("ankle-rolls", "/music/a.mp4", "1080p", "light")


def test_the_kind_that_is_chosen_is_written_whatever_the_name_ends_in(
    dialog: ExportDialog, coach: FakeCoach
) -> None:
    choose(dialog, ".mp4")
    assert written(dialog, coach, "a.mp3").order.wish == ExportWish(
        "ankle-rolls", "/music/a.mp4", "720p", "dark"
    )
    assert dialog.bar.title.text() == "Writing a.mp4"
    dialog.bar.cancel()
    choose(dialog, ".flac")
    assert written(dialog, coach, "a.webm").order.wish == ExportWish("ankle-rolls", "/music/a.flac")


@pytest.mark.parametrize("replaces", [True, False])
def test_a_file_that_the_changed_name_would_replace_is_asked_about(
    dialog: ExportDialog,
    coach: FakeCoach,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    replaces: bool,
) -> None:
    asked: list[str] = []

    def answer(_parent: QWidget, target: str) -> bool:
        asked.append(target)
        return replaces

    monkeypatch.setattr(export_dialog, "asked_to_replace", answer)
    choose(dialog, ".mp4")
    film = tmp_path / "a.mp4"
    film.touch()
    dialog.write_to(str(tmp_path / "a.mp3"))
    assert asked == [str(film)]
    assert [export.order.wish.target for export in coach.exports] == ([str(film)] if replaces else [])
    opened = dialog.findChildren(QFileDialog)
    assert len(opened) == (0 if replaces else 1)
    for files in opened:
        files.close()
    dialog.bar.cancel()
    dialog.write_to(str(film))  # the file dialog has asked about this one
    assert asked == [str(film)]
    dialog.bar.cancel()


@pytest.mark.parametrize(
    ("button", "replaces"), [("replace_button", True), ("other_button", False), ("", False)]
)
def test_the_question_whether_to_replace_takes_the_answer(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, button: str, replaces: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    titles: list[str] = []

    def answer(dialog: ReplacingDialog) -> None:
        titles.append(dialog.windowTitle())
        if button:
            getattr(dialog, button).click()

    monkeypatch.setattr(ReplacingDialog, "exec", answer)
    assert asked_to_replace(window, "/music/a.mp4") is replaces
    assert titles == ["Replace “a.mp4”?"]


def test_progress_and_time_left_are_shown(qtbot: QtBot, dialog: ExportDialog, coach: FakeCoach) -> None:
    export = written(dialog, coach)
    assert dialog.bar.title.text() == "Writing a.mp3"
    assert not dialog.save_button.isVisible()
    assert not dialog.kind_choice.isVisible()
    export.told = ExportReport(share=0.25, seconds_left=130.0)
    qtbot.waitUntil(lambda: dialog.bar.title.text() == "Writing a.mp3 · about 2 minutes left")
    assert dialog.bar.line.value() == 250


def test_the_end_is_told_and_the_folder_is_shown(
    qtbot: QtBot, dialog: ExportDialog, coach: FakeCoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended(qtbot, dialog, written(dialog, coach), ExportState.DONE, "Corner stretch is left out.")
    assert dialog.outcome.text() == "a.mp3 is ready.\nCorner stretch is left out."
    assert not dialog.bar.isVisible()
    assert not dialog.copy_button.isVisible()
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    dialog.folder_button.click()
    assert opened == ["/music"]
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    dialog.folder_button.click()
    assert dialog.outcome.text() == "The file is in /music."
    assert not dialog.save_button.isVisible()


def test_what_is_missing_can_be_copied(qtbot: QtBot, dialog: ExportDialog, coach: FakeCoach) -> None:
    choose(dialog, ".mp4")
    ended(qtbot, dialog, written(dialog, coach, "a.mp4"), ExportState.FAILED, MISSING)
    assert "pip install imageio-ffmpeg" in dialog.outcome.text().replace("\u200b", "")
    assert not dialog.folder_button.isVisible()
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == MISSING
    QGuiApplication.clipboard().clear()


def test_one_button_stops_it_and_asks_as_escape_does(
    dialog: ExportDialog, coach: FakeCoach, answers: list[bool]
) -> None:
    export = written(dialog, coach)
    assert [each for each in dialog.findChildren(Button) if each.isVisible()] == [dialog.stop_button]
    answers.append(False)
    dialog.stop_button.click()
    assert state_of(export) is ExportState.RUNNING
    answers.append(True)
    dialog.stop_button.click()
    assert state_of(export) is ExportState.CANCELLED
    assert not dialog.stop_button.isVisible()
    assert dialog.close_button.isVisible()
    assert dialog.outcome.text() == "a.mp3 was not written: you stopped it."
    assert dialog.save_button.isVisible()
    assert not dialog.folder_button.isVisible()


def test_one_at_a_time(qtbot: QtBot, dialog: ExportDialog, coach: FakeCoach) -> None:
    export = written(dialog, coach)
    dialog.choose("hip-flexor-matrix", "Hip flexor matrix")
    assert dialog.heading.text() == "Export “Ankle rolls”"
    ended(qtbot, dialog, export, ExportState.DONE)
    dialog.choose("hip-flexor-matrix", "Hip flexor matrix")
    assert dialog.heading.text() == "Export “Hip flexor matrix”"
    assert not dialog.outcome.isVisible()
    assert written(dialog, coach).order.wish.item == "hip-flexor-matrix"


def test_who_closes_it_meanwhile_is_asked(
    dialog: ExportDialog, coach: FakeCoach, answers: list[bool]
) -> None:
    export = written(dialog, coach)
    answers.append(False)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert state_of(export) is ExportState.RUNNING
    answers.append(True)
    dialog.close()
    assert not dialog.isVisible()
    assert state_of(export) is ExportState.CANCELLED
    dialog.choose("ankle-rolls", "Ankle rolls")
    dialog.close_button.click()  # nothing is written: nobody is asked
    assert not dialog.isVisible()


@pytest.mark.parametrize(("button", "stops"), [("stop_button", True), ("go_on_button", False), ("", False)])
def test_the_question_takes_the_answer(
    qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch, button: str, stops: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)

    def answer(dialog: StoppingDialog) -> None:
        if button:
            getattr(dialog, button).click()

    monkeypatch.setattr(StoppingDialog, "exec", answer)
    bar = WorkBar(look)
    qtbot.addWidget(bar)
    assert asked_to_stop(window, bar.finished) is stops


@pytest.mark.parametrize("state", [ExportState.DONE, ExportState.FAILED])
def test_a_question_that_there_is_nothing_to_ask_of_any_more_goes_and_the_end_is_told(
    qtbot: QtBot, dialog: ExportDialog, coach: FakeCoach, state: ExportState
) -> None:
    export = written(dialog, coach)
    asked: list[StoppingDialog] = []
    left_standing: list[StoppingDialog] = []
    patience = QTimer(dialog, singleShot=True, interval=5_000)

    def give_up() -> None:
        left_standing.extend(asked)
        asked[0].reject()

    def end_it() -> None:
        asked.extend(dialog.findChildren(StoppingDialog))
        patience.timeout.connect(give_up)
        patience.start()
        export.told = ExportReport(state, 1.0, 0.0, MISSING)

    QTimer.singleShot(0, end_it)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    patience.stop()
    assert len(asked) == 1
    assert left_standing == []
    assert dialog.isVisible()
    assert state_of(export) is state
    assert MISSING in dialog.copy_button.content
    assert not dialog.bar.isVisible()
    qtbot.waitUntil(lambda: not dialog.findChildren(StoppingDialog))


def test_the_file_dialog_suggests_a_name(
    qtbot: QtBot, dialog: ExportDialog, coach: FakeCoach, tmp_path: Path
) -> None:
    dialog.write_to(str(tmp_path / "first.mp3"))
    ended(qtbot, dialog, coach.exports[-1], ExportState.DONE)
    dialog.choose("ankle-rolls", "Ankle rolls")
    choose(dialog, ".webm")
    dialog.save_button.click()
    (files,) = dialog.findChildren(QFileDialog)
    assert Path(files.selectedFiles()[0]) == tmp_path / "Ankle rolls.webm"
    assert files.defaultSuffix() == "webm"
    files.fileSelected.emit(str(tmp_path / "mine.webm"))
    files.close()
    assert coach.exports[-1].order.wish.target == str(tmp_path / "mine.webm")
    dialog.bar.cancel()


@pytest.mark.parametrize("state", [ExportState.FAILED, ExportState.CANCELLED])
def test_a_folder_that_took_no_file_is_not_where_the_next_begins(
    qtbot: QtBot, dialog: ExportDialog, coach: FakeCoach, tmp_path: Path, state: ExportState
) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.mkdir()
    bad.mkdir()
    dialog.write_to(str(good / "a.mp3"))
    ended(qtbot, dialog, coach.exports[-1], ExportState.DONE)
    dialog.write_to(str(bad / "a.mp3"))
    ended(qtbot, dialog, coach.exports[-1], state)
    dialog.save_button.click()
    (files,) = dialog.findChildren(QFileDialog)
    assert Path(files.directory().absolutePath()) == good
    files.close()


# In the window


def exported(window: MainWindow) -> ExportDialog:
    (dialog,) = window.findChildren(ExportDialog)
    return dialog


def test_drills_and_routines_can_be_exported(window: MainWindow, coach: FakeCoach) -> None:
    window.home.drill_page.footer.export.click()
    shown = window.home.drill_page.shown_id
    written(exported(window), coach)
    assert coach.exports[-1].order.wish.item == shown
    exported(window).bar.cancel()
    window.home.show_routines()
    window.home.routine_page.footer.export.click()
    written(exported(window), coach)
    assert coach.exports[-1].order.wish.item == window.home.routine_page.shown_id
    exported(window).bar.cancel()


def test_who_quits_meanwhile_is_asked(window: MainWindow, coach: FakeCoach, answers: list[bool]) -> None:
    window.home.drill_page.footer.export.click()
    export = written(exported(window), coach)
    answers.append(False)
    window.quit()
    assert window.isVisible()
    assert state_of(export) is ExportState.RUNNING
    answers.append(True)
    window.quit()
    assert not window.isVisible()
    assert state_of(export) is ExportState.CANCELLED


def test_a_log_out_stops_it_without_a_question(
    window: MainWindow, coach: FakeCoach, answers: list[bool]
) -> None:
    window.home.drill_page.footer.export.click()
    export = written(exported(window), coach)
    window.close()
    assert state_of(export) is ExportState.CANCELLED
    assert not exported(window).isVisible()


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_all_of_it_is_seen_and_named(
    dialog: ExportDialog, coach: FakeCoach, look: Look, qapp: QApplication, theme: ThemeChoice, scale: float
) -> None:
    look.set_theme(theme)
    look.set_text_scale(scale)
    found = []
    choose(dialog, ".mp4")
    for width in (480, 700):
        dialog.hide()
        dialog.show()
        dialog.resize(width, 900)
        for state in ("asking", "writing", "failed"):
            if state == "writing":
                written(dialog, coach, "a very long name of a file that somebody gave it.mp4")
            if state == "failed":
                dialog.bar.cancel()
            for _ in range(6):
                qapp.processEvents()
            found += [f"{width} {state}: {told}" for told in faults(dialog)]
    assert not found, "\n".join(found)
