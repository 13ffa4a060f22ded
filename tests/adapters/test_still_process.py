"""Stills that a child process paints, and what becomes of it when that fails."""

import pickle
import sys
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from mobility_coach.adapters.machine.still_process import StillProcess, _pickled
from mobility_coach.adapters.machine.still_worker import painted, serve
from mobility_coach.domain.motion import Motion, Way, WayKind
from mobility_coach.domain.motion_format import parse_motion
from mobility_coach.services.stills import StillFailed, StillOrder

HIP = Path(__file__).parents[2] / "resources" / "motions" / "hip-flexor-matrix.json"
TALKS_NONSENSE = "import sys; sys.stdout.buffer.write(b'\\xff' * 64); sys.stdout.flush(); sys.stdin.read()"
ENDS_AT_ONCE = "pass"
HANGS = "import sys; sys.stdin.buffer.read(); import time; time.sleep(60)"
FAILS_EACH = (
    "import sys\nwhile sys.stdin.buffer.read(4): sys.stdout.buffer.write(bytes(4)); sys.stdout.flush()"
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
    with pytest.raises(StillFailed):
        broken.paint(order(motion))
    with pytest.raises(StillFailed, match="stopped"):
        broken.paint(order(motion))
    stop.join()


def test_the_worker_goes_on_after_an_order_that_can_not_be_painted(motion: Motion) -> None:
    bad, good = pickle.dumps("no order"), _pickled(order(motion))
    asked = b"".join(len(each).to_bytes(4, "big") + each for each in (bad, good))
    pictures = BytesIO()
    serve(BytesIO(asked), pictures)
    answer = pictures.getvalue()
    assert answer[:4] == bytes(4)
    assert size(answer[8:]) == (60, 80)
