"""What is told of spoken commands: how the microphone does, what was heard, and what can be said."""

from dataclasses import dataclass

from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.domain.wording import tr
from mobility_coach.services.session.player_view import Hearing, HearingState
from mobility_coach.services.voice.vocabulary import NAME


@dataclass(frozen=True, slots=True)
class Saying:
    """What can be said.

    Attributes:
        command: what it gives.
        phrase: what is said after the coach's name ("pause").
        also: other phrases that do as well.
        hint: what comes of it.
    """

    command: Command
    phrase: str
    also: tuple[str, ...]
    hint: str

    @property
    def words(self) -> str:
        """All of it ("coach, pause"); the recogniser knows English alone."""
        return f"{NAME}, {self.phrase}"


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


def heard_words(hearing: Hearing) -> str:
    """What was heard, in as few words as there are; else empty."""
    if hearing.heard is None:
        return ""
    words = "{command}" if hearing.is_acted_on else tr("{command}: not now")
    return words.format(command=tr(COMMANDS[hearing.heard].text))


def sayings() -> tuple[Saying, ...]:
    """What can be said, once for each command; the microphone opens with a session, so nothing starts one."""
    return tuple(
        Saying(
            command,
            phrase=COMMANDS[command].phrases[0],
            also=COMMANDS[command].phrases[1:],
            hint=tr(COMMANDS[command].hint),
        )
        for command in Command
        if COMMANDS[command].phrases
    )
