"""Keys in the settings: read entry by entry, saved as far as they differ, whatever the file holds."""

import json
from collections.abc import Mapping

import pytest

from mobility_coach.domain.commands import Command
from mobility_coach.domain.keys import USUAL_KEYS
from mobility_coach.domain.window_commands import FaceCommand
from mobility_coach.services.settings import Settings, read_settings, settings_values, with_keys
from mobility_coach.services.settings_book import SettingsBook


def read(keys: object) -> tuple[Settings, tuple[str, ...]]:
    return read_settings({"keys": keys})


class Store:
    def __init__(self, values: Mapping[str, object]) -> None:
        self.values = values

    def load(self) -> Mapping[str, object]:
        return self.values

    def save(self, values: Mapping[str, object]) -> str:
        self.values = json.loads(json.dumps(dict(values)))
        return ""


def test_chosen_keys_are_read_and_saved() -> None:
    settings, problems = read({"next": ["Right", "x"], "stop": ["Esc", "Q", "End"], "tv": []})
    assert problems == ()
    assert settings.keys.keys(Command.NEXT) == ("Right", "X")
    assert settings.keys.keys(FaceCommand.TV) == ()
    saved = settings_values(settings)
    assert saved == {"keys": {"next": ["Right", "X"], "stop": ["Esc", "Q", "End"], "tv": []}}
    assert read_settings(saved) == (settings, ())


def test_usual_keys_are_not_saved() -> None:
    assert settings_values(read({"mute": ["M"], "toggle": ["K", "Space", ".", "b"]})[0]) == {}


@pytest.mark.parametrize(
    ("name", "entry", "words"),
    [
        ("dance", ["X"], "'keys.dance' is no command"),
        ("\x1b[2J🙂" * 40, ["X"], "is no command"),
        ("next", "X", "a list of at most 4"),
        ("next", ["X"] * 5, "a list of at most 4"),
        ("next", [3], "a list of at most 4"),
        ("next", ["X" * 41], "a list of at most 4"),
        ("next", ["🙂"], "'keys.next': This key can't be used"),
        ("next", ["\x07"], "'keys.next': This key can't be used"),
        ("next", ["Esc"], "Esc always stays with “Stop”"),
        ("help", ["Return"], "Return always stays with “Start”"),
        ("next", None, "a list of at most 4"),
    ],
)
def test_a_bad_entry_costs_itself_alone_and_stays_in_the_file(name: str, entry: object, words: str) -> None:
    settings, problems = read({name: entry, "mute": ["X"]})
    assert settings.keys.keys(Command.MUTE) == ("X",)
    assert settings.keys.keys(Command.NEXT) == USUAL_KEYS.keys(Command.NEXT)
    assert len(problems) == 1
    assert words in problems[0]
    assert problems[0].isprintable()
    assert settings_values(settings) == {"keys": {name: entry, "mute": ["X"]}}


def test_a_key_goes_to_the_command_that_comes_first() -> None:
    settings, problems = read({"next": ["X"], "previous": ["X", "P"]})
    assert problems == ("'keys.previous': X was chosen for “Next” already.",)
    assert settings.keys.keys(Command.PREVIOUS) == ("Left", "P", "PgUp")


@pytest.mark.parametrize("value", [[], ["X"], "X", 7, None, {str(each): ["X"] for each in range(10_000)}])
def test_what_is_no_table_of_keys_is_told_once_and_kept(value: object) -> None:
    settings, problems = read(value)
    assert settings.keys == USUAL_KEYS
    assert len(problems) == 1
    assert len(problems[0]) < 200
    assert settings_values(settings) == ({"keys": value} if value else {})


def test_what_a_person_chose_replaces_what_could_not_be_used() -> None:
    settings, _ = read({"next": ["Esc"], "dance": ["X"]})
    changed = with_keys(settings, settings.keys.with_key(Command.NEXT, "X"))
    assert settings_values(changed) == {"keys": {"dance": ["X"], "next": ["Right", "N", "PgDown", "X"]}}
    listed, _ = read(["X"])
    assert settings_values(with_keys(listed, listed.keys)) == {"keys": ["X"]}
    assert settings_values(with_keys(listed, changed.keys)) == {
        "keys": {"next": ["Right", "N", "PgDown", "X"]}
    }


def test_changed_keys_are_saved_at_once() -> None:
    store = Store({"theme": "dark"})
    book = SettingsBook(store)
    assert book.change_keys(USUAL_KEYS.with_key(Command.MUTE, "Z")) == ""
    assert store.values == {"theme": "dark", "keys": {"mute": ["M", "Z"]}}
    assert book.change_keys(USUAL_KEYS) == ""
    assert store.values == {"theme": "dark"}
