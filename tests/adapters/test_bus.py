"""The message bus: what is asked is answered or is None; nothing raises, nothing waits for long."""

import os
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobility_coach.adapters.desktop.bus import (
    DRIVER,
    FAIR_SECONDS,
    LEFT_ALONE_SECONDS,
    Bus,
    BusAddress,
    BusKind,
)
from mobility_coach.adapters.desktop.bus_wire import LARGEST_MESSAGE, Wire

pytest.importorskip("jeepney", reason="D-Bus is for Linux")

from tests.adapters.fake_bus import FakeBus

THING = BusAddress("org.example.Thing", "/org/example/Thing")
SOON = 0.08


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a name that is short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="mc") as name:
        yield Path(name)


@pytest.fixture
def server(folder: Path) -> Iterator[FakeBus]:
    made = FakeBus(folder / "bus")
    yield made
    made.close()


class Clock:
    """Stands still unless it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def bus(server: FakeBus) -> Iterator[Bus]:
    made = Bus(environ=server.environ)
    yield made
    made.close()


def asked(bus: Bus, member: str = "Get", timeout: float = 5.0) -> tuple[object, ...] | None:
    return bus.call(THING, THING.service, member, "su", ("one", 2), timeout)


def test_a_call_brings_what_the_service_gives(bus: Bus, server: FakeBus) -> None:
    server.answers["Get"] = ("sv", ("text", ("u", 7)))
    assert bus.fileno() == -1
    assert asked(bus) == ("text", ("u", 7))
    assert asked(bus) == ("text", ("u", 7))
    assert server.heard == [("Hello", ()), ("Get", ("one", 2)), ("Get", ("one", 2))]
    assert bus.fileno() >= 0
    assert server.callers == 1


def test_what_is_refused_is_none(bus: Bus, server: FakeBus) -> None:
    server.answers["Get"] = "org.freedesktop.DBus.Error.ServiceUnknown"
    assert asked(bus) is None
    assert bus.owner("org.example.Thing") == ""
    assert bus.fileno() >= 0


def test_signals_are_kept_in_order_also_while_an_answer_is_waited_for(bus: Bus, server: FakeBus) -> None:
    def answer(_: tuple[object, ...]) -> tuple[str, tuple[object, ...]]:
        server.tell("First", "u", (1,))
        server.tell("Second", "s", ("x",), sender=":1.9")
        return "", ()

    server.answers["Get"] = answer
    assert asked(bus) == ()
    assert [(signal.member, signal.body, signal.sender) for signal in bus.signals()] == [
        ("First", (1,), ":1.2"),
        ("Second", ("x",), ":1.9"),
    ]
    assert bus.signals() == ()


def test_who_does_not_answer_is_left_alone_for_a_while(server: FakeBus) -> None:
    server.answers |= {"Get": None, "Other": ("", ())}
    clock = Clock()
    bus = Bus(environ=server.environ, monotonic=clock)
    assert asked(bus, timeout=SOON) is None
    assert asked(bus) is None
    assert server.members() == ["Hello", "Get"]
    assert bus.call(DRIVER, DRIVER.service, "Other") == ()
    server.answers["Get"] = ("", ())
    clock.now += LEFT_ALONE_SECONDS
    assert asked(bus) == ()
    bus.close()


def test_who_had_no_time_to_answer_is_asked_again(bus: Bus, server: FakeBus) -> None:
    server.answers["Get"] = None
    assert bus.is_reachable()
    assert asked(bus, timeout=FAIR_SECONDS / 2) is None
    server.answers["Get"] = ("", ())
    assert asked(bus) == ()


def test_a_call_without_time_is_not_made(bus: Bus, server: FakeBus) -> None:
    assert asked(bus, timeout=0.0) is None
    assert bus.is_reachable()
    assert asked(bus, timeout=0.0) is None
    assert server.members() == ["Hello"]


def test_an_answer_that_comes_too_late_is_no_answer_to_something_else(server: FakeBus) -> None:
    late = b""

    def hold(_: tuple[object, ...]) -> None:
        return None

    server.answers |= {"Get": hold, "Other": ("s", ("right",))}
    bus = Bus(environ=server.environ)
    assert asked(bus, timeout=SOON) is None
    from jeepney import DBusAddress, new_method_call, new_method_return  # noqa: PLC0415 - as above

    call = new_method_call(DBusAddress("/", "a.b", "a.b"), "Get")
    call.header.serial = 2
    late = new_method_return(call, "s", ("late",)).serialise(serial=99)
    server.say(late)
    assert bus.call(DRIVER, DRIVER.service, "Other", timeout=5.0) == ("right",)
    bus.close()


@pytest.mark.parametrize(
    "nonsense",
    [
        b"\0" * 64,
        b"l\x02\x00\x01" + struct.pack("<III", LARGEST_MESSAGE, 1, 0),
        b"l\x09\x00\x01" + struct.pack("<III", 0, 1, 0),
        b"x" * 5_000,
        # A text without its ending zero.
        b"l\x02\x00\x01" + struct.pack("<III", 0, 1, 16) + b"\x06\x01s\0\1\0\0\0ab" + bytes(6),
    ],
)
def test_nonsense_costs_the_connection_alone(bus: Bus, server: FakeBus, nonsense: bytes) -> None:
    server.answers["Get"] = nonsense
    assert asked(bus) is None
    assert bus.fileno() == -1
    server.answers["Get"] = ("", ())
    assert asked(bus) == ()
    server.say(nonsense)
    while bus.fileno() >= 0:
        bus.signals()
    assert asked(bus) == ()
    assert server.callers == 3


def test_a_bus_that_ends_is_found_again(bus: Bus, server: FakeBus, folder: Path) -> None:
    server.answers["Get"] = ("", ())
    assert asked(bus) == ()
    server.close()
    bus.signals()
    assert bus.fileno() == -1
    assert asked(bus) is None
    (folder / "bus").unlink()
    again = FakeBus(folder / "bus")
    again.answers["Get"] = ("", ())
    assert asked(bus) == ()
    bus.close()
    again.close()


def test_a_bus_that_hangs_is_asked_only_now_and_then(folder: Path) -> None:
    server = FakeBus(folder / "bus", is_mute=True)
    clock = Clock()
    bus = Bus(environ=server.environ, monotonic=clock)
    assert not bus.is_reachable(SOON)
    assert not bus.is_reachable(SOON)
    bus.wake("org.example.Thing")
    assert server.callers == 1
    clock.now += LEFT_ALONE_SECONDS
    assert asked(bus, timeout=SOON) is None
    assert bus.signals() == ()
    server.close()


@pytest.mark.parametrize("hello", [None, "org.freedesktop.DBus.Error.AccessDenied", b"\0" * 64])
def test_a_bus_that_lets_nobody_in(bus: Bus, server: FakeBus, hello: bytes | str | None) -> None:
    server.answers["Hello"] = hello
    assert asked(bus, timeout=SOON) is None
    assert bus.fileno() == -1


def test_arguments_that_can_not_be_written_raise_nothing(bus: Bus) -> None:
    assert bus.call(THING, THING.service, "Get", "u", ("no number",)) is None
    assert bus.call(THING, THING.service, "Get", "s", ("\ud800",)) is None


def test_a_service_is_started_without_waiting(bus: Bus, server: FakeBus) -> None:
    server.answers |= {"StartServiceByName": None, "Get": ("", ())}
    bus.wake("org.example.Thing")
    assert asked(bus) == ()
    assert server.heard[1] == ("StartServiceByName", ("org.example.Thing", 0))
    assert bus.fileno() >= 0


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"XDG_RUNTIME_DIR": "/no/such/folder"},
        {"XDG_RUNTIME_DIR": "relative"},
        {"DBUS_SESSION_BUS_ADDRESS": "nonsense"},
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path"},
        {"DBUS_SESSION_BUS_ADDRESS": "tcp:host=localhost,port=1"},
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/no/such/socket;unix:abstract=/no/such/socket"},
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path=" + "x" * 500},
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path=%00"},
    ],
)
def test_where_there_is_no_bus_all_is_none(environ: dict[str, str]) -> None:
    bus = Bus(environ=environ)
    assert not bus.is_reachable()
    assert asked(bus) is None
    bus.wake("org.example.Thing")
    assert bus.signals() == ()
    bus.close()


def test_an_address_that_makes_no_sense_costs_itself_alone(server: FakeBus) -> None:
    address = server.environ["DBUS_SESSION_BUS_ADDRESS"]
    bus = Bus(environ={"DBUS_SESSION_BUS_ADDRESS": f"unix:path=/no/such/socket;{address};nonsense"})
    assert bus.is_reachable()
    bus.close()


def test_the_bus_of_somebody_else_is_not_talked_to(server: FakeBus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Wire, "owner", lambda _: os.getuid() + 4_242)
    bus = Bus(environ=server.environ)
    assert not bus.is_reachable()
    assert asked(bus) is None
    assert server.members() == []
    system = Bus(BusKind.SYSTEM, {"DBUS_SYSTEM_BUS_ADDRESS": server.environ["DBUS_SESSION_BUS_ADDRESS"]})
    assert system.is_reachable()
    system.close()


def test_who_runs_the_bus_is_known(server: FakeBus, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wire = Wire(str(folder / "bus"), 5.0)
    assert wire.owner() == os.getuid()
    monkeypatch.delattr("socket.SO_PEERCRED")
    assert wire.owner() is None
    wire.close()


def test_without_jeepney_all_is_none(server: FakeBus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jeepney.bus", None)
    assert not Bus(environ=server.environ).is_reachable()


def test_the_buses_are_found_where_they_usually_are(folder: Path) -> None:
    server = FakeBus(folder / "bus")
    bus = Bus(environ={"XDG_RUNTIME_DIR": str(folder)})
    assert bus.is_reachable()
    bus.close()
    system = Bus(BusKind.SYSTEM, {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder / 'bus'}"})
    assert system.is_reachable()
    system.close()
    assert list(Bus(BusKind.SYSTEM, {})._paths()) == ["/var/run/dbus/system_bus_socket"]
    server.close()


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")
def test_a_real_bus() -> None:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        bus = Bus(environ={"DBUS_SESSION_BUS_ADDRESS": daemon.stdout.readline().strip()})
        assert bus.owner(DRIVER.service) == DRIVER.service
        assert bus.owner("org.example.Thing") == ""
        assert asked(bus) is None
        assert [signal.member for signal in bus.signals()] == ["NameAcquired"]
        daemon.terminate()
        daemon.wait(10)
        assert bus.owner(DRIVER.service) == ""
        bus.close()
