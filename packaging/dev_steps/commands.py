"""The commands that need the checkout set up: start the coach, test it, add to it."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence

from dev_steps.environment import failed
from dev_steps.installers import pip_installer, uv_installer
from dev_steps.machine import Machine, Stop
from dev_steps.probes import SCREENS
from dev_steps.project import PROFILES, Project
from dev_steps.setting_up import ensure
from dev_steps.stamp import read_stamp

WITHOUT_WINDOW = """The coach works in the terminal, too:
  python3 packaging/dev.py run list                            what there is to practise
  python3 packaging/dev.py run play DRILL --no-window          be led through a drill
  python3 packaging/dev.py run render DRILL -o FILE.wav        write a drill to a sound file"""


def run(machine: Machine, project: Project, arguments: Sequence[str]) -> int:
    """Start the coach."""
    stamp = ensure(machine, project, "run")
    obstacle = window_obstacle(machine, stamp.missing) if opens_window(arguments) else None
    if obstacle is not None:
        machine.say(f"{obstacle}\n{WITHOUT_WINDOW}")
        return 2
    if opens_window(arguments):
        machine.say("Opening the window")
    # -P: what lies in the current folder must not stand in for a module.
    return start([str(project.python), "-P", "-m", "mobility_coach", *arguments])


def opens_window(arguments: Sequence[str]) -> bool:
    """Whether the coach is to open its window: there is no command, nothing but the folder for its data."""
    left = list(arguments)
    while left:
        first = left.pop(0)
        if first == "--data-dir" and left:
            left.pop(0)
        elif not first.startswith("--data-dir="):
            return False
    return True


def window_obstacle(machine: Machine, missing: Mapping[str, str]) -> str | None:
    """Why no window can open here, where Qt would abort without saying it plainly; None if one can."""
    if not machine.linux or machine.env.get("QT_QPA_PLATFORM"):
        return None
    screens = {group: bool(machine.env.get(name)) for group, name in SCREENS.items()}
    if not any(screens.values()):
        return "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open."
    if "qt" in missing or all(group in missing for group, there in screens.items() if there):
        return "No window can open here until the missing libraries named above are added."
    return None


CHECKS = (
    ("ruff check", ("ruff", "check")),
    ("ruff format", ("ruff", "format", "--check")),
    ("mypy", ("mypy",)),
    # Two at a time, each with half of the files until one has no more: what a file's tests share is made
    # once or twice. The tests of the lower floors are run by one in tests/contracts, without Qt, which
    # measures what they cover.
    (
        "pytest",
        ("pytest", "-n", "2", "--dist", "worksteal", "--ignore=tests/domain", "--ignore=tests/services"),
    ),
)

# pytest-qt stops the whole run where Qt can't be loaded. The options lift the strictness that would then
# complain of pytest-qt's own settings.
WITHOUT_QT = (
    "--ignore=tests/ui",
    "-p",
    "no:pytest-qt",
    "-o",
    "addopts=--import-mode=importlib --strict-markers -ra",
    "-W",
    "ignore:Unknown config option:pytest.PytestConfigWarning",
)


def test(machine: Machine, project: Project, arguments: Sequence[str]) -> int:
    """Lint, type-check and test; with arguments, just pytest with these."""
    stamp = ensure(machine, project, "test")
    if arguments:
        return start([str(project.python), "-m", "pytest", *arguments])
    without_qt = "qt" in stamp.missing
    codes: dict[str, int] = {}
    for name, command in CHECKS:
        # All of them run, so that one look shows all that is wrong; pytest is last for its summary.
        machine.say(f"== {name}")
        options = WITHOUT_QT if without_qt and name == "pytest" else ()
        done = subprocess.run([str(project.python), "-m", *command, *options], cwd=project.root, check=False)
        codes[name] = done.returncode
    machine.say(" · ".join(f"{name}: {'passed' if code == 0 else 'FAILED'}" for name, code in codes.items()))
    if without_qt:
        machine.say("The tests of the windows did NOT run: Qt's libraries are missing (see the line above)")
    return codes["pytest"] or next((code for code in codes.values() if code), int(without_qt))


def add(machine: Machine, project: Project, arguments: Sequence[str]) -> int:
    """Install an extra of pyproject.toml, or a single package, into the environment."""
    import tomllib  # noqa: PLC0415 - for this alone

    text = (project.root / "pyproject.toml").read_text("utf-8")
    extras: dict[str, list[str]] = tomllib.loads(text)["project"]["optional-dependencies"]
    if len(arguments) != 1 or not re.fullmatch(r"[A-Za-z][\w.<=-]*", arguments[0]):
        raise Stop(f"Say what to add: one of {', '.join(extras)}, or a package.", 2)
    stamp = read_stamp(project)
    ensure(machine, project, stamp.profile if stamp is not None and stamp.profile in PROFILES else "run")
    installer = uv_installer(machine, project) or pip_installer(machine, project)
    machine.say(f"Installing {arguments[0]} with {installer.name}")
    done = machine.run([*installer.command, *extras.get(arguments[0], arguments)])
    if not done.ok:
        raise Stop(failed(project, f"Installing {arguments[0]} failed", done))
    machine.say("It is there, also for a coach that runs already.")
    return 0


def start(command: Sequence[str]) -> int:
    """Become another program, or, on Windows, which can't, run it."""
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], list(command))  # noqa: S606
    return subprocess.run(list(command), check=False).returncode
