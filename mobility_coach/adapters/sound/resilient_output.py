"""Sound where there is a device, silence in the same time where there is none."""

from collections.abc import Callable
from typing import Protocol

from mobility_coach.adapters.sound.silent_output import SilentOutput
from mobility_coach.adapters.sound.sound_problems import Failure
from mobility_coach.services.ports import AudioSink, FrameSource, MonotonicClock, SinkStatus

RETRY_SECONDS = 3.0
"""How long to wait between two looks for a device."""


class Device(AudioSink, Protocol):
    """A sink that can fail; see `AudioOutput`."""

    @property
    def failure(self) -> Failure | None:
        """Why what plays is not heard; where nothing plays, how it was the last time."""
        ...

    @property
    def busy(self) -> bool:
        """Whether the sound library is at work, or hangs."""
        ...

    def prepare(self) -> None:
        """Load what the first `play` needs."""
        ...

    @property
    def is_heard(self) -> bool:
        """Whether the first frame has reached the ear, and nothing has failed since."""
        ...

    def follow(self, source: FrameSource, position: Callable[[], int]) -> None:
        """Play `source` from the frame on that `position` tells at the moment when sound can begin."""
        ...


class ResilientOutput:
    """An `AudioSink` that never fails: plays on the device, goes on by the clock without, and returns to it.

    All decisions are taken when the position or the status is asked for; there is no timer.
    """

    def __init__(self, device: Device, clock: MonotonicClock) -> None:
        self._device = device
        self._silent = SilentOutput(clock)
        self._clock = clock
        self._current: AudioSink = device
        self._source: FrameSource | None = None
        self._returning = False
        self._retry_at = 0.0
        self._last = 0

    def prepare(self) -> None:
        """Load what the first `play` needs; call it when a session is being made ready."""
        self._device.prepare()

    def play(self, source: FrameSource, start: int) -> None:
        """Play on the device, or in silence where it is known to be missing."""
        self.halt()
        self._source = source
        self._last = start
        if self._device.failure is None:
            self._current = self._device
        else:
            self._current = self._silent
        self._current.play(source, start)

    def replace(self, source: FrameSource) -> bool:
        """Go on with `source`; False where nothing plays."""
        self._care()
        if not self._current.replace(source):
            return False
        self._source = source
        if self._returning:
            self._device.replace(source)
        return True

    def written(self) -> int:
        """The next frame that would be asked of the source."""
        self._care()
        return max(self._last, self._current.written())

    def halt(self) -> int:
        """Silence; the frame that was heard last."""
        if self._returning:
            self._device.halt()
            self._returning = False
        self._last = max(self._last, self._current.halt())
        self._source = None
        return self._last

    def position(self) -> int:
        """The frame that is heard, or would be; never goes back while something plays."""
        self._care()
        self._last = max(self._last, self._current.position())
        return self._last

    @property
    def is_playing(self) -> bool:
        """Whether the position moves."""
        self._care()
        return self._current.is_playing

    def status(self) -> SinkStatus:
        """The device's status, whatever plays."""
        self._care()
        return self._device.status()

    def close(self) -> None:
        """Let go of the device."""
        self.halt()
        self._device.close()

    def _care(self) -> None:
        """Fall to silence when the device has failed; look for one every few seconds; go back to it."""
        source = self._source
        if source is None:
            return
        if self._current is self._device:
            if self._device.failure is not None:
                self._fall(source)
        elif self._returning:
            self._go_over()
        elif self._may_return():
            self._returning = True
            self._device.follow(source, self._silent.position)

    def _may_return(self) -> bool:
        return (
            self._clock() >= self._retry_at
            and not self._device.busy
            and self._device.failure is not Failure.NO_LIBRARY
            and self._silent.is_playing
        )

    def _fall(self, source: FrameSource) -> None:
        lost = self._device.failure is Failure.LOST
        self._silent.play(source, max(self._last, self._device.halt()))
        self._current = self._silent
        # Another device may be there already when one is lost; where none was found, we have just looked.
        self._retry_at = self._clock() + (0.0 if lost else RETRY_SECONDS)

    def _go_over(self) -> None:
        if self._device.is_heard:
            self._returning = False
            self._silent.halt()
            self._current = self._device
        elif self._device.failure is not None and not self._device.busy:
            self._returning = False
            self._device.halt()
            self._retry_at = self._clock() + RETRY_SECONDS
