"""What installs Python packages into the environment: uv, or a pip from wherever there is one."""

import sysconfig
from typing import NamedTuple

from dev_steps.machine import Machine, Stop
from dev_steps.package_names import GROUPS
from dev_steps.probes import relevant
from dev_steps.project import Project
from dev_steps.system_packages import install_groups, install_line, package_manager, privilege


class Installer(NamedTuple):
    """Something that installs Python packages into the environment."""

    name: str
    command: tuple[str, ...]


# The locks are complete, so that nothing is left for the installer to choose.
LOCKED = ("--require-hashes", "--no-deps", "-r")


def uv_installer(machine: Machine, project: Project) -> Installer | None:
    """The uv installer, if uv is there."""
    uv = machine.which("uv")
    if uv is None:
        return None
    return Installer("uv", (uv, "pip", "install", "--python", str(project.python), "--compile-bytecode"))


def pip_installer(machine: Machine, project: Project) -> Installer:
    """A pip that installs into the environment, from wherever there is one."""
    command = (
        own_pip(machine, project)
        or virtualenv_pip(machine, project)
        or foreign_pip(machine, project)
        or system_pip(machine, project)
    )
    return Installer("pip", (*command, "install", "--no-input", "--disable-pip-version-check"))


def own_pip(machine: Machine, project: Project) -> tuple[str, ...] | None:
    """The environment's own pip, put there by ensurepip where Python has that."""
    pip = (str(project.python), "-m", "pip")
    if machine.run([*pip, "--version"]).ok:
        return pip
    ensured = machine.run([str(project.python), "-m", "ensurepip", "--default-pip"])
    return pip if ensured.ok and machine.run([*pip, "--version"]).ok else None


def virtualenv_pip(machine: Machine, project: Project) -> tuple[str, ...] | None:
    """The pip that virtualenv brings, on Debian without python3-venv."""
    virtualenv = [machine.base_python, "-m", "virtualenv"]
    if not machine.run([*virtualenv, "--version"]).ok:
        return None
    made = machine.run([*virtualenv, "--python", machine.base_python, str(project.venv)])
    pip = (str(project.python), "-m", "pip")
    return pip if made.ok and machine.run([*pip, "--version"]).ok else None


def foreign_pip(machine: Machine, project: Project) -> tuple[str, ...] | None:
    """A pip that lies elsewhere on the system and can install into the environment."""
    pip = (machine.base_python, "-m", "pip", "--python", str(project.python))
    if machine.run([*pip, "--version"]).ok:
        return pip
    for folder in ("/usr/share/python-wheels", sysconfig.get_config_var("WHEEL_PKG_DIR")):
        for wheel in reversed(machine.glob(folder, "pip-*.whl") if folder else []):
            inside = (str(project.python), f"{wheel}/pip")
            if machine.run([*inside, "--version"]).ok:
                return inside
    return None


def system_pip(machine: Machine, project: Project) -> tuple[str, ...]:
    """The pip that the system's package manager brings; ends the run with the line to type if it can't."""
    manager = package_manager(machine)
    if manager is None:
        raise Stop("This Python has no pip. Install pip for it, then type the same again.")
    before = privilege(machine)
    if before is not None:
        install_groups(machine, manager, before, ["pip"])
        pip = own_pip(machine, project) or foreign_pip(machine, project)
        if pip is not None:
            return pip
    # Without pip nothing else can be tried yet, so the line names all of it: it is typed once.
    everything = {group: "" for group in GROUPS if group != "end-to-end"}
    line = install_line(machine, manager, relevant(machine, everything))
    raise Stop(
        f"This Python has no pip, and nothing here can install it. Type this, then the same again:\n{line}"
    )
