"""A folder of drills is read within bounds, and nothing in it can stop the program."""

import os
from pathlib import Path

import pytest

from mobility_coach.adapters.machine import drill_folder
from mobility_coach.adapters.machine.drill_folder import JsonFolder
from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.domain.drill_format import MAX_BYTES
from mobility_coach.services.drill_files import DrillFile, load_library


def read(folder: Path) -> list[DrillFile]:
    return list(JsonFolder(folder).files())


def test_json_files_by_name(tmp_path: Path) -> None:
    for name in ("b.json", "a.JSON", ".hidden.json", "notes.txt", "c.json~"):
        (tmp_path / name).write_text(name)
    assert read(tmp_path) == [DrillFile("a.JSON", b"a.JSON"), DrillFile("b.json", b"b.json")]


def test_a_folder_that_is_not_there_is_no_problem(tmp_path: Path) -> None:
    assert read(tmp_path / "none") == []


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "drills").touch()
    (only,) = read(tmp_path / "drills")
    assert only.name == str(tmp_path / "drills")
    assert only.problem.startswith("the folder can't be read (")


def test_large_files_are_not_read_to_their_end(tmp_path: Path) -> None:
    (tmp_path / "large.json").write_bytes(b" " * (MAX_BYTES * 3))
    (only,) = read(tmp_path)
    assert len(only.data) == MAX_BYTES + 1
    assert load_library(JsonFolder(tmp_path)).problems == (
        "large.json: the file is larger than 256 KiB; shorten its texts",
    )


def test_a_folder_with_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()
    assert read(tmp_path) == [
        DrillFile("folder.json", problem="this is not a file; move it out of the folder")
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    assert read(tmp_path) == [DrillFile("pipe.json", problem="this is not a file; move it out of the folder")]


def test_a_link_to_nothing(tmp_path: Path) -> None:
    try:
        (tmp_path / "link.json").symlink_to(tmp_path / "gone")
    except OSError:
        pytest.skip("no links here")
    (only,) = read(tmp_path)
    assert only.problem.startswith("the file can't be read (")


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drill_folder, "MOST_FILES", 2)
    for name in ("a.json", "b.json", "c.json"):
        (tmp_path / name).write_text("{}")
    *files, last = read(tmp_path)
    assert [file.name for file in files] == ["a.json", "b.json"]
    assert last.problem == "the folder has 3 drill files; the first 2 are read, move the others away"


def test_the_shipped_folder_has_no_problem() -> None:
    loaded = load_library(JsonFolder(resources_folder() / "drills"))
    assert loaded.problems == ()
    assert [drill.id for drill in loaded.library.drills] == [
        "ankle-rolls",
        "straight-leg-ankle-matrix",
        "bent-knee-ankle-matrix",
        "hip-flexor-matrix",
        "modified-pigeon",
        "corner-stretch",
        "side-lying-rotation",
        "side-flexion-rotation",
    ]
