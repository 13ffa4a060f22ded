"""What the first paint waits for: each module and each name that is made before it delays the window."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

MOST_OF_OURS = 32
"""Modules and packages of our own. What else the window needs is imported once it is painted."""

SLOW = (
    *("numpy", "sounddevice", "soundfile", "soxr", "pyttsx3", "asyncio", "jsonschema", "importlib.metadata"),
    *("_hashlib", "uuid", "datetime", "sqlite3", "concurrent.futures", "multiprocessing"),
    *("PySide6.QtSvg", "PySide6.QtNetwork", "PySide6.QtMultimedia", "PySide6.QtOpenGL", "PySide6.QtDBus"),
)
LATER = (
    *("mobility_coach.bootstrap.workshop", "mobility_coach.cli", "mobility_coach.domain.drill"),
    *("mobility_coach.figure", "mobility_coach.ui.figure", "mobility_coach.domain.motion", "PIL"),
    *("mobility_coach.services.coach", "mobility_coach.services.ports", "mobility_coach.services.session"),
    *(
        "mobility_coach.ui.home.home_page",
        "mobility_coach.ui.player.player_page",
        "mobility_coach.ui.settings.settings_page",
    ),
    *("mobility_coach.ui.parts.controls", "mobility_coach.ui.style_sheet", "mobility_coach.ui.icons"),
)

SCRIPT = """
import enum, gc, json, os, sys
sys.argv = ["mobility-coach"]
import mobility_coach.bootstrap.window
import mobility_coach.ui.plain_import
from mobility_coach.ui.main_window import MainWindow

paint = MainWindow.paintEvent

def paint_and_tell(window, event):
    paint(window, event)
    modules = list(sys.modules)
    enums = [each.__qualname__ for each in gc.get_objects() if isinstance(each, enum.EnumType)]
    texts = [[each.text for each in layer.texts] for layer in window.pages.currentWidget()._layers.values()]
    print(json.dumps({"modules": modules, "enums": enums, "texts": sum(texts, []), "gc": gc.isenabled()}))
    sys.stdout.flush()
    os._exit(0)

MainWindow.paintEvent = paint_and_tell
from mobility_coach.__main__ import main
main()
"""


@pytest.fixture(scope="module")
def painted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What is there at the first paint of the real program, offscreen."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "MOBILITY_COACH_DATA_DIR": str(tmp_path_factory.mktemp("data")),
    }
    # As it is started by people: without what the tests bring along.
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_nothing_slow_is_imported_before_the_first_paint(painted: dict[str, Any]) -> None:
    found = set(painted["modules"])
    assert sorted(found & set(SLOW)) == []
    assert sorted(found & set(LATER)) == []


def test_few_of_our_own_modules_are_needed_for_the_first_paint(painted: dict[str, Any]) -> None:
    ours = [name for name in painted["modules"] if name.startswith("mobility_coach")]
    assert len(ours) <= MOST_OF_OURS, sorted(ours)


def test_the_names_of_qt_are_not_made_for_the_first_paint(painted: dict[str, Any]) -> None:
    """`Qt` makes all its enumerations when it is first touched, QStyle and QEvent theirs."""
    assert [name for name in painted["enums"] if name in {"Qt.Key", "QStyle.PixelMetric"}] == []
    assert "QFont.Weight" in painted["enums"]  # else the names are looked for in vain


def test_no_garbage_is_collected_before_the_first_paint(painted: dict[str, Any]) -> None:
    assert painted["gc"] is False


def test_what_is_painted_first_is_true(painted: dict[str, Any]) -> None:
    assert painted["texts"] == ["Mobility Coach"]
