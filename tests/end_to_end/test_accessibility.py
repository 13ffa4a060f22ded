"""What a screen reader gets of the real program: names, roles, the way of the focus, and each rep."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.private_desktop import Event, PrivateDesktop, ScreenReader, is_available
from tests.end_to_end.test_heard_session import QUICK, SHORT_DRILL

pytestmark = pytest.mark.skipif(
    not is_available(), reason="needs Xvfb, dbus-daemon, at-spi2-core and Atspi for the system's Python"
)

Node = dict[str, Any]

KEYS = {
    "Tab": 0xFF09,
    "Return": 0xFF0D,
    "Escape": 0xFF1B,
    "Down": 0xFF54,
    "Space": 0x20,
    "S": 0x73,
    "N": 0x6E,
}

SILENT = {"voice_volume": 0.0, "click_volume": 0.0, "chime_volume": 0.0}

MOVEMENT: dict[str, Any] = {
    **SHORT_DRILL["movements"][0],
    "tempo": {"bpm": 180, "beats_in": 1, "beats_out": 1},
    "step": {"say": "Tap.", "read": "Tap it."},
}
QUICK_DRILL = {**SHORT_DRILL, "movements": [MOVEMENT], "switch": {"say": "Now.", "read": "Now."}}

FOCUSED = "object:state-changed:focused"
ANNOUNCED = "object:announcement"

CONTROLS = {
    "check box",
    "combo box",
    "image",
    "list",
    "list item",
    "page tab",
    "push button",
    "push button menu",
    "radio button",
    "slider",
    "spin button",
    "table",
    "text",
    "toggle button",
}
"""What the keyboard may stand on, but for pages that take keys as a whole."""


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateDesktop]:
    with PrivateDesktop(tmp_path_factory.mktemp("desktop")) as made:
        yield made


@pytest.fixture
def reader(desktop: PrivateDesktop, tmp_path: Path) -> Iterator[ScreenReader]:
    """A screen reader that has just been told of the program's window and list."""
    data = tmp_path / "data"
    (data / "drills").mkdir(parents=True)
    (data / "drills" / "wall-taps.json").write_text(json.dumps(QUICK_DRILL))
    (data / "settings.json").write_text(json.dumps({**QUICK, **SILENT}))
    desktop.environment["MOBILITY_COACH_DATA_DIR"] = str(data)
    with ScreenReader(desktop) as reader:
        program = desktop.start([sys.executable, "-m", "mobility_coach"], "program")
        try:
            reader.wait_for("the window", lambda event: event.kind == "window:activate")
            reader.wait_for("the list", is_focus_on_list)
            yield reader
        finally:
            desktop.end(program)


def is_focus_on_list(event: Event) -> bool:
    return event.kind == FOCUSED and event.role in {"list", "list item"}


def press(reader: ScreenReader, key: str) -> None:
    assert reader.ask("key", keysym=KEYS[key])


def focus_after(reader: ScreenReader, key: str) -> Event:
    press(reader, key)
    return reader.wait_for(f"the focus after {key}", lambda event: event.kind == FOCUSED)


def heard(reader: ScreenReader, text: str) -> str:
    """Wait until something is announced that begins so."""
    return reader.wait_for(
        f"“{text}”", lambda event: event.kind == ANNOUNCED and event.text.startswith(text)
    ).text


def nodes(node: Node) -> Iterator[Node]:
    """A part and all that is shown in it."""
    yield node
    for child in node["children"]:
        if "showing" in child["states"]:
            yield from nodes(child)


def focusable(reader: ScreenReader) -> list[Node]:
    return [each for each in nodes(reader.ask("tree")) if "focusable" in each["states"]]


def named(found: list[Node], role: str) -> list[str]:
    return [each["name"] for each in found if each["role"] == role]


def unnamed(found: list[Node]) -> list[Node]:
    """Parts that the keyboard reaches and of which a screen reader could not say what they are."""
    return [each for each in found if not each["name"].strip() or each["role"] not in CONTROLS]


def walk(reader: ScreenReader, most: int = 60) -> list[tuple[str, str]]:
    """Role and name of all that Tab comes to, once round."""
    stops: list[tuple[str, str]] = []
    for _ in range(most):
        event = focus_after(reader, "Tab")
        if (event.role, event.name) in stops[:1]:
            return stops
        stops.append((event.role, event.name))
    raise AssertionError(f"Tab does not come round: {stops}")


def test_the_window_tells_names_and_roles_of_all_that_can_be_used(reader: ScreenReader) -> None:
    program = reader.ask("tree")
    window = program["children"][0]
    assert window["name"] == "Mobility Coach"
    assert window["role"] in {"frame", "window"}
    assert "active" in window["states"]
    found = focusable(reader)
    assert unnamed(found) == []
    assert named(found, "list") == ["Drills"]
    rows = named(found, "list item")
    assert len(rows) >= 4  # those in sight
    assert any(row.startswith("Wall taps, Ankle. ") for row in rows)
    assert {"History", "Settings"} <= set(named(found, "push button"))
    assert named(found, "text") == ["Search drills and routines"]
    assert [name for name in named(found, "push button") if name.startswith("Start")]
    assert [each["name"] for each in found if "<" in each["description"]] == []


def test_tab_goes_once_round_and_reaches_all(reader: ScreenReader) -> None:
    stops = walk(reader)
    assert len(set(stops)) == len(stops)
    assert [stop for stop in stops if not stop[1] or stop[0] not in CONTROLS] == []
    # A list is one stop, and so is a group of radio buttons; arrows go on from there.
    wanted = {
        (each["role"], each["name"])
        for each in focusable(reader)
        if each["role"] not in {"list", "list item", "radio button"}
    }
    assert wanted - set(stops) == set()
    assert any(role in {"list", "list item"} for role, _ in stops)


def test_arrows_tell_each_row_as_a_sentence(reader: ScreenReader) -> None:
    rows = named(focusable(reader), "list item")
    told = [focus_after(reader, "Down") for _ in range(3)]
    assert [event.name for event in told] == rows[1:4]
    assert {event.role for event in told} == {"list item"}


def test_each_rep_is_announced_and_so_is_the_end(reader: ScreenReader) -> None:
    for _ in range(9):
        if focus_after(reader, "Down").name.startswith("Wall taps"):
            break
    assert focus_after(reader, "Return").name
    heard(reader, "A strong stretch is fine.")
    press(reader, "N")
    for rep in (1, 2, 3):
        assert heard(reader, "Rep") == f"Rep {rep} of 5"
    press(reader, "Space")
    heard(reader, "Paused")
    found = focusable(reader)
    assert {"Go on", "Next", "Stop"} <= set(named(found, "push button"))
    press(reader, "S")
    press(reader, "Space")
    heard(reader, "Rep 1 of 5")
    press(reader, "S")
    heard(reader, "All done. Nice work.")
    press(reader, "Escape")
    reader.wait_for("the list", is_focus_on_list)


@pytest.mark.parametrize("page", ["Settings", "History"])
def test_other_pages_are_named_and_lead_back(reader: ScreenReader, page: str) -> None:
    assert reader.ask("act", role="push button", name=page)
    reader.wait_for(f"the focus on {page}", lambda event: event.kind == FOCUSED)
    found = focusable(reader)
    assert unnamed(found) == []
    assert "Back" in named(found, "push button")
    assert len(found) > 1
    press(reader, "Escape")
    reader.wait_for("the list", is_focus_on_list)
