"""The other media players on the desktop, over the message bus (MPRIS).

A player is known by the unique name of its connection: no other one ever has it, and no call starts a program
that has ended. What a player says is taken for a word, nothing more; one that hangs costs its own time alone.
"""

import time
from collections.abc import Callable, Iterator

from mobility_coach.adapters.desktop.bus import DRIVER, Bus, BusAddress
from mobility_coach.adapters.desktop.mpris import NAME, PATH, PLAYER, PROPERTIES, ROOT
from mobility_coach.services.remote.other_players import PlayerStatus

PREFIX = f"{ROOT}."

PROXY = f"{PREFIX}playerctld"
"""Stands for the player that was active last, which may be the coach."""

MOST_PLAYERS = 250
SURVEY_SECONDS = 2.0
"""So long it may take to ask all of them; those that were not asked by then are left alone."""

ANSWER_SECONDS = 0.3
"""So long one of many may take to answer."""

PATIENCE_SECONDS = 1.0
"""So long one may take that was paused: who is given up here stays paused."""


class BusMediaPlayers:
    """Implements `other_players.MediaPlayers`; for one thread."""

    def __init__(self, bus: Bus, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._bus = bus
        self._monotonic = monotonic

    def playing(self) -> tuple[str, ...]:
        """Those that play now."""
        return tuple(
            player
            for player in self._players()
            if self._status(player, ANSWER_SECONDS) is PlayerStatus.PLAYING
        )

    def names(self) -> tuple[str, ...]:
        """What the others are called on the bus."""
        answer = self._bus.call(DRIVER, DRIVER.service, "ListNames")
        listed = answer[0] if answer and isinstance(answer[0], list) else []
        found = sorted(name for name in listed if isinstance(name, str) and name.startswith(PREFIX))
        return tuple(name for name in found if not name.startswith((NAME, PROXY)))[:MOST_PLAYERS]

    def status(self, player: str) -> PlayerStatus | None:
        """What it is doing; None where it is gone, does not answer, or answers nonsense."""
        return self._status(player, PATIENCE_SECONDS)

    def pause(self, player: str) -> None:
        """Tell it to pause; it need not answer."""
        self._bus.tell(BusAddress(player, PATH), PLAYER, "Pause")

    def play(self, player: str) -> None:
        """Tell it to go on; it need not answer."""
        self._bus.tell(BusAddress(player, PATH), PLAYER, "Play")

    def close(self) -> None:
        """Let go of the connection."""
        self._bus.close()

    def _players(self) -> Iterator[str]:
        """The connections of the others, each once, as long as there is time."""
        deadline = self._monotonic() + SURVEY_SECONDS
        seen: set[str] = set()
        for name in self.names():
            if self._monotonic() > deadline:
                return
            player = self._bus.owner(name, ANSWER_SECONDS)
            if player.startswith(":") and player not in seen:
                seen.add(player)
                yield player

    def _status(self, player: str, seconds: float) -> PlayerStatus | None:
        answer = self._bus.call(
            BusAddress(player, PATH), PROPERTIES, "Get", "ss", (PLAYER, "PlaybackStatus"), seconds
        )
        match answer:
            case (("s", str(word)),) if word in set(PlayerStatus):
                return PlayerStatus(word)
        return None
