"""Why nobody is to be disturbed: by answers of a table, and by a real notification daemon."""

import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from mobility_coach.adapters.desktop import bus_blocks, macos, windows
from mobility_coach.adapters.desktop.blocks import MachineBlocks, X11Blocks, make_blocks
from mobility_coach.adapters.desktop.bus import Bus
from mobility_coach.adapters.desktop.bus_blocks import CALL_SECONDS, PATIENCE_SECONDS, DesktopBlocks
from mobility_coach.adapters.desktop.x11 import X11
from mobility_coach.domain.breaks.state import Block
from tests.adapters.called_bus import CalledBus, Key
from tests.adapters.dunst_desktop import MISSING, DunstDesktop
from tests.adapters.fake_x import ROOT, FakeX

ALL = frozenset(Block)
OWN = os.getpid()
MANAGER, POWER = "org.gnome.SessionManager", "org.kde.Solid.PowerManagement.PolicyAgent"
LOGIN = "org.freedesktop.login1"
LOCKED_HINT = (LOGIN, "Get/org.freedesktop.login1.Session/LockedHint")
NOTIFICATIONS = "org.freedesktop.Notifications"


def on_bus(
    session: dict[Key, object] | None = None,
    system: dict[Key, object] | None = None,
    desktop: str = "",
    setting: str = "",
) -> DesktopBlocks:
    def run(command: Sequence[str], seconds: float) -> str:
        assert command[:2] == ("gsettings", "get")
        assert 0 < seconds <= PATIENCE_SECONDS
        return setting

    environ = {"XDG_CURRENT_DESKTOP": desktop}
    return DesktopBlocks(CalledBus(session), CalledBus(system), environ, clock=lambda: 5.0, run=run)


def inhibited(*inhibitors: tuple[str, int]) -> dict[Key, object]:
    answers: dict[Key, object] = {(MANAGER, "IsInhibited/8"): True}
    paths = [f"/org/gnome/SessionManager/Inhibitor{number}" for number, _ in enumerate(inhibitors)]
    answers[MANAGER, "GetInhibitors"] = paths
    for path, (name, flags) in zip(paths, inhibitors, strict=True):
        answers[path, "GetAppId"] = name
        answers[path, "GetFlags"] = flags
    return answers


def login(what: str, mode: str = "block", uid: int | None = None, pid: int = OWN + 1) -> dict[Key, object]:
    found = (what, "player", "a film", mode, os.getuid() if uid is None else uid, pid)
    return {(LOGIN, "ListInhibitors"): [("sleep", "net", "", "delay", 0, 1), found]}


LOCKED, TALK, QUIET = {Block.LOCKED}, {Block.PRESENTATION}, {Block.DO_NOT_DISTURB}


@pytest.mark.parametrize(
    ("desktop", "found"),
    [
        (on_bus(), set()),
        (on_bus({("org.gnome.ScreenSaver", "GetActive"): True}), LOCKED),
        (on_bus({("org.gnome.ScreenSaver", "GetActive"): False}), set()),
        (on_bus({("org.freedesktop.ScreenSaver", "GetActive"): True}), LOCKED),
        (on_bus({("org.cinnamon.ScreenSaver", "GetActive"): True}), LOCKED),
        (on_bus({("org.freedesktop.ScreenSaver", "GetActive"): 1}), set()),
        (on_bus(system={LOCKED_HINT: ("b", True)}), LOCKED),
        (on_bus(system={LOCKED_HINT: ("b", False)}), set()),
        (on_bus({(NOTIFICATIONS, f"Get/{NOTIFICATIONS}/Inhibited"): ("b", True)}), QUIET),
        (on_bus({(NOTIFICATIONS, "Get/org.dunstproject.cmd0/paused"): ("b", True)}), QUIET),
        (on_bus({(NOTIFICATIONS, "Get/org.dunstproject.cmd0/paused"): ("b", False)}), set()),
        (on_bus({("org.xfce.Xfconf", "GetProperty/xfce4-notifyd//do-not-disturb"): ("b", True)}), QUIET),
        (on_bus({("org.erikreider.swaync.cc", "GetDnd"): True}), QUIET),
        (on_bus(desktop="ubuntu:GNOME", setting="false\n"), QUIET),
        (on_bus(desktop="X-Cinnamon", setting="false\n"), QUIET),
        (on_bus(desktop="GNOME", setting="true\n"), set()),
        (on_bus(desktop="GNOME"), set()),
        (on_bus(desktop="KDE", setting="false\n"), set()),
        (on_bus(inhibited(("org.videolan.vlc", 8))), TALK),
        (on_bus(inhibited(("org.videolan.vlc", 12))), TALK),
        (on_bus(inhibited(("backup", 4), ("org.videolan.vlc", 8))), TALK),
        (on_bus(inhibited(("mobility-coach", 8))), set()),
        (on_bus(inhibited(("backup", 4))), set()),
        (on_bus(inhibited()), set()),
        (on_bus({(MANAGER, "IsInhibited/8"): True, (MANAGER, "GetInhibitors"): "odd"}), set()),
        (on_bus({(MANAGER, "IsInhibited/8"): False}), set()),
        (on_bus({(POWER, "HasInhibition/4"): True}), TALK),
        (on_bus({(POWER, "HasInhibition/4"): True, (POWER, "ListInhibitions"): [("vlc", "film")]}), TALK),
        (
            on_bus({(POWER, "HasInhibition/4"): True, (POWER, "ListInhibitions"): [("mobility-coach", "")]}),
            set(),
        ),
        (on_bus({(POWER, "HasInhibition/4"): False}), set()),
        (on_bus(system=login("idle")), TALK),
        (on_bus(system=login("sleep:idle")), TALK),
        (on_bus(system=login("sleep")), set()),
        (on_bus(system=login("idle", "delay")), set()),
        (on_bus(system=login("idle", uid=os.getuid() + 1)), set()),
        (on_bus(system=login("idle", pid=OWN)), set()),
        (on_bus(system={(LOGIN, "ListInhibitors"): [("idle",), 7, None]}), set()),
        (on_bus(system={(LOGIN, "ListInhibitors"): "odd"}), set()),
    ],
)
def test_desktops_tell_what_holds(desktop: DesktopBlocks, found: set[Block]) -> None:
    assert desktop.blocks(ALL) == found


def test_the_power_manager_of_xfce_knows_of_talks() -> None:
    path = "GetProperty/xfce4-power-manager//xfce4-power-manager/presentation-mode"
    assert on_bus({("org.xfce.Xfconf", path): ("b", True)}).blocks(ALL) == TALK


def test_only_what_is_wanted_is_asked_of_services_that_run() -> None:
    session = CalledBus({("org.gnome.ScreenSaver", "GetActive"): False})
    system = CalledBus()
    DesktopBlocks(session, system, {}).blocks({Block.LOCKED, Block.FULL_SCREEN})
    assert session.asked == [("org.freedesktop.DBus", "ListNames"), ("org.gnome.ScreenSaver", "GetActive")]
    assert system.asked == [LOCKED_HINT]
    session.asked.clear()
    assert DesktopBlocks(session, system, {}).blocks([]) == frozenset()
    assert session.asked == []


def test_slow_desktops_are_asked_no_longer_than_a_moment() -> None:
    session = CalledBus({("org.gnome.ScreenSaver", "GetActive"): False}, seconds=CALL_SECONDS)
    system = CalledBus({LOCKED_HINT: ("b", True)})
    desktop = DesktopBlocks(session, system, {"XDG_CURRENT_DESKTOP": "GNOME"}, clock=lambda: session.now)
    assert desktop.blocks(ALL) == frozenset()
    assert len(session.asked) == 2
    assert sum(session.timeouts) <= PATIENCE_SECONDS + 1e-9
    assert system.asked == []


class Programs:
    def __init__(self, *running: str) -> None:
        self.running = running

    def is_any_running(self, names: Iterable[str]) -> bool:
        return any(name in self.running for name in names)


class Desktop:
    def __init__(self, *holding: Block) -> None:
        self.holding = frozenset(holding)
        self.asked: list[frozenset[Block]] = []

    def blocks(self, wanted: Collection[Block]) -> frozenset[Block]:
        self.asked.append(frozenset(wanted))
        return self.holding & frozenset(wanted)


def test_what_one_tells_the_next_is_not_asked() -> None:
    first, second, third = Desktop(Block.LOCKED), Desktop(Block.PRESENTATION), Desktop()
    machine = MachineBlocks((first, second, third), Programs("zoom"))
    wanted = {Block.LOCKED, Block.PRESENTATION, Block.PROGRAM}
    assert machine.blocks(wanted, ["zoom"]) == wanted
    assert second.asked == [TALK]
    assert third.asked == []


def test_what_is_not_wanted_does_not_block() -> None:
    machine = MachineBlocks((Desktop(*ALL),), Programs("zoom"))
    assert machine.blocks(set(), ["zoom"]) == frozenset()
    assert machine.blocks({Block.PROGRAM}, ["zoom"]) == {Block.PROGRAM}
    assert machine.blocks({Block.LOCKED}, ["zoom"]) == LOCKED
    assert MachineBlocks((), Programs("zoom")).blocks({Block.PROGRAM}, ["teams"]) == frozenset()


def test_the_x_server_tells_full_screen_and_saver() -> None:
    fake = FakeX(
        {(ROOT, "_NET_ACTIVE_WINDOW"): (5,), (5, "_NET_WM_STATE"): ("_NET_WM_STATE_FULLSCREEN",)},
        {5: (0, 0, 10, 10)},
        saver=(1, 0),
    )
    x11 = X11(":1", 4242, lambda _: fake)
    assert X11Blocks(x11).blocks(ALL) == {Block.FULL_SCREEN, Block.LOCKED}
    assert X11Blocks(x11).blocks({Block.LOCKED}) == LOCKED
    machine = make_blocks({}, x11, CalledBus(), CalledBus(), "linux")
    assert machine.blocks({Block.FULL_SCREEN, Block.PROGRAM}, ["no-such-program"]) == {Block.FULL_SCREEN}


def test_without_x_the_buses_tell() -> None:
    system = CalledBus({LOCKED_HINT: ("b", True)})
    assert make_blocks({}, None, CalledBus(), system, "linux").blocks(ALL, []) >= LOCKED


@pytest.mark.parametrize(("platform", "module"), [("win32", windows), ("darwin", macos)])
def test_other_systems_tell_by_themselves(
    platform: str, module: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def blocks(wanted: Collection[Block], own_pid: int) -> frozenset[Block]:
        assert own_pid == OWN
        return frozenset(wanted) & LOCKED

    monkeypatch.setattr(module, "blocks", blocks)
    monkeypatch.setattr(module, "process_names", lambda: ["zoom"])
    bus = CalledBus()
    found = make_blocks({}, None, bus, bus, platform).blocks({Block.LOCKED, Block.PROGRAM}, ["Zoom"])
    assert found == {Block.LOCKED, Block.PROGRAM}
    assert bus.asked == []


@pytest.mark.parametrize("command", [("no-such-tool-at-all",), ("sleep", "60")])
def test_a_tool_that_is_missing_or_hangs_tells_nothing(command: tuple[str, ...]) -> None:
    assert bus_blocks._run(command, 0.05) == ""


@pytest.mark.skipif(shutil.which("gsettings") is None, reason="needs gsettings")
def test_gsettings_answers_as_expected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("HOME", str(tmp_path)), ("GSETTINGS_BACKEND", "memory")):
        monkeypatch.setenv(name, value)
    schema = bus_blocks.SHELL_SETTINGS["GNOME"]
    if "show-banners" not in bus_blocks._run(("gsettings", "list-keys", schema[0]), 5.0):
        pytest.skip("needs GNOME's settings")
    assert bus_blocks._run(("gsettings", "get", *schema), 5.0) == "true\n"


# --- a real dunst ---


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DunstDesktop]:
    pytest.importorskip("jeepney", reason="D-Bus is for Linux")
    if MISSING:
        pytest.skip(f"needs {', '.join(MISSING)}")
    with DunstDesktop(tmp_path_factory.mktemp("dunst")) as made:
        made.start_dunst()
        yield made


def test_dunst_tells_that_it_is_paused(desktop: DunstDesktop) -> None:
    bus = Bus(environ=desktop.environ)
    told = DesktopBlocks(bus, CalledBus(), desktop.environ)
    assert told.blocks(ALL) == frozenset()
    desktop.control("set-paused", "true")
    assert told.blocks(ALL) == QUIET
    desktop.control("set-paused", "false")
    assert told.blocks(ALL) == frozenset()
    bus.close()
