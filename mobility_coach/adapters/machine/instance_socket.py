"""The way from a program that is started again to the one that runs: a socket, one short line each way.

On Unix it is a socket in a private folder. On Windows it is a port of this machine, whose number and a secret
stand in a private file. Nothing here decides what a line means.
"""

import contextlib
import logging
import os
import socket
import struct
import sys
import time
from collections.abc import Callable

from mobility_coach.adapters.machine.instance import Place

_log = logging.getLogger(__name__)

BACKLOG = 64
"""So many callers may wait to be taken: scripts that ask all the time, while the window is busy."""

PIECE = 4_096
SECRET_LETTERS = 32
HOST = "127.0.0.1"
USES_PORT = sys.platform == "win32"


class NotListening(Exception):
    """Nobody takes the connection, or it ends without an answer: the other program is starting or ending."""


class NoAnswer(Exception):
    """The connection was taken and no answer comes: the other program hangs."""


class Caller:
    """A connection of another start; nothing here ever waits."""

    def __init__(self, connection: socket.socket, secret: bytes = b"") -> None:
        connection.settimeout(0)
        self._connection = connection
        self._secret = secret
        self._shown = b""

    def fileno(self) -> int:
        """For the notifier; -1 once it is closed."""
        return self._connection.fileno()

    def receive(self) -> bytes | None:
        """What has come since; None where the other side is gone or does not know the secret."""
        try:
            data = self._connection.recv(PIECE)
        except (BlockingIOError, InterruptedError):
            return b""
        except OSError:
            return None
        if not data:
            return None
        return data if not self._secret else self._after_secret(data)

    def send(self, data: bytes) -> None:
        """Answer; a short line always fits. Who does not listen any more is not told."""
        with contextlib.suppress(OSError):
            self._connection.send(data)

    def close(self) -> None:
        """End the connection. May be called twice."""
        self._connection.close()

    def _after_secret(self, data: bytes) -> bytes | None:
        self._shown += data
        if len(self._shown) < len(self._secret):
            return b""
        shown, rest = self._shown[: len(self._secret)], self._shown[len(self._secret) :]
        import hmac  # noqa: PLC0415  # brings OpenSSL, 4 MB that a path does without

        if not hmac.compare_digest(shown, self._secret):
            return None
        self._secret = b""
        return rest


class InstanceServer:
    """Listens for other starts; to be made by the process that holds the claim. Raises OSError."""

    def __init__(
        self,
        place: Place,
        *,
        uses_port: bool = USES_PORT,
        is_ours: Callable[[socket.socket], bool] | None = None,
    ) -> None:
        self._path = place.socket
        self._is_ours = is_ours or _is_same_person
        self._secret = b""
        with contextlib.suppress(FileNotFoundError):
            self._path.unlink()  # left by a program that was killed; the claim says that none listens
        self._socket = self._on_port() if uses_port else self._on_path()
        self._socket.settimeout(0)

    def fileno(self) -> int:
        """For the notifier."""
        return self._socket.fileno()

    def accept(self) -> Caller | None:
        """The next caller; None where there is none, or where it is somebody else's program."""
        try:
            connection, _ = self._socket.accept()
        except OSError:
            return None
        if not self._is_ours(connection):
            _log.warning("A program of somebody else was turned away")
            connection.close()
            return None
        return Caller(connection, self._secret)

    def close(self) -> None:
        """Listen no more. May be called twice."""
        if self._socket.fileno() >= 0:
            self._socket.close()
            with contextlib.suppress(OSError):
                self._path.unlink()

    def _on_path(self) -> socket.socket:
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            server.bind(str(self._path))
            self._path.chmod(0o600)
            server.listen(BACKLOG)
        except OSError:
            server.close()
            raise
        return server

    def _on_port(self) -> socket.socket:
        import secrets  # noqa: PLC0415  # brings OpenSSL, 4 MB that a path does without

        self._secret = secrets.token_hex(SECRET_LETTERS // 2).encode()
        server = socket.create_server((HOST, 0), backlog=BACKLOG)
        port = server.getsockname()[1]
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(b"%d %s" % (port, self._secret))
        return server


def ask(
    place: Place,
    line: bytes,
    seconds: float,
    most_bytes: int,
    *,
    uses_port: bool = USES_PORT,
) -> bytes:
    """Say `line` to the running program and return its answer.

    Args:
        place: where it listens.
        line: what to say, with its line break.
        seconds: how long to wait for the answer.
        most_bytes: an answer that is longer is cut off here.
        uses_port: whether the place names a port.

    Raises:
        NotListening: nobody took the connection.
        NoAnswer: nothing came back in time.
    """
    deadline = time.monotonic() + seconds
    try:
        with _connected(place, seconds, uses_port=uses_port) as connection:
            connection.sendall(line)
            return _read_line(connection, most_bytes, deadline)
    except (TimeoutError, BlockingIOError) as error:  # Linux: as many wait already as may
        raise NoAnswer from error
    except (OSError, ValueError) as error:
        raise NotListening from error


def _connected(place: Place, seconds: float, *, uses_port: bool) -> socket.socket:
    """A connection. Raises OSError, and ValueError where the file with the port makes no sense."""
    if uses_port:
        with place.socket.open("rb") as file:
            port, _, secret = file.read(100).partition(b" ")
        connection = socket.create_connection((HOST, int(port)), seconds)
        connection.sendall(secret)
        return connection
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(seconds)
    try:
        connection.connect(str(place.socket))
    except OSError:
        connection.close()
        raise
    return connection


def _read_line(connection: socket.socket, most_bytes: int, deadline: float) -> bytes:
    answer = b""
    while b"\n" not in answer and len(answer) < most_bytes:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        connection.settimeout(left)
        data = connection.recv(PIECE)
        if not data:
            raise ConnectionAbortedError
        answer += data
    return answer.partition(b"\n")[0]


def _is_same_person(connection: socket.socket) -> bool:
    """Whether the program at the other end runs for the same person, where the system can tell."""
    if not hasattr(socket, "SO_PEERCRED") or connection.family != socket.AF_UNIX:
        return True  # the private folder, or the secret in it, keeps others out
    format_ = "3i"
    found = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize(format_))
    return bool(struct.unpack(format_, found)[1] == os.getuid())
