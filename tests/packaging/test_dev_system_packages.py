"""Package managers, the line to type, and installing by them."""

import time
from pathlib import Path

import pytest

from dev_steps import system_packages
from dev_steps.package_names import GROUPS, MANAGERS, Manager
from dev_steps.system_packages import (
    install_groups,
    install_line,
    package_manager,
    packages_changed,
    packages_for,
    privilege,
)
from tests.packaging.fake_machine import FAILED, OK, FakeMachine, apt


@pytest.mark.parametrize("name", ["apt-get", "dnf", "zypper", "pacman"])
def test_the_systems_own_package_manager_is_used(name: str) -> None:
    manager = package_manager(FakeMachine(name))
    assert manager is not None
    assert manager.command == name


def test_there_is_no_package_manager_on_an_unknown_system_or_outside_linux() -> None:
    assert package_manager(FakeMachine("brew")) is None
    mac = FakeMachine("apt-get")
    mac.linux = False
    assert package_manager(mac) is None


@pytest.mark.parametrize("manager", MANAGERS, ids=lambda manager: manager.command)
def test_every_manager_has_packages_for_every_group(manager: Manager) -> None:
    assert set(manager.packages) == set(GROUPS)
    assert all(manager.packages.values())


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
    assert install_line(machine, apt(), ["sound", "speech"]) == line.format(install)


def test_a_package_in_two_groups_is_named_once() -> None:
    dnf = next(manager for manager in MANAGERS if manager.command == "dnf")
    assert packages_for(dnf, ["qt", "fonts"]).count("fontconfig") == 1


def test_sudo_is_used_only_when_it_asks_nothing() -> None:
    assert privilege(FakeMachine(root=True)) == ()
    assert privilege(FakeMachine("sudo").answer("^sudo -n true$", OK)) == ("sudo", "-n")
    assert privilege(FakeMachine("sudo")) is None
    assert privilege(FakeMachine()) is None


def test_package_lists_are_refreshed_when_the_first_attempt_fails() -> None:
    answers = iter([FAILED, OK])
    machine = FakeMachine(root=True).answer("install", lambda _: next(answers)).answer("update", OK)
    assert install_groups(machine, apt(), (), ["sound"])
    assert [text.split()[3] for text in machine.texts()] == ["install", "update", "install"]


def test_one_unknown_package_does_not_cost_the_others() -> None:
    machine = FakeMachine(root=True).answer("install", OK).answer("libportaudio2", FAILED)
    assert not install_groups(machine, apt(), ("sudo", "-n"), ["sound", "speech"])
    last = machine.ran[-1]
    assert last[:4] == ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    assert last[-1] == "libespeak-ng1"


def test_package_records_are_looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    record = tmp_path / "status"
    record.touch()
    monkeypatch.setattr(system_packages, "PACKAGE_RECORDS", (str(tmp_path / "none"), str(record)))
    assert packages_changed(0)
    assert not packages_changed(time.time() + 60)
