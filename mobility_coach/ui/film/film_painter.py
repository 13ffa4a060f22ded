"""Paints a film: what a TV would show, picture by picture, into one image."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

from mobility_coach.ui.film.film_figure import FilmFigure
from mobility_coach.ui.tokens import DARK, LIGHT
from mobility_coach.ui.tv.tv_face import TvCanvas, TvOptions, TvScene, figure_room

if TYPE_CHECKING:
    from collections.abc import Callable

    from mobility_coach.domain.motion import Motion
    from mobility_coach.services.film.film_shape import FilmShape
    from mobility_coach.services.session.player_view import PlayerView


def painting_application() -> QGuiApplication:
    """What Qt needs for fonts and images, without any screen; keep it as long as something is painted."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    return QGuiApplication(["mobility-coach", "-platform", "offscreen"])


class TvFilmPainter:
    """Implements `mobility_coach.services.film.shooting.FilmPainter`; only what has changed is painted.

    Args:
        shape: how large the film is.
        theme: "light" or "dark".
        motions: how the figure of a drill moves; None where there is none.
        has_edge: whether the edge lights up with the beat.
    """

    def __init__(
        self, shape: FilmShape, theme: str, motions: Callable[[str], Motion | None], *, has_edge: bool
    ) -> None:
        self._size = QSize(shape.width, shape.height)
        self._tokens = DARK if theme == "dark" else LIGHT
        self._options = TvOptions(show_edge=has_edge, names_keys=False)
        self._figure = FilmFigure(motions, theme)
        self._canvas = TvCanvas(self._size)

    def paint(self, view: PlayerView, seconds: float) -> memoryview:
        """See `FilmPainter.paint`."""
        image = None
        if view.figure is not None:
            room = figure_room(self._size, view, self._options)
            image = self._figure.image(view.figure, room.size(), seconds)
        if image is None:
            view = replace(view, figure=None)
        self._canvas.show(TvScene(view, image, self._tokens, self._options))
        return memoryview(self._canvas.image.constBits())
