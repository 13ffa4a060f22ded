"""A program for the tests of real terminals: `play` with the real keys; its player shows what it is told.

``python terminal_program.py TERMINAL`` makes TERMINAL its controlling one and plays there. With ``--shell``
it plays in a job of its own, as a shell would, and says when the job stops.
"""

import contextlib
import os
import signal
import subprocess
import sys
import termios
from dataclasses import replace
from typing import TextIO

from mobility_coach.adapters.machine.terminal_keys import terminal_keys
from mobility_coach.cli.context import Keyboard
from mobility_coach.cli.main import run
from mobility_coach.cli.output import Streams
from mobility_coach.services.session.player_view import PlayerView
from tests.cli.conftest import FakeContext, FakePlayer, view


class EchoPlayer(FakePlayer):
    def view(self) -> PlayerView:
        return replace(view(), caption=f"told {' '.join(self.told)}")


class TerminalContext(FakeContext):
    def keyboard(self, stdin: TextIO) -> contextlib.AbstractContextManager[Keyboard]:
        return terminal_keys(stdin)


def echoing() -> bool:
    return bool(termios.tcgetattr(0)[3] & termios.ECHO)


def play() -> int:
    context = TerminalContext()
    context.player = EchoPlayer(ends=False)
    streams = Streams(sys.stdin, sys.stdout, sys.stderr)
    code = run(["play", "short", "--no-window"], lambda _folder: context, lambda _request: 0, streams)
    print(f"ended {code}, closed {context.player.closed}, echo {echoing()}", flush=True)
    return code


def shell() -> None:
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    job = subprocess.Popen([sys.executable, __file__, "--job"], process_group=0)
    os.tcsetpgrp(0, job.pid)
    while True:
        _, status = os.waitpid(job.pid, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            break
        print(f"stopped, echo {echoing()}", flush=True)
        os.kill(job.pid, signal.SIGCONT)
    print(f"job ended {os.waitstatus_to_exitcode(status)}", flush=True)
    job.returncode = 0


def main() -> None:
    *mode, last = sys.argv[1:]
    if last == "--job":
        raise SystemExit(play())
    if last == "--as-shell":
        shell()
        return
    terminal = os.open(last, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(terminal, descriptor)
    # Begun anew, so that the standard streams are made for a terminal.
    os.execv(sys.executable, [sys.executable, __file__, "--as-shell" if mode else "--job"])


if __name__ == "__main__":
    main()
