"""A thread that brings about what a session wants beside its own work, and may wait for others there."""

import atexit
import logging
import threading

from mobility_coach.services.remote.aside import Pursuit

_log = logging.getLogger(__name__)

GOODBYE_SECONDS = 1.0
"""So long the end of the program waits until everything is given back."""

_TURNS: dict[str, threading.Lock] = {}
"""Held by the thread of a name that is at work."""


class AsideThread:
    """Implements `aside.Aside`. The thread starts with the first wish and ends once it is finished with.

    Those of one name take turns: what a session gives back is whole before the next one takes it.
    """

    def __init__(self, pursuit: Pursuit, name: str) -> None:
        self._pursuit = pursuit
        self._name = name
        self._turn = _TURNS.setdefault(name, threading.Lock())
        self._thread: threading.Thread | None = None
        self._changed = threading.Condition()
        self._is_wanted = False
        self._is_new = False
        self._is_finishing = False

    def want(self, *, wanted: bool) -> None:
        """Wanted from now on, or not any more."""
        with self._changed:
            if self._is_finishing:
                return
            self._is_wanted = wanted
            self._is_new = True
            self._changed.notify()
        if self._thread is None:
            # It may hang in a driver: the program does not wait for it without end.
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            atexit.register(self.wait, GOODBYE_SECONDS)
            self._thread.start()

    def finish(self) -> None:
        """Not wanted any more; the thread ends once that is brought about."""
        with self._changed:
            self._is_wanted = False
            self._is_new = True
            self._is_finishing = True
            self._changed.notify()

    def wait(self, seconds: float) -> bool:
        """Wait until the thread has ended. False: it has not, in so many seconds."""
        if self._thread is None:
            return True
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            with self._turn:
                self._pursue()
        finally:
            atexit.unregister(self.wait)

    def _pursue(self) -> None:
        try:
            self._follow()
        except Exception:  # noqa: BLE001 - the session goes on, whatever becomes of others
            _log.exception("%s: given up", self._name)
        finally:
            self._pursuit.close()

    def _follow(self) -> None:
        due: float | None = None
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_new, due)
                self._is_new = False
                wanted, is_last = self._is_wanted, self._is_finishing
            due = self._pursuit.pursue(wanted=wanted)
            if is_last and due is None:
                return
