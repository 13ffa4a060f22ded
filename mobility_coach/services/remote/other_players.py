"""Pauses what plays when a session starts: exactly that goes on in long rests and at the end.

What the person does to a player meanwhile counts more than what the coach did: a player that was played on,
stopped or closed is left alone from then on.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.remote.aside import Aside
from mobility_coach.services.session.player_view import PlayerView

SETTLE_SECONDS = 0.5
"""A player that was told to pause needs a moment until it says so."""

WATCH_SECONDS = 2.0
"""So often it is asked whether the person has played on what was paused."""


class PlayerStatus(StrEnum):
    """What another player is doing."""

    PLAYING = "Playing"
    PAUSED = "Paused"
    STOPPED = "Stopped"


class MediaPlayers(Protocol):
    """The other players on this desktop, each by an id that no later player has. Calls may take a while."""

    def playing(self) -> tuple[str, ...]:
        """Those that play now, the coach not among them."""
        ...

    def status(self, player: str) -> PlayerStatus | None:
        """What it is doing; None where it is gone or does not answer."""
        ...

    def pause(self, player: str) -> None:
        """Tell it to pause."""
        ...

    def play(self, player: str) -> None:
        """Tell it to go on."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


class PausedPlayers:
    """Implements `aside.Pursuit`: silence is wanted, or not."""

    def __init__(self, players: MediaPlayers) -> None:
        self._players = players
        self._is_first = True
        self._is_silent = False
        self._is_fresh = False
        self._held: dict[str, bool] = {}
        self._lent: list[str] = []

    def pursue(self, *, wanted: bool) -> float | None:
        """See `Pursuit.pursue`."""
        if wanted and not self._is_silent:
            self._is_silent = True
            self._pause()
            return SETTLE_SECONDS if self._held else None
        if wanted:
            self._watch()
            return WATCH_SECONDS if self._held else None
        self._is_silent = False
        return self._play_on() if self._held else None

    def close(self) -> None:
        """Let go of the connection."""
        self._players.close()

    def _pause(self) -> None:
        """Pause those that play at the start; later those that were lent to a rest and still play."""
        if self._is_first:
            self._is_first = False
            found = self._players.playing()
        else:
            found = tuple(
                player for player in self._lent if self._players.status(player) is PlayerStatus.PLAYING
            )
        for player in dict.fromkeys(found):
            self._players.pause(player)
            self._held[player] = False
        self._lent, self._is_fresh = [], True

    def _watch(self) -> None:
        """Give up those with which the person has done something."""
        self._is_fresh = False
        for player, was_paused in tuple(self._held.items()):
            status = self._players.status(player)
            if status is PlayerStatus.PAUSED:
                self._held[player] = True
            elif was_paused or status is not PlayerStatus.PLAYING:
                del self._held[player]

    def _play_on(self) -> float | None:
        """Let those go on that are paused as they were left; one that was just told to may be about to be."""
        held, self._held = self._held, {}
        for player in held:
            status = self._players.status(player)
            if status is PlayerStatus.PAUSED:
                self._players.play(player)
                self._lent.append(player)
            elif status is PlayerStatus.PLAYING and self._is_fresh:
                self._held[player] = False
        self._is_fresh = False
        return SETTLE_SECONDS if self._held else None


class PlayersPaused:
    """Implements `companions.Companion`: wants silence from the start of a session to its end.

    A paused session keeps the others paused, too: whoever is called to the door does not want a film to run
    on by itself, and who wants music meanwhile can start it and is then left alone.
    """

    def __init__(self, aside: Aside) -> None:
        self._aside = aside
        self._is_wanted = False

    def begin(self, view: PlayerView) -> None:
        """Begin as the session does."""
        self.look(view)

    def commands(self) -> Iterable[Command]:
        """Other players have no wishes."""
        return ()

    def look(self, view: PlayerView) -> None:
        """Want silence but for long rests; before the start a film goes on."""
        under_way = view.phase in {Phase.PLAYING, Phase.PAUSED, Phase.WAITING}
        wanted = under_way and not view.is_resting
        if wanted is not self._is_wanted:
            self._is_wanted = wanted
            self._aside.want(wanted=wanted)

    def end(self) -> None:
        """Let them go on."""
        self._aside.finish()
