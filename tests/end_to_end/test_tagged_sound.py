"""Sound files of a real session: what ffprobe finds in them, and their clicks against the cue sheet."""

import json
import shutil
from pathlib import Path

import pytest

from mobility_coach.bootstrap.rendering import render_sound, spoken_session
from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.cli.context import SessionRequest
from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.services.session.session_plan import Wishes
from tests.benchmarks import film_measures

pytestmark = pytest.mark.skipif(
    not (shutil.which("ffmpeg") and shutil.which("ffprobe")), reason="needs ffmpeg and ffprobe"
)

REQUEST = SessionRequest("ankle-rolls", Wishes(reps=1))


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    folder = tmp_path_factory.mktemp("data")
    quick = {"setup_seconds": 0, "link_seconds": 0, "switch_seconds": 0}
    (folder / "settings.json").write_text(json.dumps(quick))
    return Workshop(folder)


@pytest.mark.parametrize("ending", [".mp3", ".flac", ".ogg", ".opus"])
def test_a_tagged_sound_keeps_to_its_cue_sheet(workshop: Workshop, tmp_path: Path, ending: str) -> None:
    sound, cues = tmp_path / f"session{ending}", tmp_path / "cues.json"
    rendered = render_sound(workshop, REQUEST, sound, cues, lambda _share: None)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["cues.json", sound.name]
    sheet = json.loads(cues.read_text())["cues"]

    probe = film_measures.probed(sound)
    assert film_measures.chapter_titles(probe)[0] == "Roll out and in"
    assert float(probe["format"]["duration"]) == pytest.approx(rendered.seconds, abs=0.1)
    cover = probe["streams"][1]
    assert (cover["disposition"]["attached_pic"], cover["width"], cover["height"]) == (1, 600, 600)

    with spoken_session(workshop, REQUEST) as session:
        mix = session.score.source.render(0, session.score.timeline.length)
    heard = film_measures.decoded_sound(sound)
    assert len(heard) / SAMPLE_RATE == pytest.approx(rendered.seconds, abs=0.1)
    errors = film_measures.click_errors_ms(heard, sheet, mix)
    assert len(errors) >= 8
    assert max(map(abs, errors)) <= 1.0, errors
