"""The stage: one motion from one camera, at one size, in one theme; it makes the pictures."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import CameraName, Motion, MovementMotion, Prop, Way, WayKind
from mobility_coach.figure.angles import joint_angles
from mobility_coach.figure.arrows import ArrowPlace, Balls
from mobility_coach.figure.body import BODY
from mobility_coach.figure.camera import Camera
from mobility_coach.figure.glows import glows_of
from mobility_coach.figure.ink import draw_arrow, draw_beam, lay_over
from mobility_coach.figure.mirror import mirrored_track
from mobility_coach.figure.picture import Arrow, Beam, Patch, Pixels
from mobility_coach.figure.posed_body import Body
from mobility_coach.figure.raster import Raster
from mobility_coach.figure.scene.beams import beam_of, spot_way
from mobility_coach.figure.scene.floor import Floor
from mobility_coach.figure.scene.framing import close_up, fitted
from mobility_coach.figure.scene.phases import PHASES, phases_of, shared_props
from mobility_coach.figure.scene.placing import STANDING, Points
from mobility_coach.figure.scene.setting import Setting
from mobility_coach.figure.scene.shadow import cast_shadow
from mobility_coach.figure.shading import shade
from mobility_coach.figure.themes import THEMES

_USUAL = {
    CameraName.FRONT: (0.0, 6.0),
    CameraName.SIDE: (90.0, 5.0),
    CameraName.THREE_QUARTER: (40.0, 14.0),
    CameraName.REAR: (180.0, 8.0),
    CameraName.TOP: (0.0, 74.0),
}
"""Yaw and pitch in degrees, for a working side that is the left one; for the right one yaw is negated."""

_BEHIND = (128.0, 14.0)
"""The three-quarter view of somebody who stands before a wall: from behind, so that the wall is no veil."""

_LYING = {
    CameraName.FRONT: 14.0,
    CameraName.SIDE: 14.0,
    CameraName.THREE_QUARTER: 38.0,
    CameraName.REAR: 16.0,
}
"""Steeper pitches, for somebody who lies."""

_FLOOR = 1.7
_FLOOR_PART = 0.62
"""The floor's radius: so many metres, and no more than this part of the camera's distance."""

_BODY = Body(BODY)


@dataclass(frozen=True, slots=True)
class StageView:
    """How a motion is looked at: angles in degrees, size in pixels, "light" or "dark".

    `samples` is 2 for a fine picture, 1 for a coarse and fast one. `movement` is the one that the picture is
    framed for, with those that are looked at alike; "" frames all of them.
    """

    yaw: float
    pitch: float
    width: int
    height: int
    theme: str
    samples: int = 2
    movement: str = ""


def stage_view(
    motion: Motion, movement: str, camera: CameraName | None, width: int, height: int, theme: str
) -> StageView:
    """The view of a movement from a named camera (None: the usual one).

    Its angles are those that the motion gives it, or else the usual ones.
    """
    plan = motion.camera_of(movement)
    camera = camera or plan.usual
    yaw, pitch = plan.angles.get(camera) or _usual_angles(motion, camera)
    return StageView(yaw, pitch, width, height, theme, movement=movement)


def _usual_angles(motion: Motion, camera: CameraName) -> tuple[float, float]:
    yaw, pitch = _USUAL[camera]
    if camera is CameraName.THREE_QUARTER and any(prop.kind in STANDING for prop in shared_props(motion)):
        yaw, pitch = _BEHIND
    size = phases_of(motion).extent_of(tuple(each.id for each in motion.movements)).size
    if max(size[0], size[2]) > 1.4 * size[1]:
        pitch = _LYING.get(camera, pitch)
    return (yaw if motion.side is Side.LEFT else -yaw), pitch


class Stage:
    """Makes pictures of one motion in one view. Not thread-safe: used from one thread at a time.

    Its `camera` takes in all movements that are looked at alike, with what they need, so that nothing jumps
    between them.
    """

    def __init__(self, motion: Motion, view: StageView) -> None:
        self._motion = motion
        self._phases = phases_of(motion)
        self._theme = THEMES[view.theme]
        self.camera = self._placed_camera(view)
        self._raster = Raster(view.width, view.height, view.samples)
        self._floor = self._laid_floor()
        self._settings: dict[tuple[Prop, ...], Setting] = {}
        self._places: dict[Way, tuple[ArrowPlace, ...]] = {}
        self._background = self._setting(shared_props(motion)).whole

    def background(self) -> Pixels:
        """What stays the same in all movements: floor, grid, mats and walls. Opaque; not to be changed."""
        return self._background

    def patch(self, way: Way, at: float) -> Patch:
        """The figure at a place on a way (`at` 0 … 1, without holds), with its shadow and its things."""
        movement = self._movement(way)
        pose, props = self._phases.pose(way, at), movement.props
        setting = self._setting(props)
        pixels = setting.whole.copy()
        self._raster.clear()
        for thing in setting.things:
            self._raster.draw(thing, self.camera)
        self._raster.draw(_BODY.posed(pose), self.camera)
        layer = shade(
            self._raster, self.camera, self._theme, glows_of(movement.highlights, pose, joint_angles(pose))
        )
        setting.draw_shadow(pixels, cast_shadow(pose, props), self.camera)
        setting.panes.tint(layer.pixels, layer.left, layer.top)
        height, width = layer.pixels.shape[:2]
        window = pixels[layer.top : layer.top + height, layer.left : layer.left + width]
        lay_over(window, layer.pixels)
        return _changed_part(pixels, self._background)

    def arrow(self, way: Way, *, is_back: bool) -> Arrow | None:
        """The arrow of a stroke, which is never across the body; None where there is nothing to show."""
        if way.kind not in {WayKind.STROKE, WayKind.FIRST}:
            return None
        if way not in self._places:
            self._places[way] = tuple(self._arrow_places(way))
        found = [place.arrow(self._theme.arrow, is_back=is_back) for place in self._places[way]]
        first, *others = found or [None]
        return replace(first, twin=others[0]) if first is not None and others else first

    def beam(self, way: Way, at: float) -> Beam | None:
        """The light out of a kneecap, in a movement that has one."""
        movement = self._movement(way)
        if movement.laser is None:
            return None
        pose = self._phases.pose(way, at)
        return beam_of(pose, movement.laser, movement.props, self.camera, self._theme.laser)

    def picture(self, way: Way, at: float, *, is_back: bool = False, with_arrow: bool = True) -> Pixels:
        """All in one: background, figure, beam and arrow."""
        pixels = self._background.copy()
        patch = self.patch(way, at)
        height, width = patch.pixels.shape[:2]
        pixels[patch.top : patch.top + height, patch.left : patch.left + width] = patch.pixels
        beam = self.beam(way, at)
        if beam is not None:
            draw_beam(pixels, beam)
        arrow = self.arrow(way, is_back=is_back) if with_arrow else None
        if arrow is not None:
            draw_arrow(pixels, arrow)
        return pixels

    def _placed_camera(self, view: StageView) -> Camera:
        plan = self._motion.camera_of(view.movement)
        if plan.target is not None:
            return close_up(plan.target, plan.distance, view.yaw, view.pitch, view.width, view.height)
        extent = self._phases.extent_of(self._motion.seen_like(view.movement))
        return fitted(extent, view.yaw, view.pitch, view.width, view.height)

    def _movement(self, way: Way) -> MovementMotion:
        movement = self._motion.movement(way.movement)
        if movement is None:
            raise ValueError(f"{self._motion.drill} has no movement {way.movement}")
        return movement

    def _laid_floor(self) -> Floor:
        x, _, z = self.camera.target
        return Floor(self.camera, (x, z), min(_FLOOR, _FLOOR_PART * self.camera.distance))

    def _setting(self, props: tuple[Prop, ...]) -> Setting:
        setting = self._settings.get(props)
        if setting is None:
            setting = self._settings[props] = Setting(props, self.camera, self._floor, self._theme)
        return setting

    def _arrow_places(self, way: Way) -> Iterator[ArrowPlace]:
        """The place of the arrow, and of the one of the other side where both sides move alike."""
        movement = self._movement(way)
        poses = [self._phases.phase(way, step) for step in range(PHASES + 1)]
        if movement.laser is not None:
            yield self._arrow_place(way, spot_way(poses, movement.laser, movement.props))
        elif movement.track is not None:
            other = mirrored_track(movement.track)
            is_twofold = self._motion.side is Side.BOTH and other.bone != movement.track.bone
            for track in (movement.track, other) if is_twofold else (movement.track,):
                yield self._arrow_place(
                    way, np.array([pose.point(track.bone, track.offset) for pose in poses])
                )

    def _arrow_place(self, way: Way, points: Points) -> ArrowPlace:
        centres, radii = self._phases.balls(way)
        _, scale = self.camera.project(centres)
        body = Balls(self.camera.spots(centres), radii * scale)
        length = float(np.linalg.norm(np.diff(points, axis=0), axis=1).sum()) * self.camera.scale
        size = (self.camera.width, self.camera.height)
        return ArrowPlace(self.camera.spots(points), length, body, size)


def _changed_part(pixels: Pixels, background: Pixels) -> Patch:
    """What differs from the background; one pixel where nothing does."""
    differs = pixels.view(np.uint32)[..., 0] != background.view(np.uint32)[..., 0]
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if not len(rows):
        return Patch(0, 0, np.ascontiguousarray(pixels[:1, :1]))
    top, left = int(rows[0]), int(columns[0])
    part = pixels[top : rows[-1] + 1, left : columns[-1] + 1]
    return Patch(left, top, np.ascontiguousarray(part))
