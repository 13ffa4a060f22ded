#!/usr/bin/env python3
"""Set up, start and test Mobility Coach from a checkout, with nothing but Python.

    python3 packaging/dev.py run [arguments]         start the coach
    python3 packaging/dev.py test [pytest arguments] lint, type-check and test it
    python3 packaging/dev.py add extra               add voice, natural or video (see README)
    python3 packaging/dev.py lock [uv arguments]     write the dependency locks anew (needs uv)

Each of the first two sets up what is missing, says what it does in one line per step, and does none of it
the second time. The output of the tools it calls goes to build/setup.log.
"""

import os
import sys

# This block is all that an older Python runs. It parses the whole file first, so the rest keeps to the
# grammar of Python 3.6: no walrus, no match, no parenthesised with, no future import of annotations.
if sys.version_info < (3, 11):  # noqa: UP036
    _NEWER = [
        name
        for name in ("python3.14", "python3.13", "python3.12", "python3.11")
        if any(os.access(os.path.join(folder, name), os.X_OK) for folder in os.get_exec_path())  # noqa: PTH118
    ]
    sys.stderr.write(
        "Mobility Coach needs Python 3.11 or newer; this is Python {}.{}.{}.\n{}\n".format(
            *sys.version_info[:3],
            "Type: {} packaging/dev.py {}".format(_NEWER[0], " ".join(sys.argv[1:])).rstrip()
            if _NEWER
            else "Install a newer one, then type the same with it.",
        )
    )
    raise SystemExit(2)

import contextlib
import hashlib
import json
import re
import shlex
import shutil
import subprocess
import sysconfig
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VERSION = "{}.{}".format(*sys.version_info[:2])
PROFILES = ("run", "test")  # each holds all of the one before it


class Stop(Exception):
    """Ends the run: a message for the user and an exit code."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


class Result(NamedTuple):
    """What a tool gave back."""

    code: int
    output: str

    @property
    def ok(self) -> bool:
        """Whether the tool succeeded."""
        return self.code == 0


class Project:
    """Where things are in a checkout."""

    def __init__(self, root: Path = ROOT, windows: bool = os.name == "nt") -> None:
        self.root = root
        self.venv = root / ".venv"
        # Windows and macOS are provided for, not tried.
        self.python = self.venv / ("Scripts/python.exe" if windows else "bin/python")
        self.stamp = self.venv / "mobility-coach-setup.json"
        self.unfinished = self.venv / "mobility-coach-setup.unfinished"
        self.log = root / "build" / "setup.log"

    def lock(self, profile: str) -> Path:
        """The lock file of a profile: `run`, `test` or `speech`."""
        return (
            self.root
            / "packaging"
            / ("requirements.lock" if profile == "run" else f"requirements-{profile}.lock")
        )


class Machine:
    """The computer this runs on. Tests put another in its place."""

    def __init__(self, log: Path | None = None) -> None:
        self.log = log
        self.env: Mapping[str, str] = os.environ
        self.linux = sys.platform.startswith("linux")
        self.root = hasattr(os, "geteuid") and os.geteuid() == 0
        # In an activated .venv the running Python is the one that may have to be thrown away.
        self.base_python: str = getattr(sys, "_base_executable", "") or sys.executable

    def say(self, text: str) -> None:
        """Tell the user one thing; on stderr, as the output of the coach may be read by a program."""
        print(text, file=sys.stderr, flush=True)

    def which(self, name: str) -> str | None:
        """The path of a command, if there is one of that name."""
        return shutil.which(name)

    def run(self, command: Sequence[str], timeout: float | None = None, **env: str) -> Result:
        """Run a tool; what it prints goes to the log and comes back, its input is empty."""
        try:
            done = subprocess.run(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=timeout,
                check=False,
                env={**self.env, **env},
            )
            result = Result(done.returncode, done.stdout.decode("utf-8", "replace"))
        except subprocess.TimeoutExpired:
            result = Result(-1, f"no answer within {timeout:.0f} s")
        except OSError as error:
            result = Result(-1, str(error))
        if self.log is not None:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            with self.log.open("a", encoding="utf-8") as log:
                log.write(f"$ {shlex.join(command)}\n{result.output.rstrip()}\n[exit {result.code}]\n\n")
        return result

    def glob(self, folder: str, pattern: str) -> list[str]:
        """The files in a folder of the system, sorted by name."""
        return sorted(str(path) for path in Path(folder).glob(pattern))


# --- System packages ---------------------------------------------------------------------------------------


class Manager(NamedTuple):
    """A system's package manager and what it calls the things we may need."""

    command: str
    install: tuple[str, ...]
    refresh: tuple[str, ...]
    packages: Mapping[str, tuple[str, ...]]


# The groups are what is looked for by trying; a group is installed as a whole, since trying names only the
# first library that is missing. The names for apt are tried on Debian 12, the others are from their
# distributions' package lists.
GROUPS = {
    "qt": "Qt's base libraries (windows)",
    "fonts": "a font (text in windows)",
    "xcb": "Qt's X11 libraries (windows on X11)",
    "wayland": "Qt's Wayland libraries (windows on Wayland)",
    "sound": "PortAudio (sound)",
    "speech": "espeak-ng (the coach's voice)",
    "end-to-end": "PulseAudio, Xvfb, openbox, dunst, playerctl, ffmpeg, espeak-ng, AT-SPI (end-to-end tests)",
    "pip": "pip for this Python",
}

MANAGERS = (
    Manager(
        "apt-get",
        ("apt-get", "install", "-y", "--no-install-recommends"),
        ("apt-get", "update"),
        {
            "qt": (
                "libgl1",
                "libegl1",
                "libglib2.0-0",
                "libdbus-1-3",
                "libfontconfig1",
                "libxkbcommon0",
                "libgssapi-krb5-2",
            ),
            "fonts": ("fontconfig", "fontconfig-config", "fonts-dejavu-core"),
            "xcb": (
                "libxcb-cursor0",
                "libxcb-icccm4",
                "libxcb-keysyms1",
                "libxcb-shape0",
                "libxcb-xkb1",
                "libxkbcommon-x11-0",
            ),
            "wayland": ("libwayland-cursor0", "libwayland-egl1"),
            "sound": ("libportaudio2", "libasound2-plugins"),
            "speech": ("libespeak-ng1",),
            "end-to-end": (
                "pulseaudio",
                "pulseaudio-utils",
                "xvfb",
                "espeak-ng",
                "at-spi2-core",
                "dbus-daemon",
                "dunst",
                "openbox",
                "xdotool",
                "playerctl",
                "ffmpeg",
                "gir1.2-atspi-2.0",
                "python3-gi",
            ),
            "pip": (f"python{VERSION}-venv",),
        },
    ),
    Manager(
        "dnf",
        ("dnf", "install", "-y", "--setopt=install_weak_deps=False"),
        ("dnf", "makecache"),
        {
            "qt": (
                "libglvnd-glx",
                "libglvnd-egl",
                "glib2",
                "dbus-libs",
                "fontconfig",
                "libxkbcommon",
                "krb5-libs",
            ),
            "fonts": ("fontconfig", "dejavu-sans-fonts"),
            "xcb": ("xcb-util-cursor", "xcb-util-wm", "xcb-util-keysyms", "libxcb", "libxkbcommon-x11"),
            "wayland": ("libwayland-cursor", "libwayland-egl"),
            "sound": ("portaudio", "alsa-plugins-pulseaudio"),
            "speech": ("espeak-ng",),
            "end-to-end": (
                "pulseaudio",
                "pulseaudio-utils",
                "xorg-x11-server-Xvfb",
                "espeak-ng",
                "at-spi2-core",
                "dbus-daemon",
                "dunst",
                "openbox",
                "xdotool",
                "playerctl",
                "ffmpeg",
                "python3-gobject-base",
            ),
            "pip": ("python3-pip",),
        },
    ),
    Manager(
        "zypper",
        ("zypper", "--non-interactive", "install", "--no-recommends"),
        ("zypper", "--non-interactive", "refresh"),
        {
            "qt": (
                "Mesa-libGL1",
                "Mesa-libEGL1",
                "libglib-2_0-0",
                "libdbus-1-3",
                "fontconfig",
                "libxkbcommon0",
                "krb5",
            ),
            "fonts": ("fontconfig", "dejavu-fonts"),
            "xcb": (
                "libxcb-cursor0",
                "libxcb-icccm4",
                "libxcb-keysyms1",
                "libxcb-shape0",
                "libxcb-xkb1",
                "libxkbcommon-x11-0",
            ),
            "wayland": ("libwayland-cursor0", "libwayland-egl1"),
            "sound": ("libportaudio2", "alsa-plugins-pulse"),
            "speech": ("espeak-ng",),
            "end-to-end": (
                "pulseaudio",
                "pulseaudio-utils",
                "xorg-x11-server-Xvfb",
                "espeak-ng",
                "at-spi2-core",
                "dbus-1-daemon",
                "dunst",
                "openbox",
                "xdotool",
                "playerctl",
                "ffmpeg",
                "typelib-1_0-Atspi-2_0",
                "python3-gobject",
            ),
            "pip": (f"python{VERSION.replace('.', '')}-pip",),
        },
    ),
    Manager(
        "pacman",
        ("pacman", "-S", "--needed", "--noconfirm"),
        ("pacman", "-Sy"),
        {
            "qt": ("libglvnd", "glib2", "dbus", "fontconfig", "libxkbcommon", "krb5"),
            "fonts": ("fontconfig", "ttf-dejavu"),
            "xcb": ("xcb-util-cursor", "xcb-util-wm", "xcb-util-keysyms", "libxcb", "libxkbcommon-x11"),
            "wayland": ("wayland",),
            "sound": ("portaudio", "alsa-plugins", "libpulse"),
            "speech": ("espeak-ng",),
            "end-to-end": (
                "pulseaudio",
                "xorg-server-xvfb",
                "espeak-ng",
                "at-spi2-core",
                "dbus",
                "dunst",
                "openbox",
                "xdotool",
                "playerctl",
                "ffmpeg",
                "python-gobject",
            ),
            "pip": ("python-pip",),
        },
    ),
)

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


# --- What is missing, found by trying ----------------------------------------------------------------------

# Each probe runs in a process of its own, as a library that doesn't fit may abort it. It prints, as its last
# line, a JSON object of group -> reason.
PROBE_QT = """
import ctypes, json, os, pathlib
bad = {}
try:
    import PySide6
    from PySide6 import QtCore, QtDBus, QtGui, QtNetwork, QtSvg, QtWidgets
except ImportError as error:
    # Fonts can't be tried yet; named all the same, they are on the one line to type.
    bad = {"qt": str(error), "fonts": "not to be tried without these libraries"}
folders = list(pathlib.Path(PySide6.__file__).parent.glob("**/plugins/platforms"))
for group, pattern in (("qt", "libqoffscreen*"), ("xcb", "libqxcb*"), ("wayland", "libqwayland*")):
    for plugin in (plugin for folder in folders for plugin in sorted(folder.glob(pattern))):
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            bad.setdefault(group, str(error))
print(json.dumps(bad), flush=True)
if "qt" not in bad:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QtGui.QGuiApplication([])
    if not QtGui.QFontDatabase.families():
        bad["fonts"] = "no font found"
    print(json.dumps(bad), flush=True)
"""

PROBE_SOUND = """
import json
bad = {}
try:
    import sounddevice
except (ImportError, OSError) as error:
    bad["sound"] = str(error)
print(json.dumps(bad), flush=True)
"""

# Options: no sound card (1), don't exit when the voices' data are missing (1 << 15).
PROBE_SPEECH = """
import ctypes, json, os
bad = {"speech": "espeak-ng does not start"}
try:
    try:
        library = ctypes.CDLL("libespeak-ng.so.1")
    except OSError:
        import espeakng_loader
        os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
        library = ctypes.CDLL(espeakng_loader.get_library_path())
    if library.espeak_Initialize(1, 0, None, 1 << 15) > 0:
        bad = {}
except ImportError:
    bad["speech"] = "libespeak-ng.so.1: cannot open shared object file"
except OSError as error:
    bad["speech"] = str(error)
print(json.dumps(bad), flush=True)
"""

PROBES = (("qt", PROBE_QT), ("sound", PROBE_SOUND), ("speech", PROBE_SPEECH))
END_TO_END_COMMANDS = (
    "pulseaudio",
    "pactl",
    "Xvfb",
    "espeak-ng",
    "dbus-daemon",
    "dunst",
    "openbox",
    "xdotool",
    "playerctl",
    "ffmpeg",
    "ffprobe",
)

# What screen readers use; it is there for the system's own Python alone, and needs its service on the bus.
PROBE_SCREEN_READER = """
import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi
open("/usr/share/dbus-1/services/org.a11y.Bus.service")
"""
SCREEN_READER = ("/usr/bin/python3", "-c", PROBE_SCREEN_READER)


def read_probe(group: str, result: Result) -> dict[str, str]:
    """What a probe found: group -> reason. A probe that died speaks against its own group."""
    lines = result.output.strip().splitlines()
    found: dict[str, str] = {}
    for line in lines:
        with contextlib.suppress(ValueError):
            parsed = json.loads(line)
            if isinstance(parsed, dict):
                found = {str(key): str(value) for key, value in parsed.items()}
    if not result.ok and group not in found:
        found[group] = lines[-1] if lines else f"stopped with code {result.code}"
    return found


def probe(machine: Machine, project: Project, only: Iterable[str] = GROUPS) -> dict[str, str]:
    """Try Qt, sound and speech in the environment: group -> why it doesn't work."""
    if not machine.linux:
        return {}  # the wheels and the system bring all of it
    wanted = set(only)
    found: dict[str, str] = {}
    for group, code in PROBES:
        if group in wanted or (group == "qt" and wanted & {"xcb", "wayland", "fonts"}):
            found.update(read_probe(group, machine.run([str(project.python), "-c", code], timeout=120)))
    return found


# The screens that a library group is for, and the variable that tells that there is one.
SCREENS = {"xcb": "DISPLAY", "wayland": "WAYLAND_DISPLAY"}


def relevant(machine: Machine, missing: Mapping[str, str]) -> dict[str, str]:
    """What of it to trouble the user with: no X11 libraries where there is no X11, and so on."""
    return {
        group: reason
        for group, reason in missing.items()
        if group not in SCREENS or machine.root or machine.env.get(SCREENS[group])
    }


def wants_end_to_end(machine: Machine, profile: str) -> bool:
    """Whether to install the servers and the screen reader's library that the end-to-end tests need.

    Only as root, which on a developer's own machine nobody is: a build machine or a container. Elsewhere
    those tests skip themselves and say why.
    """
    if profile != "test" or not machine.linux or not machine.root:
        return False
    return not all(map(machine.which, END_TO_END_COMMANDS)) or not machine.run(SCREEN_READER).ok


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


def ensure_system(machine: Machine, project: Project, profile: str, installer: "Installer") -> dict[str, str]:
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


# --- The environment ---------------------------------------------------------------------------------------


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


def failed(project: Project, what: str, result: Result) -> str:
    """A message with the end of what the tool said."""
    tail = "\n".join(f"  {line}" for line in result.output.strip().splitlines()[-12:])
    return f"{what}:\n{tail}\nAll of it is in {project.log.relative_to(project.root)}."


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


# --- The stamp, by which a second run knows that there is nothing to do ------------------------------------


class Stamp(NamedTuple):
    """What the last setup made."""

    key: str
    root: str
    profile: str
    looked: float
    missing: dict[str, str]


def fingerprint(project: Project) -> str:
    """Changes with everything that the setup depends on."""
    digest = hashlib.sha256(VERSION.encode())
    files = [
        project.root / "pyproject.toml",
        Path(__file__),
        *(project.lock(name) for name in (*PROFILES, "speech")),
    ]
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes() if file.exists() else b"").digest())
    return digest.hexdigest()


def read_stamp(project: Project) -> Stamp | None:
    """The stamp, or None when there is none that can be read."""
    try:
        data: Any = json.loads(project.stamp.read_text(encoding="utf-8"))
        missing = {str(group): str(reason) for group, reason in data["missing"].items() if group in GROUPS}
        return Stamp(
            str(data["key"]), str(data["root"]), str(data["profile"]), float(data["looked"]), missing
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_stamp(project: Project, stamp: Stamp) -> None:
    """Write the stamp, whole or not at all."""
    temporary = project.stamp.with_suffix(".tmp")
    temporary.write_text(json.dumps(stamp._asdict(), indent=1) + "\n", encoding="utf-8")
    temporary.replace(project.stamp)


def is_ready(project: Project, stamp: Stamp | None, profile: str) -> bool:
    """Whether the last setup is still good for a profile."""
    return (
        stamp is not None
        and stamp.key == fingerprint(project)
        and stamp.root == str(project.root)
        and stamp.profile in PROFILES[PROFILES.index(profile) :]
        and project.python.exists()
        and not project.unfinished.exists()
    )


def packages_changed(since: float) -> bool:
    """Whether system packages were installed after a moment."""
    for name in PACKAGE_RECORDS:
        with contextlib.suppress(OSError):
            if Path(name).stat().st_mtime > since:
                return True
    return False


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


# --- The commands ------------------------------------------------------------------------------------------


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


WITHOUT_WINDOW = """The coach works in the terminal, too:
  python3 packaging/dev.py run list                            what there is to practise
  python3 packaging/dev.py run play DRILL --no-window          be led through a drill
  python3 packaging/dev.py run render DRILL -o FILE.wav        write a drill to a sound file"""


def start(command: Sequence[str]) -> int:
    """Become another program, or, on Windows, which can't, run it."""
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], list(command))  # noqa: S606
    return subprocess.run(list(command), check=False).returncode


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


CHECKS = (
    ("ruff check", ("ruff", "check")),
    ("ruff format", ("ruff", "format", "--check")),
    ("mypy", ("mypy",)),
    # Two at a time, each with whole files: what a file's tests share is made once.
    ("pytest", ("pytest", "-n", "2", "--dist", "worksteal")),
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


def plain_markers(text: str) -> str:
    """Leave out of a lock the condition that holds on every system it is for."""
    every = " or ".join(f"sys_platform == '{name}'" for name in ("darwin", "linux", "win32"))
    return text.replace(f" and ({every})", "").replace(f" ; {every} ", " ")


COMMANDS: Mapping[str, Callable[[Machine, Project, Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "add": add,
    "lock": lock,
}


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says; gives the exit code."""
    if not arguments or arguments[0] not in COMMANDS:
        asked = bool(arguments) and arguments[0] in {"-h", "--help", "help"}
        print(__doc__.strip(), file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    project = Project()
    machine = Machine(project.log)
    try:
        return COMMANDS[arguments[0]](machine, project, arguments[1:])
    except Stop as stop:
        machine.say(str(stop))
        return stop.code
    except KeyboardInterrupt:
        return 130
    except OSError as error:  # a full disk, a folder that can't be written
        machine.say(f"Stopped: {error}")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
