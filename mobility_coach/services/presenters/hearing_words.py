"""What is told of spoken commands: how the microphone does, what was heard, and what can be said."""

from dataclasses import dataclass

from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.domain.wording import tr
from mobility_coach.services.session.player_view import Hearing, HearingState


@dataclass(frozen=True, slots=True)
class Saying:
    """What can be said: the command that it gives, the words ("coach, pause"), and what comes of it."""

    command: Command
    words: str
    hint: str


def hearing_words(hearing: Hearing) -> str:
    """The microphone in a few words; empty while it is closed."""
    if hearing.heard is not None:
        words = tr("Heard: {command}") if hearing.is_acted_on else tr("Heard: {command}, not now")
        return words.format(command=tr(COMMANDS[hearing.heard].text).lower())
    texts = {
        HearingState.OFF: "",
        HearingState.STARTING: tr("Starting to listen"),
        HearingState.LISTENING: tr("Listening"),
        HearingState.TROUBLE: tr("Not listening"),
    }
    return texts[hearing.state]


def sayings() -> tuple[Saying, ...]:
    """What can be said in a session, once for each command."""
    return tuple(
        Saying(
            command,
            tr("coach, {phrase}").format(phrase=COMMANDS[command].phrases[0]),
            tr(COMMANDS[command].hint),
        )
        for command in Command
        if COMMANDS[command].phrases
    )
