"""Offers a session on the desktop's message bus as a player (MPRIS2); implements `RemoteServer`.

It has a connection of its own, which is made on a thread of its own and then used by the one thread that
looks at the session. A bus that is not there, or goes away, ends nothing: nobody asks for anything, then.
"""

import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mobility_coach.adapters.desktop.bus import DRIVER, Bus
from mobility_coach.adapters.desktop.bus_line import BusLine
from mobility_coach.adapters.desktop.bus_wire import FAULTS
from mobility_coach.adapters.desktop.mpris import (
    NAME,
    PATH,
    PLAYER,
    PROPERTIES,
    Answer,
    Call,
    MprisPlayer,
)
from mobility_coach.services.remote.now_playing import URGENT_METHODS, NowPlaying, RemoteWish

_log = logging.getLogger(__name__)

OPEN_SECONDS = 2.0
MOST_CALLS = 16
"""So many calls are answered at one look; those behind them wait for the next."""

_DO_NOT_QUEUE = 4
_IS_OURS = frozenset({1, 4})
_IS_TAKEN = 3
_MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))

RunAside = Callable[[Callable[[], None]], None]


class BusRemote:
    """See `RemoteServer`.

    Args:
        bus: knows where the bus is; only asked for a connection.
        run_aside: gives that its thread.
        pid: tells programs of this name apart.
    """

    def __init__(self, bus: Bus, run_aside: RunAside | None = None, pid: int | None = None) -> None:
        self._bus = bus
        self._run_aside = run_aside or _on_a_thread
        self._pid = os.getpid() if pid is None else pid
        self._player = MprisPlayer(_machine_id)
        self._lock = threading.Lock()
        self._made: BusLine | None = None
        self._line: BusLine | None = None
        self._is_closed = False
        self._asked_for: dict[int, str] = {}
        self._name = ""

    @property
    def name(self) -> str:
        """The name that it is found by; empty before it has one, and without a bus."""
        return self._name

    def open(self) -> None:
        """Have a connection made."""
        self._run_aside(self._open)

    def show(self, playing: NowPlaying, position: float) -> None:
        """Tell who watches what of it is new."""
        changed = self._player.take(playing, position)
        if changed:
            self._tell(PROPERTIES, "PropertiesChanged", "sa{sv}as", (PLAYER, changed, []))

    def tell_position(self, position: float) -> None:
        """Tell who watches where the session has gone."""
        self._tell(PLAYER, "Seeked", "x", (round(position * 1_000_000),))

    def wishes(self) -> tuple[RemoteWish, ...]:
        """Answer who has called; what they asked for."""
        line = self._met()
        if line is None:
            return ()
        wishes: list[RemoteWish] = []
        try:
            for message in line.messages(MOST_CALLS):
                wish = self._hear(line, message)
                if wish is not None:
                    wishes.append(wish)
        except FAULTS as error:
            self._lose(error)
        return tuple(wishes)

    def close(self) -> None:
        """End the connection, and with it the name."""
        with self._lock:
            self._is_closed = True
            made, self._made = self._made, None
        for line in (made, self._line):
            if line is not None:
                line.close()
        self._line, self._name = None, ""

    def _open(self) -> None:
        """Make the connection, on a thread of its own: a bus that hangs holds nobody up."""
        connection = self._bus.own_socket(OPEN_SECONDS)
        if connection is None:
            return
        with self._lock:
            if not self._is_closed:
                self._made = BusLine(connection, URGENT_METHODS)
                return
        connection.close()

    def _met(self) -> BusLine | None:
        """The connection, if there is one; a new one is greeted."""
        with self._lock:
            made, self._made = self._made, None
        if made is not None:
            self._line = made
            self._ask_bus("Hello")
            self._ask_name(NAME)
        return self._line

    def _ask_name(self, name: str) -> None:
        self._ask_bus("RequestName", "su", (name, _DO_NOT_QUEUE), name)

    def _ask_bus(
        self, member: str, signature: str = "", args: tuple[object, ...] = (), name: str = ""
    ) -> None:
        """Ask the bus itself; `name` is what we have where it agrees."""
        from jeepney import DBusAddress, new_method_call  # noqa: PLC0415 - it is here with the connection

        target = DBusAddress(DRIVER.path, bus_name=DRIVER.service, interface=DRIVER.service)
        number = self._send(new_method_call(target, member, signature or None, args))
        self._asked_for[number] = name

    def _hear(self, line: BusLine, message: Any) -> RemoteWish | None:  # noqa: ANN401 - jeepney names no types
        from jeepney import HeaderFields, MessageFlag, MessageType  # noqa: PLC0415 - as above

        kind, fields = message.header.message_type, message.header.fields
        if kind is MessageType.method_call:
            call = Call(
                fields.get(HeaderFields.path, ""),
                fields.get(HeaderFields.interface, ""),
                fields.get(HeaderFields.member, ""),
                fields.get(HeaderFields.signature, ""),
                message.body,
            )
            answer = self._player.answer(call)
            if not message.header.flags & MessageFlag.no_reply_expected:
                line.send(_reply(message, answer))
            return answer.wish
        if kind is not MessageType.signal and fields.get(HeaderFields.sender) == DRIVER.service:
            self._hear_bus(fields.get(HeaderFields.reply_serial, 0), message.body)
        return None

    def _hear_bus(self, number: int, body: tuple[object, ...]) -> None:
        """The bus has answered whether the name is ours."""
        name = self._asked_for.pop(number, "")
        if not name:
            return
        if body and body[0] in _IS_OURS:
            self._name = name
        elif body and body[0] == _IS_TAKEN and name == NAME:
            self._ask_name(f"{NAME}.instance{self._pid}")
        else:
            _log.info("The message bus gives us no name: %.200r", body)

    def _tell(self, interface: str, member: str, signature: str, body: tuple[object, ...]) -> None:
        if not self._name:
            return
        from jeepney import DBusAddress, new_signal  # noqa: PLC0415 - as above

        self._send(new_signal(DBusAddress(PATH, interface=interface), member, signature, body))

    def _send(self, message: Any) -> int:  # noqa: ANN401 - as above
        """Send it; its number, or 0 where nobody takes it."""
        try:
            return 0 if self._line is None else self._line.send(message)
        except FAULTS as error:
            self._lose(error)
            return 0

    def _lose(self, error: Exception) -> None:
        _log.info("Remotes do not reach the session any more: %s", error)
        self.close()


def _reply(message: Any, answer: Answer) -> Any:  # noqa: ANN401 - as above
    from jeepney import new_error, new_method_return  # noqa: PLC0415 - as above

    if answer.error:
        return new_error(message, answer.error, answer.signature, answer.body)
    return new_method_return(message, answer.signature or None, answer.body)


def _machine_id() -> str:
    for path in _MACHINE_IDS:
        try:
            return path.read_text(encoding="ascii").strip()[:64]
        except (OSError, ValueError):
            continue
    return ""


def _on_a_thread(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="remote-connect", daemon=True).start()
