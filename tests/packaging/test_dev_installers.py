"""Where uv or pip comes from."""

import re

import pytest

from dev_steps.installers import pip_installer, uv_installer
from dev_steps.machine import Stop
from dev_steps.project import VERSION, Project
from tests.packaging.fake_machine import OK, FakeMachine, Later


def test_uv_comes_first(project: Project) -> None:
    installer = uv_installer(FakeMachine("uv"), project)
    assert installer is not None
    assert installer.command[:5] == ("/usr/bin/uv", "pip", "install", "--python", str(project.python))
    assert uv_installer(FakeMachine(), project) is None


def test_pip_is_made_by_ensurepip(project: Project) -> None:
    pip = Later()
    own = re.escape(f"{project.python} -m pip --version")
    machine = FakeMachine().answer(own, pip.answer)
    machine.answer("-m ensurepip", pip.make)
    assert pip_installer(machine, project).command[:3] == (str(project.python), "-m", "pip")


def test_without_ensurepip_virtualenv_is_asked(project: Project) -> None:
    own = re.escape(f"{project.python} -m pip --version")
    pip = Later()
    machine = FakeMachine().answer(own, pip.answer).answer("-m virtualenv --version", OK)
    machine.answer("-m virtualenv --python", pip.make)
    assert pip_installer(machine, project).command[:3] == (str(project.python), "-m", "pip")


def test_then_a_pip_of_the_system_is_pointed_at_the_environment(project: Project) -> None:
    machine = FakeMachine().answer("^/usr/bin/python3 -m pip --python", OK)
    command = pip_installer(machine, project).command
    assert command[:5] == ("/usr/bin/python3", "-m", "pip", "--python", str(project.python))


def test_then_pips_wheel_is_run_as_it_lies(project: Project) -> None:
    machine = FakeMachine().answer(r"\.whl/pip --version", OK)
    machine.files["/usr/share/python-wheels"] = [
        f"/usr/share/python-wheels/pip-{version}.whl" for version in ("22", "23")
    ]
    command = pip_installer(machine, project).command
    assert command[:2] == (str(project.python), "/usr/share/python-wheels/pip-23.whl/pip")


def test_then_the_package_manager_is_asked(project: Project) -> None:
    pip = Later()
    machine = FakeMachine("apt-get", root=True)
    machine.answer("apt-get install", pip.make)
    machine.answer(re.escape(f"{project.python} -m pip"), pip.answer)
    assert pip_installer(machine, project).command[:3] == (str(project.python), "-m", "pip")
    assert machine.ran[-2][-1] == f"python{VERSION}-venv"


def test_at_last_the_one_line_names_all_that_is_needed(project: Project) -> None:
    machine = FakeMachine("apt-get", "sudo")
    with pytest.raises(Stop) as stop:
        pip_installer(machine, project)
    line = str(stop.value).splitlines()[-1]
    assert line.startswith("sudo apt-get update && sudo apt-get install -y")
    assert {f"python{VERSION}-venv", "libegl1", "libportaudio2", "libespeak-ng1"} <= set(line.split())
    assert stop.value.code == 1
