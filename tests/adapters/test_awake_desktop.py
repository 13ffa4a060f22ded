"""The screen is kept on by whatever a machine has for it, and given back."""

import struct
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mobility_coach.adapters.desktop.awake import ScreenKept, make_awake
from mobility_coach.adapters.desktop.awake_linux import X11Way
from mobility_coach.adapters.desktop.awake_macos import PowerAssertion
from mobility_coach.adapters.desktop.awake_windows import ThreadState
from mobility_coach.adapters.desktop.bus_blocks import OWN_NAME
from mobility_coach.adapters.desktop.x11 import X11
from mobility_coach.adapters.desktop.xcb import XConnection, connect
from tests.adapters.dunst_desktop import PATIENCE
from tests.adapters.fake_x import MISSING, FakeX, answer, until
from tests.adapters.test_other_systems import library, pointed

pytest.importorskip("jeepney", reason="D-Bus is for Linux")

from tests.adapters.fake_bus import FakeBus

SAVER, POWER = "org.freedesktop.ScreenSaver", "org.freedesktop.PowerManagement.Inhibit"
SESSION, PORTAL = "org.gnome.SessionManager", "org.freedesktop.portal.Desktop"


@dataclass
class FakeWay:
    name: str
    works: bool = True
    told: list[str] = field(default_factory=list)

    def is_there(self) -> bool:
        return self.works

    def hold(self) -> bool:
        self.told.append("hold")
        return self.works

    def release(self) -> None:
        self.told.append("release")


# --- which way ---


def test_all_ways_that_are_there_are_taken_and_given_back() -> None:
    first, second, third, last = FakeWay("a"), FakeWay("b", works=False), FakeWay("c"), FakeWay("z")
    closed: list[str] = []
    kept = ScreenKept((first, second, third), last, lambda: closed.append("closed"))
    assert kept.names() == ("a", "c")
    assert kept.pursue(wanted=True) is None
    kept.pursue(wanted=True)
    kept.pursue(wanted=False)
    kept.pursue(wanted=False)
    assert first.told == third.told == ["hold", "release"]
    assert (second.told, last.told) == (["hold"], [])
    assert closed == ["closed"], "one that was asked and did not answer in time may hold it as well"
    kept.pursue(wanted=True)
    kept.close()
    assert first.told == ["hold", "release"] * 2
    assert closed == ["closed"] * 2


@pytest.mark.parametrize("works", [True, False])
def test_the_last_way_is_for_where_there_is_no_other(works: bool) -> None:
    first, last = FakeWay("a", works=False), FakeWay("z", works=works)
    kept = ScreenKept((first,), last)
    assert kept.names() == (("z",) if works else ())
    kept.pursue(wanted=True)
    kept.pursue(wanted=False)
    assert first.told == ["hold"]
    assert last.told == (["hold", "release"] if works else ["hold"])
    nothing = ScreenKept((first,))
    nothing.pursue(wanted=True)
    assert nothing.names() == ()
    nothing.close()


# --- the message bus ---


class Desktop:
    """A desktop with these services."""

    def __init__(self, folder: Path, *services: str) -> None:
        self.bus = FakeBus(folder / "bus")
        self.bus.answers["GetNameOwner"] = lambda asked: (
            ("s", (":1.9",)) if asked[0] in services else "org.freedesktop.DBus.Error.NameHasNoOwner"
        )
        self.bus.answers["UnInhibit"] = self.bus.answers["Uninhibit"] = self.bus.answers["Close"] = ("", ())
        self.bus.answers["Inhibit"] = ("u", (77,))
        self.awake = make_awake(self.bus.environ, "linux")

    def asked(self) -> list[tuple[str, tuple[object, ...]]]:
        return [(name, body) for name, body in self.bus.heard if name not in {"Hello", "GetNameOwner"}]

    def close(self) -> None:
        self.awake.close()
        self.bus.close()


@pytest.fixture
def desk() -> Iterator[Callable[..., Desktop]]:
    made: list[Desktop] = []
    with tempfile.TemporaryDirectory(prefix="mc") as name:

        def make(*services: str) -> Desktop:
            made.append(Desktop(Path(name), *services))
            return made[-1]

        yield make
        for each in made:
            each.close()


@pytest.mark.parametrize(
    ("service", "given", "undone"),
    [
        (SAVER, (OWN_NAME, "A session runs"), "UnInhibit"),
        (POWER, (OWN_NAME, "A session runs"), "UnInhibit"),
        (SESSION, (OWN_NAME, 0, "A session runs", 8), "Uninhibit"),
    ],
)
def test_a_service_is_asked_in_our_name_and_told_when_it_is_over(
    desk: Callable[..., Desktop], service: str, given: tuple[object, ...], undone: str
) -> None:
    desktop = desk(service)
    assert desktop.awake.names() == (service,)
    desktop.awake.pursue(wanted=True)
    assert desktop.asked() == [("Inhibit", given)]
    desktop.awake.pursue(wanted=False)
    assert desktop.asked()[1:] == [(undone, (77,))]


def test_a_desktop_with_several_services_is_told_by_all(desk: Callable[..., Desktop]) -> None:
    desktop = desk(SAVER, SESSION, PORTAL)
    desktop.awake.pursue(wanted=True)
    desktop.awake.close()
    assert [name for name, _ in desktop.asked()] == ["Inhibit", "Inhibit", "UnInhibit", "Uninhibit"]


def test_the_portal_is_asked_where_nothing_else_is(desk: Callable[..., Desktop]) -> None:
    desktop = desk(PORTAL)
    desktop.bus.answers["Inhibit"] = ("o", ("/org/freedesktop/portal/desktop/request/1_9/t",))
    desktop.awake.pursue(wanted=True)
    assert desktop.asked() == [("Inhibit", ("", 8, {"reason": ("s", "A session runs")}))]
    desktop.awake.pursue(wanted=False)
    assert desktop.asked()[1:] == [("Close", ())]


@pytest.mark.parametrize("said", ["org.freedesktop.DBus.Error.AccessDenied", ("s", ("yes",)), ("", ())])
def test_a_service_that_refuses_is_done_without(desk: Callable[..., Desktop], said: object) -> None:
    desktop = desk(SAVER)
    desktop.bus.answers["Inhibit"] = said  # type: ignore[assignment]
    desktop.awake.pursue(wanted=True)
    desktop.awake.pursue(wanted=False)
    assert [name for name, _ in desktop.asked()] == ["Inhibit"]


def test_without_bus_and_screen_nothing_keeps_it_on() -> None:
    awake = make_awake({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus"}, "linux")
    assert awake.names() == ()
    awake.pursue(wanted=True)
    awake.pursue(wanted=False)
    awake.close()


# --- the X server ---


class Suspending(FakeX):
    """A server that keeps its screen on when it is told to."""

    def __init__(self, version: tuple[int, int] = (1, 1), saver: tuple[int, int] | None = (0, 0)) -> None:
        super().__init__(saver=saver)
        self.version = version
        self.told: list[tuple[int, int, bytes]] = []

    def ask(self, opcode: int, detail: int, body: bytes) -> bytes | None:
        return None if self.is_mute else answer(8, struct.pack("=HH", *self.version))

    def tell(self, opcode: int, detail: int, body: bytes) -> None:
        self.told.append((opcode, detail, body))


def test_the_server_is_told_and_the_connection_kept() -> None:
    fake = Suspending()
    way = X11Way(":1", lambda _: fake)
    assert way.hold()
    assert fake.told == [(144, 5, struct.pack("=I", 1))]
    assert not fake.is_lost
    way.release()
    assert fake.is_lost


@pytest.mark.parametrize("fake", [Suspending(version=(1, 0)), Suspending(saver=None), None])
def test_a_server_that_cannot_is_left(fake: Suspending | None) -> None:
    way = X11Way(":1", lambda _: fake)
    assert not way.is_there()
    assert not way.hold()
    assert fake is None or fake.is_lost
    way.release()


def test_without_libxcb_there_is_no_such_way() -> None:
    def missing(_display: str) -> XConnection | None:
        raise OSError("no library")

    assert not X11Way(":1", missing).hold()


@pytest.mark.parametrize(
    ("environ", "ways"),
    [({}, 3), ({"DISPLAY": ":1"}, 4), ({"DISPLAY": ":1", "WAYLAND_DISPLAY": "wayland-0"}, 3)],
)
def test_a_server_under_wayland_is_not_the_screen(environ: dict[str, str], ways: int) -> None:
    assert len(make_awake(environ, "linux")._ways) == ways


@pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)}")
def test_a_real_server_keeps_its_screen_on_and_then_not() -> None:
    """Its screen saver comes after one second, the shortest time that a server knows."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "64x64x24", "-noreset", "-nolisten", "tcp"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    display = f":{server.stdout.readline().strip()}"
    looks, settings = X11(display, 0), connect(display)
    awake = make_awake({"DISPLAY": display}, "linux")
    try:
        assert settings is not None
        assert awake.names() == ("X11",)
        settings.tell(107, 0, struct.pack("=HHBBxx", 1, 0, 1, 0))
        awake.pursue(wanted=True)
        until(lambda: (looks.idle_seconds() or 0.0) > 1.3)
        assert not looks.is_saver_on()
        awake.pursue(wanted=False)
        until(looks.is_saver_on)
    finally:
        awake.close()
        looks.close()
        if settings is not None:
            settings.close()
        server.kill()
        server.communicate(timeout=PATIENCE)


# --- Windows and macOS ---


def test_windows_is_asked_for_a_screen_that_stays_on() -> None:
    states: list[int] = []

    def set_state(state: int) -> int:
        states.append(state)
        return 1

    way = ThreadState(library(SetThreadExecutionState=set_state))
    assert way.is_there()
    assert way.hold()
    way.release()
    assert states == [0x80000003, 0x80000000]
    assert not ThreadState(library(SetThreadExecutionState=lambda _: 0)).hold()


@pytest.mark.parametrize("result", [0, -536870211])
def test_macos_is_told_that_the_display_is_needed(result: int) -> None:
    released: list[object] = []
    given_back: list[int] = []

    def create(kind: int, level: int, reason: int, number: object) -> int:
        assert (kind, level, reason) == (6, 255, 7)
        pointed(number).value = 42
        return result

    strings = {b"PreventUserIdleDisplaySleep": 6}
    way = PowerAssertion(
        library(
            IOPMAssertionCreateWithName=create,
            IOPMAssertionRelease=lambda number: given_back.append(number.value),
        ),
        library(
            CFStringCreateWithCString=lambda _, text, __: strings.get(text, 7), CFRelease=released.append
        ),
    )
    assert way.is_there()
    assert way.hold() is (result == 0)
    assert released == [6, 7]
    way.release()
    assert given_back == [42]


def test_elsewhere_there_is_no_such_assertion() -> None:
    way = PowerAssertion()
    assert not way.hold()
    way.release()
    assert not PowerAssertion(library(), library()).hold()


def test_each_system_has_its_way() -> None:
    assert make_awake({}, "win32").names() == ("Windows",)
    assert make_awake({}, "darwin").names() == ("macOS",)
