"""The process that codes a film: pictures go in one by one, and it ends in any case."""

import contextlib
import logging
import subprocess
import threading
from collections.abc import Iterable, Sequence
from typing import IO, Self, cast

from mobility_coach.adapters.film.ffmpeg import NO_WINDOW

_log = logging.getLogger(__name__)

STALL_SECONDS = 30.0
"""Who takes not a byte for so long hangs."""

END_SECONDS = 300.0
"""A long film is read and written once more at its end, so that it can be seen while it is loaded."""

_PIPE_BYTES = 1 << 20
_LAST_WORDS = 2_000
_NEW_GROUP = int(getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0))


class EncoderStopped(Exception):
    """It could not be started, ended before its time, or hung; the message is for the log."""


def encode(
    command: Sequence[str],
    words: IO[bytes],
    pictures: Iterable[memoryview],
    stall_seconds: float = STALL_SECONDS,
    end_seconds: float = END_SECONDS,
) -> None:
    """Feed all pictures to the standard input of a command, and wait until it has ended.

    Args:
        command: the program and its arguments.
        words: a file for what it says, which goes to the log where it fails.
        pictures: each as bytes.
        stall_seconds: how long it may take nothing.
        end_seconds: how long it may take from the last picture to its end.

    Raises:
        EncoderStopped: it failed. Whatever is raised, also by `pictures`, the process is gone then.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - found by us, no shell
            command,
            bufsize=0,
            pipesize=_PIPE_BYTES,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=words,
            start_new_session=True,  # Ctrl-C is for us, who clean up
            creationflags=NO_WINDOW | _NEW_GROUP,
        )
    except OSError as error:
        raise EncoderStopped(str(error)) from error
    try:
        with _Watch(process, stall_seconds) as watch:
            _feed(process, pictures, watch)
        _await_end(process, end_seconds)
    except EncoderStopped as error:
        _end(process)
        _log.warning("%s stopped (%s): %s", command[0], error, _last(words))
        raise
    finally:
        _end(process)


def _feed(process: "subprocess.Popen[bytes]", pictures: Iterable[memoryview], watch: "_Watch") -> None:
    pipe = cast(IO[bytes], process.stdin)
    for picture in pictures:
        rest = picture
        watch.is_waiting = True
        try:
            while rest:
                rest = rest[pipe.write(rest) :]
                watch.taken += 1
        except OSError as error:
            raise EncoderStopped(str(error)) from error
        watch.is_waiting = False
    pipe.close()


def _await_end(process: "subprocess.Popen[bytes]", seconds: float) -> None:
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise EncoderStopped("it does not end") from error
    if code:
        raise EncoderStopped(f"exit code {code}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    with contextlib.suppress(OSError):
        cast(IO[bytes], process.stdin).close()
    process.wait()


def _last(words: IO[bytes]) -> str:
    words.seek(max(0, words.seek(0, 2) - _LAST_WORDS))
    return words.read(_LAST_WORDS).decode("utf-8", "replace").strip()


class _Watch:
    """Kills a process that takes nothing any more: a full pipe would be waited for for ever."""

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: float) -> None:
        self.is_waiting = False
        self.taken = 0
        self._process = process
        self._seconds = seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="film watch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        before = -1
        while not self._over.wait(self._seconds):
            if self.is_waiting and self.taken == before:
                _log.warning("The encoder has taken nothing for %.0f s; it is ended", self._seconds)
                self._process.kill()
                return
            before = self.taken
