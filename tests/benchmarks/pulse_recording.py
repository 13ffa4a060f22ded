"""What a sink of a private PulseAudio daemon plays, as samples."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

from tests.benchmarks.pulse import CHANNELS, FRAME_BYTES, RATE, PrivatePulse

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOT = Path(__file__).parents[2]


class Recording:
    """What a sink played, taken by a process of its own so that a busy Python does not disturb it.

    Attributes:
        samples: float32, shape (frames, channels); there after the recorder has ended.
    """

    def __init__(self, pulse: PrivatePulse, sink: str) -> None:
        self._pulse = pulse
        self._sink = sink
        self._path = pulse.folder / f"recording-{time.monotonic_ns()}"
        self._process: subprocess.Popen[bytes] | None = None
        self.samples: NDArray[np.float32] = np.zeros((0, CHANNELS), np.float32)
        self._arrivals: NDArray[np.float64] = np.zeros((0, 2))

    def time_of(self, frame: float) -> float:
        """`time.monotonic()` at which the recorder had `frame`: the earliest line under all arrivals."""
        return frame / RATE + float(np.min(self._arrivals[:, 1] - self._arrivals[:, 0] / RATE))

    def __enter__(self) -> Self:
        environment = {**os.environ, **self._pulse.environment()}
        command = [sys.executable, "-m", __name__, self._sink, str(self._path)]
        self._process = subprocess.Popen(command, env=environment, cwd=ROOT)
        deadline = time.monotonic() + 5
        while not self._path.exists() or self._path.stat().st_size == 0:
            if time.monotonic() > deadline:
                raise RuntimeError("the recorder hears nothing")
            time.sleep(0.02)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is None:
            return
        time.sleep(0.3)  # what was played last is still on its way
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=10)
        whole = self._path.stat().st_size // FRAME_BYTES * CHANNELS
        self.samples = np.fromfile(self._path, "<f4", whole).reshape(-1, CHANNELS)
        self._arrivals = np.load(f"{self._path}.npy")


def _take(sink: str, path: str) -> None:
    """Write what `sink` plays to `path` until SIGTERM; rows of (frames so far, seconds) to `path`.npy."""
    recorder = subprocess.Popen(
        [
            "parec", "-d", f"{sink}.monitor", "--format=float32le", f"--rate={RATE}",
            f"--channels={CHANNELS}", "--latency-msec=5", "--raw",
        ],
        stdout=subprocess.PIPE,
        bufsize=0,
    )  # fmt: skip
    signal.signal(signal.SIGTERM, lambda *_: recorder.terminate())
    arrivals: list[tuple[float, float]] = []
    size = 0
    assert recorder.stdout is not None
    with Path(path).open("wb", buffering=0) as out:
        while data := recorder.stdout.read(4096):
            size += len(data)
            arrivals.append((size // FRAME_BYTES, time.monotonic()))
            out.write(data)
    np.save(f"{path}.npy", np.array(arrivals))


if __name__ == "__main__":
    _take(sys.argv[1], sys.argv[2])
