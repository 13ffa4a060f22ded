"""What can be typed after 'break'."""

import argparse
import re
from collections.abc import Callable

from mobility_coach.domain.breaks.state import LONGEST_PAUSE_MINUTES, PauseWish
from mobility_coach.domain.commands import BREAK_COMMANDS, BreakCommand
from mobility_coach.domain.wording import tr
from mobility_coach.services.breaks.break_arguments import STATUS, TOMORROW

_LENGTH = re.compile(r"(?:(?P<hours>[0-9]{1,4})h)?(?:(?P<minutes>[0-9]{1,5})m)?")


def add_break(
    add: Callable[..., argparse.ArgumentParser], add_data_dir: Callable[[argparse.ArgumentParser], None]
) -> None:
    """Add the command; each of its actions takes what `add_data_dir` adds."""
    command = add(
        "break",
        tr("Tell the running coach about breaks: take one now, put it off, pause the reminders."),
        ("break now", tr("take a break without waiting for the next one")),
        ("break snooze", tr("be reminded again a little later")),
        (
            "break pause 1h",
            tr("no reminders for an hour"),
        ),
        ("break status --json", tr("when the next break comes, as a JSON object")),
        note=tr(
            "This needs the coach to be running; 'mobility-coach --hidden' starts it without a window. Exit "
            "code 1: it is not running, or it can't do that now, and says why."
        ),
    )
    actions = command.add_subparsers(
        dest="action", metavar="ACTION", required=True, title=tr("actions"), prog="mobility-coach break"
    )

    def add_action(name: str, text: str) -> argparse.ArgumentParser:
        action: argparse.ArgumentParser = actions.add_parser(
            name, help=text, description=text, allow_abbrev=False
        )
        add_data_dir(action)
        return action

    for each in BreakCommand:
        action = add_action(each.value, tr(BREAK_COMMANDS[each].hint))
        if each is BreakCommand.PAUSE:
            action.add_argument(
                "wish",
                metavar="DURATION",
                type=pause_wish,
                nargs="?",
                default=PauseWish(),
                help=tr("30m, 1h, 1h30m or 'tomorrow'; until you resume if left out"),
            )
    status = add_action(STATUS, tr("Show when the next break comes and what became of today's"))
    status.add_argument("--json", action="store_true", help=tr("as JSON, for programs"))


def pause_wish(text: str) -> PauseWish:
    """Reads how long to pause."""
    if text == TOMORROW:
        return PauseWish(is_until_tomorrow=True)
    found = _LENGTH.fullmatch(text)
    minutes = 60 * int(found["hours"] or 0) + int(found["minutes"] or 0) if found else 0
    if not 0 < minutes <= LONGEST_PAUSE_MINUTES:
        raise argparse.ArgumentTypeError(
            tr("must be a length such as 30m, 1h or 1h30m, at most {hours}h, or 'tomorrow'").format(
                hours=LONGEST_PAUSE_MINUTES // 60
            )
        )
    return PauseWish(minutes)
