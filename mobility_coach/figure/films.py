"""Pictures of a figure for files: a key pose, a rep in motion, a sheet of start, middle and end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from mobility_coach.domain.drill import Side, Tempo
from mobility_coach.domain.motion import CameraName, Motion, MovementMotion, Way, WayKind
from mobility_coach.figure.picture import Pixels
from mobility_coach.figure.stage import Stage, stage_view

SHEET_CAMERAS = (CameraName.FRONT, CameraName.SIDE, CameraName.THREE_QUARTER)
"""What a sheet is seen from where no camera is asked for."""

MOST_FRAMES, MOST_PIXELS = 150, 120_000_000
"""Of a rep in motion; a slow one has fewer a second, and a large one too: all of it has to fit the memory."""

_FRAME_SECONDS = 0.04
_GAP = 4
"""Pixels between the pictures of a sheet."""


@dataclass(frozen=True, slots=True)
class Shooting:
    """How a figure is taken: for which working side, from where, how large (pixels), in which theme."""

    side: Side
    camera: CameraName | None
    size: int
    theme: str


def still(motion: Motion, movement_id: str, shooting: Shooting) -> Pixels:
    """A movement's key pose, at the end of its stroke in."""
    stage = _stage(motion, movement_id, shooting, shooting.camera)
    return _facing(stage.picture(_stroke(movement_id), 1.0), motion, shooting.side)


class Film:
    """A rep in motion at a tempo, frame by frame; each is drawn when it is asked for.

    One frame where nothing moves. `milliseconds` is how long each one stays; `progress` is told the share
    that is drawn, 0 … 1.
    """

    def __init__(
        self,
        motion: Motion,
        movement: MovementMotion,
        tempo: Tempo,
        shooting: Shooting,
        progress: Callable[[float], None] = lambda _share: None,
    ) -> None:
        self._motion, self._movement, self._side = motion, movement, shooting.side
        self._stage = _stage(motion, movement.id, shooting, shooting.camera)
        self._progress = progress
        self._drawn = 0
        self._in, self._out = (60 / tempo.bpm * beats for beats in (tempo.beats_in, tempo.beats_out))
        seconds = self._in + self._out
        most = min(MOST_FRAMES, MOST_PIXELS // shooting.size**2)
        moves = any(key.channels != movement.keys[0].channels for key in movement.keys)
        self._count = max(2, min(most, round(seconds / _FRAME_SECONDS))) if moves else 1
        self.milliseconds = round(1000 * seconds / self._count)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> Pixels:
        if not 0 <= number < self._count:
            raise IndexError(number)
        now = number * (self._in + self._out) / self._count
        is_back = now >= self._in
        progress = (now - self._in) / self._out if is_back else now / self._in
        at = self._movement.along(progress, is_back=is_back)
        picture = self._stage.picture(_stroke(self._movement.id), at, is_back=is_back)
        self._drawn += 1
        self._progress(min(1.0, self._drawn / self._count))
        return _facing(picture, self._motion, self._side)


def sheet(
    motion: Motion,
    movement_ids: Sequence[str],
    shooting: Shooting,
    progress: Callable[[float], None] = lambda _share: None,
) -> Pixels:
    """Start, middle and end of the stroke in of each movement (a row), from each camera (three columns)."""
    cameras = SHEET_CAMERAS if shooting.camera is None else (shooting.camera,)
    size, side = shooting.size, shooting.side
    columns = [(camera, at) for camera in cameras for at in (0.0, 0.5, 1.0)]
    height = len(movement_ids) * (size + _GAP) - _GAP
    whole = np.zeros((height, len(columns) * (size + _GAP) - _GAP, 4), np.uint8)
    for row, movement_id in enumerate(movement_ids):
        stages = {camera: _stage(motion, movement_id, shooting, camera) for camera in cameras}
        for column, (camera, at) in enumerate(columns):
            picture = _facing(stages[camera].picture(_stroke(movement_id), at), motion, side)
            if not row and not column:
                whole[:] = picture[0, 0]  # what lies between them is ground too
            top, left = row * (size + _GAP), column * (size + _GAP)
            whole[top : top + size, left : left + size] = picture
            progress((row * len(columns) + column + 1) / (len(movement_ids) * len(columns)))
    return whole


def _stage(motion: Motion, movement_id: str, shooting: Shooting, camera: CameraName | None) -> Stage:
    """A stage for a movement; None is its usual camera."""
    size = shooting.size
    return Stage(motion, stage_view(motion, movement_id, camera, size, size, shooting.theme))


def _stroke(movement_id: str) -> Way:
    return Way(WayKind.STROKE, movement_id)


def _facing(picture: Pixels, motion: Motion, side: Side) -> Pixels:
    """The picture for a working side: the other one than the motion's own is its mirror image."""
    is_other = Side.BOTH not in (motion.side, side) and side is not motion.side
    return np.ascontiguousarray(picture[:, ::-1]) if is_other else picture
