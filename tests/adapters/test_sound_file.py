import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from mobility_coach.adapters.sound.sound_file import FORMATS, SoundFileError, write_sound
from mobility_coach.domain.timeline import SAMPLE_RATE

Block = NDArray[np.float32]


def tune(seconds: float) -> Block:
    sound: Block = (0.3 * np.sin(np.arange(round(seconds * SAMPLE_RATE)) * 0.05)).astype(np.float32)
    return sound


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_holds_the_sound(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"session{suffix}"
    sound = tune(2.5)
    write_sound(path, [sound[:100], sound[100:]])
    read, rate = soundfile.read(path, dtype="float32")

    assert rate == SAMPLE_RATE
    assert len(sound) <= len(read) <= len(sound) + 3000
    assert np.sqrt(np.mean(read**2)) == pytest.approx(np.sqrt(np.mean(sound**2)), rel=0.05)
    assert names(tmp_path) == [path.name]


@pytest.mark.parametrize("suffix", [".wav", ".FLAC"])
def test_lossless_formats_are_exact_to_sixteen_bits(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"session{suffix}"
    sound = tune(0.5)
    write_sound(path, [sound])

    np.testing.assert_allclose(soundfile.read(path, dtype="float32")[0], sound, atol=1 / 32767)


def test_large_blocks_are_written_a_second_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    write = soundfile.SoundFile.write

    def spy(self: soundfile.SoundFile, data: Block) -> None:
        sizes.append(len(data))
        write(self, data)

    monkeypatch.setattr(soundfile.SoundFile, "write", spy)
    write_sound(tmp_path / "session.ogg", [tune(2.25)])

    assert sizes == [SAMPLE_RATE, SAMPLE_RATE, SAMPLE_RATE // 4]


def test_no_sound_at_all_is_still_a_file(tmp_path: Path) -> None:
    write_sound(tmp_path / "empty.wav", [])

    assert soundfile.info(tmp_path / "empty.wav").frames == 0


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_an_interrupted_write_keeps_what_was_there(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "session.wav"
    path.write_bytes(b"before")

    def blocks() -> Iterator[Block]:
        yield tune(1)
        raise error

    with pytest.raises(error):
        write_sound(path, blocks())

    assert path.read_bytes() == b"before"
    assert names(tmp_path) == [path.name]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EFBIG, "too large"),
        (errno.EROFS, "may not write there"),
        (errno.EIO, "try another folder, or another kind"),
    ],
)
def test_a_disk_that_refuses_leaves_no_half_file_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    def refuse(self: soundfile.SoundFile, data: Block) -> None:
        raise soundfile.LibsndfileError(2)

    def told(descriptor: int, data: bytes) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(soundfile.SoundFile, "write", refuse)
    monkeypatch.setattr(os, "write", told)
    with pytest.raises(SoundFileError, match=words) as caught:
        write_sound(tmp_path / "session.flac", [tune(1)])

    assert "session.flac" in str(caught.value)
    assert names(tmp_path) == []


def test_an_encoder_that_fails_on_a_sound_disk_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: soundfile.SoundFile, data: Block) -> None:
        raise soundfile.SoundFileRuntimeError("psycho-acoustics failed")

    monkeypatch.setattr(soundfile.SoundFile, "write", refuse)
    with pytest.raises(SoundFileError, match="psycho-acoustics failed"):
        write_sound(tmp_path / "session.mp3", [tune(1)])


def test_a_file_that_comes_out_short_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soundfile.SoundFile, "write", lambda self, data: None)
    with pytest.raises(SoundFileError, match="too short"):
        write_sound(tmp_path / "session.wav", [tune(1)])

    assert names(tmp_path) == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit on the size of files")
@pytest.mark.parametrize("suffix", FORMATS)
def test_at_the_limit_of_the_disk_no_format_leaves_anything(tmp_path: Path, suffix: str) -> None:
    program = (
        "import resource, sys, numpy, pathlib\n"
        "from mobility_coach.adapters.sound.sound_file import SoundFileError, write_sound\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "try: write_sound(pathlib.Path(sys.argv[1]), [numpy.random.rand(480_000).astype('f4')])\n"
        "except SoundFileError as error: print(error)\n"
    )
    path = tmp_path / f"session{suffix}"
    run = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True, timeout=60
    )

    assert "too large" in run.stdout
    assert names(tmp_path) == []


def test_a_name_that_says_no_format_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(SoundFileError, match=r"\.wav, \.flac, \.ogg, \.opus, \.mp3"):
        write_sound(tmp_path / "session.txt", iter(()))

    assert names(tmp_path) == []


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(SoundFileError, match="the name is too long"):
        write_sound(tmp_path / f"{'x' * 300}.wav", [tune(0.1)])
    assert names(tmp_path) == []


def test_a_folder_that_is_not_there_or_not_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder.wav").mkdir()

    with pytest.raises(SoundFileError, match="folder does not exist"):
        write_sound(tmp_path / "nowhere" / "session.wav", [tune(1)])
    with pytest.raises(SoundFileError, match="folder does not exist"):
        write_sound(tmp_path / "file" / "session.wav", [tune(1)])
    with pytest.raises(SoundFileError, match="this is a folder"):
        write_sound(tmp_path / "folder.wav", [tune(1)])


@pytest.mark.skipif(sys.platform == "win32", reason="links and permissions of POSIX")
def test_a_link_is_followed_and_permissions_are_kept(tmp_path: Path) -> None:
    real = tmp_path / "real.wav"
    real.touch(mode=0o640)
    real.chmod(0o640)
    link = tmp_path / "link.wav"
    link.symlink_to(real)
    write_sound(link, [tune(0.1)])

    assert link.is_symlink()
    assert soundfile.info(real).frames == 4800
    assert real.stat().st_mode & 0o777 == 0o640
