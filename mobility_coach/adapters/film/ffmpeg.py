"""Where ffmpeg is, what it can code, and how it is asked to."""

import logging
import re
import shutil
import subprocess
from dataclasses import dataclass

from mobility_coach.adapters.machine.system_packages import extra_line
from mobility_coach.domain.wording import tr

_log = logging.getLogger(__name__)

EXTRA = "video"
ANSWER_SECONDS = 15.0
NO_WINDOW = int(getattr(subprocess, "CREATE_NO_WINDOW", 0))

_LISTED = re.compile(r"^ ([VA])[A-Z.]{5} ([\w-]+) ", re.MULTILINE)
_MOST_LISTED = 1 << 20

_PICTURES = {
    ".mp4": (
        ("libx264", "-preset", "veryfast", "-crf", "20"),
        ("libopenh264", "-b:v", "4M"),
        ("mpeg4", "-q:v", "3"),
    ),
    ".webm": (
        ("libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-row-mt", "1", "-crf", "31", "-b:v", "0"),
        ("libvpx", "-deadline", "realtime", "-cpu-used", "8", "-crf", "10", "-b:v", "4M"),
    ),
}
_SOUND = {
    ".mp4": (("aac", "-b:a", "160k"),),
    ".webm": (("libopus", "-b:a", "96k"), ("libvorbis", "-q:a", "5")),
}
"""By the file's suffix: the encoders in the order of our liking, each with what it is told."""

_MUXER = {".mp4": ("mp4", "-movflags", "+faststart"), ".webm": ("webm",)}

FILM_SUFFIXES = tuple(_MUXER)


class FfmpegMissing(Exception):
    """No ffmpeg that will do is here; the message is plain text for people and says what to install.

    `remedy` is the message without the line to type, `line` that line, empty where none helps.
    """

    def __init__(self, remedy: str, line: str = "") -> None:
        super().__init__(f"{remedy} {line}".rstrip())
        self.remedy = remedy
        self.line = line


@dataclass(frozen=True, slots=True)
class Ffmpeg:
    """An ffmpeg that answers: its program, and the encoders that it has."""

    program: str
    encoders: frozenset[str]

    def coding(self, suffix: str) -> tuple[str, ...]:
        """The arguments for a kind of file, the muxer's last.

        Raises:
            FfmpegMissing: this one has no encoder for it.
        """
        picture, sound = self._first(_PICTURES[suffix]), self._first(_SOUND[suffix])
        if not picture or not sound:
            raise self._incapable(suffix)
        return ("-c:v", *picture, "-c:a", *sound, "-f", *_MUXER[suffix])

    def _incapable(self, suffix: str) -> FfmpegMissing:
        """Another kind of file where this one codes that, else another ffmpeg."""
        other = next((each for each in FILM_SUFFIXES if self._codes(each)), "")
        if other:
            message = tr("{program} can't code {suffix}. Let the name end in {other}.")
            return FfmpegMissing(message.format(program=self.program, suffix=suffix, other=other))
        message = tr("{program} can't code {suffix}. Add another one with this line:")
        return FfmpegMissing(message.format(program=self.program, suffix=suffix), extra_line(EXTRA))

    def _codes(self, suffix: str) -> bool:
        return bool(self._first(_PICTURES[suffix]) and self._first(_SOUND[suffix]))

    def _first(self, choices: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
        return next((choice for choice in choices if choice[0] in self.encoders), ())


def find_ffmpeg() -> Ffmpeg:
    """The ffmpeg of the system, else the one of the extra `video`.

    Raises:
        FfmpegMissing: there is none, or it does not answer.
    """
    programs = [program for program in (shutil.which("ffmpeg"), _of_wheel()) if program]
    for program in programs:
        encoders = _encoders_of(program)
        if encoders:
            return Ffmpeg(program, encoders)
    if programs:
        message = tr("{program} does not answer. Install it anew, or add another one with this line:")
        raise FfmpegMissing(message.format(program=programs[0]), extra_line(EXTRA))
    message = tr(
        "Films are written by ffmpeg, which is not here. Install your system's package ffmpeg, or add it "
        "with this line:"
    )
    raise FfmpegMissing(message, extra_line(EXTRA))


def _of_wheel() -> str:
    """The program of the extra; empty where it is not installed."""
    try:
        import imageio_ffmpeg  # noqa: PLC0415 - an extra
    except ImportError:
        return ""
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except (RuntimeError, OSError) as error:
        _log.info("imageio-ffmpeg brings no program: %s", error)
        return ""


def _encoders_of(program: str) -> frozenset[str]:
    """What it can code; nothing where it can't be asked."""
    try:
        answer = subprocess.run(  # noqa: S603 - found by us, no shell
            [program, "-hide_banner", "-nostdin", "-encoders"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=ANSWER_SECONDS,
            check=True,
            creationflags=NO_WINDOW,
        )
    except (OSError, subprocess.SubprocessError) as error:
        _log.warning("%s can't be asked what it codes: %s", program, error)
        return frozenset()
    text = answer.stdout[:_MOST_LISTED].decode("ascii", "replace")
    return frozenset(name for _, name in _LISTED.findall(text))
