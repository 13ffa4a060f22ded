"""What a command prints on: plain text of our own, JSON for programs, and never a half-written surprise."""

import contextlib
import io
import json
import os
import re
import shutil
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TextIO

WIDTH_WITHOUT_TERMINAL = 80
NARROWEST = 40
WIDEST_TEXT = 100

_PATH_FIRST = re.compile(r"~?/|[A-Za-z]:\\|\\\\")
"""Also Windows' folders, with a drive or of another machine."""

_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\N{REPLACEMENT CHARACTER}")


@dataclass(frozen=True, slots=True)
class Streams:
    """The three streams of a process, handed in so that tests bring their own."""

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO


def plain(text: str) -> str:
    """`text` with every control character replaced: what a file is named can't steer the terminal."""
    return text.translate(_CONTROLS)


def is_terminal(stream: TextIO) -> bool:
    """Whether somebody looks at the stream in a terminal; False for a closed one."""
    try:
        return stream.isatty()
    except (OSError, ValueError):
        return False


def can_encode(stream: TextIO, text: str) -> bool:
    """Whether the stream can show `text` as it is."""
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except (LookupError, UnicodeError):
        return False
    return True


def _wrapped(text: str, width: int, first: str = "", indent: str = "") -> list[str]:
    """Lines of `text`; a word that is too long for one, such as a path, stays whole to be copied."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )


class OutputFailed(Exception):
    """Standard output takes nothing more; `is_unread` where that is because nobody reads it any more."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error.strerror or str(error))
        self.is_unread = isinstance(error, BrokenPipeError)


class Output:
    """Prints for people and for programs.

    Results go to standard output, messages to standard error, each line without control characters.
    A character that the terminal can't show becomes a question mark. Every method that prints results raises
    `OutputFailed`; a message that can't be shown is let go.
    """

    def __init__(self, streams: Streams) -> None:
        self.streams = streams
        for stream in (streams.stdout, streams.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")

    @property
    def width(self) -> int:
        """Columns to write in: the terminal's, or 80 where there is none."""
        if not is_terminal(self.streams.stdout):
            return WIDTH_WITHOUT_TERMINAL
        return max(NARROWEST, shutil.get_terminal_size((WIDTH_WITHOUT_TERMINAL, 24)).columns)

    def line(self, text: str = "") -> None:
        """One line on standard output."""
        self.write(plain(text) + "\n")

    def message(self, text: str) -> None:
        """A text of one or more lines on standard error, at once."""
        for line in text.splitlines():
            self.hint(plain(line) + "\n")

    def hint(self, text: str) -> None:
        """A text on standard error as it is, at once."""
        with contextlib.suppress(OSError):
            self.streams.stderr.write(text)
            self.streams.stderr.flush()

    def write(self, text: str) -> None:
        """A text on standard output as it is."""
        try:
            self.streams.stdout.write(text)
        except OSError as error:
            raise OutputFailed(error) from error

    def paragraph(self, text: str, indent: str = "", first: str | None = None) -> None:
        """`text`, wrapped; `first` opens it and defaults to `indent`."""
        width = min(self.width, WIDEST_TEXT)
        opening = indent if first is None else first
        for line in _wrapped(plain(text), width, opening, indent) or [opening]:
            self.line(line)

    def table(self, rows: Sequence[Sequence[str]], indent: str = "  ", gap: str = "  ") -> None:
        """Rows in aligned columns; the last column takes what is left and wraps under itself.

        A cell that begins with a path is never wrapped, so that the path can be copied, spaces and all.
        """
        if not rows:
            return
        cleaned = [[plain(cell) for cell in row] for row in rows]
        widths = [max(len(cell) for cell in column) for column in zip(*cleaned, strict=True)]
        for row in cleaned:
            lead = indent + "".join(
                cell.ljust(width) + gap for cell, width in zip(row[:-1], widths[:-1], strict=True)
            )
            self._last_cell(lead, row[-1])

    def _last_cell(self, lead: str, cell: str) -> None:
        room = self.width - len(lead)
        if len(cell) <= room or room < NARROWEST // 2 or _PATH_FIRST.match(cell):
            self.line((lead + cell).rstrip())
            return
        first, *rest = _wrapped(cell, room)
        self.line(lead + first)
        for part in rest:
            self.line(" " * len(lead) + part)

    def json(self, value: object) -> None:
        """`value` as JSON in ASCII, so that any terminal, pipe and encoding carries it unharmed."""
        self.write(json.dumps(value, ensure_ascii=True, allow_nan=False, indent=2) + "\n")

    def raw(self, texts: Iterable[str]) -> None:
        """Texts exactly as they are, with their own line ends: for what another program reads."""
        stdout = self.streams.stdout
        if isinstance(stdout, io.TextIOWrapper):
            stdout.reconfigure(newline="")
        for text in texts:
            self.write(text)

    def flush(self) -> None:
        """Hand over all that was printed."""
        try:
            self.streams.stdout.flush()
        except OSError as error:
            raise OutputFailed(error) from error

    def discard(self) -> None:
        """Nobody reads any more: what is still buffered goes nowhere instead of failing at the exit."""
        try:
            descriptor = self.streams.stdout.fileno()
        except (OSError, ValueError):
            return
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, descriptor)
        os.close(nowhere)
