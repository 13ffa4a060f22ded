"""THIRD_PARTY.md names what is installed with the coach, in these versions, under these licences."""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCKS = [ROOT / "packaging" / name for name in ("requirements.lock", "requirements-speech.lock")]
ROW = re.compile(r"^\| (?P<name>[\w.-]+) \| (?P<version>[^|]+) \| (?P<licence>[^|]+) \|", re.MULTILINE)
ROWS = {
    row["name"].lower(): row for row in ROW.finditer((ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8"))
}


def test_every_locked_package_is_there_with_its_version() -> None:
    pins = [
        pin
        for lock in LOCKS
        for pin in re.findall(r"^([\w.-]+)==([\w.]+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert len(pins) > 20
    missing = [
        f"{name} {version}"
        for name, version in pins
        if name not in ROWS or version not in re.split(r"[ ,]+", ROWS[name]["version"])
    ]
    assert missing == [], "locked, and not so in THIRD_PARTY.md"


def test_the_licences_are_those_that_the_packages_name() -> None:
    checked = 0
    for name, row in ROWS.items():
        try:
            named = metadata(name)
        except PackageNotFoundError:  # of another system, or no package
            continue
        # Older metadata hold free text in the field License, which only PySide6 writes as an expression.
        field = "License-Expression" if "License-Expression" in named else "License"
        expression = "".join(named.get_all(field) or [])
        if re.fullmatch(r"[\w.+-]+( (AND|OR|WITH) [\w.+-]+)*", expression):
            checked += 1
            unsaid = [
                each for each in re.split(r" (?:AND|OR|WITH) ", expression) if each not in row["licence"]
            ]
            assert unsaid == [], f"{name} is under {expression}, says its metadata"
    assert checked > 10
