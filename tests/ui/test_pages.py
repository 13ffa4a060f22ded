"""The window and its pages: what leads where, what takes effect at once, and what comes back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mobility_coach.domain.commands import Command
from mobility_coach.domain.drill import Place
from mobility_coach.domain.drill_filter import DrillFilter
from mobility_coach.domain.transport import Phase
from mobility_coach.services.crash_report import CrashReport
from mobility_coach.services.first_face import FirstFace
from mobility_coach.services.window_memory import WindowMemory
from mobility_coach.ui.face_recorder import measure_face, record_face
from mobility_coach.ui.history.history_page import HistoryPage
from mobility_coach.ui.look import Look
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.trouble.crash_note import CrashDialog
from mobility_coach.ui.wear import is_motion_reduced
from tests.ui.conftest import OpenWindow
from tests.ui.fakes import FakeCoach, player_view
from tests.ui.guards import active_timers
from tests.ui.opened_pages import opened_history, opened_settings
from tests.ui.test_work_bar import FakeWork

LEFT = Qt.MouseButton.LeftButton
CRASH = CrashReport("crash-20261123-101500.txt", "It fell.", "logs/crash-20261123-101500.txt")


def test_the_history_opens_and_leads_back(window: MainWindow) -> None:
    QTest.mouseClick(window.home.history, LEFT)
    page = window.pages.currentWidget()
    assert isinstance(page, HistoryPage)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window.home
    assert window.home.list_of_drills.hasFocus()


def test_a_gap_in_the_history_leads_to_the_drill_that_fills_it(window: MainWindow) -> None:
    window.home.search.setText("ankle")
    opened_history(window).drill_chosen.emit("corner-stretch")
    assert window.pages.currentWidget() is window.home
    assert window.home.list_of_drills.chosen() == "corner-stretch"
    assert window.home.search.text() == ""
    assert "again" in window.home.notice.label.text()


def test_the_first_day_leads_to_the_drill_that_today_suggests(window: MainWindow, coach: FakeCoach) -> None:
    opened_history(window).today_asked.emit()
    assert window.home.list_of_drills.chosen() == coach.today().suggestion


def test_a_correction_is_seen_on_the_main_page(window: MainWindow, coach: FakeCoach) -> None:
    page = opened_history(window)
    coach.streak = 11
    QTest.mouseClick(page.back, LEFT)
    assert window.home.today.streak.text() == "11"


def test_the_diagnostics_lead_back_to_the_settings(window: MainWindow) -> None:
    settings = opened_settings(window)
    settings.diagnostics_asked.emit()
    assert window.others is not None
    page = window.others.diagnostics
    assert page is not None
    assert window.pages.currentWidget() is page
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is settings
    button, viewport = settings.about.diagnostics, settings.body.viewport()
    assert button.hasFocus()
    assert viewport.rect().contains(button.mapTo(viewport, button.rect().center()))


def test_the_text_size_takes_effect_at_once(
    qtbot: QtBot, window: MainWindow, coach: FakeCoach, look: Look
) -> None:
    page, worn = opened_settings(window), []
    look.changed.connect(lambda: worn.append(look.scale))
    for percent in (110.0, 120.0, 150.0):  # a held key
        coach.change_setting("text_size", percent)
        page.setting_changed.emit("text_size")
    qtbot.waitUntil(lambda: worn != [])
    assert look.scale == 1.5
    assert 1.1 not in worn
    coach.change_setting("text_size", 100.0)
    page.setting_changed.emit("dose")
    page.setting_changed.emit("text_size")
    qtbot.waitUntil(lambda: look.scale == 1.0)


def test_the_look_is_left_alone_once_the_window_is_closed(window: MainWindow, coach: FakeCoach) -> None:
    page = opened_settings(window)
    page.setting_changed.emit("theme")
    window.close()
    assert active_timers() == []


def test_ctrl_q_closes_the_window(window: MainWindow, coach: FakeCoach) -> None:
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert coach.is_closed


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("motion", "is_reduced"), [("reduced", True), ("full", False), ("system", False)])
def test_motion_follows_the_setting(coach: FakeCoach, motion: str, is_reduced: bool) -> None:
    coach.change_setting("motion", motion)
    assert is_motion_reduced(coach.settings_view()) is is_reduced


def test_a_session_moves_as_the_settings_say(
    window: MainWindow, coach: FakeCoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[bool] = []
    monkeypatch.setattr(
        window.player_page, "set_reduced_motion", lambda *, is_reduced: told.append(is_reduced)
    )
    coach.change_setting("motion", "reduced")
    window.start("ankle-rolls")
    window.player_page.leave()
    assert told == [True]


def test_the_end_of_a_session_tells_the_streak(window: MainWindow, coach: FakeCoach) -> None:
    coach.player.shown = player_view(phase=Phase.FINISHED, summary=("Ankle rolls: 10 reps",))
    window.start("ankle-rolls")
    assert window.player_page.stage.summary.text() == "Ankle rolls: 10 reps\n12 days in a row"
    window.player_page.leave()
    coach.streak = 0
    window.start("ankle-rolls")
    assert window.player_page.stage.summary.text() == "Ankle rolls: 10 reps"
    window.player_page.leave()


def test_the_list_is_narrowed_by_what_the_coach_finds(window: MainWindow, coach: FakeCoach) -> None:
    window.home.search.setText("corner")
    assert coach.searched[-1] == DrillFilter("corner")
    assert window.home.list_of_drills.model_of_rows.rowCount() == 2  # its region, and itself


def test_how_the_main_page_was_left_comes_back(open_window: OpenWindow, coach: FakeCoach) -> None:
    window = open_window(coach)
    window.home.side.filters.show_filter(DrillFilter(place=Place.DESK))
    window.home.list_of_drills.choose("hip-flexor-matrix")
    window.close()
    assert coach.window_memory.kept.item == "hip-flexor-matrix"
    again = FakeCoach()
    again.window_memory = coach.window_memory
    window = open_window(again)
    assert window.home.filter == DrillFilter(place=Place.DESK)
    assert window.home.list_of_drills.chosen() == "hip-flexor-matrix"


def test_the_safety_note_comes_once_even_if_the_program_is_killed(open_window: OpenWindow) -> None:
    coach = FakeCoach()
    coach.window_memory.kept = WindowMemory()
    window = open_window(coach)
    assert window.home.safety is not None
    QTest.mouseClick(window.home.safety.action, LEFT)
    assert coach.window_memory.kept.knows_safety
    again = FakeCoach()
    again.window_memory = coach.window_memory
    assert open_window(again).home.safety is None


@pytest.mark.parametrize("answer", ["read", "put away"])
def test_a_crash_is_told_once(open_window: OpenWindow, answer: str) -> None:
    coach = FakeCoach()
    coach.crash = CRASH
    window = open_window(coach)
    card = window.home.offer
    assert card is not None
    button = card.action if answer == "read" else card.other
    assert button is not None
    QTest.mouseClick(button, LEFT)
    for dialog in window.findChildren(CrashDialog):
        dialog.accept()
    assert coach.window_memory.kept.knows_crash == CRASH.name
    again = FakeCoach()
    again.crash, again.window_memory = CRASH, coach.window_memory
    assert open_window(again).home.offer is None
    newer = FakeCoach()
    newer.crash, newer.window_memory = replace(CRASH, name="crash-2.txt"), coach.window_memory
    assert open_window(newer).home.offer is not None


def test_a_big_history_is_read_in_sight(qtbot: QtBot, open_window: OpenWindow) -> None:
    coach = FakeCoach()
    work = coach.work = FakeWork(3)
    window = open_window(coach)
    assert window.work_bar is not None
    assert window.work_bar.isVisible()
    coach.work, coach.streak = None, 4000
    with qtbot.waitSignal(window.work_bar.finished):
        pass
    assert work.done == 3
    assert window.home.today.streak.text() == "4000"


def test_the_history_in_front_follows_the_reading(qtbot: QtBot, open_window: OpenWindow) -> None:
    coach = FakeCoach()
    window = open_window(coach)
    coach.work = FakeWork(2)
    page = opened_history(window)
    coach.practised.streak = 3
    assert window.work_bar is not None
    with qtbot.waitSignal(window.work_bar.finished):
        pass
    assert page.streak.number.text() == "3"


def test_reading_ends_with_the_window_and_can_be_taken_up_again(open_window: OpenWindow) -> None:
    coach = FakeCoach()
    work = coach.work = FakeWork(10**6)
    window = open_window(coach)
    assert window.work_bar is not None
    QTest.mouseClick(window.work_bar.cancel_button, LEFT)
    assert work.cancels == 1
    opened_history(window)
    assert window.work_bar.is_busy
    opened_history(window)
    window.close()
    assert work.cancels == 2


def test_the_next_start_knows_the_size_whatever_page_was_in_front(window: MainWindow, look: Look) -> None:
    window.resize(900, 700)
    face = record_face(window, look)
    assert (face.width, face.height, face.is_maximised) == (900, 700, False)
    opened_settings(window)
    window.resize(800, 600)
    former = FirstFace(1, 2, is_maximised=True, theme="dark", texts=face.texts)
    kept = measure_face(former, window, look)
    assert (kept.width, kept.height, kept.theme, kept.texts) == (800, 600, "light", face.texts)


def test_stopping_a_session_leads_home(window: MainWindow, coach: FakeCoach) -> None:
    window.start("ankle-rolls")
    window.player_page.tell(Command.STOP)
    assert window.pages.currentWidget() is window.home
