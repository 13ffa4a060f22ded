"""The lines of the log of breaks: what is written is read, and nothing else is."""

import json
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_coach.domain.breaks.record import BreakRecord, Outcome
from mobility_coach.services.breaks.break_lines import (
    BREAK_FIELDS,
    break_from_fields,
    break_to_fields,
    decode_break,
    encode_break,
    export_breaks_csv,
    export_breaks_json,
)
from mobility_coach.services.practice.practice_fields import RecordError
from mobility_coach.services.practice.practice_log import LineError, NewerLine

RECORD = BreakRecord(
    id="7f3a-1", kind="short", outcome=Outcome.DONE, at=datetime(2026, 11, 23, 9, 30, 15, tzinfo=UTC),
    offset_minutes=60, day=date(2026, 11, 23), seconds=112.5, version="0.5.0",
)  # fmt: skip

NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}", fullmatch=True)
RECORDS = st.builds(
    lambda at, apart, **others: BreakRecord(
        at=at.replace(tzinfo=UTC), day=at.date() + timedelta(days=apart), **others
    ),
    st.datetimes(datetime(1971, 1, 1), datetime(2199, 12, 1)),  # noqa: DTZ001
    st.integers(-2, 1),
    id=NAMES, kind=NAMES, outcome=st.sampled_from(Outcome), offset_minutes=st.integers(-960, 960),
    seconds=st.floats(0, 86_400), version=st.just("") | NAMES,
)  # fmt: skip


def line_of(text: bytes) -> bytes:
    return b"%08x %b" % (zlib.crc32(text), text)


@given(RECORDS)
def test_what_is_written_is_read(record: BreakRecord) -> None:
    line = encode_break(record)
    assert line.isascii()
    assert line.count(b"\n") == 1
    assert decode_break(line.removesuffix(b"\n")) == record
    assert break_from_fields(break_to_fields(record)) == record


def test_a_moment_of_any_zone_is_kept_in_utc() -> None:
    there = RECORD.at.astimezone(timezone(timedelta(hours=-5)))
    assert decode_break(encode_break(replace(RECORD, at=there))[:-1]) == RECORD


def test_a_record_that_could_not_be_read_back_is_not_written() -> None:
    for odd in (
        replace(RECORD, id=""),
        replace(RECORD, kind="a b"),
        replace(RECORD, seconds=-1.0),
        replace(RECORD, seconds=float("nan")),
        replace(RECORD, day=date(2030, 1, 1)),
        replace(RECORD, offset_minutes=5_000),
    ):
        with pytest.raises(RecordError):
            encode_break(odd)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("id", 7, "'id' is 7, which can't be used"),
        ("kind", "=1+1", "'kind' is '=1+1', which can't be used"),
        ("outcome", "forgotten", "'outcome' is 'forgotten', which can't be used"),
        ("outcome", ["done"], "'outcome' is a list, which can't be used"),
        ("at", "yesterday", "'at' is 'yesterday', which can't be used"),
        ("at", "2026-11-23T09:30:15", "'at' is '2026-11-23T09:30:15', which can't be used"),
        ("day", "2025-11-23", "'day' is far from 'at'"),
        ("day", "2026-W48-1", "'day' is '2026-W48-1', which can't be used"),
        ("offset_minutes", 1.5, "'offset_minutes' is 1.5, which can't be used"),
        ("seconds", True, "'seconds' is True, which can't be used"),
        ("version", None, "'version' is None, which can't be used"),
    ],
)
def test_a_line_with_a_bad_field_is_refused_with_its_name(field: str, value: object, reason: str) -> None:
    fields = {"v": 1} | break_to_fields(RECORD) | {field: value}
    with pytest.raises(LineError) as told:
        decode_break(line_of(json.dumps(fields).encode()))
    assert str(told.value) == reason


@pytest.mark.parametrize("field", BREAK_FIELDS)
def test_no_field_can_be_missing(field: str) -> None:
    fields = {"v": 1} | break_to_fields(RECORD)
    del fields[field]
    with pytest.raises(LineError, match=f"'{field}' is missing"):
        decode_break(line_of(json.dumps(fields).encode()))


def test_a_damaged_line_is_refused() -> None:
    line = encode_break(RECORD)[:-1]
    for damaged in (b"", line[:-1], line[1:], line.replace(b"done", b"gone"), line_of(b"[]"), line_of(b"{}")):
        with pytest.raises(LineError):
            decode_break(damaged)


def test_a_line_of_a_newer_version_is_known_as_such() -> None:
    assert decode_break(line_of(b'{"v":2,"how":"unknown"}')) == NewerLine(2)


def test_names_of_a_newer_version_do_no_harm() -> None:
    fields = {"v": 1} | break_to_fields(RECORD) | {"mood": "good"}
    assert decode_break(line_of(json.dumps(fields).encode())) == RECORD


def test_it_is_written_for_other_programs() -> None:
    [line] = export_breaks_json([RECORD])
    assert json.loads(line) == {
        "id": "7f3a-1",
        "day": "2026-11-23",
        "at": "2026-11-23T09:30:15Z",
        "offset_minutes": 60,
        "kind": "short",
        "outcome": "done",
        "seconds": 112.5,
        "version": "0.5.0",
    }
    assert tuple(json.loads(line)) == BREAK_FIELDS
    assert list(export_breaks_csv([RECORD])) == [
        "id,day,at,offset_minutes,kind,outcome,seconds,version\n",
        "7f3a-1,2026-11-23,2026-11-23T09:30:15Z,60,short,done,112.5,0.5.0\n",
    ]
