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
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from tests.benchmarks.pulse_recording import Recording

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
        from tests.benchmarks.pulse_recording import Recording  # noqa: PLC0415 - not all need numpy

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


def _null_sink(name: str) -> str:
    # Without rewinds, since the monitor does not hear what the sink rewrites: the first 4 ms of a stream.
    return (
        f"module-null-sink sink_name={name} rate={RATE} channels={CHANNELS} format=float32le"
        " channel_map=front-left,front-right norewinds=1"
    )
