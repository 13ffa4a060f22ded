"""Autostart on macOS: a launch agent of the person's own. Written by its documentation, untested there."""

import logging
import plistlib
from collections.abc import Sequence
from pathlib import Path
from xml.parsers.expat import ExpatError

from mobility_coach.adapters.desktop.autostart_xdg import unwritable_words
from mobility_coach.adapters.store.storage import PUBLIC_FILE, FileSystem, reason_words, write_file

_log = logging.getLogger(__name__)

LABEL = "org.mobility-coach.reminders"
MOST_BYTES = 65_536

_NONSENSE = (ExpatError, ValueError, LookupError, AttributeError, TypeError, RecursionError)
"""What plistlib raises for files that are none of its own."""


class LaunchAgentAutostart:
    """Implements `mobility_coach.services.breaks.break_ports.Autostart`. Untested on macOS."""

    is_available = True

    def __init__(self, command: Sequence[str], home: Path, files: FileSystem | None = None) -> None:
        self._command = command
        self._path = home / "Library" / "LaunchAgents" / f"{LABEL}.plist"
        self._files = files or FileSystem()

    def is_on(self) -> bool:
        """Whether the agent is there and nobody has disabled it."""
        try:
            agent = plistlib.loads(self._files.read(self._path, MOST_BYTES))
        except FileNotFoundError:
            return False
        except (OSError, *_NONSENSE) as error:
            _log.info("%s can't be read: %s", self._path, error)
            return False
        return (
            isinstance(agent, dict) and agent.get("RunAtLoad") is True and agent.get("Disabled") is not True
        )

    def set_on(self, *, is_on: bool) -> str:
        """Write or remove the agent. Returns a problem in plain text with the remedy, or empty."""
        agent = {
            "Label": LABEL,
            "ProgramArguments": list(self._command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
        }
        try:
            if is_on:
                write_file(self._files, self._path, plistlib.dumps(agent), mode=PUBLIC_FILE)
            else:
                self._path.unlink(missing_ok=True)
        except ValueError:  # letters that an XML file can't hold
            return unwritable_words(self._command)
        except OSError as error:
            _log.warning("Autostart can't be changed: %s", error)
            return reason_words(error, self._path)
        return ""
