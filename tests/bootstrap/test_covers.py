"""The cover of a session's sound file."""

import io
from pathlib import Path

from PIL import Image

from mobility_coach.bootstrap.covers import COVER_SIZE, cover_of
from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.domain.compiler import compile_routine
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.routine import single_drill
from mobility_coach.domain.speech_timing import estimate
from mobility_coach.domain.timeline import Timeline

LARGEST = 48_000
"""Bytes that the comments of an Ogg file have room for."""


def timeline_of(workshop: Workshop, drill_id: str) -> Timeline:
    drill = workshop.library().drill(drill_id)
    assert drill is not None
    return compile_routine(single_drill(drill), CoachingPreferences(), lambda text: estimate(text, 165))


def test_each_cover_is_a_square_that_every_format_has_room_for(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path)
    for drill in workshop.library().drills:
        cover = cover_of(timeline_of(workshop, drill.id), workshop.figures().motion)
        assert 5_000 < len(cover) < LARGEST, drill.id
        with Image.open(io.BytesIO(cover)) as picture:
            assert (picture.format, picture.size) == ("JPEG", (COVER_SIZE, COVER_SIZE))


def test_without_a_motion_there_is_no_cover(tmp_path: Path) -> None:
    timeline = timeline_of(Workshop(tmp_path), "ankle-rolls")
    assert cover_of(timeline, lambda _drill: None) == b""
