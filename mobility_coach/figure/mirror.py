"""Left and right exchanged: of a pose, and of a motion."""

from dataclasses import replace

import numpy as np

from mobility_coach.domain.motion import (
    CameraPlan,
    Channels,
    ElbowPlace,
    HandPlace,
    Highlight,
    Key,
    Limb,
    Motion,
    MovementMotion,
    Point,
    Prop,
    Rig,
    ShinPlace,
    Stretch,
    Track,
)
from mobility_coach.figure.pose import Pose
from mobility_coach.figure.skeleton import BONES

_OTHER = {"left": "right", "right": "left"}
# Numbers of the figure's middle that point to a side, and places, whose x does.
_SIDEWAYS_ANGLES = frozenset(
    {"pelvis.turn", "pelvis.lean"}
    | {f"{part}.{name}" for part in ("spine", "trunk", "neck") for name in ("side_bend", "rotation")}
)


def other_name(name: str) -> str:
    """A name of the other side: ``foot.left`` for ``foot.right``; one of the middle stays as it is."""
    return ".".join(_OTHER.get(part, part) for part in name.split("."))


_MIRROR = np.diag((-1.0, 1.0, 1.0))
_ORDER = np.array([BONES.index(other_name(bone)) for bone in BONES])


def mirrored(pose: Pose) -> Pose:
    """The pose in a mirror: left and right exchanged."""
    turns = _MIRROR @ pose.turns[_ORDER] @ _MIRROR
    places = pose.places[_ORDER] @ _MIRROR
    return Pose(turns, places, {other_name(name): error for name, error in pose.errors.items()})


def mirrored_motion(motion: Motion) -> Motion:
    """The same motion, authored for the other side."""
    return replace(
        motion,
        side=motion.side.opposite,
        movements=tuple(_movement(each) for each in motion.movements),
        camera=_camera(motion.camera),
    )


def mirrored_channels(channels: Channels) -> dict[str, float]:
    """Channels whose pose is the mirrored one."""
    return {other_name(name): -value if _is_sideways(name) else value for name, value in channels.items()}


def _is_sideways(name: str) -> bool:
    return name in _SIDEWAYS_ANGLES or name.endswith(".x")


def _point(point: Point) -> Point:
    return (-point[0], point[1], point[2])


def _movement(movement: MovementMotion) -> MovementMotion:
    return replace(
        movement,
        rig=mirrored_rig(movement.rig),
        keys=tuple(Key(key.at, mirrored_channels(key.channels)) for key in movement.keys),
        props=tuple(_prop(prop) for prop in movement.props),
        highlights=tuple(_highlight(each) for each in movement.highlights),
        ready=None if movement.ready is None else mirrored_channels(movement.ready),
        stretch=None if movement.stretch is None else _stretch(movement.stretch),
        track=None if movement.track is None else mirrored_track(movement.track),
        laser=None if movement.laser is None else movement.laser.opposite,
        camera=None if movement.camera is None else _camera(movement.camera),
    )


def mirrored_rig(rig: Rig) -> Rig:
    """The rig of the mirrored figure."""
    tilt, turn, roll = rig.pelvis_turn
    return Rig(
        root=replace(rig.root, side=rig.root.side.opposite),
        left=_limb(rig.right),
        right=_limb(rig.left),
        pelvis_turn=(tilt, -turn, -roll),
        contacts=tuple(other_name(contact) for contact in rig.contacts),
    )


def _limb(limb: Limb) -> Limb:
    return replace(
        limb,
        hand=None if limb.hand is None else _hand(limb.hand),
        elbow=None if limb.elbow is None else _elbow(limb.elbow),
        shin=None if limb.shin is None else _shin(limb.shin),
    )


def _hand(hand: HandPlace) -> HandPlace:
    return replace(
        hand,
        position=_point(hand.position),
        normal=_point(hand.normal),
        fingers=_point(hand.fingers),
        bone=other_name(hand.bone),
        pole=None if hand.pole is None else _point(hand.pole),
    )


def _elbow(elbow: ElbowPlace) -> ElbowPlace:
    return ElbowPlace(_point(elbow.position), _point(elbow.forearm), _point(elbow.normal))


def _shin(shin: ShinPlace) -> ShinPlace:
    return replace(shin, knee=_point(shin.knee), ankle=_point(shin.ankle))


def _prop(prop: Prop) -> Prop:
    return replace(prop, place=_point(prop.place), turn=-prop.turn)


def _highlight(highlight: Highlight) -> Highlight:
    sign = -1.0 if _is_sideways(highlight.angle) else 1.0
    return replace(
        highlight,
        side=highlight.side.opposite,
        angle=other_name(highlight.angle),
        cold=sign * highlight.cold,
        hot=sign * highlight.hot,
    )


def _stretch(stretch: Stretch) -> Stretch:
    is_most = stretch.is_most is not _is_sideways(stretch.angle)
    return replace(stretch, angle=other_name(stretch.angle), is_most=is_most)


def mirrored_track(track: Track) -> Track:
    """The same point of the other side."""
    return Track(other_name(track.bone), _point(track.offset))


def _camera(camera: CameraPlan) -> CameraPlan:
    return replace(
        camera,
        angles={name: (-yaw, pitch) for name, (yaw, pitch) in camera.angles.items()},
        target=None if camera.target is None else _point(camera.target),
    )
