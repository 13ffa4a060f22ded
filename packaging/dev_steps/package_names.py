"""The package managers of Linux, and what each calls the things that we may need.

`mobility_coach/adapters/machine/system_packages.py` has the same names, since the coach may run without its
checkout; a test compares them.
"""

from collections.abc import Mapping
from typing import NamedTuple

from dev_steps.project import VERSION


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
