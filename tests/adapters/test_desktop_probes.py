"""What the doctor says about reminders on this desktop."""

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from mobility_coach.adapters.desktop import tray_host
from mobility_coach.adapters.desktop.bus import Bus
from mobility_coach.adapters.desktop.desktop_probes import DesktopSubject, desktop_probe
from mobility_coach.adapters.desktop.notifications import NotificationServer
from mobility_coach.adapters.desktop.tray_host import has_tray_host
from mobility_coach.services.doctor import Condition, Finding, diagnose


@dataclass
class FakeIdle:
    idle: float | None = 3.0
    source: str = "X11"
    problem: str = ""

    def seconds(self) -> float | None:
        return self.idle


FINE = DesktopSubject(
    has_bus=lambda: True,
    server=lambda: NotificationServer("dunst", "1.9", has_buttons=True),
    idle=FakeIdle,
    has_tray=lambda: True,
    is_undisturbed=lambda: False,
    close=lambda: None,
)


def found(subject: DesktopSubject) -> dict[str, Finding]:
    report = diagnose([desktop_probe(subject)])
    assert report.is_fine
    assert [section.title for section in report.sections] == ["Reminders"]
    return {finding.id: finding for finding in report.findings}


def test_the_connections_are_let_go_of_whatever_comes() -> None:
    closed: list[str] = []

    def fail() -> bool:
        raise OSError("broken")

    found(replace(FINE, close=lambda: closed.append("well")))
    diagnose([desktop_probe(replace(FINE, has_tray=fail, close=lambda: closed.append("ill")))])
    assert closed == ["well", "ill"]


def test_a_desktop_that_has_all() -> None:
    findings = found(FINE)
    assert {id_: finding.value for id_, finding in findings.items()} == {
        "message-bus": "connected",
        "notifications": "dunst 1.9, with buttons",
        "tray": "can be shown",
        "idle": "known by X11",
        "do-not-disturb": "off",
    }
    assert all(finding.condition is Condition.FINE for finding in findings.values())


def test_what_is_missing_is_a_note_that_says_how_it_goes_on() -> None:
    unknown = FakeIdle(None, "", "Nobody knows. Pause by hand.")
    findings = found(
        replace(
            FINE,
            server=lambda: None,
            idle=lambda: unknown,
            has_tray=lambda: False,
            is_undisturbed=lambda: True,
        )
    )
    notes = {id_: finding for id_, finding in findings.items() if finding.condition is Condition.NOTE}
    assert list(notes) == ["notifications", "tray", "idle"]
    assert "dunst" in notes["notifications"].remedy
    assert "break status" in notes["tray"].remedy
    assert notes["idle"].remedy == "Nobody knows. Pause by hand."
    assert findings["do-not-disturb"].value == "on: reminders wait until it is off"


def test_without_a_bus_nothing_more_is_said_of_notifications() -> None:
    findings = found(replace(FINE, has_bus=lambda: False))
    assert "notifications" not in findings
    assert findings["message-bus"].condition is Condition.NOTE
    assert "small windows" in findings["message-bus"].remedy
    assert "message-bus" not in found(replace(FINE, has_bus=None))


@pytest.mark.parametrize(
    ("server", "value"),
    [
        (NotificationServer("plain", "", has_buttons=False), "plain, without buttons"),
        (NotificationServer("", "", has_buttons=True), "unknown program, with buttons"),
    ],
)
def test_services_of_other_kinds(server: NotificationServer, value: str) -> None:
    assert found(replace(FINE, server=lambda: server))["notifications"].value == value


# --- the tray ---


class FakePanel:
    """An X server on which a panel may have taken the tray's selection."""

    def __init__(self, *, knows_name: bool = True, owner: int = 7) -> None:
        self.asked: list[bytes] = []
        self.closed = 0
        self._atom = bytes([44, 0, 0, 0]) if knows_name else bytes(4)
        self._owner = bytes([owner, 0, 0, 0])

    def ask(self, opcode: int, _detail: int, body: bytes) -> bytes | None:
        self.asked.append(body)
        return bytes(8) + (self._atom if opcode == 16 else self._owner) + bytes(20)

    def close(self) -> None:
        self.closed += 1


@pytest.mark.parametrize(
    ("panel", "expected"),
    [
        (FakePanel(), True),
        (FakePanel(owner=0), False),
        (FakePanel(knows_name=False), False),
        (None, False),
    ],
)
def test_a_panel_on_x11(panel: FakePanel | None, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tray_host, "connect", lambda _: panel)
    assert has_tray_host(Bus(environ={}), {"DISPLAY": ":7.1"}) is expected
    if panel is not None:
        assert b"_NET_SYSTEM_TRAY_S1" in panel.asked[0]
        assert panel.closed == 1


def test_no_screen_no_library_no_tray(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> None:
        raise OSError("libxcb.so.1: cannot open shared object file")

    monkeypatch.setattr(tray_host, "connect", missing)
    assert not has_tray_host(Bus(environ={}), {})
    assert not has_tray_host(Bus(environ={}), {"DISPLAY": ":0"})


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="mc") as name:
        yield Path(name)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (("v", (("b", True),)), True),
        (("v", (("b", False),)), False),
        (("s", ("yes",)), False),
        ("org.example.Error.No", False),
    ],
)
def test_a_host_on_the_bus(
    folder: Path, answer: tuple[str, tuple[object, ...]] | str, expected: bool
) -> None:
    pytest.importorskip("jeepney", reason="D-Bus is for Linux")
    from tests.adapters.fake_bus import FakeBus  # noqa: PLC0415 - needs jeepney

    server = FakeBus(folder / "bus")
    server.answers |= {"GetNameOwner": ("s", (":1.2",)), "Get": answer}
    bus = Bus(environ=server.environ)
    assert has_tray_host(bus, {}) is expected
    assert server.heard[-1] == ("Get", ("org.kde.StatusNotifierWatcher", "IsStatusNotifierHostRegistered"))
    bus.close()
    server.close()


def test_a_real_screen_without_a_panel() -> None:
    try:
        with subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-nolisten", "tcp"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as screen:
            assert screen.stdout is not None
            display = f":{screen.stdout.readline().strip()}"
            assert not has_tray_host(Bus(environ={}), {"DISPLAY": display})
            screen.terminate()
    except FileNotFoundError:
        pytest.skip("needs Xvfb")
