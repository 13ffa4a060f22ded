"""Writes a session to a file in a process of its own: the command line's `render`."""

import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, cast

from mobility_coach.adapters.machine.work_folder import sweep_beside
from mobility_coach.domain.wording import tr
from mobility_coach.services.export_ports import ExportOrder, ExportReport, ExportState

_log = logging.getLogger(__name__)

KILL_SECONDS = 10.0
"""Who was told to end and does not is ended."""

LONGEST_LINE = 4096
MOST_WORDS = 2000
_MOST_READ = 1 << 14
_NICE = 10
"""The window, and what is heard in it, go first."""

_PACKAGE = Path(__file__).resolve().parents[2]
_COMMAND = (sys.executable, "-P", "-m", _PACKAGE.name)
_FLAGS = int(getattr(subprocess, "CREATE_NO_WINDOW", 0)) | int(
    getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
)


def export_arguments(order: ExportOrder, data_dir: Path | None) -> tuple[str, ...]:
    """What is typed to have it written; `data_dir` is the folder that was chosen for this program, if any.

    Whoever chose the file was asked already whether one that is there is to be replaced.
    """
    wish = order.wish
    options = {
        "--data-dir": str(data_dir) if data_dir else "",
        "--output": wish.target,
        "--size": wish.size,
        "--theme": wish.theme,
        "--minutes": str(order.minutes) if order.minutes else "",
    }
    given = (f"{name}={text}" for name, text in options.items() if text)
    return ("render", wish.item, "--progress", "--overwrite", *given)


class ExportProcess:
    """Implements `ExportPort`; the process starts at once."""

    def __init__(
        self,
        arguments: Sequence[str],
        target: Path,
        command: Sequence[str] = _COMMAND,
        kill: float = KILL_SECONDS,
    ) -> None:
        """`kill` is how many seconds the process has to end once it was told to."""
        self._report = ExportReport()
        self._target = target.resolve()
        self._kill_seconds = kill
        self._is_cancelled = False
        self._words = b""
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._process = process = _started((*command, *arguments))
        except OSError as error:
            _log.warning("The process that writes files: %s", error)
            self._report = ExportReport(ExportState.FAILED, words=self._silent_words())
            return
        listener = threading.Thread(target=self._listen, args=(process,), name="export words", daemon=True)
        listener.start()
        threading.Thread(
            target=self._follow, args=(process, listener), name="export progress", daemon=True
        ).start()

    def report(self) -> ExportReport:
        """See `ExportPort.report`."""
        return replace(self._report, state=ExportState.CANCELLED) if self._is_cancelled else self._report

    def cancel(self) -> None:
        """See `ExportPort.cancel`."""
        process = self._process
        if process is None or self._is_cancelled or self._report.state is not ExportState.RUNNING:
            return
        self._is_cancelled = True
        process.terminate()
        watch = threading.Timer(self._kill_seconds, process.kill)
        watch.daemon = True
        watch.start()

    def _follow(self, process: "subprocess.Popen[bytes]", listener: threading.Thread) -> None:
        stream = cast(IO[bytes], process.stdout)
        with contextlib.closing(stream):
            for line in iter(lambda: stream.readline(LONGEST_LINE), b""):
                self._take(line)
        code = process.wait()
        listener.join(1.0)
        if code:
            self._sweep()
        self._report = self._last_report(code)

    def _listen(self, process: "subprocess.Popen[bytes]") -> None:
        stream = cast(IO[bytes], process.stderr)
        with contextlib.closing(stream):
            for line in iter(lambda: stream.readline(LONGEST_LINE), b""):
                self._words = (self._words + line)[-_MOST_READ:]

    def _take(self, line: bytes) -> None:
        try:
            told = json.loads(line)
            share, left = float(told["done"]), told["seconds_left"]
            left = None if left is None else max(0.0, float(left))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            _log.warning("The process that writes files makes no sense: %s", error)
            return
        self._report = ExportReport(share=min(1.0, max(0.0, share)), seconds_left=left)

    def _last_report(self, code: int) -> ExportReport:
        text = self._words.decode("utf-8", "replace")
        if not code:
            return ExportReport(ExportState.DONE, 1.0, 0.0, _plain(text))
        if self._is_cancelled:
            return self._report
        if code < 0 or "Traceback" in text or not text.strip():
            _log.warning("The process that writes files ended with %s: %s", code, text)
            return replace(self._report, state=ExportState.FAILED, words=self._silent_words())
        return replace(self._report, state=ExportState.FAILED, words=_plain(text))

    def _silent_words(self) -> str:
        message = tr(
            "{file} was not written: the program that writes it stopped. Try again; the log has more."
        )
        return message.format(file=self._target.name)

    def _sweep(self) -> None:
        """Remove what a process that was killed could not."""
        with contextlib.suppress(OSError):
            sweep_beside(self._target)


def start_export(order: ExportOrder, data_dir: Path | None) -> ExportProcess:
    """Have a file written by a process that has the same data and settings."""
    return ExportProcess(export_arguments(order, data_dir), Path(order.wish.target))


def _started(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    paths = (str(_PACKAGE.parent), os.environ.get("PYTHONPATH", ""))
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "PYTHONIOENCODING": "utf-8",
    }
    process = subprocess.Popen(  # noqa: S603 - our own program, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        creationflags=_FLAGS,
    )
    if hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
    return process


def _plain(text: str) -> str:
    """Lines that can be shown; the end of a text that is too long, since the reason stands there."""
    lines = ("".join(sign for sign in line if sign.isprintable()).strip() for line in text.splitlines())
    return "\n".join(filter(None, lines))[-MOST_WORDS:]
