"""Builds a drill from the text of its file."""

import re
from dataclasses import dataclass

from mobility_coach.domain.drill import (
    CueChoice,
    Drill,
    Equipment,
    InlineMotion,
    Movement,
    Place,
    Plane,
    Position,
    Region,
    RepRange,
    Sides,
    Step,
    Suitability,
    Tempo,
)
from mobility_coach.domain.drill_format.fields import Fields
from mobility_coach.domain.drill_format.json_text import NotJsonError, read_json
from mobility_coach.domain.drill_format.problems import Problem, Problems
from mobility_coach.domain.preferences import FASTEST_BPM, SLOWEST_BPM
from mobility_coach.domain.wording import tr

FORMAT = 1
"""The version of the format that is read here."""

_MOST_FORMATS = 1_000_000
_ID = re.compile(r"[a-z0-9-]{1,64}")
_LETTER = re.compile(r"[A-Z]")
_REQUIRED = ("format", "id", "title", "region", "summary", "read", "position", "sides", "setup", "movements")

_TITLE = 60
_SUMMARY = 160
_PAGE = 1200
_SAY = 200
_READ = 600
_STROKE = 30
_FELT = 160
_HINT = 60
_CAUTION = 200
_NOTE = 60

_MOST_STEPS = 12
_MOST_MOVEMENTS = 12
_MOST_HINTS = 12
_MOST_CAUTIONS = 8
_MOST_CUES = 6
_MOST_REPS = 100
_MOST_BEATS = 16


@dataclass(frozen=True, slots=True)
class ParsedDrill:
    """A file that was read: its drill, or else (None) what to mend; never both."""

    source: str
    drill: Drill | None
    problems: tuple[Problem, ...] = ()


def parse_drill(text: str | bytes, source: str) -> ParsedDrill:
    """The drill in `text`, or all problems with it; never raises.

    `source` is the file's name, for the messages. Bytes are read as UTF-8.
    """
    problems = Problems(source)
    try:
        value = read_json(text)
    except NotJsonError as error:
        problems.add("", str(error))
        return ParsedDrill(source, None, problems.found())
    drill = _drill(Fields(value, "", problems), source)
    found = problems.found()
    return ParsedDrill(source, None if found else drill, found)


def _drill(fields: Fields, source: str) -> Drill | None:
    version = fields.whole("format", 1, _MOST_FORMATS)
    if version is not None and version != FORMAT:
        newer = tr("the file has format {version}, this program reads format {known}; update the program")
        fields.note("format", newer.format(version=version, known=FORMAT))
        return None
    fields.expect(
        required=_REQUIRED,
        optional=("equipment", "suits", "switch", "cautions", "motion", "$schema"),
    )
    fields.text("$schema", _SUMMARY, tokens=False)
    sides = fields.word("sides", Sides)
    if sides:
        _check_switch(fields, sides)
    return Drill(
        id=fields.matching("id", _ID, tr("1 to 64 characters of a-z, 0-9 and dashes")),
        title=fields.text("title", _TITLE, tokens=False),
        region=fields.word("region", Region) or Region.ANKLE,
        summary=fields.text("summary", _SUMMARY, tokens=False),
        read=fields.text("read", _PAGE, tokens=False),
        position=fields.word("position", Position) or Position.STANDING,
        equipment=fields.words("equipment", Equipment, least=0),
        suits=fields.parts("suits", _suitability, 0, len(Place), different="place"),
        sides=sides or Sides.TOGETHER,
        setup=fields.parts("setup", _step, 1, _MOST_STEPS),
        movements=fields.parts("movements", _movement, 1, _MOST_MOVEMENTS, different="id"),
        switch=fields.part("switch", _step) if "switch" in fields else None,
        cautions=fields.texts("cautions", _MOST_CAUTIONS, _CAUTION),
        # Read when a figure needs it: a start does not wait for that, and a mistake in it costs no drill.
        motion=InlineMotion(source, fields.value("motion")) if "motion" in fields else None,
    )


def _check_switch(fields: Fields, sides: Sides) -> None:
    if sides is Sides.EACH and "switch" not in fields:
        fields.note("", tr("'switch' is missing; a drill with 'sides' 'each' tells how to change sides"))
    if sides is not Sides.EACH and "switch" in fields:
        fields.note("switch", tr("only a drill with 'sides' 'each' has one; take it out, or change 'sides'"))


def _suitability(fields: Fields) -> Suitability:
    fields.expect(required=("place",), optional=("note",))
    return Suitability(fields.word("place", Place) or Place.DESK, fields.text("note", _NOTE, tokens=False))


def _step(fields: Fields) -> Step:
    fields.expect(required=("say", "read"))
    return Step(fields.text("say", _SAY), fields.text("read", _READ))


def _movement(fields: Fields) -> Movement:
    fields.expect(
        required=("id", "title", "planes", "reps", "tempo", "step", "stroke_in", "stroke_out"),
        optional=("felt", "hints", "cautions", "cue_choices"),
    )
    return Movement(
        id=fields.matching("id", _LETTER, tr("one letter, A to Z")),
        title=fields.text("title", _TITLE, tokens=False),
        planes=fields.words("planes", Plane, least=1),
        reps=fields.part("reps", _reps),
        tempo=fields.part("tempo", _tempo),
        step=fields.part("step", _step),
        stroke_in=fields.text("stroke_in", _STROKE),
        stroke_out=fields.text("stroke_out", _STROKE),
        felt=fields.text("felt", _FELT),
        hints=fields.texts("hints", _MOST_HINTS, _HINT),
        cautions=fields.texts("cautions", _MOST_CAUTIONS, _CAUTION),
        cue_choices=fields.parts("cue_choices", _cue_choice, 0, _MOST_CUES, different="id"),
    )


def _reps(fields: Fields) -> RepRange:
    fields.expect(required=("low", "high"))
    low, high = fields.whole("low", 1, _MOST_REPS), fields.whole("high", 1, _MOST_REPS)
    if low is not None and high is not None and low > high:
        fields.note("", tr("'low' ({low}) is above 'high' ({high})").format(low=low, high=high))
    return RepRange(low or 1, high or 1)


def _tempo(fields: Fields) -> Tempo:
    fields.expect(required=("bpm", "beats_in", "beats_out"))
    return Tempo(
        bpm=fields.whole("bpm", SLOWEST_BPM, FASTEST_BPM) or SLOWEST_BPM,
        beats_in=fields.whole("beats_in", 1, _MOST_BEATS) or 1,
        beats_out=fields.whole("beats_out", 1, _MOST_BEATS) or 1,
    )


def _cue_choice(fields: Fields) -> CueChoice:
    fields.expect(required=("id", "title", "say", "stroke_in", "stroke_out"))
    return CueChoice(
        id=fields.matching("id", _ID, tr("1 to 64 characters of a-z, 0-9 and dashes")),
        title=fields.text("title", _TITLE, tokens=False),
        say=fields.text("say", _SAY),
        stroke_in=fields.text("stroke_in", _STROKE),
        stroke_out=fields.text("stroke_out", _STROKE),
    )
