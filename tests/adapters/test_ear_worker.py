"""The process that listens: what it says and when, what it obeys, and that it ends."""

import base64
import os
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from mobility_coach.adapters.voice import ear_worker
from mobility_coach.adapters.voice.ear_worker import (
    AGAIN_SECONDS,
    SILENT_SECONDS,
    SOON_SECONDS,
    STALLED_SECONDS,
    EarWorker,
    read_orders,
)
from mobility_coach.adapters.voice.microphone import NoMicrophone
from mobility_coach.domain.commands import Command
from mobility_coach.services.voice.voice_ports import Heard
from tests.adapters.fake_microphones import FakeMicrophones


@dataclass
class FakeRecogniser:
    """Hears a command in whatever is loud."""

    needs_name: bool = True
    is_hearing_words: bool = False
    fed: list[NDArray[np.int16]] = field(default_factory=list)

    def feed(self, samples: NDArray[np.int16]) -> tuple[Heard, ...]:
        self.fed.append(samples)
        loud = len(samples) and np.abs(samples.astype(int)).max() > 8_000
        return (Heard(Command.PAUSE, "coach pause", 0.81234),) if loud else ()


class Table:
    """A worker with all that it stands on."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.library = FakeMicrophones()
        self.recogniser = FakeRecogniser()
        self.said: list[dict[str, Any]] = []
        self.is_missing = False
        self.worker = EarWorker(self.recogniser, self.said.append, "", self._library, lambda: self.now)

    def _library(self) -> FakeMicrophones:
        if self.is_missing:
            raise NoMicrophone("no-library", "no portaudio")
        return self.library

    def turns(self, count: int = 1) -> None:
        for _ in range(count):
            assert self.worker.turn(0)

    def bring(self, *samples: int, times: int = 1) -> None:
        for _ in range(times):
            self.library.streams[-1].bring(samples or [0] * 256)
            self.turns()

    def events(self) -> list[str]:
        events = [each.get("reason", each["event"]) for each in self.said]
        self.said.clear()
        return [each for each in events if each != "level"]


@pytest.fixture
def table() -> Table:
    table = Table()
    table.turns()
    assert table.said.pop() == {"event": "listening", "microphone": "Built-in"}
    return table


def test_what_is_heard_is_told_in_one_line(table: Table) -> None:
    table.bring(*[9_000] * 256 * 4)
    table.now += 0.2
    table.bring(*[9_000] * 256)
    table.said = [each for each in table.said if each.get("level") != 0.0]
    assert table.said[0] == {"event": "heard", "command": "pause", "words": "coach pause", "seconds": 0.812}
    assert table.said[-1]["event"] == "level"
    assert table.said[-1]["level"] == pytest.approx(0.81, abs=0.01)


def test_levels_come_five_times_a_second(table: Table) -> None:
    for _ in range(40):
        table.now += 0.05
        table.bring()
    assert sum(each["event"] == "level" for each in table.said) == pytest.approx(9, abs=1)


def test_our_own_sound_is_not_fed(table: Table) -> None:
    sound = np.random.default_rng(1).integers(-6_000, 6_000, 16_000 * 6).astype("<i2")
    text = base64.b64encode(sound[:32_000].tobytes()).decode()
    for order in ({"order": "played"}, {"order": "anchored", "frame": 0, "at": 1_000.0}):
        table.worker.tell(order)
        table.turns()
    fed: list[float] = []
    for begin in range(0, len(sound) - 512, 512):
        if begin % 16_000 < 512:
            text = base64.b64encode(sound[begin : begin + 17_000].tobytes()).decode()
            table.worker.tell({"order": "sounds", "frame": begin * 3, "samples": text})
            table.turns()
        table.now = 1_000.0 + begin / 16_000
        table.library.streams[-1].bring(sound[begin : begin + 512] // 2, heard=10.0)
        table.turns()
        fed.append(float(np.abs(table.recogniser.fed[-1]).mean()))
    assert np.mean(fed[-20:]) < np.mean(fed[:5]) / 20
    table.worker.tell({"order": "halted", "frame": 0})
    table.turns()


def test_the_name_is_needed_or_not_as_it_is_told(table: Table) -> None:
    table.worker.tell({"order": "name", "needed": False})
    table.turns()
    assert not table.recogniser.needs_name


@pytest.mark.parametrize(
    "order", [{}, {"order": "dance"}, {"order": "name", "needed": 3}, {"order": "sounds", "frame": "x"}]
)
def test_orders_that_make_no_sense_are_passed_over(table: Table, order: dict[str, Any]) -> None:
    table.worker.tell(order)
    table.turns()
    assert table.recogniser.needs_name


def test_a_microphone_that_is_unplugged_is_waited_for(table: Table) -> None:
    table.library.names = ("Speaker",)
    table.library.streams[-1].finished_callback()
    table.turns()
    assert table.events() == ["lost"]
    assert table.library.streams[-1].is_closed
    table.turns()
    assert table.events() == [], "not at once"
    table.now += SOON_SECONDS
    table.turns()
    assert table.events() == ["none"]
    table.library.names = ("Speaker", "USB")
    table.now += AGAIN_SECONDS
    table.turns()
    assert table.events() == ["listening"]
    table.bring()
    assert len(table.recogniser.fed) == 1


def test_what_comes_after_it_went_is_left(table: Table) -> None:
    stream = table.library.streams[-1]
    stream.finished_callback()
    stream.finished_callback()
    stream.bring([9_000] * 256)
    table.turns(3)
    assert table.events() == ["lost"]
    assert table.recogniser.fed == []


def test_one_that_brings_nothing_has_gone(table: Table) -> None:
    table.now += STALLED_SECONDS + 0.1
    table.turns()
    assert table.events() == ["lost"]


def test_one_that_brings_only_zeros_is_told_once_and_again_when_it_sounds(table: Table) -> None:
    for _ in range(60):
        table.now += SILENT_SECONDS / 50
        table.bring()
    assert table.events() == ["silent"]
    table.bring(*[3] * 256)
    assert table.events() == ["listening"]
    for _ in range(60):
        table.now += SILENT_SECONDS / 50
        table.bring()
    assert table.events() == [], "one that has been heard may cut off what is soft"


def test_without_portaudio_it_tries_again(table: Table) -> None:
    table = Table()
    table.is_missing = True
    table.turns(2)
    assert table.events() == ["no-library"]
    table.is_missing = False
    table.now += AGAIN_SECONDS
    table.turns()
    assert table.events() == ["listening"]


def test_the_end_closes_the_microphone() -> None:
    table = Table()
    table.worker.tell({"order": "name", "needed": True})
    table.worker.tell(None)
    table.worker.run()
    assert [stream.is_closed for stream in table.library.streams] == [True]


def test_orders_are_read_until_there_are_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    table, ended = Table(), list[int]()
    monkeypatch.setattr(ear_worker, "LEAVE_SECONDS", 0.0)
    monkeypatch.setattr(os, "_exit", ended.append)
    lines = b'{"order": "name", "needed": false}\nno order\n[1]\n' + b"[" * 5_000 + b"\n"
    read_orders(BytesIO(lines), table.worker)
    table.worker.run()
    assert not table.recogniser.needs_name
    assert ended == [0]
