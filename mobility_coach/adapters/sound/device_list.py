"""PortAudio's list of devices, which all outputs of a process share."""

import contextlib
import threading
from typing import Any


class DeviceList:
    """Who uses the list, so that nobody makes it anew below another's stream.

    PortAudio looks for devices only when it is begun anew, and its end takes every stream of the process with
    it: one that another thread is just starting takes the whole program along.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0

    def join(self) -> None:
        """A stream is going to be opened; waits while the list is made."""
        with self._lock:
            self._users += 1

    def leave(self) -> None:
        """The stream is closed, or did not come to be."""
        with self._lock:
            self._users -= 1

    def renew(self, library: Any) -> bool:  # noqa: ANN401 -- the module `sounddevice` publishes no types
        """Look for devices; returns False where it cannot be now, as somebody has a stream.

        Raises the library's PortAudioError where it does not come up again.
        """
        with self._lock:
            if self._users:
                return False
            with contextlib.suppress(library.PortAudioError):
                library._terminate()  # noqa: SLF001 -- the way that its author names
            library._initialize()  # noqa: SLF001
            return True


DEVICES = DeviceList()
"""The one of this process, as PortAudio has but one."""
