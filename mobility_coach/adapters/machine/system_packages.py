"""The line to type that adds what a Linux system lacks: package managers and what they call things.

`packaging/dev_steps/package_names.py` has the same names, since it runs before anything of this package is
there; a test compares them.
"""

import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[3]
_XCB = "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
SPEECH_WHEEL = "espeakng-loader"
NATURAL_WHEEL = "hibari-tts"
NATURAL_EXTRA = "natural"


@dataclass(frozen=True, slots=True)
class PackageManager:
    """A package manager: how it installs, how it refreshes its lists, and its packages by group."""

    command: str
    install: str
    refresh: str
    packages: Mapping[str, str]


MANAGERS = (
    PackageManager(
        "apt-get",
        "apt-get install -y --no-install-recommends",
        "apt-get update",
        {
            "qt": "libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libgssapi-krb5-2",
            "fonts": "fontconfig fontconfig-config fonts-dejavu-core",
            "xcb": _XCB,
            "wayland": "libwayland-cursor0 libwayland-egl1",
            "sound": "libportaudio2 libasound2-plugins",
            "speech": "libespeak-ng1",
        },
    ),
    PackageManager(
        "dnf",
        "dnf install -y --setopt=install_weak_deps=False",
        "dnf makecache",
        {
            "qt": "libglvnd-glx libglvnd-egl glib2 dbus-libs fontconfig libxkbcommon krb5-libs",
            "fonts": "fontconfig dejavu-sans-fonts",
            "xcb": "xcb-util-cursor xcb-util-wm xcb-util-keysyms libxcb libxkbcommon-x11",
            "wayland": "libwayland-cursor libwayland-egl",
            "sound": "portaudio alsa-plugins-pulseaudio",
            "speech": "espeak-ng",
        },
    ),
    PackageManager(
        "zypper",
        "zypper --non-interactive install --no-recommends",
        "zypper --non-interactive refresh",
        {
            "qt": "Mesa-libGL1 Mesa-libEGL1 libglib-2_0-0 libdbus-1-3 fontconfig libxkbcommon0 krb5",
            "fonts": "fontconfig dejavu-fonts",
            "xcb": _XCB,
            "wayland": "libwayland-cursor0 libwayland-egl1",
            "sound": "libportaudio2 alsa-plugins-pulse",
            "speech": "espeak-ng",
        },
    ),
    PackageManager(
        "pacman",
        "pacman -S --needed --noconfirm",
        "pacman -Sy",
        {
            "qt": "libglvnd glib2 dbus fontconfig libxkbcommon krb5",
            "fonts": "fontconfig ttf-dejavu",
            "xcb": "xcb-util-cursor xcb-util-wm xcb-util-keysyms libxcb libxkbcommon-x11",
            "wayland": "wayland",
            "sound": "portaudio alsa-plugins libpulse",
            "speech": "espeak-ng",
        },
    ),
)


def install_line(group: str) -> str:
    """The line that adds a group of system packages here; empty where no package manager of ours is found."""
    if not sys.platform.startswith("linux"):
        return ""
    manager = next((each for each in MANAGERS if shutil.which(each.command)), None)
    if manager is None:
        return ""
    refresh, install = manager.refresh, f"{manager.install} {manager.packages[group]}"
    if os.geteuid() == 0:
        return f"{refresh} && {install}"
    if shutil.which("sudo"):
        return f"sudo {refresh} && sudo {install}"
    return f"su -c {shlex.quote(f'{refresh} && {install}')}"


def pip_line(requirement: str, checkout: Path = _CHECKOUT) -> str:
    """The line that adds a Python package to the Python that runs this.

    In a checkout its own script does that: the environment that it makes may have no pip.
    """
    script = _adding_script(checkout)
    if script.is_file():
        return shlex.join((sys.executable, str(script), "add", requirement))
    return shlex.join((sys.executable, "-m", "pip", "install", requirement))


def extra_line(extra: str, checkout: Path = _CHECKOUT) -> str:
    """The line that adds an extra of this program, by its name in pyproject.toml ("voice")."""
    in_checkout = _adding_script(checkout).is_file()
    return pip_line(extra if in_checkout else f"mobility-coach[{extra}]", checkout)


def _adding_script(checkout: Path) -> Path:
    return checkout / "packaging" / "dev.py"


def speech_line() -> str:
    """The line that adds a speech engine: the system's package, or the wheel where there is none."""
    return install_line("speech") or pip_line(SPEECH_WHEEL)
