"""The session as a player on a real bus: found and steered by a real playerctl, and by ill will."""

import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from mobility_coach.adapters.desktop import media_remote
from mobility_coach.adapters.desktop.bus import DRIVER, Bus
from mobility_coach.adapters.desktop.bus_line import LARGEST_CALL, MOST_HELD, MOST_UNSENT, BusLine
from mobility_coach.adapters.desktop.media_remote import MOST_CALLS, BusRemote
from mobility_coach.adapters.desktop.mpris import NAME, PATH, PLAYER, PROPERTIES, ROOT
from mobility_coach.domain.commands import Command
from mobility_coach.domain.timeline import SegmentKind
from mobility_coach.domain.transport import Phase
from mobility_coach.services.remote.media_remote import MediaRemote
from mobility_coach.services.remote.now_playing import NowPlaying, Playback
from mobility_coach.services.session.companions import AccompaniedPlayer
from tests.adapters.dunst_desktop import PATIENCE
from tests.adapters.private_bus import HAS_BUS, PrivateBus
from tests.services.player_stage import Stage

jeepney = pytest.importorskip("jeepney", reason="D-Bus is for Linux")

needs_bus = pytest.mark.skipif(not HAS_BUS, reason="needs dbus-daemon")
needs_playerctl = pytest.mark.skipif(
    not HAS_BUS or shutil.which("playerctl") is None, reason="needs dbus-daemon and playerctl"
)
LOOKS = 4_000
"""So often a session is looked at until what is waited for has come, each time for some milliseconds."""


@pytest.fixture(scope="module")
def bus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateBus]:
    with PrivateBus(tmp_path_factory.mktemp("bus")) as made:
        yield made


def at_once(work: Callable[[], None]) -> None:
    work()


@dataclass
class Session:
    """A session that others find on the bus."""

    bus: PrivateBus
    stage: Stage = field(default_factory=Stage)
    pid: int = 7

    def __post_init__(self) -> None:
        self.server = BusRemote(Bus(environ=self.bus.environ), at_once, self.pid)
        remote = MediaRemote(self.server, self.stage.clock)
        self.player = AccompaniedPlayer(self.stage.player, [remote])
        self.until(lambda: bool(self.server.name))

    def until(self, is_so: Callable[[], bool], seconds: float = 0.002) -> None:
        """Look at the session until it is so."""
        waiting = socket.socketpair()
        waiting[0].settimeout(seconds)
        try:
            for _ in range(LOOKS):
                self.player.view()
                if is_so():
                    return
                try:
                    waiting[0].recv(1)
                except TimeoutError:
                    continue
            raise AssertionError("it does not come to be so")
        finally:
            for each in waiting:
                each.close()

    def playerctl(self, *arguments: str) -> str:
        """What it says; the session is looked at meanwhile, as a window does."""
        process = subprocess.Popen(
            ["playerctl", *arguments],
            env=self.bus.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.until(lambda: process.poll() is not None)
        said, _ = process.communicate(timeout=PATIENCE)
        return said.strip()


@pytest.fixture
def session(bus: PrivateBus) -> Iterator[Session]:
    made = Session(bus)
    yield made
    made.player.close()


class Caller:
    """Somebody else on the bus, who says what he likes."""

    def __init__(self, bus: PrivateBus) -> None:
        connection = Bus(environ=bus.environ).own_socket(PATIENCE)
        assert connection is not None
        self.line = BusLine(connection)
        self.heard: list[Any] = []
        target = jeepney.DBusAddress(DRIVER.path, bus_name=DRIVER.service, interface=DRIVER.service)
        self.line.send(jeepney.new_method_call(target, "Hello"))
        rule = f"type='signal',path='{PATH}'"
        self.line.send(jeepney.new_method_call(target, "AddMatch", "s", (rule,)))

    def call(
        self, member: str, signature: str = "", body: tuple[object, ...] = (), interface: str = PLAYER
    ) -> int:
        target = jeepney.DBusAddress(PATH, bus_name=NAME, interface=interface)
        return self.line.send(jeepney.new_method_call(target, member, signature or None, body))

    def answers(self, number: int) -> bool:
        """Whether the answer to this call has come."""
        self.heard += self.line.messages(1_000)
        return any(
            message.header.fields.get(jeepney.HeaderFields.reply_serial) == number for message in self.heard
        )

    def errors(self) -> list[str]:
        """Names of the errors that have come."""
        named = (message.header.fields.get(jeepney.HeaderFields.error_name) for message in self.heard)
        return [name.rpartition(".")[2] for name in named if name]

    def told(self, member: str) -> list[tuple[object, ...]]:
        """What the signals of this name have told so far."""
        self.heard += self.line.messages(1_000)
        return [
            message.body
            for message in self.heard
            if message.header.message_type is jeepney.MessageType.signal
            and message.header.fields.get(jeepney.HeaderFields.member) == member
        ]


@pytest.fixture
def caller(bus: PrivateBus) -> Iterator[Caller]:
    made = Caller(bus)
    yield made
    made.line.close()


# --- playerctl ---


@needs_playerctl
def test_playerctl_finds_and_reads_the_session(session: Session) -> None:
    assert session.playerctl("--list-all") == "mobility_coach"
    assert session.playerctl("status") == "Paused"
    session.stage.start_in(SegmentKind.REPS, seconds=2.0)
    words = "{{status}}|{{title}}|{{artist}}|{{album}}|{{mpris:length}}|{{mpris:trackid}}|{{volume}}"
    told = session.playerctl("metadata", "--format", words)
    assert told == "Playing|A · Move A, left|Mobility Coach|Routine|32000000|'/mobility_coach/track/0'|1.0"
    position = float(session.playerctl("position"))
    assert position == pytest.approx(session.stage.player.view().elapsed_seconds, abs=0.01)
    session.playerctl("pause")
    session.playerctl("next")
    paused = session.playerctl("metadata", "--format", "{{status}}|{{title}}|{{artist}}|{{album}}")
    assert paused == "Paused|B · Move B, left|Mobility Coach|Routine"
    assert float(session.playerctl("position")) == pytest.approx(0.0, abs=0.01)
    # Nobody is put into the middle of a stroke: a place can be read, and is not to be chosen.
    assert session.playerctl("position", "10") == "No player could handle this command"
    assert float(session.playerctl("position")) == pytest.approx(0.0, abs=0.01)


@needs_playerctl
def test_playerctl_steers_the_session(session: Session) -> None:
    def phase() -> Phase:
        return session.stage.player.transport.phase

    session.playerctl("play")
    assert phase() is Phase.PLAYING
    session.stage.hear(15.0)
    session.playerctl("play-pause")
    assert phase() is Phase.PAUSED
    session.playerctl("play-pause")
    assert phase() is Phase.PLAYING
    session.playerctl("pause")
    session.playerctl("next")
    assert session.stage.player.transport.block_index == 1
    session.playerctl("previous")
    assert session.stage.player.transport.block_index == 0
    session.playerctl("volume", "0.4")
    assert session.playerctl("volume") == "0.400000"
    session.playerctl("stop")
    assert phase() is Phase.FINISHED


@needs_playerctl
def test_it_is_found_only_while_a_session_is_open(bus: PrivateBus) -> None:
    session = Session(bus)
    session.player.close()
    assert session.playerctl("--list-all") == "No players found"
    assert session.server.name == ""


# --- the bus ---


@needs_bus
def test_a_second_program_has_a_name_of_its_own(bus: PrivateBus, session: Session) -> None:
    second = Session(bus, pid=99)
    assert session.server.name == NAME
    assert second.server.name == f"{NAME}.instance99"
    second.player.close()


@needs_bus
def test_who_watches_is_told_what_changes_and_no_more(session: Session, caller: Caller) -> None:
    session.until(lambda: caller.answers(2))
    session.player.tell(Command.START)
    session.until(lambda: bool(caller.told("PropertiesChanged")))
    interface, changed, gone = caller.told("PropertiesChanged")[0]
    assert (interface, gone) == (PLAYER, [])
    assert isinstance(changed, dict)
    assert changed["PlaybackStatus"] == ("s", "Playing")
    assert "Volume" not in changed
    session.stage.hear(12.0)
    session.player.view()
    count = len(caller.told("PropertiesChanged"))
    session.player.tell(Command.REPEAT)
    session.until(lambda: bool(caller.told("Seeked")))
    for _ in range(50):
        session.stage.hear(0.02)
        session.player.view()
    assert session.stage.player.is_moving
    assert len(caller.told("PropertiesChanged")) <= count + 2
    assert len(caller.told("Seeked")) == 1


@needs_bus
def test_a_connection_comes_from_a_thread_of_its_own(bus: PrivateBus) -> None:
    server = BusRemote(Bus(environ=bus.environ))
    session = Session(bus)
    session.player.close()
    server.open()
    session.until(lambda: server.wishes() == () and bool(server.name))
    server.close()


# --- ill will ---


@needs_bus
def test_nonsense_is_refused_and_the_session_stays(session: Session, caller: Caller) -> None:
    caller.call("Explode")
    caller.call("Seek", "s", ("far",))
    caller.call("Set", "ssv", (PLAYER, "Volume", ("d", float("nan"))), PROPERTIES)
    caller.call("Set", "ssv", (ROOT, "Identity", ("s", "x")), PROPERTIES)
    last = caller.call("Get", "ss", (PLAYER, "x" * 3_000), PROPERTIES)
    session.until(lambda: caller.answers(last))
    assert caller.errors() == [
        "UnknownMethod",
        "InvalidArgs",
        "InvalidArgs",
        "PropertyReadOnly",
        "UnknownProperty",
    ]
    assert session.stage.player.transport.phase is Phase.READY


@needs_bus
def test_what_is_too_long_is_not_read(session: Session, caller: Caller) -> None:
    caller.call("OpenUri", "s", ("x" * 300_000,))
    caller.call("OpenUri", "s", ("x" * LARGEST_CALL,))
    last = caller.call("Ping", interface="org.freedesktop.DBus.Peer")
    session.until(lambda: caller.answers(last))
    assert caller.errors() == []


@needs_bus
def test_a_flood_is_served_in_portions(session: Session, caller: Caller) -> None:
    numbers = [caller.call("PlayPause") for _ in range(100)]
    looks = []

    def is_over() -> bool:
        looks.append(session.stage.player.is_moving)
        return caller.answers(numbers[-1])

    session.until(is_over)
    assert len(looks) >= 100 // MOST_CALLS
    assert caller.errors() == []


@needs_bus
def test_a_bus_that_goes_away_ends_nothing(tmp_path: Path) -> None:
    with PrivateBus(tmp_path) as own:
        session = Session(own)
        session.player.tell(Command.START)
        own.kill()
        session.until(lambda: not session.server.name)
        session.stage.hear(5.0)
        assert session.player.view().phase is Phase.PLAYING
        session.player.close()
        session.player.close()


def test_without_a_bus_nothing_happens(tmp_path: Path) -> None:
    for environ in ({}, {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/none"}):
        server = BusRemote(Bus(environ=environ))
        server.open()
        server.show(NowPlaying(Playback.PLAYING), 1.0)
        server.tell_position(2.0)
        assert server.wishes() == ()
        server.close()
        server.close()


@needs_bus
def test_the_machine_is_named_or_that_is_refused(
    session: Session, caller: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    peer = "org.freedesktop.DBus.Peer"
    kept = tmp_path / "machine-id"
    kept.write_text("f00d\n", encoding="ascii")
    monkeypatch.setattr(media_remote, "_MACHINE_IDS", (tmp_path / "none", kept))
    named = caller.call("GetMachineId", interface=peer)
    session.until(lambda: caller.answers(named))
    assert caller.heard[-1].body == ("f00d",)
    kept.write_bytes(b"\xff")
    refused = caller.call("GetMachineId", interface=peer)
    session.until(lambda: caller.answers(refused))
    assert caller.errors() == ["Failed"]


# --- by hand ---


class OwnBus:
    """A bus that is a pair of sockets."""

    def __init__(self) -> None:
        self.ours, self.theirs = socket.socketpair()

    def own_socket(self, timeout: float) -> socket.socket:
        return self.ours


def made(bus: OwnBus, run_aside: Callable[[Callable[[], None]], None] = at_once) -> BusRemote:
    return BusRemote(bus, run_aside)  # type: ignore[arg-type]


def test_a_connection_that_comes_too_late_is_given_back() -> None:
    bus, works = OwnBus(), list[Callable[[], None]]()
    server = made(bus, works.append)
    server.open()
    server.close()
    works[0]()
    assert bus.ours.fileno() == -1
    assert bus.theirs.recv(1) == b""
    bus.theirs.close()


@pytest.mark.parametrize("said", [b"", b"x" * 64, b"l\x01\x00\x01" + b"\xff" * 60])
def test_a_bus_that_makes_no_sense_is_left(said: bytes) -> None:
    bus = OwnBus()
    server = made(bus)
    server.open()
    bus.theirs.sendall(said)
    bus.theirs.shutdown(socket.SHUT_WR)
    for _ in range(3):
        assert server.wishes() == ()
    assert bus.ours.fileno() == -1
    server.tell_position(1.0)
    bus.theirs.close()


def test_a_name_that_is_refused_is_done_without() -> None:
    bus = OwnBus()
    server = made(bus)
    server.open()
    server.wishes()
    asked = BusLine(bus.theirs)
    name = list(asked.messages(5))[1]
    reply = jeepney.new_error(name, "org.freedesktop.DBus.Error.AccessDenied", "s", ("no",))
    reply.header.fields[jeepney.HeaderFields.sender] = DRIVER.service
    asked.send(reply)
    assert server.wishes() == ()
    assert server.name == ""
    server.close()
    asked.close()


def test_a_session_goes_on_where_the_bus_takes_nothing() -> None:
    bus = OwnBus()
    server = made(bus)
    server.open()
    server.wishes()
    driver = BusLine(bus.theirs)
    reply = jeepney.new_method_return(list(driver.messages(5))[1], "u", (1,))
    reply.header.fields[jeepney.HeaderFields.sender] = DRIVER.service
    driver.send(reply)
    server.wishes()
    assert server.name == NAME
    for number in range(MOST_UNSENT // 100):
        server.show(NowPlaying(track=number), 0.0)
    assert server.name == ""
    assert server.wishes() == ()
    driver.close()


def test_a_bus_that_takes_nothing_is_given_up() -> None:
    ours, theirs = socket.socketpair()
    line = BusLine(ours)
    address = jeepney.DBusAddress(PATH, interface=PLAYER)
    signal = jeepney.new_signal(address, "Seeked", "s", ("x" * 60_000,))

    def tell_on_and_on() -> None:
        for _ in range(MOST_UNSENT // 10_000):
            line.send(signal)

    with pytest.raises(ConnectionAbortedError):
        tell_on_and_on()
    line.close()
    theirs.close()


def calls(*members: str) -> bytes:
    """What comes when these methods are called."""
    target = jeepney.DBusAddress(PATH, bus_name=NAME, interface=PLAYER)
    return b"".join(jeepney.new_method_call(target, member).serialise(serial=1) for member in members)


def members(line: BusLine, most: int) -> list[str]:
    """What is called of that which is looked at now."""
    member = jeepney.HeaderFields.member
    return [message.header.fields[member] for message in line.messages(most)]


@pytest.mark.parametrize(("member", "phase"), [("Pause", Phase.PAUSED), ("Stop", Phase.FINISHED)])
def test_who_wants_quiet_comes_before_a_flood(member: str, phase: Phase) -> None:
    bus, stage = OwnBus(), Stage()
    player = AccompaniedPlayer(stage.player, [MediaRemote(made(bus), stage.clock)])
    player.tell(Command.START)
    stage.hear(15.0)
    bus.theirs.sendall(calls(*["PlayPause"] * 150, member))
    player.view()
    assert stage.player.transport.phase is phase
    player.close()
    bus.theirs.close()


def test_calls_that_fit_one_look_keep_their_order() -> None:
    ours, theirs = socket.socketpair()
    line = BusLine(ours, ["Pause"])
    theirs.sendall(calls("Next", "Play", "Pause", "Next"))
    assert members(line, 3) == ["Next", "Play", "Pause"]
    assert members(line, 3) == ["Next"]
    line.close()
    theirs.close()


def answer() -> bytes:
    """What comes when we have asked."""
    asked = jeepney.Parser().feed(calls("Asked"))[0]
    made = jeepney.new_method_return(asked)
    made.header.fields[jeepney.HeaderFields.member] = "Answered"
    return bytes(made.serialise(serial=1))


def test_a_flood_is_let_go_but_for_answers_and_what_is_urgent() -> None:
    ours, theirs = socket.socketpair()
    line = BusLine(ours, ["Pause"])
    for _ in range(5):
        theirs.sendall(calls(*["Next"] * 100))
        assert members(line, 0) == []
    theirs.sendall(answer())
    assert members(line, 0) == []
    assert members(line, 1_000) == ["Next"] * MOST_HELD + ["Answered"]
    theirs.sendall(calls(*["Next"] * 20) + answer() + calls("Pause", "Next"))
    assert members(line, 16) == ["Answered", "Pause", "Next"]
    line.close()
    theirs.close()


def test_an_end_that_is_asked_for_is_not_given_up_for_a_pause() -> None:
    ours, theirs = socket.socketpair()
    line = BusLine(ours, ["Pause", "Stop"])
    theirs.sendall(calls("Stop", "Pause", *["Next"] * 20, "Pause", "Next"))
    assert members(line, 16) == ["Stop", "Pause", "Pause", "Next"]
    line.close()
    theirs.close()


def test_a_flood_of_signals_neither_fills_the_memory_nor_holds_up_what_is_urgent() -> None:
    ours, theirs = socket.socketpair()
    line = BusLine(ours, ["Pause"])
    address = jeepney.DBusAddress(PATH, interface=PLAYER)
    signal = jeepney.new_signal(address, "Seeked", "x", (1,)).serialise(serial=1)
    for _ in range(5):
        theirs.sendall(signal * 100)
        assert members(line, 0) == []
    theirs.sendall(calls("Pause"))
    assert members(line, 16) == ["Pause"]
    for _ in range(5):
        theirs.sendall(signal * 100)
        assert members(line, 0) == []
    assert members(line, 1_000) == ["Seeked"] * MOST_HELD
    line.close()
    theirs.close()


def test_a_call_in_the_other_order_of_bytes_is_urgent_too() -> None:
    ours, theirs = socket.socketpair()
    line = BusLine(ours, ["Pause"])
    target = jeepney.DBusAddress(PATH, bus_name=NAME, interface=PLAYER)
    pause = jeepney.new_method_call(target, "Pause")
    pause.header.endianness = jeepney.Endianness.big
    theirs.sendall(calls(*["Next"] * 20) + pause.serialise(serial=1))
    assert members(line, 16) == ["Pause"]
    line.close()
    theirs.close()


def test_what_was_said_before_the_end_is_heard() -> None:
    ours, theirs = socket.socketpair()
    line = BusLine(ours)
    theirs.sendall(calls("Stop"))
    theirs.close()
    assert members(line, 16) == ["Stop"]
    with pytest.raises(ConnectionResetError):
        members(line, 16)
    line.close()


def test_a_message_that_only_jeepney_does_not_know_costs_itself_alone() -> None:
    ours, theirs = socket.socketpair()
    line = BusLine(ours)
    address = jeepney.DBusAddress(PATH, interface=PLAYER)
    known = jeepney.new_signal(address, "Seeked", "x", (1,)).serialise(serial=1)
    unknown = bytearray(known)
    unknown[16] = 77  # the code of its first header field
    theirs.sendall(bytes(unknown) + known)
    assert [message.body for message in line.messages(5)] == [(1,)]
    line.close()
    theirs.close()
