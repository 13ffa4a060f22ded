"""What a session is on the message bus: the objects, properties and methods of MPRIS2. Pure."""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from mobility_coach.domain.wording import tr
from mobility_coach.services.remote.now_playing import PLAYER_METHODS, NowPlaying, RemoteWish, VolumeWish

NAME = "org.mpris.MediaPlayer2.mobility_coach"
PATH = "/org/mpris/MediaPlayer2"
ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
PROPERTIES = "org.freedesktop.DBus.Properties"
DESKTOP_ENTRY = "mobility-coach"

LONGEST_TEXT = 200

_PEER = "org.freedesktop.DBus.Peer"
_INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"
_TRACKS = "/mobility_coach/track"
_WRITABLE = frozenset({"Rate", "Volume"})
_MICROSECONDS = 1_000_000

Values = Mapping[str, tuple[str, object]]
"""Properties by name, each with its type."""

METHODS: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    _PEER: {"Ping": (), "GetMachineId": ()},
    _INTROSPECTABLE: {"Introspect": ()},
    PROPERTIES: {
        "Get": (("interface", "s"), ("name", "s")),
        "GetAll": (("interface", "s"),),
        "Set": (("interface", "s"), ("name", "s"), ("value", "v")),
    },
    ROOT: {"Raise": (), "Quit": ()},
    PLAYER: {
        **dict.fromkeys(PLAYER_METHODS, ()),
        "Seek": (("Offset", "x"),),
        "SetPosition": (("TrackId", "o"), ("Position", "x")),
        "OpenUri": (("Uri", "s"),),
    },
}
"""What each method is given."""

_GIVEN = {
    (PROPERTIES, "Get"): "v",
    (PROPERTIES, "GetAll"): "a{sv}",
    (_INTROSPECTABLE, "Introspect"): "s",
    (_PEER, "GetMachineId"): "s",
}
"""The types of what methods give back; the others give nothing."""

_SIGNALS: dict[str, dict[str, tuple[str, ...]]] = {
    PROPERTIES: {"PropertiesChanged": ("s", "a{sv}", "as")},
    PLAYER: {"Seeked": ("x",)},
}


class Call(NamedTuple):
    """What somebody calls; an `interface` that is empty stands for any that has the method."""

    path: str
    interface: str
    member: str
    signature: str
    body: tuple[object, ...]


class Answer(NamedTuple):
    """What is answered: values with their types, or the name of an error with words about it."""

    signature: str = ""
    body: tuple[object, ...] = ()
    error: str = ""
    wish: RemoteWish | None = None


class MprisPlayer:
    """The player as others see it.

    Args:
        machine_id: tells the name of this machine on the bus; empty where it has none.
    """

    def __init__(self, machine_id: Callable[[], str]) -> None:
        self._machine_id = machine_id
        self._position = 0.0
        self._told = player_values(NowPlaying())

    def take(self, playing: NowPlaying, position: float) -> Values:
        """Take over what is so now; what of it is to be told to all who watch."""
        values, before = player_values(playing), self._told
        self._told, self._position = values, position
        return {name: value for name, value in values.items() if value != before[name]}

    def answer(self, call: Call) -> Answer:
        """Answer a call, whatever it may be."""
        interface = call.interface or _interface_of(call.member)
        arguments = METHODS.get(interface, {}).get(call.member)
        if arguments is None:
            return _refusal("UnknownMethod", f"There is no method {call.member}")
        if call.signature != "".join(kind for _, kind in arguments):
            return _refusal("InvalidArgs", f"{call.member} takes other arguments")
        return self._served(call, interface)

    def _served(self, call: Call, interface: str) -> Answer:
        if interface == _INTROSPECTABLE:
            return self._introspect(call.path)
        if interface == _PEER:
            return self._as_peer(call.member)
        if call.path != PATH:
            return _refusal("UnknownObject", "There is no such object")
        if interface == PROPERTIES:
            return self._property(call)
        if call.member == "OpenUri":
            return _refusal("NotSupported", "Sessions are opened in the program")
        return Answer(wish=PLAYER_METHODS.get(call.member))

    def _introspect(self, path: str) -> Answer:
        if path == PATH:
            tree = _described({ROOT: root_values(), PLAYER: self._all_player_values()})
        elif PATH.startswith(path if path == "/" else f"{path}/"):
            child = PATH[len(path) :].strip("/").partition("/")[0]
            tree = f"<node>\n <node name={quoteattr(child)}/>\n</node>\n"
        else:
            return _refusal("UnknownObject", "There is no such object")
        return Answer("s", (tree,))

    def _as_peer(self, member: str) -> Answer:
        if member == "Ping":
            return Answer()
        machine_id = self._machine_id()
        if not machine_id:
            return _refusal("Failed", "This machine has no id")
        return Answer("s", (machine_id,))

    def _property(self, call: Call) -> Answer:
        interface, name = str(call.body[0]), str(call.body[1]) if len(call.body) > 1 else ""
        values = self._values(interface)
        if call.member == "GetAll":
            return Answer("a{sv}", (dict(values),))
        if name not in values:
            return _refusal("UnknownProperty", "There is no such property")
        if call.member == "Get":
            return Answer("v", (values[name],))
        return _changed(name, call.body[2])

    def _values(self, interface: str) -> Values:
        """The properties of an interface; none of one that has none."""
        if interface == PLAYER:
            return self._all_player_values()
        return root_values() if interface == ROOT else {}

    def _all_player_values(self) -> Values:
        return {**self._told, "Position": ("x", round(self._position * _MICROSECONDS))}


def root_values() -> Values:
    """The properties of the program: there is nothing to bring to the front, to end or to open from afar."""
    return {
        "CanQuit": ("b", False),
        "CanRaise": ("b", False),
        "HasTrackList": ("b", False),
        "Identity": ("s", tr("Mobility Coach")),
        "DesktopEntry": ("s", DESKTOP_ENTRY),
        "SupportedUriSchemes": ("as", []),
        "SupportedMimeTypes": ("as", []),
    }


def player_values(playing: NowPlaying) -> Values:
    """The properties of the session, without its position, which moves all the time."""
    return {
        "PlaybackStatus": ("s", playing.playback.value),
        "Rate": ("d", 1.0),
        "MinimumRate": ("d", 1.0),
        "MaximumRate": ("d", 1.0),
        "Metadata": ("a{sv}", _metadata(playing)),
        "Volume": ("d", playing.volume),
        "CanGoNext": ("b", playing.can_go_next),
        "CanGoPrevious": ("b", playing.can_go_previous),
        "CanPlay": ("b", playing.can_play),
        "CanPause": ("b", playing.can_play),
        "CanSeek": ("b", False),
        "CanControl": ("b", True),
    }


def _metadata(playing: NowPlaying) -> dict[str, tuple[str, object]]:
    return {
        "mpris:trackid": ("o", f"{_TRACKS}/{playing.track}"),
        "mpris:length": ("x", playing.seconds * _MICROSECONDS),
        "xesam:title": ("s", _plain(playing.title)),
        "xesam:artist": ("as", [tr("Mobility Coach")]),
        "xesam:album": ("s", _plain(playing.album)),
    }


def _changed(name: str, value: object) -> Answer:
    """What comes of setting a property: a wish at most, since the session says what it is."""
    if name not in _WRITABLE:
        return _refusal("PropertyReadOnly", f"{name} can only be read")
    match value:
        case ("d", float(number)) if math.isfinite(number):
            return Answer(wish=VolumeWish(min(max(number, 0.0), 1.0)) if name == "Volume" else None)
    return _refusal("InvalidArgs", f"{name} is a number")


def _interface_of(member: str) -> str:
    return next((interface for interface, members in METHODS.items() if member in members), "")


def _refusal(error: str, words: str) -> Answer:
    return Answer("s", (_plain(words),), f"org.freedesktop.DBus.Error.{error}")


def _described(values: Mapping[str, Values]) -> str:
    """The object as XML, for who asks what can be called."""
    lines = [
        f" <interface name={quoteattr(interface)}>\n{''.join(_interface(interface, values))} </interface>\n"
        for interface in METHODS
    ]
    return f"<node>\n{''.join(lines)}</node>\n"


def _interface(interface: str, values: Mapping[str, Values]) -> Iterator[str]:
    for member, arguments in METHODS[interface].items():
        yield f'  <method name="{member}">\n'
        for name, kind in arguments:
            yield f'   <arg name="{name}" type="{kind}" direction="in"/>\n'
        if given := _GIVEN.get((interface, member)):
            yield f'   <arg type="{given}" direction="out"/>\n'
        yield "  </method>\n"
    for member, kinds in _SIGNALS.get(interface, {}).items():
        told = "".join(f'<arg type="{kind}"/>' for kind in kinds)
        yield f'  <signal name="{member}">{told}</signal>\n'
    for name, (kind, _) in values.get(interface, {}).items():
        access = "readwrite" if name in _WRITABLE else "read"
        yield f'  <property name="{name}" type="{kind}" access="{access}"/>\n'


def _plain(text: str) -> str:
    """The text as the bus takes it: short, whole, and without zeros."""
    return text[:LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8").replace("\0", "")
