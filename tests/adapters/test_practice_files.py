"""The practice log at the file system's boundary: whatever happens there, no record is lost or made up."""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mobility_coach.adapters.store.practice_files import PracticeFiles
from mobility_coach.adapters.store.storage import FileSystem
from mobility_coach.domain.drill import Side
from mobility_coach.domain.history import PracticeHistory, summarise
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.services.practice.practice_log import Entry, encode_line

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def record(number: int) -> PracticeRecord:
    moment = NOON + timedelta(days=number // 3, minutes=number % 3)
    return PracticeRecord(
        id=f"id-{number}", drill=f"drill-{number % 4}", movement="A",
        side=(Side.LEFT, Side.RIGHT)[number % 2], reps_done=10, reps_planned=10, bpm=60,
        started=moment, offset_minutes=60, zone="Europe/Berlin",
        day=moment.date(), seconds=40.0 + number, routine="", version="0.1.0",
    )  # fmt: skip


def lines(*records: PracticeRecord) -> bytes:
    return b"".join(encode_line(Entry(each.id, 0, each)) for each in records)


class Faulty(FileSystem):
    """A file system in which every call can be made to fail.

    `room` is how many bytes still fit, `failing_syncs` how many calls of fsync fail; `failures` maps the
    name of a call to the error that it raises; with `is_locked` somebody else has every lock.
    """

    def __init__(self) -> None:
        self.room: int | None = None
        self.failing_syncs = 0
        self.failing_folder_syncs = 0
        self.failures: dict[str, int] = {}
        self.is_locked = False
        self.pauses = 0
        self.syncs = 0

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        writes = flags & (os.O_WRONLY | os.O_RDWR)
        self._fail("open to write" if writes else "open to read", path)
        return super().open(path, flags, mode)

    def write(self, descriptor: int, data: bytes) -> int:
        if self.room is None:
            return super().write(descriptor, data)
        if not self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        # As a full disk does: a part is written, and nothing is said.
        written = super().write(descriptor, data[: self.room])
        self.room -= written
        return written

    def sync(self, descriptor: int) -> None:
        self.syncs += 1
        if self.failing_syncs:
            self.failing_syncs -= 1
            raise OSError(errno.EIO, "Input/output error")
        super().sync(descriptor)

    def sync_folder(self, folder: Path) -> None:
        if self.failing_folder_syncs:
            self.failing_folder_syncs -= 1
            raise OSError(errno.EIO, "Input/output error")
        super().sync_folder(folder)

    def truncate(self, descriptor: int, size: int) -> None:
        self._fail("truncate", Path("-"))
        super().truncate(descriptor, size)

    def replace(self, old: Path, new: Path) -> None:
        self._fail("replace", new)
        super().replace(old, new)

    def try_lock(self, descriptor: int) -> bool:
        return not self.is_locked and super().try_lock(descriptor)

    def pause(self, seconds: float) -> None:
        self.pauses += 1

    def _fail(self, call: str, path: Path) -> None:
        if call in self.failures:
            number = self.failures[call]
            raise OSError(number, os.strerror(number), str(path))


class Quick(FileSystem):
    """Syncs nothing; for tests that save hundreds of times."""

    def sync(self, descriptor: int) -> None:
        pass


class Place:
    """A folder of logs and its cache; opens the log anew as a new process would."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "practice"
        self.cache = root / "cache"
        self.own = self.folder / "desk.log"
        self.aside = self.folder / "unreadable" / "desk.log"

    def open(self, files: FileSystem | None = None, device: str = "desk") -> PracticeFiles:
        return PracticeFiles(self.folder, self.cache, device, files)

    def write(self, name: str, data: bytes) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / name
        path.write_bytes(data)
        return path

    def forget(self) -> None:
        shutil.rmtree(self.cache, ignore_errors=True)

    def check(self, *expected: PracticeRecord) -> None:
        """Both ways of reading see exactly these records, with the cache and without."""
        wanted = tuple(sorted(expected, key=lambda each: each.started))
        assert same(self.open().history(), summarise(wanted))
        self.forget()
        opened = self.open()
        assert opened.records() == wanted
        assert same(opened.history(), summarise(wanted))
        assert same(self.open().history(), summarise(wanted))


def same(one: PracticeHistory, other: PracticeHistory) -> bool:
    def plain(history: PracticeHistory) -> list[object]:
        days = [each._replace(done=0, moved=0) for each in history.days]
        sides = [set(history.finished(date.fromordinal(each.day))) for each in history.days]
        moved = [
            {name for bit, name in enumerate(history.movements) if each.moved >> bit & 1}
            for each in history.days
        ]
        return [days, sides, moved]

    return plain(one) == plain(other)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def save(log: PracticeFiles, *records: PracticeRecord) -> None:
    for each in records:
        result = log.append(each)
        assert (result.saved, result.pending, result.problem) == (1, 0, "")


# What works


def test_an_empty_log(place: Place) -> None:
    log = place.open()
    assert log.records() == ()
    assert log.history() == PracticeHistory()
    assert log.problems() == ()
    assert log.known_ids() == frozenset()
    assert not place.folder.exists()


def test_records_are_there_at_the_next_start(place: Place) -> None:
    records = [record(number) for number in range(7)]
    save(place.open(), *records)
    assert place.own.read_bytes() == lines(*records)
    place.check(*records)


def test_what_was_saved_now_counts_now(place: Place) -> None:
    save(place.open(), record(0))
    log = place.open()
    assert len(log.history().days) == 1
    save(log, record(3))
    assert same(log.history(), summarise([record(0), record(3)]))
    assert log.records() == (record(0), record(3))
    save(log, record(6))
    assert log.records() == (record(0), record(3), record(6))
    assert same(log.history(), summarise([record(0), record(3), record(6)]))


def test_records_saved_before_the_first_look_count(place: Place) -> None:
    save(place.open(), record(0))
    place.open().history()
    log = place.open()
    save(log, record(1))
    assert same(log.history(), summarise([record(0), record(1)]))


def test_many_records_cost_one_sync(place: Place) -> None:
    files = Faulty()
    log = place.open(files)
    result = log.append_all(record(number) for number in range(50))
    assert (result.saved, result.pending) == (50, 0)
    assert files.syncs == 2  # the file and, as it is new, its folder
    place.check(*(record(number) for number in range(50)))
    assert log.append_all([]).saved == 0


def test_a_record_is_taken_out_and_put_back(place: Place) -> None:
    log = place.open()
    save(log, record(0), record(1))
    assert log.remove("id-0").saved == 1
    assert log.records() == (record(1),)
    assert same(log.history(), summarise([record(1)]))
    assert log.known_ids() == {"id-0", "id-1"}
    place.check(record(1))
    edited = replace(record(0), reps_done=3)
    assert place.open().put_back(edited).saved == 1
    place.check(edited, record(1))
    # Lines are only ever added.
    assert place.own.read_bytes().startswith(lines(record(0), record(1)))


def test_a_removal_by_another_process_is_seen(place: Place) -> None:
    first, second = place.open(), place.open()
    save(first, record(0), record(1))
    assert len(second.history().days) == 1
    first.remove("id-1")
    assert same(second.history(), summarise([record(0)]))


def test_the_folder_is_private(place: Place) -> None:
    save(place.open(), record(0))
    assert place.folder.stat().st_mode & 0o777 == 0o700
    assert place.own.stat().st_mode & 0o777 == 0o600


def test_a_record_that_cannot_be_kept_is_said_and_logged(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    log = place.open()
    result = log.append(replace(record(0), drill="a/b"))
    assert (result.saved, result.pending) == (0, 0)
    assert "'drill' is 'a/b'" in result.problem
    assert log.problems() == (result.problem,)
    assert "can't be kept" in caplog.text
    save(log, record(1))


# Several devices, synced folders


def test_all_devices_and_conflict_copies_are_one_log(place: Place) -> None:
    save(place.open(), record(0), record(1))
    place.write("pad-1.log", lines(record(2), record(5)))
    place.write("pad-1.sync-conflict-20261122-101010-ABCDEFG.log", lines(record(2), record(8)))
    place.write("desk (conflicted copy 2026-11-22 101010).log", lines(record(0), record(1), record(4)))
    place.write(".syncthing.pad-1.log.tmp", lines(record(9)))
    place.write(".hidden.log", lines(record(9)))
    place.write("notes.txt", b"hello")
    expected = [record(number) for number in (0, 1, 2, 4, 5, 8)]
    place.check(*expected)


def test_a_copy_that_arrives_later_adds_only_what_is_new(place: Place) -> None:
    save(place.open(), record(0), record(1))
    place.open().history()
    log = place.open()
    assert len(log.history().days) == 1
    place.write("desk (conflicted copy).log", lines(record(1), record(2)))
    place.write("pad.log", lines(record(2), record(3)))
    assert same(log.history(), summarise([record(0), record(1), record(2), record(3)]))
    place.check(record(0), record(1), record(2), record(3))


def test_a_file_that_sync_replaced_is_read_from_where_it_grew(place: Place) -> None:
    path = place.write("pad.log", lines(record(0)))
    place.open().history()
    path.unlink()
    place.write("pad.log", lines(record(0), record(1)))
    assert same(place.open().history(), summarise([record(0), record(1)]))


def test_another_devices_half_line_waits_for_the_rest(place: Place) -> None:
    data = lines(record(0), record(1))
    path = place.write("pad.log", data[:-30])
    log = place.open()
    assert same(log.history(), summarise([record(0)]))
    path.write_bytes(data)
    assert same(log.history(), summarise([record(0), record(1)]))
    assert log.problems() == ()
    assert not place.aside.exists()


def test_a_file_that_vanished_takes_its_records_with_it(place: Place) -> None:
    save(place.open(), record(0))
    path = place.write("pad.log", lines(record(1)))
    place.open().history()
    path.unlink()
    place.check(record(0))


@pytest.mark.parametrize(
    "data", [lines(record(5)), lines(record(5), record(6)), lines(record(5), record(6), record(7)), b""]
)
def test_a_file_with_another_content_is_read_anew(place: Place, data: bytes) -> None:
    path = place.write("pad.log", lines(record(0), record(1)))
    place.open().history()
    path.write_bytes(data)
    expected = [each for each in (record(5), record(6), record(7)) if each.id.encode() + b'"' in data]
    place.check(*expected)


def test_a_line_that_was_changed_in_place_is_noticed(place: Place) -> None:
    path = place.write("pad.log", lines(record(0), record(1)))
    place.open().history()
    before = path.stat()
    changed = bytearray(path.read_bytes())
    changed[40] ^= 1
    path.write_bytes(changed)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert same(place.open().history(), summarise([record(1)]))


# Two processes


def test_two_open_logs_see_each_others_records(place: Place) -> None:
    one, other = place.open(), place.open()
    assert one.history() == other.history()
    expected = []
    for number in range(10):
        save((one, other)[number % 2], record(number))
        expected.append(record(number))
    assert same(one.history(), summarise(expected))
    assert same(other.history(), summarise(expected))
    assert one.records() == other.records()
    place.check(*expected)


WRITER = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from mobility_coach.adapters.store.practice_files import PracticeFiles
from mobility_coach.domain.drill import Side
from mobility_coach.domain.practice import PracticeRecord

root, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
log = PracticeFiles(root / "practice", root / "cache", "desk")
for number in range(count):
    moment = datetime(2026, 11, 22, 12, tzinfo=UTC)
    day = date(2026, 11, 22)
    what = (f"{name}-{number}", "hip", "A", Side.LEFT, 1, 1, 60)
    record = PracticeRecord(*what, moment, 0, "", day, 1.0, "", "1")
    assert log.append(record).saved == 1
    print(record.id, flush=True)
"""


def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    def start(name: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", WRITER, str(tmp_path), name, "150"]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    writers = [start("p"), start("q")]
    ids = set()
    for writer in writers:
        output, _ = writer.communicate(timeout=60)
        assert writer.returncode == 0
        ids |= set(output.split())
    assert len(ids) == 300
    log = Place(tmp_path).open()
    assert {each.id for each in log.records()} == ids
    assert log.problems() == ()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("seed", range(6))
def test_kill_9_at_any_moment_loses_no_record_that_was_confirmed(tmp_path: Path, seed: int) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path), "p", "1000000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        confirmed = [writer.stdout.readline().strip() for _ in range(random.Random(seed).randrange(1, 40))]
        os.kill(writer.pid, signal.SIGKILL)
        confirmed += writer.stdout.read().split("\n")[:-1]
    place = Place(tmp_path)
    log = place.open()
    assert set(confirmed) <= {each.id for each in log.records()}
    save(log, record(0))
    assert {*confirmed, "id-0"} <= {each.id for each in place.open().records()}


def test_a_log_that_another_process_holds_on_to_is_left_to_it(place: Place) -> None:
    save(place.open(), record(0))
    files = Faulty()
    holder = FileSystem()
    descriptor = holder.open(place.own, os.O_RDWR)
    try:
        assert holder.try_lock(descriptor)
        save(place.open(files), record(1))
    finally:
        holder.close(descriptor)
    assert files.pauses == 60
    assert (place.folder / "desk.2.log").read_bytes() == lines(record(1))
    place.check(record(0), record(1))


def test_when_no_file_can_be_locked_the_record_is_kept_in_memory(place: Place) -> None:
    files = Faulty()
    files.is_locked = True
    log = place.open(files)
    result = log.append(record(0))
    assert (result.saved, result.pending) == (0, 1)
    files.is_locked = False
    assert log.flush().saved == 1
    place.check(record(0))


def test_a_file_system_without_locks_still_saves(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("mobility_coach.adapters.store.storage._lock", refuse)
    save(place.open(), record(0))
    place.check(record(0))


# Torn tails, flipped bits, foreign bytes


def test_every_cut_loses_nothing_before_it_and_nothing_after_it(place: Place) -> None:
    data = lines(record(0), record(1))
    first = len(lines(record(0)))
    for cut in range(len(data) + 1):
        shutil.rmtree(place.folder, ignore_errors=True)
        place.forget()
        place.write("desk.log", data[:cut])
        log = place.open(Quick())
        # A line that lacks but its newline is whole.
        whole = [record(0)] * (cut >= first - 1) + [record(1)] * (cut >= len(data) - 1)
        assert log.records() == tuple(whole), cut
        assert log.problems() == ()
        save(log, record(2))
        assert place.open().records() == (*whole, record(2)), cut
        assert place.own.read_bytes().startswith(data[:cut])
        assert place.own.read_bytes().endswith(lines(record(2)))


def test_flipped_bits_cost_their_lines_alone_and_never_tell_something_else(place: Place) -> None:
    records = [record(number) for number in range(5)]
    data = lines(*records)
    starts = [0]
    for each in records:
        starts.append(starts[-1] + len(lines(each)))
    dice = random.Random(20261122)
    for _ in range(300):
        at, bit = dice.randrange(len(data)), dice.randrange(8)
        flipped = bytearray(data)
        flipped[at] ^= 1 << bit
        place.forget()
        place.write("desk.log", bytes(flipped))
        hit = next(number for number in range(5) if starts[number] <= at < starts[number + 1])
        # A newline that is gone takes the next line along.
        gone = {hit, hit + 1} if at == starts[hit + 1] - 1 else {hit}
        if gone == {4, 5}:
            gone = {4}
        assert place.open().records() == tuple(
            each for number, each in enumerate(records) if number not in gone
        )


def test_unreadable_lines_are_set_aside_byte_for_byte_and_told_once(place: Place) -> None:
    bad = [b"hello", b"\xff\xfe\x00", b"00000000 {}", lines(record(9))[:50]]
    original = lines(record(0)) + b"\n".join(bad) + b"\n" + lines(record(1))
    place.write("desk.log", original)
    log = place.open()
    assert log.records() == (record(0), record(1))
    [problem] = log.problems()
    assert problem == (
        f"{place.own}: 4 lines could not be read. A copy is kept in {place.aside}; nothing else is lost."
    )
    assert place.aside.read_bytes() == b"\n".join(bad) + b"\n"
    assert place.own.read_bytes() == original
    place.forget()
    again = place.open()
    assert again.records() == (record(0), record(1))
    assert again.problems() == ()
    assert place.aside.read_bytes() == b"\n".join(bad) + b"\n"


def test_a_tail_of_zeros_is_healed(place: Place) -> None:
    place.write("desk.log", lines(record(0)) + b"\0" * 700)
    log = place.open()
    assert log.records() == (record(0),)
    save(log, record(1))
    again = place.open()
    assert again.records() == (record(0), record(1))
    assert "1 line could not be read" in again.problems()[0]
    assert place.aside.read_bytes() == b"\0" * 700 + b"\n"


def test_giant_lines_stay_where_they_are(place: Place) -> None:
    giant = b"x" * 3_000_000
    original = giant + b"\n" + lines(record(0)) + giant + giant + b"\n" + lines(record(1)) + giant
    place.write("desk.log", original)
    log = place.open()
    assert log.records() == (record(0), record(1))
    assert log.problems() == (
        f"{place.own}: 2 lines could not be read. The file stays as it is; nothing else is lost.",
    )
    assert not place.aside.exists()
    save(log, record(2))
    assert place.own.read_bytes().startswith(original)
    place.check(record(0), record(1), record(2))


def test_very_many_bad_lines_are_bounded(place: Place) -> None:
    place.write("desk.log", b"".join(b"bad %d\n" % number for number in range(12_000)))
    log = place.open()
    assert log.records() == ()
    assert len(log.problems()) == 2
    assert len(place.aside.read_bytes().splitlines()) == 10_000


def test_lines_that_cannot_be_set_aside_are_told_all_the_same(place: Place) -> None:
    files = Faulty()
    files.failures["open to write"] = errno.EROFS
    place.write("desk.log", b"bad\n" + lines(record(0)))
    log = place.open(files)
    assert log.records() == (record(0),)
    assert len(log.problems()) == 1


def test_the_place_for_bad_lines_is_bounded(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mobility_coach.adapters.store.set_aside.MOST_BYTES", 10)
    place.write("desk.log", b"a line that is longer than ten bytes\n")
    log = place.open()
    assert log.records() == ()
    assert len(log.problems()) == 1
    assert not place.aside.exists()


def test_lines_of_a_newer_version_are_kept_not_counted_and_told(place: Place) -> None:
    text = json.dumps({"v": 2, "kind": "record", "id": "x", "what": "is this"}).encode()
    newer = b"%08x %b\n" % (zlib.crc32(text), text)
    place.write("desk.log", newer + lines(record(0)) + newer)
    told = f"{place.own}: 2 lines come from a newer version and will be counted once you update the coach."
    for _ in range(2):
        log = place.open()
        assert same(log.history(), summarise([record(0)]))
        assert log.problems() == (told,)
    save(place.open(), record(1))
    assert place.own.read_bytes() == newer + lines(record(0)) + newer + lines(record(1))
    assert not place.aside.exists()
    place.check(record(0), record(1))


# A disk that fails


def test_a_full_disk_keeps_the_record_in_memory_and_the_file_whole(place: Place) -> None:
    files = Faulty()
    log = place.open(files)
    save(log, record(0))
    whole = place.own.read_bytes()
    for room in (0, 1, 50, len(lines(record(1))) - 1):
        files.room = room
        result = log.append(record(1)) if room == 0 else log.flush()
        assert (result.saved, result.pending) == (0, 1)
        assert result.problem == (
            "1 movement is not saved yet. The disk is full. Free some space. "
            "The coach tries again with the next movement."
        )
        assert place.own.read_bytes() == whole
        assert log.problems() == (result.problem,)
    assert same(log.history(), summarise([record(0), record(1)]))
    assert log.records() == (record(0), record(1))
    files.room = 10
    assert log.append(record(2)).pending == 2
    files.room = None
    result = log.append(record(3))
    assert (result.saved, result.pending, result.problem) == (3, 0, "")
    assert log.problems() == ()
    assert same(log.history(), summarise([record(number) for number in range(4)]))
    place.check(*(record(number) for number in range(4)))


def test_a_torn_line_that_cannot_be_taken_back_is_healed_by_the_next(place: Place) -> None:
    files = Faulty()
    log = place.open(files)
    save(log, record(0))
    files.room, files.failures["truncate"] = 20, errno.EIO
    assert log.append(record(1)).pending == 1
    files.room = None
    assert log.flush().saved == 1
    place.check(record(0), record(1))


def test_records_that_were_never_saved_are_not_in_the_cache(place: Place) -> None:
    save(place.open(), record(0))
    files = Faulty()
    log = place.open(files)
    files.failures["open to write"] = errno.ENOSPC
    assert log.append(record(1)).pending == 1
    assert len(log.records()) == 2
    assert log.settle().pending == 1
    del files.failures["open to write"]
    # The process ends here, and what it could not save is gone with it; nothing may claim otherwise.
    place.check(record(0))


def test_a_failed_sync_is_never_repeated_on_the_same_file(place: Place) -> None:
    files = Faulty()
    log = place.open(files)
    save(log, record(0))
    files.failing_syncs = 1
    save(log, record(1))
    assert (place.folder / "desk.2.log").read_bytes() == lines(record(1))
    save(log, record(2))
    assert (place.folder / "desk.2.log").read_bytes() == lines(record(1), record(2))
    assert same(log.history(), summarise([record(0), record(1), record(2)]))
    place.check(record(0), record(1), record(2))
    # The next start goes on with the newest file.
    save(place.open(), record(3))
    assert (place.folder / "desk.2.log").read_bytes() == lines(record(1), record(2), record(3))


def test_a_disk_whose_syncs_all_fail_is_told_and_leaves_no_heap_of_files(place: Place) -> None:
    files = Faulty()
    files.failing_syncs = 1_000
    log = place.open(files)
    for number in range(5):
        result = log.append(record(number))
        assert (result.saved, result.pending) == (0, number + 1)
        assert "The disk reported an error" in result.problem
        assert "Check the disk." in result.problem
    assert list(place.folder.iterdir()) == []
    files.failing_syncs = 0
    assert log.settle().saved == 5
    place.check(*(record(number) for number in range(5)))


def test_a_folder_that_cannot_be_synced_counts_as_not_saved_there(place: Place) -> None:
    files = Faulty()
    files.failing_folder_syncs = 1
    save(place.open(files), record(0))
    assert not place.own.exists()
    assert (place.folder / "desk.2.log").exists()
    place.check(record(0))


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_folder_that_cannot_be_written(place: Place, number: int) -> None:
    save(place.open(), record(0))
    files = Faulty()
    files.failures["open to write"] = number
    log = place.open(files)
    result = log.append(record(1))
    assert (result.saved, result.pending) == (0, 1)
    assert "can't be written or read. Check its permissions." in result.problem
    assert log.records() == (record(0), record(1))
    files.failures.clear()
    assert log.flush().saved == 1
    place.check(record(0), record(1))


def test_a_folder_that_cannot_be_made(place: Place) -> None:
    place.folder.parent.mkdir(exist_ok=True)
    place.folder.write_bytes(b"a file is in the way")
    log = place.open()
    result = log.append(record(0))
    assert result.pending == 1
    assert "is in the way" in result.problem
    assert log.history().days
    place.folder.unlink()
    assert log.flush().saved == 1
    place.check(record(0))


def test_a_folder_that_was_deleted_in_between_is_made_again(place: Place) -> None:
    log = place.open()
    save(log, record(0))
    shutil.rmtree(place.folder)
    save(log, record(1))
    place.check(record(1))


def test_a_program_that_is_never_ended_saves_its_cache_all_the_same(place: Place) -> None:
    records = [*ten_days(place)]
    place.open().append_all(record(number) for number in range(100, 700))
    before = [path.read_bytes() for path in cache_files(place)]
    assert len(place.open().history().days) > 100
    assert [path.read_bytes() for path in cache_files(place)] != before
    place.check(*records, *(record(number) for number in range(100, 700)))


def test_a_folder_in_place_of_the_log(place: Place) -> None:
    place.own.mkdir(parents=True)
    (place.own / "keep.txt").write_bytes(b"x")
    log = place.open()
    save(log, record(0))
    assert (place.folder / "desk.2.log").exists()
    assert (place.own / "keep.txt").exists()
    place.check(record(0))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_in_place_of_the_log_blocks_nothing(place: Place) -> None:
    place.folder.mkdir()
    os.mkfifo(place.own)
    save(place.open(), record(0))
    place.check(record(0))


def test_a_log_that_cannot_be_read_is_told_and_the_others_count(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(place.open(), record(0))
    place.write("pad.log", lines(record(1)))
    with blocked(monkeypatch, "pad.log"):
        log = place.open()
        assert log.records() == (record(0),)
        assert same(log.history(), summarise([record(0)]))
        [problem] = log.problems()
        assert problem == (
            f"{place.folder / 'pad.log'} can't be written or read. Check its permissions. "
            "Until then the practice in it is not counted."
        )
    assert same(log.history(), summarise([record(0), record(1)]))
    place.check(record(0), record(1))


def test_a_log_that_grew_and_cannot_be_read_keeps_what_was_counted(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = place.write("pad.log", lines(record(0)))
    place.open().history()
    path.write_bytes(lines(record(0), record(1)))
    with blocked(monkeypatch, "pad.log"):
        log = place.open()
        assert same(log.history(), summarise([record(0)]))
        assert len(log.problems()) == 1
    assert same(log.history(), summarise([record(0), record(1)]))


class blocked:  # noqa: N801 - reads as a word of the tests
    """Files of this name can't be opened, as for a user who may not read them (tests may run as root)."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        self._patch, self._name = monkeypatch, name

    def __enter__(self) -> None:
        real = Path.open
        name = self._name

        def refuse(path: Path, *args: object, **others: object) -> object:
            if path.name == name:
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return real(path, *args, **others)  # type: ignore[call-overload]

        self._patch.setattr(Path, "open", refuse)

    def __exit__(self, *_: object) -> None:
        self._patch.undo()


# The cache


def ten_days(place: Place) -> Iterator[PracticeRecord]:
    records = [record(number) for number in range(30)]
    place.open().append_all(records)
    place.open().history()
    yield from records


def cache_files(place: Place) -> list[Path]:
    return sorted(place.cache.iterdir())


def test_the_cache_is_used_and_not_written_again_for_little(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [*ten_days(place)]
    before = [path.stat().st_mtime_ns for path in cache_files(place)]
    read: list[str] = []
    monkeypatch.setattr("mobility_coach.adapters.store.log_lines.decode_line", read.append)
    log = place.open()
    assert same(log.history(), summarise(records))
    assert read == []
    monkeypatch.undo()
    save(log, record(31))
    log.settle()
    assert [path.stat().st_mtime_ns for path in cache_files(place)] == before
    assert same(place.open().history(), summarise([*records, record(31)]))


def test_the_cache_is_renewed_when_much_is_new(place: Place) -> None:
    records = [*ten_days(place)]
    log = place.open()
    log.history()
    more = [record(number) for number in range(100, 200)]
    log.append_all(more)
    before = [path.read_bytes() for path in cache_files(place)]
    assert log.settle().pending == 0
    assert [path.read_bytes() for path in cache_files(place)] != before
    assert same(place.open().history(), summarise(records + more))
    save(place.open(), record(201))
    place.check(*records, *more, record(201))


def test_an_odd_cache_is_made_anew(place: Place) -> None:
    records = [*ten_days(place)]
    for path in cache_files(place):
        for data in (b"", b"odd", path.read_bytes()[:-1], bytes(len(path.read_bytes()))):
            path.write_bytes(data)
            log = place.open()
            assert same(log.history(), summarise(records))
            save_and_remove(place, log)
            records.append(record(1_000 + len(records)))
            save(log, records[-1])
            assert same(place.open().history(), summarise(records))
            place.open().records()


def save_and_remove(place: Place, log: PracticeFiles) -> None:
    """Other changes than the tests' own must not disturb the next one."""
    place.write("pad.log", b"")
    log.history()


def test_ids_that_do_not_belong_to_the_index_are_noticed(place: Place) -> None:
    records = [*ten_days(place)]
    ids = place.cache / "practice-ids.bin"
    ids.write_bytes(ids.read_bytes()[:-8])
    place.write("pad.log", lines(record(0), record(77)))
    log = place.open()
    assert same(log.history(), summarise([*records, record(77)]))


def test_a_cache_that_cannot_be_written_costs_nothing(place: Place) -> None:
    save(place.open(), *(record(number) for number in range(3)))
    place.cache.write_bytes(b"a file is in the way")
    log = place.open()
    assert same(log.history(), summarise([record(number) for number in range(3)]))
    assert log.problems() == ()
    log.settle()


def test_random_work_of_two_processes_always_adds_up(place: Place) -> None:
    dice = random.Random(7)
    logs = [place.open(), place.open()]
    standing: dict[str, PracticeRecord] = {}
    for step in range(250):
        which = dice.randrange(2)
        action = dice.random()
        if action < 0.6:
            each = record(step)
            save(logs[which], each)
            standing[each.id] = each
        elif action < 0.7 and standing:
            gone = dice.choice(sorted(standing))
            assert logs[which].remove(gone).saved
            del standing[gone]
        elif action < 0.8:
            logs[which].settle()
            logs[which] = place.open()
        elif action < 0.85:
            place.forget()
        elif action < 0.9:
            with place.own.open("ab") as torn:
                torn.write(lines(record(10_000 + step))[: dice.randrange(1, 100)])
        else:
            assert same(logs[which].history(), summarise(standing.values())), step
    place.check(*standing.values())
