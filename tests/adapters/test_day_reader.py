"""One day's records, found among bytes: always the same as among all records. And what a correction costs."""

import errno
import json
import random
import zlib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from mobility_coach.adapters.store.practice_files import PracticeFiles
from mobility_coach.domain.drill import Side
from mobility_coach.domain.history import summarise
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.services.practice.practice_fields import record_to_fields
from mobility_coach.services.practice.practice_log import FIRST_VERSION, Entry, decode_line, encode_line
from tests.adapters.test_practice_files import NOON, Faulty, Place, blocked, lines, record, same, save

DAYS = [NOON.date() + timedelta(days=number) for number in range(5)]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def expect_days(log: PracticeFiles, *others: PracticeFiles) -> None:
    """Every day is what filtering all records gives, read by itself and after another one."""
    records = log.records()
    for each in (log, *others):
        for day in DAYS:
            assert each.day_records(day) == tuple(one for one in records if one.day == day), day


def count_reads(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The lines that are understood from now on, whoever asks."""
    read: list[bytes] = []

    def counted(line: bytes) -> object:
        read.append(line)
        return decode_line(line)

    monkeypatch.setattr("mobility_coach.adapters.store.log_lines.decode_line", counted)
    return read


def foreign(one: PracticeRecord, revision: int, style: int) -> bytes:
    """The line of another program: with spaces, with other names first, or with escapes."""
    fields = {"v": 1, "kind": "record", "rev": revision, **record_to_fields(one)}
    if style == 1:
        fields = dict(reversed(fields.items()))
    text = json.dumps(fields, separators=(",", ":") if style else (", ", ": "))
    if style == 2:
        text = text.replace("-", "\\u002d").replace('"rev"', '"r\\u0065v"')
    data = text.encode()
    return b"%08x %b\n" % (zlib.crc32(data), data)


def test_first_versions_begin_as_they_are_looked_for() -> None:
    assert encode_line(Entry("id-0", 0, record(0))).startswith(FIRST_VERSION, 8)
    assert not encode_line(Entry("id-0", 1, record(0))).startswith(FIRST_VERSION, 8)
    assert not encode_line(Entry("id-0", 0, None)).startswith(FIRST_VERSION, 8)


def test_an_empty_log_has_no_day(place: Place) -> None:
    assert place.open().day_records(DAYS[0]) == ()
    assert not place.folder.exists()


def test_a_day_reads_no_other_days(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    log = place.open()
    log.append_all(record(number) for number in range(300))
    read = count_reads(monkeypatch)
    assert place.open().day_records(DAYS[1]) == (record(3), record(4), record(5))
    assert len(read) <= 4  # and what stands behind the last newline


def test_a_day_is_read_once(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    log = place.open()
    log.append_all(record(number) for number in range(9))
    log.day_records(DAYS[1])
    read = count_reads(monkeypatch)
    save(log, replace(record(4), id="more"))
    assert [one.id for one in log.day_records(DAYS[1])] == ["id-3", "id-4", "more", "id-5"]
    assert read == []


@pytest.mark.parametrize("seed", range(12))
def test_a_day_is_always_what_filtering_all_records_gives(place: Place, seed: int) -> None:
    dice = random.Random(seed)
    files = Faulty()
    place.write("tablet.log", lines(*(record(number) for number in range(15))))
    log, other = place.open(files), place.open()
    for step in range(60):
        one = replace(
            record(dice.randrange(15)),
            day=dice.choice(DAYS),
            reps_done=dice.randrange(1, 20),
        )
        action = dice.randrange(9)
        if action == 0:
            save(other, record(100 + step))
        elif action == 1:
            log.put_back(one)
        elif action == 2:
            log.remove(one.id)
        elif action == 3:
            other.put_back(one)
        elif action == 4:
            other.remove(one.id)
        elif action == 5:
            place.write(f"pad{dice.randrange(3)}.log", foreign(one, dice.randrange(1, 9), dice.randrange(3)))
        elif action == 6:
            copied = place.own.read_bytes() if place.own.exists() else b""
            place.write("desk (conflict).log", copied[dice.randrange(40) : dice.randrange(9_000)])
        elif action == 7 and place.own.exists():
            with place.own.open("ab") as torn:
                torn.write(lines(record(200 + step))[: dice.randrange(400)] + b"{" * dice.randrange(2))
        else:
            files.room = dice.choice([None, 20])
        if not step % 6:
            expect_days(log)
            assert same(log.history(), summarise(log.records())), step
    files.room = None
    assert log.flush().pending == 0
    expect_days(log, other, place.open())
    assert same(log.history(), summarise(log.records()))
    assert same(other.history(), summarise(log.records()))


def test_giant_lines_and_cut_lines_hide_no_day(place: Place) -> None:
    giant = b"x" * 3_000_000
    data = giant + b"\n" + lines(record(0)) + giant + giant + b"\n" + lines(record(1), record(3))
    place.write("desk.log", data[:-1])
    assert place.open().day_records(DAYS[0]) == (record(0), record(1))
    assert place.open().day_records(DAYS[1]) == (record(3),)


def test_a_log_that_cannot_be_read_is_told_and_read_when_it_can(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(place.open(), record(0))
    place.write("pad.log", lines(record(1)))
    with blocked(monkeypatch, "pad.log"):
        log = place.open()
        assert log.day_records(DAYS[0]) == (record(0),)
        assert "pad.log" in log.problems()[0]
    assert log.day_records(DAYS[0]) == (record(0), record(1))


def test_a_day_of_weeks_is_no_day(place: Place) -> None:
    week = foreign(record(0), 0, 1).replace(b'"2026-11-01"', b'"2026-W44-7"')[9:-1]
    place.write("pad.log", b"%08x %b\n" % (zlib.crc32(week), week))
    assert place.open().records() == ()


# Corrections


def test_a_correction_reads_nothing_but_its_day(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    records = [record(number) for number in range(300)]
    place.open().append_all(records)
    place.open().history()
    log = place.open()
    before = log.history()
    assert len(log.day_records(DAYS[1])) == 3
    read = count_reads(monkeypatch)
    assert log.put_back(replace(record(4), side=Side.BOTH)).saved == 1
    changed = log.history()
    assert log.remove("id-3").saved == 1
    assert read == []
    assert not same(before, changed)
    records[4] = replace(record(4), side=Side.BOTH)
    assert same(log.history(), summarise(records[:3] + records[4:]))
    assert log.put_back(record(3)).saved == 1
    assert log.put_back(record(4)).saved == 1
    assert read == []
    assert same(log.history(), before)
    monkeypatch.undo()
    place.check(*(record(number) for number in range(300)))


def test_the_last_record_of_a_day_takes_the_day_along(place: Place) -> None:
    log = place.open()
    save(log, record(0), record(3))
    assert len(log.history().days) == 2
    log.remove("id-3")
    assert same(log.history(), summarise([record(0)]))


def test_a_record_that_moves_to_another_day_is_counted_there(place: Place) -> None:
    log = place.open()
    save(log, record(0), record(1), record(3))
    log.day_records(DAYS[0])
    moved = replace(record(1), day=DAYS[1])
    log.put_back(moved)
    assert same(log.history(), summarise([record(0), moved, record(3)]))
    expect_days(log, place.open())


def test_a_correction_is_in_the_cache_of_the_next_start(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.open().append_all(record(number) for number in range(30))
    place.open().history()
    log = place.open()
    log.history()
    log.day_records(DAYS[0])
    log.remove("id-1")
    log.settle()
    read = count_reads(monkeypatch)
    again = place.open()
    assert same(again.history(), summarise(record(number) for number in range(30) if number != 1))
    assert read == []


def test_a_correction_that_is_not_saved_counts_and_stays_out_of_the_cache(place: Place) -> None:
    save(place.open(), record(0), record(1))
    files = Faulty()
    log = place.open(files)
    log.day_records(DAYS[0])
    files.failures["open to write"] = errno.ENOSPC
    result = log.remove("id-0")
    assert (result.saved, result.pending) == (0, 1)
    assert "The disk is full" in result.problem
    assert log.day_records(DAYS[0]) == (record(1),)
    assert same(log.history(), summarise([record(1)]))
    place.forget()
    place.write("pad.log", lines(record(5)))
    assert same(log.history(), summarise([record(1), record(5)]))
    assert same(place.open().history(), summarise([record(0), record(1), record(5)]))
    files.failures.clear()
    assert log.flush().saved == 1
    place.check(record(1), record(5))


def test_a_record_saved_before_the_first_look_is_counted_once(place: Place) -> None:
    place.open().append_all(record(number) for number in range(600))
    place.open().history()
    log = place.open()
    save(log, replace(record(1), id="new"))
    other = place.open()
    other.append_all(record(number) for number in range(1_000, 1_100))
    other.settle()
    third = place.open()
    third.history()
    third.settle()
    assert same(log.history(), place.open().history())


def test_two_processes_that_correct_the_same_record_agree(place: Place) -> None:
    one, other = place.open(), place.open()
    save(one, record(0), record(1), record(2))
    assert one.day_records(DAYS[0]) == other.day_records(DAYS[0])
    one.put_back(replace(record(0), reps_done=3))
    other.put_back(replace(record(0), reps_done=12))
    one.remove("id-1")
    assert one.day_records(DAYS[0]) == other.day_records(DAYS[0])
    assert same(one.history(), other.history())
    place.check(*one.records())


@pytest.mark.parametrize("change", ["remove", "correct", "neither"])
def test_what_another_device_added_to_a_corrected_day_counts_once(place: Place, change: str) -> None:
    """Its line is met twice: when the day is counted anew, and when the log is read on."""
    log, other = place.open(), place.open(device="other")
    save(log, record(3))
    log.history()
    save(other, record(4))
    if change == "remove":
        log.remove("id-4")
    elif change == "correct":
        log.put_back(replace(record(4), side=Side.RIGHT, day=DAYS[2]))
    log.put_back(replace(record(3), reps_done=1))
    assert same(log.history(), summarise(log.records()))
    log.settle()
    assert same(place.open().history(), summarise(log.records()))


def test_what_comes_to_a_corrected_day_while_the_history_is_read_counts_once(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mobility_coach.adapters.store.practice_files.READ_AT_ONCE_BYTES", 1)
    save(place.open(device="other"), record(3))
    log = place.open()
    reading = log.reading()
    assert reading is not None
    reading.step()
    save(place.open(device="third"), record(4), record(5))
    log.remove("id-4")
    log.put_back(replace(record(3), reps_done=1))
    while reading.step():
        pass
    assert same(log.history(), summarise(log.records()))


def test_days_before_and_after_all_others(place: Place) -> None:
    save(place.open(), record(0))
    for day in (date(1970, 1, 1), date(2200, 12, 31)):
        assert place.open().day_records(day) == ()
