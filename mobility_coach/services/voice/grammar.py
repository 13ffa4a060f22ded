"""What the recogniser may understand, as a JSGF grammar: the phrases, and decoys for all other words.

A grammar hears its own words in anything that is said. So it is also offered numbers, everyday words and the
name by itself: what sounds more like these is no command.

Format: W3C, JSpeech Grammar Format.
"""

from collections.abc import Iterable

from mobility_coach.services.voice.vocabulary import BARE_PHRASES, NAME, PHRASES

DECOYS: tuple[str, ...] = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("the", "and", "is", "a", "to", "he", "said", "it", "what", "please", "will", "who", "can", "my"),
    *("no", "yes", "in", "that", "for"),
)
"""Words that tell nothing: the numbers that the coach counts, and what people say most."""

PRONUNCIATIONS: tuple[tuple[str, str], ...] = (
    ("coach(2)", "K AH UH CH"),
    ("coach(3)", "K UH CH"),
    ("coach(4)", "K AO CH"),
    ("one(2)", "W AO N"),
    ("louder(2)", "L AW D AH"),
    ("quieter(2)", "K W AY AH T AH"),
    ("more(2)", "M AO"),
    ("volume(2)", "V AO L Y UH M"),
    ("ready(2)", "R EH D IH"),
)
"""Ways to say words that the recogniser's American dictionary lacks, in its phones; none is there already."""


def grammar(*, needs_name: bool) -> str:
    """The grammar in which all commands are called by name, or "ready" counts without it as well."""
    bare = () if needs_name else (f"({_either(BARE_PHRASES)})",)
    whole = _either((f"{NAME} ({_either(sorted(PHRASES))})", *bare, NAME, f"[{NAME}] <other> [<other>]"))
    return (
        "#JSGF V1.0;\n"
        "grammar commands;\n"
        f"public <utterance> = {whole};\n"
        f"<other> = {_either(DECOYS)};\n"
    )  # fmt: skip


def _either(choices: Iterable[str]) -> str:
    return " | ".join(choices)
