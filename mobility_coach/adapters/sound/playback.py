"""One playing of a source: what the sound's callback and the reader of the position share.

No locks: what the one side writes is a single reference that the other side reads once.
"""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from mobility_coach.domain.timeline import SAMPLE_RATE, frames
from mobility_coach.services.ports import FrameSource, MonotonicClock

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mobility_coach.adapters.sound.sound_problems import Failure

    Buffer = NDArray[np.float32]

_logger = logging.getLogger(__name__)

CROSSFADE = frames(0.005)
"""A replaced source fades into the new one over so many frames."""

LONGEST_DELAY = 2.0
"""Seconds; a driver that claims more between a block and its hearing is not believed."""


class Playback:
    """Frames of `source` from `start` on, as they are asked for and heard.

    `start` may be a function that tells the frame which should be heard at the moment of the call; it is
    asked when the device wants its first block, and the way to the ear is added.

    Attributes:
        next_frame: the first frame that the device has not asked for.
        cancelled: from now on only silence is given, and the source is left alone.
        over: the source's end was heard.
        failure: why it will never be heard, or None.
        underruns: how often the device had to wait for us.
        filled_at: `clock` at the last block, or None before the first.
    """

    def __init__(
        self,
        source: FrameSource,
        start: int | Callable[[], int],
        *,
        clock: MonotonicClock,
        latency: float,
    ) -> None:
        self._source = source
        self._before: FrameSource | None = None
        self._start = start
        self._clock = clock
        self._latency = latency
        self._anchor: tuple[float, int] | None = None
        self._heard_from = float("inf")
        self._ends_at = float("inf")
        self._broken = False
        self.next_frame = start if isinstance(start, int) else 0
        self._heard = self.next_frame
        self.cancelled = False
        self.over = False
        self.failure: Failure | None = None
        self.underruns = 0
        self.filled_at: float | None = None

    @property
    def stop(self) -> int:
        """The first frame that is no longer heard."""
        return self._source.stop

    def replace(self, source: FrameSource) -> None:
        """Go on with `source` from `next_frame` on."""
        self._before = self._source
        self._source = source

    def fill(self, out: "Buffer", now: float, heard_at: float, *, late: bool) -> bool:
        """Write the next frames to `out`, shape (frames, channels); called on the sound's thread.

        `now` and `heard_at` are seconds of the stream's clock: the call, and the hearing of the block's first
        frame. Returns whether all was heard, so that the stream can end.
        """
        if self.cancelled:
            out.fill(0)
            return False
        if not 0 <= heard_at - now <= LONGEST_DELAY:
            heard_at = now + self._latency
        if self._anchor is None:
            self._begin(heard_at - now)
            self._heard_from = heard_at
        else:
            self.underruns += late
        first = self.next_frame
        count = max(0, min(len(out), self._source.stop - first))
        self._write(out, first, count)
        self.filled_at = self._clock()
        if count or self._anchor is None:
            self._anchor = (heard_at, first)
            self._ends_at = heard_at + count / SAMPLE_RATE
            self.next_frame = first + count
        elif now >= self._ends_at:
            self.over = True
        return self.over

    def _begin(self, delay: float) -> None:
        if not isinstance(self._start, int):
            self.next_frame = self._heard = self._start() + round(delay * SAMPLE_RATE)

    def _write(self, out: "Buffer", first: int, count: int) -> None:
        source, before = self._source, self._before
        try:
            block = source.render(first, count)
            if before is not None:
                self._before = None
                _fade(before.render(first, min(count, CROSSFADE)), block)
            out[:count] = block[:, None]
            out[count:] = 0
        except Exception:
            # The stream must live on: a wrong block costs its own sound and one line in the log.
            out.fill(0)
            if not self._broken:
                self._broken = True
                _logger.exception("The sound from frame %d on could not be made", first)

    def is_heard(self, now: float) -> bool:
        """Whether the first frame has reached the ear at `now`, in seconds of the stream's clock."""
        return now >= self._heard_from

    def position(self, now: float | None) -> int:
        """The frame that is heard at `now`, in seconds of the stream's clock; the last one known without."""
        anchor = self._anchor
        if self.over:
            self._heard = max(self._heard, self.stop)
        elif anchor is not None and now is not None and not self.cancelled:
            frame = anchor[1] + round((now - anchor[0]) * SAMPLE_RATE)
            self._heard = max(self._heard, min(frame, self.next_frame, self.stop))
        return self._heard


def _fade(old: "Buffer", new: "Buffer") -> None:
    """Begin `new` with `old`, in place. Where both are the same, `new` is untouched to the last bit."""
    import numpy as np  # noqa: PLC0415 -- 170 ms that a program without sound does not pay

    count = len(old)
    weight = np.arange(count, 0, -1, dtype=np.float32) / np.float32(count + 1)
    new[:count] += (old - new[:count]) * weight
