"""A sink without sound: the position moves by a clock, so that captions and counts go on."""

from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.services.ports import FrameSource, MonotonicClock, SinkStatus

LONGEST_LOOK = 2.0
"""Seconds; who looks less often was asleep or held up, and so was the session: no reps are done meanwhile."""


class SilentOutput:
    """An `AudioSink` that plays nothing, in the time that it would take."""

    def __init__(self, clock: MonotonicClock) -> None:
        self._clock = clock
        self._halted_at = 0
        # Source, position, and when it was so: one tuple, so that the sound's thread may ask too.
        self._moving: tuple[FrameSource, int, float] | None = None
        self._looked = 0.0

    def play(self, source: FrameSource, start: int) -> None:
        """Move through `source` from frame `start` on."""
        self._looked = self._clock()
        self._moving = (source, start, self._looked)

    def replace(self, source: FrameSource) -> bool:
        """Go on with `source`; False where nothing plays."""
        if not self.is_playing:
            return False
        # Measured anew, so that another length neither holds the position up nor makes it jump.
        self.play(source, self.position())
        return True

    def written(self) -> int:
        """The position: nothing is asked for ahead."""
        return self.position()

    def halt(self) -> int:
        """Stay at the position."""
        self._halted_at = self.position()
        self._moving = None
        return self._halted_at

    def position(self) -> int:
        """The frame that would be heard now."""
        moving = self._moving
        if moving is None:
            return self._halted_at
        source, start, begun = moving
        now = self._clock()
        away = max(0.0, now - self._looked - LONGEST_LOOK)
        self._looked = now
        if away:
            begun += away
            self._moving = (source, start, begun)
        passed = round((now - begun) * SAMPLE_RATE)
        return max(start, min(start + passed, source.stop))

    @property
    def is_playing(self) -> bool:
        """Whether the position moves."""
        return self._moving is not None and self.position() < self._moving[0].stop

    def status(self) -> SinkStatus:
        """Never audible, and nothing wrong with that."""
        return SinkStatus(audible=False, device="", problem="", underruns=0)

    def close(self) -> None:
        """Stop moving."""
        self.halt()
