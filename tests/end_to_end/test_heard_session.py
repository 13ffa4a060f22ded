"""A whole session: real speech through a real sound server, recorded, held against the file, and logged."""

import ctypes.util
import json
import os
import subprocess
import sys
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.benchmarks import pulse

needs_machine = pytest.mark.skipif(
    not pulse.is_available() or ctypes.util.find_library("espeak-ng") is None,
    reason="needs pulseaudio, pactl, parec and espeak-ng",
)

SHORT_DRILL: dict[str, Any] = {
    "format": 1,
    "id": "wall-taps",
    "title": "Wall taps",
    "region": "ankle",
    "summary": "A drill for this test.",
    "read": "Tap the wall.",
    "position": "standing",
    "equipment": ["wall"],
    "suits": [],
    "sides": "each",
    "setup": [{"say": "Face the wall.", "read": "Face the wall."}],
    "switch": {"say": "Now the {side} foot.", "read": "Now the {side} foot."},
    "movements": [
        {
            "id": "A",
            "title": "Tap",
            "planes": ["sagittal"],
            "reps": {"low": 3, "high": 6},
            "tempo": {"bpm": 120, "beats_in": 1, "beats_out": 1},
            "step": {"say": "Tap it with the {side} foot.", "read": "Tap it with the {side} foot."},
            "stroke_in": "Tap",
            "stroke_out": "Back",
        }
    ],
}

QUICK = {"setup_seconds": 0, "link_seconds": 0, "switch_seconds": 0}


def coach(*argv: str, data: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MOBILITY_COACH_DATA_DIR": str(data), "PYTHONIOENCODING": "utf-8", **environ}
    command = [sys.executable, "-m", "mobility_coach", *argv]
    return subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "drills").mkdir(parents=True)
    (folder / "drills" / "wall-taps.json").write_text(json.dumps(SHORT_DRILL))
    (folder / "settings.json").write_text(json.dumps(QUICK))
    return folder


def samples_of(path: Path) -> NDArray[np.float32]:
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (48_000, 1, 2)
        steps = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return steps.astype(np.float32) / np.float32(32_768)


@needs_machine
def test_what_is_heard_is_what_is_rendered_and_what_is_done_is_recorded(data: Path, tmp_path: Path) -> None:
    sound, cues = tmp_path / "session.wav", tmp_path / "cues.json"
    wishes = ("wall-taps", "--reps", "3")
    rendered = coach("render", *wishes, "-o", str(sound), "--cues", str(cues), data=data)
    assert rendered.returncode == 0, rendered.stderr
    assert "chime" not in rendered.stderr, "a phrase was not spoken"

    with pulse.PrivatePulse() as server, server.record() as recording:
        played = coach("play", *wishes, "--no-window", data=data, **server.environment())
    assert played.returncode == 0, played.stderr
    assert "3 of 3" in played.stdout
    assert "Now the" in played.stdout

    written, heard = samples_of(sound), recording.samples[:, 0]
    place = int(np.flatnonzero(np.abs(heard) > 1e-4)[0]) - int(np.flatnonzero(np.abs(written) > 1e-4)[0])
    assert place >= 0
    part = heard[place : place + len(written)]
    assert len(part) >= len(written) - 4_800, "the end was cut off"
    # The file holds whole 16-bit steps; beyond that not one sample may differ.
    assert np.abs(part - written[: len(part)]).max() <= 1.01 / 32_768

    sheet: dict[str, Any] = json.loads(cues.read_text())
    counts = [(cue["side"], cue["rep"]) for cue in sheet["cues"] if cue["kind"] == "count"]
    first = counts[0][0]
    second = {"left": "right", "right": "left"}[first]
    assert counts == [(side, rep) for side in (first, second) for rep in (1, 2, 3)]

    log = [json.loads(line) for line in coach("log", "--json", data=data).stdout.splitlines()]
    done = [(entry["side"], entry["reps_done"], entry["reps_planned"]) for entry in log]
    assert done == [(first, 3, 3), (second, 3, 3)]
    assert json.loads(coach("streak", "--json", data=data).stdout)["current"] == 1
