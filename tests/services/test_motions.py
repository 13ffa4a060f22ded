"""Motions on the shelf: shipped ones, people's own, stills for the rest."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mobility_coach.domain.drill import Drill, InlineMotion
from mobility_coach.domain.drill_format import parse_drill
from mobility_coach.domain.library import Library
from mobility_coach.domain.motion import RELAXED
from mobility_coach.services.drill_files import DrillFile
from mobility_coach.services.motions import MotionShelf

RESOURCES = Path(__file__).parents[2] / "resources"


class Folder:
    """A folder in memory; counts how often it is read."""

    def __init__(self, **files: bytes) -> None:
        self._files = files
        self.reads = 0

    def files(self) -> Iterator[DrillFile]:
        self.reads += 1
        for name, data in self._files.items():
            yield DrillFile(f"{name.replace('_', '-')}.json", data)


def motion(drill_id: str, **changes: object) -> bytes:
    value = {
        "format": 1,
        "drill": drill_id,
        "side": "right",
        "rig": {"root": {"mode": "foot", "side": "right"}, "right": {"leg": "plant"}},
        "movements": [
            {"id": "A", "keys": [{"at": 0, "set": {}}, {"at": 1, "set": {"shin.right.forward": 20}}]}
        ],
    }
    return json.dumps(value | changes).encode()


def drill(drill_id: str, inline: object = None) -> Drill:
    path = RESOURCES / "drills" / "2-straight-leg-ankle-matrix.json"
    parsed = parse_drill(path.read_bytes(), path.name)
    assert parsed.drill is not None
    own = None if inline is None else InlineMotion("mine.json", inline)
    return replace(parsed.drill, id=drill_id, movements=parsed.drill.movements[:2], motion=own)


class Stills:
    """Keeps nothing."""

    def get(self, name: str) -> bytes | None:
        raise AssertionError(name)

    def put(self, name: str, png: bytes) -> None:
        raise AssertionError(name, png)


STILLS = Stills()
FILES = {"ape": motion("ape"), "standing": motion("standing"), "relaxed": motion("relaxed")}


def shelf(*own: Drill, folder: Folder | None = None) -> MotionShelf:
    library = Library((drill("ape"),), own)
    return MotionShelf(folder or Folder(**FILES), lambda: library, STILLS)


def test_nothing_is_read_before_it_is_asked_for() -> None:
    folder = Folder(**FILES)
    asked = shelf(folder=folder)
    assert folder.reads == 0
    first = asked.motion("ape")
    assert first is not None
    assert asked.motion("ape") is first
    assert folder.reads == 1
    assert asked.stills is STILLS


def test_a_shipped_drill() -> None:
    asked = shelf()
    found = asked.motion("ape")
    assert found is not None
    assert (found.drill, [each.id for each in found.movements]) == ("ape", ["A"])
    assert asked.has_way("ape")
    assert asked.problems() == ()


def test_an_own_drill_without_a_motion_shows_the_still_of_its_position() -> None:
    asked = shelf(drill("mine"))
    found = asked.motion("mine")
    assert found is not None
    assert (found.drill, [each.id for each in found.movements]) == ("mine", ["A", "B"])
    assert all(each.keys[0].channels == each.keys[-1].channels for each in found.movements)
    assert not asked.has_way("mine")
    assert asked.motion("mine") is found


def test_an_own_drill_with_a_motion() -> None:
    asked = shelf(drill("mine", json.loads(motion("mine"))))
    found = asked.motion("mine")
    assert found is not None
    assert (found.drill, [each.id for each in found.movements]) == ("mine", ["A", "B"])
    assert asked.has_way("mine")
    assert asked.motion("mine") is found


def test_a_bad_motion_costs_the_motion_alone_and_is_told_once() -> None:
    asked = shelf(drill("mine", json.loads(motion("mine", side="none"))))
    assert asked.problems() == ()
    assert not asked.has_way("mine")
    found = asked.motion("mine")
    assert found is not None
    assert found.movements[0].keys[0].channels == found.movements[0].keys[-1].channels
    (problem,) = asked.problems()
    assert problem.startswith("mine.json: motion.side: 'none' is not known here")


def test_an_own_drill_never_takes_a_shipped_motion() -> None:
    folder = Folder(**FILES, mine=motion("mine"))
    assert not shelf(drill("mine"), folder=folder).has_way("mine")


def test_somebody_at_ease() -> None:
    asked = shelf(drill("relaxed"))
    found = asked.motion(RELAXED)
    assert found is not None
    assert found.drill == RELAXED
    assert not asked.has_way(RELAXED)
    own = asked.motion("relaxed")
    assert own is not None
    assert own.drill == "relaxed"


def test_a_drill_that_nobody_knows() -> None:
    asked = shelf()
    assert asked.motion("bat") is None
    assert not asked.has_way("bat")
    assert asked.stamp("bat") == ""


def test_files_that_are_missing_or_bad_cost_their_figure_alone() -> None:
    asked = shelf(folder=Folder(ape=b"{", standing=motion("standing")))
    found = asked.motion("ape")
    assert found is not None  # the still of its position
    assert asked.motion(RELAXED) is None
    assert len(asked.problems()) == 2
    empty = shelf(drill("mine"), folder=Folder())
    assert empty.motion("ape") is None
    assert empty.motion("mine") is None
    assert empty.stamp("ape") == empty.stamp("mine")


def test_a_stamp_changes_with_the_motion_alone() -> None:
    def stamps(folder: Folder, inline: object) -> list[str]:
        asked = shelf(drill("mine", inline), drill("still"), folder=folder)
        return [asked.stamp(each) for each in ("ape", "mine", "still", RELAXED)]

    own, changed = (json.loads(motion("mine", side=side)) for side in ("right", "left"))
    before = stamps(Folder(**FILES), own)
    assert stamps(Folder(**FILES), own) == before
    after = stamps(
        Folder(ape=FILES["ape"] + b" ", standing=FILES["standing"] + b" ", relaxed=FILES["relaxed"] + b" "),
        changed,
    )
    assert all(one != other for one, other in zip(before, after, strict=True))
    assert len(set(before)) == 4


def test_a_stamp_reads_a_motion_once() -> None:
    asked = shelf(drill("mine", json.loads(motion("mine", side="none"))))
    assert asked.stamp("mine") == asked.stamp("mine")
    assert len(asked.problems()) == 1


def test_a_stamp_takes_whatever_stands_there() -> None:
    deep: object = []
    for _ in range(100_000):
        deep = [deep]
    assert shelf(drill("mine", {"side": "\ud800"})).stamp("mine")
    assert shelf(drill("mine", deep)).stamp("mine") == shelf(drill("still")).stamp("still")


@pytest.mark.parametrize("name", ["standing", "half-kneeling", "kneeling", "side-lying"])
def test_there_is_a_still_for_each_position(name: str) -> None:
    assert (RESOURCES / "motions" / f"{name}.json").is_file()
