"""Notifications: shown, replaced, pressed and withdrawn by a real dunst; and by services that do it badly."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mobility_coach.adapters.desktop.bus import Bus, BusAddress
from mobility_coach.adapters.desktop.notifications import BusNotifier, NotificationServer
from mobility_coach.services.breaks.break_ports import Notice
from tests.adapters.dunst_desktop import MISSING, DunstDesktop, wait_for

pytest.importorskip("jeepney", reason="D-Bus is for Linux")

from tests.adapters.fake_bus import FakeBus

NOTICE = Notice(
    "Time to move",
    "Ankles, 2 minutes",
    (("start", "Start now"), ("snooze", "Snooze 5 min"), ("skip", "Skip")),
    30.0,
)


# --- a real one ---

needs_dunst = pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)}")


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DunstDesktop]:
    with DunstDesktop(tmp_path_factory.mktemp("dunst")) as made:
        made.start_dunst()
        yield made


@pytest.fixture
def notifier(desktop: DunstDesktop) -> Iterator[BusNotifier]:
    made = BusNotifier(Bus(environ=desktop.environ))
    yield made
    made.close()


@needs_dunst
def test_the_service_is_known_by_its_name(notifier: BusNotifier) -> None:
    server = notifier.server()
    assert server is not None
    assert server.name == "dunst"
    assert server.has_buttons


@needs_dunst
@pytest.mark.parametrize(
    ("button", "name"),
    [("Start now", "start"), ("Snooze 5 min", "snooze"), ("Skip", "skip"), ("Show", "default")],
)
def test_a_button_is_heard_once_and_the_notice_goes(
    desktop: DunstDesktop, notifier: BusNotifier, button: str, name: str
) -> None:
    assert notifier.show(NOTICE)
    assert notifier.pressed() == ()
    desktop.press(button)
    assert wait_for(notifier.fileno())
    assert notifier.pressed() == (name,)
    assert notifier.pressed() == ()
    assert desktop.displayed() == 0


@needs_dunst
def test_a_notice_replaces_the_one_before(desktop: DunstDesktop, notifier: BusNotifier) -> None:
    assert notifier.show(NOTICE)
    assert notifier.show(replace(NOTICE, text="Ankles, in 10 seconds"))
    assert desktop.displayed() == 1
    notifier.withdraw()
    assert desktop.displayed() == 0
    assert notifier.show(NOTICE)
    assert desktop.displayed() == 1
    notifier.close()
    assert desktop.displayed() == 0
    assert notifier.fileno() == -1


@needs_dunst
def test_what_is_closed_by_hand_is_no_answer(desktop: DunstDesktop, notifier: BusNotifier) -> None:
    assert notifier.show(replace(NOTICE, title="A <u>title</u>", text="Hips & <b>ankles</b>\n\a&amp; more"))
    desktop.control("close")
    assert wait_for(notifier.fileno())
    assert notifier.pressed() == ()
    shown = desktop.history()[0]
    assert shown["summary"] == "A <u>title</u>"
    assert shown["body"] == "Hips &amp; &lt;b&gt;ankles&lt;/b&gt;\n &amp;amp; more"
    assert shown["timeout"] == 30_000_000


@needs_dunst
def test_a_service_that_is_killed_and_comes_back(desktop: DunstDesktop, notifier: BusNotifier) -> None:
    assert notifier.show(NOTICE)
    desktop.kill_dunst()
    notifier.pressed()
    assert not notifier.show(NOTICE)
    notifier.withdraw()
    assert notifier.server() is None
    desktop.start_dunst()
    assert notifier.show(NOTICE)
    assert desktop.displayed() == 1
    desktop.press("Skip")
    while not (pressed := notifier.pressed()):
        assert wait_for(notifier.fileno())
    assert pressed == ("skip",)


# --- bad ones ---


@pytest.fixture
def server() -> Iterator[FakeBus]:
    with tempfile.TemporaryDirectory(prefix="mc") as folder:
        made = FakeBus(Path(folder) / "bus")
        made.answers |= {
            "GetNameOwner": ("s", (":1.2",)),
            "GetCapabilities": ("as", (["actions", "body"],)),
            "Notify": ("u", (7,)),
            "CloseNotification": ("", ()),
            "GetServerInformation": ("ssss", ("plain", "nobody", "1", "1.2")),
        }
        yield made
        made.close()


@pytest.fixture
def shown(server: FakeBus) -> Iterator[BusNotifier]:
    """A notifier of which something is shown."""
    made = BusNotifier(Bus(environ=server.environ), icon="coach.svg")
    assert made.show(NOTICE)
    yield made
    made.close()


def notified(server: FakeBus) -> tuple[object, ...]:
    """What was said to the service last."""
    return [body for member, body in server.heard if member == "Notify"][-1]


Told = tuple[str, str, tuple[object, ...]]


def told(server: FakeBus, shown: BusNotifier, *signals: Told) -> tuple[str, ...]:
    """What was pressed, after the service has told these signals and nothing more."""
    for member, signature, body in signals:
        server.tell(member, signature, body)
    server.tell("ActionInvoked", "us", (7, "skip"))
    found: tuple[str, ...] = ()
    while "skip" not in found:
        assert wait_for(shown.fileno())
        found += shown.pressed()
    return found[:-1]


def test_all_that_is_asked_of_the_service(server: FakeBus, shown: BusNotifier) -> None:
    assert server.members() == ["Hello", "GetNameOwner", "GetCapabilities", "AddMatch", "Notify"]
    assert notified(server) == (
        "Mobility Coach",
        0,
        "coach.svg",
        "Time to move",
        "Ankles, 2 minutes",
        ["default", "Show", "start", "Start now", "snooze", "Snooze 5 min", "skip", "Skip"],
        {
            "urgency": ("y", 1),
            "transient": ("b", True),
            "suppress-sound": ("b", True),
            "desktop-entry": ("s", "mobility-coach"),
            "category": ("s", "presence"),
        },
        30_000,
    )
    assert shown.show(Notice("x" * 500, "A <b> & c\0", (("default", "Go"), ("skip", "S" * 99))))
    assert server.members()[5:] == ["GetNameOwner", "Notify"]
    again = notified(server)
    assert again[1] == 7
    assert again[3:6] == ("x" * 200, "A <b> & c ", ["default", "Go", "skip", "S" * 60])
    assert again[7] == -1
    assert shown.server() == NotificationServer("plain", "1", has_buttons=True)


def test_a_service_without_buttons_gets_none(server: FakeBus) -> None:
    server.answers["GetCapabilities"] = ("as", (["body"],))
    notifier = BusNotifier(Bus(environ=server.environ))
    assert notifier.show(NOTICE)
    assert notified(server)[5] == []
    server.tell("ActionInvoked", "us", (7, "start"))
    assert wait_for(notifier.fileno())
    assert notifier.pressed() == ()
    assert notifier.server() == NotificationServer("plain", "1", has_buttons=False)
    notifier.close()


@pytest.mark.parametrize(
    "signal",
    [
        ("ActionInvoked", "us", (8, "start")),
        ("ActionInvoked", "us", (7, "nothing-of-ours")),
        ("ActionInvoked", "u", (7,)),
        ("ActionInvoked", "uas", (7, ["start"])),
        ("ActionInvoked", "ss", ("7", "start")),
        ("ActionInvoked", "", ()),
        ("NotificationClosed", "uu", (8, 2)),
        ("SomethingElse", "us", (7, "start")),
    ],
)
def test_signals_that_are_not_for_us(server: FakeBus, shown: BusNotifier, signal: Told) -> None:
    assert told(server, shown, signal) == ()


def test_only_who_shows_it_can_press(server: FakeBus, shown: BusNotifier) -> None:
    server.tell("ActionInvoked", "us", (7, "start"), sender=":1.66")
    assert told(server, shown) == ()


def test_after_it_is_closed_nothing_is_pressed(server: FakeBus, shown: BusNotifier) -> None:
    server.tell("NotificationClosed", "uu", (7, 1))
    server.tell("ActionInvoked", "us", (7, "start"))
    shown._bus.call(BusAddress("a.b", "/"), "a.b", "Ping")  # once it is refused, all that was told has come
    assert shown.pressed() == ()
    assert shown.show(NOTICE)
    assert notified(server)[1] == 0


def test_two_presses_are_one_answer(server: FakeBus, shown: BusNotifier) -> None:
    server.tell("ActivationToken", "us", (7, "token"))
    server.tell("ActionInvoked", "us", (7, "start"))
    server.tell("ActionInvoked", "us", (7, "snooze"))
    found: tuple[str, ...] = ()
    while not found:
        assert wait_for(shown.fileno())
        found = shown.pressed()
    assert found == ("start",)
    assert shown.token == "token"
    assert shown.show(NOTICE)
    assert server.members().count("CloseNotification") == 1


@pytest.mark.parametrize("token", ["x" * 201, 7])
def test_a_token_that_makes_no_sense(server: FakeBus, shown: BusNotifier, token: str | int) -> None:
    assert told(server, shown, ("ActivationToken", "us" if token != 7 else "uu", (7, token))) == ()
    assert shown.token == ""


def test_what_was_pressed_is_gone_when_it_is_withdrawn(server: FakeBus, shown: BusNotifier) -> None:
    server.tell("ActionInvoked", "us", (7, "start"))
    assert wait_for(shown.fileno())
    shown.withdraw()
    assert shown.pressed() == ()


def test_a_press_is_kept_while_the_next_notice_is_shown(server: FakeBus, shown: BusNotifier) -> None:
    server.tell("ActionInvoked", "us", (7, "snooze"))
    assert wait_for(shown.fileno())
    assert shown.show(NOTICE)
    assert shown.pressed() == ("snooze",)


@pytest.mark.parametrize("answer", [("s", ("seven",)), ("", ()), ("u", (0,)), "org.example.Error.No", None])
def test_a_notice_that_is_not_taken(
    server: FakeBus, answer: tuple[str, tuple[object, ...]] | str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mobility_coach.adapters.desktop.notifications.PATIENCE_SECONDS", 0.1)
    server.answers["Notify"] = answer
    notifier = BusNotifier(Bus(environ=server.environ))
    assert not notifier.show(NOTICE)
    assert notifier.pressed() == ()
    notifier.withdraw()
    assert "CloseNotification" not in server.members()
    notifier.close()


@pytest.mark.parametrize("answer", [("s", ("actions",)), ("", ()), ("as", ([],))])
def test_capabilities_that_make_no_sense_are_none(
    server: FakeBus, answer: tuple[str, tuple[object, ...]]
) -> None:
    server.answers |= {"GetCapabilities": answer, "GetServerInformation": ("s", ("short",))}
    notifier = BusNotifier(Bus(environ=server.environ))
    assert notifier.show(NOTICE)
    assert notified(server)[5] == []
    assert notifier.server() == NotificationServer("", "", has_buttons=False)
    notifier.close()


def test_a_notice_whose_buttons_could_not_be_heard_is_not_shown(server: FakeBus) -> None:
    server.answers["AddMatch"] = "org.freedesktop.DBus.Error.LimitsExceeded"
    notifier = BusNotifier(Bus(environ=server.environ))
    assert not notifier.show(NOTICE)
    assert "Notify" not in server.members()
    server.answers["AddMatch"] = ("", ())
    assert notifier.show(NOTICE)
    notifier.close()


def test_a_service_that_hangs_costs_half_a_second_once(
    server: FakeBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mobility_coach.adapters.desktop.notifications.PATIENCE_SECONDS", 0.1)
    server.answers["GetCapabilities"] = None
    notifier = BusNotifier(Bus(environ=server.environ))
    assert not notifier.show(NOTICE)
    assert not notifier.show(NOTICE)
    assert server.members().count("GetCapabilities") == 1
    notifier.close()


def test_a_service_that_does_not_run_is_started_for_the_next_notice(server: FakeBus) -> None:
    server.answers["GetNameOwner"] = "org.freedesktop.DBus.Error.NameHasNoOwner"
    notifier = BusNotifier(Bus(environ=server.environ))
    assert not notifier.show(NOTICE)
    server.answers["GetNameOwner"] = ("s", (":1.2",))
    assert notifier.show(NOTICE)
    assert server.heard[2] == ("StartServiceByName", ("org.freedesktop.Notifications", 0))
    notifier.close()


def test_another_service_in_its_place_is_asked_anew(server: FakeBus, shown: BusNotifier) -> None:
    server.answers |= {"GetNameOwner": ("s", (":1.3",)), "GetCapabilities": ("as", (["body"],))}
    assert shown.show(NOTICE)
    assert notified(server)[1] == 0
    assert notified(server)[5] == []


def test_a_connection_that_is_lost_is_made_again(server: FakeBus, shown: BusNotifier) -> None:
    server.hang_up()
    assert wait_for(shown.fileno())
    assert shown.pressed() == ()
    assert shown.fileno() == -1
    assert shown.show(NOTICE)
    assert notified(server)[1] == 0
    assert server.members().count("AddMatch") == 2
    server.tell("ActionInvoked", "us", (7, "start"))
    assert wait_for(shown.fileno())
    assert shown.pressed() == ("start",)


def test_without_a_bus_nothing_is_shown() -> None:
    notifier = BusNotifier(Bus(environ={}))
    assert not notifier.show(NOTICE)
    assert notifier.fileno() == -1
    assert notifier.pressed() == ()
    assert notifier.server() is None
    notifier.withdraw()
    notifier.close()
