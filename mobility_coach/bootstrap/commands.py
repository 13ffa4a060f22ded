"""Carries out a command line with the real machine behind it."""

import sys
from collections.abc import Sequence

from mobility_coach.bootstrap.command_line import CommandLineContext
from mobility_coach.cli.context import WindowRequest
from mobility_coach.cli.main import run
from mobility_coach.cli.output import Streams


def run_command(argv: Sequence[str]) -> int:
    """Carry out what was typed after the program's name; returns the exit code."""
    return run(argv, CommandLineContext, _open_window, Streams(sys.stdin, sys.stdout, sys.stderr))


def _open_window(request: WindowRequest) -> int:
    from mobility_coach.bootstrap.window import open_window  # noqa: PLC0415 - brings what only a window needs

    return open_window(request)
