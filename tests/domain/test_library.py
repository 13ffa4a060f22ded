"""The library keeps the shipped order and puts a person's own drills behind it, by title."""

from dataclasses import FrozenInstanceError, replace

import pytest

from mobility_coach.domain.drill import Drill, Movement, Plane, Position, Region, RepRange, Sides, Step, Tempo
from mobility_coach.domain.library import Library

STEP = Step("Go.", "Go.")
MOVEMENT = Movement("A", "Go", (Plane.SAGITTAL,), RepRange(5, 10), Tempo(60, 2, 2), STEP, "In", "Out")
DRILL = Drill(
    id="zebra",
    title="Zebra",
    region=Region.HIP,
    summary="",
    read="",
    position=Position.STANDING,
    equipment=(),
    suits=(),
    sides=Sides.TOGETHER,
    setup=(STEP,),
    movements=(MOVEMENT,),
)
APE = replace(DRILL, id="ape", title="Ape", region=Region.ANKLE)
OWN_B = replace(DRILL, id="own-1", title="bear")
OWN_A = replace(DRILL, id="own-2", title="Ant")
LIBRARY = Library(shipped=(DRILL, APE), own=(OWN_B, OWN_A))


def test_order() -> None:
    assert LIBRARY.drills == (DRILL, APE, OWN_A, OWN_B)


def test_look_up_by_id() -> None:
    assert LIBRARY.drill("ape") is APE
    assert LIBRARY.drill("own-1") is OWN_B
    assert LIBRARY.drill("gnu") is None


def test_it_never_changes() -> None:
    with pytest.raises(FrozenInstanceError):
        LIBRARY.own = ()  # type: ignore[misc]
