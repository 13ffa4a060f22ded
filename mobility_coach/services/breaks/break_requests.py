"""What the command line tells the reminders of the running program, and what it is told back."""

import json
from collections.abc import Mapping

from mobility_coach.domain.breaks.state import Phase
from mobility_coach.domain.commands import BreakCommand
from mobility_coach.domain.wording import tr
from mobility_coach.services.breaks.break_arguments import JSON, STATUS, read_pause
from mobility_coach.services.breaks.break_ports import RemindersPort
from mobility_coach.services.breaks.break_view import BreakView
from mobility_coach.services.instance import BadLine, Response, word
from mobility_coach.services.presenters.break_presenter import status_values

LONGEST_WORDS = 300
"""Letters of a text in the status; with all of them it fits a line."""


class BreakRequests:
    """Answers the requests of other starts of the program that are about breaks."""

    def __init__(self, reminders: RemindersPort) -> None:
        self._reminders = reminders

    def answer(self, arguments: Mapping[str, object]) -> Response:
        """Carry out `command` with its `argument`. Raises `BadLine`."""
        name, argument = word(arguments, "command"), word(arguments, "argument")
        if name == STATUS:
            return self._status(argument)
        if name not in set(BreakCommand):
            raise BadLine(tr("The running program does not know how to do that."))
        command = BreakCommand(name)
        before = self._reminders.view()
        if command is BreakCommand.PAUSE:
            text = self._reminders.pause(read_pause(argument))
        else:
            text = self._reminders.tell(command)
        after = self._reminders.view()
        return Response(_is_done(command, before, after), text or _words(command, after))

    def _status(self, argument: str) -> Response:
        view = self._reminders.view()
        if argument == JSON:
            return Response(ok=True, text=json.dumps(_bounded(status_values(view)), ensure_ascii=False))
        lines = (view.next_text, view.today_text, view.trouble)
        return Response(ok=True, text="\n".join(line for line in lines if line))


def _is_done(command: BreakCommand, before: BreakView, after: BreakView) -> bool:
    """Whether a command did what it stands for; a refusal is worded by the reminders."""
    match command:
        case BreakCommand.NOW | BreakCommand.START:
            return after.phase is Phase.PRACTISING and before.phase is not Phase.PRACTISING
        case BreakCommand.SNOOZE:
            return before.can_snooze
        case BreakCommand.SKIP:
            return before.can_skip
        case BreakCommand.PAUSE:
            return after.is_paused
    return after.is_on and not after.is_paused


def _words(command: BreakCommand, view: BreakView) -> str:
    """What to say where the reminders say nothing."""
    if command in (BreakCommand.NOW, BreakCommand.START):
        if view.is_practising:
            return tr("Your break starts.")
        return tr("The break could not be opened. 'mobility-coach doctor' may say why.")
    return view.next_text


def _bounded(values: Mapping[str, object]) -> dict[str, object]:
    return {
        name: value[:LONGEST_WORDS] if isinstance(value, str) else value for name, value in values.items()
    }
