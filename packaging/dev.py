#!/usr/bin/env python3
"""Set up, start and test Mobility Coach from a checkout, with nothing but Python.

    python3 packaging/dev.py run [arguments]         start the coach
    python3 packaging/dev.py test [pytest arguments] lint, type-check and test it
    python3 packaging/dev.py add extra               add voice, natural or video (see README)
    python3 packaging/dev.py lock [uv arguments]     write the dependency locks anew (needs uv)

Each of the first two sets up what is missing, says what it does in one line per step, and does none of it
the second time. The output of the tools it calls goes to build/setup.log.
"""

import os
import sys

# This block is all that an older Python runs. It parses the whole file first, so the rest keeps to the
# grammar of Python 3.6: no walrus, no match, no parenthesised with, no future import of annotations.
if sys.version_info < (3, 11):  # noqa: UP036
    _NEWER = [
        name
        for name in ("python3.14", "python3.13", "python3.12", "python3.11")
        if any(os.access(os.path.join(folder, name), os.X_OK) for folder in os.get_exec_path())  # noqa: PTH118
    ]
    sys.stderr.write(
        "Mobility Coach needs Python 3.11 or newer; this is Python {}.{}.{}.\n{}\n".format(
            *sys.version_info[:3],
            "Type: {} packaging/dev.py {}".format(_NEWER[0], " ".join(sys.argv[1:])).rstrip()
            if _NEWER
            else "Install a newer one, then type the same with it.",
        )
    )
    raise SystemExit(2)

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

if __name__ == "__main__":
    # Python puts this folder on the path by itself, but not with -P or PYTHONSAFEPATH; and first it must be.
    sys.path.insert(0, str(Path(__file__).resolve().parent))

from dev_steps import commands, locking
from dev_steps.machine import Machine, Stop
from dev_steps.project import Project

COMMANDS: Mapping[str, Callable[[Machine, Project, Sequence[str]], int]] = {
    "run": commands.run,
    "test": commands.test,
    "add": commands.add,
    "lock": locking.lock,
}


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says; gives the exit code."""
    if not arguments or arguments[0] not in COMMANDS:
        asked = bool(arguments) and arguments[0] in {"-h", "--help", "help"}
        print(__doc__.strip(), file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    project = Project()
    machine = Machine(project.log)
    try:
        return COMMANDS[arguments[0]](machine, project, arguments[1:])
    except Stop as stop:
        machine.say(str(stop))
        return stop.code
    except KeyboardInterrupt:
        return 130
    except OSError as error:  # a full disk, a folder that can't be written
        machine.say(f"Stopped: {error}")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
