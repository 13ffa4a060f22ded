"""What desktops tell on the message bus: a locked screen, films and talks, do not disturb.

Only services that run are asked, so that looking starts nothing. None of this sees a full screen under
Wayland; films and talks keep the screen on, and are found by that.
"""

import logging
import os
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from mobility_coach.adapters.desktop.bus import DRIVER, BusAddress
from mobility_coach.adapters.desktop.idle import BusCaller
from mobility_coach.domain.breaks.state import Block

_log = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.35
"""What is not told by then does not block."""

CALL_SECONDS = 0.25
MOST_INHIBITORS = 32
OWN_NAME = "mobility-coach"

_PROPERTIES = "org.freedesktop.DBus.Properties"
_KEEPS_SCREEN_ON = 8  # of GNOME's inhibitors: the session does not become idle
_KDE_SCREEN = 4  # of KDE's: the screen's settings are not changed

Answer = tuple[object, ...] | None
RunTool = Callable[[Sequence[str], float], str]


class Question(NamedTuple):
    """A call that answers yes or no."""

    block: Block
    address: BusAddress
    interface: str
    member: str
    signature: str = ""
    args: tuple[object, ...] = ()


def _saver(desktop: str) -> Question:
    address = BusAddress(f"org.{desktop}.ScreenSaver", f"/org/{desktop}/ScreenSaver")
    return Question(Block.LOCKED, address, address.service, "GetActive")


def _of_notifications(interface: str, name: str) -> Question:
    """A property of whoever shows the desktop's notifications."""
    address = BusAddress("org.freedesktop.Notifications", "/org/freedesktop/Notifications")
    return Question(Block.DO_NOT_DISTURB, address, _PROPERTIES, "Get", "ss", (interface, name))


def _xfce(block: Block, channel: str, name: str) -> Question:
    address = BusAddress("org.xfce.Xfconf", "/org/xfce/Xfconf")
    return Question(block, address, address.service, "GetProperty", "ss", (channel, name))


QUESTIONS = (
    _saver("gnome"),
    _saver("freedesktop"),  # KDE
    _saver("cinnamon"),
    _saver("mate"),
    _saver("xfce"),
    _of_notifications("org.freedesktop.Notifications", "Inhibited"),  # KDE
    _of_notifications("org.dunstproject.cmd0", "paused"),
    _xfce(Block.DO_NOT_DISTURB, "xfce4-notifyd", "/do-not-disturb"),
    _xfce(Block.PRESENTATION, "xfce4-power-manager", "/xfce4-power-manager/presentation-mode"),
    Question(
        Block.DO_NOT_DISTURB,
        BusAddress("org.erikreider.swaync.cc", "/org/erikreider/swaync/cc"),
        "org.erikreider.swaync.cc",
        "GetDnd",
    ),
)
"""What is asked on the session's bus. Who keeps only the machine awake, as a player of music does, is not."""

SHELL_SETTINGS = {
    "GNOME": ("org.gnome.desktop.notifications", "show-banners"),
    "UNITY": ("org.gnome.desktop.notifications", "show-banners"),
    "X-CINNAMON": ("org.cinnamon.desktop.notifications", "display-notifications"),
}
"""Desktops whose "do not disturb" no service tells: the setting that is false while it is on."""

_SESSION_MANAGER = BusAddress("org.gnome.SessionManager", "/org/gnome/SessionManager")
_KDE_POWER = BusAddress(
    "org.kde.Solid.PowerManagement.PolicyAgent", "/org/kde/Solid/PowerManagement/PolicyAgent"
)
_LOGIN = BusAddress("org.freedesktop.login1", "/org/freedesktop/login1")
_LOGIN_SESSION = BusAddress("org.freedesktop.login1", "/org/freedesktop/login1/session/auto")


class DesktopBlocks:
    """Implements `mobility_coach.adapters.desktop.blocks.Desktop` over both buses."""

    def __init__(
        self,
        session: BusCaller,
        system: BusCaller,
        environ: Mapping[str, str],
        clock: Callable[[], float] = time.monotonic,
        run: RunTool | None = None,
    ) -> None:
        self._session = session
        self._system = system
        self._clock = clock
        self._run = run or _run
        self._until = 0.0
        desktops = environ.get("XDG_CURRENT_DESKTOP", "").upper().split(":")
        self._setting = next((SHELL_SETTINGS[name] for name in desktops if name in SHELL_SETTINGS), None)

    def blocks(self, wanted: Collection[Block]) -> frozenset[Block]:
        """Those of `wanted` that hold; takes a third of a second at most."""
        self._until = self._clock() + PATIENCE_SECONDS
        names = self._services() if wanted else frozenset()
        found = {
            each
            for each in (Block.LOCKED, Block.PRESENTATION, Block.DO_NOT_DISTURB)
            if each in wanted and self._holds(each, names)
        }
        return frozenset(found)

    def _holds(self, block: Block, names: frozenset[object]) -> bool:
        if any(
            self._is_so(question)
            for question in QUESTIONS
            if question.block is block and question.address.service in names
        ):
            return True
        if block is Block.LOCKED:
            return self._is_session_locked()
        if block is Block.DO_NOT_DISTURB:
            return self._is_banner_off()
        return (
            (_SESSION_MANAGER.service in names and self._gnome_stays_awake())
            or (_KDE_POWER.service in names and self._kde_stays_awake())
            or self._login_stays_awake()
        )

    def _services(self) -> frozenset[object]:
        names = _first(self._ask(self._session, DRIVER, DRIVER.service, "ListNames"))
        return (
            frozenset(each for each in names if isinstance(each, str))
            if isinstance(names, list)
            else frozenset()
        )

    def _is_so(self, question: Question) -> bool:
        answer = self._ask(
            self._session,
            question.address,
            question.interface,
            question.member,
            question.signature,
            question.args,
        )
        return _plain(_first(answer)) is True

    def _is_session_locked(self) -> bool:
        args = ("org.freedesktop.login1.Session", "LockedHint")
        return _plain(_first(self._ask(self._system, _LOGIN_SESSION, _PROPERTIES, "Get", "ss", args))) is True

    def _is_banner_off(self) -> bool:
        rest = self._until - self._clock()
        if self._setting is None or rest <= 0:
            return False
        return self._run(("gsettings", "get", *self._setting), rest).strip() == "false"

    def _gnome_stays_awake(self) -> bool:
        """Whether a program other than ours keeps the session from becoming idle."""
        manager, bus = _SESSION_MANAGER.service, self._session
        if (
            _first(self._ask(bus, _SESSION_MANAGER, manager, "IsInhibited", "u", (_KEEPS_SCREEN_ON,)))
            is not True
        ):
            return False
        paths = _first(self._ask(bus, _SESSION_MANAGER, manager, "GetInhibitors"))
        for path in paths[:MOST_INHIBITORS] if isinstance(paths, list) else ():
            one, interface = BusAddress(manager, str(path)), f"{manager}.Inhibitor"
            flags = _first(self._ask(bus, one, interface, "GetFlags"))
            if not isinstance(flags, int) or not flags & _KEEPS_SCREEN_ON:
                continue
            if _first(self._ask(bus, one, interface, "GetAppId")) != OWN_NAME:
                return True
        return False

    def _kde_stays_awake(self) -> bool:
        bus, interface = self._session, _KDE_POWER.service
        if _first(self._ask(bus, _KDE_POWER, interface, "HasInhibition", "u", (_KDE_SCREEN,))) is not True:
            return False
        listed = _first(self._ask(bus, _KDE_POWER, interface, "ListInhibitions"))
        if not isinstance(listed, list):
            return True
        return any(isinstance(each, tuple) and each[:1] != (OWN_NAME,) for each in listed)

    def _login_stays_awake(self) -> bool:
        """Whether a program of the person's, other than ours, keeps the session from becoming idle."""
        listed = _first(self._ask(self._system, _LOGIN, f"{_LOGIN.service}.Manager", "ListInhibitors"))
        for each in listed[:MOST_INHIBITORS] if isinstance(listed, list) else ():
            match each:
                case (str() as what, str(), str(), "block", int() as uid, int() as pid):
                    if "idle" in what.split(":") and uid == os.getuid() and pid != os.getpid():
                        return True
        return False

    def _ask(
        self,
        bus: BusCaller,
        address: BusAddress,
        interface: str,
        member: str,
        signature: str = "",
        args: tuple[object, ...] = (),
    ) -> Answer:
        rest = self._until - self._clock()
        if rest <= 0:
            _log.info("%s is not asked: others took too long", address.service)
            return None
        return bus.call(address, interface, member, signature, args, timeout=min(CALL_SECONDS, rest))


def _first(answer: Answer) -> object:
    return answer[0] if answer else None


def _plain(value: object) -> object:
    """What a variant holds; a value that is none as it is."""
    return value[1] if isinstance(value, tuple) and len(value) == 2 else value


def _run(command: Sequence[str], seconds: float) -> str:
    import subprocess  # noqa: PLC0415 - two desktops alone need it

    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        _log.info("%s did not answer: %s", command[0], error)
        return ""
    return done.stdout[:1_000].decode("utf-8", "replace")
