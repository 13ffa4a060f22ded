"""The doctor's eye on films: whether an ffmpeg is here, and what it can write."""

from collections.abc import Callable, Iterable

from mobility_coach.adapters.film.ffmpeg import FILM_SUFFIXES, Ffmpeg, FfmpegMissing
from mobility_coach.domain.wording import tr
from mobility_coach.services.doctor import Condition, Finding, Probe


def film_probe(find: Callable[[], Ffmpeg]) -> Probe:
    """The section about films; `find` raises `FfmpegMissing`, and is bounded by itself."""
    return Probe("films", tr("Films"), lambda: _look(find))


def _look(find: Callable[[], Ffmpeg]) -> Iterable[Finding]:
    try:
        ffmpeg = find()
    except FfmpegMissing as error:
        yield Finding("ffmpeg", tr("ffmpeg"), tr("not found"), Condition.NOTE, error.remedy, error.line)
        return
    yield Finding("ffmpeg", tr("ffmpeg"), ffmpeg.program)
    for suffix in FILM_SUFFIXES:
        name = tr("{suffix} films").format(suffix=suffix)
        try:
            ffmpeg.coding(suffix)
        except FfmpegMissing as error:
            told = tr("not possible")
            yield Finding(f"film{suffix}", name, told, Condition.NOTE, error.remedy, error.line)
        else:
            yield Finding(f"film{suffix}", name, tr("possible"))
