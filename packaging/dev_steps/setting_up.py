"""Setting up what is missing: the environment, what goes into it, and what the system lacks."""

import contextlib
import time
from collections.abc import Iterator, Mapping

from dev_steps.environment import install_project, make_venv, venv_problem
from dev_steps.installers import LOCKED, Installer
from dev_steps.machine import Machine, Stop
from dev_steps.package_names import GROUPS
from dev_steps.probes import probe, relevant, wants_end_to_end
from dev_steps.project import PROFILES, Project
from dev_steps.stamp import Stamp, fingerprint, is_ready, read_stamp, write_stamp
from dev_steps.system_packages import (
    install_groups,
    install_line,
    package_manager,
    packages_changed,
    privilege,
)


def ensure(machine: Machine, project: Project, profile: str) -> Stamp:
    """Set up what is missing for a profile."""
    stamp = read_stamp(project)
    if stamp is None or not is_ready(project, stamp, profile):
        with one_at_a_time(machine, project):
            stamp = read_stamp(project)
            if stamp is None or not is_ready(project, stamp, profile):
                before = stamp.profile if stamp is not None and stamp.profile in PROFILES else profile
                return set_up(machine, project, max(profile, before, key=PROFILES.index))
    if stamp.missing and packages_changed(stamp.looked):
        stamp = stamp._replace(looked=time.time(), missing=probe(machine, project, stamp.missing))
        write_stamp(project, stamp)
    report(machine, relevant(machine, stamp.missing))
    return stamp


def set_up(machine: Machine, project: Project, profile: str) -> Stamp:
    """Make the environment, install into it, look after the system."""
    key = fingerprint(project)
    project.log.unlink(missing_ok=True)
    problem = venv_problem(machine, project)
    if problem is not None:
        make_venv(machine, project, problem)
    project.stamp.unlink(missing_ok=True)
    project.unfinished.touch()
    try:
        installer = install_project(machine, project, profile)
    except Stop:
        # Told and over, nothing half-done: only a setup that was killed leaves the mark.
        project.unfinished.unlink(missing_ok=True)
        raise
    project.unfinished.unlink()
    missing = ensure_system(machine, project, profile, installer)
    stamp = Stamp(key, str(project.root), profile, time.time(), missing)
    write_stamp(project, stamp)
    report(machine, relevant(machine, missing))
    return stamp


def ensure_system(machine: Machine, project: Project, profile: str, installer: Installer) -> dict[str, str]:
    """Install what is missing of the system, if that may be done; gives what is missing still."""
    machine.say("Trying Qt, sound and speech")
    missing = probe(machine, project)
    groups = [*relevant(machine, missing), *(["end-to-end"] if wants_end_to_end(machine, profile) else [])]
    manager = package_manager(machine)
    before = privilege(machine) if groups and manager is not None else None
    if manager is not None and before is not None:
        if not install_groups(machine, manager, before, groups):
            machine.say(
                f"Not all of that could be installed; {project.log.relative_to(project.root)} says why"
            )
        missing = probe(machine, project, missing)
    if "speech" in missing:
        machine.say("Installing espeak-ng into .venv, in place of the system's")
        if machine.run([*installer.command, *LOCKED, str(project.lock("speech"))]).ok:
            del missing["speech"]
            missing.update(probe(machine, project, ["speech"]))
    return missing


def report(machine: Machine, missing: Mapping[str, str]) -> None:
    """Say what is missing and the one line that mends it."""
    if not missing:
        return
    for group, reason in missing.items():
        machine.say(f"Missing: {GROUPS[group]}: {reason}")
    manager = package_manager(machine)
    if manager is None:
        machine.say("Add them by your system's package manager. Going on with what works.")
    else:
        machine.say("To add what is missing, type this line; until then it goes on with what works:")
        machine.say(install_line(machine, manager, missing))


@contextlib.contextmanager
def one_at_a_time(machine: Machine, project: Project) -> Iterator[None]:
    """Let a second setup of the same checkout wait for the first."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        yield
        return
    with (project.root / "pyproject.toml").open("rb") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            machine.say("Another run is setting up this checkout: waiting for it")
            fcntl.flock(held, fcntl.LOCK_EX)
        except OSError:
            pass  # a file system without locks
        yield
