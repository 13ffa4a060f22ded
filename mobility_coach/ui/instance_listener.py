"""Hears the programs that are started beside the running one, and brings the window to the front."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer

from mobility_coach.services.instance import BadLine, LineReader, Response, write_response

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

PATIENCE_MS = 2_000
MOST_CALLS = 8

ACTIVATION_VARIABLE = "XDG_ACTIVATION_TOKEN"


class Caller(Protocol):
    """One connection; nothing waits."""

    def fileno(self) -> int:
        """For the notifier."""
        ...

    def receive(self) -> bytes | None:
        """What has come since; None where the other side is gone."""
        ...

    def send(self, data: bytes) -> None:
        """Answer."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


class Server(Protocol):
    """Where connections come from."""

    def fileno(self) -> int:
        """For the notifier."""
        ...

    def accept(self) -> Caller | None:
        """The next one, if it may come in."""
        ...

    def close(self) -> None:
        """Listen no more."""
        ...


class InstanceListener(QObject):
    """Answers the callers of `server`; it costs nothing while nobody calls."""

    def __init__(self, server: Server, answer: Callable[[bytes], bytes], parent: QObject) -> None:
        super().__init__(parent)
        self._server = server
        self._answer = answer
        self._calls: set[_Call] = set()
        self._notifier = QSocketNotifier(server.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._take)

    @property
    def calls(self) -> int:
        """How many connections are open."""
        return len(self._calls)

    def close(self) -> None:
        """Listen no more, and end what is open."""
        self._notifier.setEnabled(False)
        for call in tuple(self._calls):
            call.end()
        self._server.close()

    def _take(self) -> None:
        caller = self._server.accept()
        if caller is None:
            return
        if len(self._calls) >= MOST_CALLS:
            caller.close()
            return
        call = _Call(caller, self._answer, self._calls.discard, self)
        self._calls.add(call)


class _Call(QObject):
    """One connection, until it is answered, given up, or too slow."""

    def __init__(
        self,
        caller: Caller,
        answer: Callable[[bytes], bytes],
        forget: Callable[[_Call], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._caller = caller
        self._answer = answer
        self._forget = forget
        self._reader = LineReader()
        self._notifier = QSocketNotifier(caller.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.end)
        self._timer.start(PATIENCE_MS)

    def end(self) -> None:
        """End the connection."""
        self._notifier.setEnabled(False)
        self._timer.stop()
        self._caller.close()
        self._forget(self)
        self.deleteLater()

    def _read(self) -> None:
        data = self._caller.receive()
        if data is None:
            self.end()
            return
        try:
            line = self._reader.feed(data)
        except BadLine as problem:
            self._caller.send(write_response(Response(ok=False, text=str(problem))))
            self.end()
            return
        if line is not None:
            self._notifier.setEnabled(False)  # the answer may let the window's events run
            self._caller.send(self._answer(line))
            self.end()


def bring_to_front(window: QWidget, token: str = "") -> None:
    """Show a window above the others, as far as the desktop lets a program do that.

    Args:
        window: the window.
        token: what a Wayland desktop gave to the program that asks; it allows the window to come up.
    """
    if window.windowState() & Qt.WindowState.WindowMinimized:
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    if token:
        os.environ[ACTIVATION_VARIABLE] = token  # where Qt looks for it
    window.activateWindow()
    if token:
        os.environ.pop(ACTIVATION_VARIABLE, None)
