"""What a sound file tells a player beside its sound."""

from collections.abc import Mapping
from dataclasses import dataclass

from mobility_coach.domain.drill import Drill
from mobility_coach.domain.timeline import Timeline
from mobility_coach.domain.wording import tr
from mobility_coach.services.film.chapters import Chapter, chapters_of


@dataclass(frozen=True, slots=True)
class SoundTags:
    """What players show of a sound file.

    Attributes:
        title, artist: plain text; the artist stands for the album as well.
        chapters: where players can jump to.
        cover: a square picture as JPEG; empty where there is none.
    """

    title: str
    artist: str
    chapters: tuple[Chapter, ...] = ()
    cover: bytes = b""


def sound_tags(timeline: Timeline, drills: Mapping[str, Drill], cover: bytes) -> SoundTags:
    """The tags of a session of these drills, by their ids."""
    return SoundTags(timeline.title, tr("Mobility Coach"), chapters_of(timeline, drills), cover)
