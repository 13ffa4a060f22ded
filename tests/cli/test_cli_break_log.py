"""`log --breaks`."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from mobility_coach.cli import break_log
from mobility_coach.domain.breaks.record import BreakRecord, Outcome

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

DONE = BreakRecord(
    "b-1",
    "short",
    Outcome.DONE,
    datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
    60,
    date(2026, 11, 21),
    130.0,
    "1",
)


def test_breaks_for_people(cli: "Cli") -> None:
    assert cli("log", "--breaks").out == ("No breaks yet. Turn reminders on in the window, under Breaks.\n")
    cli.context.breaks.kept = [
        DONE,
        replace(DONE, id="b-2", kind="long", outcome=Outcome.AWAY, seconds=1_500.0),
        replace(DONE, id="b-3", outcome=Outcome.SNOOZED, seconds=0.0),
        replace(DONE, id="b-4", kind="gone", outcome=Outcome.SKIPPED, seconds=0.0),
    ]
    ran = cli("log", "--breaks")
    assert (ran.code, ran.err) == (0, "")
    assert [line.rstrip() for line in ran.out.splitlines()] == [
        "2026-11-21  10:30  Short break  done        2 minutes",
        "2026-11-21  10:30  Long break   while away  25 minutes",
        "2026-11-21  10:30  Short break  snoozed",
        "2026-11-21  10:30  gone         skipped",
    ]


def test_many_breaks_show_their_end(cli: "Cli", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(break_log, "LATEST_SHOWN", 2)
    cli.context.breaks.kept = [
        replace(DONE, id=f"b-{number}", at=DONE.at + timedelta(minutes=number)) for number in range(5)
    ]
    lines = cli("log", "--breaks").out.splitlines()
    assert lines[0] == "3 earlier breaks: 'mobility-coach log --breaks --csv' writes them all."
    assert [line.split()[1] for line in lines[1:]] == ["10:33", "10:34"]


def test_breaks_for_other_programs(cli: "Cli") -> None:
    cli.context.breaks.kept = [DONE]
    assert json.loads(cli("log", "--breaks", "--json").out)["outcome"] == "done"
    header, row = cli("log", "--csv", "--breaks").out.splitlines()
    assert header.startswith("id,day,at,")
    assert row == "b-1,2026-11-21,2026-11-21T09:30:00Z,60,short,done,130.0,1"


@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)])
def test_what_the_log_of_breaks_could_not_read_is_told(cli: "Cli", form: tuple[str, ...]) -> None:
    cli.context.breaks.troubles = ("One line could not be read.",)
    ran = cli("log", "--breaks", *form)
    assert (ran.code, ran.err) == (0, "One line could not be read.\n")


def test_breaks_are_not_read_back(cli: "Cli") -> None:
    ran = cli("log", "--breaks", "import", "practice.csv")
    assert ran.code == 2
    assert "leave out --breaks" in ran.err
