"""A connection to the message bus for who is called by others: it never waits, and is never kept busy."""

import logging
from collections.abc import Iterator
from socket import socket
from typing import Any

from mobility_coach.adapters.desktop.bus_wire import FAULTS

_log = logging.getLogger(__name__)

LARGEST_CALL = 4 * 1024
"""Bytes. Nothing that others may say to us is longer; what is longer is not read."""

LARGEST_MESSAGE = 128 * 1024 * 1024
"""Bytes. By the protocol nothing is longer."""

MOST_BYTES = 256 * 1024
"""So much is taken in at once."""

MOST_UNSENT = 512 * 1024
"""Bytes. A bus that takes nothing for so long is of no use."""

_PIECE = 16 * 1024
_HEAD = 16


class BusLine:
    """Takes over a connection on which nothing was said.

    The methods may raise one of `FAULTS`; close it then.
    """

    def __init__(self, connection: socket) -> None:
        connection.settimeout(0.0)
        self._socket = connection
        self._coming = bytearray()
        self._unsent = bytearray()
        self._skip = 0
        self._number = 0

    def send(self, message: Any) -> int:  # noqa: ANN401 - jeepney names no types
        """Send a jeepney message as soon as the bus takes it; returns the number that its answer has."""
        self._number += 1
        self._unsent += message.serialise(serial=self._number)
        if len(self._unsent) > MOST_UNSENT:
            raise ConnectionAbortedError("the bus takes no messages")
        self._flush()
        return self._number

    def messages(self, most: int) -> Iterator[Any]:
        """The messages that have come, at most so many; the rest comes with the next call."""
        self._flush()
        taken = 0
        for _ in range(most):
            message = self._next()
            while message is None and taken < MOST_BYTES:
                count = self._take()
                if not count:
                    return
                taken += count
                message = self._next()
            if message is None:
                return
            yield message

    def close(self) -> None:
        """Let go of the connection. May be called twice."""
        self._socket.close()

    def _flush(self) -> None:
        try:
            while self._unsent:
                del self._unsent[: self._socket.send(self._unsent)]
        except BlockingIOError:
            return

    def _take(self) -> int:
        """Take in a piece; its length, 0 where nothing has come."""
        try:
            data = self._socket.recv(_PIECE)
        except BlockingIOError:
            return 0
        if not data:
            raise ConnectionResetError("the bus has ended the connection")
        self._coming += data
        return len(data)

    def _next(self) -> Any:  # noqa: ANN401 - as above
        """The next message of those that are here whole and of use, else None."""
        from jeepney.low_level import calc_msg_size  # noqa: PLC0415 - it is here once there is a connection

        while True:
            skipped = min(self._skip, len(self._coming))
            del self._coming[:skipped]
            self._skip -= skipped
            if len(self._coming) < _HEAD:
                return None
            size = calc_msg_size(bytes(self._coming[:_HEAD]))
            if size > LARGEST_MESSAGE:
                raise ValueError("a message is too large")
            if size > LARGEST_CALL:
                self._skip = size
                continue
            if len(self._coming) < size:
                return None
            raw = bytes(self._coming[:size])
            del self._coming[:size]
            message = _parsed(raw)
            if message is not None:
                return message


def _parsed(raw: bytes) -> Any:  # noqa: ANN401 - as above
    """The message; None where it makes no sense to jeepney, such as one with a header of another version."""
    from jeepney.low_level import Message  # noqa: PLC0415 - as above

    try:
        return Message.from_buffer(raw)
    except FAULTS as error:
        _log.debug("A message makes no sense: %.200s", error)
        return None
