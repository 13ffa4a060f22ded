"""What is asked of Windows and macOS, by libraries that are tables: neither system was at hand."""

import ctypes
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from mobility_coach.adapters.desktop import macos, windows
from mobility_coach.domain.breaks.state import Block

ALL = frozenset(Block)
OWN = 4242


class Function:
    """A function of a library: its types can be set."""

    restype: object = None
    argtypes: object = None

    def __init__(self, do: Callable[..., object]) -> None:
        self.do = do

    def __call__(self, *arguments: object) -> object:
        return self.do(*arguments)


def library(**functions: Callable[..., object]) -> ctypes.CDLL:
    made = {name: Function(do) for name, do in functions.items()}
    return cast("ctypes.CDLL", SimpleNamespace(**made))


def pointed(argument: Any) -> Any:  # noqa: ANN401 - what `byref` wraps
    return argument._obj


# --- Windows ---


def windows_with(
    *,
    last: int | None = 0,
    ticks: int = 0,
    state: int | None = 5,
    front: int = 1,
    names: Sequence[str] = (),
    snapshot: int | None = 7,
) -> tuple[windows.System, list[int | None]]:
    closed: list[int | None] = []
    rest = list(names)

    def last_input(told: object) -> int:
        pointed(told).time = last or 0
        return 0 if last is None else 1

    def query(told: object) -> int:
        pointed(told).value = state or 0
        return -1 if state is None else 0

    def owner(_window: object, told: object) -> int:
        pointed(told).value = front
        return 1

    def each(_handle: object, told: object) -> int:
        if rest:
            pointed(told).name = rest.pop(0)
            return 1
        return 0

    system = windows.System(
        library(GetLastInputInfo=last_input, GetForegroundWindow=lambda: 9, GetWindowThreadProcessId=owner),
        library(
            GetTickCount=lambda: ticks,
            CreateToolhelp32Snapshot=lambda *_: snapshot,
            Process32FirstW=each,
            Process32NextW=each,
            CloseHandle=lambda handle: closed.append(handle.value),
        ),
        library(SHQueryUserNotificationState=query),
    )
    return system, closed


@pytest.mark.parametrize(
    ("last", "ticks", "seconds"), [(1_000, 6_500, 5.5), (2**32 - 500, 500, 1.0), (None, 500, None)]
)
def test_windows_counts_from_the_last_input(last: int | None, ticks: int, seconds: float | None) -> None:
    assert windows.idle_seconds(windows_with(last=last, ticks=ticks)[0]) == seconds


@pytest.mark.parametrize(
    ("state", "block"),
    [
        (1, Block.LOCKED),
        (2, Block.FULL_SCREEN),
        (3, Block.FULL_SCREEN),
        (4, Block.PRESENTATION),
        (5, None),
        (6, Block.DO_NOT_DISTURB),
        (7, None),
        (99, None),
        (None, None),
    ],
)
def test_windows_tells_one_reason(state: int | None, block: Block | None) -> None:
    found = frozenset({block} if block else ())
    assert windows.blocks(ALL, OWN, windows_with(state=state)[0]) == found
    assert windows.blocks(ALL - found, OWN, windows_with(state=state)[0]) == frozenset()


def test_our_own_full_screen_does_not_count_on_windows() -> None:
    assert windows.blocks(ALL, OWN, windows_with(state=2, front=OWN)[0]) == frozenset()
    assert windows.blocks(ALL, OWN, windows_with(state=1, front=OWN)[0]) == {Block.LOCKED}


def test_windows_lists_programs_and_lets_go() -> None:
    system, closed = windows_with(names=["Zoom.exe", "explorer.exe"])
    assert list(windows.process_names(system)) == ["Zoom.exe", "explorer.exe"]
    assert closed == [7]
    for none in (None, ctypes.c_void_p(-1).value):
        assert list(windows.process_names(windows_with(snapshot=none)[0])) == []


# --- macOS ---

FILM = """2026-11-23 10:00:00 +0100
Assertion status system-wide:
   PreventUserIdleDisplaySleep    1
Listed by owning process:
   pid 501(VLC): [0x0001] 00:10:00 PreventUserIdleDisplaySleep named: "film"
"""


def test_macos_counts_from_the_last_input() -> None:
    services = library(CGEventSourceSecondsSinceLastEventType=lambda state, kind: 12.5 + state)
    assert macos.idle_seconds(services) == 12.5
    assert macos.idle_seconds(library()) is None


def test_elsewhere_there_is_no_such_library() -> None:
    assert macos.idle_seconds() is None
    assert macos.blocks({Block.LOCKED}, OWN) == frozenset()


@pytest.mark.parametrize(
    ("session", "has_key", "found"), [(5, 1, {Block.LOCKED}), (5, 0, set()), (None, 1, set())]
)
def test_macos_tells_a_locked_screen(session: int | None, has_key: int, found: set[Block]) -> None:
    released: list[int] = []
    services = library(
        CGSessionCopyCurrentDictionary=lambda: session,
        CFStringCreateWithCString=lambda *_: 6,
        CFDictionaryContainsKey=lambda *_: has_key,
        CFRelease=released.append,
    )
    assert macos.blocks({Block.LOCKED}, OWN, services) == found
    assert released == ([6, 5] if session else [])


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (FILM, {Block.PRESENTATION}),
        (FILM.replace("pid 501", f"pid {OWN}"), set()),
        (FILM.replace("00 PreventUserIdleDisplaySleep", "00 PreventUserIdleSystemSleep"), set()),
        ("", set()),
    ],
)
def test_macos_tells_films_by_the_display_that_stays_on(told: str, found: set[Block]) -> None:
    wanted = {Block.PRESENTATION, Block.FULL_SCREEN}
    assert macos.blocks(wanted, OWN, run=lambda _: told) == found


def test_macos_lists_programs() -> None:
    listed = "/Applications/Keynote.app/Contents/MacOS/Keynote\n/bin/zsh\n"
    assert macos.process_names(lambda _: listed)[0].endswith("/Keynote")


def test_a_tool_that_is_missing_tells_nothing() -> None:
    assert macos._run(["/no/such/tool"]) == ""
    assert macos._run(["sh", "-c", "echo there"]) == "there\n"
    assert macos._run(["sh", "-c", "exec tail -f /dev/null"]) == ""
