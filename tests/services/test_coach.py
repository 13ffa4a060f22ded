from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

import pytest

from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.commands import Command
from mobility_coach.domain.drill import Side
from mobility_coach.domain.drill_filter import DrillFilter
from mobility_coach.domain.drill_format import parse_drill
from mobility_coach.domain.history import PracticeHistory, summarise
from mobility_coach.domain.keys import USUAL_KEYS
from mobility_coach.domain.library import Library
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.speech_timing import ClipTiming
from mobility_coach.domain.wording import ntr
from mobility_coach.services.coach import Coach
from mobility_coach.services.crash_report import CrashReport
from mobility_coach.services.diagnostics_ports import DiagnosticsPort
from mobility_coach.services.export_ports import ExportOrder, ExportPort, ExportReport
from mobility_coach.services.ports import Voice
from mobility_coach.services.presenters.plain_words import minutes_text
from mobility_coach.services.presenters.settings_view import AboutView
from mobility_coach.services.session.session_plan import SessionPlan, Wishes
from mobility_coach.services.settings_book import SettingsBook
from mobility_coach.services.ui_ports import FigurePort, PlayerPort
from mobility_coach.services.voice.hearing_port import HearingPort
from mobility_coach.services.window_memory import WindowMemory, WindowMemoryPort
from mobility_coach.services.work import Work
from tests.services.fakes import FakeDayLog, FakeSpeaker
from tests.services.test_settings_book import FakeStore

DRILLS = Path(__file__).parents[2] / "resources" / "drills"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def shipped() -> Library:
    parsed = [parse_drill(path.read_bytes(), path.name).drill for path in sorted(DRILLS.glob("*.json"))]
    return Library(tuple(drill for drill in parsed if drill is not None))


class FakeTools:
    def __init__(self, library: Library | None = None) -> None:
        self._library = library or shipped()
        self.book = SettingsBook(FakeStore())
        self.records: list[PracticeRecord] = []
        self.moment = NOW
        self.seconds = 100.0
        self.opened: list[tuple[SessionPlan, bool]] = []
        self.timings: dict[str, ClipTiming] = {}
        self.told: list[object] = []
        self.memory = WindowMemory(knows_safety=True)
        self.exported: list[ExportOrder] = []

    def library(self) -> Library:
        return self._library

    def figures(self) -> FigurePort:
        return cast(FigurePort, self)

    def settings(self) -> SettingsBook:
        return self.book

    def history(self) -> PracticeHistory:
        return summarise(self.records)

    def practice(self) -> FakeDayLog:
        return FakeDayLog(self.records)

    def break_outcomes(self, day: date) -> Mapping[Outcome, int]:
        return {}

    def reading(self) -> Work | None:
        self.told.append("reading")
        return None

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.seconds

    def measured(self, text: str) -> ClipTiming | None:
        return self.timings.get(text)

    def open_player(self, plan: SessionPlan, *, muted: bool) -> PlayerPort:
        self.opened.append((plan, muted))
        return _NO_PLAYER

    @property
    def window_memory(self) -> WindowMemoryPort:
        self.told.append("window memory")
        return cast(WindowMemoryPort, self)

    def recall(self) -> WindowMemory:
        return self.memory

    def diagnostics(self) -> DiagnosticsPort:
        self.told.append("diagnostics")
        return cast(DiagnosticsPort, self)

    def crash_report(self) -> CrashReport | None:
        return CrashReport("crash-1.txt", "text", "place")

    def export(self, order: ExportOrder) -> ExportPort:
        self.exported.append(order)
        return _NoExport()

    def voices(self, found: Callable[[tuple[Voice, ...]], None]) -> None:
        found(())

    def listen(self, text: str, voice: str, rate: int) -> None:
        self.told.append((text, voice, rate))

    def hearing(self) -> HearingPort:
        return cast(HearingPort, self)

    def voice_changed(self) -> None:
        self.told.append("voice changed")

    def speaker(self) -> FakeSpeaker:
        self.told.append("speaker made")
        return FakeSpeaker()

    def about(self) -> AboutView:
        return AboutView("the folder", "Mobility Coach 1.0", "MIT")

    def problems(self) -> tuple[str, ...]:
        return ("a bad file",)

    def unsaved(self) -> str:
        return "not saved"

    def close(self) -> None:
        self.told.append("closed")


class _NoPlayer:
    is_over = True

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"{name} is not asked of this player")


class _NoExport:
    def report(self) -> ExportReport:
        return ExportReport()

    def cancel(self) -> None:
        raise AssertionError


_NO_PLAYER: PlayerPort = _NoPlayer()  # type: ignore[assignment] # nothing is asked of it


@pytest.fixture
def tools() -> FakeTools:
    return FakeTools()


@pytest.fixture
def coach(tools: FakeTools) -> Coach:
    return Coach(tools)


def practised(drill: str, day: date, side: Side = Side.LEFT, reps: int = 8) -> PracticeRecord:
    started = datetime(day.year, day.month, day.day, 8, 0, tzinfo=UTC)
    return PracticeRecord(
        id=f"{drill}-{day}-{side}",
        drill=drill,
        movement="A",
        side=side,
        reps_done=reps,
        reps_planned=8,
        bpm=60,
        started=started,
        offset_minutes=0,
        zone="Europe/London",
        day=day,
        seconds=32.0,
        routine="",
        version="0.1.0",
    )


def test_the_list_has_every_drill_and_routine_with_its_length_and_last_day(
    coach: Coach, tools: FakeTools
) -> None:
    tools.records = [
        practised("ankle-rolls", date(2026, 11, 19)),
        practised("ankle-rolls", date(2026, 11, 21)),
        practised("modified-pigeon", date(2026, 11, 22), reps=3),
    ]
    view = coach.library()
    rows = {row.id: row for group in view.groups for row in group.rows}
    assert len(rows) == 8
    assert rows["ankle-rolls"].note == "yesterday"
    assert rows["modified-pigeon"].note == "not yet done"
    assert {row.id for row in view.routines.rows} >= {"full", "before-run", "desk", "tv", "short"}
    assert {row.id: row.length for row in view.routines.rows}["short"] == "3 min"


def test_pages_of_drills_and_routines(coach: Coach) -> None:
    assert coach.drill_page("ankle-rolls").title == "Ankle rolls"
    page = coach.routine_page("full")
    assert len(page.drills) == 8
    coach.set_minutes("full", 10)
    fitted = coach.routine_page("full")
    assert fitted.left_out
    assert fitted.minutes is not None
    assert fitted.minutes.value == 10
    for ask in (coach.drill_page, coach.routine_page, coach.open_player, coach.reset_drill):
        with pytest.raises(KeyError):
            ask("yoga")


def test_list_page_and_session_go_by_the_same_count_and_length(coach: Coach, tools: FakeTools) -> None:
    def rows() -> dict[str, tuple[str, str]]:
        return {row.id: (row.note, row.length) for row in coach.library().routines.rows}

    coach.set_minutes("desk", 7)
    for at, (routine_id, (note, length)) in enumerate(rows().items()):
        page = coach.routine_page(routine_id)
        assert page.start_text == f"Start · {length}"
        assert note == ntr("{count} drill", "{count} drills", len(page.drills))
        assert page.minutes is not None
        assert page.minutes.value >= int(length.split()[0])
        coach.open_player(routine_id)
        plan = tools.opened[at][0]
        assert len(plan.routine.items) == len(page.drills)
        assert minutes_text(plan.seconds) == length
    coach.set_minutes("desk", 4)
    assert rows()["desk"][1] == "4 min"


def test_all_minutes_of_a_routine_leave_nothing_out(coach: Coach) -> None:
    for row in coach.library().routines.rows:
        every = coach.routine_page(row.id).minutes
        assert every is not None
        coach.set_minutes(row.id, every.high)
        page = coach.routine_page(row.id)
        assert (page.left_out, page.minutes) == ((), replace(every, value=every.high))
        assert page.start_text == f"Start · {every.high} min"


def test_today_suggests_what_waited_longest(coach: Coach, tools: FakeTools) -> None:
    new = coach.today()
    assert (new.streak, new.is_done) == (0, False)
    tools.records = [
        practised(drill.id, date(2026, 11, 10 + number))
        for number, drill in enumerate(tools.library().drills)
    ]
    tools.records.append(practised("ankle-rolls", date(2026, 11, 22)))
    today = coach.today()
    assert (today.streak, today.is_done) == (1, True)
    assert today.suggestion == "straight-leg-ankle-matrix"
    assert today.line.startswith("Today counts already: Ankle rolls, left.")


def test_a_big_history_is_asked_for_before_the_first_look(coach: Coach, tools: FakeTools) -> None:
    assert coach.reading() is None
    coach.library()
    assert tools.told == ["reading"]
    other = Coach(tools)
    other.today()
    other.library()
    assert tools.told == ["reading", "reading"]


def test_the_history_is_one_and_sees_what_was_practised(coach: Coach, tools: FakeTools) -> None:
    assert coach.history() is coach.history()
    assert coach.history().view().is_empty
    tools.records.append(practised("ankle-rolls", date(2026, 11, 22)))
    assert coach.history().view().streak == 1
    [row] = coach.history().open_day(date(2026, 11, 22)).records
    assert coach.history().remove(row.id) == ""
    assert coach.today().streak == 0
    assert coach.history().undo() == ""
    assert coach.today().streak == 1


def test_without_drills_there_is_nothing_to_suggest() -> None:
    empty = Coach(FakeTools(Library(())))
    assert empty.today().suggestion == ""
    assert empty.library().groups == ()


def test_choices_are_bounded_and_remembered(coach: Coach) -> None:
    coach.set_reps("ankle-rolls", "A", 99)
    coach.set_bpm("ankle-rolls", 1_000)
    coach.set_cue("ankle-rolls", "glute-led")
    page = coach.drill_page("ankle-rolls")
    assert (page.movements[0].reps.value, page.tempo.value, page.cue) == (25, 200, "glute-led")
    coach.reset_drill("ankle-rolls")
    assert not coach.drill_page("ankle-rolls").is_changed
    with pytest.raises(KeyError):
        coach.set_reps("ankle-rolls", "Z", 9)
    with pytest.raises(KeyError):
        coach.set_cue("ankle-rolls", "nose-led")


def test_the_first_side_alternates_from_day_to_day(coach: Coach, tools: FakeTools) -> None:
    sides = []
    for day in (22, 23, 24):
        tools.moment = datetime(2026, 11, day, 9, 0, tzinfo=UTC)
        sides.append(coach.preferences().first_side)
    assert sides in ([Side.LEFT, Side.RIGHT, Side.LEFT], [Side.RIGHT, Side.LEFT, Side.RIGHT])


def test_figures_are_those_of_the_tools(coach: Coach, tools: FakeTools) -> None:
    assert coach.figures() is tools.figures()


def test_a_wish_holds_for_one_session_of_its_drill(coach: Coach, tools: FakeTools) -> None:
    coach.wish("ankle-rolls", Wishes(bpm=100), muted=True)
    coach.open_player("ankle-rolls")
    coach.open_player("ankle-rolls")
    coach.wish("ankle-rolls", Wishes(bpm=100), muted=True)
    coach.open_player("full")
    assert [(plan.preferences.choices("ankle-rolls").bpm, muted) for plan, muted in tools.opened] == [
        (100, True),
        (None, False),
        (None, False),
    ]


def test_a_routine_opens_fitted_to_its_minutes(coach: Coach, tools: FakeTools) -> None:
    coach.set_minutes("full", 10)
    coach.open_player("full")
    assert tools.opened[0][0].seconds <= 600


def test_measured_lengths_go_before_the_estimate(
    coach: Coach, tools: FakeTools, monkeypatch: pytest.MonkeyPatch
) -> None:
    estimated = coach.plan("full", Wishes()).seconds
    monkeypatch.setattr(tools, "measured", lambda _text: ClipTiming(10 * 48_000, 4_000))
    coach.open_player("full")  # from then on
    assert coach.plan("full", Wishes()).seconds > 1.2 * estimated


def test_settings_are_shown_and_changed_and_only_the_voice_reaches_the_speaker(
    coach: Coach, tools: FakeTools
) -> None:
    assert coach.settings_view().value("theme") == "system"
    assert coach.change_setting("theme", "dark") == ""
    assert tools.told == []
    assert coach.change_setting("speech_rate", 140) == ""
    assert tools.told == ["voice changed"]
    assert "can't be" in coach.change_setting("speech_rate", 1)
    assert coach.settings_view().value("speech_rate") == 140


def test_the_rest_is_passed_on(coach: Coach, tools: FakeTools) -> None:
    heard: list[tuple[Voice, ...]] = []
    coach.voices(heard.append)
    coach.listen("gmw/en", 150)
    coach.close()
    assert heard == [()]
    assert coach.problems() == ("a bad file",)
    assert coach.unsaved() == "not saved"
    assert [(told[1], told[2]) for told in tools.told if isinstance(told, tuple)] == [("gmw/en", 150)]
    assert tools.told[-1] == "closed"


def test_the_voice_is_told_once_when_several_settings_change(coach: Coach, tools: FakeTools) -> None:
    assert coach.change_settings({"speech_rate": 140, "language": "en-gb", "dose": "full"}) == ""
    assert tools.told == ["voice changed"]
    assert "'speech_rate' can't be" in coach.change_settings({"dose": "gentle", "speech_rate": 1})
    assert coach.settings_view().value("dose") == "full"


def test_a_voice_is_prepared_for_the_persons_drills(coach: Coach, tools: FakeTools) -> None:
    work = coach.prepare_voice()
    assert tools.told == []
    assert work.step()
    assert tools.told == ["speaker made"]
    assert coach.about().folder == "the folder"


def test_keys_are_changed_and_asked_for() -> None:
    coach = Coach(FakeTools())
    assert coach.keys() == USUAL_KEYS
    keys = USUAL_KEYS.with_key(Command.NEXT, "X")
    assert coach.change_keys(keys) == ""
    assert coach.keys() == keys


def test_lengths_and_pages_follow_the_pace(coach: Coach) -> None:
    before = coach.plan("hip-flexor-matrix", Wishes()).seconds
    bpm = coach.drill_page("hip-flexor-matrix").tempo.value
    assert coach.change_setting("tempo", "gentle") == ""
    page = coach.drill_page("hip-flexor-matrix")
    assert page.tempo.value == round(bpm * 0.8)
    assert not page.is_changed
    assert coach.plan("hip-flexor-matrix", Wishes()).seconds > 1.1 * before


def test_the_list_is_searched_and_measured_by_the_settings_of_now(coach: Coach, tools: FakeTools) -> None:
    assert coach.search(DrillFilter("pigeon")).found == "1 of 8 drills"
    assert coach.prepare_list(5) == 3
    assert coach.prepare_list(5) == 0
    before = coach.search(DrillFilter("rolls")).groups[0].row(0)
    assert coach.search(DrillFilter("rolls")).groups[0].row(0) is before
    coach.set_bpm("ankle-rolls", 20)
    after = coach.search(DrillFilter("rolls")).groups[0].row(0)
    assert after.length != before.length
    tools.records = [practised("ankle-rolls", date(2026, 11, 22))]
    assert coach.library().groups[0].rows[0].note == "today"


def test_another_speed_of_the_voice_is_another_length(coach: Coach) -> None:
    before = coach.routine_page("full").start_text
    coach.change_setting("speech_rate", 80)
    assert coach.routine_page("full").start_text != before


def test_what_is_known_of_spoken_commands_is_the_tools(coach: Coach, tools: FakeTools) -> None:
    assert coach.hearing() is tools.hearing()


def test_diagnostics_and_the_crash_report_are_the_tools(coach: Coach, tools: FakeTools) -> None:
    assert coach.diagnostics() is tools.diagnostics()
    assert coach.window_memory is tools.window_memory
    report = coach.crash_report()
    assert report is not None
    assert report.name == "crash-1.txt"
