"""Files become a library; a bad one costs its own drill only."""

import json
from collections.abc import Iterator

from mobility_coach.services.drill_files import DrillFile, load_library


class Folder:
    """A folder in memory."""

    def __init__(self, *files: DrillFile) -> None:
        self._files = files

    def files(self) -> Iterator[DrillFile]:
        yield from self._files


def data(drill_id: str, **changes: object) -> bytes:
    step = {"say": "Go.", "read": "Go."}
    movement = {
        "id": "A",
        "title": "Go",
        "planes": ["frontal"],
        "reps": {"low": 1, "high": 2},
        "tempo": {"bpm": 60, "beats_in": 1, "beats_out": 1},
        "step": step,
        "stroke_in": "In",
        "stroke_out": "Out",
    }
    drill = {
        "format": 1,
        "id": drill_id,
        "title": drill_id.title(),
        "region": "hip",
        "summary": "S.",
        "read": "R.",
        "position": "kneeling",
        "sides": "alternating",
        "setup": [step],
        "movements": [movement],
    }
    return json.dumps(drill | changes).encode()


def test_shipped_alone() -> None:
    loaded = load_library(Folder(DrillFile("1.json", data("zebra")), DrillFile("2.json", data("ape"))))
    assert [drill.id for drill in loaded.library.drills] == ["zebra", "ape"]
    assert loaded.problems == ()


def test_own_drills_are_read_beside() -> None:
    shipped = Folder(DrillFile("1.json", data("zebra")))
    loaded = load_library(shipped, Folder(DrillFile("mine.json", data("mine"))))
    assert [drill.id for drill in loaded.library.drills] == ["zebra", "mine"]
    assert [drill.id for drill in loaded.library.own] == ["mine"]


def test_a_bad_file_costs_that_drill_alone() -> None:
    own = Folder(
        DrillFile("a.json", b"{"),
        DrillFile("b.json", data("b", region="knee", sides="none")),
        DrillFile("c\x1b.json", problem="the file can't be read"),
        DrillFile("d.json", data("d")),
    )
    loaded = load_library(Folder(DrillFile("1.json", data("zebra"))), own)
    assert [drill.id for drill in loaded.library.drills] == ["zebra", "d"]
    first, sides, region, unread = loaded.problems
    assert first.startswith("a.json: line 1, column 2: this is not JSON")
    assert region.startswith("b.json: region: 'knee'")
    assert sides.startswith("b.json: sides: 'none'")
    assert unread == "c\\u001b.json: the file can't be read"


def test_an_own_drill_never_replaces_a_shipped_one() -> None:
    shipped = Folder(DrillFile("1.json", data("zebra")))
    loaded = load_library(shipped, Folder(DrillFile("mine.json", data("zebra", title="Mine"))))
    assert [drill.title for drill in loaded.library.drills] == ["Zebra"]
    assert loaded.problems == (
        "mine.json: id: 'zebra' is already the id of a drill that comes with the program; choose another id",
    )


def test_an_own_drill_never_hides_a_routine() -> None:
    loaded = load_library(Folder(), Folder(DrillFile("mine.json", data("full"))))
    assert loaded.library.drills == ()
    assert loaded.problems == (
        "mine.json: id: 'full' is already the id of a routine that comes with the program; choose another id",
    )


def test_the_first_of_two_own_drills_with_one_id_stays() -> None:
    own = Folder(
        DrillFile("a.json", data("x", title="First")), DrillFile("b.json", data("x", title="Second"))
    )
    loaded = load_library(Folder(), own)
    assert [drill.title for drill in loaded.library.drills] == ["First"]
    assert loaded.problems == ("b.json: id: 'x' is already the id of a.json; choose another id",)
