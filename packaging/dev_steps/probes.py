"""What is missing of the system, found by trying it."""

import contextlib
import json
from collections.abc import Iterable, Mapping

from dev_steps.machine import Machine, Result
from dev_steps.package_names import GROUPS
from dev_steps.project import Project

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
