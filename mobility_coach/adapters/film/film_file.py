"""Film files: sound and pictures go in, a whole file is there at the end, or none."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from mobility_coach.adapters.film.encoder_process import EncoderStopped, encode
from mobility_coach.adapters.film.ffmpeg import Ffmpeg
from mobility_coach.adapters.machine.unwritten import unwritten_words
from mobility_coach.adapters.machine.work_folder import work_folder
from mobility_coach.adapters.sound.sound_file import SoundFileError, write_sound
from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.domain.wording import tr
from mobility_coach.services.film.film_plan import FilmPlan

if TYPE_CHECKING:
    from mobility_coach.services.ports import Block

_PROBE_BYTES = 1 << 20
_KEY_SECONDS = 4
"""A player can jump to a place this near, and to each chapter."""


class FilmFileError(Exception):
    """A film could not be written; the message is plain text for people and says what to do next."""


def write_film(
    target: Path, ffmpeg: Ffmpeg, plan: FilmPlan, sound: Iterable["Block"], pictures: Iterable[memoryview]
) -> None:
    """Write a film in the format of the target's suffix.

    The file is there whole or not at all: all work is done in a hidden folder beside it, which goes away
    whatever happens. What was there before is replaced at the end; a link is followed and permissions are
    kept.

    Args:
        target: the file.
        ffmpeg: what writes it.
        plan: what the film is.
        sound: mono float32 blocks at the timeline's rate; all of them are taken before the first picture.
        pictures: each as many bytes as the plan's shape tells, in blue, green, red and one that is nothing.

    Raises:
        FilmFileError: it was not written.
        FfmpegMissing: this ffmpeg can't code it.
    """
    file = target.resolve()
    coding = ffmpeg.coding(file.suffix.lower())
    try:
        with work_folder(file) as folder:
            film = folder / f"film{file.suffix.lower()}"
            _write_parts(folder, plan, sound)
            command = (*_command(ffmpeg.program, plan, folder), *coding, str(film))
            _encode(command, folder, pictures)
            _put(film, file)
    except EncoderStopped as error:
        message = tr(
            "{file} was not written: ffmpeg stopped. Try another ending or a smaller size; the log has its "
            "last words."
        )
        raise FilmFileError(message.format(file=target)) from error
    except OSError as error:
        raise FilmFileError(unwritten_words(target, error)) from error


def _write_parts(folder: Path, plan: FilmPlan, sound: Iterable["Block"]) -> None:
    """The sound, which ffmpeg reads beside the pictures, and what players show. Raises OSError."""
    try:
        write_sound(folder / "sound.flac", sound)
    except SoundFileError as error:
        # It names a file that nobody knows; what counts is the reason.
        raise error.__cause__ if isinstance(error.__cause__, OSError) else OSError(str(error)) from error
    (folder / "about.txt").write_text(_about(plan), encoding="utf-8", newline="\n")


def _about(plan: FilmPlan) -> str:
    """Title and chapters, as ffmpeg reads them."""
    lines = [";FFMETADATA1", f"title={_escaped(plan.title)}", f"artist={_escaped(plan.artist)}"]
    for chapter in plan.chapters:
        lines += ["[CHAPTER]", f"TIMEBASE=1/{SAMPLE_RATE}", f"START={chapter.start}", f"END={chapter.stop}"]
        lines.append(f"title={_escaped(chapter.title)}")
    return "\n".join([*lines, ""])


def _escaped(text: str) -> str:
    """A text on one line, in which no sign means anything."""
    one_line = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in "=;#\\" else sign for sign in one_line)


def _command(program: str, plan: FilmPlan, folder: Path) -> tuple[str, ...]:
    """What ffmpeg is told before how to code: what comes in, and what becomes of it."""
    shape = plan.shape
    return (
        *(program, "-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-y"),
        *("-f", "rawvideo", "-pixel_format", "bgr0", "-video_size", f"{shape.width}x{shape.height}"),
        *("-framerate", str(shape.fps), "-i", "pipe:0"),
        *("-i", str(folder / "sound.flac")),
        *("-f", "ffmetadata", "-i", str(folder / "about.txt")),
        *("-map", "0:v", "-map", "1:a", "-map_metadata", "2", "-map_chapters", "2"),
        *("-vf", "scale=in_range=full:out_range=tv:out_color_matrix=bt709", "-pix_fmt", "yuv420p"),
        *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"),
        *("-g", str(_KEY_SECONDS * shape.fps), "-force_key_frames", "chapters"),
    )


def _encode(command: tuple[str, ...], folder: Path, pictures: Iterable[memoryview]) -> None:
    """Raises `EncoderStopped`, or OSError where the disk is why."""
    try:
        with (folder / "last-words.txt").open("w+b") as words:
            encode(command, words, pictures)
    except EncoderStopped:
        # The encoder's own words are for experts; a disk that takes nothing more says so to us, too.
        with (folder / "probe").open("wb") as probe:
            probe.write(bytes(_PROBE_BYTES))
            os.fsync(probe.fileno())
        raise


def _put(film: Path, file: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        film.chmod(file.stat().st_mode & 0o777)
    with film.open("rb+") as written:
        os.fsync(written.fileno())
    film.replace(file)
