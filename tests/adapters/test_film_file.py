"""A film is there whole, or not at all; what ffmpeg does is done by small programs here."""

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from mobility_coach.adapters.film.ffmpeg import Ffmpeg, FfmpegMissing
from mobility_coach.adapters.film.film_file import FilmFileError, write_film
from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.services.film.chapters import Chapter
from mobility_coach.services.film.film_plan import FilmPlan
from mobility_coach.services.film.film_shape import FilmShape

if TYPE_CHECKING:
    from mobility_coach.services.ports import Block

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="scripts are no programs here")

ENCODERS = frozenset({"libx264", "aac", "libvpx-vp9", "libopus"})
PLAN = FilmPlan(
    "Ankles; hips = #1",
    "Mobility Coach",
    FilmShape(160, 90, 10),
    (Chapter("A \\ B", 0, 30_000), Chapter("C\n[CHAPTER]", 30_000, 96_000)),
)
SOUND = [np.full(1000, 0.25, np.float32), np.zeros(500, np.float32)]
PICTURES = [memoryview(bytes([number]) * 57_600) for number in range(20)]

KEEPS_ALL = """
import json, pathlib, shutil, sys
out = pathlib.Path(sys.argv[-1])
kept = pathlib.Path(__file__).with_name("kept")
shutil.copytree(out.parent, kept)
(kept / "arguments").write_text(json.dumps(sys.argv[1:]))
out.write_bytes(sys.stdin.buffer.read())
"""


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Ffmpeg]:
    def ffmpeg(body: str) -> Ffmpeg:
        path = tmp_path / "bin" / "ffmpeg"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!{sys.executable}\n{body}", encoding="utf-8")
        path.chmod(0o755)
        return Ffmpeg(str(path), ENCODERS)

    return ffmpeg


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "films"
    place.mkdir()
    return place


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_sound_pictures_and_chapters_reach_ffmpeg(
    make: Callable[[str], Ffmpeg], folder: Path, tmp_path: Path
) -> None:
    ffmpeg = make(KEEPS_ALL)
    write_film(folder / "film.MP4", ffmpeg, PLAN, SOUND, PICTURES)
    assert names(folder) == ["film.MP4"]
    assert (folder / "film.MP4").read_bytes() == b"".join(PICTURES)
    kept = tmp_path / "bin" / "kept"
    sound, rate = soundfile.read(kept / "sound.flac", dtype="float32")
    assert rate == SAMPLE_RATE
    np.testing.assert_allclose(sound, np.concatenate(SOUND), atol=1 / 32_768)
    assert (kept / "about.txt").read_text(encoding="utf-8").splitlines() == [
        ";FFMETADATA1",
        r"title=Ankles\; hips \= \#1",
        "artist=Mobility Coach",
        "[CHAPTER]",
        "TIMEBASE=1/48000",
        "START=0",
        "END=30000",
        r"title=A \\ B",
        "[CHAPTER]",
        "TIMEBASE=1/48000",
        "START=30000",
        "END=96000",
        "title=C [CHAPTER]",
    ]
    arguments = (kept / "arguments").read_text()
    assert '"-video_size", "160x90", "-framerate", "10"' in arguments
    assert '"-c:v", "libx264"' in arguments


def test_what_was_there_is_replaced_and_keeps_its_permissions(
    make: Callable[[str], Ffmpeg], folder: Path, tmp_path: Path
) -> None:
    real = tmp_path / "real.webm"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link = folder / "film.webm"
    link.symlink_to(real)
    write_film(link, make(KEEPS_ALL), PLAN, SOUND, PICTURES)
    assert link.is_symlink()
    assert len(real.read_bytes()) == 20 * 57_600
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert names(tmp_path) == ["bin", "films", "real.webm"]


@pytest.mark.parametrize(
    "body",
    [
        "raise SystemExit(1)",
        "import sys; sys.stdin.buffer.read(99)",
        "import sys; sys.stdin.buffer.read(); open(sys.argv[-1], 'w').write('half'); sys.exit(1)",
        "import os, signal, sys; sys.stdin.buffer.read(9); os.kill(os.getpid(), signal.SIGKILL)",
    ],
)
def test_an_ffmpeg_that_stops_leaves_nothing(make: Callable[[str], Ffmpeg], folder: Path, body: str) -> None:
    target = folder / "film.mp4"
    target.write_bytes(b"old")
    with pytest.raises(FilmFileError, match=r"film\.mp4 was not written: ffmpeg stopped\. Try another"):
        write_film(target, make(body), PLAN, SOUND, PICTURES * 99)
    assert target.read_bytes() == b"old"
    assert names(folder) == ["film.mp4"]


def test_an_ffmpeg_that_writes_nothing_is_told(make: Callable[[str], Ffmpeg], folder: Path) -> None:
    with pytest.raises(FilmFileError, match=r"film\.mp4 was not written"):
        write_film(folder / "film.mp4", make("import sys; sys.stdin.buffer.read()"), PLAN, SOUND, PICTURES)
    assert names(folder) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
@pytest.mark.parametrize("part", ["sound", "pictures"])
def test_whoever_breaks_off_leaves_nothing(
    make: Callable[[str], Ffmpeg], folder: Path, error: type[BaseException], part: str
) -> None:
    def broken(parts: list[memoryview] | list["Block"]) -> Iterator["memoryview | Block"]:
        yield from parts[:1]
        raise error

    sound = broken(SOUND) if part == "sound" else SOUND
    pictures = broken(PICTURES) if part == "pictures" else PICTURES
    with pytest.raises(error):
        write_film(folder / "film.mp4", make(KEEPS_ALL), PLAN, sound, pictures)  # type: ignore[arg-type]
    assert names(folder) == []


def test_a_full_disk_is_told_as_such(
    make: Callable[[str], Ffmpeg], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []

    def sync(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) > 1:  # the sound had room
            raise OSError(errno.ENOSPC, "No space left on device")

    ffmpeg = make("import sys; sys.stdin.buffer.read(9); sys.exit(1)")
    monkeypatch.setattr("mobility_coach.adapters.film.film_file.os.fsync", sync)
    with pytest.raises(
        FilmFileError, match=r"film\.mp4 was not written: the disk is full; make room and try again\."
    ):
        write_film(folder / "film.mp4", ffmpeg, PLAN, SOUND, PICTURES * 99)
    assert names(folder) == []


def test_a_disk_that_is_full_of_sound_is_told_as_such(
    make: Callable[[str], Ffmpeg], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("mobility_coach.adapters.sound.sound_file.os.fsync", full)
    with pytest.raises(FilmFileError, match=r"film\.mp4 was not written: the disk is full"):
        write_film(folder / "film.mp4", make(KEEPS_ALL), PLAN, SOUND, PICTURES)
    assert names(folder) == []


def test_a_folder_that_takes_nothing_is_told(make: Callable[[str], Ffmpeg], folder: Path) -> None:
    ffmpeg = make(KEEPS_ALL)
    with pytest.raises(FilmFileError) as caught:
        write_film(folder / "none" / "film.mp4", ffmpeg, PLAN, SOUND, PICTURES)
    assert str(caught.value) == (
        f"{folder / 'none' / 'film.mp4'} was not written: the folder does not exist; "
        "make it first or choose another one."
    )
    (folder / "file").touch()
    with pytest.raises(FilmFileError, match="was not written"):
        write_film(folder / "file" / "film.mp4", ffmpeg, PLAN, SOUND, PICTURES)
    if os.geteuid():
        folder.chmod(0o500)
        with pytest.raises(FilmFileError, match="you may not write there"):
            write_film(folder / "film.mp4", ffmpeg, PLAN, SOUND, PICTURES)


def test_what_can_not_be_coded_is_not_begun(make: Callable[[str], Ffmpeg], folder: Path) -> None:
    ffmpeg = Ffmpeg(make(KEEPS_ALL).program, frozenset({"aac"}))
    with pytest.raises(FfmpegMissing):
        write_film(folder / "film.mp4", ffmpeg, PLAN, iter(()), iter(()))
    assert names(folder) == []


def test_what_a_killed_program_left_goes_with_the_next_film(
    make: Callable[[str], Ffmpeg], folder: Path
) -> None:
    name = "[1] film.mp4"
    old, new, other = (
        folder / each for each in (f".{name}.old.part", f".{name}.new.part", ".x.mp4.old.part")
    )
    for each in (old, new, other):
        each.mkdir()
        (each / "sound.flac").touch()
    for each in (old, other):
        os.utime(each, (0, 0))
    write_film(folder / name, make(KEEPS_ALL), PLAN, SOUND, PICTURES)
    assert names(folder) == [".[1] film.mp4.new.part", ".x.mp4.old.part", name]


def test_a_very_long_name_has_room_for_what_is_beside_it(make: Callable[[str], Ffmpeg], folder: Path) -> None:
    name = "ä" * 120 + ".mp4"
    write_film(folder / name, make(KEEPS_ALL), PLAN, SOUND, PICTURES)
    assert names(folder) == [name]
