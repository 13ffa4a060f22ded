"""What a test must not leave behind: what still runs, what still shows, and what was everybody's."""

import builtins
import gc
import sys
import threading
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QSocketNotifier, QThread, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid


class Traces(NamedTuple):
    """The state of all that tests share, at one moment."""

    threads: frozenset[threading.Thread]
    shared: dict[str, object]


def traces(app: QApplication) -> Traces:
    """How things are now."""
    shared: dict[str, object] = {
        "layout direction": app.layoutDirection(),
        "style sheet": app.styleSheet(),
        "palette": app.palette(),
        "font": app.font(),
        "style": app.style().objectName().lower(),
        "clipboard": app.clipboard().text(),
        "cursor over all windows": app.overrideCursor() is not None,
        "end with the last window": app.quitOnLastWindowClosed(),
        "hook for errors": sys.excepthook,
        "hook for errors of threads": threading.excepthook,
        "import": builtins.__import__,
    }
    return Traces(frozenset(threading.enumerate()), shared)


def left_behind(app: QApplication, before: Traces) -> list[str]:
    """What is other than it was, in words; deletes first what is only waiting for it."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    now = traces(app)
    found = [f"thread {each.name}" for each in now.threads - before.threads if each.is_alive()]
    found += [f"{name} changed" for name, value in now.shared.items() if value != before.shared[name]]
    found += [f"window {type(each).__name__}" for each in app.topLevelWidgets() if each.isVisible()]
    running = _running()
    if running:
        gc.collect()  # what nobody holds any more ends here
        running = _running()
    return found + running


def active_timers() -> list[QTimer]:
    """The timers that run now."""
    return [each for each in _things() if isinstance(each, QTimer) and each.isActive()]


def _running() -> list[str]:
    return [name for each in _things() if (name := _name(each))]


_Thing = QTimer | QSocketNotifier | QThread


def _things() -> list[_Thing]:
    """All there are. Exact classes are looked for: that is several times quicker among a million objects."""
    kinds: set[type[_Thing]] = {QTimer, QSocketNotifier, QThread}
    new = set(kinds)
    while new:
        new = {each for kind in new for each in kind.__subclasses__()} - kinds
        kinds |= new
    return [each for each in gc.get_objects() if type(each) in kinds and isValid(each)]


def _name(thing: QTimer | QSocketNotifier | QThread) -> str:
    """What it is, if it runs."""
    owner = type(thing.parent()).__name__
    if isinstance(thing, QTimer):
        return f"timer of {owner}" if thing.isActive() else ""
    if isinstance(thing, QSocketNotifier):
        return f"socket notifier of {owner}" if thing.isEnabled() else ""
    is_other = thing != QThread.currentThread()
    return f"thread of Qt {type(thing).__name__}" if thing.isRunning() and is_other else ""
