"""What is missing, found by trying."""

import sys

from dev_steps.machine import Machine, Result
from dev_steps.package_names import GROUPS
from dev_steps.probes import END_TO_END_COMMANDS, PROBES, read_probe, relevant, wants_end_to_end
from tests.packaging.fake_machine import OK, FakeMachine


def test_a_probe_is_read_past_warnings() -> None:
    output = 'warning: {odd}\n{"qt": "libEGL.so.1: cannot open"}\nmore noise\n'
    assert read_probe("qt", Result(0, output)) == {"qt": "libEGL.so.1: cannot open"}


def test_a_probe_that_is_aborted_speaks_against_its_group() -> None:
    result = Result(-6, "{}\nThis application failed to start")
    assert read_probe("qt", result) == {"qt": "This application failed to start"}
    assert read_probe("sound", Result(-11, "")) == {"sound": "stopped with code -11"}


def test_missing_libraries_of_a_screen_that_is_not_there_trouble_nobody() -> None:
    missing = {"xcb": "x", "wayland": "w", "sound": "s"}
    assert relevant(FakeMachine(), missing) == {"sound": "s"}
    assert relevant(FakeMachine(env={"DISPLAY": ":0"}), missing) == {"xcb": "x", "sound": "s"}
    assert relevant(FakeMachine(root=True), missing) == missing


def test_the_end_to_end_tests_servers_are_installed_for_root_alone() -> None:
    assert wants_end_to_end(FakeMachine(root=True), "test")
    assert not wants_end_to_end(FakeMachine(root=True), "run")
    assert not wants_end_to_end(FakeMachine("sudo"), "test")
    without_library = FakeMachine(*END_TO_END_COMMANDS, root=True)
    assert wants_end_to_end(without_library, "test")
    with_all = FakeMachine(*END_TO_END_COMMANDS, root=True).answer("gi.repository import Atspi", OK)
    assert not wants_end_to_end(with_all, "test")


def test_the_probes_are_python_and_find_this_machines_libraries_or_name_them() -> None:
    for group, code in PROBES:
        result = Machine().run([sys.executable, "-c", code], timeout=120)
        assert result.ok, result.output
        assert set(read_probe(group, result)) <= set(GROUPS)
