import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})

def coach():
    from PySide6.QtWidgets import QApplication
    from PySide6.QtCore import QTimer
    assert any(window.isVisible() for window in QApplication.topLevelWidgets())
    import builtins
    assert builtins.__import__ is getattr(builtins, "__orig_import__", builtins.__import__)
    from tests.ui.fakes import FakeCoach
    made = FakeCoach()

    def leave():
        print(made.asked)
        for window in QApplication.topLevelWidgets():
            window.close()

    QTimer.singleShot(0, leave)
    return made

from mobility_coach.services.first_face import FirstFace

class Faces:
    def recall(self):
        return FirstFace(700, 600, False, {theme!r}) if {theme!r} else None

    def keep(self, face):
        print("kept", face.width, face.height, [text.text for text in face.texts if text.size > 20])

from mobility_coach.ui.app import Opening, run_window
code = run_window(coach, ["mobility-coach"], Path({icons!r}), "the log", Faces(), Opening({start!r}))
print("left", code)
"""


def run(theme: str = "dark", start: str = "") -> subprocess.CompletedProcess[str]:
    script = textwrap.dedent(SCRIPT).format(
        root=str(ROOT), icons=str(ROOT / "resources" / "icons"), theme=theme, start=start
    )
    command = [sys.executable, "-c", script]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT)


@pytest.mark.parametrize("theme", ["system", "dark", "nonsense", ""])
def test_the_window_comes_as_it_was_left_and_closes_cleanly(theme: str) -> None:
    done = run(theme=theme)
    assert done.returncode == 0, done.stderr
    asked, kept, left = done.stdout.splitlines()
    assert (asked, left) == ("[]", "left 0")
    assert kept.startswith("kept 700 600 " if theme else "kept 800 ")
    assert "Mobility Coach" in kept
    assert "Traceback" not in done.stderr


def test_a_session_can_be_opened_at_once() -> None:
    done = run(start="ankle-rolls")
    lines = done.stdout.splitlines()
    assert (lines[0], lines[-1]) == ("[('open', 'ankle-rolls')]", "left 0"), done.stderr


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_who_ends_the_process_closes_the_window_in_order(name: str) -> None:
    """Qt waits for events meanwhile; only a signal from outside can be seen not to get through."""
    script = SCRIPT.replace("window.close()", f"ask(signal.{name})").replace(
        "import sys\n",
        "import os, signal, sys, threading\n"
        "def ask(number):\n"
        "    threading.Timer(0.1, os.kill, (os.getpid(), number)).start()\n",
        1,
    )
    script = textwrap.dedent(script).format(
        root=str(ROOT), icons=str(ROOT / "resources" / "icons"), theme="dark", start=""
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "left 0"


def test_pysides_change_of_import_is_undone_where_there_is_one() -> None:
    script = """
import builtins
from mobility_coach.ui.plain_import import import_as_before_qt
original = builtins.__orig_import__
assert builtins.__import__ is original
builtins.__import__ = lambda *args, **named: original(*args, **named)
import_as_before_qt()
assert builtins.__import__ is original
del builtins.__orig_import__
builtins.__import__ = original
import_as_before_qt()
assert builtins.__import__ is original
"""
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)


def test_importing_the_package_alone_imports_no_qt() -> None:
    script = "import sys, mobility_coach.ui; assert 'PySide6' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)
