"""Paints stills in a child process: what that needs (numpy, some 50 MB) goes away with it."""

import logging
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, cast

from mobility_coach.services.stills import PainterStopped, StillFailed, StillOrder

_log = logging.getLogger(__name__)

SECONDS = 20.0
"""A picture takes a twentieth of a second, the start of the process half a second."""

LARGEST_PNG = 16 << 20
LARGEST_FAULT = 16 << 10

_PACKAGE = Path(__file__).resolve().parents[2]
_COMMAND = (sys.executable, "-P", "-m", f"{_PACKAGE.name}.adapters.machine.still_worker")
_NO_WINDOW = int(getattr(subprocess, "CREATE_NO_WINDOW", 0))


class StillProcess:
    """Implements `StillPainter`. The process starts with the first order, and again where it has ended."""

    def __init__(self, command: Sequence[str] = _COMMAND, seconds: float = SECONDS) -> None:
        self._command = command
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._is_stopped = False

    def paint(self, order: StillOrder) -> bytes:
        """See `StillPainter.paint`."""
        process = self._started()
        watch = threading.Timer(self._seconds, process.kill)
        watch.daemon = True
        watch.start()
        try:
            return _answer(process, _pickled(order))
        except (OSError, ValueError, EOFError) as error:
            self._end(process)
            kind = PainterStopped if self._is_stopped else StillFailed
            raise kind(f"the process that paints stills: {error}") from error
        finally:
            watch.cancel()

    def rest(self) -> None:
        """End the process."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            self._end(process)

    def stop(self) -> None:
        """End the process, whatever it does; there is no other one."""
        with self._lock:
            self._is_stopped = True
            if self._process is not None:
                self._process.kill()

    def _started(self) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self._is_stopped:
                raise PainterStopped("the painter was stopped")
            if self._process is not None and self._process.poll() is None:
                return self._process
            if self._process is not None:
                self._end(self._process)
            self._process = self._start()
            return self._process

    def _start(self) -> "subprocess.Popen[bytes]":
        paths = (str(_PACKAGE.parent), os.environ.get("PYTHONPATH", ""))
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
        try:
            return subprocess.Popen(  # noqa: S603 - our own module, no shell
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                creationflags=_NO_WINDOW,
            )
        except OSError as error:
            raise StillFailed(str(error)) from error

    def _end(self, process: "subprocess.Popen[bytes]") -> None:
        for stream in (process.stdin, process.stdout):
            try:
                cast(IO[bytes], stream).close()
            except OSError as error:  # what was left to be written has no reader
                _log.debug("A pipe to the painter: %s", error)
        process.kill()
        process.wait()


class _Pickler(pickle.Pickler):
    """Takes the mappings of a motion, which nobody can change, for plain ones."""

    def reducer_override(self, value: object) -> Any:  # noqa: ANN401 - as pickle's
        if type(value) is MappingProxyType:
            return dict, (dict(value),)
        return NotImplemented


def _pickled(order: StillOrder) -> bytes:
    file = BytesIO()
    _Pickler(file).dump(order)
    return file.getvalue()


def _answer(process: "subprocess.Popen[bytes]", order: bytes) -> bytes:
    """What the process paints. Raises OSError, ValueError and EOFError."""
    sent, read = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
    sent.write(len(order).to_bytes(4, "big") + order)
    sent.flush()
    png, fault = _part(read, LARGEST_PNG), _part(read, LARGEST_FAULT)
    if not png:
        raise ValueError(fault.decode("ascii", "replace"))
    return png


def _part(stream: IO[bytes], most: int) -> bytes:
    length = int.from_bytes(_exactly(stream, 4), "big")
    if length > most:
        raise ValueError("what it says makes no sense")
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError("it has ended")
    return data
