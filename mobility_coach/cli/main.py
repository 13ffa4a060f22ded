"""The command line: carries out what was typed, and turns whatever happens into an exit code and one line."""

import logging
from collections.abc import Sequence

from mobility_coach.cli.context import ContextFactory, OpenWindow, WindowRequest
from mobility_coach.cli.exits import CommandFailed, Exit
from mobility_coach.cli.output import Output, OutputFailed, Streams
from mobility_coach.cli.parser import ParsingEnded, parse
from mobility_coach.cli.run import Command, Run
from mobility_coach.domain.wording import tr

_log = logging.getLogger(__name__)


def run(
    argv: Sequence[str], context_factory: ContextFactory, open_window: OpenWindow, streams: Streams
) -> int:
    """Carry out a command line and return the exit code; see `Exit`.

    Args:
        argv: what was typed after the program's name.
        context_factory: makes what the commands need, once the line is understood and where it is needed.
        open_window: called where no command is given, and for `play` with a window.
        streams: where to read and print.
    """
    output = Output(streams)
    try:
        code = _carry_out(argv, context_factory, open_window, output)
        output.flush()
    except OutputFailed as error:
        output.discard()
        if error.is_unread:
            return Exit.NOBODY_READS
        output.message(tr("The output could not be written: {reason}").format(reason=error))
        return Exit.NOT_SAVED
    except KeyboardInterrupt:
        output.discard()
        return Exit.INTERRUPTED
    return code


def _carry_out(
    argv: Sequence[str], context_factory: ContextFactory, open_window: OpenWindow, output: Output
) -> int:
    try:
        options = parse(argv, output.streams)
    except ParsingEnded as ended:
        return ended.code
    if options.command is None:
        return open_window(WindowRequest(options.data_dir, is_hidden=options.hidden))
    this = Run(options, output, lambda: context_factory(options.data_dir), open_window)
    place = ""
    try:
        try:
            return _command(options.command)(this)
        except CommandFailed as failure:
            output.message(str(failure))
            return failure.code
        finally:
            place = this.log_place
            this.close()
    except OutputFailed:
        raise
    except Exception:  # noqa: BLE001 - a fault of ours: it goes to the log, never into a person's face
        _log.exception("The command %s failed", options.command)
        output.message(tr("Something went wrong in the program itself. {place}").format(place=place).rstrip())
        return Exit.OWN_FAULT


def _command(name: str) -> Command:
    """The command of this name. Only what it needs is imported: a short one is done before all are read."""
    if name == "break":
        from mobility_coach.cli.break_command import tell_breaks  # noqa: PLC0415

        return tell_breaks
    if name == "figure":
        from mobility_coach.cli.figure_command import figure  # noqa: PLC0415

        return figure
    if name in ("list", "show", "routines"):
        from mobility_coach.cli import library_commands as library  # noqa: PLC0415

        return {"list": library.list_drills, "show": library.show, "routines": library.routines}[name]
    if name in ("play", "render"):
        from mobility_coach.cli import session_commands as session  # noqa: PLC0415

        return {"play": session.play, "render": session.render}[name]
    if name in ("streak", "log"):
        from mobility_coach.cli import history_commands as history  # noqa: PLC0415

        return {"streak": history.streak, "log": history.log}[name]
    from mobility_coach.cli import machine_commands as machine  # noqa: PLC0415

    return {"check": machine.check, "doctor": machine.doctor}[name]
