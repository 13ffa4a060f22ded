"""A session as others see and steer it: its tracks, its place, its volume; and a screen that stays on."""

import dataclasses
from dataclasses import dataclass, field, replace

import pytest

from mobility_coach.domain.commands import Command
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.timeline import SegmentKind
from mobility_coach.services.remote.media_remote import MOST_WAITING, MediaRemote
from mobility_coach.services.remote.now_playing import (
    PLAYER_METHODS,
    NowPlaying,
    Playback,
    RemoteWish,
    VolumeWish,
    now_playing,
    position_seconds,
    volume_commands,
)
from mobility_coach.services.session.companions import MOST_COMMANDS, AccompaniedPlayer
from tests.domain.drills_for_tests import routine
from tests.services.player_stage import Stage, roll, swing

LEFT_A = "Swing · A · Move A, left"


@dataclass
class FakeServer:
    asked: list[RemoteWish] = field(default_factory=list)
    shown: list[NowPlaying] = field(default_factory=list)
    told: list[float] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)

    def open(self) -> None:
        self.steps.append("open")

    def show(self, playing: NowPlaying, position: float) -> None:
        if playing not in self.shown[-1:]:
            self.shown.append(playing)

    def tell_position(self, position: float) -> None:
        self.told.append(round(position, 1))

    def wishes(self) -> tuple[RemoteWish, ...]:
        asked, self.asked = tuple(self.asked), []
        return asked

    def close(self) -> None:
        self.steps.append("close")


@dataclass
class Remoted:
    """A session that is steered by a remote."""

    stage: Stage = field(default_factory=Stage)
    server: FakeServer = field(default_factory=FakeServer)

    def __post_init__(self) -> None:
        remote = MediaRemote(self.server, self.stage.clock)
        self.player = AccompaniedPlayer(self.stage.player, [remote])

    def ask(self, *wishes: RemoteWish) -> NowPlaying:
        self.server.asked += wishes
        self.player.view()
        return self.server.shown[-1]

    def hear(self, seconds: float) -> None:
        self.stage.hear(seconds)
        self.player.view()


# --- what is told ---


def test_a_movement_on_a_side_is_a_track() -> None:
    stage = Stage(routine(swing(), roll()))
    playing = now_playing(stage.start_in(SegmentKind.REPS, seconds=2.0))
    assert (playing.playback, playing.track) == (Playback.PLAYING, 0)
    assert (playing.title, playing.album) == (LEFT_A, "Routine")
    later = now_playing(stage.hear_to(stage.segment(SegmentKind.REPS, 3).start))
    assert (later.track, later.title) == (3, "Swing · B · Move B, right")
    last = now_playing(stage.hear_to(stage.segment(SegmentKind.REPS, 4).start))
    assert (last.track, last.title) == (4, "Roll · Move A")


def test_a_track_is_called_the_same_from_its_start_to_its_end() -> None:
    stage = Stage(routine(swing(), roll()))
    titles = {now_playing(stage.tell(Command.START)).title: 0}
    while not stage.player.is_over:
        playing = now_playing(stage.hear(0.5))
        titles.setdefault(playing.title, playing.track)
    assert titles == {
        LEFT_A: 0,
        "Swing · B · Move B, left": 1,
        "Swing · A · Move A, right": 2,
        "Swing · B · Move B, right": 3,
        "Roll · Move A": 4,
    }


def test_a_drill_alone_is_the_album_of_its_movements() -> None:
    playing = now_playing(Stage(routine(swing())).tell())
    assert (playing.title, playing.album) == ("A · Move A, left", "Routine")


def test_without_parts_the_session_is_named() -> None:
    stage = Stage(routine(swing(), roll()))
    bare = replace(stage.tell(), parts=())
    assert now_playing(bare).title == "Routine"
    assert now_playing(bare).seconds == round(bare.remaining_seconds)
    assert position_seconds(replace(bare, elapsed_seconds=3.0)) == 3.0


def test_lengths_and_places_are_those_of_the_track() -> None:
    stage = Stage()
    view = stage.tell(Command.START)
    lengths = [now_playing(view).seconds]
    assert position_seconds(view) == pytest.approx(0.0, abs=0.01)
    assert position_seconds(stage.hear(5.0)) == pytest.approx(5.0, abs=0.01)
    view = stage.go_to(1)
    assert position_seconds(view) == pytest.approx(0.0, abs=0.01)
    lengths += [now_playing(stage.go_to(part)).seconds for part in (1, 2, 3)]
    assert sum(lengths) == pytest.approx(view.elapsed_seconds + view.remaining_seconds, abs=2.0)


def test_a_place_is_never_behind_the_end_of_its_track() -> None:
    stage = Stage()
    stage.tell(Command.START)
    while not stage.player.is_over:
        view = stage.hear(0.25)
        assert position_seconds(view) <= now_playing(view).seconds


def test_who_waits_is_paused_and_who_is_done_has_stopped() -> None:
    stage = Stage(preferences=CoachingPreferences(wait_for_ready=True))
    assert now_playing(stage.tell()).playback is Playback.PAUSED
    stage.tell(Command.START)
    waiting = now_playing(stage.hear(15.0))
    assert waiting.playback is Playback.PAUSED
    assert waiting.can_play
    assert waiting.can_go_next
    stopped = now_playing(stage.tell(Command.STOP))
    assert stopped.playback is Playback.STOPPED
    assert not any((stopped.can_play, stopped.can_go_next, stopped.can_go_previous))


# --- what is asked for ---


@pytest.mark.parametrize(
    ("method", "playback"),
    [
        ("Play", Playback.PLAYING),
        ("PlayPause", Playback.PLAYING),
        ("Pause", Playback.PAUSED),
        ("Stop", Playback.STOPPED),
    ],
)
def test_a_session_that_has_not_begun_is_steered(method: str, playback: Playback) -> None:
    assert Remoted().ask(PLAYER_METHODS[method]).playback is playback


def test_a_session_is_steered_from_afar() -> None:
    session = Remoted()
    session.ask(Command.RESUME)
    session.hear(12.0)
    assert session.ask(Command.RESUME).playback is Playback.PLAYING
    assert session.ask(Command.PAUSE).playback is Playback.PAUSED
    assert session.ask(Command.TOGGLE).playback is Playback.PLAYING
    assert session.ask(Command.NEXT).track == 1
    assert session.ask(Command.PREVIOUS).track == 0
    session.ask(Command.STOP)
    assert session.server.steps == ["open", "close"]


def test_a_stuck_key_does_little() -> None:
    remote = MediaRemote(FakeServer([Command.NEXT] * 500), lambda: 0.0)
    counts = [len(tuple(remote.commands())) for _ in range(4)]
    assert counts == [MOST_COMMANDS, MOST_WAITING - MOST_COMMANDS, 0, 0]


@pytest.mark.parametrize("urgent", [Command.PAUSE, Command.STOP])
@pytest.mark.parametrize("before", [MOST_COMMANDS, MOST_WAITING, 500])
def test_who_wants_quiet_is_not_kept_waiting(urgent: Command, before: int) -> None:
    server = FakeServer([*[Command.TOGGLE] * before, urgent, Command.NEXT])
    remote = MediaRemote(server, lambda: 0.0)
    assert tuple(remote.commands()) == (urgent, Command.NEXT)
    assert tuple(remote.commands()) == ()


def test_an_end_that_waits_is_not_given_up_for_a_pause() -> None:
    server = FakeServer([Command.STOP, *[Command.TOGGLE] * MOST_WAITING, Command.PAUSE])
    assert tuple(MediaRemote(server, lambda: 0.0).commands()) == (Command.STOP, Command.PAUSE)


def test_what_is_done_at_once_keeps_its_order() -> None:
    asked: list[RemoteWish] = [*[Command.NEXT] * (MOST_COMMANDS - 1), Command.PAUSE, Command.RESUME]
    remote = MediaRemote(FakeServer(list(asked)), lambda: 0.0)
    assert [*remote.commands(), *remote.commands()] == asked


@pytest.mark.parametrize(("wanted", "volume"), [(0.0, 0.0), (0.31, 0.3), (0.96, 1.0), (1.0, 1.0), (7.0, 1.0)])
def test_a_volume_is_reached_in_steps(wanted: float, volume: float) -> None:
    session = Remoted()
    for start in (1.0, 0.0, 0.2):
        for wish in (start, wanted):
            session.ask(VolumeWish(wish))
            session.ask()
        assert session.server.shown[-1].volume == pytest.approx(volume)


def test_a_slider_that_is_moved_counts_where_it_comes_to_rest() -> None:
    session = Remoted()
    session.ask(VolumeWish(0.9), VolumeWish(0.1), Command.RESUME, VolumeWish(0.05), VolumeWish(0.6))
    session.ask(VolumeWish(0.1))
    session.ask(VolumeWish(0.5))
    assert session.ask().volume == pytest.approx(0.5)
    assert session.ask().playback is Playback.PLAYING


def test_silence_is_ended_by_the_volume_that_is_set_already() -> None:
    view = Stage().tell()
    assert volume_commands(view, 1.0) == ()
    assert volume_commands(replace(view, is_muted=True), 1.0) == (Command.MUTE,)
    assert volume_commands(replace(view, is_muted=True), 0.0) == ()


def test_a_wish_before_anything_was_seen_is_left_out() -> None:
    server = FakeServer([VolumeWish(0.2)])
    assert MediaRemote(server, lambda: 0.0).commands() == ()


# --- who watches ---


def test_nothing_new_is_nothing_told() -> None:
    session = Remoted()
    session.ask(Command.RESUME)
    session.hear(12.0)
    shown = len(session.server.shown)
    for _ in range(40):
        session.hear(0.1)
    assert len(session.server.shown) == shown
    assert session.server.told == []


def test_a_jump_is_told_once() -> None:
    session = Remoted()
    session.ask(Command.RESUME)
    session.hear(12.0)
    session.ask(Command.REPEAT)
    place = session.server.told
    assert len(place) == 1
    assert place[0] < 11.0
    session.hear(3.0)
    assert len(place) == 1


def test_a_new_track_begins_at_its_start_unless_told() -> None:
    session = Remoted()
    session.ask(Command.RESUME)
    session.hear(12.0)
    session.ask(Command.NEXT)
    assert session.server.told == []
    session.player.tell(Command.PAUSE)
    session.player.view()
    told = len(session.server.told)
    session.stage.clock.seconds += 60.0
    session.player.view()
    assert len(session.server.told) == told


def test_a_count_in_holds_the_place() -> None:
    """Who watches counts on; after each second he is told that the place has not moved."""
    session = Remoted()
    session.ask(Command.RESUME)
    session.stage.hear_to(session.stage.segment(SegmentKind.REPS).start + 48_000 * 6)
    session.ask(Command.PAUSE)
    session.ask(Command.RESUME)
    held = position_seconds(session.player.view())
    session.server.told.clear()
    for _ in range(12):
        session.hear(0.25)
    assert session.server.told
    assert set(session.server.told) == {round(held, 1)}
    assert len(session.server.told) <= 3


def test_what_is_told_is_plain_and_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        NowPlaying().title = "other"  # type: ignore[misc]
