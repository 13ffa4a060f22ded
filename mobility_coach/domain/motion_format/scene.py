"""Reads what is around and on the figure: props, highlights, camera, track."""

from types import MappingProxyType

from mobility_coach.domain.drill import Side
from mobility_coach.domain.drill_format.fields import Fields
from mobility_coach.domain.motion import (
    BodyRegion,
    CameraName,
    CameraPlan,
    Highlight,
    Prop,
    PropKind,
    Stretch,
    Track,
)
from mobility_coach.domain.motion_channels import ANGLES, BONES
from mobility_coach.domain.motion_format.values import ORIGIN, REACH, point
from mobility_coach.domain.wording import tr

MOST_PROPS = 8
MOST_HIGHLIGHTS = 8

_ANGLES = tuple(sorted(ANGLES))
_THINNEST, _WIDEST = 0.005, 5.0
_NEAREST, _FARTHEST = 0.5, 10.0
_STEEPEST = 89.0
_EXTREMES = ("most", "least")


def read_props(fields: Fields) -> tuple[Prop, ...]:
    """The list `props`."""
    return fields.parts("props", _prop, 0, MOST_PROPS)


def read_highlights(fields: Fields) -> tuple[Highlight, ...]:
    """The list `highlights`."""
    return fields.parts("highlights", _highlight, 0, MOST_HIGHLIGHTS)


def read_camera(fields: Fields, before: CameraPlan) -> CameraPlan:
    """How a drill or a movement is looked at; what the file leaves out is as in `before`."""
    fields.expect((), ("usual", "angles", "target", "distance"))
    if ("target" in fields) != ("distance" in fields):
        fields.note("", tr("'target' and 'distance' go together; give both for a close-up, or none"))
    return CameraPlan(
        usual=fields.word("usual", CameraName) or before.usual,
        angles=MappingProxyType({**before.angles, **fields.part("angles", _angles)}),
        target=point(fields, "target", REACH) or before.target,
        distance=fields.number("distance", _NEAREST, _FARTHEST) or before.distance,
    )


def read_track(fields: Fields) -> Track:
    """The point whose way the arrow follows."""
    fields.expect(("bone",), ("offset",))
    return Track(fields.name("bone", BONES), point(fields, "offset", 1.0) or ORIGIN)


def read_stretch(fields: Fields) -> Stretch:
    """Which joint angle is at its extreme, and at which end of the way."""
    fields.expect(("angle", "extreme", "at"))
    return Stretch(
        fields.name("angle", _ANGLES),
        fields.name("extreme", _EXTREMES) == _EXTREMES[0],
        float(fields.whole("at", 0, 1) or 0),
    )


def _prop(fields: Fields) -> Prop:
    fields.expect(("kind", "place", "size"), ("turn",))
    size = fields.numbers("size", 3, _THINNEST, _WIDEST) or ORIGIN
    return Prop(
        kind=fields.word("kind", PropKind) or PropKind.WALL,
        place=point(fields, "place", REACH) or ORIGIN,
        size=(size[0], size[1], size[2]),
        turn=fields.number("turn", -180.0, 180.0) or 0.0,
    )


def _highlight(fields: Fields) -> Highlight:
    fields.expect(("region", "side", "angle", "cold", "hot"), ("least",))
    cold, hot = fields.number("cold", -180.0, 180.0), fields.number("hot", -180.0, 180.0)
    if cold is not None and cold == hot:
        fields.note("hot", tr("'cold' and 'hot' must differ: between them the region begins to glow"))
    least = fields.number("least", 0.0, 1.0)
    return Highlight(
        fields.word("region", BodyRegion) or BodyRegion.CALF,
        fields.word("side", Side) or Side.BOTH,
        fields.name("angle", _ANGLES),
        cold or 0.0,
        hot or 0.0,
        *(() if least is None else (least,)),
    )


def _angles(fields: Fields) -> dict[CameraName, tuple[float, float]]:
    fields.expect((), tuple(CameraName))
    angles = {}
    for name in CameraName:
        yaw_and_pitch = fields.numbers(name, 2, -180.0, 180.0)
        if yaw_and_pitch is not None:
            yaw, pitch = yaw_and_pitch
            if abs(pitch) > _STEEPEST:
                rule = tr("the pitch, the second number, must be from -{most} to {most}")
                fields.note(name, rule.format(most=f"{_STEEPEST:g}"))
            angles[name] = (yaw, pitch)
    return angles
