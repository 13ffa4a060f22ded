"""The screen is kept on while a session runs, and only then."""

from dataclasses import replace

import pytest

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.remote.awake import STANDS_SECONDS, Awake
from mobility_coach.services.session.companions import AccompaniedPlayer
from tests.services.fakes import FakeAside
from tests.services.player_stage import Stage


def test_it_is_kept_on_from_the_start_to_the_end() -> None:
    stage, aside = Stage(), FakeAside()
    player = AccompaniedPlayer(stage.player, [Awake(aside, stage.clock)])
    player.view()
    assert aside.wishes == []
    player.tell(Command.START)
    for _ in range(30):
        stage.hear(1.0)
        player.view()
    assert aside.wishes == [True]
    player.tell(Command.STOP)
    assert aside.wishes == [True, False]
    assert aside.finishes == 1


def test_who_leaves_leaves_the_screen() -> None:
    stage, aside = Stage(), FakeAside()
    player = AccompaniedPlayer(stage.player, [Awake(aside, stage.clock)])
    player.tell(Command.START)
    player.close()
    assert (aside.wishes, aside.finishes) == ([True], 1)


@pytest.mark.parametrize("phase", [Phase.PAUSED, Phase.WAITING])
def test_a_session_that_stands_still_is_left_after_a_while(phase: Phase) -> None:
    stage, aside = Stage(), FakeAside()
    awake = Awake(aside, stage.clock)
    moving = replace(stage.tell(), phase=Phase.PLAYING)
    awake.begin(moving)
    standing = replace(moving, phase=phase)
    awake.look(standing)
    stage.clock.seconds += STANDS_SECONDS - 1
    awake.look(standing)
    assert aside.wishes == [True]
    stage.clock.seconds += 2
    awake.look(standing)
    awake.look(standing)
    assert aside.wishes == [True, False]
    awake.look(moving)
    awake.look(standing)
    assert aside.wishes == [True, False, True]
    assert not tuple(awake.commands())
