"""The session as a player that media keys, headsets, telephones and `playerctl` find and steer."""

from collections import deque
from collections.abc import Callable, Iterable
from typing import Protocol

from mobility_coach.domain.commands import Command
from mobility_coach.services.remote.now_playing import (
    URGENT_COMMANDS,
    Follower,
    NowPlaying,
    RemoteWish,
    VolumeWish,
    now_playing,
    position_seconds,
    volume_commands,
)
from mobility_coach.services.session.companions import MOST_COMMANDS
from mobility_coach.services.session.player_view import PlayerView

MOST_WAITING = 16
"""So many commands wait to be carried out; more come from something that is stuck."""

_OF_VOLUME = frozenset({Command.LOUDER, Command.QUIETER, Command.MUTE})


class RemoteServer(Protocol):
    """Offers a player to the desktop. Nothing in it waits, and nothing in it raises."""

    def open(self) -> None:
        """Be found from now on; called once."""
        ...

    def show(self, playing: NowPlaying, position: float) -> None:
        """What is told when somebody asks, and to all who watch where it is another than before."""
        ...

    def tell_position(self, position: float) -> None:
        """Tell all who watch that the position, in seconds, is not the one that they take it to be."""
        ...

    def wishes(self) -> tuple[RemoteWish, ...]:
        """What was asked for since, in order."""
        ...

    def close(self) -> None:
        """Be found no more. May be called twice."""
        ...


class MediaRemote:
    """Implements `companions.Companion`.

    Args:
        server: offers the player; of this session alone.
        monotonic: the clock, in seconds.
    """

    def __init__(self, server: RemoteServer, monotonic: Callable[[], float]) -> None:
        self._server = server
        self._monotonic = monotonic
        self._follower = Follower()
        self._waiting: deque[Command] = deque()
        self._view: PlayerView | None = None

    def begin(self, view: PlayerView) -> None:
        """Offer the session to the desktop."""
        self._server.open()
        self.look(view)

    def commands(self) -> Iterable[Command]:
        """What was asked for, as many at once as a session takes."""
        wishes = self._server.wishes()
        volumes = [wish for wish in wishes if isinstance(wish, VolumeWish)]
        for wish in wishes:
            if not isinstance(wish, VolumeWish):
                self._steer(wish)
        if volumes and self._view is not None:
            self._turn(volumes[-1], self._view)
        count = min(MOST_COMMANDS, len(self._waiting))
        return tuple(self._waiting.popleft() for _ in range(count))

    def look(self, view: PlayerView) -> None:
        """Tell who watches what has changed."""
        self._view = view
        playing, position = now_playing(view), position_seconds(view)
        self._server.show(playing, position)
        if self._follower.has_lost(playing, position, self._monotonic()):
            self._server.tell_position(position)

    def end(self) -> None:
        """Take the session back from the desktop."""
        self._server.close()

    def _steer(self, command: Command) -> None:
        """What is urgent is done at this look: what waits before it is given up, but for an end."""
        if command in URGENT_COMMANDS and len(self._waiting) >= MOST_COMMANDS:
            is_end_asked = Command.STOP in self._waiting
            self._waiting.clear()
            self._waiting.extend([Command.STOP] * is_end_asked)
        self._wait((command,))

    def _turn(self, wish: VolumeWish, view: PlayerView) -> None:
        """A slider that is moved asks again and again: only its last place counts."""
        kept = [command for command in self._waiting if command not in _OF_VOLUME]
        self._waiting = deque(kept)
        self._wait(volume_commands(view, wish.volume))

    def _wait(self, commands: tuple[Command, ...]) -> None:
        self._waiting.extend(commands[: MOST_WAITING - len(self._waiting)])
