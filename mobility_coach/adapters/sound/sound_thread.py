"""The one thread that talks to the sound library."""

import logging
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Protocol

_logger = logging.getLogger(__name__)

Job = Callable[[], object]


class Worker(Protocol):
    """Where calls of the sound library are made; see `SoundThread`."""

    @property
    def busy(self) -> bool:
        """Whether a job is under way or waits."""
        ...

    def post(self, job: Job) -> None:
        """Do `job` when those before it are done."""
        ...

    def run(self, job: Job, seconds: float) -> bool:
        """As `post`, and wait for it, but no longer than `seconds`. Returns whether it is done."""
        ...

    def end(self) -> None:
        """Let go after the jobs that wait."""
        ...


class SoundThread:
    """Does jobs one after the other, so that a sound server that hangs never holds up the caller.

    The thread starts with the first job and does not keep the program alive. After `linger` seconds without a
    job `when_idle` is called once.
    """

    def __init__(self, when_idle: Job, linger: float) -> None:
        self._jobs: SimpleQueue[tuple[Job, threading.Event] | None] = SimpleQueue()
        self._when_idle = when_idle
        self._linger = linger
        self._thread: threading.Thread | None = None
        self._unfinished = 0
        self._lock = threading.Lock()

    @property
    def busy(self) -> bool:
        """Whether a job is under way or waits."""
        return self._unfinished > 0

    def post(self, job: Job) -> None:
        """Do `job` when those before it are done."""
        self._queue(job, threading.Event())

    def run(self, job: Job, seconds: float) -> bool:
        """As `post`, and wait for it, but no longer than `seconds`. Returns whether it is done."""
        done = threading.Event()
        self._queue(job, done)
        return done.wait(seconds)

    def end(self) -> None:
        """Let the thread end after the jobs that wait; the next `post` starts another one."""
        with self._lock:
            if self._thread is not None:
                self._jobs.put(None)
                self._thread = None

    def _queue(self, job: Job, done: threading.Event) -> None:
        with self._lock:
            self._unfinished += 1
            self._jobs.put((job, done))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="sound-device", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        entry = self._jobs.get()
        while entry is not None:
            job, done = entry
            _attempt(job)
            with self._lock:
                self._unfinished -= 1
            done.set()
            try:
                entry = self._jobs.get(timeout=self._linger)
            except Empty:
                _attempt(self._when_idle)
                entry = self._jobs.get()


def _attempt(job: Job) -> None:
    try:
        job()
    except Exception:
        _logger.exception("A job for the sound device failed")
