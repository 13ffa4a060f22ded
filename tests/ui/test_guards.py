"""Each guard of the tests of the windows, seen to fail."""

import builtins
import functools
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSocketNotifier, Qt, QThread, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from tests.ui.guards import left_behind, traces

ROOT = Path(__file__).parents[2]

Undo = Callable[[], object]


def a_timer(_app: QApplication) -> Undo:
    timer = QTimer()
    timer.start(60_000)
    return timer.stop


def a_thread(_app: QApplication) -> Undo:
    end = threading.Event()
    thread = threading.Thread(target=end.wait, name="forgotten")
    thread.start()

    def undo() -> None:
        end.set()
        thread.join()

    return undo


def a_thread_of_qt(_app: QApplication) -> Undo:
    thread = QThread()
    thread.start()

    def undo() -> None:
        thread.quit()
        thread.wait()

    return undo


def a_notifier(_app: QApplication) -> Undo:
    reading, writing = os.pipe()
    notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read)

    def undo() -> None:
        notifier.setEnabled(False)
        os.close(reading)
        os.close(writing)

    return undo


def a_window(_app: QApplication) -> Undo:
    window = QWidget()
    window.show()
    return window.hide


def a_direction(app: QApplication) -> Undo:
    before = app.layoutDirection()
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return lambda: app.setLayoutDirection(before)


def a_style_sheet(app: QApplication) -> Undo:
    before = app.styleSheet()
    app.setStyleSheet("QLabel { color: red; }")
    return lambda: app.setStyleSheet(before)


def a_palette(app: QApplication) -> Undo:
    before = app.palette()
    changed = QPalette(before)
    changed.setColor(QPalette.ColorRole.Window, QColor("#123456"))
    app.setPalette(changed)
    return lambda: app.setPalette(before)


def a_font(app: QApplication) -> Undo:
    before = app.font()
    changed = app.font()
    changed.setPixelSize(47)
    app.setFont(changed)
    return lambda: app.setFont(before)


def a_style(app: QApplication) -> Undo:
    before = app.style().objectName()
    other = next(name for name in QStyleFactory.keys() if name.lower() != before.lower())  # noqa: SIM118
    app.setStyle(other)
    return lambda: app.setStyle(before)


def a_clipboard(app: QApplication) -> Undo:
    before = app.clipboard().text()
    app.clipboard().setText("a report")
    return lambda: app.clipboard().setText(before)


def a_cursor(app: QApplication) -> Undo:
    app.setOverrideCursor(Qt.CursorShape.WaitCursor)
    return app.restoreOverrideCursor


def an_end(app: QApplication) -> Undo:
    app.setQuitOnLastWindowClosed(False)
    return lambda: app.setQuitOnLastWindowClosed(True)


def a_hook(_app: QApplication) -> Undo:
    before = sys.excepthook
    sys.excepthook = lambda *_: None

    def undo() -> None:
        sys.excepthook = before

    return undo


def a_hook_of_threads(_app: QApplication) -> Undo:
    before = threading.excepthook
    threading.excepthook = lambda _: None

    def undo() -> None:
        threading.excepthook = before

    return undo


def an_import(_app: QApplication) -> Undo:
    before = builtins.__import__
    builtins.__import__ = functools.partial(before)

    def undo() -> None:
        builtins.__import__ = before

    return undo


LEFT = {
    a_timer: "timer of NoneType",
    a_thread: "thread forgotten",
    a_thread_of_qt: "thread of Qt QThread",
    a_notifier: "socket notifier of NoneType",
    a_window: "window QWidget",
    a_direction: "layout direction changed",
    a_style_sheet: "style sheet changed",
    a_palette: "palette changed",
    a_font: "font changed",
    a_style: "style changed",
    a_clipboard: "clipboard changed",
    a_cursor: "cursor over all windows changed",
    an_end: "end with the last window changed",
    a_hook: "hook for errors changed",
    a_hook_of_threads: "hook for errors of threads changed",
    an_import: "import changed",
}


@pytest.mark.parametrize("leave", LEFT, ids=lambda leave: leave.__name__)
def test_what_is_left_behind_is_named(qapp: QApplication, leave: Callable[[QApplication], Undo]) -> None:
    before = traces(qapp)
    assert left_behind(qapp, before) == []
    undo = leave(qapp)
    try:
        found = left_behind(qapp, before)
    finally:
        undo()
    assert LEFT[leave] in found
    assert left_behind(qapp, before) == []


FAULTY = """
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QWidget
from tests.ui.conftest import nothing_left_behind

kept = []

def test_clean(qtbot):
    pass

def test_warns(qtbot):
    qWarning("something is amiss")

def test_raises_where_qt_calls(qtbot):
    class Broken(QWidget):
        def showEvent(self, event):
            raise RuntimeError("not to be swallowed")
    widget = Broken()
    qtbot.addWidget(widget)
    widget.show()

def test_leaves_a_timer(qtbot):
    kept.append(QTimer())
    kept[0].start(60_000)
"""


def test_warnings_errors_and_leavings_fail_a_test_of_the_windows(tmp_path: Path) -> None:
    file = tmp_path / "test_faulty.py"
    file.write_text(FAULTY)
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "-p", "no:cacheprovider"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*command, "--rootdir", str(ROOT), "-rA", str(file)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=ROOT,
        timeout=60,
    )
    outcomes = {
        (line.split()[0], line.split("::")[1].split()[0])
        for line in done.stdout.splitlines()
        if line.startswith(("PASSED", "FAILED", "ERROR")) and "::" in line
    }
    assert outcomes == {
        ("PASSED", "test_clean"),
        ("FAILED", "test_warns"),
        ("PASSED", "test_leaves_a_timer"),
        ("ERROR", "test_leaves_a_timer"),
        ("FAILED", "test_raises_where_qt_calls"),
    }, done.stdout
