"""The vocabulary of commands: complete, and no key means two things at once."""

from collections import defaultdict

from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.domain.key_names import is_single


def test_every_command_can_be_shown() -> None:
    assert set(COMMANDS) == set(Command)
    for info in COMMANDS.values():
        assert info.text
        assert info.hint
        assert not {"!", "{"} & set(info.text + info.hint)


def test_no_two_commands_look_the_same() -> None:
    assert len({info.text for info in COMMANDS.values()}) == len(COMMANDS)


def test_a_key_means_one_thing() -> None:
    meanings = defaultdict(set)
    for command, info in COMMANDS.items():
        for key in (*info.keys, *info.media_keys):
            meanings[key].add(command)
    # Before the session "ready" starts it, so both may share a key.
    shared = {key: commands for key, commands in meanings.items() if len(commands) > 1}
    assert shared == {key: {Command.START, Command.READY} for key in ("Return", "F5")}


def test_every_command_has_a_single_key() -> None:
    for command, info in COMMANDS.items():
        assert any(is_single(key) for key in info.keys), command


def test_what_remotes_and_presenters_send_is_understood() -> None:
    by_key = {key: command for command, info in COMMANDS.items() for key in (*info.keys, *info.media_keys)}
    assert (by_key["PgDown"], by_key["PgUp"]) == (Command.NEXT, Command.PREVIOUS)
    assert by_key["B"] is by_key["."] is by_key["Media Play"] is Command.TOGGLE
    assert "F5" in COMMANDS[Command.START].keys
