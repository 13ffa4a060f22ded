import json

import numpy as np

from mobility_coach.domain.drill import Side
from mobility_coach.domain.timeline import Cue, CueKind, Segment, SegmentKind, Sound, Timeline
from mobility_coach.services.session.render import cue_sheet, session_blocks
from mobility_coach.services.sound.mixer import Mix, MixerSettings


def test_the_blocks_are_the_whole_session() -> None:
    mix = Mix([Cue(100, CueKind.CLICK, "", Sound.CLICK_IN)], {}, MixerSettings(), 0, 2500)
    blocks = list(session_blocks(mix, 2500, block=1000))

    assert [len(block) for block in blocks] == [1000, 1000, 500]
    np.testing.assert_array_equal(np.concatenate(blocks), mix.render(0, 2500))
    assert list(session_blocks(mix, 0)) == []


def test_the_cue_sheet_tells_each_cue_in_plain_values() -> None:
    timeline = Timeline(
        "ankle",
        "Ankle",
        (
            Segment("intro", SegmentKind.INTRO, 0, 1000, "Stand tall"),
            Segment("reps", SegmentKind.REPS, 1000, 3000, "Go"),
        ),
        (
            Cue(0, CueKind.PHRASE, "Stand tall", drill="wall"),
            Cue(
                1000,
                CueKind.COUNT,
                "one",
                on_vowel=True,
                drill="wall",
                movement="A",
                side=Side.LEFT,
                rep=1,
            ),
        ),
        (),
    )
    sheet = cue_sheet(timeline)

    assert sheet == json.loads(json.dumps(sheet))
    assert sheet["sample_rate"] == 48_000
    assert sheet["cues"] == [
        {
            "frame": 0,
            "kind": "phrase",
            "text": "Stand tall",
            "drill": "wall",
            "movement": "",
            "side": "both",
            "rep": None,
            "segment": "intro",
        },
        {
            "frame": 1000,
            "kind": "count",
            "text": "one",
            "drill": "wall",
            "movement": "A",
            "side": "left",
            "rep": 1,
            "segment": "reps",
        },
    ]
