"""Carries out a command line with the real machine behind it."""

import sys
from collections.abc import Sequence
from pathlib import Path

from mobility_coach.adapters.machine.library_chatter import own_stderr
from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.bootstrap.catalogue import load_catalogue
from mobility_coach.cli.context import CliContext, WindowRequest
from mobility_coach.cli.main import run
from mobility_coach.cli.output import Streams


def run_command(argv: Sequence[str]) -> int:
    """Carry out what was typed after the program's name; returns the exit code."""
    load_catalogue(resources_folder() / "translations")
    with own_stderr() as stderr:
        return run(argv, _make_context, _open_window, Streams(sys.stdin, sys.stdout, stderr))


def _make_context(data_dir: Path | None) -> CliContext:
    from mobility_coach.bootstrap.command_line import CommandLineContext  # noqa: PLC0415 - help needs none of it

    return CommandLineContext(data_dir)


def _open_window(request: WindowRequest) -> int:
    from mobility_coach.bootstrap.window import open_window  # noqa: PLC0415 - brings what only a window needs

    return open_window(request)
