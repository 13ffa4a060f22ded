"""Writes a session as a film: the painter of the TV, the mix and ffmpeg, joined."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from mobility_coach.adapters.film.ffmpeg import Ffmpeg, FfmpegMissing, find_ffmpeg
from mobility_coach.adapters.film.film_file import FilmFileError, write_film
from mobility_coach.bootstrap.rendering import Progress, SpokenSession, spoken_session
from mobility_coach.cli.context import FilmRequest, NotWritten, Rendered
from mobility_coach.domain.wording import tr
from mobility_coach.services.film.film_plan import film_plan
from mobility_coach.services.film.film_shape import FilmShape
from mobility_coach.services.film.shooting import FilmPainter, shoot

if TYPE_CHECKING:
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
        # What can't be is said before the words are rendered.
        ffmpeg.coding(film.suffix.lower())
        from mobility_coach.ui.film.film_painter import TvFilmPainter, painting_application  # noqa: PLC0415 - Qt

        with spoken_session(workshop, request.session) as session:
            application = painting_application()
            settings = workshop.book.settings
            shape = FilmShape(request.width, request.height, request.fps)
            painter = TvFilmPainter(
                shape, request.theme, workshop.figures().motion, has_edge=settings.beat_edge
            )
            _write(session, shape, painter, film, ffmpeg, progress)
            del application  # it was needed up to here
            if cues is not None:
                session.write_cues(cues)
    except (FfmpegMissing, FilmFileError) as error:
        raise NotWritten(str(error)) from error
    except ImportError as error:
        _log.exception("No film can be painted")
        message = tr("{film} was not written: it can't be painted ({reason}). See: mobility-coach doctor")
        raise NotWritten(message.format(film=film, reason=error)) from error
    return session.rendered


def _write(
    session: SpokenSession,
    shape: FilmShape,
    painter: FilmPainter,
    film: Path,
    ffmpeg: Ffmpeg,
    progress: Progress,
) -> None:
    write_film(
        film,
        ffmpeg,
        film_plan(session.score.timeline, session.drills, shape),
        session.blocks(lambda share: progress(SOUND_SHARE * share)),
        shoot(session.views(), shape, painter, lambda share: progress(SOUND_SHARE + PICTURE_SHARE * share)),
    )
