"""What the diagnostics page shows, and a report that tells of no person."""

import pytest

from mobility_coach.services.doctor import Condition, Finding, Section
from mobility_coach.services.presenters.diagnostics_presenter import (
    LookState,
    condition_text,
    present_diagnostics,
    without_names,
)

FINE = Finding("python", "Python", "3.11")
NOTE = Finding("screen", "Screen", "none", Condition.NOTE, "Use the terminal.")
MISSING = Finding("portaudio", "PortAudio", "not found", Condition.MISSING, "Type:", "install portaudio")
DONE = LookState(2, 2)


@pytest.mark.parametrize(
    ("findings", "state", "words"),
    [
        ((), LookState(), "Nothing was looked at yet."),
        ((FINE,), LookState(0, 2, is_running=True), "Looking at this computer …"),
        ((FINE,), DONE, "Everything that the coach needs is here."),
        ((NOTE,), DONE, "Everything that the coach needs is here; 1 thing is worth knowing."),
        ((NOTE, NOTE), DONE, "2 things are worth knowing."),
        ((MISSING,), DONE, "1 thing that the coach needs is missing."),
        ((MISSING, MISSING, NOTE), DONE, "2 things that the coach needs are missing."),
        ((FINE,), LookState(1, 2), "You stopped after 1 of 2 parts."),
        ((MISSING,), LookState(1, 2), "You stopped after 1 of 2 parts. 1 thing"),
    ],
)
def test_the_summary_says_how_it_is(findings: tuple[Finding, ...], state: LookState, words: str) -> None:
    assert words in present_diagnostics([Section("all", "All", findings)], state, "").summary


def test_a_row_holds_all_that_is_to_be_said() -> None:
    view = present_diagnostics([Section("all", "All", (FINE, MISSING)), Section("no", "No", ())], DONE, "")
    assert [section.title for section in view.sections] == ["All"]
    row = view.sections[0].rows[1]
    assert (row.name, row.value, row.condition_text) == ("PortAudio", "not found", "missing")
    assert (row.remedy, row.command) == ("Type:", "install portaudio")
    assert row.spoken == "PortAudio, missing: not found. Type: install portaudio"
    assert [condition_text(each) for each in Condition] == ["ok", "note", "missing"]


def test_the_report_is_plain_text_without_the_persons_name() -> None:
    where = Finding("data", "Data", "/homes/ada/.local/share/coach (3 GiB free)")
    stick = Finding("cache", "Cache", "/media/ada/stick/cache")
    log = Finding("log", "Log", "/media/ada")
    report = present_diagnostics(
        [Section("folders", "Folders", (where, stick, log, MISSING))], DONE, "/homes/ada/"
    ).report
    assert "~/.local/share/coach (3 GiB free)" in report
    assert "/media/user/stick" in report
    assert "ada" not in report
    assert "[missing] PortAudio: not found\n      Type:\n      install portaudio\n" in report


def test_no_row_shows_the_path_of_the_home_folder() -> None:
    python = Finding("python", "Python", "3.11 (/homes/ada/venv/bin/python)")
    data = Finding("data", "Data", "full", Condition.NOTE, "Make room in /homes/ada/data.", "du /homes/ada")
    view = present_diagnostics([Section("all", "All", (python, data))], DONE, "/homes/ada")
    rows = view.sections[0].rows
    assert rows[0].value == "3.11 (~/venv/bin/python)"
    assert rows[1].remedy == "Make room in ~/data."
    assert (
        rows[1].command == "du /homes/ada"
    )  # is run as it stands, and quotes would keep "~" from being read
    assert "ada" not in rows[0].spoken


@pytest.mark.parametrize(
    ("text", "home", "clean"),
    [
        ("C:\\Persons\\Ada\\x D:\\Ada", "C:\\Persons\\Ada", "~\\x D:\\user"),
        ("/data/adamant", "/homes/ada", "/data/adamant"),
        (
            "/homes/adamant /homes/ada-2 /homes/ada.bak",
            "/homes/ada",
            "/homes/adamant /homes/ada-2 /homes/ada.bak",
        ),
        (
            "3.11 (/homes/ada/bin/python), '/homes/ada', /homes/ada.",
            "/homes/ada",
            "3.11 (~/bin/python), '~', ~.",
        ),
        ("/media/ada: file:///homes/ada/x", "/homes/ada", "/media/user: file://~/x"),
        ("/anything", "", "/anything"),
        ("/anything", "/", "/anything"),
    ],
)
def test_names_are_taken_out_of_paths_alone(text: str, home: str, clean: str) -> None:
    assert without_names(text, home) == clean
