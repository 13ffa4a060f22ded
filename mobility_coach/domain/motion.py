"""A drill's motion: how a figure moves through its movements, as immutable data.

+x is the figure's left, +y is up, +z is forward; lengths are metres, angles degrees. A motion is authored
for one working side; for the other one everything is mirrored. Poses are given as *channels*: numbers by
name, such as ``ankle.right.dorsiflexion`` (see `mobility_coach.domain.motion_channels`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mobility_coach.domain.drill import Side

Point = tuple[float, float, float]
Channels = Mapping[str, float]

RELAXED = "at.ease"
"""The id of a motion that belongs to no drill, and that no drill can have: somebody who stands at ease."""

FIGURE_VERSION = 1
"""Goes up when the same motion is drawn differently: pictures that were kept are drawn anew."""


class CameraName(StrEnum):
    """Where a figure is looked at from."""

    FRONT = "front"
    SIDE = "side"
    REAR = "rear"
    THREE_QUARTER = "three-quarter"
    TOP = "top"


class RootMode(StrEnum):
    """What carries the figure: nothing (the pelvis is placed), a planted foot, or a kneeling knee."""

    FREE = "free"
    FOOT = "foot"
    KNEE = "knee"


class LegMode(StrEnum):
    """How a leg is led.

    `PLANT`: the foot is placed, hip and knee follow. `KNEEL`: the knee is on the floor. `PLACE`: the shin
    lies on a support. `FREE`: angles of hip, knee and ankle.
    """

    PLANT = "plant"
    KNEEL = "kneel"
    PLACE = "place"
    FREE = "free"


class ArmMode(StrEnum):
    """How an arm is led: `REACH` places the hand, `ELBOW` lays the forearm on a wall, `FREE` takes angles."""

    FREE = "free"
    REACH = "reach"
    ELBOW = "elbow"


@dataclass(frozen=True, slots=True)
class Root:
    """What the pose is built up from; `side` is LEFT or RIGHT for a foot or a knee, BOTH for `FREE`."""

    mode: RootMode
    side: Side = Side.BOTH
    knee_height: float = 0.056


@dataclass(frozen=True, slots=True)
class HandPlace:
    """Where a palm rests.

    `normal` points out of the palm, `fingers` along them. With `bone` all is measured from that bone and
    moves with it. `tip` places the fingertips instead of the palm. `pole` is where the elbow points, in the
    world.
    """

    position: Point
    normal: Point
    fingers: Point
    bone: str = ""
    tip: bool = False
    pole: Point | None = None


@dataclass(frozen=True, slots=True)
class ElbowPlace:
    """An elbow on a wall: where it is, where the forearm points, where the palm looks."""

    position: Point
    forearm: Point
    normal: Point


@dataclass(frozen=True, slots=True)
class ShinPlace:
    """A shin on a support: from `knee` toward `ankle`; `turn` is how far the shin is turned in the knee."""

    knee: Point
    ankle: Point
    turn: float = 0.0


@dataclass(frozen=True, slots=True)
class Limb:
    """How one side's leg and arm are led; places are there where the mode asks for one."""

    leg: LegMode = LegMode.FREE
    arm: ArmMode = ArmMode.FREE
    hand: HandPlace | None = None
    elbow: ElbowPlace | None = None
    shin: ShinPlace | None = None


@dataclass(frozen=True, slots=True)
class Rig:
    """How channels become a pose. `pelvis_turn` turns the pelvis before its channels do (pitch, yaw, roll).

    `contacts` are what rests on the floor or a prop all the time: ``foot.left``, ``big_toe.left``,
    ``toes.left``, ``instep.left``, ``knee.left``, ``shin.left``, ``hand.left``, ``elbow.left``, ``pelvis``.
    """

    root: Root
    left: Limb
    right: Limb
    pelvis_turn: Point = (0.0, 0.0, 0.0)
    contacts: tuple[str, ...] = ()

    def limb(self, side: Side) -> Limb:
        """The limb of LEFT or RIGHT."""
        return self.left if side is Side.LEFT else self.right


class PropKind(StrEnum):
    """Things that a figure leans on, or lies on. A corner is two walls."""

    WALL = "wall"
    DOORWAY = "doorway"
    BENCH = "bench"
    TABLE = "table"
    COUCH_ARM = "couch-arm"
    CHAIR = "chair"
    MAT = "mat"
    PILLOW = "pillow"


@dataclass(frozen=True, slots=True)
class Prop:
    """A thing in the scene.

    `place` is the middle of its upper face; of a wall's or doorway's foot, at the face that looks at the
    figure; or of a pillow. `size` is width, height, depth. At `turn` 0 the width lies along x and a wall
    faces -z (it stands before the figure); a positive turn goes toward the figure's left.
    """

    kind: PropKind
    place: Point
    size: Point
    turn: float = 0.0


class BodyRegion(StrEnum):
    """Where a stretch is felt."""

    CALF = "calf"
    SOLEUS = "soleus"
    ANKLE = "ankle"
    ARCH = "arch"
    OUTER_ANKLE = "outer-ankle"
    HIP_FLEXOR = "hip-flexor"
    GROIN = "groin"
    OUTER_THIGH = "outer-thigh"
    HIP = "hip"
    GLUTE = "glute"
    CHEST = "chest"
    SHOULDER = "shoulder"
    SHOULDER_BLADE = "shoulder-blade"
    MID_BACK = "mid-back"
    FLANK = "flank"
    NECK = "neck"


@dataclass(frozen=True, slots=True)
class Highlight:
    """A region that glows as a measured joint angle goes from `cold` (weight `least`) to `hot` (weight 1)."""

    region: BodyRegion
    side: Side
    angle: str
    cold: float
    hot: float
    least: float = 0.18


@dataclass(frozen=True, slots=True)
class Key:
    """A pose on the way of the stroke in: `at` is 0 at its start, 1 at its end; those between are passed."""

    at: float
    channels: Channels


@dataclass(frozen=True, slots=True)
class Stretch:
    """The joint angle that is at its extreme on a key (`at` 0 or 1); what the checks measure."""

    angle: str
    is_most: bool
    at: float


@dataclass(frozen=True, slots=True)
class Track:
    """The point whose way the arrow follows: a bone, and where on it (rest pose, from the bone's joint)."""

    bone: str
    offset: Point = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class CameraPlan:
    """How a drill, or one of its movements, is looked at.

    The usual camera; other angles (yaw, pitch) than the usual ones; and for a close-up what is in the middle
    and how far away the camera is. Without a target it takes in the whole figure with its props.
    """

    usual: CameraName = CameraName.THREE_QUARTER
    angles: Mapping[CameraName, tuple[float, float]] = field(default_factory=dict)
    target: Point | None = None
    distance: float = 0.0


@dataclass(frozen=True, slots=True)
class MovementMotion:
    """One movement. The stroke in goes from the first key to the last, the stroke out the same way back.

    `ready` is the pose before the first rep; None where that is the first key. A hold is the part of a stroke
    for which the figure stays in a key pose before it leaves it: `start_hold` at the start, `end_hold` at
    the end. `camera` is None where it is looked at like the whole motion.
    """

    id: str
    rig: Rig
    keys: tuple[Key, ...]
    props: tuple[Prop, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    ready: Channels | None = None
    start_hold: float = 0.0
    end_hold: float = 0.0
    stretch: Stretch | None = None
    track: Track | None = None
    laser: Side | None = None
    camera: CameraPlan | None = None

    def along(self, progress: float, *, is_back: bool) -> float:
        """Where on the way (0 start … 1 end) the figure is, `progress` (0 … 1) into a stroke.

        A stroke begins with the hold of the key that it leaves, so that the next key falls on its beat.
        """
        hold = self.end_hold if is_back else self.start_hold
        gone = max(0.0, min(1.0, (progress - hold) / (1.0 - hold)))
        return 1.0 - gone if is_back else gone


@dataclass(frozen=True, slots=True)
class Motion:
    """The motion of a drill, authored for the working side `side` (BOTH where nothing is mirrored)."""

    drill: str
    side: Side
    movements: tuple[MovementMotion, ...]
    camera: CameraPlan = field(default_factory=CameraPlan)

    def movement(self, movement_id: str) -> MovementMotion | None:
        """The movement with this letter, or None."""
        return next((each for each in self.movements if each.id == movement_id), None)

    def camera_of(self, movement_id: str) -> CameraPlan:
        """How a movement is looked at."""
        movement = self.movement(movement_id)
        return self.camera if movement is None or movement.camera is None else movement.camera

    def seen_like(self, movement_id: str) -> tuple[str, ...]:
        """The movements that are looked at like this one, itself among them: they share a picture's frame."""
        plan = self.camera_of(movement_id)
        return tuple(each.id for each in self.movements if self.camera_of(each.id) == plan)


class WayKind(StrEnum):
    """Ways that a figure goes.

    `STROKE`: from the first key to the last (and back). `FIRST`: from the ready pose to the last key, in the
    first rep. `OVER`: from the end of another movement (`origin`; its first key) to the ready pose. `READY`:
    no way at all, the ready pose.
    """

    STROKE = "stroke"
    FIRST = "first"
    OVER = "over"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Way:
    """A way of a figure through a drill's motion; pictures are kept by it."""

    kind: WayKind
    movement: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class FigureMoment:
    """What the figure does at one moment of a session; follows from the transport's position alone.

    Attributes:
        drill: whose motion; `RELAXED` between drills.
        side: the working side that is shown, LEFT or RIGHT.
        way: which way it goes.
        progress: how far into it, 0 … 1, in time; `MovementMotion.along` tells where on the way that is.
        is_back: whether it is a stroke out, which goes the way backward.
        seconds: since this stroke or way began, as the session plays (pictures change over softly).
    """

    drill: str
    side: Side
    way: Way
    progress: float = 0.0
    is_back: bool = False
    seconds: float = 0.0
