"""What a person prefers about being coached; an input of the compiler."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from mobility_coach.domain.drill import Drill, Movement, RepRange, Side, Tempo

SLOWEST_BPM = 20
FASTEST_BPM = 200
BPM_STEP = 5


class Dose(StrEnum):
    """Where in a movement's rep range the reps are taken from."""

    GENTLE = "gentle"
    MIDDLE = "middle"
    FULL = "full"

    def of(self, reps: RepRange) -> int:
        """The reps that this dose takes from a range."""
        return {Dose.GENTLE: reps.low, Dose.MIDDLE: reps.middle, Dose.FULL: reps.high}[self]


class Pace(StrEnum):
    """How fast all drills go, measured by the tempi that they are written with."""

    GENTLE = "gentle"
    MIDDLE = "middle"
    FULL = "full"

    def of(self, bpm: int) -> int:
        """The beats a minute that this pace makes of those written, within what a person can follow."""
        percent = {Pace.GENTLE: 80, Pace.MIDDLE: 100, Pace.FULL: 115}[self]
        return clamp_bpm(_scaled(bpm, percent, 100))


@dataclass(frozen=True, slots=True)
class DrillChoices:
    """What a person set for one drill: reps by movement id, tempo, the cue that clicks.

    `bpm` is that of the drill's first movement; the others keep their proportion to it.
    """

    reps: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    bpm: int | None = None
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class CoachingPreferences:
    """How sessions are built.

    Attributes:
        dose: where reps are taken from when neither drill choices nor routine say a number.
        pace: how fast the drills go that have no tempo of the person's own.
        drills: choices by drill id.
        wait_for_ready: after each set-up, wait until the person says so, instead of `setup_seconds`.
        setup_seconds: time to get into position after the last set-up step.
        link_seconds: pause between one movement's end and the next one's instruction.
        switch_seconds: time to change sides.
        rest_seconds: rest between drills.
        count_in_beats: beats counted down before a movement; also after a pause.
        first_side: the side that works first where a drill is done on each.
        only_side: leaves the other side out.
        hints: whether form, breathing and feeling are spoken in the free beats.
        safety: whether the safety words open the session.
    """

    dose: Dose = Dose.MIDDLE
    pace: Pace = Pace.MIDDLE
    drills: Mapping[str, DrillChoices] = field(default_factory=lambda: MappingProxyType({}))
    wait_for_ready: bool = False
    setup_seconds: float = 4.0
    link_seconds: float = 1.0
    switch_seconds: float = 5.0
    rest_seconds: float = 8.0
    count_in_beats: int = 3
    first_side: Side = Side.LEFT
    only_side: Side | None = None
    hints: bool = True
    safety: bool = True

    def choices(self, drill_id: str) -> DrillChoices:
        """What was set for a drill; nothing set where it is not known."""
        return self.drills.get(drill_id, DrillChoices())

    def reps(self, drill: Drill, movement: Movement) -> int:
        """The reps of a movement: the person's number, else the dose's, always inside the range."""
        chosen = self.choices(drill.id).reps.get(movement.id)
        if chosen is not None:
            return movement.reps.clamp(chosen)
        return self.dose.of(movement.reps)

    def tempo(self, drill: Drill, movement: Movement) -> Tempo:
        """The tempo of a movement: its own, as the person set it for the drill, or else at the pace."""
        chosen = self.choices(drill.id).bpm
        own = movement.tempo
        bpm = (
            self.pace.of(own.bpm) if chosen is None else clamp_bpm(_scaled(own.bpm, chosen, drill.tempo.bpm))
        )
        return Tempo(bpm, own.beats_in, own.beats_out)


def drill_bpm(drill: Drill, movement: Movement, bpm: int) -> int:
    """The `DrillChoices.bpm` with which a movement gets `bpm`."""
    return clamp_bpm(_scaled(bpm, drill.tempo.bpm, movement.tempo.bpm))


def _scaled(number: int, factor: int, divisor: int) -> int:
    """``number * factor / divisor``, rounded."""
    return (2 * number * factor + divisor) // (2 * divisor)


def clamp_bpm(bpm: int) -> int:
    """`bpm`, moved into what a person can follow."""
    return max(SLOWEST_BPM, min(FASTEST_BPM, bpm))
