"""What the microphone understood becomes commands, shown for a moment; it is open while a session is."""

from dataclasses import replace

import numpy as np
import pytest

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.player_view import Hearing, HearingState, PlayerView
from mobility_coach.services.voice.ear import SHOWN_SECONDS, Ear
from mobility_coach.services.voice.room_meter import RoomMeter
from mobility_coach.services.voice.voice_ports import EarTrouble, Heard, Listening, RoomLevel
from tests.services.ear_stage import FakeEarPort, FakeTap
from tests.services.fakes import FakeMonotonicClock
from tests.services.player_stage import Stage


@pytest.fixture
def view() -> PlayerView:
    return Stage().tell(Command.START)


@pytest.fixture
def port() -> FakeEarPort:
    return FakeEarPort()


@pytest.fixture
def clock() -> FakeMonotonicClock:
    return FakeMonotonicClock()


@pytest.fixture
def tap() -> FakeTap:
    return FakeTap()


@pytest.fixture
def ear(port: FakeEarPort, tap: FakeTap, clock: FakeMonotonicClock, view: PlayerView) -> Ear:
    ear = Ear(port, tap, clock)
    assert ear.hearing() == Hearing()
    ear.begin(view)
    return ear


def said(command: Command | None, words: str = "words") -> Heard:
    return Heard(command, words, 0.9)


def test_the_microphone_is_open_from_begin_to_end(ear: Ear, port: FakeEarPort, tap: FakeTap) -> None:
    assert [port.is_open, tap.listener] == [True, port]
    assert ear.hearing().state is HearingState.STARTING
    port.said = [Listening("Built-in")]
    assert list(ear.commands()) == []
    assert ear.hearing().state is HearingState.LISTENING
    ear.end()
    assert [port.is_open, tap.listener] == [False, None]
    assert ear.hearing().state is HearingState.OFF


def test_a_command_is_told_once_and_shown_for_a_while(
    ear: Ear, port: FakeEarPort, clock: FakeMonotonicClock
) -> None:
    port.said = [said(Command.PAUSE)]
    assert list(ear.commands()) == [Command.PAUSE]
    assert list(ear.commands()) == []
    assert ear.hearing().heard is Command.PAUSE
    assert ear.hearing().is_acted_on
    clock.seconds += SHOWN_SECONDS
    assert ear.hearing().heard is None


def test_what_can_not_be_done_now_is_shown_and_left(
    ear: Ear, port: FakeEarPort, view: PlayerView, clock: FakeMonotonicClock
) -> None:
    ear.look(replace(view, commands=frozenset({Command.STOP})))
    port.said = [said(Command.PAUSE)]
    assert list(ear.commands()) == []
    assert (ear.hearing().heard, ear.hearing().is_acted_on) == (Command.PAUSE, False)
    clock.seconds += SHOWN_SECONDS
    assert (ear.hearing().heard, ear.hearing().is_acted_on) == (None, True)


@pytest.mark.parametrize(
    ("spoken", "possible", "done"),
    [
        (Command.RESUME, Command.START, Command.START),
        (Command.RESUME, Command.READY, Command.READY),
        (Command.READY, Command.RESUME, Command.RESUME),
    ],
)
def test_all_words_for_going_on_do_what_goes_on(
    ear: Ear, port: FakeEarPort, view: PlayerView, spoken: Command, possible: Command, done: Command
) -> None:
    ear.look(replace(view, commands=frozenset({possible, Command.STOP})))
    port.said = [said(spoken)]
    assert list(ear.commands()) == [done]
    assert ear.hearing().heard is done


def test_other_words_do_nothing(ear: Ear, port: FakeEarPort) -> None:
    port.said = [said(None, "what a nice day")]
    assert list(ear.commands()) == []
    assert ear.hearing().heard is None


def test_ready_needs_no_name_while_the_coach_waits_for_it(
    ear: Ear, port: FakeEarPort, view: PlayerView
) -> None:
    ear.look(view)
    assert port.told == []
    for _ in range(2):
        ear.look(replace(view, phase=Phase.WAITING))
    ear.look(view)
    assert port.told == [("waiting", True), ("waiting", False)]


def test_a_session_that_waits_at_its_begin_needs_no_name_either(view: PlayerView, port: FakeEarPort) -> None:
    Ear(port, FakeTap(), FakeMonotonicClock()).begin(replace(view, phase=Phase.WAITING))
    assert port.told == [("waiting", True)]


def test_trouble_is_told_until_it_listens_again(ear: Ear, port: FakeEarPort) -> None:
    port.said = [Listening("USB"), RoomLevel(0.5, 0.2)]
    ear.commands()
    assert ear.hearing() == Hearing(HearingState.LISTENING, level=0.5)
    port.said = [EarTrouble("Plug it in again.")]
    ear.commands()
    assert ear.hearing() == Hearing(HearingState.TROUBLE, problem="Plug it in again.")
    port.said = [Listening("USB")]
    ear.commands()
    assert ear.hearing() == Hearing(HearingState.LISTENING)


def test_nothing_is_done_before_the_session_is_known(port: FakeEarPort) -> None:
    ear = Ear(port, FakeTap(), FakeMonotonicClock())
    port.said = [said(Command.PAUSE)]
    assert list(ear.commands()) == []
    assert not ear.hearing().is_acted_on


def test_the_meter_tells_how_loud_it_is_now_and_always() -> None:
    meter = RoomMeter()
    assert meter.take() == (0.0, 0.0)
    loud = np.full(3_200, 32_767, np.int16)
    soft = np.full(3_200, 33, np.int16)
    meter.feed(soft)
    assert meter.take() == meter.take() == pytest.approx((0.0, 0.0), abs=0.01)
    meter.feed(loud)
    level, noise = meter.take()
    assert level == pytest.approx(1.0, abs=0.01)
    assert noise == pytest.approx(0.02, abs=0.01), "one loud moment is no noise"
    for _ in range(200):
        meter.feed(loud)
        level, noise = meter.take()
    assert noise > 0.9
    for _ in range(20):
        meter.feed(soft)
        _, noise = meter.take()
    assert noise < 0.05, "silence ends the noise soon"
