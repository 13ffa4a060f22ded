from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from mobility_coach.services.screen import screen_problem


@dataclass
class Probe:
    x11: bool = True
    wayland: bool = True
    missing: Mapping[str, str] = field(default_factory=dict)

    def x11_answers(self, display: str) -> bool:
        return self.x11

    def wayland_answers(self, display: str) -> bool:
        return self.wayland

    def missing_library(self, plugin: str) -> str:
        return self.missing.get(plugin, "")


X11 = {"DISPLAY": ":0"}
BOTH = {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}


@pytest.mark.parametrize(
    ("environ", "platform"),
    [
        (X11, "linux"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux"),
        ({}, "win32"),
        ({}, "darwin"),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux"),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, "linux"),
        ({"QT_QPA_PLATFORM": "wayland;xcb", **BOTH}, "linux"),
    ],
)
def test_where_a_window_can_be_opened(environ: Mapping[str, str], platform: str) -> None:
    assert screen_problem(environ, platform) == ""
    assert screen_problem(environ, platform, Probe()) == ""


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"DISPLAY": ""},
        {"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "wayland-0"},
        {"QT_QPA_PLATFORM": "wayland", "DISPLAY": ":0"},
    ],
)
def test_without_a_screen_the_person_learns_how_to_go_on(environ: Mapping[str, str]) -> None:
    problem = screen_problem(environ, "linux")
    assert problem.startswith("There is no screen here")
    assert "--no-window" in problem
    assert "render" in problem


def test_a_screen_that_does_not_answer_is_named() -> None:
    assert "The screen :0 does not answer." in screen_problem(X11, "linux", Probe(x11=False))


def test_one_of_two_screens_is_enough() -> None:
    assert screen_problem(BOTH, "linux", Probe(wayland=False)) == ""
    assert screen_problem(BOTH, "linux", Probe(missing={"wayland": "no library"})) == ""
    assert screen_problem(BOTH, "linux", Probe(x11=False)) == ""


def test_a_library_that_qt_misses_is_named() -> None:
    missing = "libxcb-cursor.so.0: cannot open shared object file"
    problem = screen_problem(X11, "linux", Probe(missing={"xcb": missing}))
    assert missing in problem
    assert "mobility-coach doctor" in problem
