"""The log of breaks and the reminders' memory at the file system's boundary."""

import errno
import logging
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mobility_coach.adapters.store import break_files
from mobility_coach.adapters.store.break_files import MOST_MEMORY_BYTES, BreakFiles, BreakMemoryFile
from mobility_coach.adapters.store.log_scan import LogScan
from mobility_coach.domain.breaks.record import BreakRecord, Outcome
from mobility_coach.services.breaks.break_lines import encode_break
from mobility_coach.services.practice.practice_log import line_of
from tests.adapters.test_practice_files import Faulty

TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(1)
DONE, AWAY, SNOOZED, SKIPPED = Outcome.DONE, Outcome.AWAY, Outcome.SNOOZED, Outcome.SKIPPED


def record(number: int, outcome: Outcome = DONE, day: date = TODAY) -> BreakRecord:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(seconds=number)
    return BreakRecord(f"id-{number}", "short", outcome, at, 60, day, 110.0, "0.5.0")


def lines(*records: BreakRecord) -> bytes:
    return b"".join(map(encode_break, records))


class Shelf:
    """A folder of logs; opens the log anew as a new process would."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "breaks"
        self.own = self.folder / "desk.log"

    def open(self, files: Faulty | None = None) -> BreakFiles:
        return BreakFiles(self.folder, "desk", files)

    def write(self, name: str, data: bytes) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / name
        path.write_bytes(data)
        return path


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def read_bytes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bytes each reading of a log began behind."""
    starts: list[int] = []

    class Watched(LogScan):
        def __init__(self, path: Path, start: int = 0, crc: int = 0, *, stop: int | None = None) -> None:
            starts.append(start)
            super().__init__(path, start, crc, stop=stop)

    monkeypatch.setattr(break_files, "LogScan", Watched)
    return starts


def test_what_became_of_breaks_is_counted_and_outlasts_the_program(shelf: Shelf) -> None:
    log = shelf.open()
    assert log.outcomes(TODAY) == {}
    told = [log.append(record(1)), log.append(record(2)), log.append(record(3, SKIPPED))]
    assert told == ["", "", ""]
    log.append(record(4, AWAY, YESTERDAY))
    for each in (log, shelf.open()):
        assert each.outcomes(TODAY) == {DONE: 2, SKIPPED: 1}
        assert each.outcomes(YESTERDAY) == {AWAY: 1}
        assert each.outcomes(TODAY + timedelta(1)) == {}
        assert [known.id for known in each.records()] == ["id-4", "id-1", "id-2", "id-3"]
        assert each.problems() == ()
    assert shelf.own.read_bytes() == lines(
        record(1), record(2), record(3, SKIPPED), record(4, AWAY, YESTERDAY)
    )


@pytest.mark.parametrize("target", ["gone.txt", "lost.log"], ids=["dangling", "loop"])
def test_a_link_that_leads_nowhere_costs_nothing_else(shelf: Shelf, target: str) -> None:
    shelf.write("desk.log", lines(record(1), record(2)))
    (shelf.folder / "lost.log").symlink_to(target)
    log = shelf.open()
    assert (log.outcomes(TODAY), len(log.records()), log.problems()) == ({DONE: 2}, 2, ())


def test_all_devices_count_and_no_record_counts_twice(shelf: Shelf) -> None:
    log = shelf.open()
    log.append(record(1))
    shelf.write("phone.log", lines(record(5, SNOOZED), record(1)))
    shelf.write("desk.sync-conflict.log", lines(record(1), record(6)))
    shelf.write("notes.txt", lines(record(7)))
    assert log.outcomes(TODAY) == {DONE: 2, SNOOZED: 1}
    assert [known.id for known in log.records()] == ["id-1", "id-5", "id-6"]


def test_a_day_that_is_at_hand_is_only_read_on(shelf: Shelf, read_bytes: list[int]) -> None:
    log = shelf.open()
    log.append(record(1))
    log.outcomes(TODAY)
    size = shelf.own.stat().st_size
    read_bytes.clear()
    for _ in range(5):
        assert log.outcomes(TODAY) == {DONE: 1}
    assert read_bytes == []
    log.append(record(2))
    assert log.outcomes(TODAY) == {DONE: 2}
    assert read_bytes == [size]


def test_the_days_at_hand_are_few(shelf: Shelf, read_bytes: list[int]) -> None:
    log = shelf.open()
    log.append(record(1))
    for back in range(10):
        log.outcomes(TODAY - timedelta(back))
    read_bytes.clear()
    log.outcomes(TODAY - timedelta(9))
    assert read_bytes == []
    assert log.outcomes(TODAY) == {DONE: 1}
    assert read_bytes == [0]


def test_of_a_long_log_the_end_is_read_for_today(
    shelf: Shelf, read_bytes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(break_files, "TAIL_BYTES", 4096)
    earlier = [record(number, DONE, TODAY - timedelta(100 - number)) for number in range(100)]
    shelf.write("desk.log", lines(*earlier, record(200), record(201, SKIPPED)))
    log = shelf.open()
    assert log.outcomes(TODAY) == {DONE: 1, SKIPPED: 1}
    assert min(read_bytes) > 10_000
    # A day before the tail costs the whole file, and is right as well.
    assert log.outcomes(TODAY - timedelta(100)) == {DONE: 1}
    assert log.problems() == ()


def test_a_day_longer_than_the_tail_is_counted_whole(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(break_files, "TAIL_BYTES", 4096)
    shelf.write("desk.log", lines(*(record(number) for number in range(100))))
    assert shelf.open().outcomes(TODAY) == {DONE: 100}


def test_a_tail_without_any_record_is_no_reason_to_miss_one(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(break_files, "TAIL_BYTES", 1000)
    shelf.write("desk.log", lines(record(1)) + b"rubbish\n" * 1000)
    assert shelf.open().outcomes(TODAY) == {DONE: 1}


def test_of_a_huge_file_the_end_is_read(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(break_files, "MOST_FILE_BYTES", 4096)
    monkeypatch.setattr(break_files, "TAIL_BYTES", 1024)
    shelf.write("desk.log", lines(*(record(number) for number in range(100))))
    log = shelf.open()
    assert 10 < len(log.records()) < 30
    assert log.records()[-1] == record(99)
    assert log.outcomes(TODAY)[DONE] == len(log.records())
    assert log.problems() == ()


def test_a_damaged_line_costs_itself_and_is_told_once(shelf: Shelf, caplog: pytest.LogCaptureFixture) -> None:
    damaged = lines(record(2)).replace(b"done", b"gone")
    path = shelf.write("desk.log", lines(record(1)) + damaged + b"\n\n" + lines(record(3, AWAY)))
    log = shelf.open()
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert log.outcomes(TODAY) == {DONE: 1, AWAY: 1}
            assert [known.id for known in log.records()] == ["id-1", "id-3"]
    [problem] = log.problems()
    assert problem.startswith(f"{path}: 1 line could not be read.")
    assert len(caplog.records) == 1


def test_a_line_that_is_far_too_long_costs_itself(shelf: Shelf) -> None:
    shelf.write("desk.log", lines(record(1)) + b"x" * 3_000_000 + b"\n" + lines(record(2)))
    log = shelf.open()
    assert log.outcomes(TODAY) == {DONE: 2}
    assert len(log.records()) == 2
    [problem] = log.problems()
    assert "1 line could not be read" in problem


def test_lines_of_a_newer_version_stay_and_nobody_is_bothered(shelf: Shelf) -> None:
    newer = line_of({"v": 9, "id": "n-1", "day": TODAY.isoformat(), "mood": "good"})
    path = shelf.write("desk.log", lines(record(1)) + newer + newer[:-1])
    log = shelf.open()
    assert log.outcomes(TODAY) == {DONE: 1}
    assert len(log.records()) == 1
    assert log.problems() == ()
    log.append(record(2))
    assert newer in path.read_bytes()
    assert log.outcomes(TODAY) == {DONE: 2}


def test_a_last_line_that_was_cut_off_swallows_nothing(shelf: Shelf) -> None:
    shelf.write("desk.log", lines(record(1)) + lines(record(2))[:40])
    log = shelf.open()
    assert log.outcomes(TODAY) == {DONE: 1}
    assert log.problems() == (), "its writer may still be at it"
    assert log.append(record(3)) == ""
    assert log.outcomes(TODAY) == {DONE: 2}
    assert [known.id for known in shelf.open().records()] == ["id-1", "id-3"]


def test_a_last_line_without_its_newline_counts_once(shelf: Shelf) -> None:
    shelf.write("desk.log", lines(record(1))[:-1])
    log = shelf.open()
    assert log.outcomes(TODAY) == log.outcomes(TODAY) == {DONE: 1}
    log.append(record(2))
    assert log.outcomes(TODAY) == {DONE: 2}
    assert len(log.records()) == 2


@pytest.mark.parametrize("change", ["gone", "shorter", "another file"])
def test_what_others_do_to_the_files_is_seen(shelf: Shelf, change: str) -> None:
    path = shelf.write("phone.log", lines(record(1), record(2)))
    shelf.write("desk.log", lines(record(3, AWAY)))
    log = shelf.open()
    assert log.outcomes(TODAY) == {DONE: 2, AWAY: 1}
    if change == "gone":
        path.unlink()
        left = {AWAY: 1}
    elif change == "shorter":
        path.write_bytes(lines(record(1)))
        left = {DONE: 1, AWAY: 1}
    else:
        shelf.write("new", lines(record(1), record(4), record(5))).replace(path)
        left = {DONE: 3, AWAY: 1}
    assert log.outcomes(TODAY) == left


def test_on_a_full_disk_breaks_are_kept_and_written_later(shelf: Shelf) -> None:
    files = Faulty()
    log = shelf.open(files)
    log.append(record(1))
    files.room = 10
    told = log.append(record(2))
    assert told == (
        "1 break is not saved yet. The disk is full. Free some space. "
        "The coach tries again with the next break."
    )
    files.room = 0
    assert log.append(record(3, SKIPPED)).startswith("2 breaks are not saved yet.")
    assert log.problems() == (log.flush(),)
    assert log.outcomes(TODAY) == {DONE: 2, SKIPPED: 1}
    assert [known.id for known in log.records()] == ["id-1", "id-2", "id-3"]
    files.room = None
    assert log.append(record(4)) == ""
    assert log.problems() == ()
    assert log.flush() == ""
    assert log.outcomes(TODAY) == {DONE: 3, SKIPPED: 1}
    assert shelf.open().outcomes(TODAY) == {DONE: 3, SKIPPED: 1}


def test_what_may_have_been_written_is_not_counted_twice(shelf: Shelf) -> None:
    files = Faulty()
    log = shelf.open(files)
    files.failing_syncs = 3
    assert "The disk reported an error" in log.append(record(1))
    assert log.outcomes(TODAY) == {DONE: 1}
    assert log.flush() == ""
    assert log.outcomes(TODAY) == {DONE: 1}
    assert len(log.records()) == 1


def test_a_folder_that_cannot_be_used_is_told_with_its_remedy(shelf: Shelf) -> None:
    shelf.folder.write_bytes(b"a file in the way")
    log = shelf.open()
    told = log.append(record(1))
    assert told.startswith(f"1 break is not saved yet. A folder or a file is in the way at {shelf.folder}.")
    assert log.outcomes(TODAY) == {DONE: 1}
    assert [known.id for known in log.records()] == ["id-1"]
    [unreadable, unsaved] = log.problems()
    assert unreadable.endswith("Until then the breaks in it are not counted.")
    assert unsaved == told


@pytest.fixture
def closed_phone(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that can be seen and not read."""
    path = shelf.write("phone.log", lines(record(9)))
    usual = Path.open

    def refuse(self: Path, *args: object, **options: object) -> object:
        if self == path:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return usual(self, *args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    return path


def test_a_file_that_cannot_be_read_costs_itself(
    shelf: Shelf, closed_phone: Path, caplog: pytest.LogCaptureFixture
) -> None:
    log = shelf.open()
    log.append(record(1))
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert log.outcomes(TODAY) == {DONE: 1}
            assert len(log.records()) == 1
    [problem] = log.problems()
    assert problem.startswith(f"{closed_phone} can't be written or read. Check its permissions.")
    assert len(caplog.records) == 1


def test_a_record_that_could_not_be_read_back_is_refused_in_words(shelf: Shelf) -> None:
    log = shelf.open()
    odd = replace(record(1), kind="a b")
    assert log.append(odd) == "The break can't be saved: 'kind' is 'a b', which can't be used."
    assert log.outcomes(TODAY) == {}
    assert not shelf.own.exists()


# Where the reminders stood


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "breaks.json"


def test_where_the_reminders_stood_comes_back(path: Path) -> None:
    memory = BreakMemoryFile(path)
    assert memory.load() == {}
    values = {"worked": {"short": 12.5}, "pause": None, "kind": ""}
    memory.save(values)
    assert BreakMemoryFile(path).load() == values


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[1]", b"\xff\xfe", b'{"worked": NaN}', b'"x"', b" " * MOST_MEMORY_BYTES + b"{}"]
)
def test_a_memory_that_cannot_be_read_is_none(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)
    assert BreakMemoryFile(path).load() == {}


def test_a_memory_in_whose_place_something_else_is_costs_nothing_else(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.mkdir(parents=True)
    memory = BreakMemoryFile(path)
    with caplog.at_level(logging.INFO):
        memory.save({"kind": "short"})
        assert memory.load() == {}
    assert len(caplog.records) == 2


@pytest.mark.parametrize("value", [float("nan"), object(), {1: {2}}])
def test_what_is_no_json_is_forgotten_and_the_old_memory_stays(path: Path, value: object) -> None:
    memory = BreakMemoryFile(path)
    memory.save({"kind": "short"})
    memory.save({"kind": value})
    assert memory.load() == {"kind": "short"}


def test_a_full_disk_leaves_the_old_memory(path: Path) -> None:
    files = Faulty()
    memory = BreakMemoryFile(path, files)
    memory.save({"kind": "short"})
    files.room = 3
    memory.save({"kind": "long"})
    files.room = None
    assert memory.load() == {"kind": "short"}
