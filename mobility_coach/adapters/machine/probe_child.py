"""Looks at one thing that may hang or crash, in a process of its own: run by `probes`, never imported by it.

``python probe_child.py sound | libraries | espeak``. It prints one line of JSON, always an object. Nothing of
Qt's Python part is imported, and no sound device is opened.
"""

import contextlib
import ctypes
import importlib.util
import json
import os
import sys
from pathlib import Path
from typing import Any

QT_LIBRARIES = ("Core", "Gui", "Widgets", "DBus", "Network", "Svg")
PLUGINS = {"qt": "libqoffscreen*", "xcb": "libqxcb*", "wayland": "libqwayland*"}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
ESPEAK = "libespeak-ng.so.1"


def sound() -> dict[str, Any]:
    """PortAudio's version and the devices that can play."""
    try:
        import sounddevice  # noqa: PLC0415 - looks for PortAudio when imported
    except ImportError as error:
        return {"missing": "package", "reason": str(error)}
    except OSError as error:
        return {"missing": "library", "reason": str(error)}
    found: dict[str, Any] = {"portaudio": sounddevice.get_portaudio_version()[1].partition(",")[0]}
    try:
        hosts = [str(host["name"]) for host in sounddevice.query_hostapis()]
        default = sounddevice.default.device[1]
        found["devices"] = [
            {
                "name": str(device["name"]),
                "host": hosts[device["hostapi"]],
                "is_default": device["index"] == default,
            }
            for device in sounddevice.query_devices()
            if device["max_output_channels"] > 0
        ]
    except sounddevice.PortAudioError as error:
        found["reason"] = str(error)
    return found


def libraries() -> dict[str, Any]:
    """Why Qt's libraries and plugins can't be loaded, by group; nothing where they can."""
    spec = importlib.util.find_spec("PySide6")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    if not folders:
        return {}
    root, problems = Path(folders[0]), dict[str, Any]()
    for name in QT_LIBRARIES:
        for library in sorted((root / "Qt" / "lib").glob(f"libQt6{name}.so*")):
            _load(library, "qt", problems)
    for group, pattern in PLUGINS.items():
        for plugin in sorted((root / "Qt" / "plugins" / "platforms").glob(pattern)):
            _load(plugin, group, problems)
    if not any(_fonts(folder) for folder in FONT_FOLDERS):
        problems["fonts"] = "no font found"
    return problems


def espeak() -> dict[str, Any]:
    """Version of the espeak-ng library, and whether it is the system's."""
    with contextlib.suppress(OSError):
        return {"version": _version(ctypes.CDLL(ESPEAK)), "source": "system"}
    try:
        import espeakng_loader  # noqa: PLC0415 - an extra

        return {"version": _version(ctypes.CDLL(espeakng_loader.get_library_path())), "source": "wheel"}
    except (ImportError, OSError) as error:
        return {"reason": str(error)}


def _version(library: ctypes.CDLL) -> str:
    library.espeak_Info.restype = ctypes.c_char_p
    version: bytes = library.espeak_Info(None)
    return version.decode("ascii", "replace")


def _load(path: Path, group: str, problems: dict[str, Any]) -> None:
    try:
        ctypes.CDLL(str(path))
    except OSError as error:
        problems.setdefault(group, str(error))


def _fonts(folder: str) -> bool:
    root = Path(folder).expanduser()
    return any(path.suffix.lower() in (".ttf", ".otf", ".ttc") for path in root.rglob("*"))


LOOKS = {"sound": sound, "libraries": libraries, "espeak": espeak}


def main() -> int:
    """Look, and print what was found on standard output; what libraries print goes to standard error."""
    answers = os.dup(1)
    os.dup2(2, 1)
    found = LOOKS[sys.argv[1]]()
    with os.fdopen(answers, "w", encoding="ascii") as stream:
        stream.write(json.dumps(found) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
