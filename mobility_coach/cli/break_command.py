"""`break`: says it to the running coach, and prints what that says."""

from mobility_coach.cli.context import RunningAnswer
from mobility_coach.cli.exits import CommandFailed, Exit
from mobility_coach.cli.run import Run
from mobility_coach.domain.commands import BreakCommand
from mobility_coach.domain.wording import tr
from mobility_coach.services.breaks.break_arguments import JSON, STATUS, pause_argument
from mobility_coach.services.instance import LONGEST_LINE
from mobility_coach.services.json_text import JsonError, parse_json


def tell_breaks(run: Run) -> int:
    """Tell the running coach what was typed. Raises `CommandFailed`."""
    options = run.options
    if options.action == STATUS:
        return _status(run, as_json=options.json)
    argument = pause_argument(options.wish) if options.action == BreakCommand.PAUSE else ""
    _print(run, _asked(run, options.action, argument))
    return Exit.FINE


def _status(run: Run, *, as_json: bool) -> int:
    if not as_json:
        _print(run, _asked(run, STATUS))
        return Exit.FINE
    answer = run.context.ask_running(STATUS, JSON)
    if not answer.is_running:
        run.output.json({"running": False})
        return Exit.PROBLEM
    if not answer.is_done:
        raise CommandFailed(Exit.PROBLEM, answer.text)
    try:
        values = parse_json(answer.text.encode(), LONGEST_LINE)
    except JsonError as error:
        reason = tr("What the running coach says can't be read: {reason}.").format(reason=error)
        raise CommandFailed(Exit.PROBLEM, reason) from error
    run.output.json(values)
    return Exit.FINE


def _asked(run: Run, command: str, argument: str = "") -> RunningAnswer:
    """The answer. Raises `CommandFailed` where nobody answers or the answer is no."""
    answer = run.context.ask_running(command, argument)
    if not answer.is_running:
        text = tr("The coach is not running. Start it with 'mobility-coach --hidden', or open its window.")
        raise CommandFailed(Exit.PROBLEM, text)
    if not answer.is_done:
        raise CommandFailed(Exit.PROBLEM, answer.text)
    return answer


def _print(run: Run, answer: RunningAnswer) -> None:
    for line in answer.text.splitlines():
        run.output.line(line)
