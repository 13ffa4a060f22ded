"""The ear's process: its parent never waits, believes no nonsense, and starts it again, but not for ever."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from select import select
from subprocess import PIPE

import numpy as np
import pytest

from mobility_coach.adapters.voice import ear_process
from mobility_coach.adapters.voice.ear_child import MOST_ORDERS, MOST_REPORTS
from mobility_coach.adapters.voice.ear_lines import PROBLEMS, understood
from mobility_coach.adapters.voice.ear_process import STARTS_AGAIN_AFTER, EarProcess, search_microphones
from mobility_coach.domain.commands import Command
from mobility_coach.services.voice.voice_ports import EarReport, EarTrouble, Heard, Listening, RoomLevel

LISTENING = json.dumps({"event": "listening", "microphone": "USB"})
HEARD = json.dumps({"event": "heard", "command": "pause", "words": "coach pause", "seconds": 0.8})

SAYS_AND_STAYS = f"import sys; print({LISTENING!r}); print({HEARD!r}, flush=True); sys.stdin.read()"
SAYS_AND_ENDS = f"print({LISTENING!r}, flush=True)"
ENDS = "pass"
TALKS_NONSENSE = (
    "import sys; out = sys.stdout.buffer.write\n"
    "out(b'\\xff' * 20000 + b'\\n[1]\\n' + b'[' * 9000 + b'\\n{}\\n')\n"
    f"print({HEARD!r}, flush=True); sys.stdin.read()"
)
TALKS_ON_AND_ON = f"print(({HEARD!r} + chr(10)) * 5000, flush=True); import sys; sys.stdin.read()"
ECHOES = (
    "import json, sys\n"
    "for line in sys.stdin:\n"
    "    print(json.dumps({'event': 'listening', 'microphone': line}), flush=True)"
)
NEVER_READS = f"print({LISTENING!r}, flush=True); import time; time.sleep(60)"
LISTS = 'import sys; print(\'{"event": "microphones", "names": ["USB", 3, "\' + sys.argv[-1] + \'"]}\')'


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def made(clock: Clock) -> Iterator[Callable[[str], EarProcess]]:
    ears: list[EarProcess] = []

    def make(child: str) -> EarProcess:
        ears.append(EarProcess("USB", clock, (sys.executable, "-c", child)))
        ears[-1].start()
        return ears[-1]

    yield make
    for ear in ears:
        ear.stop()


def reports(ear: EarProcess, count: int) -> list[EarReport]:
    """Its first reports, waited for: a child takes a moment."""
    found: list[EarReport] = []
    wait = threading.Event()
    for _ in range(1_000):
        found += ear.reports()
        if len(found) >= count:
            break
        wait.wait(0.01)
    return found


def until_it_ended(ear: EarProcess) -> list[EarReport]:
    found: list[EarReport] = []
    wait = threading.Event()
    for _ in range(1_000):
        found += ear.reports()
        if ear._child is None:
            break
        wait.wait(0.01)
    return found


def test_what_the_child_says_is_reported(made: Callable[[str], EarProcess]) -> None:
    ear = made(SAYS_AND_STAYS)
    assert reports(ear, 2) == [Listening("USB"), Heard(Command.PAUSE, "coach pause", 0.8)]
    assert ear.reports() == ()


def test_nonsense_is_passed_over(made: Callable[[str], EarProcess]) -> None:
    assert reports(made(TALKS_NONSENSE), 1) == [Heard(Command.PAUSE, "coach pause", 0.8)]


def test_a_child_that_talks_on_and_on_fills_no_memory(made: Callable[[str], EarProcess]) -> None:
    ear = made(TALKS_ON_AND_ON)
    threading.Event().wait(0.3)
    assert 1 <= len(reports(ear, 1)) <= MOST_REPORTS


def test_orders_come_in_their_order(made: Callable[[str], EarProcess]) -> None:
    ear = made(ECHOES)
    ear.wait_for_ready(is_waiting=True)
    ear.played()
    ear.sounds(96, np.array([1, -2], np.int16))
    ear.anchored(48, 1.5)
    ear.halted(144)
    heard = [json.loads(each.microphone) for each in reports(ear, 6) if isinstance(each, Listening)]
    assert heard == [
        {"order": "name", "needed": True},
        {"order": "name", "needed": False},
        {"order": "played"},
        {"order": "sounds", "frame": 96, "samples": "AQD+/w=="},
        {"order": "anchored", "frame": 48, "at": 1.5},
        {"order": "halted", "frame": 144},
    ]


def test_a_child_that_takes_no_orders_holds_nobody_up(made: Callable[[str], EarProcess]) -> None:
    ear = made(NEVER_READS)
    reports(ear, 1)
    for frame in range(0, 4 * MOST_ORDERS * 4_800, 4_800):
        ear.sounds(frame, np.zeros(1_600, np.int16))
    child = ear._child
    ear.stop()
    assert child is not None
    assert child._process.wait(5) != 0


def test_a_child_that_ends_is_started_again_later_and_then_no_more(
    made: Callable[[str], EarProcess], clock: Clock
) -> None:
    ear = made(ENDS)
    for pause in STARTS_AGAIN_AFTER:
        assert until_it_ended(ear) == []
        clock.seconds += pause - 0.01
        assert ear.reports() == ()
        assert ear._child is None
        clock.seconds += 0.02
        assert ear.reports() == ()
        assert ear._child is not None
    assert until_it_ended(ear) == [EarTrouble(PROBLEMS["ended"])]
    clock.seconds += 1_000
    assert ear.reports() == ()
    assert ear._child is None


def test_a_child_that_had_listened_gets_all_its_chances_anew(
    made: Callable[[str], EarProcess], clock: Clock
) -> None:
    ear = made(SAYS_AND_ENDS)
    for _ in range(2 * len(STARTS_AGAIN_AFTER)):
        assert until_it_ended(ear) == [Listening("USB")]
        clock.seconds += STARTS_AGAIN_AFTER[0]
        ear.reports()


def test_what_is_missing_stays_missing(made: Callable[[str], EarProcess], clock: Clock) -> None:
    line = json.dumps({"event": "trouble", "reason": "missing", "detail": "Install it."})
    ear = made(f"print({line!r})")
    assert until_it_ended(ear) == [EarTrouble("Install it.")]
    clock.seconds += 1_000
    assert ear.reports() == ()
    assert ear._child is None


def test_a_child_that_can_not_be_started_is_told(tmp_path: Path, clock: Clock) -> None:
    ear = EarProcess("", clock, (str(tmp_path / "nothing"),))
    ear.start()
    found: list[EarReport] = []
    for _ in range(5):
        found += ear.reports()
        clock.seconds += 10
    assert found == [EarTrouble(PROBLEMS["ended"])]


def test_a_stop_ends_it_and_another_start_follows(made: Callable[[str], EarProcess]) -> None:
    ear = made(SAYS_AND_STAYS)
    reports(ear, 2)
    child = ear._child
    ear.start()
    assert ear._child is child, "it runs already"
    ear.stop()
    ear.stop()
    assert child is not None
    assert child._process.wait(5) != 0
    assert ear.reports() == ()
    ear.start()
    assert len(reports(ear, 2)) == 2


@pytest.mark.parametrize(
    ("message", "report"),
    [
        ({"event": "heard", "command": None, "words": "w" * 99, "seconds": 1}, Heard(None, "w" * 60, 1.0)),
        ({"event": "heard", "command": "dance", "words": "", "seconds": 1.0}, Heard(None, "", 1.0)),
        ({"event": "heard", "command": 3, "words": "", "seconds": 1.0}, None),
        ({"event": "level", "level": 2, "noise": -1.0, "words": True}, RoomLevel(1.0, 0.0, True)),
        ({"event": "level", "level": "x", "noise": 0, "words": True}, None),
        ({"event": "trouble", "reason": "none", "detail": ""}, EarTrouble(PROBLEMS["none"])),
        ({"event": "trouble", "reason": "else", "detail": ""}, EarTrouble(PROBLEMS["busy"])),
        ({"event": "sings"}, None),
        ({}, None),
    ],
)
def test_what_a_line_means(message: dict[str, object], report: EarReport | None) -> None:
    assert understood(message) == report


def found_microphones(command: tuple[str, ...]) -> tuple[str, ...]:
    found: list[tuple[str, ...]] = []
    done = threading.Event()

    def take(names: tuple[str, ...]) -> None:
        found.append(names)
        done.set()

    search_microphones(take, command)
    assert done.wait(10)
    return found[0]


def test_microphones_are_listed_by_a_child() -> None:
    assert found_microphones((sys.executable, "-c", LISTS)) == ("USB", "--list")


def test_a_list_that_can_not_be_had_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found_microphones((str(tmp_path / "nothing"),)) == ()
    assert found_microphones((sys.executable, "-c", "print('no list')")) == ()
    monkeypatch.setattr(ear_process, "LIST_SECONDS", 0.1)
    assert found_microphones((sys.executable, "-c", "import time; time.sleep(60)")) == ()


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="Linux tells when a process ends")
def test_no_ear_outlives_a_window_that_is_killed() -> None:
    asks = (
        "import sys, time; from mobility_coach.adapters.voice import ear_process\n"
        "ear = ear_process.EarProcess('', time.monotonic)\n"
        "ear.start(); print(ear._child._process.pid, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen((sys.executable, "-c", asks), stdin=PIPE, stdout=PIPE, text=True) as window:
        assert window.stdout is not None
        child = os.pidfd_open(int(window.stdout.readline()))
        assert not select([child], [], [], 0)[0]
        window.kill()
        assert select([child], [], [], 30)[0]
        os.close(child)
