"""Sound files: WAV, FLAC, Ogg Vorbis, Opus and MP3."""

import errno
import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from mobility_coach.adapters.machine.unwritten import unwritten_words
from mobility_coach.adapters.machine.work_folder import work_folder
from mobility_coach.adapters.sound.tagged_file import NotTagged, can_tag, copy_tagged
from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.domain.wording import tr
from mobility_coach.services.film.sound_tags import SoundTags

if TYPE_CHECKING:
    from mobility_coach.services.ports import Block

_log = logging.getLogger(__name__)

FORMATS = {
    ".wav": ("WAV", "PCM_16"),
    ".flac": ("FLAC", "PCM_16"),
    ".ogg": ("OGG", "VORBIS"),
    ".opus": ("OGG", "OPUS"),
    ".mp3": ("MP3", "MPEG_LAYER_III"),
}
"""By the file's suffix: the format's name and its coding."""

WRITE_BLOCK = SAMPLE_RATE
"""Frames a write: the Vorbis encoder crashes on very large ones."""


class SoundFileError(Exception):
    """A sound file could not be written; the message is plain text for people and says what to do next."""


def write_sound(path: Path, blocks: Iterable["Block"], tags: SoundTags | None = None) -> None:
    """Write mono float32 blocks of any size to `path`, in the format of its suffix.

    The file is there whole or not at all: it is made in a hidden folder beside `path`, which goes away
    whatever happens, and put into its place at the end. What was there before is replaced; a link is followed
    and permissions are kept. Of the tags a WAV file holds title and artist alone.

    Raises:
        SoundFileError: the suffix is not known, the encoder is missing, or the file cannot be written.
    """
    if path.suffix.lower() not in FORMATS:
        message = tr("{path}: this kind of file can't be written; let its name end in {endings}.")
        raise SoundFileError(message.format(path=path, endings=", ".join(FORMATS)))
    target = path.resolve()
    try:
        if target.is_dir():
            raise SoundFileError(tr("{path}: this is a folder; name a file in it.").format(path=path))
        with work_folder(target) as folder:
            sound = _part(folder / "sound", target)
            _encode(sound, FORMATS[path.suffix.lower()], blocks, tags)
            if tags is not None and can_tag(target):
                sound = _tagged(sound, target, tags)
            sound.replace(target)
    except OSError as error:
        raise SoundFileError(unwritten_words(path, error)) from error


def _part(part: Path, target: Path) -> Path:
    """A new empty file with the target's permissions."""
    part.touch(exist_ok=False)
    if target.exists():
        part.chmod(target.stat().st_mode & 0o777)
    return part


def _tagged(sound: Path, target: Path, tags: SoundTags) -> Path:
    """A tagged copy of a sound; the sound itself where it can't be tagged."""
    part = _part(sound.with_name("tagged"), target)
    try:
        with sound.open("rb") as source, part.open("r+b") as copy:
            copy_tagged(source, copy, target.suffix.lower(), tags)
            os.fsync(copy.fileno())
    except NotTagged as error:
        _log.warning("%s has no tags: %s", target.name, error)
        return sound
    return part


def _encode(part: Path, coding: tuple[str, str], blocks: Iterable["Block"], tags: SoundTags | None) -> None:
    import soundfile  # noqa: PLC0415 -- only who writes a file pays for it

    kind, subtype = coding
    written = 0
    with part.open("r+b") as raw:
        try:
            with soundfile.SoundFile(
                raw.fileno(), "w", SAMPLE_RATE, 1, subtype, format=kind, closefd=False
            ) as file:
                if tags is not None and kind == "WAV":
                    file.title, file.artist, file.album = tags.title, tags.artist, tags.artist
                for block in _even(blocks):
                    file.write(block)
                    written += len(block)
            # Some encoders do not look at what became of their bytes.
            if written and soundfile.info(str(part)).frames < written:
                raise _told_by_disk(raw, "the file is too short")
        except soundfile.SoundFileError as error:
            raise _told_by_disk(raw, str(error)) from error
        os.fsync(raw.fileno())


def _told_by_disk(raw: BinaryIO, otherwise: str) -> OSError:
    """Why a file can't grow: the encoder keeps the reason to itself, one more byte brings it out."""
    try:
        raw.seek(0, os.SEEK_END)
        os.write(raw.fileno(), bytes(WRITE_BLOCK))
    except OSError as error:
        return error
    return OSError(errno.EIO, otherwise)


def _even(blocks: Iterable["Block"]) -> Iterator["Block"]:
    """No block larger than `WRITE_BLOCK`."""
    for block in blocks:
        for start in range(0, len(block), WRITE_BLOCK):
            yield block[start : start + WRITE_BLOCK]
