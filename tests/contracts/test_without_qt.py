"""The lower floors stand alone: their tests pass, and cover every branch, with neither Qt nor the machine."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = ("domain", "services")


def test_domain_and_services_pass_and_are_covered_without_qt(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "MOBILITY_COACH_TESTS_WITHOUT_QT": "1",
        "HYPOTHESIS_PROFILE": "quick",
        "COVERAGE_FILE": str(tmp_path / "coverage"),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:pytest-qt", "-p", "no:cacheprovider"]
    command += ["--cov-branch", "--cov-report=term-missing:skip-covered", "--cov-fail-under=100"]
    # Settings of the Qt plugin are unknown where it is not loaded.
    command += ["-o", "addopts=--import-mode=importlib", "-W", "ignore::pytest.PytestConfigWarning"]
    for floor in FLOORS:
        command += [f"--cov=mobility_coach.{floor}", f"tests/{floor}"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert re.search(r"\d+ passed", run.stdout)
