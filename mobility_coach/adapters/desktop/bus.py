"""The desktop's message bus (D-Bus): calls that never raise, never hang, and give None where nobody answers.

What is not there (no bus, no such service, no jeepney on this system) is no error here: whoever asks goes
on without it and says so. One object is for one thread at a time.
"""

import logging
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from mobility_coach.adapters.desktop.bus_wire import FAULTS, Received, Wire

if TYPE_CHECKING:
    from socket import socket

_log = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.5
"""How long a call waits, unless it is told otherwise."""

LEFT_ALONE_SECONDS = 300.0
"""How long a peer that did not answer in time is not asked again: each try would hold the window up."""

FAIR_SECONDS = 0.05
"""Who had less time than this, as others had used it up, is not left alone for that."""

MOST_SIGNALS = 100
MOST_MESSAGES = 1_000
MOST_ADDRESSES = 4
_ROOT = 0


class BusKind(StrEnum):
    """Which bus: that of the person's session, or that of the whole machine."""

    SESSION = "SESSION"
    SYSTEM = "SYSTEM"


class BusAddress(NamedTuple):
    """Who is called: the name of a service, and the path of the object that it offers."""

    service: str
    path: str


class Signal(NamedTuple):
    """Something that a service told: `sender` is the unique name of its connection (":1.7")."""

    sender: str
    path: str
    interface: str
    member: str
    body: tuple[object, ...]


DRIVER = BusAddress("org.freedesktop.DBus", "/org/freedesktop/DBus")
"""The bus itself."""


class Bus:
    """A connection that is made when it is first needed, and made anew where it was lost."""

    def __init__(
        self,
        kind: BusKind = BusKind.SESSION,
        environ: Mapping[str, str] = os.environ,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._kind = kind
        self._environ = environ
        self._monotonic = monotonic
        self._wire: Wire | None = None
        self._signals: deque[Signal] = deque(maxlen=MOST_SIGNALS)
        self._alone_until: dict[str, float] = {}

    def is_reachable(self, timeout: float = PATIENCE_SECONDS) -> bool:
        """Whether there is such a bus; connects to it."""
        return self._connected(self._monotonic() + timeout) is not None

    def call(
        self,
        address: BusAddress,
        interface: str,
        member: str,
        signature: str = "",
        args: tuple[object, ...] = (),
        timeout: float = PATIENCE_SECONDS,
    ) -> tuple[object, ...] | None:
        """Call a method and return what it gives back.

        Args:
            address: who is called. A service that does not run is started, where the bus can do that.
            interface: what the method belongs to.
            member: the method's name.
            signature: types of `args` as D-Bus writes them ("su"), empty for none.
            args: its arguments.
            timeout: seconds that this may take in all.

        Returns:
            The values of the answer; in them a variant is a pair of signature and value. None where there is
            no bus, no such service or method, or no answer in time.
        """
        if self._is_left_alone(address.service):
            return None
        deadline = self._monotonic() + timeout
        wire = self._connected(deadline)
        given = self._left(deadline)
        if wire is None or not given:
            return None
        try:
            number = wire.send(_message(address, interface, member, signature, args), given)
            answer = self._answer(wire, number, deadline)
        except FAULTS as error:
            self._lose(error)
            return None
        if answer is None:
            self._leave_alone(address.service, given)
        elif answer.is_error:
            _log.debug("%s.%s was refused: %.200r", interface, member, answer.body)
        else:
            return answer.body
        return None

    def tell(
        self,
        address: BusAddress,
        interface: str,
        member: str,
        signature: str = "",
        args: tuple[object, ...] = (),
    ) -> None:
        """Call a method without waiting for an answer; the arguments are those of `call`."""
        if self._is_left_alone(address.service):
            return
        deadline = self._monotonic() + PATIENCE_SECONDS
        wire = self._connected(deadline)
        if wire is None:
            return
        from jeepney import MessageFlag  # noqa: PLC0415 - it is here once there is a connection

        message = _message(address, interface, member, signature, args)
        message.header.flags |= MessageFlag.no_reply_expected
        try:
            wire.send(message, self._left(deadline))
        except FAULTS as error:
            self._lose(error)

    def wake(self, service: str) -> None:
        """Have the bus start a service, without waiting for it."""
        self.tell(DRIVER, DRIVER.service, "StartServiceByName", "su", (service, 0))

    def owner(self, service: str, timeout: float = PATIENCE_SECONDS) -> str:
        """The unique name of the connection that has this name; empty where nobody has it."""
        answer = self.call(DRIVER, DRIVER.service, "GetNameOwner", "s", (service,), timeout)
        return str(answer[0]) if answer else ""

    def watch(self, rule: str, timeout: float = PATIENCE_SECONDS) -> bool:
        """Be told the signals that fit a match rule, for as long as this connection lasts. False: not now."""
        return self.call(DRIVER, DRIVER.service, "AddMatch", "s", (rule,), timeout) is not None

    def unwatch(self, rule: str) -> None:
        """Be told them no more."""
        self.tell(DRIVER, DRIVER.service, "RemoveMatch", "s", (rule,))

    def signals(self) -> tuple[Signal, ...]:
        """What was told since, in order; at most the last 100. Does not wait."""
        if self._wire is not None:
            try:
                self._pump(self._wire)
            except FAULTS as error:
                self._lose(error)
        found, self._signals = tuple(self._signals), deque(maxlen=MOST_SIGNALS)
        return found

    def fileno(self) -> int:
        """What becomes readable when something was told; -1 while there is no connection."""
        return -1 if self._wire is None else self._wire.fileno()

    def own_socket(self, timeout: float = PATIENCE_SECONDS) -> "socket | None":
        """A connection for the caller alone, on which nothing was said yet; None where there is no bus."""
        try:
            wire = next(self._wires(self._monotonic() + timeout), None)
        except (TimeoutError, ImportError, AttributeError) as error:
            _log.debug("There is no message bus: %s", error)
            return None
        return None if wire is None else wire.handed_over()

    def close(self) -> None:
        """Let go of the connection. May be called twice; a call makes a new one."""
        wire, self._wire = self._wire, None
        self._signals.clear()
        if wire is not None:
            wire.close()

    def _connected(self, deadline: float) -> Wire | None:
        given = self._left(deadline)
        if self._wire is None and given and not self._is_left_alone(""):
            try:
                self._wire = self._opened(deadline)
            except TimeoutError:
                self._leave_alone("", given)
            except (ImportError, AttributeError) as error:  # no jeepney, or a system without such sockets
                _log.debug("There is no message bus: %s", error)
        return self._wire

    def _opened(self, deadline: float) -> Wire | None:
        """A new connection. Raises TimeoutError where the bus hangs, ImportError without jeepney."""
        for wire in self._wires(deadline):
            if self._is_greeted(wire, deadline):
                return wire
            wire.close()
        return None

    def _wires(self, deadline: float) -> Iterator[Wire]:
        """Connections to trusted buses. Raises as `_opened` does."""
        for path in self._paths():
            try:
                wire = Wire(path, self._left(deadline))
            except TimeoutError:
                raise
            except FAULTS as error:
                _log.debug("No message bus at %r: %s", path, error)
                continue
            if self._is_trusted(wire, path):
                yield wire
            else:
                wire.close()

    def _is_trusted(self, wire: Wire, path: str) -> bool:
        """Whether the bus is run by the person or the system.

        Names in /tmp and abstract ones are free for everybody once a bus has ended.
        """
        owner = wire.owner()
        if self._kind is BusKind.SYSTEM or owner is None or owner in {os.getuid(), _ROOT}:
            return True
        _log.warning("The message bus at %r belongs to somebody else (user %d)", path, owner)
        return False

    def _is_greeted(self, wire: Wire, deadline: float) -> bool:
        """Whether the bus lets us in: nothing else may be said before. Raises TimeoutError where it hangs."""
        try:
            number = wire.send(_message(DRIVER, DRIVER.service, "Hello", "", ()), self._left(deadline))
            answer = self._answer(wire, number, deadline)
        except FAULTS as error:
            _log.debug("The message bus makes no sense: %s", error)
            return False
        if answer is None:
            wire.close()
            raise TimeoutError
        return not answer.is_error

    def _answer(self, wire: Wire, number: int, deadline: float) -> Received | None:
        """The answer to message `number`, None where it is not there in time; signals are kept meanwhile."""
        while (left := deadline - self._monotonic()) > 0:
            message = wire.receive(left)
            if message is None:
                return None
            if message.answers == number:
                return message
            self._keep(message)
        return None

    def _pump(self, wire: Wire) -> None:
        for _ in range(MOST_MESSAGES):
            message = wire.receive()
            if message is None:
                return
            self._keep(message)

    def _keep(self, message: Received) -> None:
        if message.is_signal:
            told = Signal(message.sender, message.path, message.interface, message.member, message.body)
            self._signals.append(told)

    def _paths(self) -> Iterator[str]:
        """The sockets at which this bus may listen."""
        from jeepney.bus import parse_addresses  # noqa: PLC0415 - nobody needs it before the first notice

        named = self._environ.get(f"DBUS_{self._kind}_BUS_ADDRESS", "")
        if not named:
            yield from self._usual_paths()
            return
        try:
            for transport, values in islice(parse_addresses(named), MOST_ADDRESSES):
                if transport == "unix" and "abstract" in values:
                    yield f"\0{values['abstract']}"
                elif transport == "unix" and "path" in values:
                    yield values["path"]
        except ValueError:
            _log.info("DBUS_%s_BUS_ADDRESS makes no sense: %.200r", self._kind, named)

    def _usual_paths(self) -> Iterator[str]:
        runtime = self._environ.get("XDG_RUNTIME_DIR", "")
        if self._kind is BusKind.SYSTEM:
            yield "/var/run/dbus/system_bus_socket"
        elif runtime.startswith("/"):
            yield str(PurePosixPath(runtime) / "bus")

    def _left(self, deadline: float) -> float:
        return max(deadline - self._monotonic(), 0.0)

    def _is_left_alone(self, service: str) -> bool:
        return self._monotonic() < self._alone_until.get(service, 0.0)

    def _leave_alone(self, service: str, given: float) -> None:
        """Do not ask a peer for a while that was given so many seconds, and did not answer."""
        if given < FAIR_SECONDS:
            return
        _log.info("No answer from %s in time; it is left alone for a while", service or "the message bus")
        self._alone_until[service] = self._monotonic() + LEFT_ALONE_SECONDS

    def _lose(self, error: Exception) -> None:
        """Let go of a connection that is of no use any more; what came through it before is kept."""
        _log.info("The connection to the message bus is lost: %s", error)
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()


def _message(
    address: BusAddress, interface: str, member: str, signature: str, args: tuple[object, ...]
) -> Any:  # noqa: ANN401 - jeepney names no types
    from jeepney import DBusAddress, new_method_call  # noqa: PLC0415 - it is here once there is a connection

    target = DBusAddress(address.path, bus_name=address.service, interface=interface)
    return new_method_call(target, member, signature or None, args)
