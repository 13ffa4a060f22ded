"""The lower floors stand alone: their tests pass, and cover every branch, with neither Qt nor the machine."""

import os
import re
import subprocess
import sys
from pathlib import Path

from dev_steps.commands import CHECKS

ROOT = Path(__file__).parents[2]
FLOORS = ("domain", "services")
MOST_TOLD = 100_000
"""Letters of what pytest says, from its end."""


def test_domain_and_services_pass_and_are_covered_without_qt(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "MOBILITY_COACH_TESTS_WITHOUT_QT": "1",
        "COVERAGE_FILE": str(tmp_path / "coverage"),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:pytest-qt", "-p", "no:cacheprovider"]
    command += ["--cov-branch", "--cov-report=term-missing:skip-covered", "--cov-fail-under=100"]
    # Settings of the Qt plugin are unknown where it is not loaded.
    command += ["-o", "addopts=--import-mode=importlib --strict-markers -ra"]
    command += ["-W", "ignore::pytest.PytestConfigWarning", "--color=no"]  # its last line is read below
    for floor in FLOORS:
        command += [f"--cov=mobility_coach.{floor}", f"tests/{floor}"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-MOST_TOLD:] + run.stderr[-MOST_TOLD:]
    assert re.search(r"^\d+ passed in ", run.stdout, re.MULTILINE), "some were left out:\n" + run.stdout


def test_what_the_checks_leave_to_this_file_is_what_it_runs() -> None:
    command = dict(CHECKS)["pytest"]
    left_out = {each.removeprefix("--ignore=") for each in command if each.startswith("--ignore=")}
    assert left_out == {f"tests/{floor}" for floor in FLOORS}
