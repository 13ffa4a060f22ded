"""The desktop's connections: made when needed, and let go of."""

import sys
import tempfile
from pathlib import Path

import pytest

from mobility_coach.adapters.desktop.desktop_probes import desktop_probe
from mobility_coach.bootstrap.desktop import desktop_subject
from mobility_coach.services.doctor import diagnose
from tests.adapters.fake_x import MISSING, XDesktop, until

pytestmark = pytest.mark.skipif(sys.platform != "linux" or bool(MISSING), reason="needs Xvfb")


def test_looking_at_the_desktop_again_and_again_leaves_nothing_open(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.adapters.fake_bus import FakeBus  # noqa: PLC0415 - Linux alone has a bus

    for name in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP"):
        monkeypatch.delenv(name, raising=False)
    with tempfile.TemporaryDirectory(prefix="mc") as folder, XDesktop() as desktop:
        bus = FakeBus(Path(folder) / "bus")
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.environ["DBUS_SESSION_BUS_ADDRESS"])
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={folder}/none")
        monkeypatch.setenv("DISPLAY", desktop.display)
        known = [look() for _ in range(3)]
        assert known == [("connected", "known by X11")] * 3
        assert bus.callers == 3
        bus.close()


def look() -> tuple[str, str]:
    before = open_files()
    findings = {finding.id: finding for finding in diagnose([desktop_probe(desktop_subject())]).findings}
    until(lambda: open_files() == before)  # the other end of the bus sees the end in its own time
    return findings["message-bus"].value, findings["idle"].value


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))
