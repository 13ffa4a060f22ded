"""A message bus for tests: it answers as a test wants, or hangs, or talks nonsense."""

import contextlib
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageFlag,
    MessageType,
    Parser,
    new_error,
    new_method_return,
    new_signal,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 10.0

Answer = tuple[str, tuple[object, ...]] | str | bytes | None
"""Signature and values; or the name of an error; or bytes as they are; or no answer at all."""


class FakeBus:
    """Listens at a socket and serves its callers, one after the other, until it is closed.

    `answers` tells by the member's name what is answered; Hello is answered unless it stands there too.
    """

    def __init__(self, path: Path, *, is_mute: bool = False) -> None:
        self.answers: dict[str, Answer | Callable[[tuple[object, ...]], Answer]] = {
            "Hello": ("s", (":1.1",)),
            "AddMatch": ("", ()),
            "RemoveMatch": ("", ()),
        }
        self.heard: list[tuple[str, tuple[object, ...]]] = []
        self.callers = 0
        self.environ = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={path},guid=00"}
        self._is_mute = is_mute
        self._connection: socket.socket | None = None
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(str(path))
        self._server.listen()
        self._thread = threading.Thread(target=self._serve, name="fake-bus", daemon=True)
        self._thread.start()

    def tell(self, member: str, signature: str, body: tuple[object, ...], sender: str = ":1.2") -> None:
        """Emit a signal of the notifications' interface."""
        address = DBusAddress("/org/freedesktop/Notifications", interface="org.freedesktop.Notifications")
        message = new_signal(address, member, signature, body)
        message.header.fields[HeaderFields.sender] = sender
        self.say(message.serialise(serial=1_000))

    def say(self, data: bytes) -> None:
        """Send bytes to the caller as they are."""
        assert self._connection is not None
        self._connection.sendall(data)

    def hang_up(self) -> None:
        """End the caller's connection."""
        assert self._connection is not None
        self._connection.shutdown(socket.SHUT_RDWR)

    def members(self) -> list[str]:
        """What was called, in order."""
        return [member for member, _ in self.heard]

    def close(self) -> None:
        """Serve nobody any more. May be called twice."""
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        if self._connection is not None:
            with contextlib.suppress(OSError):
                self._connection.shutdown(socket.SHUT_RDWR)
        self._thread.join(PATIENCE)
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self._connection = connection
            self.callers += 1
            with connection, contextlib.suppress(OSError):
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        greeting = b""
        while b"BEGIN\r\n" not in greeting:
            data = connection.recv(4_096)
            if not data:
                return
            greeting += data
            if b"AUTH" in data and not self._is_mute:
                connection.sendall(b"OK 00\r\n")
        parser: Any = Parser()
        data = greeting.partition(b"BEGIN\r\n")[2] or connection.recv(4_096)
        while data:
            for message in parser.feed(data):
                self._answer(connection, message)
            data = connection.recv(4_096)

    def _answer(self, connection: socket.socket, message: Any) -> None:  # noqa: ANN401 - jeepney names no types
        member = message.header.fields[HeaderFields.member]
        self.heard.append((member, message.body))
        answer = self.answers.get(member, "org.freedesktop.DBus.Error.UnknownMethod")
        if callable(answer):
            answer = answer(message.body)
        if answer is None or message.header.flags & MessageFlag.no_reply_expected:
            return
        assert message.header.message_type is MessageType.method_call
        message.header.fields.setdefault(HeaderFields.sender, ":1.1")
        if isinstance(answer, str):
            connection.sendall(new_error(message, answer).serialise(serial=len(self.heard)))
        elif isinstance(answer, bytes):
            connection.sendall(answer)
        else:
            signature, body = answer
            reply = new_method_return(message, signature or None, body)
            connection.sendall(reply.serialise(serial=len(self.heard)))
