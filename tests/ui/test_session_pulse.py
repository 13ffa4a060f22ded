"""How often a session is looked at, and how it goes from face to face."""

import pytest
from pytestqt.qtbot import QtBot

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.ui.player.session_pulse import (
    LEFT_AFTER_LOOKS,
    LEFT_MS,
    REPAINT_MS,
    STANDING_MS,
    SessionPulse,
)
from tests.ui.fakes import FakePlayer, player_view


def test_what_is_seen_to_move_is_painted_at_each_frame(qtbot: QtBot) -> None:
    pulse = SessionPulse()
    pulse.open(FakePlayer(player_view()))
    assert pulse.is_repainting
    assert pulse._timer.interval() == REPAINT_MS


def test_what_is_not_seen_or_stands_still_is_looked_at_for_its_remotes(qtbot: QtBot) -> None:
    pulse = SessionPulse()
    player = FakePlayer(player_view())
    pulse.open(player)
    pulse.set_seen(is_seen=False)
    assert pulse._timer.interval() == STANDING_MS
    pulse.set_seen(is_seen=True)
    player.shown = player_view(phase=Phase.PAUSED)
    pulse.look()
    assert not pulse.is_repainting
    assert pulse._timer.interval() == STANDING_MS


def test_a_session_that_was_left_standing_is_looked_at_once_a_second(qtbot: QtBot) -> None:
    pulse = SessionPulse()
    player = FakePlayer(player_view(phase=Phase.PAUSED))
    pulse.open(player)
    for _ in range(LEFT_AFTER_LOOKS):
        pulse.look()
    assert pulse._timer.interval() == LEFT_MS
    player.shown = player_view()
    pulse.look()
    assert pulse._timer.interval() == REPAINT_MS


def test_nothing_is_looked_at_after_the_end(qtbot: QtBot) -> None:
    pulse = SessionPulse()
    pulse.open(FakePlayer(player_view(phase=Phase.FINISHED)))
    assert not pulse._timer.isActive()


def test_a_session_is_handed_on_without_an_end(qtbot: QtBot) -> None:
    pulse = SessionPulse()
    player = FakePlayer(player_view())
    pulse.open(player)
    assert pulse.release() is player
    assert not pulse.is_open
    assert not pulse._timer.isActive()
    assert player.closes == 0
    assert pulse.release() is None


def test_what_is_told_is_seen_at_once_and_what_is_closed_hears_nothing(qtbot: QtBot) -> None:
    pulse = SessionPulse()
    player = FakePlayer(player_view())
    seen: list[object] = []
    pulse.viewed.connect(seen.append)
    pulse.open(player)
    pulse.tell(Command.NEXT)
    assert player.told[-1] is Command.NEXT
    assert len(seen) == 2
    pulse.close()
    pulse.tell(Command.NEXT)
    pulse.go_to(1)
    pulse.tell(Command.STOP)
    assert len(seen) == 2
    assert player.told[-1] is Command.NEXT


@pytest.mark.parametrize("is_told_here", [True, False])
def test_whoever_stops_it_is_closed_and_says_so_once(qtbot: QtBot, is_told_here: bool) -> None:
    pulse = SessionPulse()
    stopped = player_view(phase=Phase.FINISHED, instruction="Stopped.", was_stopped=True)
    player = FakePlayer(player_view(), after={Command.STOP: stopped})
    seen: list[object] = []
    words: list[str] = []
    pulse.open(player)
    pulse.viewed.connect(seen.append)
    pulse.stopped.connect(words.append)
    if is_told_here:
        pulse.tell(Command.STOP)
    else:
        player.shown = stopped  # a remote did it
        pulse.look()
    pulse.look()
    assert (words, seen, player.closes) == (["Stopped."], [], 1)
    assert (pulse.is_open, pulse.is_finished) == (False, False)
