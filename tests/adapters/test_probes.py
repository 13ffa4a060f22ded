"""The doctor's eyes: each way in which a machine is incomplete is a finding with the line that mends it."""

import importlib.metadata
import os
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dev_steps import package_names
from mobility_coach.adapters.film import ffmpeg
from mobility_coach.adapters.machine import probes, system_packages
from mobility_coach.adapters.machine.probe_process import ChildFailed, ask_child, bounded
from mobility_coach.adapters.machine.probes import Subject, machine_probes
from mobility_coach.adapters.machine.system_packages import (
    MANAGERS,
    extra_line,
    install_line,
    pip_line,
    speech_line,
)
from mobility_coach.adapters.voice import voice_extra
from mobility_coach.services.doctor import Condition, Finding, Report, diagnose
from mobility_coach.services.ports import SpeechFailed, SpeechRequest, Voice

GROUPS = ("qt", "fonts", "xcb", "wayland", "sound", "speech")
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a Linux system")


class FakeSpeech:
    name = "pyttsx3 2.99"

    def __init__(self, *voices: str, problem: str = "") -> None:
        self._voices, self._problem = voices, problem
        self.closed = 0

    def voices(self) -> tuple[Voice, ...]:
        if self._problem:
            raise SpeechFailed(self._problem)
        return tuple(Voice(each, each, ()) for each in self._voices)

    def render(self, request: SpeechRequest, deadline_seconds: float = 6.0) -> bytes:
        raise NotImplementedError

    def close(self) -> None:
        self.closed += 1


def answers(**found: dict[str, Any]) -> Callable[[str], dict[str, Any]]:
    whole: dict[str, dict[str, Any]] = {
        "espeak": {"version": "1.51", "source": "system"},
        "sound": {
            "portaudio": "PortAudio V19",
            "devices": [{"name": "Speakers", "host": "ALSA", "is_default": True}],
        },
        "libraries": {},
    }
    return lambda what: (whole | found)[what]


def silent(what: str) -> dict[str, Any]:
    raise ChildFailed(f"{what}: no answer")


@pytest.fixture
def subject(tmp_path: Path) -> Subject:
    return Subject(
        folders=(("data", "Data", tmp_path / "data"),),
        log_file=tmp_path / "log",
        open_speech=lambda: FakeSpeech("en-us", "de"),
        chosen_voice="",
        screen_problem=lambda: "",
        screen=":0",
    )


def found(report: Report, id_: str) -> Finding:
    return next(finding for finding in report.findings if finding.id == id_)


def look(subject: Subject, ask: Callable[[str], dict[str, Any]] | None = None) -> Report:
    return diagnose(machine_probes(subject, ask or answers()))


def test_a_whole_machine_is_fine(subject: Subject) -> None:
    report = look(subject)
    assert report.is_fine
    assert not report.troubles
    assert [section.id for section in report.sections] == [
        "versions",
        "folders",
        "sound",
        "voices",
        "screen",
        "libraries",
    ]
    assert found(report, "qt").value == importlib.metadata.version("PySide6-Essentials")
    assert found(report, "espeak-ng").value == "1.51 (from the system)"
    assert found(report, "device").value == "Speakers (ALSA, used)"
    assert found(report, "voices").value == "2 voices"
    assert found(report, "voice").value == "the engine's own choice"
    assert found(report, "screen").value == ":0"


def test_the_machine_here_is_looked_at_for_real_without_qt_or_an_open_device() -> None:
    code = (
        "import sys; from mobility_coach.adapters.machine import probes;"
        "from mobility_coach.services.doctor import diagnose;"
        "from pathlib import Path;"
        "subject = probes.Subject((), Path('log'), lambda: None, '', lambda: '', '');"
        "report = diagnose(probes.machine_probes(subject));"
        "print(len(report.findings), "
        "{'PySide6', 'numpy', 'sounddevice'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    count, modules = done.stdout.split(maxsplit=1)
    assert int(count) > 10
    assert modules.strip() == "set()"


def test_a_package_that_is_missing(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(package: str) -> str:
        if package == "numpy":
            raise importlib.metadata.PackageNotFoundError(package)
        return "6.11.3"

    monkeypatch.setattr(importlib.metadata, "version", version)
    report = look(subject)
    assert found(report, "numpy").condition is Condition.MISSING
    assert found(report, "numpy").command == pip_line("numpy")
    assert not report.is_fine


@pytest.mark.parametrize(
    ("python", "qt", "fine"),
    [
        ((3, 11, 7), "6.12.0", False),
        ((3, 11, 7), "6.11.9", True),
        ((3, 12, 0), "6.12.0", True),
        ((3, 11, 7), "7.0a", False),
    ],
)
def test_a_qt_that_crashes_on_this_python(
    subject: Subject, monkeypatch: pytest.MonkeyPatch, python: tuple[int, int, int], qt: str, fine: bool
) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda _package: qt)
    monkeypatch.setattr(probes.sys, "version_info", python)  # type: ignore[attr-defined]
    finding = found(look(subject), "pyside6-essentials")
    assert (finding.condition is Condition.FINE) == fine
    assert ("PySide6-Essentials<6.12" in finding.command) == (not fine)


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ({"version": "1.52", "source": "wheel"}, "1.52 (from the wheel)"),
        pytest.param({"reason": "no library"}, "not found", marks=linux_only),
    ],
)
def test_espeak(subject: Subject, answer: dict[str, Any], value: str) -> None:
    report = look(subject, answers(espeak=answer))
    assert found(report, "espeak-ng").value == value
    assert report.is_fine


def test_folders(subject: Subject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def folder(path: Path) -> Finding:
        return found(look(replace(subject, folders=(("data", "Data", path),))), "data")

    assert folder(tmp_path).condition is Condition.FINE
    assert folder(tmp_path).value.endswith(" free)")
    assert folder(tmp_path / "a" / "b").value.endswith("made when needed)")
    assert not (tmp_path / "a").exists()
    (tmp_path / "file").touch()
    for blocked in (tmp_path / "file", tmp_path / "file" / "below"):
        assert folder(blocked).condition is Condition.MISSING
        assert "A file stands where" in folder(blocked).remedy
    monkeypatch.setattr(probes, "LITTLE_SPACE", 2**80)
    assert folder(tmp_path).condition is Condition.NOTE
    assert "Little space" in folder(tmp_path).remedy
    monkeypatch.setattr(os, "access", lambda *_arguments: False)
    assert folder(tmp_path).condition is Condition.MISSING
    assert "permissions" in folder(tmp_path).remedy


def test_sound_that_is_missing(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "install_line", lambda group: f"add {group}")
    report = look(subject, answers(sound={"missing": "library", "reason": "PortAudio library not found"}))
    assert found(report, "portaudio").condition is Condition.MISSING
    assert found(report, "portaudio").command == "add sound"
    report = look(subject, answers(sound={"missing": "package", "reason": "No module named 'sounddevice'"}))
    assert found(report, "portaudio").command == pip_line("sounddevice")


def test_sound_without_a_device_is_a_note(
    subject: Subject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probes, "install_line", lambda group: f"add {group}")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    nothing = answers(sound={"portaudio": "PortAudio V19", "devices": []})
    report = look(subject, nothing)
    assert report.is_fine
    assert "Plug in" in found(report, "devices").remedy
    assert found(report, "devices").command == ""
    (tmp_path / "pulse").mkdir()
    (tmp_path / "pulse" / "native").touch()
    monkeypatch.setattr(probes, "_knows_sound_server", lambda: False)
    assert found(look(subject, nothing), "devices").command == "add sound"
    monkeypatch.setattr(probes, "_knows_sound_server", lambda: True)
    assert found(look(subject, nothing), "devices").command == ""


def test_many_devices_are_counted(subject: Subject) -> None:
    devices = [{"name": f"D{number}", "host": "ALSA", "is_default": False} for number in range(40)]
    report = look(subject, answers(sound={"portaudio": "V19", "devices": devices}))
    assert found(report, "device").value == "D0 (ALSA)"
    assert found(report, "devices").value == "and 28 more"


def test_children_that_do_not_answer_are_notes(subject: Subject) -> None:
    report = look(subject, silent)
    assert report.is_fine
    assert found(report, "devices").value == "sound: no answer"
    assert found(report, "devices").condition is Condition.NOTE


def test_voices(subject: Subject) -> None:
    def voices(engine: FakeSpeech, chosen: str = "") -> Report:
        report = look(replace(subject, open_speech=lambda: engine, chosen_voice=chosen))
        assert engine.closed == 1
        return report

    report = voices(FakeSpeech(problem="No speech engine was found."))
    assert found(report, "voices").condition is Condition.MISSING
    assert found(report, "voices").remedy == "No speech engine was found."
    assert found(report, "voices").command == speech_line()
    assert found(voices(FakeSpeech()), "voices").condition is Condition.MISSING
    assert found(voices(FakeSpeech("de"), "de"), "voice").value == "de"
    gone = found(voices(FakeSpeech("de"), "fr"), "voice")
    assert gone.condition is Condition.NOTE
    assert "choose another one" in gone.remedy


def test_a_missing_screen_is_a_note_with_the_ways_on(subject: Subject) -> None:
    report = look(replace(subject, screen="", screen_problem=lambda: "There is no screen here.\nMore."))
    assert report.is_fine
    assert found(report, "screen").value == "There is no screen here."
    assert "--no-window" in found(report, "screen").remedy


@linux_only
@pytest.mark.parametrize(
    ("screen", "wayland", "missing"),
    [("", "", set()), (":0", "", {"qt", "xcb", "fonts"}), (":0", "wayland-0", {"qt", "wayland", "fonts"})],
)
def test_libraries_are_needed_where_there_is_a_screen_for_them(
    subject: Subject, monkeypatch: pytest.MonkeyPatch, screen: str, wayland: str, missing: set[str]
) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", wayland)
    monkeypatch.setattr(probes, "install_line", lambda group: f"add {group}")
    broken = {group: f"{group}.so: cannot open" for group in ("qt", "xcb", "wayland", "fonts")}
    report = look(replace(subject, screen=screen), answers(libraries=broken))
    assert {each.id for each in report.findings if each.condition is Condition.MISSING} == missing
    assert found(report, "xcb").command == "add xcb"


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_the_wheels_bring_the_libraries(
    subject: Subject, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert diagnose(machine_probes(subject, answers())[5:]).findings == ()
    assert install_line("sound") == ""
    assert speech_line() == pip_line("espeakng-loader")


def child(code: str, seconds: float = 20) -> dict[str, Any]:
    return ask_child("sound", seconds, (sys.executable, "-c", code))


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import os; os.abort()", "crashed"),
        ("raise SystemExit(3)", r"crashed \(code 3\)"),
        ("print('hello')", "no sense"),
        ("print('[1]')", "no sense"),
        ("import sys; sys.stdout.buffer.write(b'\\xff')", "no sense"),
    ],
)
def test_a_child_that_fails(code: str, message: str) -> None:
    with pytest.raises(ChildFailed, match=message):
        child(code)


def test_a_child_that_hangs_is_given_up() -> None:
    with pytest.raises(ChildFailed, match="no answer"):
        child("import threading; threading.Event().wait()", 0.2)


def test_a_child_that_can_not_start() -> None:
    with pytest.raises(ChildFailed, match="No such file"):
        ask_child("sound", 1, ("/no/such/python",))


@pytest.mark.parametrize("what", ["sound", "libraries", "espeak"])
def test_the_real_children_answer(what: str) -> None:
    assert isinstance(ask_child(what), dict)


def test_a_probe_that_hangs_is_given_up() -> None:
    release = threading.Event()

    def hang() -> Iterable[Finding]:
        release.wait()
        return ()

    with pytest.raises(ChildFailed, match="no answer"):
        bounded(hang, 0.05)()
    release.set()


def test_a_probe_that_fails_hands_its_failure_on() -> None:
    def fail() -> Iterable[Finding]:
        raise OSError("dead")

    with pytest.raises(OSError, match="dead"):
        bounded(fail, 5)()


def test_package_names_are_those_of_the_set_up() -> None:
    ours = {each.command: each for each in MANAGERS}
    assert list(ours) == [each.command for each in package_names.MANAGERS]
    for theirs in package_names.MANAGERS:
        manager = ours[theirs.command]
        assert manager.install == " ".join(theirs.install)
        assert manager.refresh == " ".join(theirs.refresh)
        assert {group: tuple(names.split()) for group, names in manager.packages.items()} == {
            group: theirs.packages[group] for group in GROUPS
        }


@linux_only
@pytest.mark.parametrize(
    ("there", "user", "line"),
    [
        ({"pacman"}, 0, "pacman -Sy && pacman -S --needed --noconfirm portaudio alsa-plugins libpulse"),
        ({"dnf", "sudo"}, 1000, "sudo dnf makecache && sudo dnf install -y"),
        ({"zypper"}, 1000, "su -c 'zypper --non-interactive refresh && zypper --non-interactive install"),
        (set(), 0, ""),
    ],
)
def test_the_line_fits_the_machine(
    monkeypatch: pytest.MonkeyPatch, there: set[str], user: int, line: str
) -> None:
    monkeypatch.setattr(system_packages.shutil, "which", lambda name: name if name in there else None)  # type: ignore[attr-defined]
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert install_line("sound").startswith(line)
    assert bool(install_line("sound")) == bool(line)


def test_a_package_is_added_by_the_checkouts_script_or_by_pip(tmp_path: Path) -> None:
    assert pip_line("numpy", tmp_path) == f"{sys.executable} -m pip install numpy"
    script = tmp_path / "packaging" / "dev.py"
    script.parent.mkdir()
    script.touch()
    assert pip_line("numpy", tmp_path) == f"{sys.executable} {script} add numpy"


def test_an_extra_is_added_by_its_name(tmp_path: Path) -> None:
    assert extra_line("voice", tmp_path) == f"{sys.executable} -m pip install 'mobility-coach[voice]'"
    script = tmp_path / "packaging" / "dev.py"
    script.parent.mkdir()
    script.touch()
    assert extra_line("voice", tmp_path) == f"{sys.executable} {script} add voice"


@pytest.mark.parametrize("extra", [voice_extra.EXTRA, system_packages.NATURAL_EXTRA, ffmpeg.EXTRA])
def test_the_extras_that_are_named_are_there(extra: str) -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    assert extra in project["optional-dependencies"]
