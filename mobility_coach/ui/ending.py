"""Ends the window in order when the process is asked to end: Ctrl+C in the terminal, a log-out, `kill`."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


class EndingSignals(QObject):
    """Closes `window` on a signal. Python runs no handler while Qt waits, so that a socket has to wake it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._ours, self._signals = socket.socketpair()
        self._ours.settimeout(0)
        self._signals.settimeout(0)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)
        self._former_wakeup = signal.set_wakeup_fd(self._signals.fileno(), warn_on_full_buffer=False)
        numbers = [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]
        # The handler does nothing: it may run in the middle of saving a record. `_end` runs between events.
        self._former = {number: signal.signal(number, lambda *_: None) for number in numbers}

    def uninstall(self) -> None:
        """Everything as it was."""
        for number, handler in self._former.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._former_wakeup)
        self._notifier.setEnabled(False)
        self._ours.close()
        self._signals.close()

    def _end(self) -> None:
        self._ours.recv(64)
        self._window.close()
