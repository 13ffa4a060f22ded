"""Music and films make room for a session on a real bus and a real sound server, as the settings say."""

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mobility_coach.adapters.desktop.other_probes import OthersSubject, others_probe
from mobility_coach.adapters.store.folders import find_folders
from mobility_coach.adapters.store.lowered_file import FILE_NAME, LoweredFile
from mobility_coach.bootstrap.others import give_back_sound, others_companions, others_subject
from mobility_coach.domain.commands import Command
from mobility_coach.services.doctor import Condition, diagnose
from mobility_coach.services.remote.lowered_streams import LoweredStream
from mobility_coach.services.remote.other_players import PlayersPaused
from mobility_coach.services.remote.other_sound import SoundLowered
from mobility_coach.services.session.companions import AccompaniedPlayer
from mobility_coach.services.settings import OtherPlayers, Settings
from tests.adapters.private_bus import HAS_BUS, PrivateBus
from tests.benchmarks.pulse import PrivatePulse, is_available
from tests.services.player_stage import Stage

PATIENCE = 8.0
LEAVE, PAUSE, LOWER = OtherPlayers

needs_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="on Linux so far")


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "nothing came of it"


@needs_linux
def test_whoever_is_asked_for_goes_along(tmp_path: Path) -> None:
    folders = find_folders(tmp_path, {})
    found = {
        choice: [type(each) for each in others_companions(Settings(other_players=choice), folders)]
        for choice in OtherPlayers
    }
    assert found == {LEAVE: [], PAUSE: [PlayersPaused], LOWER: [SoundLowered]}


def test_elsewhere_nobody_goes_along_and_the_doctor_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    folders = find_folders(tmp_path, {})
    for choice in OtherPlayers:
        assert list(others_companions(Settings(other_players=choice), folders)) == []
    findings = diagnose([others_probe(others_subject())]).findings
    assert [finding.value for finding in findings] == ["not on this system yet"] * 2
    assert all(finding.condition is Condition.NOTE for finding in findings)


@needs_linux
@pytest.mark.skipif(not HAS_BUS, reason="needs dbus-daemon")
def test_a_film_is_paused_with_the_start_and_goes_on_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.adapters.fake_players import FakePlayers  # noqa: PLC0415 - needs jeepney

    with PrivateBus(tmp_path) as bus, FakePlayers(bus.environ) as others:
        for name, value in bus.environ.items():
            monkeypatch.setenv(name, value)
        film, radio = others.add("film"), others.add("radio", status="Paused")
        stage = Stage()
        settings = Settings(other_players=PAUSE)
        player = AccompaniedPlayer(stage.player, others_companions(settings, find_folders(tmp_path, {})))
        player.view()
        assert film.status == "Playing", "before the start the film goes on"
        player.tell(Command.START)
        wait_until(lambda: film.status == "Paused")
        player.close()
        wait_until(lambda: film.status == "Playing")
        assert (film.told, radio.told) == (["Pause", "Play"], [])
        findings = diagnose([others_probe(others_subject())]).findings
        assert findings[0].value == "possible: 2 players are open now"


@needs_linux
@pytest.mark.skipif(not is_available(), reason="needs pulseaudio")
def test_what_a_crash_has_left_low_is_forgotten_once_it_is_given_back(tmp_path: Path) -> None:
    folders = find_folders(tmp_path, {})
    note = LoweredFile(folders.state / FILE_NAME)
    give_back_sound(folders)
    assert "lowering other sound" not in {thread.name for thread in threading.enumerate()}
    with PrivatePulse():
        note.keep((LoweredStream(1, "film", (1.0,)),))
        give_back_sound(folders)
        wait_until(lambda: not note.is_there)
        findings = diagnose([others_probe(others_subject())]).findings
        assert findings[1].value.startswith("possible: ")


@needs_linux
def test_without_bus_and_sound_server_the_doctor_says_what_it_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path / 'none'}")
    findings = diagnose([others_probe(others_subject())]).findings
    assert all(finding.condition is Condition.NOTE and finding.remedy for finding in findings)
    assert "PulseAudio" in findings[1].remedy


def test_one_player_is_counted_as_one() -> None:
    subject = OthersSubject(lambda: ("film",), lambda: "pulseaudio")
    findings = diagnose([others_probe(subject)]).findings
    assert [each.value for each in findings] == ["possible: 1 player is open now", "possible: pulseaudio"]
