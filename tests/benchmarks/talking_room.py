"""A room with a microphone on a private PulseAudio, in which one can talk, and a session that listens."""

import shutil
import subprocess
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.services.session.player_view import PlayerView
from mobility_coach.services.session.session_plan import Wishes
from mobility_coach.services.ui_ports import PlayerPort
from tests.benchmarks import pulse

ROOM = "room"
"""What is played here is what the microphone hears."""

LOOK_SECONDS = 0.03
PATIENCE_SECONDS = 10.0


def can_talk() -> bool:
    """Whether there is a voice, and something to play it with."""
    return pulse.is_available() and all(shutil.which(name) for name in ("espeak-ng", "paplay"))


@contextmanager
def talking_room(server: pulse.PrivatePulse, folder: Path) -> Iterator["TalkingRoom"]:
    """A room that is silent afterwards."""
    room = TalkingRoom(server, folder)
    room.plug_in()
    try:
        yield room
    finally:
        room.leave()


@contextmanager
def listening_player(folder: Path) -> Iterator[PlayerPort]:
    """A session of the real workshop that listens."""
    workshop = Workshop(folder)
    workshop.book.change("voice_commands", value=True)
    player = workshop.open_player(workshop.coach.plan("ankle-rolls", Wishes()), muted=False)
    try:
        yield player
    finally:
        player.close()
        workshop.close()


def look(player: PlayerPort, until: Callable[[PlayerView], bool]) -> PlayerView:
    """Look as a window does until it is so; that view."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not until(view := player.view()):
        assert time.monotonic() < end, f"still {view.phase} with {view.hearing}"
        time.sleep(LOOK_SECONDS)
    return view


class TalkingRoom:
    """A place with a microphone, in which one can talk."""

    def __init__(self, server: pulse.PrivatePulse, folder: Path) -> None:
        self._server = server
        self._folder = folder
        self._sounds: list[subprocess.Popen[bytes]] = []

    def plug_in(self) -> None:
        """The microphone is there, and the room is as silent as rooms are."""
        self._server.add_sink(ROOM)
        self._server.pactl("set-default-sink", pulse.SINK)
        self._server.pactl("set-default-source", f"{ROOM}.monitor")
        file = self._folder / "room.wav"
        with wave.open(str(file), "wb") as sound:
            sound.setparams((1, 2, 16_000, 0, "NONE", ""))
            noise = np.random.default_rng(1).normal(0, 30, 300 * 16_000)
            sound.writeframes(noise.astype("<i2").tobytes())
        self._play(file)

    def unplug(self) -> None:
        """The microphone goes, and the loudspeaker with it: a server would find another one at once."""
        self._server.stop()

    def plug_in_again(self) -> None:
        """Both are back."""
        self._server.start()
        self.plug_in()

    def say(self, words: str) -> None:
        """Say it; returns at once."""
        file = self._folder / "words.wav"
        subprocess.run(["espeak-ng", "-v", "en-us", "-s", "150", "-w", str(file), words], check=True)
        self._play(file)

    def leave(self) -> None:
        """End whatever is heard."""
        for sound in self._sounds:
            sound.kill()
            sound.wait()

    def _play(self, file: Path) -> None:
        self._sounds.append(
            subprocess.Popen(["paplay", f"--device={ROOM}", str(file)], stderr=subprocess.DEVNULL)
        )
