"""Others get low while the coach speaks, and come back as they were, whatever happens in between."""

from dataclasses import dataclass, field, replace

import pytest

from mobility_coach.services.remote.lowered_streams import (
    FACTORS,
    MOST_STREAMS,
    STEP_SECONDS,
    WATCH_SECONDS,
    LoweredStream,
    LoweredStreams,
    Stream,
    StreamRefused,
    Volume,
)
from mobility_coach.services.remote.other_sound import HOLD_SECONDS, SoundLowered
from tests.services.fakes import FakeAside
from tests.services.shown_view import shown_view

LOW = FACTORS[-1]
UNIT = 65_536


@dataclass
class FakeServer:
    """Rounds volumes as PulseAudio does, and remembers them by name where it has a memory."""

    all: dict[int, Stream] = field(default_factory=dict)
    memory: dict[str, Volume] | None = None
    refused: set[int] = field(default_factory=set)
    is_gone: bool = False
    closes: int = 0
    sets: list[tuple[int, Volume]] = field(default_factory=list)

    def add(self, number: int, name: str, volume: Volume = (1.0, 1.0), *, is_playing: bool = True) -> None:
        if self.memory is not None:
            volume = self.memory.setdefault(name, volume)
        self.all[number] = Stream(number, name, volume, is_playing)

    def volume(self, number: int) -> Volume:
        return self.all[number].volume

    def streams(self) -> tuple[Stream, ...]:
        if self.is_gone:
            raise OSError("gone")
        return tuple(self.all.values())

    def set_volume(self, number: int, volume: Volume) -> None:
        if number in self.refused or number not in self.all:
            raise StreamRefused(str(number))
        rounded = tuple(round(each * UNIT) / UNIT for each in volume)
        self.sets.append((number, rounded))
        self.all[number] = replace(self.all[number], volume=rounded)
        if self.memory is not None:
            self.memory[self.all[number].name] = rounded

    def remembered(self, name: str) -> Volume | None:
        return None if self.memory is None else self.memory.get(name)

    def remember(self, name: str, volume: Volume) -> None:
        assert self.memory is not None
        if name == "locked":
            raise StreamRefused(name)
        self.memory[name] = volume

    def close(self) -> None:
        self.closes += 1


@dataclass
class FakeNote:
    kept: tuple[LoweredStream, ...] = ()
    writes: int = 0

    def recall(self) -> tuple[LoweredStream, ...]:
        return self.kept

    def keep(self, streams: tuple[LoweredStream, ...]) -> None:
        self.kept = streams
        self.writes += 1


@pytest.fixture
def server() -> FakeServer:
    server = FakeServer()
    server.add(4, "film", (0.75, 0.625))
    server.add(7, "music", (1.0,))
    return server


@pytest.fixture
def note() -> FakeNote:
    return FakeNote()


@pytest.fixture
def lowered(server: FakeServer, note: FakeNote) -> LoweredStreams:
    return LoweredStreams(server, note)


def lower(lowered: LoweredStreams) -> list[float | None]:
    return [lowered.pursue(wanted=True) for _ in FACTORS[1:]]


def give_back(lowered: LoweredStreams) -> list[float | None]:
    return [lowered.pursue(wanted=False) for _ in FACTORS[1:]]


def near(volume: Volume) -> object:
    return pytest.approx(volume, abs=1 / UNIT)


def test_all_get_low_in_steps_and_come_back_exactly(lowered: LoweredStreams, server: FakeServer) -> None:
    before = dict(server.all)
    assert lower(lowered) == [STEP_SECONDS, STEP_SECONDS, WATCH_SECONDS]
    assert server.volume(4) == near((0.75 * LOW, 0.625 * LOW))
    assert server.volume(7) == near((LOW,))
    heard = [volume[0] for number, volume in server.sets if number == 7]
    assert heard == near(FACTORS[1:])
    assert lowered.pursue(wanted=True) == WATCH_SECONDS
    assert give_back(lowered) == [STEP_SECONDS, STEP_SECONDS, None]
    assert server.all == before
    sets = len(server.sets)
    assert lowered.pursue(wanted=False) is None
    assert len(server.sets) == sets
    lowered.close()
    assert server.closes == 1


def test_who_turns_back_half_way_is_at_the_same_loudness_as_before(
    lowered: LoweredStreams, server: FakeServer
) -> None:
    before = dict(server.all)
    lowered.pursue(wanted=True)
    lowered.pursue(wanted=True)
    assert lowered.pursue(wanted=False) == STEP_SECONDS
    assert lowered.pursue(wanted=True) == STEP_SECONDS
    give_back(lowered)
    assert server.all == before


def test_what_the_person_sets_meanwhile_stays(lowered: LoweredStreams, server: FakeServer) -> None:
    lower(lowered)
    server.set_volume(7, (0.9,))
    give_back(lowered)
    assert (server.volume(4), server.volume(7)) == ((0.75, 0.625), near((0.9,)))
    lower(lowered)
    assert server.volume(4) == near((0.75 * LOW, 0.625 * LOW))
    assert server.volume(7) == near((0.9,)), "who was set anew is left alone"


def test_a_stream_that_begins_meanwhile_gets_low_too_and_one_that_stands_still_does_not(
    lowered: LoweredStreams, server: FakeServer
) -> None:
    server.add(8, "paused film", is_playing=False)
    lower(lowered)
    server.add(9, "game", (0.5, 0.5))
    assert lowered.pursue(wanted=True) == WATCH_SECONDS
    assert server.volume(8) == (1.0, 1.0)
    assert server.volume(9) == near((0.5 * LOW, 0.5 * LOW))
    give_back(lowered)
    assert server.volume(9) == (0.5, 0.5)


def test_one_that_is_paused_while_it_is_low_comes_back_all_the_same(
    lowered: LoweredStreams, server: FakeServer
) -> None:
    lower(lowered)
    server.all[7] = replace(server.all[7], is_playing=False)
    give_back(lowered)
    assert server.volume(7) == (1.0,)


def test_the_next_stream_of_a_program_comes_back_to_where_the_last_was(
    lowered: LoweredStreams, server: FakeServer
) -> None:
    server.memory = {"film": (0.75, 0.625), "music": (1.0,)}
    lower(lowered)
    del server.all[4]
    server.add(12, "film")  # the server starts it as low as the last one was
    assert server.volume(12) == near((0.75 * LOW, 0.625 * LOW))
    lowered.pursue(wanted=True)
    assert server.volume(12) == near((0.75 * LOW, 0.625 * LOW)), "and not lower"
    give_back(lowered)
    assert server.volume(12) == (0.75, 0.625)
    assert server.memory == {"film": (0.75, 0.625), "music": (1.0,)}


@pytest.mark.parametrize("has_memory", [True, False])
def test_a_program_that_ends_while_it_is_low_begins_at_its_old_volume_later(
    lowered: LoweredStreams, server: FakeServer, has_memory: bool
) -> None:
    server.memory = {"film": (0.75, 0.625)} if has_memory else None
    lower(lowered)
    del server.all[4]
    give_back(lowered)
    assert server.volume(7) == (1.0,)
    server.add(12, "film", (0.75, 0.625))
    assert server.volume(12) == (0.75, 0.625)


def test_a_memory_that_the_person_has_changed_stays(lowered: LoweredStreams, server: FakeServer) -> None:
    server.memory = {}
    lower(lowered)
    del server.all[4]
    server.memory["film"] = (0.3, 0.3)
    give_back(lowered)
    assert server.memory["film"] == (0.3, 0.3)


def test_a_number_that_belongs_to_another_program_now_is_another_stream(
    lowered: LoweredStreams, server: FakeServer
) -> None:
    lower(lowered)
    server.all[4] = Stream(4, "call", (0.75 * LOW, 0.625 * LOW), is_playing=False)
    give_back(lowered)
    assert server.volume(4) == (0.75 * LOW, 0.625 * LOW)


def test_one_that_refuses_is_left_alone(lowered: LoweredStreams, server: FakeServer) -> None:
    server.refused = {4}
    lower(lowered)
    give_back(lowered)
    assert {number for number, _ in server.sets} == {7}
    assert server.volume(7) == (1.0,)


def test_without_a_server_nothing_happens_and_a_new_one_is_asked_anew(
    lowered: LoweredStreams, server: FakeServer
) -> None:
    server.is_gone = True
    assert lowered.pursue(wanted=True) is None
    assert server.closes == 1
    server.is_gone = False
    lower(lowered)
    assert server.volume(7) == near((LOW,))


def test_a_thousand_streams_cost_no_more_than_the_most(lowered: LoweredStreams, server: FakeServer) -> None:
    for number in range(100, 1_100):
        server.add(number, f"tab {number}")
    lower(lowered)
    assert len({number for number, _ in server.sets}) == MOST_STREAMS
    give_back(lowered)
    assert all(max(stream.volume) >= 0.75 for stream in server.all.values())


# After a crash


def test_what_is_low_is_noted_before_and_forgotten_after(
    lowered: LoweredStreams, server: FakeServer, note: FakeNote
) -> None:
    assert lowered.pursue(wanted=False) is None
    assert note.writes == 0, "where nothing is low nothing is written"
    lower(lowered)
    assert note.kept == (LoweredStream(4, "film", (0.75, 0.625)), LoweredStream(7, "music", (1.0,)))
    assert note.writes == 1, "a note for each step would wear the disk out"
    give_back(lowered)
    assert not note.kept


@pytest.mark.parametrize("steps", range(1, len(FACTORS)))
def test_after_a_crash_the_next_session_gives_back_what_is_still_low(
    server: FakeServer, note: FakeNote, steps: int
) -> None:
    server.memory = {"film": (0.75, 0.625), "music": (1.0,), "gone": (0.5,)}
    server.add(9, "gone")
    crashed = LoweredStreams(server, note)
    for _ in range(steps):
        crashed.pursue(wanted=True)
    del server.all[9]
    server.set_volume(7, (0.95,))
    assert LoweredStreams(server, note).pursue(wanted=False) is None
    assert server.volume(4) == (0.75, 0.625)
    assert server.volume(7) == near((0.95,))
    assert server.memory["gone"] == (0.5,)
    assert not note.kept


def test_a_note_is_kept_until_there_is_a_server_to_ask(server: FakeServer, note: FakeNote) -> None:
    crashed = LoweredStreams(server, note)
    lower(crashed)
    server.is_gone = True
    later = LoweredStreams(server, note)
    assert later.pursue(wanted=False) is None
    assert len(note.kept) == 2
    server.is_gone = False
    later.pursue(wanted=False)
    assert server.volume(7) == (1.0,)
    assert not note.kept


def test_what_can_not_be_given_back_is_given_up(server: FakeServer, note: FakeNote) -> None:
    server.memory = {"locked": (LOW,)}
    server.all[4] = Stream(4, "film", (0.75 * LOW, 0.625 * LOW))
    server.refused = {4}
    note.kept = (LoweredStream(4, "film", (0.75, 0.625)), LoweredStream(5, "locked", (1.0,)))
    assert LoweredStreams(server, note).pursue(wanted=False) is None
    assert not note.kept


# When


def test_low_is_wanted_with_the_words_and_for_a_moment_after_them() -> None:
    aside, clock = FakeAside(), [100.0]
    silent = shown_view()
    speaking = replace(silent, is_speaking=True)
    companion = SoundLowered(aside, lambda: clock[0])
    companion.begin(silent)
    assert aside.wishes == [False], "what a crash has left low is given back at once"
    companion.look(speaking)
    companion.look(speaking)
    assert aside.wishes == [False, True]
    clock[0] += HOLD_SECONDS - 0.01
    companion.look(silent)
    companion.look(speaking)
    clock[0] += HOLD_SECONDS - 0.01
    companion.look(silent)
    assert aside.wishes == [False, True], "a short pause does not pump"
    clock[0] += 0.02
    companion.look(silent)
    companion.look(silent)
    assert aside.wishes == [False, True, False]
    companion.end()
    assert aside.finishes == 1
    assert tuple(companion.commands()) == ()
