"""The decisions of packaging/dev.py, with a make-believe machine; no network, nothing installed."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import time
import types
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import dev

ROOT = Path(dev.__file__).resolve().parent.parent
posix = pytest.mark.skipif(os.name == "nt", reason="uses a shell script as Python")

Answer = Callable[[list[str]], dev.Result]
OK = dev.Result(0, "")
FAILED = dev.Result(1, "no")


class Later:
    """A tool that fails until another one has made it work."""

    def __init__(self) -> None:
        self.made = False

    def make(self, _command: list[str]) -> dev.Result:
        self.made = True
        return OK

    def answer(self, _command: list[str]) -> dev.Result:
        return OK if self.made else FAILED


class FakeMachine(dev.Machine):
    """Answers commands from a list of (beginning of the command, answer); the last that fits counts."""

    def __init__(self, *commands: str, root: bool = False, env: dict[str, str] | None = None) -> None:
        super().__init__()
        self.commands = set(commands)
        self.root = root
        self.env = env or {}
        self.linux = True
        self.base_python = "/usr/bin/python3"
        self.said: list[str] = []
        self.ran: list[list[str]] = []
        self.answers: list[tuple[str, Answer]] = []
        self.files: dict[str, list[str]] = {}

    def answer(self, pattern: str, answer: dev.Result | Answer) -> "FakeMachine":
        """Answer commands whose text holds the pattern."""
        self.answers.append((pattern, answer if callable(answer) else lambda _command: answer))
        return self

    def say(self, text: str) -> None:
        self.said.append(text)

    def which(self, name: str) -> str | None:
        return f"/usr/bin/{name}" if name in self.commands else None

    def run(self, command: Sequence[str], timeout: float | None = None, **env: str) -> dev.Result:
        self.ran.append(list(command))
        text = " ".join(command)
        for pattern, answer in reversed(self.answers):
            if re.search(pattern, text):
                return answer(list(command))
        return FAILED

    def glob(self, folder: str, pattern: str) -> list[str]:
        return self.files.get(folder, [])

    def texts(self) -> list[str]:
        return [" ".join(command) for command in self.ran]


@pytest.fixture
def project(tmp_path: Path) -> dev.Project:
    """A checkout with nothing but what dev.py looks at."""
    packaging = tmp_path / "packaging"
    packaging.mkdir()
    for name in ("dev.py", "requirements.lock", "requirements-test.lock", "requirements-speech.lock"):
        shutil.copy(ROOT / "packaging" / name, packaging / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    return dev.Project(tmp_path, windows=False)


def make_ready(
    project: dev.Project,
    script: str = "exit 7",
    key: str | None = None,
    root: str | None = None,
    missing: dict[str, str] | None = None,
) -> dev.Stamp:
    """Put a set-up environment there, whose Python is a shell script."""
    project.python.parent.mkdir(parents=True)
    project.python.write_text(f"#!/bin/sh\n{script}\n")
    project.python.chmod(0o755)
    stamp = dev.Stamp(
        key=key or dev.fingerprint(project),
        root=root or str(project.root),
        profile="test",
        looked=time.time() + 60,
        missing=missing or {},
    )
    dev.write_stamp(project, stamp)
    return stamp


# --- Package managers and the line to type ------------------------------------------------------------------


@pytest.mark.parametrize("name", ["apt-get", "dnf", "zypper", "pacman"])
def test_the_systems_own_package_manager_is_used(name: str) -> None:
    manager = dev.package_manager(FakeMachine(name))
    assert manager is not None
    assert manager.command == name


def test_there_is_no_package_manager_on_an_unknown_system_or_outside_linux() -> None:
    assert dev.package_manager(FakeMachine("brew")) is None
    mac = FakeMachine("apt-get")
    mac.linux = False
    assert dev.package_manager(mac) is None


@pytest.mark.parametrize("manager", dev.MANAGERS, ids=lambda manager: manager.command)
def test_every_manager_has_packages_for_every_group(manager: dev.Manager) -> None:
    assert set(manager.packages) == set(dev.GROUPS)
    assert all(manager.packages.values())


def apt() -> dev.Manager:
    return next(manager for manager in dev.MANAGERS if manager.command == "apt-get")


@pytest.mark.parametrize(
    ("machine", "line"),
    [
        (FakeMachine(root=True), "apt-get update && {}"),
        (FakeMachine("sudo"), "sudo apt-get update && sudo {}"),
        (FakeMachine(), "su -c 'apt-get update && {}'"),
    ],
)
def test_the_line_to_type_fits_what_the_user_can_do(machine: FakeMachine, line: str) -> None:
    install = "apt-get install -y --no-install-recommends libportaudio2 libasound2-plugins libespeak-ng1"
    assert dev.install_line(machine, apt(), ["sound", "speech"]) == line.format(install)


def test_a_package_in_two_groups_is_named_once() -> None:
    dnf = next(manager for manager in dev.MANAGERS if manager.command == "dnf")
    assert dev.packages_for(dnf, ["qt", "fonts"]).count("fontconfig") == 1


def test_sudo_is_used_only_when_it_asks_nothing() -> None:
    assert dev.privilege(FakeMachine(root=True)) == ()
    assert dev.privilege(FakeMachine("sudo").answer("^sudo -n true$", OK)) == ("sudo", "-n")
    assert dev.privilege(FakeMachine("sudo")) is None
    assert dev.privilege(FakeMachine()) is None


def test_package_lists_are_refreshed_when_the_first_attempt_fails() -> None:
    answers = iter([FAILED, OK])
    machine = FakeMachine(root=True).answer("install", lambda _: next(answers)).answer("update", OK)
    assert dev.install_groups(machine, apt(), (), ["sound"])
    assert [text.split()[3] for text in machine.texts()] == ["install", "update", "install"]


def test_one_unknown_package_does_not_cost_the_others() -> None:
    machine = FakeMachine(root=True).answer("install", OK).answer("libportaudio2", FAILED)
    assert not dev.install_groups(machine, apt(), ("sudo", "-n"), ["sound", "speech"])
    last = machine.ran[-1]
    assert last[:4] == ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    assert last[-1] == "libespeak-ng1"


# --- What is missing ----------------------------------------------------------------------------------------


def test_a_probe_is_read_past_warnings() -> None:
    output = 'warning: {odd}\n{"qt": "libEGL.so.1: cannot open"}\nmore noise\n'
    assert dev.read_probe("qt", dev.Result(0, output)) == {"qt": "libEGL.so.1: cannot open"}


def test_a_probe_that_is_aborted_speaks_against_its_group() -> None:
    result = dev.Result(-6, "{}\nThis application failed to start")
    assert dev.read_probe("qt", result) == {"qt": "This application failed to start"}
    assert dev.read_probe("sound", dev.Result(-11, "")) == {"sound": "stopped with code -11"}


def test_missing_libraries_of_a_screen_that_is_not_there_trouble_nobody() -> None:
    missing = {"xcb": "x", "wayland": "w", "sound": "s"}
    assert dev.relevant(FakeMachine(), missing) == {"sound": "s"}
    assert dev.relevant(FakeMachine(env={"DISPLAY": ":0"}), missing) == {"xcb": "x", "sound": "s"}
    assert dev.relevant(FakeMachine(root=True), missing) == missing


def probes(machine: FakeMachine, qt: str = "{}", sound: str = "{}", speech: str = "{}") -> FakeMachine:
    for pattern, output in (("QtWidgets", qt), ("sounddevice", sound), ("espeak_Initialize", speech)):
        machine.answer(pattern, dev.Result(0, output))
    return machine


PIP = dev.Installer("pip", ("pip", "install"))


def test_nothing_is_installed_when_all_works(project: dev.Project) -> None:
    machine = probes(FakeMachine("apt-get", root=True))
    assert dev.ensure_system(machine, project, "run", PIP) == {}
    assert len(machine.ran) == 3


def test_root_gets_what_is_missing(project: dev.Project) -> None:
    machine = probes(FakeMachine("apt-get", root=True), sound='{"sound": "not found"}')

    def install(_command: list[str]) -> dev.Result:
        probes(machine)
        return OK

    machine.answer("apt-get install", install)
    assert dev.ensure_system(machine, project, "run", PIP) == {}
    assert any(text.endswith("libportaudio2 libasound2-plugins") for text in machine.texts())


def test_without_rights_speech_comes_as_a_wheel_and_the_rest_stays_missing(project: dev.Project) -> None:
    machine = probes(FakeMachine("apt-get"), sound='{"sound": "s"}', speech='{"speech": "v"}')

    def install(_command: list[str]) -> dev.Result:
        probes(machine, sound='{"sound": "s"}')
        return OK

    machine.answer("requirements-speech.lock", install)
    missing = dev.ensure_system(machine, project, "run", PIP)
    assert missing == {"sound": "s"}
    dev.report(machine, missing)
    assert machine.said[-1] == dev.install_line(machine, apt(), ["sound"])


def test_an_unknown_system_is_told_what_is_missing() -> None:
    machine = FakeMachine()
    dev.report(machine, {"sound": "PortAudio library not found"})
    assert machine.said[0] == "Missing: PortAudio (sound): PortAudio library not found"
    assert "package manager" in machine.said[-1]


def test_the_end_to_end_tests_servers_are_installed_for_root_alone() -> None:
    assert dev.wants_end_to_end(FakeMachine(root=True), "test")
    assert not dev.wants_end_to_end(FakeMachine(root=True), "run")
    assert not dev.wants_end_to_end(FakeMachine("sudo"), "test")
    without_library = FakeMachine(*dev.END_TO_END_COMMANDS, root=True)
    assert dev.wants_end_to_end(without_library, "test")
    with_all = FakeMachine(*dev.END_TO_END_COMMANDS, root=True).answer("gi.repository import Atspi", OK)
    assert not dev.wants_end_to_end(with_all, "test")


def test_the_probes_are_python_and_find_this_machines_libraries_or_name_them() -> None:
    for group, code in dev.PROBES:
        result = dev.Machine().run([sys.executable, "-c", code], timeout=120)
        assert result.ok, result.output
        assert set(dev.read_probe(group, result)) <= set(dev.GROUPS)


# --- Where pip comes from -----------------------------------------------------------------------------------


def test_uv_comes_first(project: dev.Project) -> None:
    installer = dev.uv_installer(FakeMachine("uv"), project)
    assert installer is not None
    assert installer.command[:5] == ("/usr/bin/uv", "pip", "install", "--python", str(project.python))
    assert dev.uv_installer(FakeMachine(), project) is None


def test_pip_is_made_by_ensurepip(project: dev.Project) -> None:
    pip = Later()
    own = re.escape(f"{project.python} -m pip --version")
    machine = FakeMachine().answer(own, pip.answer)
    machine.answer("-m ensurepip", pip.make)
    assert dev.pip_installer(machine, project).command[:3] == (str(project.python), "-m", "pip")


def test_without_ensurepip_virtualenv_is_asked(project: dev.Project) -> None:
    own = re.escape(f"{project.python} -m pip --version")
    pip = Later()
    machine = FakeMachine().answer(own, pip.answer).answer("-m virtualenv --version", OK)
    machine.answer("-m virtualenv --python", pip.make)
    assert dev.pip_installer(machine, project).command[:3] == (str(project.python), "-m", "pip")


def test_then_a_pip_of_the_system_is_pointed_at_the_environment(project: dev.Project) -> None:
    machine = FakeMachine().answer("^/usr/bin/python3 -m pip --python", OK)
    command = dev.pip_installer(machine, project).command
    assert command[:5] == ("/usr/bin/python3", "-m", "pip", "--python", str(project.python))


def test_then_pips_wheel_is_run_as_it_lies(project: dev.Project) -> None:
    machine = FakeMachine().answer(r"\.whl/pip --version", OK)
    machine.files["/usr/share/python-wheels"] = [
        f"/usr/share/python-wheels/pip-{version}.whl" for version in ("22", "23")
    ]
    command = dev.pip_installer(machine, project).command
    assert command[:2] == (str(project.python), "/usr/share/python-wheels/pip-23.whl/pip")


def test_then_the_package_manager_is_asked(project: dev.Project) -> None:
    pip = Later()
    machine = FakeMachine("apt-get", root=True)
    machine.answer("apt-get install", pip.make)
    machine.answer(re.escape(f"{project.python} -m pip"), pip.answer)
    assert dev.pip_installer(machine, project).command[:3] == (str(project.python), "-m", "pip")
    assert machine.ran[-2][-1] == f"python{dev.VERSION}-venv"


def test_at_last_the_one_line_names_all_that_is_needed(project: dev.Project) -> None:
    machine = FakeMachine("apt-get", "sudo")
    with pytest.raises(dev.Stop) as stop:
        dev.pip_installer(machine, project)
    line = str(stop.value).splitlines()[-1]
    assert line.startswith("sudo apt-get update && sudo apt-get install -y")
    assert {f"python{dev.VERSION}-venv", "libegl1", "libportaudio2", "libespeak-ng1"} <= set(line.split())
    assert stop.value.code == 1


def test_when_uv_fails_pip_is_tried(project: dev.Project) -> None:
    machine = FakeMachine("uv").answer("", OK).answer("^/usr/bin/uv", FAILED)
    assert dev.install_project(machine, project, "run").name == "pip"


def test_a_failed_installation_shows_the_end_of_what_was_said(project: dev.Project) -> None:
    machine = FakeMachine().answer("--version", OK)
    machine.answer("requirements", dev.Result(1, "\n".join(map(str, range(100)))))
    with pytest.raises(dev.Stop, match=r"98\n  99\nAll of it is in build/setup\.log"):
        dev.install_project(machine, project, "test")


# --- The environment and its stamp --------------------------------------------------------------------------


def test_a_ready_environment_is_ready_for_less_but_not_for_more(project: dev.Project) -> None:
    stamp = make_ready(project)
    assert dev.read_stamp(project) == stamp
    assert dev.is_ready(project, stamp, "run")
    assert dev.is_ready(project, stamp, "test")
    assert not dev.is_ready(project, stamp._replace(profile="run"), "test")


@pytest.mark.parametrize(
    "name", ["pyproject.toml", "packaging/requirements.lock", "packaging/requirements-test.lock"]
)
def test_a_change_of_what_is_installed_calls_for_a_setup(project: dev.Project, name: str) -> None:
    stamp = make_ready(project)
    with (project.root / name).open("a") as file:
        file.write("\n")
    assert not dev.is_ready(project, stamp, "run")


def test_a_moved_checkout_a_lost_python_and_a_setup_cut_short_call_for_a_setup(project: dev.Project) -> None:
    stamp = make_ready(project)
    assert not dev.is_ready(project, stamp._replace(root="/elsewhere"), "run")
    project.unfinished.touch()
    assert not dev.is_ready(project, stamp, "run")
    project.unfinished.unlink()
    project.python.unlink()
    assert not dev.is_ready(project, stamp, "run")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"key": 1', '{"missing": 3}', "\x00"])
def test_a_damaged_stamp_counts_as_none(project: dev.Project, text: str) -> None:
    project.venv.mkdir()
    project.stamp.write_text(text)
    assert dev.read_stamp(project) is None


def asked_python(project: dev.Project, version: str = dev.VERSION) -> FakeMachine:
    return FakeMachine().answer("sys.prefix", dev.Result(0, f"{version} {project.venv}\n"))


def test_a_sound_environment_is_kept(project: dev.Project) -> None:
    make_ready(project)
    assert dev.venv_problem(asked_python(project), project) is None


def test_what_is_wrong_with_an_environment_is_found(project: dev.Project) -> None:
    assert dev.venv_problem(FakeMachine(), project) == "there is none"
    make_ready(project, root="/elsewhere")
    assert dev.venv_problem(asked_python(project), project) == "the checkout was moved"
    assert dev.venv_problem(FakeMachine(), project) == "its Python does not start"
    assert dev.venv_problem(asked_python(project, "3.8"), project) == "it is for Python 3.8"
    elsewhere = FakeMachine().answer("sys.prefix", dev.Result(0, f"{dev.VERSION} /usr"))
    assert dev.venv_problem(elsewhere, project) == "it is not an environment of its own"
    project.unfinished.touch()
    assert dev.venv_problem(asked_python(project), project) == "its setup was cut short"


def test_a_setup_cut_short_is_made_anew(project: dev.Project) -> None:
    make_ready(project)
    (project.venv / "half").touch()
    project.unfinished.touch()
    machine = probes(FakeMachine("uv").answer("", OK))
    stamp = dev.ensure(machine, project, "run")
    assert machine.said[0].endswith("anew: its setup was cut short")
    assert not (project.venv / "half").exists()
    assert not project.unfinished.exists()
    assert dev.read_stamp(project) == stamp


def test_a_setup_that_fails_leaves_no_stamp_and_keeps_the_environment(project: dev.Project) -> None:
    make_ready(project, key="old")
    with pytest.raises(dev.Stop):
        dev.ensure(asked_python(project).answer("-m pip --version", OK), project, "run")
    assert dev.read_stamp(project) is None
    assert project.python.exists()
    assert not project.unfinished.exists()


def test_a_setup_for_run_keeps_what_was_there_for_test(project: dev.Project) -> None:
    make_ready(project, key="old")
    machine = probes(asked_python(project))
    machine.commands.add("uv")
    machine.answer("^/usr/bin/uv", OK)
    assert dev.ensure(machine, project, "run").profile == "test"
    assert any("requirements-test.lock" in text for text in machine.texts())


def test_what_was_missing_is_tried_again_once_packages_changed(
    project: dev.Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_ready(project, missing={"sound": "s"})
    monkeypatch.setattr(dev, "packages_changed", lambda since: since < time.time() + 30)
    machine = probes(FakeMachine("apt-get"))
    assert dev.ensure(machine, project, "run").missing == {"sound": "s"}
    assert machine.ran == []
    assert "libportaudio2" in machine.said[-1]
    make_ready_again = dev.read_stamp(project)
    assert make_ready_again is not None
    dev.write_stamp(project, make_ready_again._replace(looked=0))
    machine.said.clear()
    assert dev.ensure(machine, project, "run").missing == {}
    assert machine.said == []


def test_package_records_are_looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    record = tmp_path / "status"
    record.touch()
    monkeypatch.setattr(dev, "PACKAGE_RECORDS", (str(tmp_path / "none"), str(record)))
    assert dev.packages_changed(0)
    assert not dev.packages_changed(time.time() + 60)


# --- The commands -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--data-dir", "x"], True),
        (["--data-dir=x"], True),
        (["list"], False),
        (["--data-dir", "x", "list"], False),
        (["--help"], False),
    ],
)
def test_what_opens_the_window(arguments: list[str], window: bool) -> None:
    assert dev.opens_window(arguments) is window


def test_obstacles_to_a_window() -> None:
    no_screen = dev.window_obstacle(FakeMachine(), {})
    assert no_screen is not None
    assert "no screen" in no_screen
    assert dev.window_obstacle(FakeMachine(env={"QT_QPA_PLATFORM": "offscreen"}), {}) is None
    x11 = FakeMachine(env={"DISPLAY": ":0"})
    assert dev.window_obstacle(x11, {"wayland": "w", "sound": "s"}) is None
    assert dev.window_obstacle(x11, {"xcb": "x"}) is not None
    assert dev.window_obstacle(x11, {"qt": "q"}) is not None
    both = FakeMachine(env={"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"})
    assert dev.window_obstacle(both, {"xcb": "x"}) is None


def dev_py(project: dev.Project, *arguments: str, **env: str) -> "subprocess.CompletedProcess[str]":
    """Run the project's own dev.py for real."""
    keep = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    keep.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, str(project.root / "packaging" / "dev.py"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**keep, **env},
    )


@posix
def test_without_a_screen_run_says_how_to_go_on(project: dev.Project) -> None:
    make_ready(project)
    done = dev_py(project, "run")
    assert done.returncode == 2
    assert "no screen" in done.stderr
    assert "run play DRILL --no-window" in done.stderr
    assert "render DRILL -o FILE.wav" in done.stderr


@posix
def test_the_window_is_announced_before_it_opens(project: dev.Project) -> None:
    make_ready(project, "echo the window >&2")
    done = dev_py(project, "run", QT_QPA_PLATFORM="offscreen")
    assert done.stderr.splitlines() == ["Opening the window", "the window"]
    assert dev_py(project, "run", "list", QT_QPA_PLATFORM="offscreen").stderr == "the window\n"


@posix
def test_arguments_and_exit_codes_pass_through(project: dev.Project) -> None:
    make_ready(project, 'echo "$@"; exit 7')
    done = dev_py(project, "run", "play", "a drill", "--reps=3")
    assert (done.returncode, done.stdout, done.stderr) == (
        7,
        "-P -m mobility_coach play a drill --reps=3\n",
        "",
    )
    done = dev_py(project, "test", "-k", "x")
    assert (done.returncode, done.stdout) == (7, "-m pytest -k x\n")


@posix
def test_test_runs_all_checks_and_passes_on_pytests_code(project: dev.Project) -> None:
    make_ready(project, 'echo "$2"; [ "$2" = ruff ] && exit 1; [ "$2" = pytest ] && exit 5; exit 0')
    done = dev_py(project, "test")
    assert done.returncode == 5
    assert done.stdout.split() == ["ruff", "ruff", "mypy", "pytest"]
    assert (
        done.stderr.splitlines()[-1]
        == "ruff check: FAILED · ruff format: FAILED · mypy: passed · pytest: FAILED"
    )


@posix
def test_a_failing_linter_fails_the_test_command(project: dev.Project) -> None:
    make_ready(project, '[ "$2" = mypy ] && exit 2; exit 0')
    assert dev_py(project, "test").returncode == 2


@posix
def test_without_qt_the_windows_tests_are_left_out_and_that_is_no_success(project: dev.Project) -> None:
    make_ready(project, '[ "$2" = pytest ] && echo "$@"; exit 0', missing={"qt": "libEGL.so.1"})
    done = dev_py(project, "test")
    assert done.returncode == 1
    assert "--ignore=tests/ui -p no:pytest-qt" in done.stdout
    assert "did NOT run" in done.stderr.splitlines()[-1]


@posix
def test_a_second_run_adds_less_than_a_third_of_a_second(project: dev.Project) -> None:
    make_ready(project, "exit 7")
    took = []
    for _ in range(5):
        begin = time.perf_counter()
        assert dev_py(project, "run", "list").returncode == 7
        took.append(time.perf_counter() - begin)
    assert min(took) < 0.3


def test_a_folder_that_can_not_be_written_gives_a_line_not_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(dev, "COMMANDS", {"run": fail})
    assert dev.main(["run"]) == 1
    assert capsys.readouterr().err == "Stopped: [Errno 28] No space left on device\n"


def test_control_c_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(dev, "COMMANDS", {"run": interrupt})
    assert dev.main(["run"]) == 130
    assert capsys.readouterr() == ("", "")


def test_usage_is_shown_for_help_and_for_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["--help"]) == 0
    assert "packaging/dev.py test" in capsys.readouterr().out
    assert dev.main([]) == 2
    assert dev.main(["fly"]) == 2
    assert "packaging/dev.py run" in capsys.readouterr().err


# --- Old Pythons --------------------------------------------------------------------------------------------

SOURCE = (ROOT / "packaging" / "dev.py").read_text(encoding="utf-8")


def test_dev_py_keeps_to_an_old_grammar() -> None:
    ast.parse(SOURCE, feature_version=(3, 7))


@pytest.fixture
def old_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 18, "final", 0))
    monkeypatch.setattr(sys, "argv", ["packaging/dev.py", "test"])


@pytest.mark.usefixtures("old_python")
@pytest.mark.parametrize("newer", [True, False])
def test_an_older_python_is_told_plainly(
    newer: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if newer:
        (tmp_path / "python3.12").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    module = types.ModuleType("old")
    with pytest.raises(SystemExit) as stop:
        exec(compile(SOURCE, "dev.py", "exec"), module.__dict__)
    assert stop.value.code == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first == "Mobility Coach needs Python 3.11 or newer; this is Python 3.9.18."
    assert second == (
        "Type: python3.12 packaging/dev.py test"
        if newer
        else "Install a newer one, then type the same with it."
    )


# --- A real setup, without the network ----------------------------------------------------------------------


def test_the_log_keeps_what_tools_say(tmp_path: Path) -> None:
    machine = dev.Machine(tmp_path / "build" / "setup.log")
    assert machine.run([sys.executable, "-c", "print('hello')"]).output.strip() == "hello"
    assert machine.run(["/no/such/tool"]).code == -1
    log = (tmp_path / "build" / "setup.log").read_text()
    assert "hello" in log
    assert "/no/such/tool" in log


@posix
def test_an_environment_is_made_for_real_and_found_sound(project: dev.Project) -> None:
    machine = dev.Machine(project.log)
    problem = dev.venv_problem(machine, project)
    assert problem is not None
    dev.make_venv(machine, project, problem)
    assert dev.venv_problem(machine, project) == "its setup was cut short"
    project.unfinished.unlink()
    assert dev.venv_problem(machine, project) is None
    assert json.loads(machine.run([str(project.python), "-c", "print([1])"]).output) == [1]


# Extras


@pytest.mark.parametrize(
    ("asked", "installed"),
    [("voice", "pocketsphinx>=5.1"), ("natural", "hibari-tts>=0.2.1"), ("pocketsphinx", "pocketsphinx")],
)
def test_an_extra_or_a_package_is_installed_where_the_coach_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, asked: str, installed: str
) -> None:
    shutil.copy(dev.ROOT / "pyproject.toml", tmp_path)
    project, machine = dev.Project(tmp_path), FakeMachine("uv").answer("pip install", OK)
    prepared: list[str] = []
    monkeypatch.setattr(dev, "ensure", lambda _machine, _project, profile: prepared.append(profile))
    assert dev.add(machine, project, [asked]) == 0
    assert prepared == ["run"]
    assert machine.ran[-1][-1] == installed
    assert str(project.python) in machine.ran[-1]


@pytest.mark.parametrize("arguments", [[], ["voice", "video"], ["--index-url=x"], ["../evil"], ["a b"]])
def test_what_is_no_package_is_refused_with_what_can_be_added(tmp_path: Path, arguments: list[str]) -> None:
    shutil.copy(dev.ROOT / "pyproject.toml", tmp_path)
    with pytest.raises(dev.Stop, match="speech, voice, natural, video"):
        dev.add(FakeMachine("uv"), dev.Project(tmp_path), arguments)


def test_an_extra_that_can_not_be_installed_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copy(dev.ROOT / "pyproject.toml", tmp_path)
    monkeypatch.setattr(dev, "ensure", lambda *_: None)
    machine = FakeMachine("uv").answer("pip install", dev.Result(1, "no network"))
    with pytest.raises(dev.Stop, match="Installing voice failed:\n  no network"):
        dev.add(machine, dev.Project(tmp_path), ["voice"])
