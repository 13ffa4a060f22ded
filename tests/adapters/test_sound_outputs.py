"""The sinks, on a sound library that is a script: no device, vanishing, coming back, hanging, odd times."""

import atexit
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from mobility_coach.adapters.sound.audio_output import LATENCY, AudioOutput
from mobility_coach.adapters.sound.device_list import DeviceList
from mobility_coach.adapters.sound.playback import CROSSFADE
from mobility_coach.adapters.sound.resilient_output import RETRY_SECONDS, ResilientOutput
from mobility_coach.adapters.sound.silent_output import SilentOutput
from mobility_coach.adapters.sound.sound_problems import Failure
from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.services.ports import SinkStatus

BLOCK = 2400
BLOCK_SECONDS = BLOCK / SAMPLE_RATE


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Counting:
    """Frame f sounds as f / 2**22, which float32 holds exactly; `sign` tells one source from another."""

    stop: int = 3600 * SAMPLE_RATE
    sign: int = 1
    broken: bool = False

    def render(self, start: int, count: int) -> NDArray[np.float32]:
        if self.broken:
            raise RuntimeError("no samples here")
        return (self.sign * np.arange(start, start + count) / 2**22).astype(np.float32)


class PortAudioError(Exception):
    pass


class CallbackStop(Exception):
    pass


@dataclass
class Times:
    currentTime: float  # noqa: N815 -- the library's names
    outputBufferDacTime: float  # noqa: N815


@dataclass
class Flags:
    output_underflow: bool = False


Fill = Callable[[NDArray[np.float32], int, Times, Flags], None]


class Stream:
    def __init__(
        self, library: "Library", channels: int, callback: Fill, finished_callback: Callable[[], None]
    ) -> None:
        self.library = library
        self.channels = channels
        self.callback = callback
        self.finished = finished_callback
        self.started = False
        self.closed = False
        self.heard: list[NDArray[np.float32]] = []
        self.buffered_until = 0.0

    @property
    def time(self) -> float:
        if self.closed or not self.library.has_time:
            raise PortAudioError("Error getting stream time")
        return self.library.clock.now + self.library.time_zero

    def start(self) -> None:
        meanwhile, self.library.at_start = self.library.at_start, lambda: None
        meanwhile()
        if self.library.start_fails or not self.library.plugged:
            raise PortAudioError("Error starting stream")
        self.started = True
        self.buffered_until = self.time

    def abort(self) -> None:
        if self.started:
            self.started = False
            self.finished()

    def close(self) -> None:
        self.closed = True
        self.library.open -= 1

    def ask(self, *, late: bool = False) -> NDArray[np.float32]:
        """One callback, as the driver makes it: the block is heard when those before it are."""
        out = np.full((BLOCK, self.channels), np.nan, np.float32)
        heard_at = self.library.dac(self.time, self.buffered_until)
        try:
            self.callback(out, BLOCK, Times(self.time, heard_at), Flags(late))
        except CallbackStop:
            self.started = False
            self.finished()
        self.buffered_until = max(self.buffered_until, self.time) + BLOCK_SECONDS
        self.heard.append(out[:, 0].copy())
        return out

    def vanish(self) -> None:
        self.started = False
        self.finished()


@dataclass
class Library:
    """What of the module `sounddevice` is used."""

    clock: Clock
    plugged: bool = True
    mono: bool = True
    name: bytes = b"Speaker"
    start_fails: bool = False
    at_start: Callable[[], None] = lambda: None
    has_time: bool = True
    time_zero: float = 5000.0
    dac: Callable[[float, float], float] = max
    open: int = 0
    looked: int = 0
    streams: list[Stream] = field(default_factory=list)
    fresh: bool = True
    options: dict[str, object] = field(default_factory=dict)
    PortAudioError = PortAudioError
    CallbackStop = CallbackStop

    def query_devices(self, kind: str) -> dict[str, object]:
        if not self.plugged or not self.fresh:
            raise PortAudioError("Error querying device -1")
        return {"name": self.name.decode()}

    def OutputStream(  # noqa: N802 -- the library's name
        self, *, channels: int, callback: Fill, finished_callback: Callable[[], None], **options: object
    ) -> Stream:
        if channels == 1 and not self.mono:
            raise PortAudioError("Invalid number of channels")
        self.options = options
        self.open += 1
        self.streams.append(Stream(self, channels, callback, finished_callback))
        return self.streams[-1]

    def _terminate(self) -> None:
        assert self.open == 0, "the end of the library takes streams with it that somebody uses"
        if self.looked == 0:
            raise PortAudioError("PortAudio not initialized")

    def _initialize(self) -> None:
        self.looked += 1
        self.fresh = self.plugged

    def _exit_handler(self) -> None:
        pass


class Worker:
    """Does jobs at once, or keeps them while it is stuck."""

    def __init__(self) -> None:
        self.stuck = False
        self.ended = False
        self.waiting: list[Callable[[], object]] = []

    @property
    def busy(self) -> bool:
        return bool(self.waiting)

    def post(self, job: Callable[[], object]) -> None:
        self.run(job, 0)

    def run(self, job: Callable[[], object], seconds: float) -> bool:
        self.waiting.append(job)
        return self.release() if not self.stuck else False

    def release(self) -> bool:
        self.stuck = False
        while self.waiting:
            self.waiting[0]()
            self.waiting.pop(0)
        return True

    def end(self) -> None:
        self.ended = True


class Machine:
    """A clock, a library, a worker and the sinks on them."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.library = Library(self.clock)
        self.worker = Worker()
        self.missing = False
        self.devices = DeviceList()
        self.device = AudioOutput(self.clock, self._import, self.worker, self.devices)
        self.sink = ResilientOutput(self.device, self.clock)

    def _import(self) -> Library:
        if self.missing:
            raise OSError("PortAudio library not found")
        return self.library

    @property
    def stream(self) -> Stream:
        return self.library.streams[-1]

    def prime(self) -> None:
        """The driver fills its buffer."""
        for _ in range(4):
            self.stream.ask()

    def run(self, seconds: float, *, sound: bool = True) -> list[int]:
        """Time passes; the driver asks for blocks and someone looks at the position, each 50 ms."""
        told = []
        for _ in range(round(seconds / BLOCK_SECONDS)):
            self.clock.now += BLOCK_SECONDS
            if sound and self.library.streams and self.stream.started:
                self.stream.ask()
            told.append(self.sink.position())
        return told


@pytest.fixture
def machine() -> Machine:
    return Machine()


def seconds(value: float) -> int:
    return round(value * SAMPLE_RATE)


def failure(machine: Machine) -> Failure | None:
    return machine.device.failure


def playing(machine: Machine) -> bool:
    return machine.device.is_playing


def sink_playing(machine: Machine) -> bool:
    return machine.sink.is_playing


# The device


def test_nothing_is_loaded_or_opened_before_the_first_play() -> None:
    asked = []
    device = AudioOutput(Clock(), lambda: asked.append(1), Worker(), DeviceList())

    assert (device.position(), device.written(), device.halt(), device.is_playing) == (0, 0, 0, False)
    assert device.status() == SinkStatus(audible=False, device="", problem="", underruns=0)
    assert not device.replace(Counting())
    device.close()
    assert not asked


def test_the_stream_gets_each_frame_once_and_in_order(machine: Machine) -> None:
    machine.device.play(Counting(), 1000)
    machine.prime()

    assert (
        np.concatenate(machine.stream.heard).tolist() == (np.arange(1000, 1000 + 4 * BLOCK) / 2**22).tolist()
    )
    assert machine.device.written() == 1000 + 4 * BLOCK
    assert machine.library.options == {"samplerate": 48_000, "dtype": "float32", "latency": LATENCY}
    assert machine.device.status().device == "Speaker"


def test_a_device_plays_whatever_its_name_is_written_in(machine: Machine) -> None:
    machine.library.name = "Köpfhörer".encode("latin-1")
    machine.device.play(Counting(), 0)
    machine.prime()

    assert machine.device.is_playing
    assert machine.device.status().device == ""


def test_a_device_without_mono_gets_both_channels(machine: Machine) -> None:
    machine.library.mono = False
    machine.device.play(Counting(), 500)
    block = machine.stream.ask()

    assert block.shape == (BLOCK, 2)
    np.testing.assert_array_equal(block[:, 0], block[:, 1])


def test_the_position_is_what_is_heard_not_what_is_written(machine: Machine) -> None:
    machine.device.play(Counting(), 1000)
    assert machine.device.position() == 1000
    machine.prime()
    machine.clock.now += 0.03

    assert machine.device.position() == 1000 + seconds(0.03)
    assert machine.device.is_heard
    assert machine.device.status().audible


def test_the_position_stays_below_what_was_written(machine: Machine) -> None:
    machine.device.play(Counting(), 0)
    machine.prime()
    machine.clock.now += 9.0

    assert machine.device.position() == 4 * BLOCK


@pytest.mark.parametrize("odd", [0.0, -3.0, 1e9, float("nan")])
def test_a_time_that_cannot_be_is_replaced_by_the_usual_delay(machine: Machine, odd: float) -> None:
    machine.library.dac = lambda now, buffered: odd
    machine.device.play(Counting(), 0)
    machine.stream.ask()
    machine.clock.now += LATENCY / 2
    assert machine.device.position() == 0
    assert not machine.device.is_heard
    machine.clock.now += LATENCY / 2 + 0.01

    assert machine.device.position() == pytest.approx(seconds(0.01), abs=1)


def test_the_position_never_goes_back_when_the_times_do(machine: Machine) -> None:
    machine.device.play(Counting(), 0)
    machine.prime()
    machine.clock.now += 0.1
    before = machine.device.position()
    machine.library.dac = lambda now, buffered: buffered + 0.15
    machine.stream.ask()

    assert machine.device.position() == before


def test_a_stream_without_a_time_leaves_the_position(machine: Machine) -> None:
    machine.device.play(Counting(), 700)
    machine.prime()
    machine.library.has_time = False
    machine.clock.now += 0.1

    assert machine.device.position() == 700
    assert not machine.device.is_heard


def test_halt_is_silence_at_once_and_tells_the_frame_heard(machine: Machine) -> None:
    machine.device.play(Counting(), 0)
    machine.prime()
    machine.clock.now += 0.123
    stream = machine.stream

    assert machine.device.halt() == seconds(0.123)
    assert not stream.started
    assert not stream.ask().any()
    assert machine.device.written() == machine.device.position() == seconds(0.123)
    assert not machine.device.is_playing
    assert failure(machine) is None


def test_play_after_halt_uses_the_open_stream_and_goes_on_exactly(machine: Machine) -> None:
    machine.device.play(Counting(), 0)
    machine.prime()
    machine.clock.now += 0.1
    heard = machine.device.halt()
    machine.device.play(Counting(), heard)
    block = machine.stream.ask()

    assert len(machine.library.streams) == 1
    assert block[0, 0] == np.float32(heard / 2**22)


def test_play_replaces_what_plays(machine: Machine) -> None:
    machine.device.play(Counting(), 0)
    machine.prime()
    machine.device.play(Counting(), 90_000)

    assert machine.stream.ask()[0, 0] == np.float32(90_000 / 2**22)
    assert machine.device.position() == 90_000


def test_a_kept_stream_that_has_gone_stale_is_opened_anew(machine: Machine) -> None:
    machine.device.play(Counting(), 0)
    machine.prime()
    machine.device.halt()
    kept = machine.stream
    kept.start = lambda: (_ for _ in ()).throw(PortAudioError("gone"))  # type: ignore[method-assign]
    machine.device.play(Counting(), 0)

    assert machine.stream is not kept
    assert kept.closed
    assert machine.library.looked == 1
    assert failure(machine) is None


def test_a_stream_that_is_idle_is_closed_and_one_that_plays_is_not(machine: Machine) -> None:
    machine.device.play(Counting(), 0)
    machine.prime()
    machine.device.close_idle()
    assert machine.library.open == 1
    machine.device.halt()
    machine.device.close_idle()

    assert machine.library.open == 0
    machine.device.play(Counting(), 0)
    assert len(machine.library.streams) == 2


def test_at_the_end_the_sound_plays_out_and_the_stream_stops_by_itself(machine: Machine) -> None:
    stop = BLOCK * 3 // 2
    machine.device.play(Counting(stop=stop), 0)
    machine.prime()
    blocks = np.concatenate(machine.stream.heard)

    assert np.count_nonzero(blocks) == stop - 1
    assert machine.device.written() == stop
    machine.clock.now += 0.05
    assert playing(machine)
    machine.clock.now += 0.05
    assert machine.device.position() == stop
    assert not playing(machine)
    machine.stream.ask()
    assert not machine.stream.started
    assert machine.device.position() == stop
    assert failure(machine) is None
    assert not machine.device.status().audible
    machine.device.close_idle()
    assert machine.library.open == 0


def test_replace_fades_over_without_a_gap(machine: Machine) -> None:
    machine.device.play(Counting(), 0)
    machine.prime()

    assert machine.device.replace(Counting(sign=-1))
    block = machine.stream.ask()[:, 0] * 2**22
    first = 4 * BLOCK
    assert block[0] == pytest.approx(first, rel=0.02)
    assert (block[CROSSFADE:] == -np.arange(first + CROSSFADE, first + BLOCK)).all()
    assert (np.diff(block[:CROSSFADE]) < 0).all()
    assert machine.stream.ask()[0, 0] * 2**22 == -(first + BLOCK)


def test_replace_by_the_same_sound_changes_no_bit(machine: Machine) -> None:
    machine.device.play(Counting(), 0)
    machine.prime()
    machine.device.replace(Counting())

    assert (machine.stream.ask()[:, 0] * 2**22 == np.arange(4 * BLOCK, 5 * BLOCK)).all()


def test_replace_before_the_end_was_heard_goes_on_behind_it(machine: Machine) -> None:
    machine.device.play(Counting(stop=BLOCK), 0)
    machine.prime()
    assert machine.device.replace(Counting(stop=3 * BLOCK))
    block = machine.stream.ask()

    assert block[0, 0] * 2**22 == BLOCK
    machine.clock.now += 0.04
    assert machine.device.is_playing


def test_an_error_in_the_source_costs_its_sound_alone(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    source = Counting(broken=True)
    machine.device.play(source, 0)
    machine.prime()
    assert not np.concatenate(machine.stream.heard).any()
    source.broken = False

    assert machine.stream.ask()[0, 0] * 2**22 == 4 * BLOCK
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_underruns_are_counted_but_not_at_the_start(machine: Machine) -> None:
    machine.device.play(Counting(), 0)
    machine.stream.ask(late=True)
    machine.stream.ask(late=True)
    assert machine.device.status().underruns == 1
    machine.device.halt()

    assert machine.device.status().underruns == 1


def test_close_lets_go_of_the_device_and_keeps_the_position(machine: Machine) -> None:
    machine.device.play(Counting(), 400)
    machine.prime()
    machine.clock.now += 0.1
    machine.device.close()

    assert machine.library.open == 0
    assert machine.worker.ended
    assert machine.device.position() == 400 + seconds(0.1)


def test_closing_while_the_server_hangs_does_not_hang_the_exit(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    unregistered: list[object] = []
    monkeypatch.setattr(atexit, "unregister", unregistered.append)
    machine.device.play(Counting(), 0)
    machine.worker.stuck = True
    machine.device.close()

    assert unregistered == [machine.library._exit_handler]


def test_closing_while_the_library_is_being_loaded_leaves_no_stream(machine: Machine) -> None:
    """Below one that is left open, no other output could look for devices any more."""

    def load() -> Library:
        machine.worker.stuck = True
        device.close()
        return machine.library

    device = AudioOutput(machine.clock, load, machine.worker, machine.devices)
    device.play(Counting(), 0)

    assert machine.library.open == 0
    assert machine.devices.renew(machine.library)


# The device fails


def test_a_missing_library_says_how_to_install_it(machine: Machine, caplog: pytest.LogCaptureFixture) -> None:
    machine.missing = True
    machine.device.play(Counting(), 0)

    assert failure(machine) is Failure.NO_LIBRARY
    assert "libportaudio2" in machine.device.status().problem
    assert not machine.device.is_playing


def test_no_device_is_told_until_something_is_heard(machine: Machine) -> None:
    machine.library.plugged = False
    machine.device.play(Counting(), 0)
    assert failure(machine) is Failure.NO_DEVICE
    assert "plug in" in machine.device.status().problem
    machine.device.halt()
    machine.library.plugged = True
    machine.device.play(Counting(), 0)
    assert machine.device.status().problem
    machine.prime()

    assert machine.device.status().problem == ""
    assert machine.library.looked == 1


def test_a_device_that_is_not_there_is_logged_once(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    """It is tried every few seconds for as long as a session lasts."""

    def tries() -> int:
        machine.device.play(Counting(), 0)
        failure(machine)
        machine.device.halt()
        return sum("No sound device" in record.message for record in caplog.records)

    caplog.set_level("INFO")
    machine.library.plugged = False
    assert [tries(), tries(), tries()] == [1, 1, 1]
    machine.library.plugged = True
    tries()
    machine.device.close()
    machine.library.plugged = False
    assert tries() == 2


def test_an_error_at_start_closes_the_stream(machine: Machine) -> None:
    machine.library.start_fails = True
    machine.device.play(Counting(), 0)

    assert failure(machine) is Failure.NO_DEVICE
    assert machine.library.open == 0


def test_a_device_that_never_asks_is_stuck(machine: Machine) -> None:
    machine.device.play(Counting(), 0)
    machine.clock.now += 1.0
    assert failure(machine) is None
    machine.clock.now += 0.6

    assert failure(machine) is Failure.STUCK
    assert "does not answer" in machine.device.status().problem


def test_a_device_that_stops_asking_is_lost_once_that_was_watched(machine: Machine) -> None:
    machine.device.play(Counting(), 0)
    machine.prime()
    machine.clock.now += 5.0
    assert failure(machine) is None
    for _ in range(6):
        machine.clock.now += 0.1
        assert failure(machine) is None
    machine.clock.now += 0.1
    assert failure(machine) is Failure.LOST


# Silence


def test_silence_moves_by_the_clock_up_to_the_end() -> None:
    clock = Clock()
    sink = SilentOutput(clock)
    assert (sink.position(), sink.is_playing, sink.replace(Counting())) == (0, False, False)
    sink.play(Counting(stop=seconds(2)), seconds(1))
    clock.now += 0.25
    assert sink.position() == sink.written() == seconds(1.25)
    assert sink.replace(Counting(stop=seconds(1.5)))
    clock.now += 1
    assert sink.position() == seconds(1.5)
    assert not sink.is_playing
    assert not sink.replace(Counting())
    assert sink.halt() == sink.position() == seconds(1.5)
    assert sink.status().problem == ""
    sink.play(Counting(), 7)
    sink.close()
    assert sink.position() == 7


def test_silence_stands_still_while_nobody_looks() -> None:
    """A laptop that sleeps, or a process that was stopped, must not do the reps of eight hours."""
    clock = Clock()
    sink = SilentOutput(clock)
    sink.play(Counting(), 0)
    clock.now += 1
    assert sink.position() == seconds(1)
    clock.now += 8 * 3600
    assert sink.position() == seconds(3)
    clock.now += 1
    assert sink.position() == seconds(4)


# Sound or silence


def test_with_a_device_it_is_the_device(machine: Machine) -> None:
    machine.sink.play(Counting(stop=seconds(1)), 0)
    machine.prime()
    assert machine.sink.status().audible
    assert machine.sink.written() == 4 * BLOCK
    told = machine.run(0.5)
    assert told[-1] == pytest.approx(seconds(0.5), abs=2)
    assert machine.sink.replace(Counting(stop=seconds(0.6)))
    machine.run(0.5)
    assert machine.sink.position() == seconds(0.6)
    assert not sink_playing(machine)
    assert machine.sink.halt() == seconds(0.6)
    machine.sink.close()
    assert machine.library.open == 0


def test_without_a_device_the_position_goes_on_and_the_words_say_so(machine: Machine) -> None:
    machine.library.plugged = False
    machine.sink.play(Counting(stop=seconds(9)), seconds(1))
    told = machine.run(1.0)

    assert told[-1] == pytest.approx(seconds(2.0), abs=seconds(0.051))
    assert sink_playing(machine)
    status = machine.sink.status()
    assert not status.audible
    assert "Captions go on" in status.problem
    assert machine.sink.replace(Counting(stop=seconds(2.5)))
    machine.run(2.0)
    assert machine.sink.position() == seconds(2.5)
    assert not sink_playing(machine)
    assert not machine.sink.replace(Counting())


def test_looks_for_a_device_every_few_seconds_and_not_more(machine: Machine) -> None:
    machine.library.plugged = False
    machine.sink.play(Counting(), 0)
    machine.run(4 * RETRY_SECONDS + 0.5)

    assert machine.library.looked == 4


def test_a_missing_library_is_not_looked_for_again(machine: Machine) -> None:
    machine.missing = True
    machine.sink.play(Counting(), 0)
    machine.run(10.0)
    machine.missing = False
    told = machine.run(4.0)

    assert not machine.library.streams
    assert told[-1] == pytest.approx(seconds(14), abs=seconds(0.051))


def test_nothing_is_retried_while_nothing_plays(machine: Machine) -> None:
    machine.library.plugged = False
    machine.sink.play(Counting(), 0)
    machine.run(1.0)
    halted = machine.sink.halt()
    machine.run(20.0)

    assert machine.library.looked == 0
    assert machine.sink.position() == halted


def test_known_to_be_missing_the_next_play_is_silent_at_once(machine: Machine) -> None:
    machine.library.plugged = False
    machine.sink.play(Counting(), 0)
    machine.run(1.0)
    machine.sink.halt()
    machine.sink.play(Counting(), 5)
    machine.clock.now += 0.1

    assert machine.sink.position() == 5 + seconds(0.1)


def test_a_device_that_vanishes_and_comes_back_neither_jumps_nor_goes_back(machine: Machine) -> None:
    machine.sink.play(Counting(), 0)
    machine.prime()
    told = machine.run(2.0)
    machine.library.plugged = False
    machine.stream.vanish()
    told += machine.run(1.0)
    assert "Captions go on" in machine.sink.status().problem
    assert not machine.sink.status().audible
    told += machine.run(3.0)
    assert "No sound device" in machine.sink.status().problem
    machine.library.plugged = True
    told += machine.run(4.0)

    assert machine.sink.status().audible
    assert machine.sink.status().problem == ""
    steps = np.diff(told)
    assert steps.min() >= 0
    assert steps.max() <= seconds(0.3)
    assert told[-1] == pytest.approx(seconds(10), abs=seconds(0.3))
    first_back = machine.stream.heard[0][0] * 2**22
    assert first_back in range(told[0], told[-1])


def test_back_on_the_device_the_sound_is_the_one_of_the_position(machine: Machine) -> None:
    machine.library.dac = lambda now, buffered: max(now + 0.12, buffered)
    machine.library.plugged = False
    machine.sink.play(Counting(), 0)
    machine.run(2.9)
    machine.library.plugged = True
    told = machine.run(2.0)

    assert machine.sink.status().audible
    assert abs(np.diff(told) - seconds(BLOCK_SECONDS)).max() <= seconds(0.051)
    silent = told[0] + round((machine.clock.now - 100.0 - 2.95) * SAMPLE_RATE)
    assert machine.sink.position() == pytest.approx(silent, abs=2)


def test_a_hanging_server_does_not_hold_up_the_session(machine: Machine) -> None:
    machine.sink.play(Counting(), 0)
    machine.prime()
    machine.run(1.0)
    machine.worker.stuck = True
    told = machine.run(3.0, sound=False)
    assert sink_playing(machine)
    assert told[-1] > seconds(3.0)
    machine.worker.release()
    machine.run(1.0)

    assert machine.sink.status().audible


def test_play_while_the_server_hangs_waits_once_and_then_no_more(machine: Machine) -> None:
    machine.worker.stuck = True
    machine.sink.play(Counting(), 0)
    told = machine.run(2.5, sound=False)
    assert told[19] == 0
    assert told[-1] == pytest.approx(seconds(0.9), abs=seconds(0.1))
    machine.sink.halt()
    machine.sink.play(Counting(), 1000)
    machine.clock.now += 0.1

    assert machine.sink.position() == 1000 + seconds(0.1)


def test_prepare_loads_the_library_and_opens_nothing(machine: Machine) -> None:
    loaded = []

    def load() -> Library:
        loaded.append(1)
        return machine.library

    device = AudioOutput(machine.clock, load, machine.worker, machine.devices)
    sink = ResilientOutput(device, machine.clock)
    sink.prepare()
    assert loaded == [1]
    assert machine.library.open == 0
    sink.play(Counting(), 0)

    assert loaded == [1]
    assert machine.library.open == 1


def test_halt_and_replace_while_the_device_is_coming_back(machine: Machine) -> None:
    machine.library.plugged = False
    machine.sink.play(Counting(), 0)
    machine.run(1.0)
    machine.library.plugged = True
    machine.run(2.1, sound=False)
    assert machine.library.streams
    assert machine.sink.replace(Counting(sign=-1))
    assert machine.stream.ask()[CROSSFADE, 0] < 0
    halted = machine.sink.halt()

    assert not machine.stream.started
    assert not sink_playing(machine)
    assert halted == pytest.approx(seconds(3.1), abs=seconds(0.1))
    assert machine.sink.position() == halted


def test_a_play_that_was_taken_back_while_the_library_hung_is_never_heard(machine: Machine) -> None:
    machine.worker.stuck = True
    machine.device.play(Counting(), 0)
    machine.device.halt()
    machine.worker.release()

    assert not machine.library.streams


def test_the_driver_gets_silence_between_halt_and_the_end_of_the_stream(machine: Machine) -> None:
    machine.device.play(Counting(), 100)
    machine.prime()
    machine.worker.stuck = True
    machine.device.halt()

    assert not machine.stream.ask().any()


def test_the_position_stays_while_the_stream_is_being_closed(machine: Machine) -> None:
    machine.device.play(Counting(), 100)
    machine.prime()
    machine.clock.now += 0.1
    with machine.device._stream_gate:
        assert machine.device.position() == 100


def test_play_may_go_back(machine: Machine) -> None:
    machine.sink.play(Counting(), seconds(5))
    machine.prime()
    machine.run(1.0)
    machine.sink.halt()
    machine.sink.play(Counting(), 10)

    assert machine.sink.position() == 10


def test_no_device_is_looked_for_below_the_stream_of_another_output(machine: Machine) -> None:
    other = AudioOutput(machine.clock, lambda: machine.library, Worker(), machine.devices)
    other.play(Counting(), 0)
    machine.library.start_fails = True
    machine.device.play(Counting(), 0)
    assert failure(machine) is Failure.NO_DEVICE
    machine.library.start_fails = False
    machine.device.play(Counting(), 0)

    assert machine.stream.started
    assert machine.library.looked == 0
    machine.device.halt()
    machine.device.close_idle()
    other.close()
    machine.device.play(Counting(), 0)
    assert machine.library.looked == 1


def test_no_device_is_looked_for_while_another_output_hangs_at_its_start(machine: Machine) -> None:
    """The program would end with it: the thread that hangs comes back into a library that is gone."""
    machine.library.start_fails = True
    machine.device.play(Counting(), 0)
    other = AudioOutput(machine.clock, lambda: machine.library, Worker(), machine.devices)
    machine.library.at_start = lambda: machine.device.play(Counting(), 0)
    other.play(Counting(), 0)

    assert machine.library.looked == 0
    assert failure(machine) is Failure.NO_DEVICE
    machine.device.play(Counting(), 0)
    assert machine.library.looked == 1
