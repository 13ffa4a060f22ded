"""What happens on an unexpected error: it is logged, a plain dialog says so, and the program goes on."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.ui.labels import PlainLabel

if TYPE_CHECKING:
    from types import TracebackType

_log = logging.getLogger(__name__)


class TroubleDialog(QDialog):
    """Says that something went wrong and where to read more."""

    def __init__(self, parent: QWidget, log_place: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Something went wrong"))
        self.title = PlainLabel(tr("Something went wrong"), "heading", wraps=True)
        self.text = PlainLabel(
            tr("You can go on; what you have practised is kept. What happened is written down here:"),
            wraps=True,
        )
        self.place = QLineEdit(log_place)
        self.place.setReadOnly(True)
        self.place.setAccessibleName(tr("Where the log is"))
        self.close_button = QPushButton(tr("Go on"))
        self.close_button.setProperty("kind", "primary")
        self.close_button.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addWidget(self.place)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        layout.addLayout(row)
        self.setMinimumWidth(420)


class TroubleReporter(QObject):
    """Takes the place of Python's own hooks, which would print a traceback. One dialog at a time."""

    def __init__(self, window: QWidget, log_place: str) -> None:
        super().__init__(window)
        self._window = window
        self._log_place = log_place
        self.dialog: TroubleDialog | None = None
        self._former = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """From now on, errors come here."""
        self._former = (sys.excepthook, threading.excepthook)
        sys.excepthook = self.report
        threading.excepthook = _report_of_thread

    def uninstall(self) -> None:
        """Python's own hooks again."""
        sys.excepthook, threading.excepthook = self._former

    def report(
        self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        """Log an error, and show the dialog unless it is shown already."""
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        _log.error("Unexpected error in the window", exc_info=(kind, error, traceback))
        if self.dialog is None and QThread.currentThread() is self.thread():
            self.dialog = TroubleDialog(self._window, self._log_place)
            self.dialog.finished.connect(self._forget)
            self.dialog.open()

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def _report_of_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
        name = args.thread.name if args.thread else "unknown"
        trace = (args.exc_type, args.exc_value, args.exc_traceback)
        _log.error("Unexpected error in thread %s", name, exc_info=trace)
