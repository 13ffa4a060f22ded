"""The vocabulary of commands: complete, and no key means two things at once."""

from collections import defaultdict

from mobility_coach.domain.commands import COMMANDS, Command


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
    assert shared == {"Return": {Command.START, Command.READY}}


def test_all_but_pause_and_resume_have_a_key_and_toggle_stands_for_these() -> None:
    without = {command for command, info in COMMANDS.items() if not info.keys}
    assert without == {Command.PAUSE, Command.RESUME}
    assert COMMANDS[Command.TOGGLE].keys
