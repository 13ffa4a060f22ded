"""The doctor's eyes: versions, folders, sound, voices, screen and libraries, with the line that mends each.

Nothing here opens a sound device or imports Qt.
"""

import importlib.metadata
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from mobility_coach import __version__
from mobility_coach.adapters.machine.probe_process import AskChild, ChildFailed, ask_child, bounded
from mobility_coach.adapters.machine.system_packages import install_line, pip_line, speech_line
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.doctor import Condition, Finding, Probe
from mobility_coach.services.ports import SpeechEngine, SpeechFailed

PROBE_SECONDS = 20.0
LITTLE_SPACE = 100 * 1024 * 1024
MOST_DEVICES = 12
PACKAGES = ("PySide6-Essentials", "numpy", "sounddevice", "soundfile", "soxr", "pyttsx3", "platformdirs")
CRASHING_QT = (6, 12)
"""From this version on PySide6 crashes on Python 3.11 (see the dependencies in pyproject.toml)."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the doctor looks at beside the machine itself.

    Attributes:
        folders: id, name for people and path of each folder that is written to.
        log_file: where the program notes its faults.
        open_speech: makes the speech engine that the coach would use.
        chosen_voice: id of the voice in the settings; empty for the engine's own choice.
        screen_problem: why no window can be opened, or empty.
        screen: what the screen is called (":0"), or empty where the environment names none.
    """

    folders: tuple[tuple[str, str, Path], ...]
    log_file: Path
    open_speech: Callable[[], SpeechEngine]
    chosen_voice: str
    screen_problem: Callable[[], str]
    screen: str


def machine_probes(
    subject: Subject, ask: AskChild = ask_child, seconds: float = PROBE_SECONDS
) -> tuple[Probe, ...]:
    """All probes, each bounded to `seconds`."""
    looks: tuple[tuple[str, str, Callable[[], Iterable[Finding]]], ...] = (
        ("versions", tr("Versions"), lambda: _versions(ask)),
        ("folders", tr("Folders"), lambda: _folders(subject)),
        ("sound", tr("Sound"), lambda: _sound(ask)),
        ("voices", tr("Voices"), lambda: _voices(subject)),
        ("screen", tr("Screen"), lambda: _screen(subject)),
        ("libraries", tr("System libraries"), lambda: _libraries(ask, has_screen=bool(subject.screen))),
    )
    return tuple(Probe(id_, title, bounded(look, seconds)) for id_, title, look in looks)


def _versions(ask: AskChild) -> Iterable[Finding]:
    yield Finding("program", "Mobility Coach", __version__)
    yield Finding("python", "Python", f"{platform.python_version()} ({sys.executable})")
    yield Finding("system", tr("System"), platform.platform())
    for package in PACKAGES:
        yield from _package(package)
    try:
        engine = ask("espeak")
    except ChildFailed as error:
        engine = {"reason": str(error)}
    if "version" in engine:
        source = tr("from the system") if engine.get("source") == "system" else tr("from the wheel")
        yield Finding("espeak-ng", "espeak-ng", f"{engine['version']} ({source})")
    elif sys.platform.startswith("linux"):
        # Whether a voice is missing is told by the voices.
        yield Finding("espeak-ng", "espeak-ng", tr("not found"), Condition.NOTE)


def _package(package: str) -> Iterable[Finding]:
    id_ = package.lower()
    try:
        version = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        yield Finding(
            id_,
            package,
            tr("not found"),
            Condition.MISSING,
            tr("Install it with this line:"),
            pip_line(package),
        )
        return
    if package != "PySide6-Essentials":
        yield Finding(id_, package, version)
        return
    if sys.version_info < (3, 12) and _numbers(version) >= CRASHING_QT:
        yield Finding(
            id_,
            package,
            version,
            Condition.MISSING,
            tr("This version crashes on Python 3.11. Put an older one in its place with this line:"),
            pip_line("PySide6-Essentials<6.12"),
        )
    else:
        yield Finding(id_, package, version)
    # Both are published together, under one number; asking Qt itself would mean importing it.
    yield Finding("qt", "Qt", version)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2] if part.isdigit())


def _folders(subject: Subject) -> Iterable[Finding]:
    for id_, name, path in subject.folders:
        yield _folder(id_, name, path)
    yield Finding("log-file", tr("Log of faults"), str(subject.log_file))


def _folder(id_: str, name: str, path: Path) -> Finding:
    there = path
    while not there.exists() and there != there.parent:
        there = there.parent
    if not there.is_dir():
        remedy = tr("A file stands where this folder belongs; move it away, or choose another by --data-dir.")
        return Finding(id_, name, str(path), Condition.MISSING, remedy)
    if not os.access(there, os.W_OK | os.X_OK):
        remedy = tr("It can't be written; change its permissions, or choose another folder by --data-dir.")
        return Finding(id_, name, str(path), Condition.MISSING, remedy)
    free = shutil.disk_usage(there).free
    state = tr("{size} free").format(size=_size(free))
    if there != path:
        state += ", " + tr("made when needed")
    if free < LITTLE_SPACE:
        remedy = tr("Little space is left on this disk; free some, so that nothing you practise is lost.")
        return Finding(id_, name, f"{path} ({state})", Condition.NOTE, remedy)
    return Finding(id_, name, f"{path} ({state})")


def _size(size: int) -> str:
    return f"{size / 1024**3:.1f} GiB" if size >= 1024**3 else f"{size // 1024**2} MiB"


def _sound(ask: AskChild) -> Iterable[Finding]:
    try:
        found = ask("sound")
    except ChildFailed as error:
        remedy = tr(
            "The sound system does not answer; restart it, or this computer. Captions go on without it."
        )
        yield Finding("devices", tr("Sound devices"), str(error), Condition.NOTE, remedy)
        return
    if found.get("missing") == "library":
        remedy = tr("PortAudio is missing, so that nothing can be heard. Install it with this line:")
        yield Finding(
            "portaudio", "PortAudio", tr("not found"), Condition.MISSING, remedy, install_line("sound")
        )
        return
    if found.get("missing"):
        remedy = tr("Install it with this line:")
        yield Finding(
            "portaudio",
            "PortAudio",
            str(found.get("reason")),
            Condition.MISSING,
            remedy,
            pip_line("sounddevice"),
        )
        return
    yield Finding("portaudio", "PortAudio", str(found.get("portaudio")))
    devices = [device for device in found.get("devices", ()) if isinstance(device, dict)]
    if not devices:
        yield _no_device()
        return
    for device in devices[:MOST_DEVICES]:
        chosen = ", " + tr("used") if device.get("is_default") else ""
        yield Finding("device", tr("Sound device"), f"{device.get('name')} ({device.get('host')}{chosen})")
    if len(devices) > MOST_DEVICES:
        more = ntr("and {count} more", "and {count} more", len(devices) - MOST_DEVICES)
        yield Finding("devices", tr("Sound devices"), more)


def _no_device() -> Finding:
    remedy = tr(
        "Plug in a speaker or headphones. Until then captions go on, and sessions can be rendered to a file."
    )
    command = ""
    if _has_sound_server() and not _knows_sound_server():
        remedy = tr("A sound server runs, but ALSA does not know it. Install the bridge with this line:")
        command = install_line("sound")
    return Finding("devices", tr("Sound devices"), tr("none"), Condition.NOTE, remedy, command)


def _has_sound_server() -> bool:
    return (Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere")) / "pulse" / "native").exists()


def _knows_sound_server() -> bool:
    roots = (Path("/usr/lib"), Path("/usr/lib64"))
    names = ("libasound_module_pcm_pulse.so", "libasound_module_pcm_pipewire.so")
    return any(
        any(root.glob(f"{where}alsa-lib/{name}")) for root in roots for where in ("", "*/") for name in names
    )


def _voices(subject: Subject) -> Iterable[Finding]:
    engine = subject.open_speech()
    try:
        voices = engine.voices()
    except SpeechFailed as error:
        yield Finding("voices", engine.name, tr("no voice"), Condition.MISSING, str(error), speech_line())
        return
    finally:
        engine.close()
    count = ntr("{count} voice", "{count} voices", len(voices))
    if not voices:
        remedy = tr("The speech engine has no voice. Install one with this line:")
        yield Finding("voices", engine.name, count, Condition.MISSING, remedy, speech_line())
        return
    yield Finding("voices", engine.name, count)
    chosen = subject.chosen_voice
    if not chosen:
        yield Finding("voice", tr("Chosen voice"), tr("the engine's own choice"))
    elif chosen in {voice.id for voice in voices}:
        yield Finding("voice", tr("Chosen voice"), chosen)
    else:
        remedy = tr("The chosen voice is not there any more; choose another one in the settings.")
        yield Finding("voice", tr("Chosen voice"), chosen, Condition.NOTE, remedy)


def _screen(subject: Subject) -> Iterable[Finding]:
    problem = subject.screen_problem()
    if not problem:
        yield Finding("screen", tr("Screen"), subject.screen or tr("there"))
        return
    remedy = tr(
        "Without a window, 'mobility-coach play ID --no-window' coaches you in the terminal and "
        "'mobility-coach render ID -o FILE' writes a session to a sound file."
    )
    yield Finding("screen", tr("Screen"), problem.partition("\n")[0], Condition.NOTE, remedy)


def _libraries(ask: AskChild, *, has_screen: bool) -> Iterable[Finding]:
    """What Qt's windows need of a Linux system; elsewhere the wheels bring all of it."""
    if not sys.platform.startswith("linux"):
        return
    names = {
        "qt": tr("Qt's base libraries"),
        "xcb": tr("Windows on X11"),
        "wayland": tr("Windows on Wayland"),
        "fonts": tr("Fonts"),
    }
    try:
        problems = ask("libraries")
    except ChildFailed as error:
        yield Finding("libraries", tr("System libraries"), str(error), Condition.NOTE)
        return
    uses_wayland = bool(os.environ.get("WAYLAND_DISPLAY"))
    for group, name in names.items():
        if group not in problems:
            yield Finding(group, name, tr("there"))
            continue
        # One way to a window is enough; without a screen none is needed.
        is_needed = has_screen and group != ("xcb" if uses_wayland else "wayland")
        yield Finding(
            group,
            name,
            str(problems[group]),
            Condition.MISSING if is_needed else Condition.NOTE,
            tr("For windows, install what is missing with this line:"),
            install_line(group),
        )
