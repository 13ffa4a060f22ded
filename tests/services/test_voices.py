import pytest

from mobility_coach.services.ports import Voice
from mobility_coach.services.sound.voices import choose_voice, has_voice

GERMAN = Voice("gmw/de", "German", ("de",))
BRITISH = Voice("gmw/en", "English (Great Britain)", ("en-gb",))
AMERICAN = Voice("gmw/en-us", "English (America)", ("en-us",))
PLAIN = Voice("plain", "English", ("en",))
SILENT = Voice("nothing", "Nothing", ())


@pytest.mark.parametrize(
    ("voices", "language", "chosen"),
    [
        ((GERMAN, BRITISH, AMERICAN), "en-us", AMERICAN),
        ((GERMAN, AMERICAN, BRITISH), "en_GB", BRITISH),
        ((GERMAN, BRITISH, AMERICAN), "en", AMERICAN),
        ((GERMAN, BRITISH, AMERICAN), "de-at", GERMAN),
        ((GERMAN, BRITISH), "en-us", BRITISH),
        ((BRITISH, PLAIN), "en-au", PLAIN),
        ((GERMAN, BRITISH, AMERICAN), "xx", AMERICAN),
        ((SILENT, BRITISH), "xx", BRITISH),
        ((SILENT, GERMAN), "xx", SILENT),
    ],
)
def test_the_nearest_language_speaks(voices: tuple[Voice, ...], language: str, chosen: Voice) -> None:
    assert choose_voice(voices, language) == chosen.id


def test_no_voice_is_the_engines_own_choice() -> None:
    assert choose_voice(()) == ""


@pytest.mark.parametrize(
    ("wanted", "is_there"),
    [("gmw/en-us", True), ("GMW/EN-US", True), ("gmw/en-us+f3", True), ("gmw/fr", False), ("", False)],
)
def test_a_voice_and_its_variants_are_found(wanted: str, is_there: bool) -> None:
    assert has_voice((GERMAN, AMERICAN), wanted) is is_there
