"""Has the program start, hidden, when the person logs in."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from mobility_coach.adapters.desktop.autostart_xdg import XdgAutostart
from mobility_coach.services.breaks.break_ports import Autostart

HIDDEN: Final = "--hidden"
_SCRIPT = "mobility-coach"
_AS_MODULE = ("-P", "-m", "mobility_coach")
"""-P: what lies in the folder where sessions start, mostly one's own, must not stand in for a module."""


def make_autostart(
    environ: Mapping[str, str],
    data_dir: Path | None = None,
    platform: str = sys.platform,
    home: Path | None = None,
) -> Autostart:
    """The way that this system has. `data_dir` is what the program was told by --data-dir.

    Windows and macOS are untested.
    """
    command = start_command(Path(sys.executable), data_dir, platform, is_frozen=hasattr(sys, "frozen"))
    if platform == "win32":
        from mobility_coach.adapters.desktop.autostart_windows import (  # noqa: PLC0415 - there alone
            RunKeyAutostart,
            WindowsRegistry,
        )

        return RunKeyAutostart(command, WindowsRegistry())
    if platform == "darwin":
        from mobility_coach.adapters.desktop.autostart_macos import (  # noqa: PLC0415 - there alone
            LaunchAgentAutostart,
        )

        return LaunchAgentAutostart(command, home or Path.home())
    return XdgAutostart(command, environ, home or Path.home())


def start_command(
    python: Path, data_dir: Path | None, platform: str = sys.platform, *, is_frozen: bool = False
) -> tuple[str, ...]:
    """The command line that starts what runs now: a frozen program, the installed script, or the package."""
    is_windows = platform == "win32"
    script = python.with_name(f"{_SCRIPT}.exe" if is_windows else _SCRIPT)
    quiet_python = python.with_name("pythonw.exe")  # opens no console
    if is_frozen:
        program: tuple[str, ...] = (str(python),)
    elif is_windows and quiet_python.is_file():
        program = (str(quiet_python), *_AS_MODULE)
    elif script.is_file() and os.access(script, os.X_OK):
        program = (str(script),)
    else:
        program = (str(python), *_AS_MODULE)
    place = () if data_dir is None else ("--data-dir", str(data_dir.absolute()))
    return (*program, *place, HIDDEN)
