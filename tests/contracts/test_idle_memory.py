"""What the window holds while it waits: nothing that only other pages need."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

SCRIPT = """
import gc, json, linecache, os, sys
sys.argv = ["mobility-coach"]
import mobility_coach.bootstrap.window as program
import mobility_coach.ui.app
from PySide6.QtWidgets import QApplication

def tell():
    gc.unfreeze()
    names = [each.__qualname__ for each in gc.get_objects() if isinstance(each, type)]
    lines = sum(len(each[2]) for each in linecache.cache.values() if len(each) > 1)
    chosen = QApplication.topLevelWidgets()[0].home.list_of_drills.chosen()
    print(json.dumps({"modules": list(sys.modules), "types": names, "chosen": chosen, "lines": lines}))
    sys.stdout.flush()
    os._exit(0)

mobility_coach.ui.app._SETTLED_MS = 500
program._LateParts.settle = lambda parts: tell()
from mobility_coach.__main__ import main
main()
"""

UNUSED_TYPES = {"QWizard", "QMdiArea", "QCalendarWidget", "QFileDialog", "QRhiWidget"}
"""PySide makes them all where it has to find out of what class a widget is that Qt itself made."""

UNUSED_MODULES = {
    *("uuid", "platform", "asyncio", "ssl", "sqlite3", "PySide6.QtSvg", "PySide6.QtNetwork"),
    # What draws figures: stills are painted elsewhere, and nothing moves by itself.
    *("numpy", "PIL", "mobility_coach.figure.stage", "mobility_coach.figure.kinematics"),
}


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What is there once the real program's window is filled and settled, offscreen."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "MOBILITY_COACH_DATA_DIR": str(tmp_path_factory.mktemp("data")),
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


def test_the_main_page_is_filled(waiting: dict[str, Any]) -> None:
    assert waiting["chosen"]
    assert "LibraryList" in waiting["types"]


def test_classes_of_widgets_that_nobody_uses_are_not_made(waiting: dict[str, Any]) -> None:
    assert set(waiting["types"]) & UNUSED_TYPES == set()


def test_modules_that_nobody_uses_are_not_imported(waiting: dict[str, Any]) -> None:
    assert set(waiting["modules"]) & UNUSED_MODULES == set()


def test_no_long_source_is_kept(waiting: dict[str, Any]) -> None:
    assert waiting["lines"] < 100
