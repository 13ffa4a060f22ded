"""Streams of other programs on a real PulseAudio: found, lowered, given back; and what becomes of a crash."""

import math
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from mobility_coach.adapters.machine.aside_thread import AsideThread
from mobility_coach.adapters.sound.other_streams import PulseStreams, is_of_our_tree
from mobility_coach.adapters.store.lowered_file import LoweredFile
from mobility_coach.services.remote.lowered_streams import FACTORS, LoweredStreams, Stream, StreamRefused
from tests.benchmarks.pulse import PrivatePulse, is_available

pytest.importorskip("pulsectl", reason="PulseAudio is for Linux")
pytestmark = pytest.mark.skipif(
    not is_available() or shutil.which("pacat") is None, reason="needs pulseaudio, pactl and pacat"
)

PATIENCE = 8.0
ROOT = Path(__file__).parents[2]
UNIT = 65_536
NOTHING: Mapping[str, str] = {}


class Room:
    """A sound server and programs that play silence on it."""

    def __init__(self, pulse: PrivatePulse) -> None:
        self.pulse = pulse
        self._programs: list[subprocess.Popen[bytes]] = []

    def play(
        self, name: str, volume: float = 1.0, properties: Mapping[str, str] = NOTHING
    ) -> "subprocess.Popen[bytes]":
        """Start a program that plays; returns once the server has its stream."""
        told = [f"--property={key}={value}" for key, value in properties.items()]
        command = ["pacat", "--playback", "--raw", f"--client-name={name}", *told]
        command += [f"--volume={round(volume * UNIT)}", "/dev/zero"]
        before = self.pulse.open_streams()
        program = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        self._programs.append(program)
        wait_until(lambda: self.pulse.open_streams() > before)
        return program

    def end(self, program: "subprocess.Popen[bytes]") -> None:
        """End it; returns once the server knows."""
        before = self.pulse.open_streams()
        program.kill()
        program.wait(PATIENCE)
        wait_until(lambda: self.pulse.open_streams() < before)

    def end_all(self) -> None:
        for program in self._programs:
            program.kill()
            program.wait(PATIENCE)
        wait_until(lambda: self.pulse.open_streams() == 0)


def wait_until(is_so: Callable[[], bool]) -> None:
    """Look again and again; PulseAudio tells nobody who is not its client."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "nothing came of it"


@pytest.fixture(scope="module")
def pulse() -> Iterator[PrivatePulse]:
    with PrivatePulse() as server:
        server.pactl("load-module", "module-stream-restore", "restore_device=false")
        yield server


@pytest.fixture
def room(pulse: PrivatePulse) -> Iterator[Room]:
    made = Room(pulse)
    yield made
    made.end_all()


@pytest.fixture
def streams() -> Iterator[PulseStreams]:
    """Without the children of this test among the coach's own."""
    made = PulseStreams(lambda process: process == os.getpid())
    yield made
    made.close()


def by_name(streams: PulseStreams) -> dict[str, Stream]:
    return {stream.name.rpartition(":")[2]: stream for stream in streams.streams()}


def volumes(streams: PulseStreams) -> dict[str, float]:
    return {name: stream.volume[0] for name, stream in by_name(streams).items()}


def test_two_programs_get_low_and_come_back_exactly(
    room: Room, streams: PulseStreams, tmp_path: Path
) -> None:
    room.play("film-a", 0.8)
    room.play("music-a", 0.5)
    before = by_name(streams)
    assert [stream.is_playing for stream in before.values()] == [True, True]
    lowered = LoweredStreams(PulseStreams(lambda _: False), LoweredFile(tmp_path / "low.json"))
    aside = AsideThread(lowered, "lowering")
    aside.want(wanted=True)
    wanted = {name: stream.volume[0] * FACTORS[-1] for name, stream in before.items()}
    wait_until(lambda: volumes(streams) == pytest.approx(wanted, abs=1 / UNIT))
    aside.want(wanted=False)
    aside.finish()
    assert aside.wait(PATIENCE)
    assert by_name(streams) == before
    assert list(tmp_path.iterdir()) == []


def test_a_stream_that_ends_low_leaves_its_volume_to_the_next_one(
    room: Room, streams: PulseStreams, tmp_path: Path
) -> None:
    first = room.play("film-b", 0.8)
    usual = volumes(streams)["film-b"]
    lowered = LoweredStreams(streams, LoweredFile(tmp_path / "low.json"))
    for _ in FACTORS:
        lowered.pursue(wanted=True)
    room.end(first)
    # Without a volume of its own the next one begins as the server remembers the last.
    second = subprocess.Popen(["pacat", "--raw", "--client-name=film-b", "/dev/zero"])
    room._programs.append(second)
    wait_until(lambda: "film-b" in by_name(streams))
    assert volumes(streams)["film-b"] == pytest.approx(usual * FACTORS[-1], abs=1 / UNIT)
    for _ in FACTORS:
        lowered.pursue(wanted=False)
    assert volumes(streams)["film-b"] == usual


def test_a_program_that_has_ended_low_begins_at_its_old_volume(
    room: Room, streams: PulseStreams, tmp_path: Path
) -> None:
    first = room.play("film-c", 0.8)
    [usual] = [stream.volume for name, stream in by_name(streams).items() if name == "film-c"]
    lowered = LoweredStreams(streams, LoweredFile(tmp_path / "low.json"))
    for _ in FACTORS:
        lowered.pursue(wanted=True)
    room.end(first)
    lowered.pursue(wanted=False)
    assert streams.remembered("sink-input-by-application-name:film-c") == usual


@pytest.mark.parametrize(
    "properties",
    [{"media.role": "phone"}, {"media.role": "a11y"}, {"application.process.binary": "sd_espeak-ng"}],
)
def test_calls_and_screen_readers_are_left_alone(
    room: Room, streams: PulseStreams, properties: dict[str, str]
) -> None:
    room.play("spared", properties=properties)
    room.play("film-d")
    assert set(by_name(streams)) == {"film-d"}


def test_what_the_server_plays_itself_is_left_alone(room: Room, streams: PulseStreams) -> None:
    """A virtual sink in front of the real one: lowering it would lower the coach, too."""
    module = room.pulse.pactl("load-module", "module-remap-sink", "sink_name=mapped").stdout.strip()
    try:
        assert room.pulse.open_streams() == 1
        assert streams.streams() == ()
    finally:
        room.pulse.remove_sink(module)


def test_the_coach_and_its_children_are_left_alone(room: Room) -> None:
    room.play("child")
    streams = PulseStreams()
    assert streams.streams() == ()
    streams.close()


def test_one_that_stands_still_or_is_mute_does_not_play(room: Room, streams: PulseStreams) -> None:
    room.play("film-e")
    number = by_name(streams)["film-e"].number
    room.pulse.pactl("set-sink-input-mute", str(number), "1")
    assert by_name(streams)["film-e"].is_playing is False


def test_one_that_is_gone_is_refused_and_the_others_go_on(room: Room, streams: PulseStreams) -> None:
    film = room.play("film-f")
    room.play("music-f")
    numbers = {name: stream.number for name, stream in by_name(streams).items()}
    room.end(film)
    with pytest.raises(StreamRefused):
        streams.set_volume(numbers["film-f"], (0.5, 0.5))
    streams.set_volume(numbers["music-f"], (0.5, 0.5))
    assert volumes(streams) == {"music-f": 0.5}
    streams.remember("nobody", (0.5,))
    assert streams.remembered("nobody") is None


CRASH = """
import os, signal, sys
from pathlib import Path
from mobility_coach.adapters.sound.other_streams import PulseStreams
from mobility_coach.adapters.store.lowered_file import LoweredFile
from mobility_coach.services.remote.lowered_streams import LoweredStreams
lowered = LoweredStreams(PulseStreams(), LoweredFile(Path(sys.argv[1])))
for _ in range(3):
    lowered.pursue(wanted=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_after_a_crash_the_next_start_gives_back_what_is_low(
    room: Room, streams: PulseStreams, tmp_path: Path
) -> None:
    room.play("film-g", 0.8)
    usual = volumes(streams)["film-g"]
    note = LoweredFile(tmp_path / "low.json")
    crashed = subprocess.run(
        [sys.executable, "-c", CRASH, str(tmp_path / "low.json")], cwd=ROOT, timeout=30, check=False
    )
    assert crashed.returncode == -signal.SIGKILL
    assert volumes(streams)["film-g"] == pytest.approx(usual * FACTORS[-1], abs=1 / UNIT)
    assert note.is_there
    aside = AsideThread(LoweredStreams(PulseStreams(lambda _: False), note), "giving back")
    aside.want(wanted=False)
    aside.finish()
    assert aside.wait(PATIENCE)
    assert volumes(streams)["film-g"] == usual
    assert not note.is_there


def test_without_a_server_nothing_is_asked_and_a_new_one_is_found() -> None:
    streams = PulseStreams(lambda _: False)
    with PrivatePulse() as server:
        room = Room(server)
        room.play("film")
        assert len(streams.streams()) == 1
        assert math.isclose(by_name(streams)["film"].volume[0], 1.0)
        assert streams.server_name()
        assert streams.remembered("film") is None, "this server has no memory"
        server.stop()
        for program in room._programs:  # they end with it
            program.wait(PATIENCE)
        with pytest.raises(OSError, match="gone"):
            streams.streams()
        with pytest.raises(OSError, match="connect"):
            streams.streams()
        server.start()
        assert streams.streams() == ()
        streams.close()


def test_without_its_library_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pulsectl", None)
    with pytest.raises(OSError, match="pulsectl"):
        PulseStreams().streams()


def test_processes_are_told_apart() -> None:
    assert is_of_our_tree(os.getpid())
    assert not is_of_our_tree(os.getppid())
    assert not is_of_our_tree(1)
    assert not is_of_our_tree(2**22 + 1)
    child = subprocess.Popen(["sleep", "60"])
    try:
        assert is_of_our_tree(child.pid)
    finally:
        child.kill()
        child.wait(PATIENCE)
