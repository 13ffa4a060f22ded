"""The picture agrees with the sound: on each beat that ends a stroke, the figure is in its key pose."""

from pathlib import Path

import numpy as np
import pytest

from mobility_coach.domain.compiler import compile_routine
from mobility_coach.domain.drill import Drill, Side
from mobility_coach.domain.figure_moment import figure_moment
from mobility_coach.domain.motion import Motion, Way, WayKind
from mobility_coach.domain.motion_format import parse_motion
from mobility_coach.domain.preferences import CoachingPreferences, DrillChoices
from mobility_coach.domain.timeline import Timeline, frames
from mobility_coach.figure.strokes import frame_at, frame_count, place_at, shown_way
from mobility_coach.figure.ways import Ways
from mobility_coach.services.session.render import cue_sheet
from tests.domain.drills_for_tests import plain_timing, routine, shipped_drills

WITHIN = frames(0.020)
"""So long before and after the beat the picture next to the key pose may stand; on it, the key pose does."""
MOTIONS = Path(__file__).parents[2] / "resources" / "motions"


def motion_of(drill: Drill) -> Motion:
    parsed = parse_motion((MOTIONS / f"{drill.id}.json").read_bytes(), drill.id)
    assert parsed.motion is not None, parsed.problems
    return parsed.motion


def shown(motion: Motion, timeline: Timeline, frame: int) -> tuple[Way, int]:
    """Which picture is on the screen when a frame is heard."""
    moment = figure_moment(timeline, frame, Side.LEFT)
    way = shown_way(motion, moment.way)
    return way, frame_at(way, place_at(motion, moment))


@pytest.mark.parametrize("drill", shipped_drills(), ids=lambda drill: drill.id)
@pytest.mark.parametrize("percent", [80, 115])
def test_each_key_pose_is_shown_on_its_beat(drill: Drill, percent: int) -> None:
    motion = motion_of(drill)
    bpm = round(drill.tempo.bpm * percent / 100)
    preferences = CoachingPreferences(drills={drill.id: DrillChoices(bpm=bpm)})
    timeline = compile_routine(routine(drill), preferences, plain_timing)
    ways = Ways(motion)
    beats = 0
    for cue in cue_sheet(timeline)["cues"]:
        segment = timeline.at(cue["frame"] - 1)
        if segment.grid is None or cue["kind"] != "click":
            continue
        offset = cue["frame"] - segment.start
        beat = segment.grid.beat_at(offset) % segment.grid.beats
        if beat not in (0, segment.grid.beats_in):
            continue
        beats += 1
        key = 1.0 if beat else 0.0
        for early, most_off in ((-WITHIN, 1), (-1, 0), (0, 0), (WITHIN, 1)):
            if cue["frame"] + early >= segment.stop:
                continue  # the last rep is over
            way, picture = shown(motion, timeline, cue["frame"] + early)
            wanted = frame_count(way) - 1 if key else 0
            assert abs(picture - wanted) <= most_off, (cue, way)
        way = shown(motion, timeline, cue["frame"] - 1)[0]
        pose = ways.pose(way, key)
        stroke = ways.pose(Way(WayKind.STROKE, segment.movement), key)
        assert np.allclose(pose.places, stroke.places, atol=1e-9)
    reps = sum(segment.grid.reps for segment in timeline.segments if segment.grid is not None)
    assert beats >= 2 * reps - len(drill.movements) * 2  # every turn, and every end but a movement's last
