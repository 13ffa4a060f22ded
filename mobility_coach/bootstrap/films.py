"""Writes a session as a film: the painter of the TV, the mix and ffmpeg, joined."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from mobility_coach.adapters.film.ffmpeg import FfmpegMissing, find_ffmpeg
from mobility_coach.adapters.film.film_file import FilmFileError, write_film
from mobility_coach.bootstrap.rendering import Progress, SpokenSession, spoken_session
from mobility_coach.cli.context import FilmRequest, NotWritten, Rendered
from mobility_coach.domain.wording import tr
from mobility_coach.services.film.chapters import chapters_of
from mobility_coach.services.film.film_plan import FilmPlan
from mobility_coach.services.film.film_shape import FilmShape
from mobility_coach.services.film.shooting import SessionViews, shoot

if TYPE_CHECKING:
    from mobility_coach.adapters.film.ffmpeg import Ffmpeg
    from mobility_coach.bootstrap.workshop import Workshop

_log = logging.getLogger(__name__)

SOUND_SHARE = 0.02
"""The part of the time that a film's sound takes."""

PICTURE_SHARE = 0.97
"""The part that its pictures take; what is left is the encoder's, which has to end."""


def render_film(
    workshop: "Workshop", request: FilmRequest, film: Path, cues: Path | None, progress: Progress
) -> Rendered:
    """Write a session to a film, and its cue sheet to `cues`. Raises `NotWritten`."""
    try:
        ffmpeg = find_ffmpeg()
        ffmpeg.coding(film.suffix.lower())  # what can't be is said before the words are rendered
        with spoken_session(workshop, request.session) as session:
            _write(workshop, session, request, film, ffmpeg, progress)
            if cues is not None:
                session.write_cues(cues)
    except (FfmpegMissing, FilmFileError) as error:
        raise NotWritten(str(error)) from error
    return session.rendered


def _write(
    workshop: "Workshop",
    session: SpokenSession,
    request: FilmRequest,
    film: Path,
    ffmpeg: "Ffmpeg",
    progress: Progress,
) -> None:
    try:
        from mobility_coach.ui.film.film_painter import (  # noqa: PLC0415 - what it lacks is told
            TvFilmPainter,
            painting_application,
        )
    except ImportError as error:
        _log.exception("No film can be painted")
        message = tr("{film} was not written: it can't be painted ({reason}). See: mobility-coach doctor")
        raise NotWritten(message.format(film=film, reason=error)) from error
    shape = FilmShape(request.width, request.height, request.fps)
    timeline = session.score.timeline
    drills = {item.drill.id: item.drill for item in session.plan.routine.items}
    application = painting_application()
    painter = TvFilmPainter(
        shape, request.theme, workshop.figures().motion, has_edge=workshop.book.settings.beat_edge
    )
    views = SessionViews(timeline, drills, session.plan.preferences)
    write_film(
        film,
        ffmpeg,
        FilmPlan(timeline.title, tr("Mobility Coach"), shape, chapters_of(timeline, drills)),
        session.blocks(lambda share: progress(SOUND_SHARE * share)),
        shoot(views, shape, painter, lambda share: progress(SOUND_SHARE + PICTURE_SHARE * share)),
    )
    del application  # it was needed up to here
