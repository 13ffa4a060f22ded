"""One connection to a message bus: whole messages in and out, each bounded in size and time."""

import struct
import time
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from socket import socket

LARGEST_MESSAGE = 256 * 1024
"""Bytes. What we ask for fits many times over."""

PIECE = 4_096

FAULTS = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    OverflowError,
    RecursionError,
    AssertionError,
    struct.error,
)
"""All that a connection, or nonsense that came through one, can raise. The connection is then of no use."""


class Received(NamedTuple):
    """A message that came: a signal, a call, or the answer to a call of ours (`answers` is its number)."""

    is_signal: bool
    is_error: bool
    answers: int
    sender: str
    path: str
    interface: str
    member: str
    body: tuple[object, ...]


class Wire:
    """The connection. Every method may raise one of `FAULTS`; close it then."""

    def __init__(self, path: str, seconds: float) -> None:
        """Connect to the socket at `path` and introduce us; TimeoutError where that takes longer."""
        from jeepney import Parser  # noqa: PLC0415 - nobody needs it before the first notice
        from jeepney.io.blocking import prep_socket  # noqa: PLC0415 - as above

        self._socket: socket = prep_socket(path, timeout=seconds)
        self._parser: Any = Parser()
        self._number = 0

    def fileno(self) -> int:
        """What becomes readable when a message comes; -1 once it is closed."""
        return self._socket.fileno()

    def owner(self) -> int | None:
        """Number of the user who listens at the other end; None where the system does not tell."""
        import socket  # noqa: PLC0415 - it is here once there is a connection

        option = getattr(socket, "SO_PEERCRED", None)
        if option is None:
            return None
        credentials = struct.Struct("3i")
        told = self._socket.getsockopt(socket.SOL_SOCKET, option, credentials.size)
        _pid, uid, _gid = credentials.unpack(told)
        return int(uid)

    def send(self, message: Any, seconds: float) -> int:  # noqa: ANN401 - jeepney names no types
        """Send a jeepney message and return the number that its answer will carry."""
        self._number += 1
        data = message.serialise(serial=self._number)
        self._socket.settimeout(max(seconds, 0.001))
        self._socket.sendall(data)
        return self._number

    def receive(self, seconds: float = 0.0) -> Received | None:
        """The next message, waited for at most so long; None where none came."""
        deadline = time.monotonic() + seconds
        while True:
            message = self._parser.get_next_message()
            if message is not None:
                return _received(message)
            if (self._parser.next_msg_size or 0) > LARGEST_MESSAGE:
                raise ValueError("a message is too large")
            self._socket.settimeout(max(deadline - time.monotonic(), 0.0))
            try:
                data = self._socket.recv(PIECE)
            except (TimeoutError, BlockingIOError):
                return None
            if not data:
                raise ConnectionResetError("the bus has ended the connection")
            self._parser.add_data(data)

    def handed_over(self) -> "socket":
        """The connection itself, for who goes on with it; this object is of no use any more."""
        return self._socket

    def close(self) -> None:
        """Let go of it. May be called twice."""
        self._socket.close()


def _received(message: Any) -> Received:  # noqa: ANN401 - jeepney names no types
    from jeepney import HeaderFields, MessageType  # noqa: PLC0415 - it is here once there is a message

    header = message.header
    fields = {field.name: value for field, value in header.fields.items()}
    is_answer = header.message_type in (MessageType.method_return, MessageType.error)
    return Received(
        is_signal=header.message_type is MessageType.signal,
        is_error=header.message_type is MessageType.error,
        answers=fields.get(HeaderFields.reply_serial.name, 0) if is_answer else 0,
        sender=fields.get(HeaderFields.sender.name, ""),
        path=fields.get(HeaderFields.path.name, ""),
        interface=fields.get(HeaderFields.interface.name, ""),
        member=fields.get(HeaderFields.member.name, ""),
        body=tuple(message.body),
    )
