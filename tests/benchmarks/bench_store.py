"""What the practice log costs: at the start, at each record, and in the history.

    python -m tests.benchmarks.bench_store [RECORDS …]

Prints medians in milliseconds, for 18,250, 100,000 and 1,000,000 records of ten years. Ends with 1 where a
start takes more than 25 ms, a save more than twice a bare append and fsync, the history page more than 20 ms,
a day in a line more than 0.2 ms, or a correction in an opened day more than 100 ms.
"""

import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mobility_coach.adapters.machine.drill_folder import JsonFolder
from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.adapters.store.practice_files import PracticeFiles
from mobility_coach.adapters.store.settings_file import SettingsFile
from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.drill import Side
from mobility_coach.domain.library import Library
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.streak import streak_of
from mobility_coach.services.drill_files import load_library
from mobility_coach.services.history_desk import HistoryDesk
from mobility_coach.services.practice.practice_log import Entry, encode_line
from mobility_coach.services.settings_book import SettingsBook

DAYS = 3_650
FIRST = datetime(2016, 11, 26, 7, tzinfo=UTC)
NOW = FIRST + timedelta(days=DAYS - 1, hours=12)
START_BUDGET_MS = 25.0
SAVE_BUDGET = 2.0
VIEW_BUDGET_MS = 20.0
LINE_BUDGET_MS = 0.2
CORRECTION_BUDGET_MS = 100.0
ROUNDS = 400


def records(count: int) -> Iterator[PracticeRecord]:
    """`count` records, evenly over ten years."""
    for number in range(count):
        day = number * DAYS // count
        moment = FIRST + timedelta(days=day, seconds=60 * (number % 50))
        yield PracticeRecord(
            id=f"{number:08x}-5c1d-4b7e", drill=f"drill-{number % 8}", movement="ABC"[number % 3],
            side=(Side.LEFT, Side.RIGHT)[number % 2], reps_done=10, reps_planned=10, bpm=60, started=moment,
            offset_minutes=60, zone="Europe/Berlin", day=moment.date(), seconds=40.0, routine="full-session",
            version="0.1.0",
        )  # fmt: skip


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    """The median of `rounds` times."""
    times = []
    for _ in range(rounds):
        gc.collect()
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def start_up(folder: Path) -> None:
    """What a start does with the log: read it and tell the streak."""
    log = PracticeFiles(folder / "practice", folder / "cache", "desk")
    found = streak_of(log.history(), NOW)
    assert found.current == found.longest == DAYS


def forget(folder: Path) -> None:
    """Remove the cache."""
    for path in (folder / "cache").glob("*"):
        path.unlink()


def save_times(folder: Path, count: int) -> tuple[list[float], list[float]]:
    """Times of saving a record, and of a bare append and fsync of the same line, taken in turns; in ms."""
    log = PracticeFiles(folder / "practice", folder / "cache", "desk")
    log.history()
    bare = os.open(folder / "bare.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    saves, appends = [], []
    for number in range(ROUNDS):
        moment = NOW + timedelta(seconds=number)
        record = next(records(1))
        record = PracticeRecord(**{
            **{name: getattr(record, name) for name in record.__slots__},
            "id": f"new-{count}-{number}", "started": moment, "day": moment.date(),
        })  # fmt: skip
        line = encode_line(Entry(record.id, 0, record))
        start = time.perf_counter()
        os.write(bare, line)
        os.fsync(bare)
        middle = time.perf_counter()
        result = log.append(record)
        end = time.perf_counter()
        assert result.saved == 1
        appends.append((middle - start) * 1000)
        saves.append((end - middle) * 1000)
    os.close(bare)
    return saves, appends


def measure(count: int) -> bool:
    """Print the figures for `count` records. Returns whether they are within the budget."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root)
        PracticeFiles(folder / "practice", folder / "cache", "desk").append_all(records(count))
        rounds = 9 if count <= 100_000 else 1

        def cold() -> None:
            forget(folder)
            start_up(folder)

        without = milliseconds(cold, rounds)
        with_cache = milliseconds(lambda: start_up(folder), 21)
        log = PracticeFiles(folder / "practice", folder / "cache", "desk")
        history = log.history()
        streak = milliseconds(lambda: streak_of(history, NOW), 21)
        saves, appends = save_times(folder, count)
        grown = milliseconds(lambda: start_up_later(folder), 21)
        ratio = statistics.median(saves) / statistics.median(appends)
        print(
            f"{count:>9,} records: start without cache {without:8.1f}, with cache {with_cache:5.1f}, "
            f"after {ROUNDS} more records {grown:5.1f}; streak alone {streak:4.2f}"
        )
        print(
            f"{'':>9}  save: median {statistics.median(saves):.3f}, p95 {percentile(saves):.3f}; "
            f"bare append + fsync: median {statistics.median(appends):.3f}, p95 {percentile(appends):.3f}; "
            f"{ratio:.2f} times"
        )
        is_quick = measure_history(folder)
        measure_reading(folder)
    return is_quick and with_cache <= START_BUDGET_MS and ratio <= SAVE_BUDGET


class Desk:
    """What the history page works with: the shipped drills, the usual settings, and a log."""

    def __init__(self, folder: Path) -> None:
        self.log = PracticeFiles(folder / "practice", folder / "cache", "desk")
        self._book = SettingsBook(SettingsFile(folder / "settings.json"))
        self._library = load_library(JsonFolder(resources_folder() / "drills"), JsonFolder(folder)).library

    def library(self) -> Library:
        """All drills."""
        return self._library

    def settings(self) -> SettingsBook:
        """The usual ones."""
        return self._book

    def practice(self) -> PracticeFiles:
        """The log."""
        return self.log

    def break_outcomes(self, day: date) -> Mapping[Outcome, int]:
        """No breaks."""
        return {}

    def now(self) -> datetime:
        """The end of the ten years."""
        return NOW


def measure_history(folder: Path) -> bool:
    """Print what the history page costs. Returns whether it is within the budget."""
    tools = Desk(folder)
    desk = HistoryDesk(tools, tools.log.history)
    days = [(FIRST + timedelta(days=number)).date() for number in range(100, DAYS, 500)]
    view = milliseconds(desk.view, 21)
    line = milliseconds(lambda: desk.day_words(days[0]), 101)
    turn = iter(days)
    opened = milliseconds(lambda: desk.open_day(next(turn)), len(days))
    record = desk.open_day(days[0]).records[0]
    reps = iter(range(20, 60))

    def correct() -> None:
        assert desk.set_reps(record.id, next(reps)) == ""
        tools.log.history()

    corrected = milliseconds(correct, 21)
    print(
        f"{'':>9}  history: page {view:5.1f}, a day in a line {line:.3f}, a day opened {opened:6.1f}, "
        f"a correction and the new totals {corrected:.1f}"
    )
    return view <= VIEW_BUDGET_MS and line <= LINE_BUDGET_MS and corrected <= CORRECTION_BUDGET_MS


def measure_reading(folder: Path) -> None:
    """Print what the steps of reading everything with progress take; a small log is read in one go."""
    forget(folder)
    reading = PracticeFiles(folder / "practice", folder / "cache", "desk").reading()
    steps, is_going = [], reading is not None
    while reading is not None and is_going:
        start = time.perf_counter()
        is_going = reading.step()
        steps.append((time.perf_counter() - start) * 1000)
    if steps:
        print(
            f"{'':>9}  reading with progress: {len(steps)} steps, median {statistics.median(steps):.1f}, "
            f"p95 {percentile(steps):.1f}, longest {max(steps):.1f}, all {sum(steps):.0f}"
        )


def start_up_later(folder: Path) -> None:
    """A start that finds records which are not in the cache yet."""
    log = PracticeFiles(folder / "practice", folder / "cache", "desk")
    streak_of(log.history(), NOW + timedelta(days=1))


def percentile(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[len(times) * 95 // 100]


def main(arguments: list[str]) -> int:
    """Measure each size."""
    print("milliseconds")
    sizes = [int(size) for size in arguments] or [18_250, 100_000, 1_000_000]
    within = [measure(size) for size in sizes]
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
