import random
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain.drill import Side
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.services.practice.practice_fields import (
    FIELDS,
    RecordError,
    record_from_fields,
    record_to_fields,
    safe_zone,
)
from mobility_coach.services.practice.practice_log import (
    Entry,
    Ledger,
    LineError,
    NewerLine,
    decode_line,
    encode_line,
)

RECORD = PracticeRecord(
    id="7f3a-1", drill="hip-flexor-matrix", movement="A", side=Side.LEFT, reps_done=8, reps_planned=10,
    bpm=60, started=datetime(2026, 11, 22, 7, 30, 15, 250_000, tzinfo=UTC), offset_minutes=60,
    zone="Europe/Berlin",
    day=date(2026, 11, 22), seconds=31.25, routine="full-session", version="0.1.0",
)  # fmt: skip

NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}", fullmatch=True)
RECORDS = st.builds(
    lambda started, apart, **others: PracticeRecord(
        started=started.replace(tzinfo=UTC), day=started.date() + timedelta(days=apart), **others
    ),
    st.datetimes(datetime(1971, 1, 1), datetime(2199, 12, 1)),  # noqa: DTZ001
    st.integers(-2, 1),
    id=NAMES, drill=NAMES, movement=NAMES, side=st.sampled_from(Side), reps_done=st.integers(1, 10_000),
    reps_planned=st.integers(0, 10_000), bpm=st.integers(1, 1000), offset_minutes=st.integers(-960, 960),
    zone=st.sampled_from(["", "Europe/Berlin", "W. Europe Standard Time", "Etc/GMT+5"]),
    seconds=st.floats(0, 86_400), routine=st.just("") | NAMES, version=st.just("") | NAMES,
)  # fmt: skip


def line_of(text: bytes) -> bytes:
    return b"%08x %b" % (zlib.crc32(text), text)


@settings(deadline=None, max_examples=100)
@given(RECORDS, st.integers(0, 9))
def test_what_is_written_is_read(record: PracticeRecord, revision: int) -> None:
    line = encode_line(Entry(record.id, revision, record))
    assert line.isascii()
    assert line.count(b"\n") == 1
    assert decode_line(line.removesuffix(b"\n")) == Entry(record.id, revision, record)


def test_the_format_of_a_line() -> None:
    text = (
        b'{"v":1,"kind":"record","rev":0,"id":"7f3a-1","day":"2026-11-22","started":"2026-11-22T07:30:15.250000Z",'
        b'"offset_minutes":60,"zone":"Europe/Berlin","drill":"hip-flexor-matrix","movement":"A","side":"left",'
        b'"reps_done":8,"reps_planned":10,"bpm":60,"seconds":31.25,"routine":"full-session","version":"0.1.0"}'
    )
    assert encode_line(Entry(RECORD.id, 0, RECORD)) == line_of(text) + b"\n"
    removal = b'{"v":1,"kind":"removed","rev":1,"id":"7f3a-1"}'
    assert encode_line(Entry(RECORD.id, 1, None)) == line_of(removal) + b"\n"
    assert decode_line(line_of(removal)) == Entry(RECORD.id, 1, None)


def test_a_carriage_return_at_the_end_does_no_harm() -> None:
    line = encode_line(Entry(RECORD.id, 0, RECORD)).replace(b"\n", b"\r")
    assert decode_line(line) == Entry(RECORD.id, 0, RECORD)


def test_every_cut_is_noticed() -> None:
    line = encode_line(Entry(RECORD.id, 0, RECORD)).removesuffix(b"\n")
    for length in range(len(line)):
        with pytest.raises(LineError, match="damaged or cut off"):
            decode_line(line[:length])


def test_every_flipped_bit_is_noticed() -> None:
    line = encode_line(Entry(RECORD.id, 0, RECORD)).removesuffix(b"\n")
    for place in range(len(line)):
        for bit in range(8):
            flipped = bytearray(line)
            flipped[place] ^= 1 << bit
            with pytest.raises(LineError):
                decode_line(bytes(flipped))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"[]", "no record"),
        (b"{}", "no version"),
        (b'{"v":true}', "no version"),
        (b'{"v":0}', "no version"),
        (b'{"v":"1"}', "no version"),
        (b'{"v":1,"kind":"record"}', "no revision"),
        (b'{"v":1,"kind":"record","rev":-1}', "no revision"),
        (b'{"v":1,"kind":"record","rev":2e9}', "no revision"),
        (b'{"v":1,"kind":"removed","rev":1}', "no record"),
        (b'{"v":1,"kind":"removed","rev":1,"id":"a b"}', "no record"),
        (b'{"v":1,"kind":"dance","rev":1,"id":"a"}', "no record"),
        (b'{"v":1,"kind":"record","rev":0,"id":"a"}', "'started' is missing"),
        (b'{"v":1e999}', "not finite"),
        (b"[" * 3_000, "nested|JSON"),
        (b" " * 70_000, "too long"),
        (b"\0" * 700, "JSON"),
    ],
)
def test_a_sound_line_with_bad_content_has_its_reason(text: bytes, reason: str) -> None:
    with pytest.raises(LineError, match=reason):
        decode_line(line_of(text))


def test_a_line_of_a_newer_version_is_no_error() -> None:
    assert decode_line(line_of(b'{"v":2,"kind":"plan","what":[1]}')) == NewerLine(2)


def test_unknown_fields_are_left_out() -> None:
    fields = record_to_fields(RECORD) | {"mood": "bright"}
    assert record_from_fields(fields) == RECORD


BAD_FIELDS: list[tuple[str, list[object]]] = [
    ("id", ["", "a b", "-a", "=cmd()", "a" * 65, "é", "a\n", 5, None, "../x"]),
    (
        "day",
        [
            "2026-02-30",
            "1969-12-31",
            "2201-01-01",
            "2026-W01-1",
            5,
            "",
            "20261122",
            "2026-09-01",
            "2026-W48-1",
        ],
    ),
    (
        "started",
        ["2026-11-22T07:30:15", "now", 5, "1969-01-01T00:00:00Z", "2300-01-01T00:00:00Z", "2026" * 20, ""],
    ),
    ("offset_minutes", [961, -961, 1.0, True, "60", None]),
    ("zone", ["<+03>-3", "/etc/passwd", "a" * 65, 1, "Europe/Berlin\n"]),
    ("drill", ["", "+1", "@x", [], {}]),
    ("movement", ["", None]),
    ("side", ["up", "LEFT", 1, []]),
    ("reps_done", [0, -1, 10_001, 1.5, True, 2**70]),
    ("reps_planned", [-1, 10_001, "10"]),
    ("bpm", [0, 1_001, 60.0]),
    ("seconds", [-0.1, 86_401, float("nan"), float("inf"), "3", True, None]),
    ("routine", ["a b", None]),
    ("version", ["x" * 65, 3]),
]


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in BAD_FIELDS for value in values]
)
def test_a_bad_value_is_named(name: str, value: object) -> None:
    with pytest.raises(RecordError, match=f"'{name}'") as caught:
        record_from_fields(record_to_fields(RECORD) | {name: value})
    assert len(str(caught.value)) < 120


@pytest.mark.parametrize("name", FIELDS)
def test_a_missing_value_is_named(name: str) -> None:
    fields = record_to_fields(RECORD)
    del fields[name]
    with pytest.raises(RecordError, match=f"'{name}' is missing"):
        record_from_fields(fields)


def test_a_record_that_could_not_be_read_back_is_not_written() -> None:
    with pytest.raises(RecordError, match="'drill'"):
        encode_line(Entry(RECORD.id, 0, replace(RECORD, drill="")))


def test_another_offset_in_started_is_brought_to_utc() -> None:
    local = RECORD.started.astimezone(timezone(timedelta(hours=9)))
    assert record_from_fields(record_to_fields(RECORD) | {"started": local.isoformat()}) == RECORD
    assert record_to_fields(replace(RECORD, started=local)) == record_to_fields(RECORD)


def test_zones_that_cannot_be_kept_are_left_out() -> None:
    assert safe_zone("America/Argentina/Buenos_Aires") == "America/Argentina/Buenos_Aires"
    assert safe_zone("<+03>-3") == ""


def test_a_removed_record_can_be_put_back() -> None:
    ledger = Ledger([Entry(RECORD.id, 0, RECORD)])
    removal = ledger.removal(RECORD.id)
    ledger.add(removal)
    assert ledger.records() == ()
    assert RECORD.id in ledger
    assert ledger.ids() == {RECORD.id}
    assert ledger.entry(RECORD.id) == removal
    assert ledger.entry("never-seen") is None
    restored = ledger.correction(RECORD)
    assert restored.revision == 2
    ledger.add(restored)
    assert ledger.records() == (RECORD,)


def test_corrections_and_removals_are_changes() -> None:
    assert not Entry("a", 0, RECORD).is_change
    assert Entry("a", 1, RECORD).is_change
    assert Entry("a", 0, None).is_change


def test_a_removal_that_comes_before_its_record_counts() -> None:
    ledger = Ledger([Entry(RECORD.id, 1, None), Entry(RECORD.id, 0, RECORD)])
    assert ledger.records() == ()
    assert Ledger().removal("never-seen").revision == 0


def test_two_devices_that_disagree_lose_no_record() -> None:
    edited = replace(RECORD, reps_done=9)
    entries = [Entry(RECORD.id, 0, RECORD), Entry(RECORD.id, 1, None), Entry(RECORD.id, 1, edited)]
    for order in (entries, entries[::-1], [entries[2], entries[0], entries[1]]):
        assert Ledger(order).records() == (edited,)


def test_two_devices_that_correct_alike_or_apart_agree_on_one_record() -> None:
    eight, nine = (Entry(RECORD.id, 1, replace(RECORD, reps_done=reps)) for reps in (8, 9))
    assert Ledger([eight, nine]).records() == Ledger([nine, eight, replace(nine)]).records() == (nine.record,)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 2), st.integers(0, 3)), max_size=12),
    st.integers(),
)
def test_the_order_and_the_number_of_copies_make_no_difference(
    rows: list[tuple[str, int, int]], seed: int
) -> None:
    entries = [
        Entry(name, revision, replace(RECORD, id=name, reps_done=reps) if reps else None)
        for name, revision, reps in rows
    ]
    shuffled = entries + entries
    random.Random(seed).shuffle(shuffled)
    assert Ledger(entries).records() == Ledger(shuffled).records()


def test_records_come_by_start() -> None:
    later = replace(RECORD, id="0", started=RECORD.started + timedelta(seconds=1))
    assert Ledger([Entry("0", 0, later), Entry(RECORD.id, 0, RECORD)]).records() == (RECORD, later)
