"""A film of the short routine: how fast it is written, and how near it keeps to its cue sheet.

It needs ffmpeg and ffprobe; where espeak-ng is missing, chimes stand in for words. Films stay in a folder
where one is named. Limits are for MP4 at 720p and 30 pictures a second.
"""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mobility_coach.bootstrap.films import render_film
from mobility_coach.bootstrap.rendering import SpokenSession, spoken_session
from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.cli.context import FilmRequest, SessionRequest
from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.services.film.film_shape import FilmShape
from mobility_coach.services.film.shooting import shoot
from mobility_coach.ui.film.film_figure import FilmFigure
from mobility_coach.ui.film.film_painter import TvFilmPainter, painting_application
from tests.benchmarks import film_measures
from tests.benchmarks.figures import Figures

ROUTINE = SessionRequest("short")
HD, FULL_HD = FilmShape(1280, 720, 30), FilmShape(1920, 1080, 30)


@dataclass(frozen=True)
class Case:
    """A film to be written."""

    ending: str
    shape: FilmShape
    theme: str

    @property
    def name(self) -> str:
        return f"{self.shape.height}p{self.ending}"


CASES = (Case(".mp4", HD, "dark"), Case(".webm", HD, "light"), Case(".mp4", FULL_HD, "light"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="where the films stay")
    figures = Figures("Films of the short routine")
    application = painting_application()
    with tempfile.TemporaryDirectory() as temporary:
        workshop = Workshop(Path(temporary) / "data")
        folder = parser.parse_args().folder or Path(temporary)
        # Words are rendered once for all sessions: they are no part of what is measured.
        with spoken_session(workshop, ROUTINE) as session:
            figures.note(
                "720p, painted alone, x real time", _times(session, lambda: _paint(session, workshop))
            )
            for case in CASES:
                _tell(figures, session, workshop, case, folder / f"film-{case.shape.height}{case.ending}")
        workshop.close()
    del application
    figures.note("memory at most, MiB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)
    figures.end()


def _times(session: SpokenSession, work: Callable[[], object]) -> float:
    """How many times faster than real time."""
    start = time.perf_counter()
    work()
    return session.score.timeline.length / SAMPLE_RATE / (time.perf_counter() - start)


def _paint(session: SpokenSession, workshop: Workshop) -> None:
    painter = TvFilmPainter(HD, "dark", workshop.figures().motion, has_edge=True)
    for _ in shoot(session.views(), HD, painter, lambda _share: None):
        pass


def _tell(figures: Figures, session: SpokenSession, workshop: Workshop, case: Case, film: Path) -> None:
    shape, cues = case.shape, film.with_suffix(".json")
    request = FilmRequest(ROUTINE, shape.width, shape.height, case.theme, shape.fps)
    speed = _times(session, lambda: render_film(workshop, request, film, cues, lambda _share: None))
    if case is CASES[0]:
        figures.at_least(f"{case.name}, x real time", speed, 1.0)
    else:
        figures.note(f"{case.name}, x real time", speed)
    figures.note(
        f"{case.name}, MB a minute", film.stat().st_size / 1e6 * 60 * SAMPLE_RATE / session.views().length
    )

    sheet = json.loads(cues.read_text())["cues"]
    mix = session.score.source.render(0, session.views().length)
    late = film_measures.click_errors_ms(film_measures.decoded_sound(film), sheet, mix)
    figures.note(f"{case.name}, clicks that come out of quiet", len(late))
    figures.at_most(f"{case.name}, error of a click at most, ms", max(map(abs, late)), 1.0)

    room = film_measures.room_of(session.views(), shape)
    pictures = film_measures.decoded_pictures(film, room, room.size() / 4)
    figure = FilmFigure(workshop.figures().motion, case.theme)
    errors = film_measures.key_pose_errors(pictures, sheet, session.views(), shape, figure)
    figures.note(f"{case.name}, key poses on a count", len(errors))
    figures.at_most(f"{case.name}, error of a key pose at most, pictures", max(map(abs, errors)), 1.0)
    missing = abs(shape.count(session.views().length) - len(pictures))
    figures.at_most(f"{case.name}, pictures too many or too few", missing, 0)


if __name__ == "__main__":
    main()
