"""Setting up: what is installed, kept, made anew and told."""

import time

import pytest

from dev_steps import setting_up
from dev_steps.installers import Installer
from dev_steps.machine import Result, Stop
from dev_steps.project import Project
from dev_steps.setting_up import ensure, ensure_system, report
from dev_steps.stamp import read_stamp, write_stamp
from dev_steps.system_packages import install_line
from tests.packaging.fake_machine import OK, FakeMachine, apt, probes
from tests.packaging.ready_checkout import asked_python, make_ready

PIP = Installer("pip", ("pip", "install"))


def test_nothing_is_installed_when_all_works(project: Project) -> None:
    machine = probes(FakeMachine("apt-get", root=True))
    assert ensure_system(machine, project, "run", PIP) == {}
    assert len(machine.ran) == 3


def test_root_gets_what_is_missing(project: Project) -> None:
    machine = probes(FakeMachine("apt-get", root=True), sound='{"sound": "not found"}')

    def install(_command: list[str]) -> Result:
        probes(machine)
        return OK

    machine.answer("apt-get install", install)
    assert ensure_system(machine, project, "run", PIP) == {}
    assert any(text.endswith("libportaudio2 libasound2-plugins") for text in machine.texts())


def test_without_rights_speech_comes_as_a_wheel_and_the_rest_stays_missing(project: Project) -> None:
    machine = probes(FakeMachine("apt-get"), sound='{"sound": "s"}', speech='{"speech": "v"}')

    def install(_command: list[str]) -> Result:
        probes(machine, sound='{"sound": "s"}')
        return OK

    machine.answer("requirements-speech.lock", install)
    missing = ensure_system(machine, project, "run", PIP)
    assert missing == {"sound": "s"}
    report(machine, missing)
    assert machine.said[-1] == install_line(machine, apt(), ["sound"])


def test_an_unknown_system_is_told_what_is_missing() -> None:
    machine = FakeMachine()
    report(machine, {"sound": "PortAudio library not found"})
    assert machine.said[0] == "Missing: PortAudio (sound): PortAudio library not found"
    assert "package manager" in machine.said[-1]


def test_a_setup_cut_short_is_made_anew(project: Project) -> None:
    make_ready(project)
    (project.venv / "half").touch()
    project.unfinished.touch()
    machine = probes(FakeMachine("uv").answer("", OK))
    stamp = ensure(machine, project, "run")
    assert machine.said[0].endswith("anew: its setup was cut short")
    assert not (project.venv / "half").exists()
    assert not project.unfinished.exists()
    assert read_stamp(project) == stamp


def test_a_setup_that_fails_leaves_no_stamp_and_keeps_the_environment(project: Project) -> None:
    make_ready(project, key="old")
    with pytest.raises(Stop):
        ensure(asked_python(project).answer("-m pip --version", OK), project, "run")
    assert read_stamp(project) is None
    assert project.python.exists()
    assert not project.unfinished.exists()


def test_a_setup_for_run_keeps_what_was_there_for_test(project: Project) -> None:
    make_ready(project, key="old")
    machine = probes(asked_python(project))
    machine.commands.add("uv")
    machine.answer("^/usr/bin/uv", OK)
    assert ensure(machine, project, "run").profile == "test"
    assert any("requirements-test.lock" in text for text in machine.texts())


def test_what_was_missing_is_tried_again_once_packages_changed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_ready(project, missing={"sound": "s"})
    monkeypatch.setattr(setting_up, "packages_changed", lambda since: since < time.time() + 30)
    machine = probes(FakeMachine("apt-get"))
    assert ensure(machine, project, "run").missing == {"sound": "s"}
    assert machine.ran == []
    assert "libportaudio2" in machine.said[-1]
    make_ready_again = read_stamp(project)
    assert make_ready_again is not None
    write_stamp(project, make_ready_again._replace(looked=0))
    machine.said.clear()
    assert ensure(machine, project, "run").missing == {}
    assert machine.said == []
