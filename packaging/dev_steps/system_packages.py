"""The system's own packages: the line that adds them, and adding them where that may be done."""

import contextlib
import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path

from dev_steps.machine import Machine
from dev_steps.package_names import MANAGERS, Manager

# When one of these is newer than our last look, the user may have typed the line that we gave.
PACKAGE_RECORDS = (
    "/etc/ld.so.cache",
    "/var/lib/dpkg/status",
    "/var/lib/rpm",
    "/usr/lib/sysimage/rpm",
    "/var/lib/pacman/local",
)


def package_manager(machine: Machine) -> Manager | None:
    """The system's package manager, if it is one that we know."""
    if not machine.linux:
        return None
    return next((manager for manager in MANAGERS if machine.which(manager.command)), None)


def privilege(machine: Machine) -> tuple[str, ...] | None:
    """What to put before a command to run it as root, unasked; None if there is no way."""
    if machine.root:
        return ()
    if machine.which("sudo") and machine.run(["sudo", "-n", "true"]).ok:
        return ("sudo", "-n")
    return None


def packages_for(manager: Manager, groups: Iterable[str]) -> list[str]:
    """The packages of some groups, in order, each once."""
    return list(dict.fromkeys(package for group in groups for package in manager.packages[group]))


def install_line(machine: Machine, manager: Manager, groups: Iterable[str]) -> str:
    """The one line to type that adds what is missing."""
    install = shlex.join([*manager.install, *packages_for(manager, groups)])
    refresh = shlex.join(manager.refresh)
    if machine.root:
        return f"{refresh} && {install}"
    if machine.which("sudo"):
        return f"sudo {refresh} && sudo {install}"
    return f"su -c {shlex.quote(f'{refresh} && {install}')}"


def install_groups(
    machine: Machine, manager: Manager, before: tuple[str, ...], groups: Sequence[str]
) -> bool:
    """Install groups of system packages: together, or one by one when that fails. True when all are in."""

    def attempt(command: Sequence[str]) -> bool:
        # sudo drops the environment, so what must reach the tool goes through env.
        return machine.run([*before, "env", "DEBIAN_FRONTEND=noninteractive", *command]).ok

    together = [*manager.install, *packages_for(manager, groups)]
    machine.say(f"Installing system packages: {' '.join(packages_for(manager, groups))}")
    if attempt(together):
        return True
    # The lists may be missing, as on a bare machine, or too old.
    machine.say(f"Refreshing the package lists ({shlex.join(manager.refresh)})")
    attempt(manager.refresh)
    if attempt(together):
        return True
    # One name that this system doesn't know must not cost the others.
    alone = [
        attempt([*manager.install, *packages_for(manager, [group])]) for group in groups if len(groups) > 1
    ]
    return bool(alone) and all(alone)


def packages_changed(since: float) -> bool:
    """Whether system packages were installed after a moment."""
    for name in PACKAGE_RECORDS:
        with contextlib.suppress(OSError):
            if Path(name).stat().st_mtime > since:
                return True
    return False
