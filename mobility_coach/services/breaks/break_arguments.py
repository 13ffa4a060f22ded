"""How the command line names things to the running program's reminders."""

import re

from mobility_coach.domain.breaks.state import LONGEST_PAUSE_MINUTES, PauseWish
from mobility_coach.domain.wording import tr
from mobility_coach.services.instance import BadLine

STATUS = "status"
"""Asks how the reminders stand, beside the commands of `BreakCommand`."""

JSON = "json"
"""The argument of `STATUS` for programs."""

TOMORROW = "tomorrow"


def pause_argument(wish: PauseWish) -> str:
    """A pause as the argument of `BreakCommand.PAUSE`."""
    if wish.is_until_tomorrow:
        return TOMORROW
    return "" if wish.minutes is None else str(wish.minutes)


def read_pause(argument: str) -> PauseWish:
    """The pause that `pause_argument` wrote. Raises `BadLine`."""
    if argument == TOMORROW:
        return PauseWish(is_until_tomorrow=True)
    if not argument:
        return PauseWish()
    if re.fullmatch("[0-9]{1,5}", argument) is None or not 0 < int(argument) <= LONGEST_PAUSE_MINUTES:
        raise BadLine(tr("The running program does not know how to pause for that long."))
    return PauseWish(int(argument))
