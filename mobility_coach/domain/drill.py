"""A drill and its parts, as immutable values.

A drill is authored once, for the left working side. Texts hold the tokens ``{side}`` and ``{other}`` where a
side is named; `mobility_coach.domain.mirror` fills them in, so that the right side is never written by hand.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Region(StrEnum):
    """The part of the body that a drill frees."""

    ANKLE = "ankle"
    HIP = "hip"
    THORACIC_SPINE = "thoracic-spine"


class Plane(StrEnum):
    """A plane of motion."""

    SAGITTAL = "sagittal"
    FRONTAL = "frontal"
    TRANSVERSE = "transverse"


class Position(StrEnum):
    """How the body is held during a drill."""

    STANDING = "standing"
    HALF_KNEELING = "half-kneeling"
    KNEELING = "kneeling"
    SIDE_LYING = "side-lying"


class Equipment(StrEnum):
    """Something that a drill needs."""

    WALL = "wall"
    SUPPORT = "support"
    FLOOR = "floor"
    BENCH = "bench"
    CORNER = "corner"


class Place(StrEnum):
    """A moment or a place in which a drill can be done."""

    DESK = "desk"
    TV = "tv"
    BEFORE_RUN = "before-run"


class Side(StrEnum):
    """A side of the body; `BOTH` where both work in the same rep."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"

    @property
    def opposite(self) -> "Side":
        """The other side; `BOTH` is its own opposite."""
        return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.BOTH: Side.BOTH}[self]


class Sides(StrEnum):
    """How a drill deals with the two sides.

    `TOGETHER`: both work at once. `EACH`: all movements on one working side, then all again on the other.
    `ALTERNATING`: a rep goes to one side and then to the other, so nothing is switched.
    """

    TOGETHER = "together"
    EACH = "each"
    ALTERNATING = "alternating"


@dataclass(frozen=True, slots=True)
class RepRange:
    """The range of reps that a person chooses in; ``1 <= low <= high``."""

    low: int
    high: int

    @property
    def middle(self) -> int:
        """The default: the middle, rounded up."""
        return (self.low + self.high + 1) // 2

    def clamp(self, reps: int) -> int:
        """`reps`, moved into the range."""
        return max(self.low, min(self.high, reps))


@dataclass(frozen=True, slots=True)
class Tempo:
    """Beats per minute, and how many beats the stroke in and the stroke out take."""

    bpm: int
    beats_in: int
    beats_out: int

    @property
    def beats(self) -> int:
        """Beats of one rep."""
        return self.beats_in + self.beats_out


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction: `say` is short and spoken, `read` is longer and shown on the drill's page."""

    say: str
    read: str


@dataclass(frozen=True, slots=True)
class CueChoice:
    """One of several cues that lead to the same motion; a person picks the one that clicks."""

    id: str
    title: str
    say: str
    stroke_in: str
    stroke_out: str


@dataclass(frozen=True, slots=True)
class Movement:
    """One lettered part of a drill. One rep is a stroke in and a stroke out.

    `step` tells how it is done, `stroke_in` and `stroke_out` are the captions of the two strokes, `felt` says
    where it is felt ("high in the calf"; empty where nothing is known), `hints` are short enough to be spoken
    between counts.
    """

    id: str
    title: str
    planes: tuple[Plane, ...]
    reps: RepRange
    tempo: Tempo
    step: Step
    stroke_in: str
    stroke_out: str
    felt: str = ""
    hints: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    cue_choices: tuple[CueChoice, ...] = ()

    def cue_choice(self, choice_id: str | None) -> CueChoice | None:
        """The choice with this id, else the first; None where the movement has no choices."""
        for choice in self.cue_choices:
            if choice.id == choice_id:
                return choice
        return self.cue_choices[0] if self.cue_choices else None


@dataclass(frozen=True, slots=True)
class Suitability:
    """A place that suits a drill, with a condition ("on a couch arm") or an empty note."""

    place: Place
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class InlineMotion:
    """A motion as it stands in the drill's own file, not yet read: JSON values, and the file's name."""

    source: str
    value: object


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill, complete: what it is, how to set it up, its movements.

    `switch` is said when the sides change; in it ``{side}`` is the side that works next. None unless `sides`
    is `EACH`. `motion` is what a person's own drill brings along for the figure;
    `mobility_coach.domain.motion_format` reads it.
    """

    id: str
    title: str
    region: Region
    summary: str
    read: str
    position: Position
    equipment: tuple[Equipment, ...]
    suits: tuple[Suitability, ...]
    sides: Sides
    setup: tuple[Step, ...]
    movements: tuple[Movement, ...]
    switch: Step | None = None
    cautions: tuple[str, ...] = ()
    motion: InlineMotion | None = field(default=None, compare=False)

    @property
    def planes(self) -> tuple[Plane, ...]:
        """The union of the movements' planes, in anatomical order."""
        trained = {plane for movement in self.movements for plane in movement.planes}
        return tuple(plane for plane in Plane if plane in trained)

    @property
    def tempo(self) -> Tempo:
        """The tempo that it is known by: its first movement's."""
        return self.movements[0].tempo

    @property
    def is_standing(self) -> bool:
        """Whether it is done on the feet."""
        return self.position is Position.STANDING

    def suitability(self, place: Place) -> Suitability | None:
        """How it suits a place; None where it does not."""
        return next((entry for entry in self.suits if entry.place is place), None)

    def movement(self, movement_id: str) -> Movement | None:
        """The movement with this letter, or None."""
        return next((movement for movement in self.movements if movement.id == movement_id), None)
