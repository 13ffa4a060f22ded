"""What a session can be written as, and what its file could be called."""

from dataclasses import dataclass
from pathlib import PurePath

from mobility_coach.domain.wording import tr

LONGEST_NAME = 80

_NO_NAMES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
"""Devices on Windows: no file can be called like them."""

_NOT_IN_NAMES = frozenset('<>:"/\\|?*')


@dataclass(frozen=True, slots=True)
class ExportKind:
    """A kind of file, by its ending."""

    ending: str
    title: str
    detail: str
    is_film: bool = False


def export_kinds() -> tuple[ExportKind, ...]:
    """All kinds, the usual one first."""
    film = tr(
        "Figure, captions and sound for a phone or a TV, with a chapter for each drill, or for each movement"
        " where it is one drill."
    )
    return (
        ExportKind(".mp3", tr("Sound: MP3"), tr("Plays everywhere; has chapters and a cover.")),
        ExportKind(".ogg", tr("Sound: Ogg Vorbis"), tr("Small and free; has chapters and a cover.")),
        ExportKind(
            ".opus", tr("Sound: Opus"), tr("The smallest, for newer players; has chapters and a cover.")
        ),
        ExportKind(".flac", tr("Sound: FLAC"), tr("Nothing is lost; has chapters and a cover.")),
        ExportKind(".wav", tr("Sound: WAV"), tr("Large, for sound programs; has no chapters.")),
        ExportKind(".mp4", tr("Film: MP4"), film, is_film=True),
        ExportKind(".webm", tr("Film: WebM"), film, is_film=True),
    )


def kind_of(target: str) -> ExportKind | None:
    """The kind that a file's name asks for, or None."""
    ending = PurePath(target).suffix.lower()
    return next((kind for kind in export_kinds() if kind.ending == ending), None)


def named_as(target: str, kind: ExportKind) -> str:
    """`target` as a file of that kind: the ending of another kind gives way, any other name goes on."""
    named = kind_of(target)
    if named is None:
        return target + kind.ending
    return target if named == kind else str(PurePath(target).with_suffix(kind.ending))


def suggested_name(title: str, ending: str) -> str:
    """A name that any system takes, made of a title."""
    kept = "".join(sign for sign in title if sign.isprintable() and sign not in _NOT_IN_NAMES)
    name = " ".join(kept.split())[:LONGEST_NAME].strip(" .")
    if not name or name.lower().split(".")[0] in _NO_NAMES:
        name = f"{tr('Session')} {name}".strip()
    return name + ending
