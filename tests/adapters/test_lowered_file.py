"""What is low is noted down in a small file; a bad one costs nobody more than itself."""

import json
from pathlib import Path

import pytest

from mobility_coach.adapters.store.lowered_file import LoweredFile
from mobility_coach.services.remote.lowered_streams import MOST_STREAMS, LoweredStream

FILM = LoweredStream(4, "sink-input-by-application-name:Film „é“", (0.75, 0.625))
MUSIC = LoweredStream(0, "music", (1.0,))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "lowered.json"


@pytest.fixture
def note(path: Path) -> LoweredFile:
    return LoweredFile(path)


def test_what_is_kept_is_recalled_and_nothing_leaves_no_file(note: LoweredFile, path: Path) -> None:
    assert (note.recall(), note.is_there) == ((), False)
    note.keep((FILM, MUSIC))
    assert LoweredFile(path).recall() == (FILM, MUSIC)
    assert note.is_there
    note.keep(())
    note.keep(())
    assert (note.recall(), note.is_there) == ((), False)


def test_as_many_as_there_can_be_fit(note: LoweredFile) -> None:
    most = tuple(LoweredStream(2**32 - 1, "\U0001f3ac" * 300, (1 / 3,) * 32) for _ in range(MOST_STREAMS))
    note.keep(most)
    assert note.recall() == most


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[", b"7", b"{}", b"null", b"\xff", b"[" * 100_000, b" " * (1 << 20), b'[{"a": NaN}]'],
)
def test_a_file_without_sense_is_as_good_as_none(note: LoweredFile, path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)
    assert note.recall() == ()
    note.keep((FILM,))
    assert note.recall() == (FILM,)


GOOD = {"number": 4, "name": FILM.name, "was": [0.75, 0.625]}


@pytest.mark.parametrize(
    "bad",
    [
        *(7, None, [], {}),
        *({**GOOD, "number": number} for number in ("4", -1, 1 << 40, 1.5, None)),
        *({**GOOD, "name": name} for name in ("", "n" * 301, 4, None)),
        *({**GOOD, "was": was} for was in ([], [-1], [5.0], ["1"], [[1]], [1.0] * 33, 1.0, "1", None)),
    ],
)
def test_a_bad_entry_costs_itself_alone(note: LoweredFile, path: Path, bad: object) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps([bad, GOOD, bad]))
    assert note.recall() == (FILM,)


def test_no_more_than_the_most_are_taken(note: LoweredFile, path: Path) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps([GOOD] * (MOST_STREAMS + 50)))
    assert len(note.recall()) == MOST_STREAMS


def test_a_place_that_can_not_be_written_is_no_error(note: LoweredFile, path: Path) -> None:
    path.parent.write_bytes(b"in the way")
    note.keep((FILM,))
    note.keep(())
    assert note.recall() == ()


def test_a_folder_in_the_place_of_the_file_is_no_error(note: LoweredFile, path: Path) -> None:
    path.mkdir(parents=True)
    note.keep((FILM,))
    note.keep(())
    assert note.recall() == ()
