"""The environment, .venv: whether it can be used, making it, and installing the checkout into it."""

import shutil
import sys
from pathlib import Path

from dev_steps.installers import LOCKED, Installer, pip_installer, uv_installer, virtualenv_pip
from dev_steps.machine import Machine, Result, Stop
from dev_steps.project import VERSION, Project
from dev_steps.stamp import read_stamp


def venv_problem(machine: Machine, project: Project) -> str | None:
    """Why .venv can't be used as it is; None if it can."""
    if not project.venv.exists():
        return "there is none"
    if project.unfinished.exists():
        return "its setup was cut short"
    asked = machine.run(
        [str(project.python), "-c", "import sys; print('%d.%d' % sys.version_info[:2], sys.prefix)"]
    )
    version, _, prefix = asked.output.strip().partition(" ")
    if not asked.ok:
        return "its Python does not start"
    if version != VERSION:
        return f"it is for Python {version}"
    if Path(prefix).resolve() != project.venv.resolve():
        return "it is not an environment of its own"
    stamp = read_stamp(project)
    return "the checkout was moved" if stamp and stamp.root != str(project.root) else None


def make_venv(machine: Machine, project: Project, problem: str) -> None:
    """Make .venv, empty, in place of what there is."""
    anew = project.venv.exists()
    machine.say(f"Making .venv with Python {sys.version.split()[0]}" + (f" anew: {problem}" if anew else ""))
    if project.venv.is_symlink() or project.venv.is_file():
        project.venv.unlink()
    elif anew:
        shutil.rmtree(project.venv)
    project.venv.mkdir()
    project.unfinished.touch()
    # Without pip this needs no ensurepip, which Debian keeps in another package; see pip_installer().
    made = machine.run([machine.base_python, "-m", "venv", "--without-pip", str(project.venv)])
    if not made.ok and virtualenv_pip(machine, project) is None:
        raise Stop(failed(project, "Making .venv failed", made))


def install_project(machine: Machine, project: Project, profile: str) -> Installer:
    """Install the lock and the checkout itself; gives the installer that did it."""
    problems: list[str] = []
    for find in (uv_installer, pip_installer):
        installer = find(machine, project)
        if installer is None:
            continue
        machine.say(
            f"Installing the Python packages with {installer.name} (the first time this takes minutes)"
        )
        result = machine.run([*installer.command, *LOCKED, str(project.lock(profile))])
        if result.ok:
            result = machine.run(
                [*installer.command, "--no-deps", "--no-build-isolation", "-e", str(project.root)],
            )
        if result.ok:
            return installer
        # uv does not read pip's settings, so where a mirror is set for pip alone, pip gets on.
        problems.append(failed(project, f"Installing with {installer.name} failed", result))
    raise Stop("\n".join(problems))


def failed(project: Project, what: str, result: Result) -> str:
    """A message with the end of what the tool said."""
    tail = "\n".join(f"  {line}" for line in result.output.strip().splitlines()[-12:])
    return f"{what}:\n{tail}\nAll of it is in {project.log.relative_to(project.root)}."
