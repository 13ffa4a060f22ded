"""packaging/dev.py itself: its command line, where it is called from, and an older Python."""

import ast
import os
import subprocess
import sys
import time
import types
from pathlib import Path

import pytest

import dev
from dev_steps.project import ROOT, Project
from tests.packaging.ready_checkout import dev_py, make_ready, posix


@posix
def test_a_second_run_adds_less_than_a_third_of_a_second(project: Project) -> None:
    make_ready(project, "exit 7")
    took = []
    for _ in range(5):
        begin = time.perf_counter()
        assert dev_py(project, "run", "list").returncode == 7
        took.append(time.perf_counter() - begin)
    assert min(took) < 0.3


@posix
@pytest.mark.parametrize("option", [[], ["-P"], ["-I"]], ids=["plain", "safe-path", "isolated"])
def test_dev_py_finds_its_own_steps_from_any_folder(
    project: Project, tmp_path_factory: pytest.TempPathFactory, option: list[str]
) -> None:
    make_ready(project, "echo started")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "dev_steps.py").write_text("raise SystemExit('the wrong steps')")
    script = project.root / "packaging" / "dev.py"
    link = elsewhere / "coach"
    link.symlink_to(script)
    for called in (str(script), os.path.relpath(script, elsewhere), "coach"):
        for env in ({}, {"PYTHONSAFEPATH": "1"}, {"PYTHONPATH": str(elsewhere)}):
            done = subprocess.run(
                [sys.executable, *option, called, "run", "list"],
                cwd=elsewhere,
                env={**os.environ, **env},
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode, done.stdout, done.stderr) == (0, "started\n", ""), (called, env)


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
