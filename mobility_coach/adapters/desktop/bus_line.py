"""A connection to the message bus for who is called by others: it never waits, and is never kept busy."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from socket import socket
from typing import Any, Literal

from mobility_coach.adapters.desktop.bus_wire import FAULTS

_log = logging.getLogger(__name__)

LARGEST_CALL = 4 * 1024
"""Bytes. Nothing that others may say to us is longer; what is longer is not read."""

LARGEST_MESSAGE = 128 * 1024 * 1024
"""Bytes. By the protocol nothing is longer."""

MOST_BYTES = 128 * 1024
"""So much is taken in at once."""

MOST_HELD = 256
"""So many calls and signals wait; more come from something that is stuck, and are let go unanswered."""

MOST_UNSENT = 512 * 1024
"""Bytes. A bus that takes nothing for so long is of no use."""

_PIECE = 16 * 1024
_HEAD = 16
_ANSWERS = (2, 3)
"""A method's return, and an error."""

_ORDERS: tuple[Literal["big", "little"], ...] = ("big", "little")


class BusLine:
    """Takes over a connection on which nothing was said.

    The methods may raise one of `FAULTS`; close it then.
    """

    def __init__(self, connection: socket, urgent: Iterable[str] = ()) -> None:
        """`urgent` names methods whose calls wait behind no flood of others: these are given up, then."""
        connection.settimeout(0.0)
        self._socket = connection
        self._urgent = tuple(sign for member in urgent for sign in _signs(member))
        self._coming = bytearray()
        self._held: deque[bytes] = deque()
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
        self._take_in(most)
        for _ in range(min(most, len(self._held))):
            message = _parsed(self._held.popleft())
            if message is not None:
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

    def _take_in(self, most: int) -> None:
        """Hold what has come; `most` of it are looked at now."""
        taken = 0
        while taken < MOST_BYTES:
            count = self._take()
            for raw in self._whole():
                self._hold(raw, most)
            if not count:
                return
            taken += count

    def _take(self) -> int:
        """Take in a piece; its length, 0 where nothing has come."""
        try:
            data = self._socket.recv(_PIECE)
        except BlockingIOError:
            return 0
        if not data:
            if self._held:  # what was said before the end is heard first
                return 0
            raise ConnectionResetError("the bus has ended the connection")
        self._coming += data
        return len(data)

    def _whole(self) -> Iterator[bytes]:
        """The messages that are here whole; those that are too long are passed over."""
        from jeepney.low_level import calc_msg_size  # noqa: PLC0415 - it is here once there is a connection

        while True:
            skipped = min(self._skip, len(self._coming))
            del self._coming[:skipped]
            self._skip -= skipped
            if len(self._coming) < _HEAD:
                return
            size = calc_msg_size(bytes(self._coming[:_HEAD]))
            if size > LARGEST_MESSAGE:
                raise ValueError("a message is too large")
            if size > LARGEST_CALL:
                self._skip = size
                continue
            if len(self._coming) < size:
                return
            raw = bytes(self._coming[:size])
            del self._coming[:size]
            yield raw

    def _hold(self, raw: bytes, most: int) -> None:
        if any(sign in raw for sign in self._urgent) and len(self._held) >= most:
            self._give_up()
        if len(self._held) < MOST_HELD or _is_answer(raw):
            self._held.append(raw)

    def _give_up(self) -> None:
        """Let go of what waits, but for answers and the last call of each urgent method."""
        latest = {sign: each for each in self._held for sign in self._urgent if sign in each}
        self._held = deque(each for each in self._held if _is_answer(each) or each in latest.values())


def _is_answer(raw: bytes) -> bool:
    """Whether it answers us: of those there are few, as the bus lets none through that we did not ask for."""
    return raw[1] in _ANSWERS


def _signs(member: str) -> tuple[bytes, bytes]:
    """What stands in the head of a call of this method, in either order of bytes.

    A flood is looked through by it, since to understand each message takes a hundred times as long.
    """
    name = member.encode("ascii")
    big, little = (b"\3\1s\0" + len(name).to_bytes(4, order) + name + b"\0" for order in _ORDERS)
    return big, little


def _parsed(raw: bytes) -> Any:  # noqa: ANN401 - as above
    """The message; None where it makes no sense to jeepney, such as one with a header of another version."""
    from jeepney.low_level import Message  # noqa: PLC0415 - as above

    try:
        return Message.from_buffer(raw)
    except FAULTS as error:
        _log.debug("A message makes no sense: %.200s", error)
        return None
