"""Those who go along with a session steer it and learn where it stands; it goes on where one fails."""

import logging
from dataclasses import dataclass, field, replace

import pytest

from mobility_coach.domain.commands import Command
from mobility_coach.domain.timeline import SegmentKind
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.companions import MOST_COMMANDS, AccompaniedPlayer
from mobility_coach.services.session.player_view import Hearing, HearingState, PlayerView
from tests.services.player_stage import Stage
from tests.services.shown_view import shown_view


@dataclass
class FakePlayer:
    shown: PlayerView = field(default_factory=shown_view)
    told: list[Command] = field(default_factory=list)
    gone_to: list[int] = field(default_factory=list)
    closes: int = 0
    fails: bool = False

    @property
    def is_over(self) -> bool:
        return self.shown.phase is Phase.FINISHED

    def view(self) -> PlayerView:
        return self.shown

    def tell(self, command: Command) -> None:
        self.told.append(command)
        if command is Command.PAUSE:
            self.shown = replace(self.shown, phase=Phase.PAUSED)

    def go_to(self, part: int) -> None:
        self.gone_to.append(part)

    def close(self) -> None:
        self.closes += 1
        if self.fails:
            raise OSError("close")


@dataclass
class FakeCompanion:
    wanted: list[Command] = field(default_factory=list)
    seen: list[Phase] = field(default_factory=list)
    begun: int = 0
    ended: int = 0
    fails_in: str = ""

    def _fail(self, place: str) -> None:
        if self.fails_in == place:
            raise OSError(place)

    def begin(self, view: PlayerView) -> None:
        self.begun += 1
        self._fail("begin")

    def commands(self) -> list[Command]:
        self._fail("commands")
        wanted, self.wanted = self.wanted, []
        return wanted

    def look(self, view: PlayerView) -> None:
        self._fail("look")
        self.seen.append(view.phase)

    def end(self) -> None:
        self.ended += 1
        self._fail("end")

    def hearing(self) -> Hearing:
        self._fail("hearing")
        return Hearing(HearingState.LISTENING, heard=Command.PAUSE)


def _accompanied(player: FakePlayer, *companions: FakeCompanion) -> AccompaniedPlayer:
    return AccompaniedPlayer(player, companions)  # type: ignore[arg-type]  # as much of a player as is needed


def test_what_a_companion_was_told_is_done_and_seen_in_the_same_look() -> None:
    player, remote, other = FakePlayer(), FakeCompanion(wanted=[Command.PAUSE]), FakeCompanion()
    session = _accompanied(player, remote, other)
    assert session.view().phase is Phase.PAUSED
    assert player.told == [Command.PAUSE]
    assert other.seen == [Phase.PAUSED]


def test_what_is_told_elsewhere_is_learned_at_once() -> None:
    player, remote = FakePlayer(), FakeCompanion()
    session = _accompanied(player, remote)
    session.tell(Command.PAUSE)
    session.go_to(2)
    assert remote.seen == [Phase.PAUSED, Phase.PAUSED]
    assert player.gone_to == [2]


def test_a_stuck_remote_is_bounded() -> None:
    player = FakePlayer()
    _accompanied(player, FakeCompanion(wanted=[Command.NEXT] * 1_000)).view()
    assert len(player.told) == MOST_COMMANDS


@pytest.mark.parametrize("place", ["begin", "commands", "look", "end"])
def test_one_that_fails_is_left_behind_and_the_session_goes_on(
    place: str, caplog: pytest.LogCaptureFixture
) -> None:
    player, bad, good = FakePlayer(), FakeCompanion(fails_in=place), FakeCompanion()
    session = _accompanied(player, bad, good)
    session.view()
    good.wanted = [Command.NEXT]
    session.view()
    session.close()
    assert player.told == [Command.NEXT]
    assert (bad.ended, good.ended) == (1, 1)
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_they_go_when_the_session_is_over_or_left_each_once() -> None:
    player, remote = FakePlayer(), FakeCompanion()
    session = _accompanied(player, remote)
    player.shown = shown_view(Phase.FINISHED)
    assert session.view().phase is Phase.FINISHED
    assert session.is_over
    session.close()
    session.close()
    assert remote.ended == 1
    assert player.closes == 2


def test_what_the_microphone_does_is_seen() -> None:
    listener = FakeCompanion()
    session = AccompaniedPlayer(FakePlayer(), (), listener)  # type: ignore[arg-type]
    assert session.view().hearing == Hearing(HearingState.LISTENING, heard=Command.PAUSE)


def test_they_go_also_where_the_session_fails_at_its_end() -> None:
    player, remote = FakePlayer(fails=True), FakeCompanion()
    with pytest.raises(OSError, match="close"):
        _accompanied(player, remote).close()
    assert remote.ended == 1


@pytest.mark.parametrize("place", ["commands", "hearing"])
def test_a_microphone_that_fails_is_off(place: str) -> None:
    listener = FakeCompanion(fails_in=place)
    session = AccompaniedPlayer(FakePlayer(), (), listener)  # type: ignore[arg-type]
    assert session.view().hearing == Hearing()
    assert session.view().hearing == Hearing()
    assert listener.ended == 1


def test_at_the_end_of_a_session_nothing_is_heard_any_more() -> None:
    player = FakePlayer()
    session = AccompaniedPlayer(player, (), FakeCompanion())  # type: ignore[arg-type]
    player.shown = shown_view(Phase.FINISHED)
    assert session.view().hearing == Hearing()


def test_a_stop_by_one_of_them_is_seen_as_a_stop() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, seconds=1.0)
    remote = FakeCompanion()
    session = AccompaniedPlayer(stage.player, (remote,))
    assert not session.view().was_stopped
    remote.wanted = [Command.STOP]
    assert session.view().was_stopped
    assert remote.ended == 1
