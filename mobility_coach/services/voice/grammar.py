"""What the recogniser may understand, as a JSGF grammar: the phrases, and decoys for all other words.

A grammar hears its own words in anything that is said. So it is also offered numbers, everyday words and the
name by itself: what sounds more like these is no command.

Format: W3C, JSpeech Grammar Format.
"""

from collections.abc import Iterable

from mobility_coach.services.voice.vocabulary import NAME, PHRASES

DECOYS = (
    *("one", "two", "three", "six", "seven", "eight", "nine", "ten"),
    *("no", "yes", "please", "is here", "said so", "how many", "can you hear me"),
    *("i'm tired", "that hurts", "my knee", "thank you", "you know", "come here", "how are you"),
    *("let me see", "never mind", "next week", "of course", "another", "before"),
    *("let's get started", "begin now", "begin the workout"),
    *("chicken", "class", "coffee", "dinner", "doctor", "driver", "everybody", "garden"),
    *("holiday", "kitchen", "later", "market", "maybe", "morning", "mother", "movie"),
    *("party", "people", "picture", "police", "potato", "question", "station", "summer", "table"),
    *("together", "trip", "water", "window"),
)
"""What tells nothing: the numbers that the coach counts, and words of all kinds, none like a phrase."""

PRONUNCIATIONS = (
    ("coach(2)", "K AH UH CH"),
    ("coach(3)", "K UH CH"),
    ("coach(4)", "K AO CH"),
    ("loud(2)", "L AH UH D"),
    ("louder(2)", "L AW D AH"),
    ("more(2)", "M AO"),
    ("one(2)", "W AO N"),
    ("quieter(2)", "K W AY AH T AH"),
    ("ready(2)", "R EH D IH"),
    ("ready(3)", "R EH R IY"),
    ("session(2)", "S EH SH N"),
    ("volume(2)", "V AO L Y UH M"),
)
"""Ways to say words that the recogniser's American dictionary lacks, in its phones; none is there already."""


def grammar() -> str:
    """The grammar; the same text each time.

    Phrases without the name are in it, too: else the name is heard in whatever is said before them.
    """
    parts = (f"{NAME} <phrase>", NAME, f"{NAME} <other>", "<other>", "<phrase>")
    return (
        "#JSGF V1.0;\n"
        "grammar commands;\n"
        f"public <utterance> = {_either(parts)};\n"
        f"<phrase> = {_either(sorted(PHRASES))};\n"
        f"<other> = {_either(DECOYS)};\n"
    )


def _either(choices: Iterable[str]) -> str:
    return " | ".join(choices)
