"""How soon a spoken command is obeyed in a real session, and what the ear costs meanwhile."""

import tempfile
import time
from pathlib import Path

import numpy as np

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.player_view import HearingState
from mobility_coach.services.ui_ports import PlayerPort
from tests.benchmarks import pulse
from tests.benchmarks.figures import Figures
from tests.benchmarks.talking_room import (
    LOOK_SECONDS,
    ROOM,
    TalkingRoom,
    listening_player,
    look,
    talking_room,
)

TIMES = 6
SAID = (
    ("coach, pause", Command.PAUSE, Phase.PAUSED),
    ("coach, go on", Command.RESUME, Phase.PLAYING),
)
OBEYED_WITHIN_SECONDS = 4.0
BETWEEN_SECONDS = 2.0
COST_SECONDS = 20.0
LOUD = 0.02
TICKS = 100.0


def main() -> None:
    figures = Figures(f"Ear: {TIMES} times pause and go on, said to a real session")
    with (
        tempfile.TemporaryDirectory() as folder,
        pulse.PrivatePulse() as server,
        talking_room(server, Path(folder)) as room,
        listening_player(Path(folder)) as player,
    ):
        player.tell(Command.START)
        look(player, lambda view: view.hearing.state is HearingState.LISTENING and view.elapsed_seconds > 0)
        _wait(player, BETWEEN_SECONDS)
        delays = [_delay(room, server, player, said) for _ in range(TIMES) for said in SAID]
        began = _child_seconds()
        _wait(player, COST_SECONDS)
        cost = (_child_seconds() - began) / COST_SECONDS
    done = [delay for delay in delays if delay is not None]
    figures.at_most("not obeyed", len(delays) - len(done), 1)
    figures.at_most("from the end of the words until it is done, median s", float(np.median(done)), 0.7)
    figures.at_most("the same, worst", max(done), 1.0)
    figures.at_most("processor of the ear while the session speaks, % of a core", 100.0 * cost, 5.0)
    figures.end()


def _delay(
    room: TalkingRoom, server: pulse.PrivatePulse, player: PlayerPort, said: tuple[str, Command, Phase]
) -> float | None:
    """The seconds until it was done; where it was not heard it is told by hand, and None."""
    words, command, phase = said
    obeyed = None
    with server.record(ROOM) as recording:
        room.say(words)
        end = time.monotonic() + OBEYED_WITHIN_SECONDS
        while obeyed is None and time.monotonic() < end:
            obeyed = time.monotonic() if player.view().phase is phase else None
            time.sleep(LOOK_SECONDS)
    if obeyed is None:
        player.tell(command)
    _wait(player, BETWEEN_SECONDS)
    last = int(np.flatnonzero(np.abs(recording.samples[:, 0]) > LOUD)[-1])
    return None if obeyed is None else obeyed - recording.time_of(last)


def _wait(player: PlayerPort, seconds: float) -> None:
    """Look on for so long, as a window does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        player.view()
        time.sleep(LOOK_SECONDS)


def _child_seconds() -> float:
    """Processor time of the ear's process."""
    for stat in Path("/proc").glob("[0-9]*/cmdline"):
        if b"voice.ear_worker" in stat.read_bytes():
            fields = (stat.parent / "stat").read_text().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / TICKS
    raise RuntimeError("there is no ear")


if __name__ == "__main__":
    main()
