"""Spoken commands for real: words are played into a microphone, and the session obeys."""

import ctypes.util
import importlib.util
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobility_coach.adapters.voice.ear_process import EarProcess
from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.player_view import HearingState
from mobility_coach.services.voice.voice_ports import EarReport, EarTrouble
from tests.benchmarks import pulse
from tests.benchmarks.talking_room import (
    LOOK_SECONDS,
    PATIENCE_SECONDS,
    TalkingRoom,
    can_talk,
    listening_player,
    look,
    talking_room,
)

needs_machine = pytest.mark.skipif(
    not can_talk()
    or ctypes.util.find_library("portaudio") is None
    or importlib.util.find_spec("pocketsphinx") is None,
    reason="needs pulseaudio, pactl, parec, espeak-ng, PortAudio and pocketsphinx",
)

WITHOUT_RECOGNISER = (
    "import runpy, sys; sys.modules['pocketsphinx'] = None; sys.argv = sys.argv[:1];"
    "runpy.run_module('mobility_coach.adapters.voice.ear_worker', run_name='__main__')"
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[TalkingRoom]:
    with pulse.PrivatePulse() as server, talking_room(server, tmp_path) as room:
        yield room


@needs_machine
def test_a_command_is_obeyed_and_a_microphone_may_come_and_go(room: TalkingRoom, tmp_path: Path) -> None:
    with listening_player(tmp_path) as player:
        player.tell(Command.START)
        look(player, lambda view: view.hearing.state is HearingState.LISTENING)
        look(player, lambda view: view.is_speaking and view.elapsed_seconds > 0)

        room.say("coach, pause")
        heard = look(player, lambda view: view.phase is Phase.PAUSED).hearing
        assert (heard.heard, heard.is_acted_on) == (Command.PAUSE, True)
        room.say("coach, go on")
        before = look(player, lambda view: view.phase is Phase.PLAYING)

        room.unplug()
        lost = look(player, lambda view: view.hearing.state is HearingState.TROUBLE)
        assert "microphone" in lost.hearing.problem
        look(player, lambda view: view.elapsed_seconds > before.elapsed_seconds)
        assert player.view().phase is Phase.PLAYING
        room.plug_in_again()
        look(player, lambda view: view.hearing.state is HearingState.LISTENING)
    assert player.view().hearing.state is HearingState.OFF


def test_without_the_recogniser_it_says_what_it_takes() -> None:
    ear = EarProcess("", time.monotonic, (sys.executable, "-c", WITHOUT_RECOGNISER))
    ear.start()
    reports: tuple[EarReport, ...] = ()
    end = time.monotonic() + PATIENCE_SECONDS
    while not reports and time.monotonic() < end:
        time.sleep(LOOK_SECONDS)
        reports = ear.reports()
    ear.stop()
    assert len(reports) == 1
    assert isinstance(reports[0], EarTrouble)
    assert "pocketsphinx" in reports[0].problem or "voice" in reports[0].problem
    assert "install" in reports[0].problem.lower()
