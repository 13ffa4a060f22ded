"""The command that writes the dependency locks anew, by uv."""

import subprocess
from collections.abc import Sequence

from dev_steps.machine import Machine, Stop
from dev_steps.project import Project

# Universal: one lock for Linux, macOS and Windows and for all Pythons, and free of where it was made.
LOCK_OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
)


def lock(machine: Machine, project: Project, arguments: Sequence[str]) -> int:
    """Write the locks anew from pyproject.toml: as they are where they still fit, newer with --upgrade."""
    import tomllib  # noqa: PLC0415 - for this alone

    uv = machine.which("uv")
    if uv is None:
        raise Stop("Locking needs uv: python3 -m pip install uv")
    pyproject = tomllib.loads((project.root / "pyproject.toml").read_text(encoding="utf-8"))
    speech = "\n".join(pyproject["project"]["optional-dependencies"]["speech"])
    runtime = str(project.lock("run").relative_to(project.root))
    for profile, source, given in (
        ("run", ("pyproject.toml", "--group", "build"), None),
        ("test", ("pyproject.toml", "--group", "test", "--constraint", runtime), None),
        ("speech", ("-",), speech),
    ):
        machine.say(f"Locking {profile}")
        done = subprocess.run(
            [uv, "pip", "compile", *source, *LOCK_OPTIONS, *arguments, "-o", str(project.lock(profile))],
            cwd=project.root,
            input=given,
            text=True,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode != 0:
            return done.returncode
        file = project.lock(profile)
        file.write_text(plain_markers(file.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


def plain_markers(text: str) -> str:
    """Leave out of a lock the condition that holds on every system it is for."""
    every = " or ".join(f"sys_platform == '{name}'" for name in ("darwin", "linux", "win32"))
    return text.replace(f" and ({every})", "").replace(f" ; {every} ", " ")
