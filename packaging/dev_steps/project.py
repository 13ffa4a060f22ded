"""The checkout: where its things are, what it can be set up for, and the Python that this is."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VERSION = "{}.{}".format(*sys.version_info[:2])
PROFILES = ("run", "test")  # each holds all of the one before it


class Project:
    """Where things are in a checkout."""

    def __init__(self, root: Path = ROOT, windows: bool = os.name == "nt") -> None:
        self.root = root
        self.venv = root / ".venv"
        # Windows and macOS are provided for, not tried.
        self.python = self.venv / ("Scripts/python.exe" if windows else "bin/python")
        self.stamp = self.venv / "mobility-coach-setup.json"
        self.unfinished = self.venv / "mobility-coach-setup.unfinished"
        self.log = root / "build" / "setup.log"

    def lock(self, profile: str) -> Path:
        """The lock file of a profile: `run`, `test` or `speech`."""
        return (
            self.root
            / "packaging"
            / ("requirements.lock" if profile == "run" else f"requirements-{profile}.lock")
        )
