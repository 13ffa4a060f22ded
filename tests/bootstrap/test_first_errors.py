"""What goes wrong before the first paint stands in the log; nobody sees a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import os, sys
sys.argv = ["mobility-coach"]
import mobility_coach.bootstrap.window as program
import mobility_coach.ui.app
import mobility_coach.ui.first_face as face
from PySide6.QtWidgets import QApplication

def fail(*_, **__):
    raise RuntimeError("a fault of ours")

{fault} = fail
mobility_coach.ui.app._SETTLED_MS = 0
program._LateParts.settle = lambda parts: QApplication.exit(0)
sys.exit(program.open_window())
"""


@pytest.mark.parametrize(
    ("fault", "code"),
    [("face.FirstFacePage.paintEvent", 0), ("mobility_coach.ui.app.Look", 70)],
    ids=["painting", "the look"],
)
def test_an_error_before_the_first_paint_is_logged(tmp_path: Path, fault: str, code: int) -> None:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "MOBILITY_COACH_DATA_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.replace("{fault}", fault)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "a fault of ours" in (tmp_path / "logs" / "coach.log").read_text(encoding="utf-8")
    assert done.returncode == code, done.stderr
