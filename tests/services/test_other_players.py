"""What plays when a session starts is paused, and exactly that goes on; what the person does counts more."""

from dataclasses import dataclass, field, replace

import pytest

from mobility_coach.domain.transport import Phase
from mobility_coach.services.remote.other_players import (
    SETTLE_SECONDS,
    WATCH_SECONDS,
    PausedPlayers,
    PlayersPaused,
    PlayerStatus,
)
from mobility_coach.services.session.player_view import PlayerView
from tests.services.fakes import FakeAside
from tests.services.shown_view import shown_view

PLAYING, PAUSED, STOPPED = PlayerStatus


@dataclass
class FakePlayers:
    """Other players; `slow` ones say for a while that they play although they were told to pause."""

    states: dict[str, PlayerStatus] = field(default_factory=dict)
    slow: set[str] = field(default_factory=set)
    told: list[str] = field(default_factory=list)
    closes: int = 0

    def playing(self) -> tuple[str, ...]:
        return tuple(player for player, status in self.states.items() if status is PLAYING)

    def status(self, player: str) -> PlayerStatus | None:
        return self.states.get(player)

    def pause(self, player: str) -> None:
        self.told.append(f"pause {player}")
        if player not in self.slow:
            self.states[player] = PAUSED

    def play(self, player: str) -> None:
        self.told.append(f"play {player}")
        self.states[player] = PLAYING

    def close(self) -> None:
        self.closes += 1

    def said(self) -> list[str]:
        told, self.told = self.told, []
        return told


@pytest.fixture
def players() -> FakePlayers:
    return FakePlayers({"film": PLAYING, "music": PLAYING, "radio": PAUSED, "show": STOPPED})


@pytest.fixture
def paused(players: FakePlayers) -> PausedPlayers:
    return PausedPlayers(players)


def test_those_that_play_are_paused_and_go_on_at_the_end(paused: PausedPlayers, players: FakePlayers) -> None:
    assert paused.pursue(wanted=True) == SETTLE_SECONDS
    assert players.said() == ["pause film", "pause music"]
    assert paused.pursue(wanted=True) == WATCH_SECONDS
    assert paused.pursue(wanted=False) is None
    assert players.said() == ["play film", "play music"]
    assert paused.pursue(wanted=False) is None
    assert players.said() == []
    paused.close()
    assert players.closes == 1


def test_where_nothing_plays_nothing_is_watched(paused: PausedPlayers, players: FakePlayers) -> None:
    players.states.clear()
    assert paused.pursue(wanted=True) is None
    assert paused.pursue(wanted=True) is None
    assert paused.pursue(wanted=False) is None
    assert players.told == []


@pytest.mark.parametrize("then", [PLAYING, STOPPED, None])
def test_who_was_played_on_stopped_or_closed_is_left_alone(
    paused: PausedPlayers, players: FakePlayers, then: PlayerStatus | None
) -> None:
    paused.pursue(wanted=True)
    paused.pursue(wanted=True)
    players.states = {"music": PAUSED} | ({"film": then} if then else {})
    players.said()
    assert paused.pursue(wanted=True) == WATCH_SECONDS
    if then:
        players.states["film"] = PAUSED  # paused once more, by the person this time
    paused.pursue(wanted=False)
    assert players.said() == ["play music"]


@pytest.mark.parametrize("then", [PLAYING, STOPPED, None])
def test_the_end_looks_once_more(
    paused: PausedPlayers, players: FakePlayers, then: PlayerStatus | None
) -> None:
    paused.pursue(wanted=True)
    players.states = {"music": PAUSED} | ({"film": then} if then else {})
    players.said()
    paused.pursue(wanted=False)
    assert players.said() == ["play music"]


def test_one_that_obeys_late_is_held_all_the_same(paused: PausedPlayers, players: FakePlayers) -> None:
    players.slow = {"film"}
    paused.pursue(wanted=True)
    assert paused.pursue(wanted=True) == WATCH_SECONDS
    players.states["film"] = PAUSED
    paused.pursue(wanted=True)
    players.said()
    paused.pursue(wanted=False)
    assert players.said() == ["play film", "play music"]


def test_one_that_obeys_after_the_session_has_ended_goes_on_as_well(
    paused: PausedPlayers, players: FakePlayers
) -> None:
    players.slow = {"film"}
    paused.pursue(wanted=True)
    players.said()
    assert paused.pursue(wanted=False) == SETTLE_SECONDS
    assert players.said() == ["play music"]
    players.states["film"] = PAUSED
    assert paused.pursue(wanted=False) is None
    assert players.said() == ["play film"]


def test_one_that_obeys_late_is_held_where_a_rest_is_over_meanwhile(
    paused: PausedPlayers, players: FakePlayers
) -> None:
    players.slow = {"film"}
    paused.pursue(wanted=True)
    paused.pursue(wanted=False)
    players.states["film"] = PAUSED
    assert paused.pursue(wanted=True) == SETTLE_SECONDS
    players.said()
    assert paused.pursue(wanted=False) is None
    assert players.said() == ["play film", "play music"]


def test_one_that_never_obeys_is_not_played(paused: PausedPlayers, players: FakePlayers) -> None:
    players.slow = {"film"}
    paused.pursue(wanted=True)
    paused.pursue(wanted=True)
    players.said()
    paused.pursue(wanted=False)
    assert players.said() == ["play music"]


def test_after_a_rest_those_are_paused_again_that_still_play(
    paused: PausedPlayers, players: FakePlayers
) -> None:
    paused.pursue(wanted=True)
    paused.pursue(wanted=False)
    players.states["music"] = PAUSED  # by the person
    players.states["radio"] = PLAYING  # likewise: none of ours
    players.said()
    paused.pursue(wanted=True)
    assert players.said() == ["pause film"]
    paused.pursue(wanted=True)
    paused.pursue(wanted=False)
    assert players.said() == ["play film"]
    paused.pursue(wanted=True)
    assert players.said() == ["pause film"]


def test_what_starts_in_mid_session_is_left_alone(paused: PausedPlayers, players: FakePlayers) -> None:
    paused.pursue(wanted=True)
    players.states["show"] = PLAYING
    paused.pursue(wanted=True)
    paused.pursue(wanted=False)
    paused.pursue(wanted=True)
    assert "pause show" not in players.told


def view(phase: Phase, *, is_resting: bool = False) -> PlayerView:
    return replace(shown_view(phase), is_resting=is_resting)


def test_silence_is_wanted_from_the_start_but_for_long_rests() -> None:
    aside = FakeAside()
    companion = PlayersPaused(aside)
    companion.begin(view(Phase.READY))
    assert aside.wishes == []
    for _ in range(3):
        companion.look(view(Phase.PLAYING))
    companion.look(view(Phase.WAITING))
    companion.look(view(Phase.PAUSED))
    assert aside.wishes == [True]
    companion.look(view(Phase.PLAYING, is_resting=True))
    companion.look(view(Phase.PAUSED, is_resting=True))
    assert aside.wishes == [True, False]
    companion.look(view(Phase.PLAYING))
    companion.look(view(Phase.FINISHED))
    assert aside.wishes == [True, False, True, False]
    companion.end()
    assert aside.finishes == 1
    assert tuple(companion.commands()) == ()


def test_a_session_that_is_handed_on_in_mid_play_wants_silence_at_once() -> None:
    aside = FakeAside()
    PlayersPaused(aside).begin(view(Phase.PLAYING))
    assert aside.wishes == [True]
