"""One running speech worker as its parent sees it: lines out, answers in, and its end."""

import json
import logging
import queue
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, cast

log = logging.getLogger(__name__)

LONGEST_LINE = 1 << 20
LEAVE_SECONDS = 0.2
"""How long a worker may take to end by itself before it is killed."""

NO_WINDOW = int(getattr(subprocess, "CREATE_NO_WINDOW", 0))
"""On Windows a child of a windowed program would open a console."""

Message = dict[str, Any]


class WorkerGone(Exception):
    """The worker has ended, or takes no more requests."""


class WorkerSilent(Exception):
    """The worker did not answer in time."""


class SpeechProcess:
    """A worker process with a private folder for its files. Used from one thread; `stop` from any."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start `command` with the folder as its last argument. Raises `OSError`."""
        self.folder = Path(tempfile.mkdtemp(prefix="mobility-coach-speech-"))
        self._answers: queue.Queue[Message | None] = queue.Queue(maxsize=256)
        self._stopping = threading.Lock()
        try:
            self._process = subprocess.Popen(  # noqa: S603  our own file, no shell
                [*command, str(self.folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=NO_WINDOW,
            )
        except OSError:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self._reader = threading.Thread(target=self._read, name="speech answers", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def _read(self) -> None:
        """Pass on what is an answer; whatever else lands on stdout is dropped."""
        stream = cast(IO[bytes], self._process.stdout)
        for line in iter(lambda: stream.readline(LONGEST_LINE), b""):
            answer = _answer(line)
            if answer is None:
                log.warning("The speech worker wrote what is no answer: %.200r", line)
                continue
            try:
                self._answers.put_nowait(answer)
            except queue.Full:
                log.warning("The speech worker answers what nobody asked")
        self._say_gone()

    def _say_gone(self) -> None:
        while True:
            try:
                return self._answers.put_nowait(None)
            except queue.Full:
                self._answers.get()

    def send(self, request: Message) -> None:
        """Hand over a request. Raises `WorkerGone`."""
        stream = cast(IO[bytes], self._process.stdin)
        try:
            stream.write(json.dumps(request).encode("ascii") + b"\n")
            stream.flush()
        except (OSError, ValueError) as error:  # ValueError: stopped, so closed, by another thread
            raise WorkerGone(str(error)) from error

    def receive(self, seconds: float) -> Message:
        """The next answer. Raises `WorkerSilent` after `seconds`, `WorkerGone` where none will come."""
        try:
            answer = self._answers.get(timeout=max(0.0, seconds))
        except queue.Empty:
            raise WorkerSilent(f"no answer within {seconds:.1f} s") from None
        if answer is None:
            self._say_gone()
            raise WorkerGone(f"ended with {self._process.poll()}")
        return answer

    def stop(self, *, patience: float = LEAVE_SECONDS) -> None:
        """End the process within `patience` seconds and a moment, and remove its folder."""
        with self._stopping:
            stdin = cast(IO[bytes], self._process.stdin)
            try:
                stdin.close()  # the worker's sign to leave
            except OSError:
                log.debug("The speech worker was gone already")
            if patience > 0:
                self._wait(patience)
            self._process.kill()
            self._process.wait()
            self._reader.join(1.0)
            cast(IO[bytes], self._process.stdout).close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _wait(self, seconds: float) -> None:
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            log.info("The speech worker does not leave by itself")


def _answer(line: bytes) -> Message | None:
    """The JSON object in `line`, or None."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and ("id" in value or "ready" in value) else None
