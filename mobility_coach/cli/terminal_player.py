"""Runs a session in a terminal: shows its views, hands it the keys, and ends it in order whatever comes."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType
from typing import TYPE_CHECKING

from mobility_coach.cli.context import Keyboard
from mobility_coach.cli.player_screen import Screen
from mobility_coach.domain.commands import Command
from mobility_coach.domain.keys import KeyMap
from mobility_coach.domain.transport import Phase
from mobility_coach.domain.window_commands import FaceCommand
from mobility_coach.services.session.player_view import PlayerView

if TYPE_CHECKING:
    from mobility_coach.services.ui_ports import PlayerPort

FRAME_SECONDS = 0.05
"""Twenty views a second: a tenth of a second is what a person takes for at once."""

_ESCAPE = "Esc"
"""Closes the list of keys, as in the window; only without that it may end the session."""

ENDING_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


class Ending:
    """Whether the process was asked to end, and by which signal."""

    def __init__(self) -> None:
        self.signal = 0

    def note(self, number: int, _frame: FrameType | None) -> None:
        """Handler: only a mark, since a record may be on its way to the disk. A second Ctrl-C is at once."""
        if self.signal and number == signal.SIGINT:
            raise KeyboardInterrupt
        self.signal = number


@contextlib.contextmanager
def ending_signals() -> Iterator[Ending]:
    """Notes the signals that end a process, for as long as the context lasts."""
    ending = Ending()
    numbers = [getattr(signal, name) for name in ENDING_SIGNALS if hasattr(signal, name)]
    previous = {number: signal.signal(number, ending.note) for number in numbers}
    try:
        yield ending
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def run_session(player: "PlayerPort", keyboard: Keyboard, screen: Screen, keys: KeyMap) -> int:
    """Play until the session is over or somebody ends it. Returns the signal that ended it, or 0.

    Nobody can say "ready" without keys, so that then the session goes on by itself.
    """
    with ending_signals() as ending:
        try:
            player.tell(Command.START)
            while not player.is_over:
                view = player.view()
                screen.show(view)
                if ending.signal:
                    break
                if view.phase == Phase.WAITING and not keyboard.has_keys:
                    player.tell(Command.READY)
                for key in keyboard.read(FRAME_SECONDS):
                    if key in keys.keys(FaceCommand.HELP):
                        screen.toggle_help()
                    elif key != _ESCAPE or not screen.hide_help():
                        _press(player, key, keys)
                if keyboard.wants_suspend:
                    _suspend(player, keyboard, screen)
        finally:
            _finish(player, screen)
    return ending.signal


def command_for(key: str, view: PlayerView, keys: KeyMap) -> Command | None:
    """The command that a key stands for now: of those that share it the first that can be told."""
    return next(
        (command for command in Command if key in keys.keys(command) and command in view.commands), None
    )


def _finish(player: "PlayerPort", screen: Screen) -> None:
    """Keep what is done, show the last view (it may say what could not be saved), let go of the sound."""
    try:
        player.tell(Command.STOP)
        screen.show(player.view())
        screen.leave()
    finally:
        player.close()


def _press(player: "PlayerPort", key: str, keys: KeyMap) -> None:
    command = command_for(key, player.view(), keys)
    if command is not None:
        player.tell(command)


def _suspend(player: "PlayerPort", keyboard: Keyboard, screen: Screen) -> None:
    """Leave to the shell; the session is paused and stays so until the person goes on."""
    player.tell(Command.PAUSE)
    screen.show(player.view())
    screen.leave()
    keyboard.suspend()
