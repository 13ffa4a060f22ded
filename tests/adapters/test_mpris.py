"""The player on the bus: what it answers to whom, whatever is asked."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from mobility_coach.adapters.desktop.mpris import (
    METHODS,
    PATH,
    PLAYER,
    PROPERTIES,
    ROOT,
    Answer,
    Call,
    MprisPlayer,
)
from mobility_coach.domain.commands import Command
from mobility_coach.services.remote.now_playing import NowPlaying, Playback, VolumeWish

PEER, INTROSPECTABLE = "org.freedesktop.DBus.Peer", "org.freedesktop.DBus.Introspectable"
ERROR = "org.freedesktop.DBus.Error."
PLAYING = NowPlaying(Playback.PLAYING, 2, "A · Circles, left", "Ankle rolls", 32, can_play=True)


@pytest.fixture
def player() -> MprisPlayer:
    made = MprisPlayer(lambda: "f00d")
    made.take(PLAYING, 1.5)
    return made


def call(member: str, *body: object, interface: str = PLAYER, signature: str = "", path: str = PATH) -> Call:
    return Call(path, interface, member, signature, body)


def got(player: MprisPlayer, interface: str, name: str) -> object:
    answer = player.answer(call("Get", interface, name, interface=PROPERTIES, signature="ss"))
    assert answer.signature == "v", answer
    (value,) = answer.body
    return value


def test_the_session_is_read(player: MprisPlayer) -> None:
    assert got(player, PLAYER, "PlaybackStatus") == ("s", "Playing")
    assert got(player, PLAYER, "Position") == ("x", 1_500_000)
    assert got(player, ROOT, "Identity") == ("s", "Mobility Coach")
    assert got(player, PLAYER, "Metadata") == (
        "a{sv}",
        {
            "mpris:trackid": ("o", "/mobility_coach/track/2"),
            "mpris:length": ("x", 32_000_000),
            "xesam:title": ("s", "A · Circles, left"),
            "xesam:artist": ("as", ["Mobility Coach"]),
            "xesam:album": ("s", "Ankle rolls"),
        },
    )


@pytest.mark.parametrize(
    ("interface", "count"), [(PLAYER, 13), (ROOT, 7), (PEER, 0), ("org.example", 0), ("", 0)]
)
def test_all_of_an_interface_is_read_at_once(player: MprisPlayer, interface: str, count: int) -> None:
    answer = player.answer(call("GetAll", interface, interface=PROPERTIES, signature="s"))
    assert answer.signature == "a{sv}"
    (values,) = answer.body
    assert isinstance(values, dict)
    assert len(values) == count


def test_only_what_has_changed_is_told(player: MprisPlayer) -> None:
    assert player.take(PLAYING, 2.5) == {}
    assert player.take(replace(PLAYING, playback=Playback.PAUSED), 2.5) == {"PlaybackStatus": ("s", "Paused")}
    assert set(player.take(replace(PLAYING, track=3), 0.0)) == {"PlaybackStatus", "Metadata"}


def test_texts_from_files_are_made_fit_for_the_bus(player: MprisPlayer) -> None:
    changed = player.take(replace(PLAYING, title="a\0b\ud800" + "c" * 500), 0.0)
    metadata = changed["Metadata"][1]
    assert isinstance(metadata, dict)
    assert metadata["xesam:title"] == ("s", "ab?" + "c" * 196)


@pytest.mark.parametrize(
    ("member", "wish"),
    [
        ("Play", Command.RESUME),
        ("Pause", Command.PAUSE),
        ("PlayPause", Command.TOGGLE),
        ("Stop", Command.STOP),
        ("Next", Command.NEXT),
        ("Previous", Command.PREVIOUS),
    ],
)
def test_methods_are_commands(player: MprisPlayer, member: str, wish: Command) -> None:
    assert player.answer(call(member)) == Answer(wish=wish)
    assert player.answer(call(member, interface="")) == Answer(wish=wish)


@pytest.mark.parametrize(
    ("asked"),
    [
        call("Seek", 5, signature="x"),
        call("SetPosition", "/x", 5, signature="ox"),
        call("Raise", interface=ROOT),
        call("Quit", interface=ROOT),
        call("Ping", interface=PEER, path="/anywhere"),
        call("Set", PLAYER, "Rate", ("d", 2.0), interface=PROPERTIES, signature="ssv"),
    ],
)
def test_what_cannot_be_done_is_taken_for_nothing(player: MprisPlayer, asked: Call) -> None:
    assert player.answer(asked) == Answer()


@pytest.mark.parametrize(
    ("value", "wish"),
    [
        (("d", 0.3), VolumeWish(0.3)),
        (("d", -4.0), VolumeWish(0.0)),
        (("d", 1e300), VolumeWish(1.0)),
        (("d", float("nan")), None),
        (("d", float("inf")), None),
        (("s", "loud"), None),
        (("u", 1), None),
        (("v", ("d", 0.3)), None),
    ],
)
def test_a_volume_is_a_number(player: MprisPlayer, value: object, wish: VolumeWish | None) -> None:
    answer = player.answer(call("Set", PLAYER, "Volume", value, interface=PROPERTIES, signature="ssv"))
    assert answer.wish == wish
    assert answer.error == ("" if wish else f"{ERROR}InvalidArgs")


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (call("Explode"), "UnknownMethod"),
        (call("", interface=""), "UnknownMethod"),
        (call("Play", interface=ROOT), "UnknownMethod"),
        (call("Play", interface="org.example.Player"), "UnknownMethod"),
        (call("Play", 1, signature="u"), "InvalidArgs"),
        (call("Get", PLAYER, interface=PROPERTIES, signature="s"), "InvalidArgs"),
        (call("Play", path="/"), "UnknownObject"),
        (call("Introspect", interface=INTROSPECTABLE, path="/org/mpris/MediaPlayer2/x"), "UnknownObject"),
        (call("Introspect", interface=INTROSPECTABLE, path="/or"), "UnknownObject"),
        (call("Get", PLAYER, "Colour", interface=PROPERTIES, signature="ss"), "UnknownProperty"),
        (call("Get", "org.example", "Volume", interface=PROPERTIES, signature="ss"), "UnknownProperty"),
        (
            call("Set", ROOT, "Identity", ("s", "x"), interface=PROPERTIES, signature="ssv"),
            "PropertyReadOnly",
        ),
        (call("OpenUri", "file:///etc/passwd", signature="s"), "NotSupported"),
    ],
)
def test_nonsense_gets_an_error(player: MprisPlayer, asked: Call, error: str) -> None:
    answer = player.answer(asked)
    assert answer.error == ERROR + error
    assert answer.signature == "s"
    assert answer.wish is None


def test_the_tree_leads_to_the_object(player: MprisPlayer) -> None:
    path = ""
    for name in PATH.strip("/").split("/"):
        (tree,) = player.answer(call("Introspect", interface=INTROSPECTABLE, path=path or "/")).body
        assert [node.get("name") for node in ET.fromstring(str(tree))] == [name]
        path += f"/{name}"
    (tree,) = player.answer(call("Introspect", interface=INTROSPECTABLE, path=path)).body
    described = {each.get("name"): each for each in ET.fromstring(str(tree))}
    assert set(described) == set(METHODS)
    methods = {each.get("name") for each in described[PLAYER].findall("method")}
    assert methods == set(METHODS[PLAYER])
    writable = {
        p.get("name") for p in described[PLAYER].findall("property") if p.get("access") == "readwrite"
    }
    assert writable == {"Rate", "Volume"}


def test_the_machine_has_an_id_or_says_so(player: MprisPlayer) -> None:
    asked = call("GetMachineId", interface=PEER)
    assert player.answer(asked).body == ("f00d",)
    assert MprisPlayer(lambda: "").answer(asked).error == f"{ERROR}Failed"
