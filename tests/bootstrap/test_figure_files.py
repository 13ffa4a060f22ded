"""Figures in files, from a drill to the file."""

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.bootstrap.figure_files import draw_figure
from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.cli.context import FigureRequest, NotWritten
from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import CameraName

PIGEON = "modified-pigeon"
ROW = {"root": {"mode": "free"}}
POSES = [{"at": 0, "set": {"pelvis.y": 0.9}}, {"at": 1, "set": {"pelvis.y": 0.9, "spine.flexion": 60}}]
GOOD = {"side": "left", "rig": ROW, "movements": [{"id": "A", "keys": POSES}]}


def workshop(folder: Path, **changes: object) -> Workshop:
    """One with a drill 'mine', of these fields."""
    shipped = resources_folder() / "drills" / f"5-{PIGEON}.json"
    own: dict[str, Any] = json.loads(shipped.read_text("utf-8")) | {"id": "mine", "title": "Mine"}
    (folder / "drills").mkdir()
    (folder / "drills" / "mine.json").write_text(json.dumps(own | changes), "utf-8")
    return Workshop(folder, {})


def draw(shop: Workshop, target: Path, drill_id: str = "mine", **changes: object) -> tuple[str, list[float]]:
    asked: dict[str, Any] = {
        "movements": ("A",),
        "side": Side.LEFT,
        "camera": CameraName.SIDE,
        "theme": "light",
        "size": 64,
        "is_sheet": False,
    }
    drill = shop.library().drill(drill_id)
    assert drill is not None
    shares: list[float] = []
    request = FigureRequest(drill_id, **(asked | changes))
    note = draw_figure(request, drill, shop.figures(), target, shares.append)
    return note, shares


def look(path: Path) -> tuple[tuple[int, int], int]:
    """Size and number of frames."""
    with Image.open(path) as image:
        return image.size, getattr(image, "n_frames", 1)


@pytest.mark.parametrize("ending", ["gif", "webp"])
def test_a_rep_in_motion(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"mine.{ending}"
    note, shares = draw(workshop(tmp_path, motion=GOOD), target)
    size, frames = look(target)
    assert (note, size, shares[-1]) == ("", (64, 64), 1.0)
    assert 20 < frames <= 150


def test_a_still_and_a_sheet(tmp_path: Path) -> None:
    shop = workshop(tmp_path)
    assert draw(shop, tmp_path / "one.png", PIGEON)[0] == ""
    assert look(tmp_path / "one.png") == ((64, 64), 1)
    note, shares = draw(shop, tmp_path / "all.webp", PIGEON, is_sheet=True, camera=None, theme="dark")
    assert (note, shares[-1]) == ("", 1.0)
    assert look(tmp_path / "all.webp") == ((9 * 68 - 4, 64), 1)


def test_a_drill_without_a_motion_is_a_still_in_every_kind_of_file(tmp_path: Path) -> None:
    shop = workshop(tmp_path)
    for ending in ("png", "gif", "webp"):
        note, _ = draw(shop, tmp_path / f"mine.{ending}")
        assert note == "Mine has no motion of its own: this is a still of its position."
        assert look(tmp_path / f"mine.{ending}") == ((64, 64), 1)


def test_a_motion_with_a_mistake_is_not_said_to_be_missing(tmp_path: Path) -> None:
    note, _ = draw(workshop(tmp_path, motion={**GOOD, "side": "up"}), tmp_path / "mine.png")
    assert note == (
        "Mine: its motion can't be read, so this is a still of its position. "
        "'mobility-coach check mine.json' names what to mend."
    )


def test_what_a_kind_of_file_can_not_hold_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mobility_coach.adapters.machine.picture_file._LARGEST", {"WEBP": 100})
    target = tmp_path / "sheet.webp"
    with pytest.raises(NotWritten, match=r"sheet\.webp: the picture is larger than 100 pixels; take \.png"):
        draw(workshop(tmp_path), target, PIGEON, is_sheet=True)
    assert not target.exists()


def test_a_figure_that_can_not_be_read_at_all_is_told(tmp_path: Path) -> None:
    shop = workshop(tmp_path)
    shop.figures()._folder = type("Nothing", (), {"files": lambda _self: iter(())})()
    with pytest.raises(NotWritten, match="Mine has no figure"):
        draw(shop, tmp_path / "mine.png")
