"""Autostart by the freedesktop specification: a desktop entry in the person's own folder.

People and desktops change such files: what they wrote stays, and a file that says "hidden" is told as off.
"""

import logging
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from mobility_coach.adapters.store.storage import PUBLIC_FILE, FileSystem, reason_words, write_file
from mobility_coach.domain.wording import tr

_log = logging.getLogger(__name__)

FILE_NAME: Final = "mobility-coach.desktop"
MOST_BYTES = 65_536

_GROUP = "[Desktop Entry]"
_HIDDEN, _GNOME, _EXEC, _TRY_EXEC = "Hidden", "X-GNOME-Autostart-enabled", "Exec", "TryExec"
_RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
_TRUE, _FALSE = "true", "false"


class XdgAutostart:
    """Implements `mobility_coach.services.breaks.break_ports.Autostart`."""

    is_available = True

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str], home: Path, files: FileSystem | None = None
    ) -> None:
        folder = environ.get("XDG_CONFIG_HOME", "")
        base = Path(folder) if folder.startswith("/") else home / ".config"
        self._path = base / "autostart" / FILE_NAME
        self._command = command
        self._files = files or FileSystem()

    def is_on(self) -> bool:
        """Whether the entry is there and nobody has switched it off."""
        try:
            lines = self._lines()
        except (OSError, UnicodeDecodeError) as error:
            _log.info("%s can't be read: %s", self._path, error)
            return False
        values = _values(lines)
        return (
            bool(values.get(_EXEC))
            and _can_run(values.get(_TRY_EXEC, ""))
            and values.get(_HIDDEN, _FALSE).lower() != _TRUE
            and values.get(_GNOME, _TRUE).lower() != _FALSE
        )

    def set_on(self, *, is_on: bool) -> str:
        """Write, change or remove the entry. Returns a problem in plain text with the remedy, or empty."""
        try:
            if is_on:
                self._switch_on()
            else:
                self._switch_off()
        except UnicodeDecodeError:
            return tr("{path} is not a text file. Move it elsewhere, then try again.").format(path=self._path)
        except UnicodeEncodeError:
            return unwritable_words(self._command)
        except OSError as error:
            _log.warning("Autostart can't be changed: %s", error)
            return reason_words(error, self._path)
        return ""

    def _switch_on(self) -> None:
        ours = _entry(self._command)
        lines = [line for line in self._lines() if _key(line) != _HIDDEN]
        if _GROUP not in lines:
            lines = [_GROUP, *lines]
        for key, value in ours.items():
            if key in {_EXEC, _TRY_EXEC, _GNOME} or key not in _values(lines):
                lines = _with(lines, key, value)
        self._write(lines)

    def _switch_off(self) -> None:
        lines = self._lines()
        if not lines:
            return
        if self._path.is_symlink() or set(_values(lines)) - {*_entry(self._command), _HIDDEN}:
            self._write(_with(lines, _HIDDEN, _TRUE))  # somebody keeps more in it than we wrote
        else:
            self._path.unlink()

    def _lines(self) -> list[str]:
        """The file's lines; none where there is no file, or where what a link leads to is gone."""
        try:
            data = self._files.read(self._path, MOST_BYTES + 1)
        except (FileNotFoundError, NotADirectoryError):
            return []
        if len(data) > MOST_BYTES:
            raise OSError(None, tr("it is too large; move it elsewhere"), str(self._path))
        text = data.decode("utf-8").replace("\r\n", "\n").removesuffix("\n")
        return text.split("\n") if text else []  # other signs that end lines stand in values

    def _write(self, lines: Sequence[str]) -> None:
        write_file(self._files, self._path, ("\n".join(lines) + "\n").encode("utf-8"), mode=PUBLIC_FILE)


def unwritable_words(command: Sequence[str]) -> str:
    """What to say where a path of the command line is no text."""
    shown = " ".join(command).encode("utf-8", "replace").decode()
    text = tr(
        "This name can't be written down for the desktop: {command}. Rename its folder, then try again."
    )
    return text.format(command=shown)


def exec_value(command: Sequence[str]) -> str:
    """A command line as the Exec key takes it: percent signs doubled, arguments quoted, escaped as text."""
    return _text(" ".join(_argument(each) for each in command))


def _can_run(program: str) -> bool:
    """Whether the desktop would start it: it leaves entries alone whose program has moved away."""
    return not program or shutil.which(program.replace("\\\\", "\\")) is not None


def _entry(command: Sequence[str]) -> dict[str, str]:
    return {
        "Type": "Application",
        "Name": "Mobility Coach",
        "Comment": tr("Reminds you to move"),
        "Icon": "mobility-coach",
        _TRY_EXEC: _text(command[0]),
        _EXEC: exec_value(command),
        "Terminal": _FALSE,
        _GNOME: _TRUE,
    }


def _argument(text: str) -> str:
    text = text.replace("%", "%%")
    if text and not _RESERVED & set(text):
        return text
    for each in '\\"`$':
        text = text.replace(each, f"\\{each}")
    return f'"{text}"'


def _text(value: str) -> str:
    for each, escaped in (("\\", "\\\\"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        value = value.replace(each, escaped)
    return value


def _key(line: str) -> str:
    return "" if line.startswith(("#", "[")) else line.partition("=")[0].strip()


def _main_range(lines: Sequence[str]) -> range:
    """The numbers of the lines that belong to the entry itself, without its heading."""
    if _GROUP not in lines:
        return range(0)
    start = lines.index(_GROUP) + 1
    ends = (number for number in range(start, len(lines)) if lines[number].startswith("["))
    return range(start, next(ends, len(lines)))


def _values(lines: Sequence[str]) -> dict[str, str]:
    pairs = ((_key(lines[number]), lines[number].partition("=")[2].strip()) for number in _main_range(lines))
    return {key: value for key, value in pairs if key}


def _with(lines: Sequence[str], key: str, value: str) -> list[str]:
    """The lines with a key set in the entry itself: where it stood, else at the end."""
    within = _main_range(lines)
    kept = [line for number, line in enumerate(lines) if number not in within or _key(line) != key]
    place = next((number for number in within if _key(lines[number]) == key), None)
    if place is None:
        place = _main_range(kept).stop
    return [*kept[:place], f"{key}={value}", *kept[place:]]
