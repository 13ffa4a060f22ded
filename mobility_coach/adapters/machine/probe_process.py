"""Probes that always end: what may hang or crash runs in a child process, and all of it in bounded time."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from mobility_coach.domain.wording import tr
from mobility_coach.services.doctor import Finding

CHILD_SECONDS = 8.0


class ChildFailed(Exception):
    """A child process gave no answer; the message says why."""


AskChild = Callable[[str], dict[str, Any]]
"""Looks at "sound", "libraries" or "espeak" in a child process. Raises `ChildFailed`."""


def ask_child(
    what: str,
    seconds: float = CHILD_SECONDS,
    command: Sequence[str] = (sys.executable, "-P", str(Path(__file__).with_name("probe_child.py"))),
) -> dict[str, Any]:
    """What the child process found. Raises `ChildFailed` where it crashed, was silent or talked nonsense."""
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no shell
            [*command, what],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            # JACK would otherwise start a server only because somebody looks for devices.
            env={**os.environ, "JACK_NO_START_SERVER": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise ChildFailed(tr("no answer within {seconds} seconds").format(seconds=round(seconds))) from error
    except OSError as error:
        raise ChildFailed(str(error)) from error
    if done.returncode != 0:
        raise ChildFailed(tr("it crashed (code {code})").format(code=done.returncode))
    try:
        found = json.loads(done.stdout)
    except ValueError as error:
        raise ChildFailed(tr("the answer makes no sense")) from error
    if not isinstance(found, dict):
        raise ChildFailed(tr("the answer makes no sense"))
    return found


def bounded(look: Callable[[], Iterable[Finding]], seconds: float) -> Callable[[], Iterable[Finding]]:
    """`look`, given up after `seconds`: a folder on a dead network drive hangs without end."""

    def look_in_time() -> Iterable[Finding]:
        found: list[Finding] = []
        failures: list[Exception] = []

        def run() -> None:
            try:
                found.extend(look())
            except Exception as error:  # noqa: BLE001 - handed on to the thread that waits
                failures.append(error)

        thread = threading.Thread(target=run, name="probe", daemon=True)
        thread.start()
        thread.join(seconds)
        if thread.is_alive():
            raise ChildFailed(f"no answer within {seconds} s")
        if failures:
            raise failures[0]
        return found

    return look_in_time
