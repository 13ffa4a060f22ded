import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from mobility_coach.domain.drill import Side
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.services.practice import practice_exchange
from mobility_coach.services.practice.practice_exchange import export_csv, export_json_lines, import_records
from mobility_coach.services.practice.practice_fields import FIELDS, record_to_fields

RECORD = PracticeRecord(
    id="7f3a-1", drill="hip-flexor-matrix", movement="A", side=Side.LEFT, reps_done=8, reps_planned=10,
    bpm=60, started=datetime(2026, 11, 22, 7, 30, 15, 250_000, tzinfo=UTC), offset_minutes=-300,
    zone="America/New_York",
    day=date(2026, 11, 22), seconds=31.25, routine="", version="0.1.0",
)  # fmt: skip
RECORDS = (
    RECORD,
    replace(RECORD, id="7f3a-2", side=Side.BOTH),
    replace(RECORD, id="7f3a-3", seconds=0.1 + 0.2),
)


def as_json(*records: PracticeRecord) -> bytes:
    return "".join(export_json_lines(records)).encode()


def as_csv(*records: PracticeRecord) -> bytes:
    return "".join(export_csv(records)).encode()


@pytest.mark.parametrize("data", [as_json(*RECORDS), as_csv(*RECORDS)])
@pytest.mark.parametrize("change", ["as it is", "BOM", "CRLF", "no last newline", "blank lines"])
def test_what_goes_out_comes_back(data: bytes, change: str) -> None:
    changed = {
        "as it is": data,
        "BOM": b"\xef\xbb\xbf" + data,
        "CRLF": data.replace(b"\n", b"\r\n"),
        "no last newline": data.removesuffix(b"\n"),
        "blank lines": b"\n\n" + data.replace(b"\n", b"\n \n"),
    }[change]
    result = import_records(changed, ())
    assert (result.new, result.known, result.problems, result.left_out) == (RECORDS, 0, (), 0)


def test_the_csv_is_plain() -> None:
    header, row, end = as_csv(RECORD).decode().split("\n")
    assert header == ",".join(FIELDS)
    assert row == (
        "7f3a-1,2026-11-22,2026-11-22T07:30:15.250000Z,-300,America/New_York,hip-flexor-matrix,A,left,8,10,60,31.25,,0.1.0"
    )
    assert end == ""


def test_quotes_of_a_spreadsheet_are_read() -> None:
    quoted = b"\n".join(
        b",".join(b'"%b"' % value for value in line.split(b",")) for line in as_csv(RECORD).splitlines()
    )
    assert import_records(quoted, ()).new == (RECORD,)


def test_known_records_are_not_doubled() -> None:
    result = import_records(as_json(*RECORDS, RECORD), {"7f3a-2"})
    assert [record.id for record in result.new] == ["7f3a-1", "7f3a-3"]
    assert result.known == 2


def test_bad_json_lines_are_named_and_left_out() -> None:
    fields = record_to_fields(RECORD)
    lines = [
        as_json(RECORD).strip(),
        b"{oops",
        json.dumps(fields | {"id": "x", "reps_done": 0}).encode(),
        b"[]",
        b'{"a": 1e999}',
        b"[" * 9_000,
        b'{"a": "\xff"}',
        b'{"id": "\\ud800"}',
        b'{"a": "' + b"x" * 20_000 + b'"}',
        as_json(RECORDS[1]).strip(),
    ]
    result = import_records(b"\n".join(lines), ())
    assert result.new == RECORDS[:2]
    assert result.left_out == 8
    assert [problem.split(":")[0] for problem in result.problems] == [
        f"line {number}" for number in range(2, 10)
    ]
    assert "'reps_done' is 0" in result.problems[1]
    assert "no record" in result.problems[2]


def test_bad_csv_lines_are_named_and_left_out() -> None:
    good = as_csv(RECORD).decode().splitlines()
    lines = [
        *good,
        good[1].replace(",8,", ",eight,"),
        good[1] + ",more",
        "=cmd()" + good[1],
        '"' + good[1],
        good[1].replace("31.25", "1e999"),
        good[1].replace("31.25", "long"),
        good[1].replace(",8,", "," + "8" * 5_000 + ","),
        good[1].replace("hip", "h" * 20_000),
    ]
    data = "\n".join(lines).encode() + b"\n\xff\n"
    result = import_records(data, ())
    assert result.new == (RECORD,)
    assert result.left_out == 9
    assert [problem.split(":")[0] for problem in result.problems] == [
        f"line {number}" for number in range(3, 12)
    ]
    assert "'reps_done' is 'eight'" in result.problems[0]
    assert "14 fields are expected, 15 found" in result.problems[1]


@pytest.mark.parametrize("data", [b"", b"\n \n\r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_says_so(data: bytes) -> None:
    assert import_records(data, ()).problems == ("The file is empty.",)


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04\x00\xff", b"id,day\n1,2", b"hello", b"\0" * 500, b"[{}]", b'"unmatched', b"x" * 70_000],
)
def test_something_else_says_what_is_expected(data: bytes) -> None:
    result = import_records(data, ())
    assert result.new == ()
    assert "neither JSON Lines nor CSV" in result.problems[0]


def test_many_bad_lines_are_counted() -> None:
    result = import_records(b"{\n" * 1_000, ())
    assert len(result.problems) == 51
    assert result.problems[-1] == "and 950 more lines"
    assert result.left_out == 1_000


def test_a_giant_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(practice_exchange, "MOST_IMPORT_BYTES", 1_048_576)
    result = import_records(b" " * 1_048_577, ())
    assert result.problems == ("The file is larger than 1 MiB; split it and import the parts.",)
