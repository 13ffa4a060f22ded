"""The figure in a film: every picture is drawn when it is shown, however long that takes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QImage, QPainter

from mobility_coach.figure.strokes import StrokeCache, goes_on
from mobility_coach.ui.figure.fading import Fade
from mobility_coach.ui.figure.scenes import FrameJob, Scene, Sight, scene_of
from mobility_coach.ui.figure.shots import Canvas, Shot
from mobility_coach.ui.figure.studio import Studio
from mobility_coach.ui.figure.wanted import wanted_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSize

    from mobility_coach.domain.motion import FigureMoment, Motion, Way
    from mobility_coach.ui.figure.scenes import Frame

_log = logging.getLogger(__name__)

KEPT_BYTES = 256 << 20
"""Strokes come again on the other side: what fits in here is not drawn twice."""


class FilmFigure:
    """Shows moments in the order of a film, in a theme ("light" or "dark")."""

    def __init__(
        self, motions: Callable[[str], Motion | None], theme: str, studio: Studio | None = None
    ) -> None:
        self._motions = motions
        self._theme = theme
        self._studio = studio or Studio()
        self._cache: StrokeCache[tuple[Scene, Way], Frame] = StrokeCache(KEPT_BYTES)
        self._faulty: set[str] = set()
        self._canvas = Canvas()
        self._shown: tuple[Shot, FigureMoment, str] | None = None
        self._image: QImage | None = None
        self._leaving: QImage | None = None
        self._fade = Fade()

    def image(self, moment: FigureMoment, size: QSize, seconds: float) -> QImage | None:
        """The picture of a moment, `seconds` after the film's start; None where nothing can be drawn.

        The same image comes again where nothing has moved.
        """
        motion = self._motions(moment.drill)
        if motion is None or not motion.movements or moment.drill in self._faulty:
            return None
        try:
            return self._drawn(motion, moment, size, seconds)
        except Exception:  # noqa: BLE001 - whatever it was, it costs this drill's figure and never the film
            _log.exception("The figure of %s can't be drawn", moment.drill)
            self._faulty.add(moment.drill)
            self._shown = self._image = None
            return None

    def _drawn(self, motion: Motion, moment: FigureMoment, size: QSize, seconds: float) -> QImage:
        wanted = wanted_at(motion, moment, is_reduced=False)
        scene = scene_of(motion, Sight(size.width(), size.height(), self._theme), wanted.way)
        shot = Shot(self._frame(scene, wanted.way, wanted.frame), wanted.is_back, wanted.is_mirrored)
        framed = scene.sight.movement
        before = self._shown
        if before is not None and (not goes_on(before[1], moment) or before[2] != framed):
            self._leaving = self._image
            self._fade.begin(seconds)
        self._shown = shot, moment, framed
        if before is None or self._image is None or before[0] != shot or not self._fade.is_over:
            self._canvas.put(shot)
            self._image = self._faded(self._canvas.image(), seconds)
        return self._image

    def _frame(self, scene: Scene, way: Way, index: int) -> Frame:
        key = scene, way
        known = self._cache.pictures(key).get(index)
        if known is not None:
            return known
        frame = cast("Frame", self._studio.draw(FrameJob(scene, way, index)))
        self._cache.hold(self, [key])
        self._cache.put(key, index, frame, frame.size)
        return frame

    def _faded(self, image: QImage, seconds: float) -> QImage:
        """The picture over the one that is left, as long as that fades."""
        self._fade.go_on(seconds)
        if self._fade.is_over or self._leaving is None or self._leaving.size() != image.size():
            self._leaving = None
            self._fade.end()
            return image
        mixed = self._leaving.copy()
        painter = QPainter(mixed)
        painter.setOpacity(self._fade.weight)
        painter.drawImage(0, 0, image)
        painter.end()
        return mixed
