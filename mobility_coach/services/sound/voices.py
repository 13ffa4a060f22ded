"""Which of an engine's voices speaks."""

from collections.abc import Sequence

from mobility_coach.services.ports import Voice

PREFERRED = "en-us"


def has_voice(voices: Sequence[Voice], wanted: str) -> bool:
    """Whether `wanted` is there. "NAME+VARIANT", as espeak-ng has them, is there where NAME is."""
    base = wanted.split("+", maxsplit=1)[0].lower()
    return any(voice.id.lower() in {wanted.lower(), base} for voice in voices)


def choose_voice(voices: Sequence[Voice], language: str = PREFERRED) -> str:
    """The id of the voice that fits `language` ("en-us", "en", …) best; empty where there is none at all.

    A voice of exactly this language goes before one of its family, the American before other English ones, an
    English one before all others.
    """
    tag = language.lower().replace("_", "-")
    family = tag.split("-", maxsplit=1)[0]

    def distance(voice: Voice) -> int:
        languages = voice.languages
        tests = (
            tag in languages,
            family == "en" and PREFERRED in languages,
            family in languages,
            any(spoken.startswith(f"{family}-") for spoken in languages),
            PREFERRED in languages,
            any(spoken.split("-")[0] == "en" for spoken in languages),
        )
        return next((place for place, fits in enumerate(tests) if fits), len(tests))

    return min(voices, key=distance).id if voices else ""
