import sys
import time

import pytest

from mobility_coach.adapters.desktop import macos, windows
from mobility_coach.adapters.desktop.idle import (
    SILENT_SECONDS,
    KdeIdle,
    MachineIdle,
    MutterIdle,
    SystemIdle,
    boot_clock,
    make_idle,
)
from mobility_coach.adapters.desktop.x11 import X11
from tests.adapters.called_bus import CalledBus
from tests.adapters.fake_x import FakeX

MUTTER = ("org.gnome.Mutter.IdleMonitor", "GetIdletime")
KDE = ("org.freedesktop.ScreenSaver", "GetSessionIdleTime")
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}


class Source:
    def __init__(self, name: str, *told: float | None) -> None:
        self.name = name
        self.told = list(told)
        self.asked = 0

    def seconds(self) -> float | None:
        self.asked += 1
        return self.told.pop(0) if self.told else None


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def x_server(idle: int | None) -> X11:
    fake = FakeX(saver=None if idle is None else (0, idle))
    return X11(":1", 4242, lambda _: fake)


def test_the_x_server_is_asked_before_the_desktop() -> None:
    bus = CalledBus({MUTTER: 9_000})
    idle = make_idle({}, x_server(7_000), bus, "linux")
    assert idle.seconds() == 7
    assert (idle.source, idle.problem, bus.asked) == ("X11", "", [])


def test_under_wayland_gnome_tells() -> None:
    idle = make_idle(WAYLAND, None, CalledBus({MUTTER: 9_500}), "linux")
    assert idle.seconds() == 9.5
    assert (idle.source, idle.problem) == ("GNOME", "")


def test_under_wayland_kde_tells_and_others_by_that_name_are_not_asked() -> None:
    bus = CalledBus({KDE: 61_000})
    idle = make_idle({**WAYLAND, "XDG_CURRENT_DESKTOP": "KDE"}, None, bus, "linux")
    assert idle.seconds() == 61
    assert idle.source == "KDE"
    other = make_idle({**WAYLAND, "XDG_CURRENT_DESKTOP": "sway"}, None, bus, "linux")
    assert other.seconds() is None


def test_what_cannot_be_told_is_unknown_and_said() -> None:
    idle = make_idle(WAYLAND, None, CalledBus(), "linux")
    assert idle.problem == ""
    assert idle.seconds() is None
    assert idle.source == ""
    assert "X11 session" in idle.problem
    bare = make_idle({}, None, CalledBus(), "linux")
    assert bare.seconds() is None
    assert "Pause the reminders" in bare.problem
    lame = make_idle({}, x_server(None), CalledBus(), "linux")
    assert lame.seconds() is None
    assert "MIT-SCREEN-SAVER" in lame.problem


@pytest.mark.parametrize("odd", ["5", None, -1_000, [], 1e300, 400 * 86_400_000])
def test_a_nonsensical_answer_is_unknown(odd: object) -> None:
    assert make_idle(WAYLAND, None, CalledBus({MUTTER: odd}), "linux").seconds() is None


def test_a_zero_that_never_changes_is_not_believed() -> None:
    bus = CalledBus({KDE: 0})
    source = KdeIdle(bus)
    assert [source.seconds(), source.seconds()] == [None, None]
    bus.answers[KDE] = 40
    assert source.seconds() == 0.04
    bus.answers[KDE] = 0
    assert source.seconds() == 0


def test_zero_is_an_answer_elsewhere() -> None:
    assert MutterIdle(CalledBus({MUTTER: 0})).seconds() == 0


def test_who_told_last_is_asked_first() -> None:
    first, second = Source("first", None, None), Source("second", 5, 6)
    idle = MachineIdle((first, second), lambda: "nobody", Clock())
    assert [idle.seconds(), idle.seconds()] == [5, 6]
    assert (first.asked, second.asked, idle.source) == (1, 2, "second")


def test_another_takes_over_from_one_that_fell_silent() -> None:
    first, second = Source("first", 5), Source("second", 6, 7)
    idle = MachineIdle((first, second), lambda: "nobody", Clock())
    assert [idle.seconds(), idle.seconds()] == [5, 6]
    assert (idle.source, idle.problem) == ("second", "")


def test_where_nobody_can_tell_they_are_left_alone_for_a_while() -> None:
    clock, only = Clock(), Source("only", None, 5)
    idle = MachineIdle((only,), lambda: "nobody", clock)
    assert idle.seconds() is None
    clock.now += SILENT_SECONDS - 1
    assert idle.seconds() is None
    assert (only.asked, idle.problem) == (1, "nobody")
    clock.now += 1
    assert idle.seconds() == 5
    assert (idle.problem, idle.source) == ("", "only")


@pytest.mark.parametrize(("platform", "module"), [("win32", windows), ("darwin", macos)])
def test_other_systems_have_a_way_of_their_own(
    platform: str, module: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "idle_seconds", lambda: 12.5)
    bus = CalledBus()
    idle = make_idle({}, None, bus, platform)
    assert idle.seconds() == 12.5
    assert (idle.source, bus.asked) == ({"win32": "Windows", "darwin": "macOS"}[platform], [])


def test_a_system_that_does_not_tell_is_unknown() -> None:
    assert MachineIdle((SystemIdle("Windows", lambda: None),), lambda: "nobody").seconds() is None


@pytest.mark.skipif(sys.platform != "linux", reason="Linux has a clock of its own for it")
def test_the_clock_counts_sleep() -> None:
    before = time.clock_gettime(time.CLOCK_BOOTTIME)
    assert before <= boot_clock() <= time.clock_gettime(time.CLOCK_BOOTTIME)


def test_without_such_a_clock_pythons_own_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    before = time.monotonic()
    assert before <= boot_clock() <= time.monotonic()


def test_on_macos_the_posix_clock_counts_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(time, "clock_gettime", lambda number: {time.CLOCK_MONOTONIC: 77.0}[number])
    assert boot_clock() == 77
