"""Keys from terminals: bytes to names, and a terminal that is given back whatever happens."""

import contextlib
import io
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.adapters.machine.terminal_keys import (
    KeyDecoder,
    NoKeys,
    UnixKeys,
    terminal_keys,
    unix_keys,
)
from mobility_coach.domain.commands import COMMANDS

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="a Unix terminal")

BYTES = {
    "Space": b" ",
    "Return": b"\r",
    "Esc": b"\x1b",
    "Right": b"\x1b[C",
    "Left": b"\x1b[D",
    "Up": b"\x1b[A",
    "Down": b"\x1bOB",
    "Shift+Up": b"\x1b[1;2A",
    "Shift+Down": b"\x1b[1;2B",
    "PgUp": b"\x1b[5~",
    "PgDown": b"\x1b[6~",
    "F5": b"\x1b[15~",
    "Home": b"\x1b[H",
    "F1": b"\x1bOP",
    "F12": b"\x1b[24~",
}
NO_TERMINAL_SENDS = {"Pause"}


def decode(data: bytes) -> list[str]:
    decoder = KeyDecoder()
    return decoder.feed(data) + decoder.settle()


@pytest.mark.parametrize(
    "key", sorted({*BYTES, *(key for info in COMMANDS.values() for key in info.keys)} - NO_TERMINAL_SENDS)
)
def test_every_key_of_every_command_can_be_pressed(key: str) -> None:
    assert decode(BYTES.get(key, key.lower().encode())) == [key]


def test_capital_letters_are_the_same_keys() -> None:
    assert decode(b"\x1b[[E\x1b[[Ak") == ["F5", "F1", "K"]
    assert decode(b"kK\n\t\x7f") == ["K", "K", "Return", "Tab", "Backspace"]


@pytest.mark.parametrize(
    "data",
    [
        b"\x1bk",  # Alt+K
        b"\x1b[1;5A",  # Ctrl+Up
        b"\x1b[99~",
        b"\x1b[5;5~",  # Ctrl+PgUp
        b"\x1b[",  # begun, never ended
        b"\x1b[Z",
        b"\x1b[[Z",
        b"\x00\x01\x04",
        "ü€".encode(),
        b"\x1b[" + b"1" * 29 + b"\x80",
    ],
)
def test_other_keys_and_rubbish_are_no_key(data: bytes) -> None:
    assert decode(data) == []


def test_an_escape_before_a_sequence_is_a_key_of_its_own() -> None:
    assert decode(b"\x1b\x1b[A") == ["Esc", "Up"]
    assert decode(b"\x1b[\x1b[A") == ["Up"]


@settings(deadline=None)
@given(st.binary(max_size=80), st.lists(st.integers(1, 7), max_size=20))
def test_pieces_make_no_difference(data: bytes, lengths: list[int]) -> None:
    decoder = KeyDecoder()
    keys: list[str] = []
    rest = data
    for length in lengths:
        keys += decoder.feed(rest[:length])
        rest = rest[length:]
    keys += decoder.feed(rest)
    assert keys + decoder.settle() == decode(data)
    assert not decoder.is_undecided


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    pty = pytest.importorskip("pty")
    master, slave = pty.openpty()
    yield master, slave
    for descriptor in (master, slave):
        with contextlib.suppress(OSError):
            os.close(descriptor)


def attributes(descriptor: int) -> list[object]:
    termios = pytest.importorskip("termios")
    found: list[object] = termios.tcgetattr(descriptor)
    return found


@unix_only
def test_keys_come_at_once_and_unechoed(terminal: tuple[int, int]) -> None:
    master, slave = terminal
    with unix_keys(slave) as keys:
        assert keys.read(0) == ()
        os.write(master, b"n\x1b[C ")
        assert keys.read(5) == ("N", "Right", "Space")
        os.write(master, b"\x1b")
        assert keys.read(5) == ("Esc",)


@unix_only
def test_the_terminal_and_the_handlers_are_put_back(terminal: tuple[int, int]) -> None:
    _, slave = terminal
    before = attributes(slave), signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
    interrupted = ExitStack()
    interrupted.enter_context(unix_keys(slave))
    assert attributes(slave) != before[0]
    with pytest.raises(KeyboardInterrupt), interrupted:
        raise KeyboardInterrupt
    assert (attributes(slave), signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)) == before


@unix_only
def test_ctrl_z_gives_the_terminal_back_while_stopped(
    terminal: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, slave = terminal
    before = attributes(slave)
    seen: list[object] = []

    def stop(process: int, number: int) -> None:
        seen.append((process, number, signal.getsignal(signal.SIGTSTP), attributes(slave)))

    with unix_keys(slave) as keys:
        wishes = [keys.wants_suspend]
        signal.raise_signal(signal.SIGTSTP)
        wishes.append(keys.wants_suspend)
        monkeypatch.setattr(os, "kill", stop)
        taken = attributes(slave)
        keys.suspend()
        wishes.append(keys.wants_suspend)
        assert wishes == [False, True, False]
        assert seen == [(os.getpid(), signal.SIGTSTP, signal.SIG_DFL, before)]
        assert attributes(slave) == taken
        assert signal.getsignal(signal.SIGTSTP) == keys.want_suspend


@unix_only
def test_going_on_takes_the_terminal_again(terminal: tuple[int, int]) -> None:
    _, slave = terminal
    with unix_keys(slave) as keys:
        taken = attributes(slave)
        keys.release()
        signal.raise_signal(signal.SIGCONT)
        assert attributes(slave) == taken


@unix_only
def test_a_terminal_that_is_gone_gives_no_more_keys_and_burns_no_time(
    terminal: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    master, slave = terminal
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    with unix_keys(slave) as keys:
        os.close(master)
        assert keys.read(5) == ()
        assert keys.read(0.25) == ()
    assert waited == [0.25]


@unix_only
def test_a_closed_descriptor_gives_no_more_keys(terminal: tuple[int, int]) -> None:
    _, slave = terminal
    with unix_keys(slave) as keys:
        os.close(slave)
        assert keys.read(0) == ()


def test_without_a_terminal_nobody_presses_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    closed = io.StringIO()
    closed.close()
    for stdin in (io.StringIO("q"), closed):
        with terminal_keys(stdin) as keys:
            assert isinstance(keys, NoKeys)
            assert not keys.has_keys
            assert not keys.wants_suspend
            assert keys.read(0.05) == ()
            keys.suspend()
    assert waited == [0.05, 0.05]


@unix_only
def test_in_the_background_the_terminal_is_left_alone(
    terminal: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, slave = terminal
    with os.fdopen(os.dup(slave), "r", encoding="utf-8") as stdin, terminal_keys(stdin) as keys:
        assert isinstance(keys, NoKeys)  # the test's process group does not own this terminal
    monkeypatch.setattr(os, "tcgetpgrp", lambda _descriptor: os.getpgrp())
    with os.fdopen(os.dup(slave), "r", encoding="utf-8") as stdin, terminal_keys(stdin) as keys:
        assert isinstance(keys, UnixKeys)
