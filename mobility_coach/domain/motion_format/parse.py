"""Builds a motion from the text of its file, or from what stands in a drill's file."""

import re
from dataclasses import dataclass

from mobility_coach.domain.drill import Drill, InlineMotion, Side, Sides
from mobility_coach.domain.drill_format.fields import Fields
from mobility_coach.domain.drill_format.json_text import NotJsonError, read_json
from mobility_coach.domain.drill_format.problems import Problem, Problems, quoted
from mobility_coach.domain.motion import (
    CameraPlan,
    Channels,
    Highlight,
    Motion,
    MovementMotion,
    Prop,
    Rig,
    RootMode,
    Track,
)
from mobility_coach.domain.motion_format.keys import read_channels, read_keys
from mobility_coach.domain.motion_format.rig import PLAIN_RIG, faults_of_rig, read_rig
from mobility_coach.domain.motion_format.scene import (
    read_camera,
    read_highlights,
    read_props,
    read_stretch,
    read_track,
)
from mobility_coach.domain.motion_format.still import completed
from mobility_coach.domain.motion_format.values import single_side
from mobility_coach.domain.wording import tr

FORMAT = 1
"""The version of the format that is read here."""

_MOST_FORMATS = 1_000_000
_ID = re.compile(r"[a-z0-9-]{1,64}")
_LETTER = re.compile(r"[A-Z]")
_LINE = 160
_MOST_MOVEMENTS = 12


@dataclass(frozen=True, slots=True)
class ParsedMotion:
    """What was read: the motion, or else (None) what to mend; never both."""

    source: str
    motion: Motion | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Common:
    """What a movement has where it says nothing else."""

    rig: Rig
    base: Channels
    props: tuple[Prop, ...]
    highlights: tuple[Highlight, ...]
    track: Track | None
    camera: CameraPlan


def parse_motion(text: str | bytes, source: str) -> ParsedMotion:
    """The motion in `text`, or all problems with it; never raises.

    `source` is the file's name, for the messages. Bytes are read as UTF-8.
    """
    problems = Problems(source)
    try:
        value = read_json(text)
    except NotJsonError as error:
        problems.add("", str(error))
        return ParsedMotion(source, None, problems.found())
    motion = _motion(Fields(value, "", problems), None)
    return _parsed(source, motion, problems)


def parse_inline_motion(inline: InlineMotion, drill: Drill) -> ParsedMotion:
    """The motion that a drill brings along, or all problems with it; never raises.

    It has all movements of the drill: those that it says nothing of stay in the first pose.
    """
    problems = Problems(inline.source)
    motion = _motion(Fields(inline.value, "motion", problems), drill)
    parsed = _parsed(inline.source, motion, problems)
    if parsed.motion is None:
        return parsed
    return ParsedMotion(inline.source, completed(parsed.motion, drill))


def _parsed(source: str, motion: Motion | None, problems: Problems) -> ParsedMotion:
    found = problems.found()
    return ParsedMotion(source, None if found else motion, found)


def _motion(fields: Fields, drill: Drill | None) -> Motion | None:
    version = fields.whole("format", 1, _MOST_FORMATS)
    if version is not None and version != FORMAT:
        newer = tr("the motion has format {version}, this program reads format {known}; update the program")
        fields.note("format", newer.format(version=version, known=FORMAT))
        return None
    named = ("format", "drill")  # an inline motion has both from its drill
    fields.expect(
        required=("side", "rig", "movements", *(() if drill else named)),
        optional=("props", "base", "highlights", "camera", "track", "$schema", *(named if drill else ())),
    )
    fields.text("$schema", _LINE, tokens=False)
    common = _Common(
        rig=fields.part("rig", lambda part: read_rig(part, PLAIN_RIG)),
        base=fields.part("base", read_channels),
        props=read_props(fields),
        highlights=read_highlights(fields),
        track=fields.part("track", read_track) if "track" in fields else None,
        camera=_camera(fields, CameraPlan()) or CameraPlan(),
    )
    motion = Motion(
        drill=_drill_id(fields, drill),
        side=_side(fields, drill),
        movements=fields.parts(
            "movements", lambda part: _movement(part, common, drill), 1, _MOST_MOVEMENTS, different="id"
        ),
        camera=common.camera,
    )
    if not fields.problems.found():  # stand-ins don't fit together
        _check_whole(fields, motion, common.rig)
    return motion


def _drill_id(fields: Fields, drill: Drill | None) -> str:
    found = fields.matching("drill", _ID, tr("1 to 64 characters of a-z, 0-9 and dashes"))
    if drill is None:
        return found
    if found and found != drill.id:
        rule = tr("{found} is another drill; take the field out, or write {id}")
        fields.note("drill", rule.format(found=quoted(found), id=quoted(drill.id)))
    return drill.id


def _side(fields: Fields, drill: Drill | None) -> Side:
    side = fields.word("side", Side)
    if drill and drill.sides is Sides.EACH and side is Side.BOTH:
        rule = tr("the drill works one side at a time; say which one the motion shows, 'left' or 'right'")
        fields.note("side", rule)
    return side or Side.BOTH


def _movement(fields: Fields, common: _Common, drill: Drill | None) -> MovementMotion:
    fields.expect(
        required=("id", "keys"),
        optional=("rig", "base", "props", "highlights", "track", "ready", "stretch", "laser", "camera"),
    )
    base = {**common.base, **fields.part("base", read_channels)}
    read = read_keys(fields, base)
    ready = {**base, **fields.part("ready", read_channels)} if "ready" in fields else None
    return MovementMotion(
        id=_letter(fields, drill),
        rig=fields.part("rig", lambda part: read_rig(part, common.rig)) if "rig" in fields else common.rig,
        keys=read.keys,
        props=read_props(fields) if "props" in fields else common.props,
        highlights=read_highlights(fields) if "highlights" in fields else common.highlights,
        ready=ready,
        start_hold=read.start_hold,
        end_hold=read.end_hold,
        stretch=fields.part("stretch", read_stretch) if "stretch" in fields else None,
        track=fields.part("track", read_track) if "track" in fields else common.track,
        laser=single_side(fields, "laser"),
        camera=_camera(fields, common.camera),
    )


def _camera(fields: Fields, before: CameraPlan) -> CameraPlan | None:
    return fields.part("camera", lambda part: read_camera(part, before)) if "camera" in fields else None


def _letter(fields: Fields, drill: Drill | None) -> str:
    letter = fields.matching("id", _LETTER, tr("one letter, A to Z"))
    if drill and letter and drill.movement(letter) is None:
        known = ", ".join(movement.id for movement in drill.movements)
        rule = tr("the drill has no movement {letter}; it has {known}")
        fields.note("id", rule.format(letter=letter, known=known))
    return letter


def _check_whole(fields: Fields, motion: Motion, common: Rig) -> None:
    """Note what is good by itself and does not fit together."""
    rigs = {} if all(each.rig is not common for each in motion.movements) else {"rig": common}
    for at, movement in enumerate(motion.movements):
        if movement.rig is not common:
            rigs[f"movements[{at}].rig"] = movement.rig
        poses = [key.channels for key in movement.keys]
        poses += [] if movement.ready is None else [movement.ready]
        if movement.rig.root.mode is RootMode.FREE and any("pelvis.y" not in pose for pose in poses):
            rule = tr("'pelvis.y' is missing; a root 'free' needs the height of the pelvis in each pose")
            fields.note(f"movements[{at}].base", rule)
    for place, rig in rigs.items():
        for where, message in faults_of_rig(rig):
            fields.note(f"{place}.{where}", message)
