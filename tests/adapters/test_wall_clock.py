from pathlib import Path

import pytest

from mobility_coach.adapters.machine.wall_clock import SystemWallClock


def test_now_knows_its_offset() -> None:
    assert SystemWallClock({}).now().utcoffset() is not None


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
