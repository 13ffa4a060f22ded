"""Which ffmpeg is taken, how it is asked to code, and what is said where none will do."""

import os
import stat
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from mobility_coach.adapters.film import ffmpeg
from mobility_coach.adapters.film.ffmpeg import Ffmpeg, FfmpegMissing, find_ffmpeg

LIST = """Encoders:
 V..... = Video
 ------
 V....D libx264              libx264 H.264 / AVC / MPEG-4 AVC / MPEG-4 part 10 (codec h264)
 V....D libvpx               libvpx VP8 (codec vp8)
 A..... aac                  AAC (Advanced Audio Coding)
 A..X.. opus                 Opus
 S..... webvtt               WebVTT subtitle
"""


@pytest.fixture(autouse=True)
def no_ffmpeg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without any."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)


def program(folder: Path, body: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / ("ffmpeg.bat" if sys.platform == "win32" else "ffmpeg")
    path.write_text(f"#!{sys.executable}\n{body}", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def wheel(monkeypatch: pytest.MonkeyPatch, answer: str | Exception) -> None:
    def get_ffmpeg_exe() -> str:
        if isinstance(answer, Exception):
            raise answer
        return answer

    module = ModuleType("imageio_ffmpeg")
    module.get_ffmpeg_exe = get_ffmpeg_exe  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", module)


posix = pytest.mark.skipif(sys.platform == "win32", reason="scripts are no programs here")


@posix
def test_the_one_of_the_system_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = program(tmp_path / "bin", f"print({LIST!r})")
    wheel(monkeypatch, str(program(tmp_path / "wheel", "raise SystemExit(9)")))
    found = find_ffmpeg()
    assert found == Ffmpeg(str(own), frozenset({"libx264", "libvpx", "aac", "opus"}))


@posix
@pytest.mark.parametrize("body", ["raise SystemExit(1)", "print('nothing')", "import os; os.abort()"])
def test_one_that_does_not_answer_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    own = program(tmp_path / "bin", body)
    with pytest.raises(FfmpegMissing, match=r"does not answer.* add video") as caught:
        find_ffmpeg()
    assert str(own) in str(caught.value)
    other = program(tmp_path / "wheel", f"print({LIST!r})")
    wheel(monkeypatch, str(other))
    assert find_ffmpeg().program == str(other)


@posix
def test_one_that_hangs_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ffmpeg, "ANSWER_SECONDS", 0.05)
    program(tmp_path / "bin", "import signal; signal.pause()")
    with pytest.raises(FfmpegMissing, match="does not answer"):
        find_ffmpeg()


def test_without_any_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for answer in (None, RuntimeError("No ffmpeg exe could be found"), OSError("unreadable")):
        if answer is not None:
            wheel(monkeypatch, answer)
        with pytest.raises(FfmpegMissing) as caught:
            find_ffmpeg()
        assert "Install your system's package ffmpeg" in str(caught.value)
        assert str(caught.value).endswith("dev.py add video")


@pytest.mark.parametrize(
    ("suffix", "has", "picture", "sound"),
    [
        (".mp4", {"libx264", "libopenh264", "mpeg4", "aac"}, "libx264", "aac"),
        (".mp4", {"libopenh264", "mpeg4", "aac"}, "libopenh264", "aac"),
        (".mp4", {"mpeg4", "aac"}, "mpeg4", "aac"),
        (".webm", {"libvpx", "libvpx-vp9", "libopus", "libvorbis"}, "libvpx-vp9", "libopus"),
        (".webm", {"libvpx", "libvorbis"}, "libvpx", "libvorbis"),
    ],
)
def test_the_best_encoders_that_there_are(suffix: str, has: set[str], picture: str, sound: str) -> None:
    coding = Ffmpeg("ffmpeg", frozenset(has)).coding(suffix)
    assert coding[coding.index("-c:v") + 1] == picture
    assert coding[coding.index("-c:a") + 1] == sound
    assert coding[coding.index("-f") + 1] == suffix.removeprefix(".")


def test_where_encoders_are_missing_another_ending_is_named() -> None:
    with pytest.raises(FfmpegMissing, match=r"can't code \.webm\. Let the name end in \.mp4\."):
        Ffmpeg("ffmpeg", frozenset({"libx264", "aac", "libvpx-vp9"})).coding(".webm")
    with pytest.raises(FfmpegMissing, match=r"can't code \.mp4\. Add another one with this line: .* video"):
        Ffmpeg("ffmpeg", frozenset({"libvpx-vp9", "aac"})).coding(".mp4")


@pytest.mark.skipif(not os.access("/usr/bin/ffmpeg", os.X_OK), reason="needs ffmpeg")
def test_a_real_one_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin")
    found = find_ffmpeg()
    assert "aac" in found.encoders
    listed = subprocess.run([found.program, "-encoders"], capture_output=True, text=True, check=True).stdout
    assert len(found.encoders) == sum(
        line[1:2] in "VA" and "=" not in line for line in listed.splitlines() if line[:1] == " "
    )
