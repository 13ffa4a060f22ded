"""What the tests of packaging/dev.py share."""

import shutil
from pathlib import Path

import pytest

from dev_steps.project import ROOT, Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A checkout with nothing but what dev.py looks at."""
    packaging = tmp_path / "packaging"
    packaging.mkdir()
    for name in ("dev.py", "requirements.lock", "requirements-test.lock", "requirements-speech.lock"):
        shutil.copy(ROOT / "packaging" / name, packaging / name)
    shutil.copytree(
        ROOT / "packaging" / "dev_steps",
        packaging / "dev_steps",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    return Project(tmp_path, windows=False)
