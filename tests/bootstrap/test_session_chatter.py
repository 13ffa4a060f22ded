"""What libraries print while a session runs in the terminal goes to the log, and only that long."""

import contextlib
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from mobility_coach.bootstrap.command_line import CommandLineContext
from mobility_coach.cli.context import SessionRequest


class NoWorkshop:
    """A real one has a device, whose library sends standard error away now and then by itself."""

    def __init__(self, problem: OSError | None) -> None:
        self.coach = SimpleNamespace(plan=lambda *_: None)
        self._problem = problem

    def open_player(self, _plan: object, *, muted: bool) -> None:
        assert muted

    def close(self) -> None:
        if self._problem is not None:
            raise self._problem


@pytest.mark.parametrize("problem", [None, OSError("the disk is gone")])
def test_a_session_in_the_terminal_is_not_torn_apart(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], problem: OSError | None
) -> None:
    context = CommandLineContext(tmp_path)
    vars(context)["_workshop"] = NoWorkshop(problem)
    context.open_player(SessionRequest("ankle-rolls", muted=True))
    os.write(2, b"underrun occurred\n")
    with contextlib.suppress(OSError):
        context.close()
    os.write(2, b"afterwards\n")
    assert capfd.readouterr().err == "afterwards\n"
    assert "A library says: underrun occurred" in Path(context.log_place()).read_text()
