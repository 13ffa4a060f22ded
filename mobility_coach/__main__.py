"""Where the program starts: the window, or one of the commands."""

import gc
import sys


def main() -> int:
    """Carry out the command line; returns the exit code."""
    if len(sys.argv) == 1:
        # The window comes up without the parser, which costs as much as a tenth of its time, and without
        # garbage collection, which finds nothing in a start; the window switches it on once it is filled.
        gc.disable()
        from mobility_coach.bootstrap.window import open_window  # noqa: PLC0415

        return open_window()
    from mobility_coach.bootstrap.commands import run_command  # noqa: PLC0415 - see above

    return run_command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
