"""Shoots a session: for each picture of a film the view of its moment, painted."""

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from mobility_coach.domain.drill import Drill
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.timeline import Timeline
from mobility_coach.domain.transport import Phase, Transport
from mobility_coach.services.film.film_shape import FilmShape
from mobility_coach.services.session.outline import outline_of
from mobility_coach.services.session.player_presenter import PlayerSituation, player_view
from mobility_coach.services.session.player_view import PlayerView


class FilmPainter(Protocol):
    """Paints what a person would see."""

    def paint(self, view: PlayerView, seconds: float) -> memoryview:
        """The picture of a moment, `seconds` after the film's start: four bytes a pixel, rows from above.

        Blue, green, red, and one that means nothing. It holds until the next one is painted. Moments come in
        order.
        """
        ...


class SessionViews:
    """What a session shows at each of its frames, as if it were heard without a pause."""

    def __init__(
        self, timeline: Timeline, drills: Mapping[str, Drill], preferences: CoachingPreferences
    ) -> None:
        self._timeline = timeline
        self._situation = PlayerSituation(
            drills,
            preferences,
            volume=1.0,
            is_muted=False,
            is_preparing=False,
            banner="",
            outline=outline_of(timeline, drills),
        )

    @property
    def length(self) -> int:
        """Frames of the whole session."""
        return self._timeline.length

    def at(self, frame: int) -> PlayerView:
        """The view at a frame."""
        return player_view(Transport(self._timeline, Phase.PLAYING, frame), self._situation)


def shoot(
    views: SessionViews, shape: FilmShape, painter: FilmPainter, progress: Callable[[float], None]
) -> Iterator[memoryview]:
    """All pictures of a film in order; `progress` is told the share that is done, 0 … 1, after each one."""
    count = shape.count(views.length)
    for picture in range(count):
        yield painter.paint(views.at(shape.moment(picture)), picture / shape.fps)
        progress((picture + 1) / count)
