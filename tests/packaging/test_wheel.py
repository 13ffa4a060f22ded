"""The wheel, away from the checkout: what it holds, and that it runs from any folder."""

import json
import os
import site
import subprocess
import sys
import zipfile
from collections.abc import Callable
from configparser import ConfigParser
from pathlib import Path

import pytest

from mobility_coach import __version__

ROOT = Path(__file__).parents[2]

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the backend that is installed here: nothing is downloaded."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's content, with a space and an umlaut on its way."""
    folder = tmp_path_factory.mktemp("lib") / "Gerät 2"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


@pytest.fixture
def run(installed: Path, elsewhere: Path, tmp_path: Path) -> Run:
    """Runs Python in another folder, with an empty environment, and the checkout out of reach.

    Without `site` (-S) the line that an editable install adds to the path is not read, so that the
    dependencies have to be named.
    """
    home = tmp_path / "home"
    home.mkdir()
    path = os.pathsep.join([str(installed), *site.getsitepackages()])
    environment = {"PYTHONPATH": path, "HOME": str(home), "USERPROFILE": str(home), "APPDATA": str(home)}
    if os.name == "nt":
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]

    def python(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-P", "-S", *arguments],
            cwd=elsewhere,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=30,
            check=False,
        )

    return python


def test_the_wheel_holds_the_package_and_its_resources(names: list[str]) -> None:
    package = {path.relative_to(ROOT).as_posix() for path in (ROOT / "mobility_coach").rglob("*.py")}
    resources = {
        f"mobility_coach/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file()
    }
    assert len([name for name in resources if name.startswith("mobility_coach/resources/drills/")]) == 8
    assert package | resources | {"mobility_coach/py.typed"} <= set(names)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_wheel_holds_nothing_else(names: list[str]) -> None:
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"mobility_coach"}
    ours = {name.split("/")[1] for name in names if name.startswith("mobility_coach/")}
    assert not ours & {"tests", "packaging", ".ci"}
    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".part", "~"))]
    assert len(names) == len(set(names))


def test_it_runs_from_the_wheel_and_not_from_the_checkout(run: Run, installed: Path) -> None:
    asked = run("-c", "import sys, mobility_coach; print(mobility_coach.__file__, *sys.path, sep='\\n')")
    assert asked.returncode == 0, asked.stderr
    file, *path = asked.stdout.splitlines()
    assert Path(file) == installed / "mobility_coach" / "__init__.py"
    assert ROOT not in {Path(entry).resolve() for entry in path}


def test_the_drills_are_listed_from_another_folder(run: Run, elsewhere: Path) -> None:
    listed = run("-m", "mobility_coach", "list", "--json")
    assert (listed.returncode, listed.stderr) == (0, "")
    drills = json.loads(listed.stdout)
    assert len(drills) == 8
    assert {drill["region"] for drill in drills} == {"ankle", "hip", "thoracic-spine"}
    assert list(elsewhere.iterdir()) == [], "it leaves something in the folder where it is called"


def test_a_drill_is_shown_from_another_folder(run: Run) -> None:
    shown = run("-m", "mobility_coach", "show", "ankle-rolls", "--json")
    assert (shown.returncode, shown.stderr) == (0, "")
    drill = json.loads(shown.stdout)
    assert drill["id"] == "ankle-rolls"
    assert drill["movements"][0]["reps"]["low"] <= drill["movements"][0]["reps"]["high"]


def test_files_are_checked_from_another_folder(run: Run, installed: Path, elsewhere: Path) -> None:
    good = installed / "mobility_coach" / "resources" / "drills" / "1-ankle-rolls.json"
    drill = json.loads(good.read_text(encoding="utf-8"))
    drill["movements"][0]["reps"] = {"low": 12, "high": 8}
    (elsewhere / "bad.json").write_text(json.dumps(drill), encoding="utf-8")

    fine = run("-m", "mobility_coach", "check", str(good))
    assert (fine.returncode, fine.stderr) == (0, "")

    wrong = run("-m", "mobility_coach", "check", "bad.json")
    assert wrong.returncode == 1
    assert "bad.json: movements[0].reps: 'low' (12) is above 'high' (8)" in wrong.stdout


def test_the_installed_command_is_the_program(run: Run, installed: Path) -> None:
    (declared,) = installed.glob("*.dist-info/entry_points.txt")
    points = ConfigParser()
    points.read(declared, encoding="utf-8")
    module, _, function = points["console_scripts"]["mobility-coach"].partition(":")
    started = run("-c", f"import sys, {module} as start; sys.exit(start.{function}())", "--version")
    assert (started.returncode, started.stdout) == (0, f"mobility-coach {__version__}\n")
