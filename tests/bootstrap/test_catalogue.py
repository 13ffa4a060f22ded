import gettext
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobility_coach.bootstrap.catalogue import load_catalogue
from mobility_coach.domain.wording import install_catalogue, tr


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    install_catalogue(gettext.NullTranslations())


def catalogue(folder: Path, language: str, data: bytes) -> None:
    place = folder / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "mobility_coach.mo").write_bytes(data)


def one_entry(original: bytes, translated: bytes) -> bytes:
    """A catalogue as GNU gettext writes it, with one text."""
    start = 7 * 4 + 2 * 8
    head = struct.pack("<7I", 0x950412DE, 0, 1, 28, 36, 0, start)
    pairs = struct.pack("<4I", len(original), start, len(translated), start + len(original) + 1)
    return head + pairs + original + b"\0" + translated + b"\0"


def test_texts_are_in_the_language_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue(tmp_path, "de", one_entry(b"Paused", b"Pause"))
    monkeypatch.setenv("LANGUAGE", "de_DE")
    load_catalogue(tmp_path)
    assert (tr("Paused"), tr("Last one")) == ("Pause", "Last one")


@pytest.mark.parametrize("data", [None, b"", b"not a catalogue", b"\xde\x12\x04\x95" * 9])
def test_without_a_usable_catalogue_texts_stay_english(
    data: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if data is not None:
        catalogue(tmp_path, "de", data)
    monkeypatch.setenv("LANGUAGE", "de")
    load_catalogue(tmp_path)
    assert tr("Paused") == "Paused"
