"""Tags are what players show; not a sample of the sound changes with them."""

import io
import json
import logging
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray
from PIL import Image

from mobility_coach.adapters.sound.ogg_page import read_page
from mobility_coach.adapters.sound.sound_file import write_sound
from mobility_coach.adapters.sound.tagged_file import NotTagged, copy_tagged
from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.services.film.chapters import Chapter
from mobility_coach.services.film.sound_tags import SoundTags

TAGGED = (".mp3", ".flac", ".ogg", ".opus")
CLICK = (0.6 * np.exp(-np.arange(600) / 80) * np.sin(np.arange(600) * 0.26)).astype(np.float32)
ONSETS = [SAMPLE_RATE // 2 + number * (SAMPLE_RATE // 3 + 137) for number in range(12)]
CHAPTERS = (
    Chapter("Knöchel = 日本", 0, 2 * SAMPLE_RATE + 24),
    Chapter("Corner stretch", 2 * SAMPLE_RATE + 24, 5 * SAMPLE_RATE),
)
TITLE = "Vor dem Lauf; \\ = #1"

needs_ffprobe = pytest.mark.skipif(not shutil.which("ffprobe"), reason="needs ffprobe")


def clicks() -> NDArray[np.float32]:
    sound = np.zeros(5 * SAMPLE_RATE, np.float32)
    for onset in ONSETS:
        sound[onset : onset + len(CLICK)] = CLICK
    return sound


def jpeg(size: int, quality: int = 30) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((size, size), 20).convert("RGB").save(file, "JPEG", quality=quality)
    return file.getvalue()


def written(folder: Path, suffix: str, cover: bytes = b"", chapters: tuple[Chapter, ...] = CHAPTERS) -> Path:
    path = folder / f"session{suffix}"
    write_sound(path, [clicks()], SoundTags(TITLE, "Mobility Coach", chapters, cover))
    assert [each.name for each in folder.iterdir()] == [path.name]
    return path


def probed(path: Path) -> dict[str, Any]:
    line = ["ffprobe", "-v", "warning", "-show_streams", "-show_chapters", "-show_format", "-of", "json"]
    ran = subprocess.run([*line, str(path)], capture_output=True, check=True, text=True)
    assert ran.stderr == ""
    return dict(json.loads(ran.stdout))


def onset_errors_ms(sound: NDArray[np.float32]) -> list[float]:
    errors = []
    for onset in ONSETS:
        near = sound[onset - 2400 : onset + 2400]
        errors.append((int(np.argmax(np.correlate(near, CLICK, "valid"))) - 2400) / SAMPLE_RATE * 1000)
    return errors


@needs_ffprobe
@pytest.mark.parametrize("suffix", TAGGED)
def test_players_find_title_chapters_and_cover(tmp_path: Path, suffix: str) -> None:
    probe = probed(written(tmp_path, suffix, jpeg(600)))
    sound = probe["streams"][0]
    tags = {
        name.lower(): text
        for name, text in {**sound.get("tags", {}), **probe["format"].get("tags", {})}.items()
    }
    assert (tags["title"], tags["artist"], tags["album"]) == (TITLE, "Mobility Coach", "Mobility Coach")
    told = [(each["tags"]["title"], float(each["start_time"])) for each in probe["chapters"]]
    assert told == [("Knöchel = 日本", 0.0), ("Corner stretch", pytest.approx(2.0005, abs=0.0006))]
    assert float(probe["chapters"][-1]["end_time"]) == pytest.approx(5.0, abs=0.01)
    cover = probe["streams"][1]
    assert cover["disposition"]["attached_pic"] == 1
    assert (cover["codec_name"], cover["width"], cover["height"]) == ("mjpeg", 600, 600)


@pytest.mark.parametrize("suffix", TAGGED)
def test_no_click_moves_by_more_than_a_millisecond(tmp_path: Path, suffix: str) -> None:
    path = written(tmp_path, suffix, jpeg(600))
    heard, rate = soundfile.read(path, dtype="float32")
    assert rate == SAMPLE_RATE
    assert max(map(abs, onset_errors_ms(heard))) <= 1.0
    if shutil.which("ffmpeg"):
        line = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:a", "-f", "f32le", "-"]
        raw = subprocess.run(line, capture_output=True, check=True).stdout
        assert max(map(abs, onset_errors_ms(np.frombuffer(raw, np.float32)))) <= 1.0


@pytest.mark.parametrize("suffix", TAGGED)
def test_all_behind_the_head_stays_byte_for_byte(tmp_path: Path, suffix: str) -> None:
    plain = tmp_path / f"plain{suffix}"
    write_sound(plain, [clicks()])
    copy = io.BytesIO()
    with plain.open("rb") as source:
        copy_tagged(source, copy, suffix, SoundTags(TITLE, "Mobility Coach", CHAPTERS, jpeg(60)))
    size = 4000
    assert copy.getvalue()[-size:] == plain.read_bytes()[-size:]
    assert len(copy.getvalue()) > plain.stat().st_size


@pytest.mark.parametrize("suffix", [".ogg", ".opus"])
def test_each_page_of_an_ogg_file_keeps_its_sum(tmp_path: Path, suffix: str) -> None:
    path = written(tmp_path, suffix, jpeg(600))
    data, pages = path.read_bytes(), 0
    with path.open("rb") as file:
        while (page := read_page(file)) is not None:
            pages += 1
            assert data[: len(page.packed())] == page.packed()
            data = data[len(page.packed()) :]
    assert pages > 3
    assert data == b""


@needs_ffprobe
@pytest.mark.parametrize("suffix", [".ogg", ".opus"])
def test_a_cover_that_is_too_large_for_ogg_is_left_out(tmp_path: Path, suffix: str) -> None:
    probe = probed(written(tmp_path, suffix, jpeg(600, quality=95)))
    assert len(probe["streams"]) == 1
    assert len(probe["chapters"]) == 2


@pytest.mark.parametrize("suffix", [".ogg", ".opus"])
def test_what_can_not_be_tagged_keeps_its_sound(
    tmp_path: Path, suffix: str, caplog: pytest.LogCaptureFixture
) -> None:
    many = tuple(Chapter("x" * 100, number, number + 1) for number in range(999))
    with caplog.at_level(logging.WARNING):
        path = written(tmp_path, suffix, b"", many)
    assert "session" + suffix + " has no tags: there are too many chapters" in caplog.text
    assert max(map(abs, onset_errors_ms(soundfile.read(path, dtype="float32")[0]))) <= 1.0


@needs_ffprobe
def test_chapters_beyond_what_a_table_of_contents_can_count_are_left_out(tmp_path: Path) -> None:
    many = tuple(Chapter(f"Part {n}", n * 480, (n + 1) * 480) for n in range(300))
    assert len(probed(written(tmp_path, ".mp3", b"", many))["chapters"]) == 255


@needs_ffprobe
def test_a_wave_file_tells_its_title(tmp_path: Path) -> None:
    tags = probed(written(tmp_path, ".wav", jpeg(60)))["format"]["tags"]
    assert (tags["title"], tags["artist"]) == (TITLE, "Mobility Coach")


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".mp3", b"ID3\4\0\0\0\0\0\0"),
        (".flac", b""),
        (".flac", b"OggS"),
        (".flac", b"fLaC\x00\x00"),
        (".flac", b"fLaC\x84\x00\x00\x00"),
        (".ogg", b""),
        (".ogg", b"OggS" + bytes(22) + b"\0" + b"RIFF"),
        (".ogg", (b"OggS" + bytes(22) + b"\1\4none") * 2),
        (".ogg", (b"OggS" + bytes(22) + b"\1\xff" + bytes(255)) * 2),
        (".opus", b"OggS" + bytes(22) + b"\2\xff\xff" + bytes(99)),
    ],
)
def test_what_is_built_otherwise_is_left_alone(suffix: str, data: bytes) -> None:
    with pytest.raises(NotTagged):
        copy_tagged(io.BytesIO(data), io.BytesIO(), suffix, SoundTags(TITLE, "Mobility Coach"))
