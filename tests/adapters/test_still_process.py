"""Stills that a child process paints, and what becomes of it when that fails."""

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from select import select
from subprocess import PIPE

import pytest
from PIL import Image

from mobility_coach.adapters.machine.still_process import StillProcess, _pickled
from mobility_coach.adapters.machine.still_worker import painted, serve
from mobility_coach.domain.motion import Motion, Way, WayKind
from mobility_coach.domain.motion_format import parse_motion
from mobility_coach.services.stills import PainterStopped, StillFailed, StillOrder

HIP = Path(__file__).parents[2] / "resources" / "motions" / "hip-flexor-matrix.json"
TALKS_NONSENSE = "import sys; sys.stdout.buffer.write(b'\\xff' * 64); sys.stdout.flush(); sys.stdin.read()"
ENDS_AT_ONCE = "pass"
HANGS = "import sys; sys.stdin.buffer.read(); import time; time.sleep(60)"
FAILS_EACH = (
    "import sys\nwhile sys.stdin.buffer.read(4): sys.stdout.buffer.write(bytes(8)); sys.stdout.flush()"
)


@pytest.fixture(scope="module")
def motion() -> Motion:
    found = parse_motion(HIP.read_bytes(), HIP.name).motion
    assert found is not None
    return found


@pytest.fixture
def process() -> Iterator[StillProcess]:
    made = StillProcess()
    yield made
    made.stop()
    made.rest()


def order(motion: Motion, width: int = 60, theme: str = "light") -> StillOrder:
    way = Way(WayKind.READY, motion.movements[0].id)
    return StillOrder(motion, way, 0.0, None, width, 80, theme, with_arrow=False)


def size(png: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(png)) as image:
        assert image.format == "PNG"
        return image.size


def test_a_child_process_paints_what_is_painted_here(process: StillProcess, motion: Motion) -> None:
    first = process.paint(order(motion))
    assert size(first) == (60, 80)
    assert first == painted(order(motion))
    assert process.paint(order(motion, theme="dark")) != first


def test_after_a_rest_and_after_a_crash_there_is_another_one(process: StillProcess, motion: Motion) -> None:
    first = process.paint(order(motion))
    process.rest()
    process.rest()
    assert process.paint(order(motion)) == first
    assert process._process is not None
    process._process.kill()
    process._process.wait()
    assert process.paint(order(motion)) == first


@pytest.mark.parametrize("child", [TALKS_NONSENSE, ENDS_AT_ONCE, FAILS_EACH])
def test_a_process_that_paints_nothing_fails(motion: Motion, child: str) -> None:
    broken = StillProcess((sys.executable, "-c", child))
    with pytest.raises(StillFailed, match="process that paints"):
        broken.paint(order(motion))
    broken.rest()


def test_a_process_that_hangs_is_given_up(motion: Motion) -> None:
    broken = StillProcess((sys.executable, "-c", HANGS), seconds=0.3)
    with pytest.raises(StillFailed):
        broken.paint(order(motion))


def test_a_process_that_can_not_be_started_fails(motion: Motion, tmp_path: Path) -> None:
    with pytest.raises(StillFailed):
        StillProcess((str(tmp_path / "nothing"),)).paint(order(motion))


def test_a_stop_ends_what_is_being_painted_and_nothing_follows(motion: Motion) -> None:
    broken = StillProcess((sys.executable, "-c", HANGS))
    stop = threading.Timer(0.2, broken.stop)
    stop.start()
    with pytest.raises(PainterStopped):
        broken.paint(order(motion))
    with pytest.raises(PainterStopped):
        broken.paint(order(motion))
    stop.join()


def test_the_worker_goes_on_after_an_order_that_can_not_be_painted(motion: Motion) -> None:
    bad, good = pickle.dumps("no order"), _pickled(order(motion))
    asked = b"".join(len(each).to_bytes(4, "big") + each for each in (bad, good))
    pictures = BytesIO()
    serve(BytesIO(asked), pictures)
    answer = BytesIO(pictures.getvalue())
    parts = [answer.read(int.from_bytes(answer.read(4), "big")) for _ in range(4)]
    assert (parts[0], parts[3]) == (b"", b"")
    assert parts[1].startswith(b"AttributeError: ")
    assert size(parts[2]) == (60, 80)
    assert answer.read() == b""


def test_what_went_wrong_is_told(process: StillProcess, motion: Motion) -> None:
    with pytest.raises(StillFailed, match="KeyError: 'no theme'"):
        process.paint(order(motion, theme="no theme"))
    assert size(process.paint(order(motion))) == (60, 80)


def test_the_folder_one_happens_to_be_in_has_no_say(
    process: StillProcess, motion: Motion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert size(process.paint(order(motion))) == (60, 80)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="Linux tells when a process ends")
def test_no_child_outlives_a_window_that_is_killed() -> None:
    asks = (
        "import sys; from mobility_coach.adapters.machine.still_process import StillProcess\n"
        "painter = StillProcess()\n"
        "print(painter._started().pid, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen((sys.executable, "-c", asks), stdin=PIPE, stdout=PIPE, text=True) as window:
        assert window.stdout is not None
        child = os.pidfd_open(int(window.stdout.readline()))
        assert not select([child], [], [], 0)[0]
        window.kill()
        assert select([child], [], [], 30)[0]
        os.close(child)
