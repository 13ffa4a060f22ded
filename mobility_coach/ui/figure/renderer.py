"""The renderer as the window sees it: pictures that are there, and a way to ask for more."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from mobility_coach.figure.strokes import MOST_BYTES, StrokeCache
from mobility_coach.ui.figure.render_thread import RenderThread
from mobility_coach.ui.figure.scenes import Frame, FrameJob, Scene, Still, StillJob

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mobility_coach.domain.motion import Motion, Way
    from mobility_coach.ui.figure.scenes import Drawn, Job

_log = logging.getLogger(__name__)

SHOWN, STILLS = 0, 1
"""Ranks: what is being looked at comes before what stands in a list."""


class FigureRenderer(QObject):
    """Draws in a thread of its own and keeps what was drawn; one for the window. `close` it at the end.

    `arrived` tells of a picture of a way, `still_drawn` of a still, `failed` of a motion that can't be drawn.
    When nothing was asked for for a while, only what is shown is kept, and `rested` tells that.
    """

    arrived = Signal(object, object)
    still_drawn = Signal(object, object)
    failed = Signal(object)
    _delivered = Signal(object, object)
    rested = Signal()
    _ended = Signal()

    def __init__(
        self,
        start: Callable[[Callable[[Job, Drawn], None]], RenderThread] = RenderThread,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        super().__init__()
        self._cache: StrokeCache[tuple[Scene, Way], Frame] = StrokeCache(most_bytes)
        self._faulty: list[Motion] = []
        self._delivered.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._rest, Qt.ConnectionType.QueuedConnection)
        self._thread = start(self._delivered.emit)
        self._thread.rested = self._ended.emit

    @property
    def cache_bytes(self) -> int:
        """What is kept."""
        return self._cache.size

    @property
    def worker(self) -> RenderThread:
        """What draws."""
        return self._thread

    def frames(self, scene: Scene, way: Way) -> Mapping[int, Frame]:
        """The pictures of a way that are there."""
        return self._cache.pictures((scene, way))

    def is_faulty(self, motion: Motion) -> bool:
        """Whether drawing it has failed."""
        return any(each is motion for each in self._faulty)

    def hold(self, client: object, ways: Sequence[tuple[Scene, Way]]) -> None:
        """Keep the pictures of these ways for a client, the shown one first."""
        self._cache.hold(client, ways)

    def ask(self, client: object, jobs: Iterable[Job], rank: int = SHOWN) -> None:
        """Draw these, the first one first, instead of what the client asked for before."""
        self._thread.ask(client, [job for job in jobs if not self.is_faulty(job.scene.motion)], rank)

    def release(self, client: object) -> None:
        """The client shows nothing now: draw and keep nothing more for it."""
        self._thread.ask(client, ())
        self._cache.hold(client, ())

    def close(self) -> None:
        """End the thread and let go of all pictures."""
        if not self._thread.close():
            _log.warning("The figure's thread did not end in time")
        self._cache.clear()

    def _rest(self) -> None:
        self._cache.keep_held()
        self.rested.emit()

    def _take(self, job: Job, drawn: Drawn) -> None:
        if isinstance(drawn, Still) and isinstance(job, StillJob):
            self.still_drawn.emit(job, drawn)
        elif isinstance(drawn, Frame) and isinstance(job, FrameJob):
            self._keep(job, drawn)
        elif isinstance(drawn, Exception):
            self._give_up(job.scene.motion, drawn)

    def _keep(self, job: FrameJob, frame: Frame) -> None:
        if self._cache.put((job.scene, job.way), job.frame, frame, frame.size):
            self.arrived.emit(job.scene, job.way)
        else:
            # No room beside what is more important: the rest of this way would not fit either.
            self._thread.drop(
                lambda other: isinstance(other, FrameJob) and (other.scene, other.way) == (job.scene, job.way)
            )

    def _give_up(self, motion: Motion, error: Exception) -> None:
        if self.is_faulty(motion):
            return
        self._faulty.append(motion)
        _log.error("The figure of %s can't be drawn", motion.drill, exc_info=error)
        self._thread.drop(lambda other: other.scene.motion is motion)
        self.failed.emit(motion)
