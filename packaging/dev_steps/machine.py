"""The computer this runs on: it runs tools, keeps what they say in a log, and talks to the user."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Stop(Exception):
    """Ends the run: a message for the user and an exit code."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


class Result(NamedTuple):
    """What a tool gave back."""

    code: int
    output: str

    @property
    def ok(self) -> bool:
        """Whether the tool succeeded."""
        return self.code == 0


class Machine:
    """The computer this runs on. Tests put another in its place."""

    def __init__(self, log: Path | None = None) -> None:
        self.log = log
        self.env: Mapping[str, str] = os.environ
        self.linux = sys.platform.startswith("linux")
        self.root = hasattr(os, "geteuid") and os.geteuid() == 0
        # In an activated .venv the running Python is the one that may have to be thrown away.
        self.base_python: str = getattr(sys, "_base_executable", "") or sys.executable

    def say(self, text: str) -> None:
        """Tell the user one thing; on stderr, as the output of the coach may be read by a program."""
        print(text, file=sys.stderr, flush=True)

    def which(self, name: str) -> str | None:
        """The path of a command, if there is one of that name."""
        return shutil.which(name)

    def run(self, command: Sequence[str], timeout: float | None = None, **env: str) -> Result:
        """Run a tool; what it prints goes to the log and comes back, its input is empty."""
        try:
            done = subprocess.run(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=timeout,
                check=False,
                env={**self.env, **env},
            )
            result = Result(done.returncode, done.stdout.decode("utf-8", "replace"))
        except subprocess.TimeoutExpired:
            result = Result(-1, f"no answer within {timeout:.0f} s")
        except OSError as error:
            result = Result(-1, str(error))
        if self.log is not None:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            with self.log.open("a", encoding="utf-8") as log:
                log.write(f"$ {shlex.join(command)}\n{result.output.rstrip()}\n[exit {result.code}]\n\n")
        return result

    def glob(self, folder: str, pattern: str) -> list[str]:
        """The files in a folder of the system, sorted by name."""
        return sorted(str(path) for path in Path(folder).glob(pattern))
