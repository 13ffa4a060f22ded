import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mobility_coach.adapters.machine.wall_clock import SystemWallClock


def test_now_knows_its_offset() -> None:
    assert SystemWallClock({}).now().utcoffset() is not None


@pytest.fixture
def zones(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for its zone each time")
def test_who_travels_gets_the_time_of_the_place(zones: pytest.MonkeyPatch) -> None:
    zones.setenv("TZ", "CET-1")
    clock = SystemWallClock({})
    assert clock.now().utcoffset() == timedelta(hours=1)
    zones.setenv("TZ", "JST-9")
    assert clock.now().utcoffset() == timedelta(hours=9)


@pytest.mark.parametrize(
    ("named", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (":America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ("<+03>-3", "<+03>-3"),
    ],
)
def test_the_zone_of_the_environment(named: str, zone: str) -> None:
    assert SystemWallClock({"TZ": named}).zone() == zone


def test_the_zone_that_the_system_links_to(tmp_path: Path) -> None:
    folder = tmp_path / "zoneinfo" / "Europe"
    folder.mkdir(parents=True)
    (folder / "Lisbon").touch()
    link = tmp_path / "localtime"
    link.symlink_to(folder / "Lisbon")
    assert SystemWallClock({}, link).zone() == "Europe/Lisbon"


def test_no_zone_where_the_system_tells_none(tmp_path: Path) -> None:
    plain = tmp_path / "localtime"
    assert SystemWallClock({}, plain).zone() == ""
    plain.symlink_to(plain)
    assert SystemWallClock({}, plain).zone() == ""
