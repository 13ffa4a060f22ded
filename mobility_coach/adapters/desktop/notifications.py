"""Notifications of the desktop, by the freedesktop protocol; implements `break_ports.Notifier`.

The service that shows them may lack buttons, hang, be killed or be replaced by another one at any time. So
what it can do is asked anew of each connection that has its name.
"""

import time
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from mobility_coach.adapters.desktop.bus import Bus, BusAddress, Signal
from mobility_coach.domain.wording import tr
from mobility_coach.services.breaks.break_ports import Notice

SERVICE = BusAddress("org.freedesktop.Notifications", "/org/freedesktop/Notifications")
PATIENCE_SECONDS = 0.5
LONGEST_TITLE, LONGEST_TEXT, LONGEST_BUTTON, LONGEST_TOKEN = 200, 1_000, 60, 200
MOST_ACTIONS = 6
LONGEST_SECONDS = 3_600

DESKTOP_ENTRY = "mobility-coach"

DEFAULT = "default"
"""The action that a click on the text stands for."""

_RULE = f"type='signal',sender='{SERVICE.service}',path='{SERVICE.path}',interface='{SERVICE.service}'"
_NORMAL_URGENCY = 1
_SERVERS_CHOICE = -1
_NONE = 0


class NotificationServer(NamedTuple):
    """What shows notifications here."""

    name: str
    version: str
    has_buttons: bool


class BusNotifier:
    """One notice at a time.

    Args:
        bus: a connection of its own, so that each press is heard here.
        icon: path of the program's icon, or its name in the desktop's icons.
        monotonic: the clock.
    """

    def __init__(
        self, bus: Bus, icon: str = DESKTOP_ENTRY, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._bus = bus
        self._icon = icon
        self._monotonic = monotonic
        self._owner = ""
        self._capabilities: frozenset[str] = frozenset()
        self._shown = _NONE
        self._offered: frozenset[str] = frozenset()
        self._pressed: list[str] = []
        self._is_watching = False
        self._token = ""

    def show(self, notice: Notice) -> bool:
        """Show it in the place of the one before. False where the desktop shows none."""
        deadline = self._monotonic() + PATIENCE_SECONDS
        self._hear()  # a button of the notice before may have been pressed just now
        if not self._meet(deadline) or not self._watch(deadline):
            return False
        actions = self._actions(notice)
        answer = self._call(
            "Notify",
            "susssasa{sv}i",
            (
                "Mobility Coach",
                self._shown,
                self._icon,
                _plain(notice.title, LONGEST_TITLE),
                self._text(notice.text),
                [word for name, title in actions for word in (name, _plain(title, LONGEST_BUTTON))],
                {
                    "urgency": ("y", _NORMAL_URGENCY),
                    "transient": ("b", True),
                    "suppress-sound": ("b", True),
                    "desktop-entry": ("s", DESKTOP_ENTRY),
                    "category": ("s", "presence"),
                },
                _milliseconds(notice.seconds),
            ),
            deadline,
        )
        number = answer[0] if answer else None
        if not isinstance(number, int) or number <= _NONE:
            self._forget()
            return False
        self._shown = number
        self._offered = frozenset(name for name, _ in actions)
        return True

    def withdraw(self) -> None:
        """Take back what is shown, and with it what was pressed and not asked for yet."""
        self._pressed.clear()
        self._take_back()

    def fileno(self) -> int:
        """What becomes readable when a button was pressed; -1 while nothing is connected.

        It may be another one, or none, after each call of this object.
        """
        return self._bus.fileno()

    def pressed(self) -> tuple[str, ...]:
        """Names of the actions that were chosen since ("default" for a click on the text), in order."""
        self._hear()
        found, self._pressed = tuple(self._pressed), []
        return found

    @property
    def token(self) -> str:
        """What lets a window come to the front after the last press (XDG activation), or empty."""
        return self._token

    def server(self) -> NotificationServer | None:
        """What shows notifications here, None where nothing does."""
        deadline = self._monotonic() + PATIENCE_SECONDS
        if not self._meet(deadline):
            return None
        answer = self._call("GetServerInformation", "", (), deadline) or ()
        name, version = (str(answer[0]), str(answer[2])) if len(answer) > 2 else ("", "")
        has_buttons = "actions" in self._capabilities
        return NotificationServer(_plain(name, LONGEST_BUTTON), _plain(version, LONGEST_BUTTON), has_buttons)

    def close(self) -> None:
        """Take back what is shown and let go of the connection."""
        self.withdraw()
        self._bus.close()

    def _meet(self, deadline: float) -> bool:
        """Whether somebody shows notifications; where it is somebody new, learn what he can do."""
        owner = self._bus.owner(SERVICE.service, self._left(deadline))
        if not owner:
            self._forget()
            self._owner = ""
            self._bus.wake(SERVICE.service)  # for the next notice; this one can't wait
            return False
        if owner != self._owner:
            self._forget()
            self._owner = ""
            answer = self._call("GetCapabilities", "", (), deadline)
            if answer is None:
                return False
            named = answer[0] if answer else ()
            self._capabilities = frozenset(map(str, named)) if isinstance(named, list) else frozenset()
            self._owner = owner
        return True

    def _call(
        self, member: str, signature: str, args: tuple[object, ...], deadline: float
    ) -> tuple[object, ...] | None:
        return self._bus.call(SERVICE, SERVICE.service, member, signature, args, self._left(deadline))

    def _watch(self, deadline: float) -> bool:
        """Be told of presses; only while something is shown, as others' notices would wake us too."""
        if not self._is_watching:
            self._is_watching = self._bus.watch(_RULE, self._left(deadline))
        return self._is_watching

    def _take_back(self) -> None:
        if self._shown != _NONE:
            self._bus.tell(SERVICE, SERVICE.service, "CloseNotification", "u", (self._shown,))
        self._forget()

    def _forget(self) -> None:
        """Nothing of ours is shown any more."""
        if self._is_watching and self._bus.fileno() >= 0:
            self._bus.unwatch(_RULE)
        self._is_watching = False
        self._shown = _NONE
        self._offered = frozenset()

    def _hear(self) -> None:
        for signal in self._bus.signals():
            if signal.sender == self._owner and signal.interface == SERVICE.service:
                self._take(signal)
        if self._bus.fileno() < 0:  # the connection is lost, and with it what we were shown by
            self._owner = ""
            self._forget()

    def _take(self, signal: Signal) -> None:
        number, value = (*signal.body, None, None)[:2]
        if number != self._shown or self._shown == _NONE:
            return
        if signal.member == "ActivationToken" and isinstance(value, str):
            self._token = value if len(value) <= LONGEST_TOKEN else ""
        elif signal.member == "ActionInvoked" and isinstance(value, str) and value in self._offered:
            self._pressed.append(value)
            self._take_back()  # one press is the answer; not every service closes what was answered
        elif signal.member == "NotificationClosed":
            self._forget()

    def _actions(self, notice: Notice) -> tuple[tuple[str, str], ...]:
        """The buttons, and what a click on the text does; none where the service knows none."""
        if "actions" not in self._capabilities:
            return ()
        buttons = notice.actions[:MOST_ACTIONS]
        if any(name == DEFAULT for name, _ in buttons):
            return buttons
        return ((DEFAULT, tr("Show")), *buttons)

    def _text(self, text: str) -> str:
        plain = _plain(text, LONGEST_TEXT)
        if "body-markup" not in self._capabilities:
            return plain
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    def _left(self, deadline: float) -> float:
        return max(deadline - self._monotonic(), 0.0)


def _plain(text: str, longest: int) -> str:
    """The text without anything that steers, cut to a length."""
    return "".join(
        letter if letter == "\n" or unicodedata.category(letter)[0] != "C" else " "
        for letter in text[:longest]
    )


def _milliseconds(seconds: float) -> int:
    return round(1_000 * min(seconds, LONGEST_SECONDS)) if seconds > 0 else _SERVERS_CHOICE
