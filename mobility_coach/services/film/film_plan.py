"""What a film file is made of beside its sound and its pictures."""

from dataclasses import dataclass

from mobility_coach.services.film.chapters import Chapter
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
