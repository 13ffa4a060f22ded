"""The resources are found from a checkout, a wheel and a frozen bundle."""

import sys
from pathlib import Path

import pytest

from mobility_coach.adapters.machine.resources import find_resources, resources_folder


def make(folder: Path) -> Path:
    (folder / "drills").mkdir(parents=True)
    (folder / "schema").mkdir()
    (folder / "schema" / "drill.schema.json").touch()
    return folder


def test_the_eight_drills_are_there() -> None:
    assert len(list((resources_folder() / "drills").glob("*.json"))) == 8


def test_checkout(tmp_path: Path) -> None:
    expected = make(tmp_path / "resources")
    assert find_resources(tmp_path / "mobility_coach", None) == expected


def test_wheel_wins_over_a_neighbour_of_the_same_name(tmp_path: Path) -> None:
    make(tmp_path / "resources")
    expected = make(tmp_path / "mobility_coach" / "resources")
    assert find_resources(tmp_path / "mobility_coach", None) == expected


@pytest.mark.parametrize("inside", ["mobility_coach/resources", "resources"])
def test_bundle(tmp_path: Path, inside: str) -> None:
    make(tmp_path / "site" / "resources")
    expected = make(tmp_path / "bundle" / inside)
    assert find_resources(tmp_path / "site" / "mobility_coach", tmp_path / "bundle") == expected


def test_a_bundle_is_looked_at_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = make(tmp_path / "resources")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources_folder() == expected


def test_somebody_elses_folder_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "resources" / "drills").mkdir(parents=True)
    with pytest.raises(FileNotFoundError, match="Install it again"):
        find_resources(tmp_path / "mobility_coach", None)
