"""Autostart on Windows: a value of the person's own Run key. Written by its documentation, untested there."""

import importlib
import logging
import subprocess
from collections.abc import Sequence
from typing import Any, Protocol

from mobility_coach.domain.wording import tr

_log = logging.getLogger(__name__)

NAME = "Mobility Coach"
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
"""Here the Task Manager writes what the person has switched off: the first byte is odd then."""


class Registry(Protocol):
    """Values of the person's own part of the registry. All raise OSError."""

    def read(self, key: str, name: str) -> object:
        """The value; None where there is none."""
        ...

    def write(self, key: str, name: str, text: str) -> None:
        """Set a value of text."""
        ...

    def remove(self, key: str, name: str) -> None:
        """Remove a value, be it there or not."""
        ...


class RunKeyAutostart:
    """Implements `mobility_coach.services.breaks.break_ports.Autostart`. Untested on Windows."""

    is_available = True

    def __init__(self, command: Sequence[str], registry: Registry) -> None:
        self._command = command
        self._registry = registry

    def is_on(self) -> bool:
        """Whether the value is there and was not switched off in the Task Manager."""
        try:
            approved = self._registry.read(APPROVED, NAME)
            is_off = isinstance(approved, bytes) and bool(approved) and bool(approved[0] & 1)
            return bool(self._registry.read(RUN, NAME)) and not is_off
        except OSError as error:
            _log.info("Autostart can't be read: %s", error)
            return False

    def set_on(self, *, is_on: bool) -> str:
        """Write or remove the value. Returns a problem in plain text with the remedy, or empty."""
        try:
            if is_on:
                self._registry.write(RUN, NAME, subprocess.list2cmdline(self._command))
                self._registry.remove(APPROVED, NAME)
            else:
                self._registry.remove(RUN, NAME)
        except OSError as error:
            _log.warning("Autostart can't be changed: %s", error)
            return tr(
                "Windows did not let the start be changed ({reason}). Change it in the settings of Windows, "
                "under Apps and Startup."
            ).format(reason=error.strerror or type(error).__name__)
        return ""


class WindowsRegistry:
    """`Registry` over winreg. Untested."""

    def __init__(self) -> None:
        self._winreg: Any = importlib.import_module("winreg")

    def read(self, key: str, name: str) -> object:
        """The value; None where there is none."""
        try:
            with self._winreg.OpenKey(self._winreg.HKEY_CURRENT_USER, key) as opened:
                return self._winreg.QueryValueEx(opened, name)[0]
        except FileNotFoundError:
            return None

    def write(self, key: str, name: str, text: str) -> None:
        """Set a value of text."""
        with self._winreg.CreateKey(self._winreg.HKEY_CURRENT_USER, key) as opened:
            self._winreg.SetValueEx(opened, name, 0, self._winreg.REG_SZ, text)

    def remove(self, key: str, name: str) -> None:
        """Remove a value, be it there or not."""
        access = self._winreg.KEY_SET_VALUE
        try:
            with self._winreg.OpenKey(self._winreg.HKEY_CURRENT_USER, key, 0, access) as opened:
                self._winreg.DeleteValue(opened, name)
        except FileNotFoundError:
            return
