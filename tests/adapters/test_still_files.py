import logging
import os
from pathlib import Path

import pytest

from mobility_coach.adapters.store.still_files import LARGEST_STILL, StillFiles
from mobility_coach.adapters.store.storage import FileSystem

LONG_AGO = 1_000_000_000


def png(content: bytes = b"picture") -> bytes:
    return b"\x89PNG\r\n\x1a\n" + content + b"IEND\xaeB`\x82"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_kept_is_found_also_later(tmp_path: Path) -> None:
    folder = tmp_path / "not yet" / "stills"
    assert StillFiles(folder).get("pigeon-1a2b-1-light-56x56") is None
    StillFiles(folder).put("pigeon-1a2b-1-light-56x56", png())
    assert StillFiles(folder).get("pigeon-1a2b-1-light-56x56") == png()
    assert names(folder) == ["pigeon-1a2b-1-light-56x56.png"]


def test_keeping_again_replaces(tmp_path: Path) -> None:
    stills = StillFiles(tmp_path)
    stills.put("a", png(b"old"))
    stills.put("a", png(b"new"))
    assert stills.get("a") == png(b"new")


@pytest.mark.parametrize(
    "name", ["", "../a", "a/b", ".hidden", "UPPER", "a\\b", "a" * 161, "nul", "con.x", "a\n", "ä"]
)
def test_only_names_name_a_file(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "stills"
    stills = StillFiles(folder)
    stills.put(name, png())
    assert stills.get(name) is None
    assert not folder.exists()


@pytest.mark.parametrize(
    "damage", [b"", b"no picture", png()[:-3], png()[1:], png(b"x" * LARGEST_STILL), b"\x00" * 100]
)
def test_a_damaged_file_is_dropped_and_made_anew(tmp_path: Path, damage: bytes) -> None:
    stills = StillFiles(tmp_path)
    (tmp_path / "a.png").write_bytes(damage)
    assert stills.get("a") is None
    assert names(tmp_path) == []
    stills.put("a", png())
    assert stills.get("a") == png()


@pytest.mark.parametrize("bad", [b"", b"text", png(b"x" * LARGEST_STILL)])
def test_what_is_no_picture_is_not_kept(tmp_path: Path, bad: bytes) -> None:
    stills = StillFiles(tmp_path)
    stills.put("a", bad)
    assert names(tmp_path) == []


def test_the_oldest_go_when_there_are_too_many(tmp_path: Path) -> None:
    stills = StillFiles(tmp_path, most_files=10)
    for number in range(10):
        stills.put(f"still-{number}", png())
        os.utime(tmp_path / f"still-{number}.png", (LONG_AGO + number, LONG_AGO + number))
    stills.put("newest", png())
    assert names(tmp_path) == ["newest.png", *(f"still-{number}.png" for number in range(2, 10))]


def test_the_oldest_go_when_they_are_too_large(tmp_path: Path) -> None:
    stills = StillFiles(tmp_path, most_bytes=4 * len(png()))
    for number in range(4):
        stills.put(f"still-{number}", png())
        os.utime(tmp_path / f"still-{number}.png", (LONG_AGO + number, LONG_AGO + number))
    stills.put("newest", png())
    assert names(tmp_path) == ["newest.png", "still-2.png", "still-3.png"]


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    stills = StillFiles(tmp_path, most_files=1)
    for number in range(3):
        stills.put(f"still-{number}", png())
    assert "notes.txt" in names(tmp_path)
    assert len(names(tmp_path)) <= 2


class FullDisk(FileSystem):
    def write(self, descriptor: int, data: bytes) -> int:
        return 0


def test_a_full_disk_keeps_nothing_and_is_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    stills = StillFiles(tmp_path, FullDisk())
    with caplog.at_level(logging.WARNING):
        stills.put("a", png())
        stills.put("b", png())
    assert names(tmp_path) == []
    assert len(caplog.records) == 1


def test_a_file_where_the_folder_should_be_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "stills").write_text("in the way")
    stills = StillFiles(tmp_path / "stills")
    with caplog.at_level(logging.WARNING):
        stills.put("a", png())
        assert stills.get("a") is None
    assert len(caplog.records) == 1


def test_a_folder_in_place_of_a_still_is_no_still(tmp_path: Path) -> None:
    (tmp_path / "a.png").mkdir()
    stills = StillFiles(tmp_path)
    assert stills.get("a") is None
    stills.put("a", png())
    assert stills.get("a") is None
