"""Import this before any other part of PySide6 or of the windows: it makes each later import cheaper."""

from __future__ import annotations

import builtins
import linecache

import PySide6.QtCore  # noqa: F401 - changes `import`, which is changed back below


def import_as_before_qt() -> None:
    """Undo PySide6's change of `import`: it reads each module's source for a feature that we don't use."""
    original = getattr(builtins, "__orig_import__", None)
    if original is not None:
        builtins.__import__ = original


def forget_sources() -> None:
    """Let go of the sources that PySide6 read for that change; a traceback reads again what it shows."""
    linecache.clearcache()


import_as_before_qt()
forget_sources()
