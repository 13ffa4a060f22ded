"""What can be said, and what it means: the phrases of the commands with the coach's name in front."""

from mobility_coach.domain.commands import COMMANDS, Command

NAME = "coach"
"""What the coach listens to; without it nothing counts but what tells that one is ready."""

PHRASES: dict[str, Command] = {
    phrase: command for command, info in COMMANDS.items() for phrase in info.phrases
}
"""Every phrase, in lower case and without the name, with what it tells."""

BARE_PHRASES = COMMANDS[Command.READY].phrases
"""What counts without the name while the coach waits for it."""


def command_of(words: str, *, needs_name: bool) -> Command | None:
    """What `words` tell, as they were understood; None for anything that is no whole phrase."""
    name, _, phrase = words.partition(" ")
    if name == NAME:
        return PHRASES.get(phrase)
    return None if needs_name or words not in BARE_PHRASES else Command.READY


def shown(words: str) -> str:
    """`words` without the name, for the page where commands are tried."""
    return words.removeprefix(NAME).strip()
