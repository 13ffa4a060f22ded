import json
import logging
from pathlib import Path

import pytest

from mobility_coach.adapters.store.storage import FileSystem
from mobility_coach.adapters.store.window_file import MOST_BYTES, WindowFile
from mobility_coach.domain.drill import Equipment, Place, Plane
from mobility_coach.domain.drill_filter import DrillFilter
from mobility_coach.services.window_memory import MOST_MINI_PLACES, MiniPlace, WindowMemory

LEFT = WindowMemory(
    item="hip-flexor-matrix",
    shows_routines=True,
    filter=DrillFilter(place=Place.TV, equipment=frozenset({Equipment.WALL}), plane=Plane.FRONTAL, minutes=5),
    knows_safety=True,
    knows_crash="2026-11-23T10.00.00.txt",
    mini_places=(MiniPlace("1920x1080+0+0 2560x1440+1920-360", -1800, 40, 240, 320),),
    mini_is_on_top=False,
    tv_screen=r"\\.\DISPLAY2",
)
PLACE = ["1920x1080+0+0", 1, 2, 240, 320]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "window.json"


def test_the_window_is_as_it_was_left(path: Path) -> None:
    assert WindowFile(path).recall() == WindowMemory()
    WindowFile(path).keep(LEFT)
    assert WindowFile(path).recall() == LEFT
    WindowFile(path).keep(WindowMemory())
    assert WindowFile(path).recall() == WindowMemory()


def test_nothing_at_hand_is_remembered_as_such(path: Path) -> None:
    bare = WindowMemory(filter=DrillFilter(equipment=frozenset()))
    WindowFile(path).keep(bare)
    assert WindowFile(path).recall() == bare


def test_the_text_of_a_search_does_not_come_back(path: Path) -> None:
    WindowFile(path).keep(WindowMemory(filter=DrillFilter("knee", place=Place.TV)))
    assert b"knee" not in path.read_bytes()
    assert WindowFile(path).recall().filter == DrillFilter(place=Place.TV)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("item", ["a"]),
        ("item", "../../etc/passwd"),
        ("item", "x" * 201),
        ("shows_routines", "yes"),
        ("place", "moon"),
        ("place", 7),
        ("plane", ["frontal"]),
        ("equipment", "wall"),
        ("equipment", ["sword", 3, None]),
        ("minutes", 3),
        ("minutes", "5"),
        ("minutes", [5]),
        ("knows_safety", None),
        ("knows_crash", {"a": 1}),
        ("mini_places", "here"),
        ("mini_places", {"x": 1}),
        ("mini_places", [3, [], PLACE[:4], [*PLACE, 5]]),
        ("mini_places", [[7, *PLACE[1:]], ["<b>", *PLACE[1:]], ["", *PLACE[1:]], ["1" * 401, *PLACE[1:]]]),
        ("mini_places", [[*PLACE[:1], True, *PLACE[2:]], [*PLACE[:2], 2.5, *PLACE[3:]]]),
        ("mini_places", [[*PLACE[:1], 100_001, *PLACE[2:]], [*PLACE[:2], -100_001, *PLACE[3:]]]),
        ("mini_places", [[*PLACE[:3], 99, 320], [*PLACE[:3], 240, 16_385]]),
        ("mini_is_on_top", 0),
        ("tv_screen", 2),
        ("tv_screen", "HDMI\n1"),
        ("tv_screen", "x" * 201),
    ],
)
def test_a_bad_value_costs_that_value_alone(path: Path, name: str, value: object) -> None:
    WindowFile(path).keep(LEFT)
    values = json.loads(path.read_bytes())
    usual = path.with_name("usual.json")
    usual.write_text(json.dumps({key: each for key, each in values.items() if key != name}))
    path.write_text(json.dumps({**values, name: value}))
    assert WindowFile(path).recall() == WindowFile(usual).recall() != LEFT


def test_known_things_stay_where_others_are_unknown(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"equipment": ["wall", "sword"], "of tomorrow": 1}')
    assert WindowFile(path).recall().filter == DrillFilter(equipment=frozenset({Equipment.WALL}))


def test_a_bad_place_of_the_small_player_costs_that_place_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"mini_places": [3, PLACE, ["<b>", *PLACE[1:]]]}))
    assert WindowFile(path).recall().mini_places == (MiniPlace("1920x1080+0+0", 1, 2, 240, 320),)


def test_places_are_bounded(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"mini_places": [PLACE] * 50}))
    assert len(WindowFile(path).recall().mini_places) == MOST_MINI_PLACES


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"3", b"\xff", b'{"a": 1e999}', b"[" * 2000, b" " * (MOST_BYTES + 1)]
)
def test_a_file_that_can_not_be_used_is_as_none(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)
    assert WindowFile(path).recall() == WindowMemory()


class FullDisk(FileSystem):
    def write(self, descriptor: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")


def test_a_full_disk_keeps_what_was_there_and_bothers_nobody(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    WindowFile(path).keep(LEFT)
    with caplog.at_level(logging.INFO):
        WindowFile(path, FullDisk()).keep(WindowMemory())
    assert WindowFile(path).recall() == LEFT
    assert "not kept" in caplog.text


def test_a_folder_in_its_place_is_as_none(path: Path) -> None:
    path.mkdir(parents=True)
    assert WindowFile(path).recall() == WindowMemory()
    WindowFile(path).keep(LEFT)
    assert WindowFile(path).recall() == WindowMemory()
