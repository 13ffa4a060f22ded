"""A private PulseAudio daemon with a null sink, and a recorder of what that sink plays.

Nothing of the user's own sound server is touched: sockets and cookies live in a folder of our own. Samples
stay float32 from the program to the recording, so that the two can be compared bit for bit.

    with PrivatePulse() as pulse:
        with pulse.record() as recording:
            ...                              # play something with `pulse.environment()` in force
        recording.samples                    # float32, shape (frames, channels)
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 48_000
CHANNELS = 2
FRAME_BYTES = 4 * CHANNELS
SINK = "bench"
NEEDED = ("pulseaudio", "pactl", "parec")


def is_available() -> bool:
    """Whether the programs that this needs are installed."""
    return all(shutil.which(name) for name in NEEDED)


class PrivatePulse:
    """The daemon; runs between `start` and `stop`, or as a context manager that also sets `os.environ`."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="coach-pulse-"))
        self._daemon: subprocess.Popen[bytes] | None = None
        self._saved: dict[str, str | None] = {}

    def environment(self) -> dict[str, str]:
        """What a program needs in its environment to play on this daemon."""
        socket = self.folder / "pulse" / "native"
        return {
            "HOME": str(self.folder),
            "XDG_RUNTIME_DIR": str(self.folder),
            "PULSE_RUNTIME_PATH": str(socket.parent),
            "PULSE_SERVER": f"unix:{socket}",
            "PULSE_COOKIE": str(self.folder / "cookie"),
        }

    def start(self, *, with_sink: bool = True) -> None:
        """Run the daemon, with its null sink where wanted, and wait until it answers.

        Raises:
            RuntimeError: it does not answer within five seconds.
        """
        (self.folder / "pulse").mkdir(mode=0o700, exist_ok=True)
        socket = self.folder / "pulse" / "native"
        socket.unlink(missing_ok=True)
        load = ["-L", f"module-native-protocol-unix auth-anonymous=1 socket={socket}"]
        if with_sink:
            load += ["-L", _null_sink(SINK)]
        command = [
            "pulseaudio", "-n", "--daemonize=no", "--system=false", "--exit-idle-time=-1",
            "--use-pid-file=no", "--disallow-exit=yes", "--realtime=no", "--high-priority=no", *load,
        ]  # fmt: skip
        with (self.folder / "daemon.log").open("ab") as log:
            self._daemon = subprocess.Popen(
                command, stdout=log, stderr=log, env={**os.environ, **self.environment()}
            )
        deadline = time.monotonic() + 5
        while self.pactl("info").returncode != 0:
            if time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"pulseaudio does not answer; see {self.folder}/daemon.log")
            time.sleep(0.05)

    def stop(self) -> None:
        """End the daemon at once."""
        if self._daemon is not None:
            self._daemon.kill()
            self._daemon.wait()
            self._daemon = None

    def signal(self, number: int) -> None:
        """Send the daemon a signal; SIGSTOP makes it hang, SIGCONT mends it."""
        if self._daemon is not None:
            self._daemon.send_signal(number)

    def pactl(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Ask the daemon something."""
        return subprocess.run(
            ["pactl", *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=10,
            env={**os.environ, **self.environment()},
        )

    def add_sink(self, name: str) -> str:
        """Plug in another null sink; returns what `remove_sink` wants."""
        return self.pactl("load-module", *_null_sink(name).split()).stdout.strip()

    def remove_sink(self, module: str) -> None:
        """Unplug a sink."""
        self.pactl("unload-module", module)

    def open_streams(self) -> int:
        """How many programs hold a playing stream open."""
        return len(self.pactl("list", "short", "sink-inputs").stdout.splitlines())

    def record(self, sink: str = SINK) -> "Recording":
        """A recorder of what `sink` plays, to be used as a context manager."""
        return Recording(self, sink)

    def __enter__(self) -> Self:
        self.start()
        for name, value in self.environment().items():
            self._saved[name] = os.environ.get(name)
            os.environ[name] = value
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name, value in self._saved.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


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
        command = [sys.executable, __file__, self._sink, str(self._path)]
        self._process = subprocess.Popen(command, env=environment)
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


def _null_sink(name: str) -> str:
    # Without rewinds, since the monitor does not hear what the sink rewrites: the first 4 ms of a stream.
    return (
        f"module-null-sink sink_name={name} rate={RATE} channels={CHANNELS} format=float32le"
        " channel_map=front-left,front-right norewinds=1"
    )


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
