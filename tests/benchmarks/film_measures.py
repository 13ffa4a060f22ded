"""What a film file is really like: asked of ffprobe, decoded by ffmpeg, held against the cue sheet."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage

from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.services.film.film_shape import FilmShape
from mobility_coach.services.film.shooting import SessionViews
from mobility_coach.services.session.render import SheetCue
from mobility_coach.ui.film.film_figure import FilmFigure
from mobility_coach.ui.tv.tv_face import figure_room

Sound = NDArray[np.float32]
Grey = NDArray[np.float32]

QUIET = round(0.03 * SAMPLE_RATE)
"""So long before a click nothing else may be heard, so that its onset can be told."""

_RISE = 0.15
_LATEST = round(0.06 * SAMPLE_RATE)
_AROUND = 15
"""Pictures before and after a turn that are looked at."""


def probed(path: Path) -> dict[str, Any]:
    """Streams, chapters and format, by ffprobe."""
    line = [
        "ffprobe",
        "-v",
        "error",
        "-show_streams",
        "-show_chapters",
        "-show_format",
        "-of",
        "json",
        str(path),
    ]
    return dict(json.loads(subprocess.run(line, capture_output=True, check=True, text=True).stdout))


def decoded_sound(path: Path) -> Sound:
    """The first sound of a file, as a player would play it from 0 on."""
    line = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:a:0", "-f", "f32le"]
    line += ["-ac", "1", "-ar", str(SAMPLE_RATE), "-"]
    return np.frombuffer(subprocess.run(line, capture_output=True, check=True).stdout, np.float32)


def decoded_pictures(path: Path, part: QRect, size: QSize) -> Grey:
    """A part of each picture, grey and scaled: shape (pictures, height, width)."""
    crop = f"crop={part.width()}:{part.height()}:{part.x()}:{part.y()}:exact=1"
    scale = f"scale={size.width()}:{size.height()}:flags=area,format=gray"
    line = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:v:0", "-vf", f"{crop},{scale}"]
    line += ["-fps_mode", "passthrough", "-f", "rawvideo", "-"]
    raw = subprocess.run(line, capture_output=True, check=True).stdout
    return np.frombuffer(raw, np.uint8).reshape(-1, size.height(), size.width()).astype(np.float32)


def click_errors_ms(sound: Sound, cues: Sequence[SheetCue], mix: Sound) -> list[float]:
    """How late each click is heard against its cue, where nothing else is heard before it in the mix."""
    errors = []
    for cue in cues:
        frame = cue["frame"]
        if cue["kind"] != "click" or frame < QUIET:
            continue
        near = np.abs(mix[frame - QUIET : frame + _LATEST])
        if near[:QUIET].max() < near.max() / 20:
            heard = np.abs(sound[frame - QUIET : frame + _LATEST])
            found = int(np.argmax(heard > _RISE * heard.max()))
            errors.append((found - QUIET) / SAMPLE_RATE * 1000)
    return errors


def key_pose_errors(
    pictures: Grey, cues: Sequence[SheetCue], views: SessionViews, shape: FilmShape, figure: FilmFigure
) -> list[float]:
    """By how many pictures the key pose of each count, with the arrow of the way back, comes late.

    It is infinite where the figure is not as near to its key pose then as it ever comes.
    """
    errors = []
    for cue in cues:
        if cue["kind"] != "count":
            continue
        turn = cue["frame"] * shape.fps / SAMPLE_RATE
        start = max(0, round(turn) - _AROUND)
        near = pictures[start : round(turn) + _AROUND + 1]
        before, at = (
            np.abs(near - _picture(frame, views, shape, figure, near.shape)).mean(axis=(1, 2))
            for frame in (cue["frame"] - 1, cue["frame"])
        )
        found = int(np.argmax(at < before))
        is_key = at[found] <= at.min() + 0.15 * np.ptp(at)
        errors.append(start + found - turn if is_key else float("inf"))
    return errors


def room_of(views: SessionViews, shape: FilmShape) -> QRect:
    """Where the figure is."""
    return figure_room(QSize(shape.width, shape.height), views.at(0))


def _picture(
    frame: int, views: SessionViews, shape: FilmShape, figure: FilmFigure, like: tuple[int, ...]
) -> Grey:
    moment = views.at(frame).figure
    assert moment is not None
    size, seconds = room_of(views, shape).size(), frame / SAMPLE_RATE
    figure.image(moment, size, seconds)
    image = figure.image(moment, size, seconds + 0.5)  # whatever faded is over then
    assert image is not None
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8).scaled(like[2], like[1])
    lines = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return lines[:, : like[2]].astype(np.float32)


def chapter_titles(probe: Mapping[str, Any]) -> list[str]:
    """The names of the chapters."""
    return [chapter["tags"]["title"] for chapter in probe["chapters"]]
