"""A message bus of a test's own."""

import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.adapters.dunst_desktop import BUS, PATIENCE

HAS_BUS = shutil.which("dbus-daemon") is not None


class PrivateBus:
    """Runs from the start to the end; `environ` leads programs to it and to nothing else."""

    def __init__(self, folder: Path) -> None:
        self._configuration = folder / "bus.conf"
        self._configuration.write_text(BUS, encoding="utf-8")
        kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
        self.environ = {**kept, "HOME": str(folder), "LC_ALL": "C.UTF-8"}

    def __enter__(self) -> Self:
        command = ["dbus-daemon", f"--config-file={self._configuration}", "--nofork", "--print-address"]
        self._process = subprocess.Popen(
            command, env=self.environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._process.stdout is not None
        self.environ["DBUS_SESSION_BUS_ADDRESS"] = self._process.stdout.readline().strip()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def kill(self) -> None:
        """End it by force. May be called twice."""
        self._process.kill()
        self._process.communicate(timeout=PATIENCE)
