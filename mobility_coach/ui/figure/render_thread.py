"""A thread that draws: what is wanted most first, and nothing that is no longer wanted."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

from mobility_coach.ui.figure.studio import Studio

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from mobility_coach.ui.figure.scenes import Drawn, Job

IDLE_SECONDS = 10.0
"""A thread that had nothing to do for so long ends, and its stages with it."""

CLOSE_SECONDS = 1.0


class RenderThread:
    """Runs while there is something to draw; `deliver` is called in it, with a job and what became of it.

    `rested` is called in it when it ends because nothing was asked for.
    """

    def __init__(
        self,
        deliver: Callable[[Job, Drawn], None],
        make_studio: Callable[[], Studio] = Studio,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self.rested: Callable[[], None] = lambda: None
        self._deliver = deliver
        self._make_studio = make_studio
        self._idle_seconds = idle_seconds
        self._changed = threading.Condition()
        self._wanted: dict[Hashable, tuple[int, deque[Job]]] = {}  # what was asked for last comes last
        self._current: Job | None = None
        self._thread: threading.Thread | None = None
        self._is_running = False
        self._is_closed = False

    @property
    def thread(self) -> threading.Thread | None:
        """The thread that was started last."""
        return self._thread

    @property
    def is_busy(self) -> bool:
        """Whether something is left to be drawn or delivered."""
        with self._changed:
            return self._current is not None or self._most_wanted() is not None

    def ask(self, client: Hashable, jobs: Iterable[Job], rank: int = 0) -> None:
        """Draw these in this order, instead of what the client asked for before; the lowest rank is first."""
        with self._changed:
            self._wanted.pop(client, None)
            queue = deque(job for job in jobs if job != self._current)
            if self._is_closed or not queue:
                return
            self._wanted[client] = rank, queue
            self._wake()

    def drop(self, is_useless: Callable[[Job], bool]) -> None:
        """Do not draw what has become useless."""
        with self._changed:
            for _, queue in self._wanted.values():
                rest = [job for job in queue if not is_useless(job)]
                queue.clear()
                queue.extend(rest)

    def stop(self) -> None:
        """End once what is being drawn is done. Nothing is delivered after it."""
        with self._changed:
            self._is_closed = True
            self._wanted.clear()
            self._changed.notify()

    def close(self, patience: float = CLOSE_SECONDS) -> bool:
        """End, and wait `patience` seconds at most; whether it has ended."""
        self.stop()
        if self._thread is None:
            return True
        self._thread.join(patience)
        return not self._thread.is_alive()

    def _wake(self) -> None:
        if not self._is_running:
            self._is_running = True
            self._thread = threading.Thread(target=self._run, name="figure", daemon=True)
            self._thread.start()
        self._changed.notify()

    def _run(self) -> None:
        studio = None
        while (job := self._next()) is not None:
            drawn: Drawn
            try:
                studio = studio or self._make_studio()
                drawn = studio.draw(job)
            except Exception as error:  # noqa: BLE001 - whatever it was, it costs this picture alone
                drawn = error
            with self._changed:
                if not self._is_closed:
                    self._deliver(job, drawn)
        if studio is not None:
            studio.rest()
        with self._changed:
            if not self._is_closed and not self._is_running:
                self.rested()

    def _next(self) -> Job | None:
        """The job that is wanted most, waited for; None to end."""
        with self._changed:
            self._current = None
            self._changed.wait_for(lambda: self._is_closed or self._most_wanted(), self._idle_seconds)
            self._current = self._take()
            self._is_running = self._current is not None
            return self._current

    def _take(self) -> Job | None:
        queue = self._most_wanted()
        return None if queue is None else queue.popleft()

    def _most_wanted(self) -> deque[Job] | None:
        best: tuple[int, deque[Job]] | None = None
        for rank, queue in self._wanted.values():
            if queue and (best is None or rank <= best[0]):
                best = rank, queue
        return None if best is None else best[1]
