"""The locks say the same as pyproject.toml, and nothing of where they were made."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dev_steps.locking import plain_markers
from dev_steps.project import ROOT, Project

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PYPROJECT["dependency-groups"]
BUILD = [Requirement(line) for line in GROUPS["build"]]
RUNTIME = [*(Requirement(line) for line in PYPROJECT["project"]["dependencies"]), *BUILD]
TEST = [*RUNTIME, *(Requirement(line) for line in GROUPS["test"] if isinstance(line, str))]
SPEECH = [Requirement(line) for line in PYPROJECT["project"]["optional-dependencies"]["speech"]]
DECLARED = {"run": RUNTIME, "test": TEST, "speech": SPEECH}
ENVIRONMENTS = [
    {
        "python_version": version,
        "python_full_version": f"{version}.4",
        "sys_platform": platform,
        "platform_system": system,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    for version in ("3.11", "3.12", "3.13", "3.14")
    for platform, system in (("linux", "Linux"), ("darwin", "Darwin"), ("win32", "Windows"))
]
RELOCK = "pyproject.toml and the locks disagree: python3 packaging/dev.py lock"


def lock_text(profile: str) -> str:
    return Project(ROOT).lock(profile).read_text(encoding="utf-8")


def pins(profile: str) -> list[Requirement]:
    return [
        Requirement(line.rstrip(" \\")) for line in lock_text(profile).splitlines() if re.match(r"\w", line)
    ]


def applies(requirement: Requirement, environment: dict[str, str]) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(environment)


def pinned(profile: str, environment: dict[str, str]) -> dict[str, str]:
    """Package -> version that a lock gives in an environment."""
    chosen = [pin for pin in pins(profile) if applies(pin, environment)]
    versions: dict[str, str] = {
        canonicalize_name(pin.name): next(iter(pin.specifier)).version for pin in chosen
    }
    assert len(versions) == len(chosen), "a package is pinned twice for one environment"
    return versions


@pytest.mark.parametrize("profile", DECLARED)
def test_a_lock_gives_every_dependency_a_version_that_fits(profile: str) -> None:
    for environment in ENVIRONMENTS:
        versions = pinned(profile, environment)
        for requirement in DECLARED[profile]:
            if applies(requirement, environment):
                version = versions.get(canonicalize_name(requirement.name))
                assert version is not None, f"{RELOCK} ({requirement})"
                assert requirement.specifier.contains(version), f"{RELOCK} ({requirement}, {version})"


@pytest.mark.parametrize("profile", ["run", "test"])
def test_a_lock_holds_nothing_for_a_dependency_that_is_gone(profile: str) -> None:
    locked, package = set(), ""
    for line in lock_text(profile).splitlines():
        package = line.split("==")[0] if re.match(r"\w", line) else package
        if "mobility-coach (pyproject.toml" in line:
            locked.add(canonicalize_name(package))
    assert locked == {canonicalize_name(requirement.name) for requirement in DECLARED[profile]}, RELOCK


def test_tests_run_on_the_versions_that_users_get() -> None:
    for environment in ENVIRONMENTS:
        assert pinned("run", environment).items() <= pinned("test", environment).items()


@pytest.mark.parametrize("profile", DECLARED)
def test_a_lock_is_exact_hashed_and_free_of_where_it_was_made(profile: str) -> None:
    text = lock_text(profile)
    assert "://" not in text
    assert not re.search(r"(^|\s)/", text, re.MULTILINE)
    assert not re.search(r"^\s*--(?!hash=sha256:)", text, re.MULTILINE)
    for pin in pins(profile):
        assert [specifier.operator for specifier in pin.specifier] == ["=="]
    assert text.count("==") >= len(pins(profile))
    for block in re.split(r"\n(?=\w)", text.strip()):
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_pyside_with_the_broken_reference_counts_is_never_chosen() -> None:
    for environment in ENVIRONMENTS:
        version = tuple(map(int, pinned("run", environment)["pyside6-essentials"].split(".")))
        assert environment["python_version"] != "3.11" or version < (6, 12)


def test_a_condition_that_always_holds_is_left_out_of_a_lock() -> None:
    every = "sys_platform == 'darwin' or sys_platform == 'linux' or sys_platform == 'win32'"
    some = "c==3 ; sys_platform == 'win32' \\\n"
    text = f"a==1 ; {every} \\\nb==2 ; python_full_version < '3.12' and ({every}) \\\n{some}"
    assert plain_markers(text) == f"a==1 \\\nb==2 ; python_full_version < '3.12' \\\n{some}"
