"""The environment: what is wrong with one, making it, installing into it."""

import json

import pytest

from dev_steps.environment import install_project, make_venv, venv_problem
from dev_steps.machine import Machine, Result, Stop
from dev_steps.project import VERSION, Project
from tests.packaging.fake_machine import FAILED, OK, FakeMachine
from tests.packaging.ready_checkout import asked_python, make_ready, posix


def test_when_uv_fails_pip_is_tried(project: Project) -> None:
    machine = FakeMachine("uv").answer("", OK).answer("^/usr/bin/uv", FAILED)
    assert install_project(machine, project, "run").name == "pip"


def test_a_failed_installation_shows_the_end_of_what_was_said(project: Project) -> None:
    machine = FakeMachine().answer("--version", OK)
    machine.answer("requirements", Result(1, "\n".join(map(str, range(100)))))
    with pytest.raises(Stop, match=r"98\n  99\nAll of it is in build/setup\.log"):
        install_project(machine, project, "test")


def test_a_sound_environment_is_kept(project: Project) -> None:
    make_ready(project)
    assert venv_problem(asked_python(project), project) is None


def test_what_is_wrong_with_an_environment_is_found(project: Project) -> None:
    assert venv_problem(FakeMachine(), project) == "there is none"
    make_ready(project, root="/elsewhere")
    assert venv_problem(asked_python(project), project) == "the checkout was moved"
    assert venv_problem(FakeMachine(), project) == "its Python does not start"
    assert venv_problem(asked_python(project, "3.8"), project) == "it is for Python 3.8"
    elsewhere = FakeMachine().answer("sys.prefix", Result(0, f"{VERSION} /usr"))
    assert venv_problem(elsewhere, project) == "it is not an environment of its own"
    project.unfinished.touch()
    assert venv_problem(asked_python(project), project) == "its setup was cut short"


@posix
def test_an_environment_is_made_for_real_and_found_sound(project: Project) -> None:
    machine = Machine(project.log)
    problem = venv_problem(machine, project)
    assert problem is not None
    make_venv(machine, project, problem)
    assert venv_problem(machine, project) == "its setup was cut short"
    project.unfinished.unlink()
    assert venv_problem(machine, project) is None
    assert json.loads(machine.run([str(project.python), "-c", "print([1])"]).output) == [1]
