"""Keys from a terminal, named as Qt names them in portable text ("Space", "Shift+Up", "K").

A terminal sends bytes: letters as they are, other keys as sequences that begin like the Esc key itself.
What follows an escape byte at once belongs to it; an escape byte that stays alone is the key.
"""

import contextlib
import logging
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from types import FrameType
from typing import Any, TextIO

_log = logging.getLogger(__name__)

ESCAPE = 0x1B
LONE_ESCAPE_SECONDS = 0.05
LONGEST_SEQUENCE = 32
"""No key sends more bytes; what does is no key and is dropped."""

_PLAIN = {0x20: "Space", 0x0D: "Return", 0x0A: "Return", 0x09: "Tab", 0x7F: "Backspace", 0x08: "Backspace"}
_ARROWS = {"A": "Up", "B": "Down", "C": "Right", "D": "Left"}
_WINDOWS_KEYS = {"H": "Up", "P": "Down", "M": "Right", "K": "Left", "I": "PgUp", "Q": "PgDown"}
_WINDOWS_KEYS |= {"G": "Home", "O": "End", "R": "Ins", "S": "Del"}
_WINDOWS_KEYS |= {chr(0x3B + number): f"F{number + 1}" for number in range(10)}
_SHIFT = "2"
_LETTERED = {**_ARROWS, "H": "Home", "F": "End", "P": "F1", "Q": "F2", "R": "F3", "S": "F4"}
_LINUX = {"A": "F1", "B": "F2", "C": "F3", "D": "F4", "E": "F5"}
"""After two brackets, on a console without windows."""

_NUMBERED = {
    number: name
    for names in (
        "1 Home, 2 Ins, 3 Del, 4 End, 5 PgUp, 6 PgDown, 7 Home, 8 End",
        "11 F1, 12 F2, 13 F3, 14 F4, 15 F5, 17 F6, 18 F7, 19 F8, 20 F9, 21 F10, 23 F11, 24 F12",
    )
    for number, name in (entry.split() for entry in names.split(", "))
}
"""Before a tilde."""


class KeyDecoder:
    """Turns a terminal's bytes, in any pieces, into names of keys; what is no known key is dropped."""

    def __init__(self) -> None:
        self._sequence = bytearray()

    @property
    def is_undecided(self) -> bool:
        """Whether an escape byte came and what it begins is still open."""
        return bool(self._sequence)

    def feed(self, data: bytes) -> list[str]:
        """The keys that `data` completes."""
        keys = []
        for byte in data:
            key = self._continue(byte) if self._sequence else self._begin(byte)
            if key:
                keys.append(key)
        return keys

    def settle(self) -> list[str]:
        """Nothing more followed: a lone escape byte was the Esc key, half a sequence was nothing."""
        keys = ["Esc"] if bytes(self._sequence) == bytes((ESCAPE,)) else []
        self._sequence.clear()
        return keys

    def _begin(self, byte: int) -> str:
        if byte == ESCAPE:
            self._sequence.append(byte)
            return ""
        if 0x20 < byte < 0x7F:
            return chr(byte).upper()
        return _PLAIN.get(byte, "")

    def _continue(self, byte: int) -> str:
        if byte == ESCAPE:
            if len(self._sequence) == 1:
                return "Esc"  # the first stood alone, this one may begin something
            self._sequence[:] = (ESCAPE,)
            return ""
        self._sequence.append(byte)
        if len(self._sequence) == 2:
            if byte in b"[O":
                return ""
            self._sequence.clear()  # Alt with a key
            return ""
        is_linux = byte == ord("[") and len(self._sequence) == 3
        if 0x40 <= byte <= 0x7E and not is_linux:
            text = self._sequence[2:].decode("ascii", "replace")
            self._sequence.clear()
            return _named(text)
        if len(self._sequence) >= LONGEST_SEQUENCE:
            self._sequence.clear()
        return ""


def _named(sequence: str) -> str:
    """The key of a control sequence's end: ``A``, ``5~``, with modifiers ``1;2A``; empty where it is none."""
    start, last = sequence[:-1], sequence[-1]
    match start.split(";"):
        case [""]:
            return _LETTERED.get(last, "")
        case ["["]:
            return _LINUX.get(last, "")
        case ["1", modifier] if modifier == _SHIFT and last in _ARROWS:
            return f"Shift+{_ARROWS[last]}"
        case [number] if last == "~":
            return _NUMBERED.get(number, "")
    return ""


class NoKeys:
    """Stands in where nobody can press a key: it only waits."""

    has_keys = False

    def read(self, timeout: float) -> tuple[str, ...]:
        """Wait; there is never a key."""
        time.sleep(max(0.0, timeout))
        return ()

    @property
    def wants_suspend(self) -> bool:
        """Never."""
        return False

    def suspend(self) -> None:
        """Nothing to hand back."""


class UnixKeys:
    """Reads keys one by one from a terminal on Unix; `unix_keys` gives the terminal back afterwards."""

    has_keys = True

    def __init__(self, descriptor: int) -> None:
        import termios  # noqa: PLC0415 - not there on Windows

        self._termios = termios
        self._descriptor = descriptor
        self._decoder = KeyDecoder()
        self._is_gone = False
        self._wants_suspend = False
        self._original = termios.tcgetattr(descriptor)

    def read(self, timeout: float) -> tuple[str, ...]:
        """The keys pressed meanwhile; waits for one, at most `timeout` seconds."""
        if self._is_gone:
            time.sleep(max(0.0, timeout))
            return ()
        if not self._is_ready(timeout):
            return ()
        keys = self._decoder.feed(self._bytes())
        while self._decoder.is_undecided and not self._is_gone:
            if self._is_ready(LONE_ESCAPE_SECONDS):
                keys += self._decoder.feed(self._bytes())
            else:
                keys += self._decoder.settle()
        return tuple(keys)

    @property
    def wants_suspend(self) -> bool:
        """Whether Ctrl-Z was pressed: draw a last time, then call `suspend`."""
        return self._wants_suspend

    def suspend(self) -> None:
        """Give the terminal back and stop this process until it is told to go on."""
        self._wants_suspend = False
        self.release()
        previous = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        try:
            os.kill(os.getpid(), signal.SIGTSTP)  # the process stops here
        finally:
            signal.signal(signal.SIGTSTP, previous)
            self.take()

    def take(self) -> None:
        """Keys come at once and are not echoed; Ctrl-C and Ctrl-Z stay what they are."""
        attributes = self._termios.tcgetattr(self._descriptor)
        attributes[3] &= ~(self._termios.ICANON | self._termios.ECHO)
        attributes[6][self._termios.VMIN] = 1
        attributes[6][self._termios.VTIME] = 0
        self._set(attributes)

    def release(self) -> None:
        """The terminal is as it was found."""
        self._set(self._original)

    def want_suspend(self, _signal: int, _frame: FrameType | None) -> None:
        """Handler of SIGTSTP: only a mark, since the player may be in the middle of something."""
        self._wants_suspend = True

    def go_on(self, _signal: int, _frame: FrameType | None) -> None:
        """Handler of SIGCONT: a shell may have set the terminal its own way meanwhile."""
        self.take()

    def _set(self, attributes: list[Any]) -> None:
        try:
            self._termios.tcsetattr(self._descriptor, self._termios.TCSADRAIN, attributes)
        except self._termios.error as error:
            self._lose(error)

    def _is_ready(self, timeout: float) -> bool:
        try:
            return bool(select.select([self._descriptor], [], [], max(0.0, timeout))[0])
        except (OSError, ValueError) as error:
            self._lose(error)
            return False

    def _bytes(self) -> bytes:
        try:
            data = os.read(self._descriptor, 1024)
        except OSError as error:
            self._lose(error)
            return b""
        if not data:
            self._lose("end of input")
        return data

    def _lose(self, reason: object) -> None:
        """The terminal is gone; asking it again and again would only burn time."""
        if not self._is_gone:
            _log.info("No more keys from the terminal: %s", reason)
        self._is_gone = True


@contextlib.contextmanager
def unix_keys(descriptor: int) -> Iterator[UnixKeys]:
    """Keys from the terminal at `descriptor`; it and the signal handlers are put back whatever happens."""
    keys = UnixKeys(descriptor)
    suspend = signal.signal(signal.SIGTSTP, keys.want_suspend)
    go_on = signal.signal(signal.SIGCONT, keys.go_on)
    try:
        keys.take()
        yield keys
    finally:
        keys.release()
        signal.signal(signal.SIGTSTP, suspend)
        signal.signal(signal.SIGCONT, go_on)


class WindowsKeys:
    """Reads keys from a Windows console. Written after the documentation of `msvcrt`; not tried."""

    has_keys = True

    def read(self, timeout: float) -> tuple[str, ...]:
        """The keys pressed meanwhile; waits for one, at most `timeout` seconds."""
        import msvcrt  # noqa: PLC0415 - only there on Windows

        console = msvcrt.__dict__
        deadline = time.monotonic() + timeout
        while not console["kbhit"]():
            left = deadline - time.monotonic()
            if left <= 0:
                return ()
            time.sleep(min(0.02, left))
        character: str = console["getwch"]()
        if character in "\x00\xe0":
            name = _WINDOWS_KEYS.get(console["getwch"](), "")
            return (name,) if name else ()
        decoder = KeyDecoder()
        data = character.encode("utf-8")
        return tuple(decoder.feed(data) + decoder.settle())

    @property
    def wants_suspend(self) -> bool:
        """Never: Windows has no Ctrl-Z of this kind."""
        return False

    def suspend(self) -> None:
        """Nothing to hand back."""


def terminal_keys(stdin: TextIO) -> contextlib.AbstractContextManager[UnixKeys | WindowsKeys | NoKeys]:
    """Keys from `stdin` where it is a terminal that listens to us, else a stand-in that only waits."""
    try:
        descriptor = stdin.fileno() if stdin.isatty() else -1
    except (OSError, ValueError):
        descriptor = -1
    if descriptor < 0:
        return contextlib.nullcontext(NoKeys())
    if sys.platform == "win32":
        return contextlib.nullcontext(WindowsKeys())
    if not _is_in_foreground(descriptor):
        return contextlib.nullcontext(NoKeys())
    return unix_keys(descriptor)


def _is_in_foreground(descriptor: int) -> bool:
    """Whether the terminal listens to this process; setting it from the background would stop the process."""
    try:
        return os.tcgetpgrp(descriptor) == os.getpgrp()
    except OSError:
        return False
