"""What a film file is made of beside its sound and its pictures."""

from collections.abc import Mapping
from dataclasses import dataclass

from mobility_coach.domain.drill import Drill
from mobility_coach.domain.timeline import Timeline
from mobility_coach.domain.wording import tr
from mobility_coach.services.film.chapters import Chapter, chapters_of
from mobility_coach.services.film.film_shape import FilmShape


@dataclass(frozen=True, slots=True)
class FilmPlan:
    """A film to be written.

    Attributes:
        title, artist: what players show.
        shape: how large it is.
        chapters: where players can jump to.
    """

    title: str
    artist: str
    shape: FilmShape
    chapters: tuple[Chapter, ...]


def film_plan(timeline: Timeline, drills: Mapping[str, Drill], shape: FilmShape) -> FilmPlan:
    """The film of a session of these drills, by their ids."""
    return FilmPlan(timeline.title, tr("Mobility Coach"), shape, chapters_of(timeline, drills))
