"""Breaks on a desktop: from the notice to the log, with somebody who types; and where much is missing."""

import ctypes.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.benchmarks import pulse
from tests.end_to_end.break_desktop import (
    MISSING,
    POPUP,
    TYPED_IN,
    WINDOW,
    BreakDesktop,
    BreakProgram,
    until,
)
from tests.end_to_end.test_heard_session import SHORT_DRILL, samples_of

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)}")

needs_sound = pytest.mark.skipif(
    not pulse.is_available() or ctypes.util.find_library("espeak-ng") is None,
    reason="needs pulseaudio, pactl, parec and espeak-ng",
)

TAP: dict[str, Any] = {
    **SHORT_DRILL["movements"][0],
    "reps": {"low": 3, "high": 3},
    "tempo": {"bpm": 200, "beats_in": 1, "beats_out": 1},
    "step": {"say": "Tap.", "read": "Tap it."},
}
TAPS: dict[str, Any] = {
    **{name: value for name, value in SHORT_DRILL.items() if name != "switch"},
    "id": "taps",
    "sides": "together",
    "equipment": [],
    "setup": [{"say": "Stand.", "read": "Stand."}],
    "movements": [TAP],
}

LETTER = "Dear S, so kind of you: skip the cake,  k and s are keys here"
"""With all the letters that mean something to a popup."""

MOST_LINES = 40
"""So many are typed; the popup comes long before."""

QUIET = 1e-4
"""Of full scale; nobody hears less."""

AS_UNDER_WAYLAND: dict[str, str | None] = {
    "XDG_SESSION_TYPE": "wayland",
    "QT_QPA_PLATFORM": "xcb",
    "DBUS_SESSION_BUS_ADDRESS": None,
}
"""Such a desktop lets nobody see when the person is away; without a bus there is nobody to ask either."""


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BreakDesktop]:
    with BreakDesktop(tmp_path_factory.mktemp("breaks")) as made:
        yield made


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@needs_sound
def test_a_break_is_noticed_asked_spoken_and_logged_while_somebody_types(
    desktop: BreakDesktop, data: Path, tmp_path: Path
) -> None:
    sound, cues = tmp_path / "break.wav", tmp_path / "cues.json"
    (data / "drills").mkdir(parents=True)
    (data / "drills" / "taps.json").write_text(json.dumps(TAPS))
    desktop.start_dunst()
    with pulse.PrivatePulse() as server, server.record() as recording:
        environ = {name: value for name, value in server.environment().items() if name.startswith("PULSE_")}
        with BreakProgram(desktop, data, {"routine": "taps"}, {"notice_seconds": 5}, environ) as program:
            program.told("render", "taps", "-o", str(sound), "--cues", str(cues))

            until("the notice", lambda: desktop.displayed() == 1)
            assert desktop.buttons() == {"Show", "Start now", "Snooze 5 min", "Skip"}
            type_beside_the_popup(desktop)
            status = program.status()
            assert (status["phase"], status["today"]["done"]) == ("asking", 0)
            assert desktop.displayed() == 0, "the notice is still there"

            start_with_a_key(desktop)
            until("the end of the drill", lambda: has_logged_breaks(data), patience=45.0)
            assert desktop.visible(POPUP), "nothing is said at the end"
            records = [json.loads(line) for line in program.told("log", "--json").splitlines()]
            assert [(record["drill"], record["movement"], record["reps_done"]) for record in records] == [
                ("taps", "A", 3)
            ]
            assert program.outcomes() == ["done"]
            assert json.loads(program.told("streak", "--json"))["current"] == 1
            assert program.status()["phase"] == "watching"

            program.told("break", "pause", "1h")
            assert program.status()["hold"] == "paused"
            program.told("break", "resume")
            assert program.status()["hold"] is None
            open_and_put_away(desktop, program)
            until("the popup goes by itself", lambda: not desktop.visible(POPUP))
            assert program.end() == (0, "")
    assert_heard(recording.samples[:, 0], sound, cues)


def has_logged_breaks(data: Path) -> bool:
    """Whether anything became of a break."""
    return any(log.stat().st_size for log in (data / "breaks").glob("*.log"))


def type_beside_the_popup(desktop: BreakDesktop) -> None:
    """Type before the popup comes, and on until long after: every letter arrives where it was meant to."""
    lines_beside = 0
    for _ in range(MOST_LINES):
        type_a_line(desktop)
        lines_beside += bool(desktop.visible(POPUP))
        if lines_beside == 3:
            break
    assert lines_beside == 3, "no popup came"
    assert desktop.has_keyboard(TYPED_IN)


def type_a_line(desktop: BreakDesktop) -> None:
    """Type, and see it arrive."""
    wanted = f"{desktop.typed}{LETTER}\n"
    desktop.type(LETTER)
    desktop.press_keys("Return")
    until("all that was typed", lambda: desktop.typed == wanted)


def start_with_a_key(desktop: BreakDesktop) -> None:
    """Click on the ground of the popup, so that it gets the keyboard, and press its key."""
    place = desktop.place(desktop.visible(POPUP))
    desktop.click(place.left + 8, place.top + 8)
    until("the popup gets the keyboard", lambda: desktop.has_keyboard(POPUP))
    desktop.press_keys("Return")
    desktop.point(100, 700)  # words stay while the pointer is on them


def open_and_put_away(desktop: BreakDesktop, program: BreakProgram) -> None:
    """A second start shows the window; closed by the person, it goes, and the program stays."""
    program.told()
    until("the window", lambda: desktop.has_keyboard(WINDOW))
    desktop.press_keys("alt+F4")
    until("the window is put away", lambda: not desktop.visible(WINDOW))
    assert program.status()["phase"] == "watching"


def assert_heard(heard: NDArray[np.float32], sound: Path, cues: Path) -> None:
    """All words and clicks of the file were heard, each at its time; nothing before, nothing after."""
    kinds = {cue["kind"] for cue in json.loads(cues.read_text())["cues"]}
    assert {"phrase", "count", "click", "chime"} <= kinds
    written = samples_of(sound)
    place = first_sound(heard) - first_sound(written)
    assert place >= 0
    part = heard[place : place + len(written)]
    assert len(part) == len(written), "the end was cut off"
    # The file holds whole 16-bit steps; beyond that not one sample may differ.
    assert np.abs(part - written).max() <= 1.01 / 32_768
    assert not np.any(np.abs(heard[place + len(written) :]) > QUIET), "something sounds after the end"


def first_sound(samples: NDArray[np.float32]) -> int:
    """Where it begins to be heard. Raises IndexError where it never does."""
    return int(np.flatnonzero(np.abs(samples) > QUIET)[0])


def test_without_bus_tray_and_sound_it_reminds_by_itself_and_says_what_is_missing(
    desktop: BreakDesktop, data: Path
) -> None:
    with BreakProgram(desktop, data, environ=AS_UNDER_WAYLAND) as program:
        until("a notice of our own", lambda: desktop.visible(WINDOW))
        assert desktop.has_keyboard(TYPED_IN)
        missing = {"message-bus", "tray", "idle", "devices"}
        assert missing <= program.ailing(), "the doctor says less than is missing"
        status = program.status()
        assert not status["idle_known"]
        assert "time away" in status["trouble"]
        until("the popup", lambda: desktop.visible(POPUP))
        assert not desktop.visible(WINDOW)
        program.told("break", "skip")
        until("the popup is gone", lambda: not desktop.visible(POPUP))
        assert program.outcomes() == ["skipped"]

        program.told("break", "now")
        until("the player", lambda: desktop.visible(POPUP))
        assert program.status()["phase"] == "practising"
        assert program.end() == (0, "")
    assert program.outcomes() == ["skipped", "skipped"]


def test_a_button_of_the_notification_starts_the_break(desktop: BreakDesktop, data: Path) -> None:
    desktop.start_dunst()
    with BreakProgram(desktop, data) as program:
        until("the notice", lambda: desktop.displayed() == 1)
        desktop.press("Start now")
        until("the player", lambda: desktop.visible(POPUP))
        assert program.status()["phase"] == "practising"
        assert program.end() == (0, "")


def test_notifications_that_die_hold_no_break_back(desktop: BreakDesktop, data: Path) -> None:
    desktop.start_dunst()
    with BreakProgram(desktop, data) as program:
        until("the notice", lambda: desktop.displayed() == 1)
        desktop.kill_dunst()
        until("the popup", lambda: desktop.visible(POPUP))
        program.told("break", "snooze")
        until("the popup is gone", lambda: not desktop.visible(POPUP))
        assert program.status()["phase"] == "snoozed"
        assert program.outcomes() == ["snoozed"]
        assert program.end() == (0, "")
