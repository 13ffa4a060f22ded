"""The commands: start, test, add; with a checkout whose Python is a shell script."""

import shutil
from pathlib import Path

import pytest

from dev_steps import commands
from dev_steps.commands import add, opens_window, window_obstacle
from dev_steps.machine import Result, Stop
from dev_steps.project import ROOT, Project
from tests.packaging.fake_machine import OK, FakeMachine
from tests.packaging.ready_checkout import dev_py, make_ready, posix


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
    assert opens_window(arguments) is window


def test_obstacles_to_a_window() -> None:
    no_screen = window_obstacle(FakeMachine(), {})
    assert no_screen is not None
    assert "no screen" in no_screen
    assert window_obstacle(FakeMachine(env={"QT_QPA_PLATFORM": "offscreen"}), {}) is None
    x11 = FakeMachine(env={"DISPLAY": ":0"})
    assert window_obstacle(x11, {"wayland": "w", "sound": "s"}) is None
    assert window_obstacle(x11, {"xcb": "x"}) is not None
    assert window_obstacle(x11, {"qt": "q"}) is not None
    both = FakeMachine(env={"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"})
    assert window_obstacle(both, {"xcb": "x"}) is None


@posix
def test_without_a_screen_run_says_how_to_go_on(project: Project) -> None:
    make_ready(project)
    done = dev_py(project, "run")
    assert done.returncode == 2
    assert "no screen" in done.stderr
    assert "run play DRILL --no-window" in done.stderr
    assert "render DRILL -o FILE.wav" in done.stderr


@posix
def test_the_window_is_announced_before_it_opens(project: Project) -> None:
    make_ready(project, "echo the window >&2")
    done = dev_py(project, "run", QT_QPA_PLATFORM="offscreen")
    assert done.stderr.splitlines() == ["Opening the window", "the window"]
    assert dev_py(project, "run", "list", QT_QPA_PLATFORM="offscreen").stderr == "the window\n"


@posix
def test_arguments_and_exit_codes_pass_through(project: Project) -> None:
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
def test_test_runs_all_checks_and_passes_on_pytests_code(project: Project) -> None:
    make_ready(project, 'echo "$2"; [ "$2" = ruff ] && exit 1; [ "$2" = pytest ] && exit 5; exit 0')
    done = dev_py(project, "test")
    assert done.returncode == 5
    assert done.stdout.split() == ["ruff", "ruff", "mypy", "pytest"]
    assert (
        done.stderr.splitlines()[-1]
        == "ruff check: FAILED · ruff format: FAILED · mypy: passed · pytest: FAILED"
    )


@posix
def test_a_failing_linter_fails_the_test_command(project: Project) -> None:
    make_ready(project, '[ "$2" = mypy ] && exit 2; exit 0')
    assert dev_py(project, "test").returncode == 2


@posix
def test_without_qt_the_windows_tests_are_left_out_and_that_is_no_success(project: Project) -> None:
    make_ready(project, '[ "$2" = pytest ] && echo "$@"; exit 0', missing={"qt": "libEGL.so.1"})
    done = dev_py(project, "test")
    assert done.returncode == 1
    assert "--ignore=tests/ui -p no:pytest-qt" in done.stdout
    assert "did NOT run" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("asked", "installed"),
    [("voice", "pocketsphinx>=5.1"), ("natural", "hibari-tts>=0.2.1"), ("pocketsphinx", "pocketsphinx")],
)
def test_an_extra_or_a_package_is_installed_where_the_coach_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, asked: str, installed: str
) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    project, machine = Project(tmp_path), FakeMachine("uv").answer("pip install", OK)
    prepared: list[str] = []
    monkeypatch.setattr(commands, "ensure", lambda _machine, _project, profile: prepared.append(profile))
    assert add(machine, project, [asked]) == 0
    assert prepared == ["run"]
    assert machine.ran[-1][-1] == installed
    assert str(project.python) in machine.ran[-1]


@pytest.mark.parametrize("arguments", [[], ["voice", "video"], ["--index-url=x"], ["../evil"], ["a b"]])
def test_what_is_no_package_is_refused_with_what_can_be_added(tmp_path: Path, arguments: list[str]) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with pytest.raises(Stop, match="speech, voice, natural, video"):
        add(FakeMachine("uv"), Project(tmp_path), arguments)


def test_an_extra_that_can_not_be_installed_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    monkeypatch.setattr(commands, "ensure", lambda *_: None)
    machine = FakeMachine("uv").answer("pip install", Result(1, "no network"))
    with pytest.raises(Stop, match="Installing voice failed:\n  no network"):
        add(machine, Project(tmp_path), ["voice"])
