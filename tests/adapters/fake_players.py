"""Media players on a bus, served by one thread: good ones, and some of ill will."""

import contextlib
import selectors
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from jeepney import HeaderFields, MessageFlag, MessageType, message_bus, new_error, new_method_return
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.adapters.dunst_desktop import PATIENCE

PREFIX = "org.mpris.MediaPlayer2."


@dataclass
class FakePlayer:
    """One player. `answer` is what it says of its state in the place of the truth; `is_mute` says nothing."""

    name: str
    status: str = "Playing"
    answer: tuple[str, tuple[Any, ...]] | None = None
    is_mute: bool = False
    told: list[str] = field(default_factory=list)

    def reply(self, member: str) -> tuple[str, tuple[Any, ...]] | None:
        """Signature and values; None for what it does not know."""
        if member == "Get":
            return self.answer or ("v", (("s", self.status),))
        self.told.append(member)
        if member in {"Pause", "Play"}:
            self.status = {"Pause": "Paused", "Play": "Playing"}[member]
            return "", ()
        return None


class FakePlayers:
    """They are on the bus from `add` to `remove`, or to the end."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._address = environ["DBUS_SESSION_BUS_ADDRESS"]
        self._selector = selectors.DefaultSelector()
        self._lock = threading.RLock()
        self._connections: dict[str, DBusConnection] = {}
        self._is_over = False
        self._thread = threading.Thread(target=self._serve, name="fake-players", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over = True
        self._thread.join(PATIENCE)
        for name in tuple(self._connections):
            self.remove(name)
        self._selector.close()

    def add(self, name: str, **more: Any) -> FakePlayer:  # noqa: ANN401 - what a player is made with
        """Start one; it is there at once."""
        player = FakePlayer(name, **more)
        connection = open_dbus_connection(bus=self._address)
        connection.send_and_get_reply(message_bus.RequestName(PREFIX + name, 0), timeout=PATIENCE)
        with self._lock:
            self._connections[name] = connection
            self._selector.register(connection.sock, selectors.EVENT_READ, (player, connection))
        return player

    def remove(self, name: str) -> None:
        """End one."""
        with self._lock:
            connection = self._connections.pop(name)
            self._selector.unregister(connection.sock)
            connection.close()

    def _serve(self) -> None:
        while not self._is_over:
            ready = self._selector.select(0.02)
            with self._lock:
                for key, _ in ready:
                    if key.data[1].sock.fileno() >= 0:  # not removed meanwhile
                        self._answer(*key.data)

    def _answer(self, player: FakePlayer, connection: DBusConnection) -> None:
        with contextlib.suppress(TimeoutError, OSError):
            while True:
                message = connection.receive(timeout=0)
                if message.header.message_type is not MessageType.method_call or player.is_mute:
                    continue
                reply = player.reply(message.header.fields[HeaderFields.member])
                if message.header.flags & MessageFlag.no_reply_expected:
                    continue
                if reply is None:
                    connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
                else:
                    connection.send(new_method_return(message, reply[0] or None, reply[1]))
