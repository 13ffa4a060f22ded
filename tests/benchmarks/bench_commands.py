"""How fast commands are obeyed in the middle of a full session, with the real voice and a real sound server.

    python -m tests.benchmarks.bench_commands

For the eye: how long `tell` and the next `view` take. For the ear: how long until what was asked for is heard
by the device's own time of output (`bench_pause` records it). Ends with 1 where one takes more than 0.15 s.
"""

import os
import tempfile
import time
from pathlib import Path

from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.player import Player
from mobility_coach.services.session.session_plan import Wishes
from tests.benchmarks.figures import Figures
from tests.benchmarks.pulse import PrivatePulse

LIMIT_MS = 150.0
ROUNDS = 6
HEARD = (
    Command.NEXT,
    Command.REPEAT,
    Command.SLOWER,
    Command.FASTER,
    Command.QUIETER,
    Command.LOUDER,
    Command.SKIP_SIDE,
    Command.PREVIOUS,
)


def play_on(player: Player, seconds: float) -> None:
    """Follow the session for a while, as a window does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        player.view()
        time.sleep(0.033)


def obey(player: Player, command: Command) -> tuple[float, float]:
    """Milliseconds until the command is shown, and until the sound that it asks for is heard."""
    start = time.monotonic()
    player.tell(command)
    player.view()
    shown = time.monotonic()
    position = player.transport.position
    heard = shown
    while player.transport.position <= position and heard < start + 3:
        time.sleep(0.001)
        player.view()
        heard = time.monotonic()
    return (shown - start) * 1000, (heard - start) * 1000


def main() -> None:
    """Print the figures."""
    figures = Figures("Commands in the middle of a full session")
    with tempfile.TemporaryDirectory() as folder, PrivatePulse():
        workshop = Workshop(Path(folder), dict(os.environ))
        workshop.open_player(workshop.coach.plan("full", Wishes()), muted=False)
        player = workshop.own_player
        if player is None:
            raise RuntimeError("No session was opened")
        start = time.monotonic()
        player.tell(Command.START)
        while player.transport.position == 0:
            time.sleep(0.005)
            player.view()
        figures.at_most(
            "first start, no clip rendered before: heard after, ms", (time.monotonic() - start) * 1000, 1500.0
        )
        play_on(player, 12)
        for command in HEARD:
            times = []
            for _ in range(ROUNDS):
                times.append(obey(player, command))
                play_on(player, 0.7)
            figures.at_most(f"{command}: shown after, worst, ms", max(shown for shown, _ in times), LIMIT_MS)
            figures.at_most(f"{command}: heard after, worst, ms", max(heard for _, heard in times), LIMIT_MS)
        pauses, resumes = [], []
        for _ in range(ROUNDS):
            begin = time.monotonic()
            player.tell(Command.PAUSE)
            pauses.append((time.monotonic() - begin) * 1000)
            assert player.view().phase is Phase.PAUSED
            resumes.append(obey(player, Command.RESUME))
            play_on(player, 0.7)
        figures.at_most("pause: silent after, worst, ms", max(pauses), LIMIT_MS)
        figures.at_most(
            "resume: count-in shown after, worst, ms", max(shown for shown, _ in resumes), LIMIT_MS
        )
        figures.at_most("resume: heard after, worst, ms", max(heard for _, heard in resumes), LIMIT_MS)
        workshop.close()
    figures.end()


if __name__ == "__main__":
    main()
