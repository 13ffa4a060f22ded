"""Which keys give which commands, whatever a person or a file wants."""

import contextlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.domain.key_names import LONGEST_NAME, NAMED_KEYS, is_single, key_name
from mobility_coach.domain.keys import (
    KEPT,
    KEY_COMMANDS,
    MOST_KEYS,
    USUAL_KEYS,
    KeyCommand,
    KeyMap,
    KeyRefused,
    checked_key,
    chosen_keys,
    collide,
)
from mobility_coach.domain.window_commands import FACE_COMMANDS, HOME_COMMANDS, FaceCommand, HomeCommand
from mobility_coach.services.session.player_presenter import _BY_PHASE


def clashes(keys: KeyMap) -> list[tuple[KeyCommand, KeyCommand, str]]:
    return [
        (one, other, key)
        for one, other in itertools.combinations(KEY_COMMANDS, 2)
        if collide(one, other)
        for key in {*keys.keys(one), *keys.media_keys(one)} & {*keys.keys(other), *keys.media_keys(other)}
    ]


def test_all_tables_are_whole() -> None:
    assert set(FACE_COMMANDS) == set(FaceCommand)
    assert set(HOME_COMMANDS) == set(HomeCommand)
    assert len({command.value for command in KEY_COMMANDS}) == len(KEY_COMMANDS)
    for info in (*KEY_COMMANDS.values(), *HOME_COMMANDS.values()):
        assert info.text
        assert info.hint
        assert info.keys
        assert [key_name(key) for key in (*info.keys, *info.media_keys)] == [*info.keys, *info.media_keys]


def test_the_usual_keys_are_single_few_and_clash_nowhere() -> None:
    assert clashes(USUAL_KEYS) == []
    for command in KEY_COMMANDS:
        assert len(USUAL_KEYS.keys(command)) <= MOST_KEYS
        assert any(map(is_single, USUAL_KEYS.keys(command)))
        for key in USUAL_KEYS.keys(command):
            assert checked_key(command, key) == key


def test_commands_share_a_key_only_where_both_are_never_possible_or_mean_the_same() -> None:
    go_on = {Command.START, Command.READY, Command.RESUME}
    for one, other in itertools.combinations(Command, 2):
        if not collide(one, other):
            together = any({one, other} <= possible for possible in _BY_PHASE.values())
            assert not together or {one, other} <= go_on


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("k", "K"), ("space", "Space"), ("Enter", "Return"), ("PageDown", "PgDown"), ("shift+up", "Shift+Up"),
        ("Shift+Ctrl+a", "Ctrl+Shift+A"), ("+", "+"), ("Ctrl++", "Ctrl++"), ("ö", "Ö"), ("й", "Й"),
        ("ß", "ß"), ("1", "1"), ("§", "§"), ("media next", "Media Next"), ("٣", "٣"),
        ("toggle media play/pause", "Toggle Media Play/Pause"),
        ("", ""), (" ", ""), ("\n", ""), ("\x1b", ""), ("🙂", ""), ("☃", ""), ("\ud800", ""), ("\u202e", ""),
        ("\u0301", ""), ("Banana", ""), ("Hyper+K", ""), ("Ctrl+Ctrl+K", ""), ("Ctrl+", ""),
        ("\U0001d49c", ""), ("Shift+1", ""), ("++", ""), ("A+B", ""), ("K" * (LONGEST_NAME + 1), ""),
    ],
)  # fmt: skip
def test_keys_have_one_name(text: str, name: str) -> None:
    assert key_name(text) == name


@given(st.text(max_size=50))
def test_a_name_of_a_name_is_itself(text: str) -> None:
    name = key_name(text)
    assert len(name) <= LONGEST_NAME
    assert name == "" or key_name(name) == name


def test_a_key_is_moved_from_whom_it_gave_before() -> None:
    assert USUAL_KEYS.losers(Command.NEXT, "K") == (Command.TOGGLE,)
    keys = USUAL_KEYS.with_key(Command.NEXT, "k")
    assert keys.keys(Command.NEXT) == ("Right", "N", "PgDown", "K")
    assert keys.keys(Command.TOGGLE) == ("Space", "B", ".")
    assert keys.is_usual(Command.TOGGLE)
    back = keys.with_usual(Command.NEXT)
    assert back == USUAL_KEYS
    assert back.keys(Command.TOGGLE) == ("Space", "K", "B", ".")


def test_a_chosen_key_is_taken_from_what_was_chosen_before() -> None:
    keys = USUAL_KEYS.with_key(Command.REPEAT, "X").with_key(FaceCommand.TV, "X")
    assert keys.keys(FaceCommand.TV) == ("T", "X")
    assert keys.keys(Command.REPEAT) == ("R",)
    assert keys.is_usual(Command.REPEAT)


def test_a_media_key_gives_what_it_was_chosen_for() -> None:
    assert USUAL_KEYS.with_key(Command.NEXT, "Media Next") is USUAL_KEYS
    keys = USUAL_KEYS.with_key(Command.SKIP_SIDE, "Media Next")
    assert keys.media_keys(Command.NEXT) == ()
    assert keys.keys(Command.SKIP_SIDE) == ("S", "Media Next")
    assert keys.without_key(Command.SKIP_SIDE, "Media Next") == USUAL_KEYS


def test_a_key_may_serve_two_commands_that_are_never_possible_together() -> None:
    keys = USUAL_KEYS.with_key(Command.PAUSE, "X").with_key(Command.RESUME, "X")
    assert keys.keys(Command.PAUSE) == ("H", "Pause", "X")
    assert keys.keys(Command.RESUME) == ("G", "X")
    assert clashes(keys) == []


def test_a_command_may_lose_all_keys_but_what_is_kept() -> None:
    keys = USUAL_KEYS.without_key(Command.MUTE, "M")
    assert keys.keys(Command.MUTE) == ()
    assert not keys.is_usual(Command.MUTE)
    for command, key in KEPT.items():
        with pytest.raises(KeyRefused, match="always stays with"):
            keys.without_key(command, key)


@pytest.mark.parametrize("key", ["Esc", "?", "Return", "Enter", "Tab", "Ctrl+Q", "Ctrl+c", "🙂", "", "\x00"])
def test_no_key_locks_anybody_out(key: str) -> None:
    with pytest.raises(KeyRefused):
        USUAL_KEYS.with_key(Command.NEXT, key)


def test_return_may_go_on_as_it_starts() -> None:
    assert USUAL_KEYS.with_key(Command.RESUME, "Return").keys(Command.RESUME) == ("G", "Return")


def test_there_are_at_most_so_many_keys() -> None:
    with pytest.raises(KeyRefused, match="remove one of them first"):
        USUAL_KEYS.with_key(Command.TOGGLE, "X")
    with pytest.raises(KeyRefused, match="at most"):
        chosen_keys(USUAL_KEYS, Command.STOP, ["A", "B", "C", "D"])


def test_keys_are_chosen_one_command_after_the_other() -> None:
    keys = chosen_keys(USUAL_KEYS, Command.STOP, ["x", "X"])
    assert keys.keys(Command.STOP) == ("Esc", "X")
    with pytest.raises(KeyRefused, match="X was chosen for “Stop” already"):
        chosen_keys(keys, Command.NEXT, ["X"])
    assert chosen_keys(USUAL_KEYS, Command.MUTE, COMMANDS[Command.MUTE].keys) == USUAL_KEYS


COMMAND = st.sampled_from(list(KEY_COMMANDS))
KEY = st.sampled_from([*NAMED_KEYS[:20], "K", "N", "X", "?", ".", "Media Next", "Media Play", "Shift+Up"])


@given(st.lists(st.tuples(st.sampled_from(["with", "without", "usual"]), COMMAND, KEY), max_size=12))
def test_whatever_is_changed_no_key_clashes_and_there_is_a_way_out(
    steps: list[tuple[str, KeyCommand, str]],
) -> None:
    keys = USUAL_KEYS
    for step, command, key in steps:
        with contextlib.suppress(KeyRefused):
            if step == "with":
                keys = keys.with_key(command, key)
                assert key in (*keys.keys(command), *keys.media_keys(command))
            elif step == "without":
                keys = keys.without_key(command, key)
                assert key not in keys.keys(command)
            else:
                keys = keys.with_usual(command)
                assert keys.is_usual(command)
        assert clashes(keys) == []
        for kept, its in KEPT.items():
            assert its in keys.keys(kept)
        for each in KEY_COMMANDS:
            assert len(keys.keys(each)) <= MOST_KEYS
        assert read_back(keys) == keys


def read_back(keys: KeyMap) -> KeyMap:
    made = USUAL_KEYS
    for command, names in keys.chosen.items():
        made = chosen_keys(made, command, names)
    return made
