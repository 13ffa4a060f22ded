"""Tools are run, and what they say is kept."""

import sys
from pathlib import Path

from dev_steps.machine import Machine


def test_the_log_keeps_what_tools_say(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "build" / "setup.log")
    assert machine.run([sys.executable, "-c", "print('hello')"]).output.strip() == "hello"
    assert machine.run(["/no/such/tool"]).code == -1
    log = (tmp_path / "build" / "setup.log").read_text()
    assert "hello" in log
    assert "/no/such/tool" in log
