"""The microphone: what it brings and when, and what is said where there is none."""

import sys

import numpy as np
import pytest

from mobility_coach.adapters.voice.microphone import (
    LATENCY,
    MOST_NAMES,
    Microphone,
    NoMicrophone,
    import_sounddevice,
    look_for_devices,
    microphone_names,
)
from tests.adapters.fake_microphones import FakeMicrophones


class Listener:
    def __init__(self) -> None:
        self.heard: list[tuple[list[int], float]] = []
        self.losses = 0

    def deliver(self, samples: "np.typing.NDArray[np.int16]", at: float) -> None:
        assert samples.dtype == np.int16
        self.heard.append((samples.tolist(), at))

    def lost(self) -> None:
        self.losses += 1


def opened(library: FakeMicrophones, name: str = "") -> tuple[Microphone, Listener]:
    listener = Listener()
    return Microphone(library, name, listener.deliver, listener.lost, lambda: 100.0), listener


def test_samples_come_with_the_time_at_which_they_were_heard() -> None:
    library = FakeMicrophones()
    microphone, listener = opened(library)
    library.streams[0].bring([1, 2, 3], now=10.0, heard=9.97)
    library.streams[0].bring([4], now=10.0, heard=0.0)
    assert [samples for samples, _ in listener.heard] == [[1, 2, 3], [4]]
    assert [at for _, at in listener.heard] == pytest.approx([99.97, 100 - LATENCY]), (
        "one driver tells nonsense"
    )
    assert microphone.name == "Built-in"
    assert library.streams[0].options["device"] is None


def test_it_is_found_by_its_name() -> None:
    library = FakeMicrophones()
    microphone, _ = opened(library, "USB")
    assert (microphone.name, library.streams[0].options["device"]) == ("USB", 2)


@pytest.mark.parametrize(
    ("library", "name", "reason"),
    [
        (FakeMicrophones(names=("Speaker",)), "", "none"),
        (FakeMicrophones(names=()), "", "none"),
        (FakeMicrophones(has_stopped=True), "", "none"),
        (FakeMicrophones(has_stopped=True), "USB", "none"),
        (FakeMicrophones(), "Speaker", "not-there"),
        (FakeMicrophones(), "Headset", "not-there"),
        (FakeMicrophones(is_busy=True), "", "busy"),
    ],
)
def test_why_there_is_none_is_told(library: FakeMicrophones, name: str, reason: str) -> None:
    with pytest.raises(NoMicrophone) as failure:
        opened(library, name)
    assert failure.value.reason == reason


def test_without_portaudio_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(NoMicrophone) as failure:
        import_sounddevice()
    assert failure.value.reason == "no-library"


def test_another_rate_becomes_ours() -> None:
    library = FakeMicrophones(rate=48_000)
    _, listener = opened(library)
    wave = 10_000 * np.sin(2 * np.pi * 440 * np.arange(48_000) / 48_000)
    for piece in wave.reshape(10, -1):
        library.streams[0].bring(piece)
    count = sum(len(samples) for samples, _ in listener.heard)
    assert 15_500 < count <= 16_000
    assert max(max(samples, default=0) for samples, _ in listener.heard) == pytest.approx(10_000, rel=0.02)


def test_a_device_that_goes_is_told_and_one_that_is_closed_is_not() -> None:
    library = FakeMicrophones()
    microphone, listener = opened(library)
    library.streams[0].finished_callback()
    assert listener.losses == 1
    microphone.close()
    library.streams[0].finished_callback()
    assert listener.losses == 1
    assert library.streams[0].is_closed


def test_a_device_that_is_gone_is_closed_without_a_word() -> None:
    library = FakeMicrophones()
    microphone, _ = opened(library)
    library.is_stubborn = True
    microphone.close()


def test_microphones_are_listed_once_each_and_not_without_end() -> None:
    assert microphone_names(FakeMicrophones()) == ("Built-in", "USB")
    assert microphone_names(FakeMicrophones(has_stopped=True)) == ()
    many = FakeMicrophones(names=tuple(f"{number}" + "x" * 300 for number in range(100)))
    assert len(microphone_names(many)) == MOST_NAMES
    assert max(map(len, microphone_names(many))) == 200


def test_devices_are_looked_for_anew_whether_or_not_the_library_ran() -> None:
    library = FakeMicrophones()
    look_for_devices(library)
    look_for_devices(library)
    assert library.looked == 2
