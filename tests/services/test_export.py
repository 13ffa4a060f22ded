"""Writing a file as work that is seen; what a session can be written as, and how its file is called."""

from dataclasses import replace
from pathlib import PurePath

import pytest

from mobility_coach.cli.parser import FILM_ENDINGS, FILM_SIZES, FILM_THEMES, SOUND_ENDINGS
from mobility_coach.services.coach import Coach
from mobility_coach.services.export_ports import (
    SIZES,
    THEMES,
    ExportOrder,
    ExportPort,
    ExportReport,
    ExportState,
    ExportWish,
)
from mobility_coach.services.export_work import ExportWork, left_words
from mobility_coach.services.presenters.export_presenter import (
    export_kinds,
    kind_of,
    named_as,
    suggested_name,
)
from tests.services.test_coach import FakeTools

WISH = ExportWish("desk", "/music/desk.mp3")


class Program:
    def __init__(self) -> None:
        self.orders: list[ExportOrder] = []
        self.told = ExportReport()

    def start(self, order: ExportOrder) -> ExportPort:
        self.orders.append(order)
        return self

    def report(self) -> ExportReport:
        return self.told

    def cancel(self) -> None:
        self.told = replace(self.told, state=ExportState.CANCELLED)


@pytest.fixture
def program() -> Program:
    return Program()


def test_a_file_is_written_step_by_step(program: Program) -> None:
    work = ExportWork(ExportOrder(WISH), program.start)
    assert program.orders == [ExportOrder(WISH)]
    assert (work.title, work.progress, work.step()) == ("Writing desk.mp3", 0.0, True)
    program.told = ExportReport(share=0.5, seconds_left=20.0)
    assert work.step()
    assert (work.title, work.progress) == ("Writing desk.mp3 · about 20 s left", 0.5)
    assert work.state is ExportState.RUNNING
    program.told = ExportReport(ExportState.DONE, 1.0, 0.0, "Fitted to your time.")
    assert not work.step()
    assert work.outcome == "desk.mp3 is ready.\nFitted to your time."
    program.told = ExportReport(ExportState.DONE, 1.0, 0.0)
    assert not work.step()
    assert work.outcome == "desk.mp3 is ready."


def test_it_can_fail(program: Program) -> None:
    work = ExportWork(ExportOrder(WISH), program.start)
    program.told = ExportReport(ExportState.FAILED, words="The disk is full. Free some space.")
    assert not work.step()
    assert work.outcome == "The disk is full. Free some space."


def test_it_can_be_cancelled(program: Program) -> None:
    work = ExportWork(ExportOrder(WISH), program.start)
    work.cancel()
    assert work.state is ExportState.CANCELLED
    assert not work.step()
    assert work.outcome == "desk.mp3 was not written: you stopped it."


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "about 10 s left"),
        (10.1, "about 20 s left"),
        (54.9, "about 60 s left"),
        (55.0, "about 1 minute left"),
        (89.0, "about 1 minute left"),
        (91.0, "about 2 minutes left"),
        (7200.0, "about 120 minutes left"),
    ],
)
def test_what_is_left_is_told_as_roughly_as_it_is_known(seconds: float, words: str) -> None:
    assert left_words(seconds) == words


def test_what_is_offered_is_what_can_be_written() -> None:
    assert {kind.ending for kind in export_kinds() if not kind.is_film} == set(SOUND_ENDINGS)
    assert {kind.ending for kind in export_kinds() if kind.is_film} == set(FILM_ENDINGS)
    assert set(SIZES) == set(FILM_SIZES)
    assert set(THEMES) == set(FILM_THEMES)


def test_a_name_tells_its_kind() -> None:
    found = kind_of("/films.mp3/Desk.WebM")
    assert found is not None
    assert (found.ending, found.is_film) == (".webm", True)
    assert kind_of("/films.mp3/desk") is None
    assert kind_of("") is None


@pytest.mark.parametrize(
    ("target", "ending", "named"),
    [
        ("/films/desk.mp4", ".mp4", "/films/desk.mp4"),
        ("/films/desk.MP4", ".mp4", "/films/desk.MP4"),
        ("/films/desk.mp3", ".mp4", "/films/desk.mp4"),
        ("/films.mp3/desk.WebM", ".ogg", "/films.mp3/desk.ogg"),
        ("/films/desk", ".mp4", "/films/desk.mp4"),
        ("/films/desk 2.5", ".mp4", "/films/desk 2.5.mp4"),
        ("/films/desk.song", ".mp3", "/films/desk.song.mp3"),
        ("/films/.mp3", ".mp4", "/films/.mp3.mp4"),
    ],
)
def test_a_name_gets_the_ending_of_the_kind_that_is_chosen(target: str, ending: str, named: str) -> None:
    (kind,) = (each for each in export_kinds() if each.ending == ending)
    assert named_as(target, kind) == str(PurePath(named))


def test_what_chapters_a_film_has_is_said_for_a_single_drill_too() -> None:
    films = [kind.detail for kind in export_kinds() if kind.is_film]
    assert films
    assert all("each drill" in detail and "each movement" in detail for detail in films)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ankle rolls", "Ankle rolls.mp3"),
        ("Before: a / run?\n\x00", "Before a run.mp3"),
        ("…", "….mp3"),
        ("..", "Session.mp3"),
        ("", "Session.mp3"),
        ("con", "Session con.mp3"),
        ("LPT1.old", "Session LPT1.old.mp3"),
        ("x" * 300, "x" * 80 + ".mp3"),
        ("Knöchel 日本", "Knöchel 日本.mp3"),
        ("../../etc", "etc.mp3"),
    ],
)
def test_a_title_becomes_a_name_that_any_system_takes(title: str, name: str) -> None:
    assert suggested_name(title, ".mp3") == name


def test_the_coach_has_a_routine_written_in_the_time_that_was_chosen() -> None:
    tools = FakeTools()
    coach = Coach(tools)
    coach.export(WISH)
    coach.set_minutes("desk", 5)
    coach.export(WISH)
    assert tools.exported == [ExportOrder(WISH), ExportOrder(WISH, 5)]
