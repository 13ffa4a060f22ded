"""The screen is kept on while a session runs, and only then."""

from dataclasses import dataclass, field, replace

import pytest

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.remote.awake import STANDS_SECONDS, Awake
from mobility_coach.services.session.companions import AccompaniedPlayer
from tests.services.player_stage import Stage


@dataclass
class FakeScreen:
    told: list[bool] = field(default_factory=list)

    def keep_awake(self) -> None:
        self.told.append(True)

    def let_sleep(self) -> None:
        self.told.append(False)


def test_it_is_kept_on_from_the_start_to_the_end() -> None:
    stage, screen = Stage(), FakeScreen()
    player = AccompaniedPlayer(stage.player, [Awake(screen, stage.clock)])
    player.view()
    assert screen.told == []
    player.tell(Command.START)
    for _ in range(30):
        stage.hear(1.0)
        player.view()
    assert screen.told == [True]
    player.tell(Command.STOP)
    assert screen.told[:2] == [True, False]
    assert True not in screen.told[1:]


def test_who_leaves_leaves_the_screen() -> None:
    stage, screen = Stage(), FakeScreen()
    player = AccompaniedPlayer(stage.player, [Awake(screen, stage.clock)])
    player.tell(Command.START)
    player.close()
    assert screen.told[-1] is False


@pytest.mark.parametrize("phase", [Phase.PAUSED, Phase.WAITING])
def test_a_session_that_stands_still_is_left_after_a_while(phase: Phase) -> None:
    stage, screen = Stage(), FakeScreen()
    awake = Awake(screen, stage.clock)
    moving = replace(stage.tell(), phase=Phase.PLAYING)
    awake.begin(moving)
    standing = replace(moving, phase=phase)
    awake.look(standing)
    stage.clock.seconds += STANDS_SECONDS - 1
    awake.look(standing)
    assert screen.told == [True]
    stage.clock.seconds += 2
    awake.look(standing)
    awake.look(standing)
    assert screen.told == [True, False]
    awake.look(moving)
    awake.look(standing)
    assert screen.told == [True, False, True]
    assert not tuple(awake.commands())
