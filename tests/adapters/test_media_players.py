"""Other players on a real bus: those that play are paused and go on, and ill will costs nobody a session."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mobility_coach.adapters.desktop.bus import Bus
from mobility_coach.adapters.desktop.media_players import (
    MOST_PLAYERS,
    SURVEY_SECONDS,
    BusMediaPlayers,
)
from mobility_coach.services.remote.other_players import PausedPlayers, PlayerStatus
from tests.adapters.private_bus import HAS_BUS, PrivateBus

pytest.importorskip("jeepney", reason="D-Bus is for Linux")
from tests.adapters.fake_players import FakePlayer, FakePlayers

pytestmark = pytest.mark.skipif(not HAS_BUS, reason="needs dbus-daemon")


@pytest.fixture(scope="module")
def bus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateBus]:
    with PrivateBus(tmp_path_factory.mktemp("bus")) as made:
        yield made


@pytest.fixture
def others(bus: PrivateBus) -> Iterator[FakePlayers]:
    with FakePlayers(bus.environ) as made:
        yield made


@pytest.fixture
def players(bus: PrivateBus) -> Iterator[BusMediaPlayers]:
    made = BusMediaPlayers(Bus(environ=bus.environ))
    yield made
    made.close()


def settled(players: BusMediaPlayers, *asked: FakePlayer) -> list[str]:
    """What each was told; an answer that came means that what was told before it has come, too."""
    for player in asked:
        owner = players._bus.owner(f"org.mpris.MediaPlayer2.{player.name}")
        assert owner
        players.status(owner)
    return [",".join(player.told) for player in asked]


def test_exactly_those_that_play_are_paused_and_go_on(players: BusMediaPlayers, others: FakePlayers) -> None:
    film, music = others.add("film"), others.add("music.instance42")
    radio, show = others.add("radio", status="Paused"), others.add("show", status="Stopped")
    paused = PausedPlayers(players)
    paused.pursue(wanted=True)
    assert settled(players, film, music, radio, show) == ["Pause", "Pause", "", ""]
    paused.pursue(wanted=True)
    paused.pursue(wanted=False)
    assert settled(players, film, music, radio, show) == ["Pause,Play", "Pause,Play", "", ""]
    assert [film.status, music.status] == ["Playing", "Playing"]


def test_what_the_person_does_to_a_player_counts(players: BusMediaPlayers, others: FakePlayers) -> None:
    film, music, gone = others.add("film"), others.add("music"), others.add("gone")
    paused = PausedPlayers(players)
    paused.pursue(wanted=True)
    settled(players, film, music, gone)
    paused.pursue(wanted=True)
    film.status = "Stopped"
    others.remove("gone")
    again = others.add("gone", status="Paused")  # started anew: another one
    paused.pursue(wanted=False)
    assert settled(players, film, music, again) == ["Pause", "Pause,Play", ""]


def test_the_coach_itself_and_the_stand_in_of_whoever_was_active_last_are_left_alone(
    players: BusMediaPlayers, others: FakePlayers
) -> None:
    ours = [others.add(name) for name in ("mobility_coach", "mobility_coach.instance7", "playerctld")]
    film = others.add("film")
    PausedPlayers(players).pursue(wanted=True)
    assert settled(players, *ours, film) == ["", "", "", "Pause"]


@pytest.mark.parametrize(
    "answer",
    [
        ("v", (("s", "playing"),)),
        ("v", (("s", ""),)),
        ("v", (("s", "P" * 100_000),)),
        ("v", (("i", 5),)),
        ("v", (("as", ["Playing"]),)),
        ("v", (("a{sv}", {"Playing": ("s", "Playing")}),)),
        ("s", ("Playing",)),
        ("ss", ("Playing", "Playing")),
        ("i", (1,)),
        ("", ()),
    ],
)
def test_nonsense_is_no_player_that_plays(
    players: BusMediaPlayers, others: FakePlayers, answer: tuple[str, tuple[object, ...]]
) -> None:
    odd, film = others.add("a-odd", answer=answer), others.add("film")
    PausedPlayers(players).pursue(wanted=True)
    assert settled(players, film, odd) == ["Pause", ""]


def test_one_that_hangs_costs_its_own_time_once(players: BusMediaPlayers, others: FakePlayers) -> None:
    others.add("a-hanging", is_mute=True)
    film = others.add("film")
    [owner] = players.playing()
    hanging = players._bus.owner("org.mpris.MediaPlayer2.a-hanging")
    assert players._bus._is_left_alone(hanging), "and is not waited for again"
    assert not players._bus._is_left_alone(owner)
    assert film.told == []


def test_one_that_vanishes_between_two_questions_is_no_error(
    players: BusMediaPlayers, others: FakePlayers
) -> None:
    others.add("film")
    [film] = players.playing()
    others.remove("film")
    assert players.status(film) is None
    players.pause(film)
    players.play(film)
    assert players.playing() == ()


def test_two_hundred_players_are_asked_in_a_moment(players: BusMediaPlayers, others: FakePlayers) -> None:
    for number in range(200):
        others.add(f"tab{number:03}", status="Playing" if number % 2 else "Paused")
    assert len(players.playing()) == 100
    assert len(players.names()) == 200


def test_time_and_number_are_bounded() -> None:
    class Counted(Bus):
        """Two thousand players, each of which takes a tenth of a second."""

        clock = 0.0
        asked = 0

        def call(self, *args: object, **more: object) -> tuple[object, ...] | None:
            if "ListNames" in args:
                return ([f"org.mpris.MediaPlayer2.tab{number}" for number in range(2_000)] + [5, None],)
            self.clock += 0.1
            self.asked += 1
            return (":1.7",) if "GetNameOwner" in args else ((("s", "Playing")),)

    bus = Counted(environ={})
    players = BusMediaPlayers(bus, lambda: bus.clock)
    assert len(players.names()) == MOST_PLAYERS
    assert players.playing() == (":1.7",), "each connection once"
    assert bus.clock <= SURVEY_SECONDS + 0.3


@pytest.mark.parametrize("names", [(), ("no list",), ([],), ([7, b"x"],), None])
def test_a_bus_without_players_or_sense_has_none(names: tuple[object, ...] | None) -> None:
    class Odd(Bus):
        def call(self, *args: object, **more: object) -> tuple[object, ...] | None:
            return names

    assert BusMediaPlayers(Odd(environ={})).playing() == ()


def test_without_a_bus_nothing_is_paused(tmp_path: Path) -> None:
    players = BusMediaPlayers(Bus(environ={"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path / 'none'}"}))
    assert players.playing() == ()
    assert players.status(":1.1") is None
    assert PausedPlayers(players).pursue(wanted=True) is None
    players.close()


def test_the_states_are_those_of_mpris() -> None:
    assert set(PlayerStatus) == {"Playing", "Paused", "Stopped"}
