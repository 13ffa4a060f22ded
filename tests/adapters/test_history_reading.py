"""A big history is read a little at a time: to the same numbers, without blocking, and it can be stopped."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mobility_coach.adapters.store.history_reading import STEP_SECONDS, HistoryReading
from mobility_coach.adapters.store.practice_files import PracticeFiles
from mobility_coach.domain.history import PracticeHistory, summarise
from mobility_coach.services.practice.practice_log import Entry, encode_line
from tests.adapters.test_practice_files import Place, blocked, cache_files, lines, record, same, save

if TYPE_CHECKING:
    from mobility_coach.services.work import Work

RECORDS = [record(number) for number in range(1_000)]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A history of a thousand records, which counts as big."""
    monkeypatch.setattr("mobility_coach.adapters.store.practice_files.READ_AT_ONCE_BYTES", 20_000)
    made = Place(tmp_path)
    made.write("pad.log", lines(*RECORDS[:400], RECORDS[7]))
    made.write("desk.log", lines(*RECORDS[400:]))
    return made


class Ticks:
    """A clock that goes on by a part of a step each time somebody looks at it."""

    def __init__(self, tick: float = STEP_SECONDS / 3) -> None:
        self.seconds = 0.0
        self.tick = tick

    def __call__(self) -> float:
        self.seconds += self.tick
        return self.seconds


def opened(place: Place, tick: float = STEP_SECONDS / 3) -> PracticeFiles:
    return PracticeFiles(place.folder, place.cache, "desk", None, Ticks(tick))


def reading_of(log: PracticeFiles) -> HistoryReading:
    reading = log.reading()
    assert reading is not None
    return reading


def seconds(history: PracticeHistory) -> float:
    return sum(totals.seconds for totals in history.days)


def test_it_is_read_in_steps_to_the_same_numbers(place: Place) -> None:
    place.write(
        "conflict.log", encode_line(Entry("id-3", 1, None)) + encode_line(Entry("id-9", 2, RECORDS[9]))
    )
    place.write("phone.log", encode_line(Entry("id-9", 1, None)) + b"odd\n" + lines(RECORDS[3]))
    log = opened(place)
    reading = reading_of(log)
    work: Work = reading
    assert (work.title, work.progress, work.pause_ms) == ("Reading your history", 0.0, 0)
    assert log.reading() is reading
    assert log.history() == PracticeHistory()
    told, counted = [], []
    while work.step():
        told.append(work.progress)
        counted.append(seconds(log.history()))
    assert len(told) > 5
    assert told == sorted(told)
    assert counted == sorted(counted)
    assert 0 < next(filter(None, counted)) < counted[-1]
    assert work.progress == 1.0
    assert not work.step()
    expected = summarise(one for one in RECORDS if one.id != "id-3")
    assert same(log.history(), expected)
    assert log.reading() is None
    assert len(log.problems()) == 1
    # The same as in one go, and the next start has it at hand.
    place.forget()
    assert place.open().history() == log.history()
    assert opened(place).reading() is None


def test_small_histories_and_those_at_hand_need_no_reading(place: Place, tmp_path: Path) -> None:
    small = Place(tmp_path / "small")
    small.write("pad.log", lines(*RECORDS[:20]))
    assert opened(small).reading() is None
    assert opened(Place(tmp_path / "none")).reading() is None
    place.open().history()
    log = opened(place)
    assert log.reading() is None
    save(log, record(2_000))
    assert log.reading() is None
    assert same(log.history(), summarise([*RECORDS, record(2_000)]))


@pytest.mark.parametrize(
    "change",
    [
        encode_line(Entry("id-3", 1, None)),
        lines(*(record(number) for number in range(3_000, 3_100))),
    ],
)
def test_what_can_not_be_added_quickly_is_read(place: Place, change: bytes) -> None:
    place.open().history()
    place.write("phone.log", change)
    log = opened(place)
    reading = reading_of(log)
    while reading.step():
        pass
    assert same(log.history(), summarise(log.records()))


def test_a_file_that_shrank_or_vanished_is_read_anew(place: Place) -> None:
    place.open().history()
    place.write("pad.log", lines(*RECORDS[:200]))
    reading = reading_of(opened(place))
    assert reading.step()
    (place.folder / "pad.log").unlink()
    reading_of(opened(place))


def test_what_is_practised_and_corrected_meanwhile_counts(place: Place) -> None:
    log = opened(place)
    reading = reading_of(log)
    for _ in range(4):
        assert reading.step()
    some = seconds(log.history())
    new = replace(record(2_000), seconds=5.0)
    save(log, new)
    assert seconds(log.history()) == some + 5.0
    assert log.day_records(RECORDS[0].day) == tuple(RECORDS[:3])
    log.day_records(RECORDS[0].day)
    log.remove("id-1")
    assert log.day_records(RECORDS[0].day) == (RECORDS[0], RECORDS[2])
    while reading.step():
        log.history()
    expected = [one for one in RECORDS if one.id != "id-1"] + [new]
    assert same(log.history(), summarise(expected))
    place.check(*expected)


def test_a_correction_by_another_process_meanwhile_is_noticed(place: Place) -> None:
    log = opened(place)
    reading = reading_of(log)
    for _ in range(4):
        reading.step()
    place.open().remove("id-2")
    path = place.folder / "pad.log"
    path.write_bytes(encode_line(Entry("id-900", 1, None)) + path.read_bytes()[300:])
    while reading.step():
        pass
    again = log.reading()
    while again is not None and again.step():
        pass
    assert same(log.history(), summarise(log.records()))
    assert {"id-2", "id-900"}.isdisjoint(one.id for one in log.records())


def test_a_correction_found_on_the_second_look_makes_it_read_once_more(place: Place) -> None:
    log = opened(place, tick=STEP_SECONDS * 2)
    reading = reading_of(log)
    for _ in range(3):
        assert reading.step()
    path = place.folder / "pad.log"
    data = path.read_bytes()
    swapped = encode_line(Entry("id-900", 1, None)) + encode_line(Entry("id-1", 0, RECORDS[1]))
    path.write_bytes(swapped + data[len(swapped) :])
    place.own.write_bytes(place.own.read_bytes())
    while reading.step():
        pass
    again = reading_of(log) if log.reading() else None
    while again is not None and again.step():
        pass
    assert same(log.history(), summarise(log.records()))


def test_it_can_be_stopped_and_goes_on_where_it_stopped(place: Place) -> None:
    log = opened(place)
    reading = reading_of(log)
    for _ in range(6):
        reading.step()
    reading.cancel()
    reading.cancel()
    done, some = reading.progress, log.history()
    assert not reading.step()
    assert 0 < seconds(some) < seconds(summarise(RECORDS))
    assert log.history() == some
    [problem] = log.problems()
    assert problem == (
        "Your history was not read to the end: older days and your streak may be missing. "
        "Open the history to read on, or start the coach again."
    )
    save(log, record(2_000))
    assert same(log.history(), summarise_with(some, record(2_000).day.toordinal(), log))
    assert log.settle().pending == 0
    assert not place.cache.exists()
    resumed = reading_of(log)
    assert resumed is not reading
    assert log.problems() == ()
    assert resumed.progress == done
    while resumed.step():
        pass
    resumed.cancel()
    assert log.problems() == ()
    assert len(cache_files(place)) == 2
    assert same(log.history(), summarise([*RECORDS, record(2_000)]))


def summarise_with(history: PracticeHistory, day: int, log: PracticeFiles) -> PracticeHistory:
    """`history`, with the one new day of `log`."""
    new = log.history()
    assert {each.day for each in new.days} - {each.day for each in history.days} == {day}
    return new


def test_files_that_can_not_be_read_are_told_and_the_rest_counts(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with blocked(monkeypatch, "pad.log"):
        log = opened(place)
        reading = reading_of(log)
        while reading.step():
            pass
        assert same(log.history(), summarise(RECORDS[400:]))
        assert "pad.log" in log.problems()[0]
        monkeypatch.undo()


def test_reading_nothing_ends_at_once(place: Place) -> None:
    log = opened(place)
    assert list(log._index.read_all()) == []
