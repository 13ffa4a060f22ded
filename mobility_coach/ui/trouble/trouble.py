"""What happens on an unexpected error: it is logged, a plain dialog says so, and the program goes on."""

from __future__ import annotations

import logging
import sys
import threading
from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.copying import CopyButton
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import Flow, least_height

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtGui import QResizeEvent

    from mobility_coach.ui.look import Look

_log = logging.getLogger(__name__)


LONGEST_DETAILS = 16_384
_NARROWEST, _WIDTH = 320, 480


class TroubleDialog(QDialog):
    """Says that something went wrong and where to read more; `details` are for the clipboard alone."""

    def __init__(self, parent: QWidget, look: Look, log_place: str, details: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Something went wrong"))
        self.title = PlainLabel(tr("Something went wrong"), "heading", wraps=True)
        self.text = PlainLabel(
            tr("You can go on; what you have practised is kept. What happened is written down here:"),
            wraps=True,
        )
        self.place = QLineEdit(log_place)
        self.place.setReadOnly(True)
        self.place.setCursorPosition(0)
        self.place.setAccessibleName(tr("Where the log is"))
        self.copy_button = CopyButton(look, tr("Copy details"), details)
        self.close_button = Button(look, tr("Go on"), kind="primary")
        self.close_button.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.space(24), look.space(20), look.space(24), look.space(20))
        layout.setSpacing(look.space(12))
        for widget in (self.title, self.text, self.place):
            layout.addWidget(widget)
        buttons = Flow(look.space(8))
        buttons.flow.addWidget(self.close_button)
        buttons.flow.addWidget(self.copy_button)
        layout.addWidget(buttons)
        widest = self.screen().availableSize().width()
        self.setMinimumWidth(min(look.px(_NARROWEST), widest))
        self.resize(min(look.px(_WIDTH), widest), 0)
        self.close_button.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower dialog is a higher one: no line is cut off."""
        super().resizeEvent(event)
        self.setMinimumHeight(least_height(self))


class TroubleReporter(QObject):
    """Takes the place of Python's own hooks, which would print a traceback.

    One dialog at a time, and one for each error: what fails again and again is told once and goes to the log.
    """

    def __init__(self, window: QWidget, look: Look, log_place: str) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._log_place = log_place
        self._times: Counter[str] = Counter()
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
        """Log an error, and show the dialog unless one is shown or this error was told before."""
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        name = _name_of(kind, traceback)
        self._times[name] += 1
        times = self._times[name]
        if times == 1:
            _log.error("Unexpected error in the window", exc_info=(kind, error, traceback))
        elif times & (times - 1) == 0:  # 2, 4, 8 …: the log keeps room for other things
            _log.error("The same error for the %d. time: %s", times, name)
        if times == 1 and self.dialog is None and QThread.currentThread() is self.thread():
            details = _details(kind, error, traceback)
            self.dialog = TroubleDialog(self._window, self._look, self._log_place, details)
            self.dialog.finished.connect(self._forget)
            self.dialog.open()

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def _name_of(kind: type[BaseException], traceback: TracebackType | None) -> str:
    """The kind of an error and where it came from: the same for each time that it happens."""
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if traceback is None:
        return kind.__name__
    return f"{kind.__name__} in {traceback.tb_frame.f_code.co_filename}:{traceback.tb_lineno}"


def _details(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> str:
    """What helps whoever mends it, without the name of the person that paths tell."""
    from pathlib import Path  # noqa: PLC0415 - in trouble alone
    from traceback import format_exception  # noqa: PLC0415 - as above

    from mobility_coach import __version__  # noqa: PLC0415 - as above
    from mobility_coach.services.presenters.diagnostics_presenter import without_names  # noqa: PLC0415 - as above

    lines = "".join(format_exception(kind, error, traceback))
    return without_names(f"Mobility Coach {__version__}\n\n{lines[-LONGEST_DETAILS:]}", str(Path.home()))


def _report_of_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
        name = args.thread.name if args.thread else "unknown"
        trace = (args.exc_type, args.exc_value, args.exc_traceback)
        _log.error("Unexpected error in thread %s", name, exc_info=trace)
