"""Builds a motion from the text of its file, or from what stands in a drill's file."""

import re
from dataclasses import dataclass
from itertools import pairwise

from mobility_coach.domain.drill import Drill, InlineMotion, Side
from mobility_coach.domain.drill_format.fields import Fields
from mobility_coach.domain.drill_format.json_text import NotJsonError, read_json
from mobility_coach.domain.drill_format.problems import Problem, Problems, quoted
from mobility_coach.domain.motion import (
    CameraPlan,
    Channels,
    Highlight,
    Key,
    Motion,
    MovementMotion,
    Prop,
    Rig,
    Track,
)
from mobility_coach.domain.motion_channels import CHANNELS
from mobility_coach.domain.motion_format.rig import PLAIN_RIG, check_rig, read_rig
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
_LEAST_KEYS, _MOST_KEYS = 2, 8
_LONGEST_HOLD = 0.5
_CHANNEL_NAMES = tuple(CHANNELS)


@dataclass(frozen=True, slots=True)
class ParsedMotion:
    """What was read: the motion, or else (None) what to mend; never both."""

    source: str
    motion: Motion | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Common:
    """What all movements start from."""

    rig: Rig
    base: Channels
    props: tuple[Prop, ...]
    highlights: tuple[Highlight, ...]
    track: Track | None


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
    named = ("format", "drill")
    fields.expect(
        required=("side", "rig", "movements", *(() if drill else named)),
        optional=("props", "base", "highlights", "camera", "track", "$schema", *(named if drill else ())),
    )
    fields.text("$schema", _LINE, tokens=False)
    drill_id = fields.matching("drill", _ID, tr("1 to 64 characters of a-z, 0-9 and dashes"))
    if drill and drill_id and drill_id != drill.id:
        rule = tr("{found} is not this drill; take the field out, or write {id}")
        fields.note("drill", rule.format(found=quoted(drill_id), id=quoted(drill.id)))
    common = _Common(
        rig=fields.part("rig", lambda part: read_rig(part, PLAIN_RIG)),
        base=fields.part("base", _channels),
        props=read_props(fields),
        highlights=read_highlights(fields),
        track=fields.part("track", read_track) if "track" in fields else None,
    )
    return Motion(
        drill=drill.id if drill else drill_id,
        side=fields.word("side", Side) or Side.BOTH,
        movements=fields.parts(
            "movements", lambda part: _movement(part, common, drill), 1, _MOST_MOVEMENTS, different="id"
        ),
        camera=fields.part("camera", read_camera) if "camera" in fields else CameraPlan(),
    )


def _movement(fields: Fields, common: _Common, drill: Drill | None) -> MovementMotion:
    fields.expect(
        required=("id", "keys"),
        optional=("rig", "base", "props", "highlights", "track", "ready", "stretch", "laser"),
    )
    letter = fields.matching("id", _LETTER, tr("one letter, A to Z"))
    if drill and letter and drill.movement(letter) is None:
        known = ", ".join(each.id for each in drill.movements)
        rule = tr("the drill has no movement {letter}; it has {known}")
        fields.note("id", rule.format(letter=letter, known=known))
    rig = fields.part("rig", lambda part: _whole_rig(part, common.rig))
    base = {**common.base, **fields.part("base", _channels)}
    keys = fields.parts("keys", lambda part: _key(part, base), _LEAST_KEYS, _MOST_KEYS)
    moments = tuple(key.at for key, _hold in keys)
    _check_moments(fields, moments)
    for at, (_key_pose, hold) in enumerate(keys[1:-1], 1):
        if hold:
            fields.note(f"keys[{at}].hold", tr("only the first and the last key are held; take it out"))
    return MovementMotion(
        id=letter,
        rig=rig,
        keys=tuple(key for key, _hold in keys),
        props=read_props(fields) if "props" in fields else common.props,
        highlights=read_highlights(fields) if "highlights" in fields else common.highlights,
        ready={**base, **fields.part("ready", _channels)} if "ready" in fields else None,
        start_hold=keys[0][1] if keys else 0.0,
        end_hold=keys[-1][1] if keys else 0.0,
        stretch=fields.part("stretch", read_stretch) if "stretch" in fields else None,
        track=fields.part("track", read_track) if "track" in fields else common.track,
        laser=single_side(fields, "laser"),
    )


def _whole_rig(fields: Fields, before: Rig) -> Rig:
    rig = read_rig(fields, before)
    check_rig(fields, rig)
    return rig


def _check_moments(fields: Fields, moments: tuple[float, ...]) -> None:
    if not moments:
        return
    if moments[0] != 0.0:
        fields.note("keys[0].at", tr("the first key stands at 0, where the stroke in begins"))
    if moments[-1] != 1.0:
        fields.note(f"keys[{len(moments) - 1}].at", tr("the last key stands at 1, where the stroke in ends"))
    for at, (before, after) in enumerate(pairwise(moments), 1):
        if after <= before:
            fields.note(
                f"keys[{at}].at", tr("keys stand in order; this one must be later than the one before")
            )


def _key(fields: Fields, base: Channels) -> tuple[Key, float]:
    """A key, and how long it is held."""
    fields.expect(required=("at", "set"), optional=("hold",))
    at, hold = fields.number("at", 0.0, 1.0), fields.number("hold", 0.0, _LONGEST_HOLD)
    return Key(at or 0.0, {**base, **fields.part("set", _channels)}), hold or 0.0


def _channels(fields: Fields) -> dict[str, float]:
    fields.expect((), _CHANNEL_NAMES)
    return fields.named_numbers(CHANNELS)
