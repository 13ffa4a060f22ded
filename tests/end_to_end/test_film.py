"""A film of a real session, looked at by ffprobe, and held against its cue sheet."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from mobility_coach.bootstrap.films import render_film
from mobility_coach.bootstrap.rendering import spoken_session
from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.cli.context import FilmRequest, SessionRequest
from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.services.film.film_shape import FilmShape
from mobility_coach.services.session.session_plan import Wishes
from mobility_coach.ui.film.film_figure import FilmFigure
from tests.benchmarks import film_measures

pytestmark = pytest.mark.skipif(
    not (shutil.which("ffmpeg") and shutil.which("ffprobe")), reason="needs ffmpeg and ffprobe"
)

MOTIONS = Path(__file__).parents[2] / "resources" / "motions"
SHORT_DRILL: dict[str, Any] = {
    "format": 1,
    "id": "reach",
    "title": "Reach",
    "region": "thoracic-spine",
    "summary": "A drill for this test.",
    "read": "Reach out.",
    "position": "side-lying",
    "equipment": ["floor"],
    "suits": [],
    "sides": "each",
    "setup": [{"say": "Lie down.", "read": "Lie down."}],
    "switch": {"say": "Turn over.", "read": "Turn over."},
    "movements": [
        {
            "id": "A",
            "title": "Reach",
            "planes": ["transverse"],
            "reps": {"low": 2, "high": 6},
            "tempo": {"bpm": 100, "beats_in": 2, "beats_out": 1},
            "step": {"say": "Reach.", "read": "Reach."},
            "stroke_in": "Reach",
            "stroke_out": "Back",
        }
    ],
}
CODECS = {".mp4": {("h264", "aac"), ("mpeg4", "aac")}, ".webm": {("vp9", "opus"), ("vp8", "opus")}}
SHAPES = {".mp4": FilmShape(320, 180, 30), ".webm": FilmShape(320, 180, 15)}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    folder = tmp_path_factory.mktemp("data")
    motion = json.loads((MOTIONS / "side-lying-rotation.json").read_text(encoding="utf-8"))
    motion["drill"] = "reach"
    (folder / "drills").mkdir()
    (folder / "drills" / "reach.json").write_text(json.dumps({**SHORT_DRILL, "motion": motion}))
    quick = {"setup_seconds": 0, "link_seconds": 0, "switch_seconds": 0}
    (folder / "settings.json").write_text(json.dumps(quick))
    return Workshop(folder)


@pytest.mark.parametrize("ending", [".mp4", ".webm"])
def test_a_film_keeps_to_its_cue_sheet(
    qapp: QApplication, workshop: Workshop, tmp_path: Path, ending: str
) -> None:
    assert workshop.loaded_library.problems == ()
    shape = SHAPES[ending]
    film, cues = tmp_path / f"film{ending}", tmp_path / "cues.json"
    request = FilmRequest(
        SessionRequest("reach", Wishes(reps=2)), shape.width, shape.height, "dark", shape.fps
    )
    shares: list[float] = []
    rendered = render_film(workshop, request, film, cues, shares.append)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["cues.json", film.name]
    assert shares == sorted(shares)
    assert 0.98 < shares[-1] <= 1
    sheet = json.loads(cues.read_text())["cues"]

    probe = film_measures.probed(film)
    picture, sound = probe["streams"][:2]
    assert (picture["width"], picture["height"], picture["r_frame_rate"]) == (320, 180, f"{shape.fps}/1")
    assert (picture["pix_fmt"], picture["color_space"]) == ("yuv420p", "bt709")
    assert (sound["sample_rate"], sound["channels"]) == ("48000", 1)
    assert (picture["codec_name"], sound["codec_name"]) in CODECS[ending]
    assert float(probe["format"]["duration"]) == pytest.approx(rendered.seconds, abs=0.1)
    tags = {name.lower(): text for name, text in probe["format"]["tags"].items()}
    assert (tags["title"], tags["artist"]) == ("Reach", "Mobility Coach")
    assert film_measures.chapter_titles(probe) == ["Reach, left", "Reach, right"]
    turn = next(cue["frame"] for cue in sheet if cue["kind"] == "segment" and "switch" in cue["segment"])
    assert float(probe["chapters"][1]["start_time"]) == pytest.approx(turn / SAMPLE_RATE, abs=0.002)

    with spoken_session(workshop, request.session) as session:
        views = session.views()
        mix = session.score.source.render(0, views.length)
    heard = film_measures.decoded_sound(film)
    assert len(heard) / SAMPLE_RATE == pytest.approx(rendered.seconds, abs=0.1)
    errors = film_measures.click_errors_ms(heard, sheet, mix)
    assert len(errors) >= 8
    assert max(map(abs, errors)) <= 1.0, errors

    room = film_measures.room_of(views, shape)
    pictures = film_measures.decoded_pictures(film, room, room.size())
    assert len(pictures) == shape.count(views.length)
    figure = FilmFigure(workshop.figures().motion, "dark")
    late = film_measures.key_pose_errors(pictures, sheet, views, shape, figure)
    assert len(late) == 2 * len({cue["rep"] for cue in sheet if cue["kind"] == "count"})
    assert max(map(abs, late)) <= 1.0, late
    assert np.ptp(pictures[-1]) > 50, "the last picture is empty"


@pytest.mark.skipif(sys.platform == "win32", reason="a process that is ended there can do nothing more")
def test_who_cancels_leaves_no_half_file(workshop: Workshop, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mobility_coach", "render", "reach", "-o", str(tmp_path / "film.mp4")]
    environment = {**os.environ, "MOBILITY_COACH_DATA_DIR": str(workshop.folders.data)}
    process = subprocess.Popen(
        [*command, "--size", "1080p", "--progress"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    told = [json.loads(process.stdout.readline()) for _ in range(6)]
    assert told[-1]["done"] >= 0.05
    assert [each.suffix for each in tmp_path.iterdir()] == [".part"]
    process.terminate()
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (128 + signal.SIGTERM, "")
    assert list(tmp_path.iterdir()) == []
