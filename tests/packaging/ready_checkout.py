"""A checkout that counts as set up, whose Python is a shell script."""

import os
import subprocess
import sys
import time

import pytest

from dev_steps.machine import Result
from dev_steps.project import VERSION, Project
from dev_steps.stamp import Stamp, fingerprint, write_stamp
from tests.packaging.fake_machine import FakeMachine

posix = pytest.mark.skipif(os.name == "nt", reason="uses a shell script as Python")


def make_ready(
    project: Project,
    script: str = "exit 7",
    key: str | None = None,
    root: str | None = None,
    missing: dict[str, str] | None = None,
) -> Stamp:
    """Put a set-up environment there, whose Python is a shell script."""
    project.python.parent.mkdir(parents=True)
    project.python.write_text(f"#!/bin/sh\n{script}\n")
    project.python.chmod(0o755)
    stamp = Stamp(
        key=key or fingerprint(project),
        root=root or str(project.root),
        profile="test",
        looked=time.time() + 60,
        missing=missing or {},
    )
    write_stamp(project, stamp)
    return stamp


def asked_python(project: Project, version: str = VERSION) -> FakeMachine:
    return FakeMachine().answer("sys.prefix", Result(0, f"{version} {project.venv}\n"))


def dev_py(project: Project, *arguments: str, **env: str) -> "subprocess.CompletedProcess[str]":
    """Run the project's own dev.py for real."""
    keep = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    keep.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, str(project.root / "packaging" / "dev.py"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**keep, **env},
    )
