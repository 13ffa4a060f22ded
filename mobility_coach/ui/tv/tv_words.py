"""The words of the TV that the view does not hold: what to press or say, what was heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.domain.keys import USUAL_KEYS, KeyMap
from mobility_coach.domain.transport import Phase
from mobility_coach.domain.wording import tr
from mobility_coach.services.session.player_view import HearingState
from mobility_coach.ui.player.keys import short_key

if TYPE_CHECKING:
    from mobility_coach.services.session.player_view import PlayerView


def answer_words(view: PlayerView, keys: KeyMap = USUAL_KEYS) -> tuple[str, str]:
    """How a session stands that does not play, and what makes it go on; the first may be empty."""
    match view.phase:
        case Phase.READY:
            return tr("Ready when you are"), _press(tr("Press {key} to start"), Command.READY, keys)
        case Phase.PAUSED:
            return tr("Paused"), _say_or_press(view, keys, Command.RESUME, Command.TOGGLE)
        case Phase.WAITING:
            return tr("Waiting for you"), _say_or_press(view, keys, Command.READY, Command.READY)
        case Phase.FINISHED:
            return "", _press(tr("Press {key} to go back to the drills"), Command.READY, keys)
        case _:
            return "", ""


def time_words(view: PlayerView, clock: str) -> str:
    """What is left of the session; nothing at its end."""
    return "" if view.phase is Phase.FINISHED else tr("{time} left").format(time=clock)


def _press(words: str, command: Command, keys: KeyMap) -> str:
    # What is kept for "ready" makes everything go on, whatever keys a person took away.
    return words.format(key=short_key(keys, command) or short_key(keys, Command.READY))


def _say_or_press(view: PlayerView, keys: KeyMap, spoken: Command, pressed: Command) -> str:
    phrase = next(iter(COMMANDS[spoken].phrases), "")
    if view.hearing.state is not HearingState.LISTENING or not phrase:
        return _press(tr("Press {key} to go on"), pressed, keys)
    # While the coach waits for it, "ready" needs no name in front.
    needs_name = view.phase is not Phase.WAITING
    words = (
        tr("Say “coach, {phrase}”, or press {key}") if needs_name else tr("Say “{phrase}”, or press {key}")
    )
    return _press(words.replace("{phrase}", phrase), pressed, keys)
