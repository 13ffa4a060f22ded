"""What the program holds while it waits in the tray for the next break: what looks around, and no pages."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

SCRIPT = """
import json, os, sys
sys.argv = ["mobility-coach", "--hidden"]
import mobility_coach.bootstrap.window as program
import mobility_coach.ui.app
from mobility_coach.ui.breaks.tray_icon import Face, tray_icon
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

LOOKS = 12

def tell():
    window = next(each for each in QApplication.topLevelWidgets() if hasattr(each, "home_if_made"))
    link = window.closing.__self__
    looks = []
    for _ in range(LOOKS):
        link.desk.refresh()
        looks.append(link.desk._timer.remainingTime())
    tray_icon(Face.RING, 7)  # the one in the tray changes every few minutes
    view = link._breaks.reminders.view()
    print(json.dumps({
        "modules": list(sys.modules),
        "is_on": view.is_on,
        "phase": view.phase.value,
        "is_seen": any(each.isVisible() for each in QApplication.topLevelWidgets()),
        "has_home": window.home_if_made is not None,
        "has_popup": link.desk._popup is not None,
        "looks": looks,
        "timers": sum(each.isActive() for each in QApplication.instance().findChildren(QTimer))
        + sum(each.isActive() for each in window.findChildren(QTimer)),
        "threads": len(os.listdir("/proc/self/task")) if sys.platform.startswith("linux") else 1,
    }))
    sys.stdout.flush()
    os._exit(0)

mobility_coach.ui.app._SETTLED_MS = 300
program._LateParts.settle = lambda parts: tell()
from mobility_coach.__main__ import main
main()
"""

UNUSED = {
    # What sounds, speaks and draws comes with the first break.
    *("numpy", "soxr", "sounddevice", "soundfile", "pyttsx3", "PIL"),
    *("mobility_coach.figure", "mobility_coach.adapters.sound", "mobility_coach.adapters.speech"),
    *(
        "mobility_coach.services.sound",
        "mobility_coach.services.session.player",
        "mobility_coach.bootstrap.sessions",
    ),
    # What is shown comes when it is shown.
    *(
        "mobility_coach.ui.home",
        "mobility_coach.ui.player",
        "mobility_coach.ui.figure",
        "mobility_coach.ui.pages",
    ),
    *("mobility_coach.ui.history", "mobility_coach.ui.settings", "mobility_coach.ui.breaks.popup"),
    *("mobility_coach.ui.breaks.breaks_page", "mobility_coach.ui.breaks.notice_window"),
    *("mobility_coach.services.history_desk", "mobility_coach.services.presenters.break_plan"),
    *("asyncio", "ssl", "sqlite3", "jsonschema", "PySide6.QtSvg", "PySide6.QtNetwork"),
}
"""With all that lies in them."""


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What is there once the real program waits out of sight, offscreen and without a message bus."""
    data = tmp_path_factory.mktemp("data")
    always = {"is_on": True, "days": "1234567", "work_from": "0:00", "work_to": "0:00"}
    (data / "settings.json").write_text(json.dumps({"breaks": always}))
    kept = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    environment = {
        **kept,
        "QT_QPA_PLATFORM": "offscreen",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
        "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere",
        "XDG_RUNTIME_DIR": str(data),
        "MOBILITY_COACH_DATA_DIR": str(data),
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_reminders_are_on_and_nothing_is_seen(hidden: dict[str, Any]) -> None:
    assert (hidden["is_on"], hidden["phase"]) == (True, "watching")
    assert (hidden["is_seen"], hidden["has_home"], hidden["has_popup"]) == (False, False, False)


def test_only_what_looks_for_the_next_break_is_imported(hidden: dict[str, Any]) -> None:
    unused = [name for name in hidden["modules"] if any(f"{name}.".startswith(f"{each}.") for each in UNUSED)]
    assert unused == []


def test_it_wakes_up_twice_a_minute_by_one_timer(hidden: dict[str, Any]) -> None:
    assert all(29_000 <= milliseconds <= 31_000 for milliseconds in hidden["looks"])
    assert hidden["timers"] <= 2, (
        "the reminders' own, and for a minute after the start one that looks for a tray"
    )


def test_no_thread_waits_for_anything(hidden: dict[str, Any]) -> None:
    assert hidden["threads"] == 1
