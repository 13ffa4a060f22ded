"""What is told of what plays: the very samples that the device was given, and when they are heard."""

import numpy as np
import pytest
from numpy.typing import NDArray

from mobility_coach.services.voice.tapped_sink import HALF, MOST_FRAMES, TappedSink, heard_samples
from tests.services.ear_stage import FakeEarPort
from tests.services.fakes import FakeMonotonicClock, FakeSink


class Waves:
    """A source of two tones: one that can be heard by the ear, one far above what it takes."""

    stop = 480_000

    def __init__(self, gain: float = 0.5) -> None:
        self.gain = gain

    def render(self, start: int, count: int) -> NDArray[np.float32]:
        frames = np.arange(start, start + count) / 48_000
        low, high = np.sin(2 * np.pi * 440 * frames), np.sin(2 * np.pi * 12_000 * frames)
        inside = (frames >= 0) & (frames < self.stop / 48_000)
        return np.where(inside, self.gain * (low + high), 0.0).astype(np.float32)


class WritingSink(FakeSink):
    """A sink whose device was given 9,600 frames more than are heard."""

    prepared = 0

    def prepare(self) -> None:
        self.prepared += 1

    def written(self) -> int:
        return min(self.position() + 9_600, Waves.stop)


@pytest.fixture
def inner() -> WritingSink:
    return WritingSink()


@pytest.fixture
def sink(inner: WritingSink) -> TappedSink:
    return TappedSink(inner, FakeMonotonicClock(7.0))


def told_samples(port: FakeEarPort) -> NDArray[np.int16]:
    parts = [told[2] for told in port.told if told[0] == "sounds"]
    return np.concatenate([part for part in parts if isinstance(part, np.ndarray)])


def test_samples_are_told_once_whatever_the_looks(sink: TappedSink, inner: WritingSink) -> None:
    port = FakeEarPort()
    sink.tell(port)
    sink.play(Waves(), 3_000)
    for step in (0, 0, 1_601, 2, 4_800, 7):
        inner.move(step)
        sink.position()
    told = [each for each in port.told if each[0] == "sounds"]
    assert port.told[0] == ("played",)
    assert told[0][1] == 3_000
    samples = told_samples(port)
    assert np.array_equal(samples, heard_samples(Waves(), 3_000, len(samples) * 3))
    assert len(samples) == (1_601 + 2 + 4_800 + 7 + 9_600) // 3


def test_what_is_told_is_what_is_heard_without_what_the_ear_can_not_take() -> None:
    samples = heard_samples(Waves(), 48_000, 48_000).astype(np.float64) / 32_768
    wanted = 0.5 * np.sin(2 * np.pi * 440 * (1 + np.arange(16_000) / 16_000))
    assert np.abs(samples - wanted).max() < 0.01
    assert not heard_samples(Waves(), Waves.stop + HALF, 300).any()


def test_the_time_is_told_once_something_is_heard(sink: TappedSink, inner: WritingSink) -> None:
    port = FakeEarPort()
    sink.tell(port)
    sink.play(Waves(), 0)
    sink.position()
    assert not [each for each in port.told if each[0] == "anchored"], "it is on its way yet"
    inner.move(4_800)
    sink.position()
    assert port.told[-1] == ("anchored", 4_800, 7.0)
    inner.move(Waves.stop)
    count = len(port.told)
    assert sink.position() == Waves.stop
    assert not [each for each in port.told[count:] if each[0] == "anchored"], "the end stands still"


def test_halting_tells_where(sink: TappedSink, inner: WritingSink) -> None:
    port = FakeEarPort()
    sink.tell(port)
    sink.play(Waves(), 0)
    inner.move(4_800)
    assert sink.halt() == 4_800
    assert port.told[-1] == ("halted", 4_800)
    count = len(port.told)
    sink.position()
    assert len(port.told) == count, "nothing plays"
    assert not sink.replace(Waves())


def test_another_source_at_once_ends_the_one_before(sink: TappedSink, inner: WritingSink) -> None:
    port = FakeEarPort()
    sink.tell(port)
    sink.play(Waves(), 0)
    inner.move(48)
    sink.play(Waves(0.1), 960)
    assert [each[0] for each in port.told] == ["played", "halted", "played"]


def test_a_replaced_source_is_told_from_where_it_is_heard(sink: TappedSink) -> None:
    port = FakeEarPort()
    sink.tell(port)
    sink.play(Waves(), 0)
    assert sink.replace(Waves(0.1))
    assert len(told_samples(port)) == 3_200, "what was written before is told as it was"
    assert np.array_equal(told_samples(port), heard_samples(Waves(), 0, 9_600))


def test_what_was_missed_long_ago_is_left_out(sink: TappedSink, inner: WritingSink) -> None:
    port = FakeEarPort()
    sink.play(Waves(), 0)
    inner.move(240_000)
    sink.tell(port)
    sink.position()
    assert len(told_samples(port)) == MOST_FRAMES // 3


def test_who_is_not_asked_tells_nothing_and_plays_all_the_same(sink: TappedSink, inner: WritingSink) -> None:
    source = Waves()
    sink.prepare()
    assert inner.prepared == 1
    sink.play(source, 480)
    assert sink.is_playing
    inner.move(480)
    assert (sink.position(), sink.written()) == (960, 960 + 9_600)
    assert sink.replace(source)
    assert sink.status() == inner.status()
    assert sink.halt() == 960
    sink.close()
