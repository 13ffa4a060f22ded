"""What goes along with a session: remotes that steer it, and others that make room for it.

A companion is asked and told at each look at the session, from the one thread that looks. None of them may
hold a session up: what they do returns within a few milliseconds, and one that fails is left behind.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.player_view import Hearing, PlayerView

if TYPE_CHECKING:  # the player brings the whole session
    from mobility_coach.services.session.player import Player

_log = logging.getLogger(__name__)

MOST_COMMANDS = 8
"""So many commands one companion gives at one look; more are those of a stuck key."""


class Companion(Protocol):
    """One of them, from `begin` until `end`; never used after `end`."""

    def begin(self, view: PlayerView) -> None:
        """A session is open."""
        ...

    def commands(self) -> Iterable[Command]:
        """What the person told it since it was asked last; never waits."""
        ...

    def look(self, view: PlayerView) -> None:
        """The session stands here now; called up to 30 times a second, so compare before acting."""
        ...

    def end(self) -> None:
        """The session is over or was left; give back what was taken."""
        ...


class Listener(Companion, Protocol):
    """The companion that has a microphone."""

    def hearing(self) -> Hearing:
        """How it hears now."""
        ...


class AccompaniedPlayer:
    """A player with its companions: implements `ui_ports.PlayerPort`.

    Whoever looks at the session keeps them going, so it is looked at also where it stands still.
    """

    def __init__(
        self, player: "Player", companions: Iterable[Companion], listener: Listener | None = None
    ) -> None:
        self._player = player
        self._listener = listener
        self._companions: list[Companion] = []
        self._is_ended = False
        view = player.view()
        for companion in (*companions, *((listener,) if listener is not None else ())):
            self._companions.append(companion)
            self._guarded(companion, lambda each=companion: each.begin(view))  # type: ignore[misc]

    @property
    def is_over(self) -> bool:
        """Whether the session was stopped or came to its end."""
        return self._player.is_over

    def view(self) -> PlayerView:
        """What to show now, after what the companions were told."""
        for companion in tuple(self._companions):
            self._guarded(companion, lambda each=companion: self._obey(each))  # type: ignore[misc]
        return self._shown()

    def tell(self, command: Command) -> None:
        """Carry out a command; the companions learn of it at once."""
        self._player.tell(command)
        self._shown()

    def go_to(self, part: int) -> None:
        """Go to a part of the progress bar."""
        self._player.go_to(part)
        self._shown()

    def close(self) -> None:
        """End the session, and let the companions go. May be called twice."""
        try:
            self._player.close()
        finally:
            self._end()

    def _obey(self, companion: Companion) -> None:
        for _, command in zip(range(MOST_COMMANDS), companion.commands(), strict=False):
            self._player.tell(command)

    def _shown(self) -> PlayerView:
        view = replace(self._player.view(), hearing=self._hearing())
        for companion in tuple(self._companions):
            self._guarded(companion, lambda each=companion: each.look(view))  # type: ignore[misc]
        if view.phase is not Phase.FINISHED:
            return view
        self._end()
        return replace(view, hearing=Hearing())

    def _hearing(self) -> Hearing:
        listener, heard = self._listener, [Hearing()]
        if listener is not None and listener in self._companions:
            self._guarded(listener, lambda: heard.append(listener.hearing()))
        return heard[-1]

    def _end(self) -> None:
        if self._is_ended:
            return
        self._is_ended = True
        companions, self._companions = self._companions, []
        for companion in companions:
            self._guarded(companion, companion.end)

    def _guarded(self, companion: Companion, action: Callable[[], None]) -> None:
        """Do it; one that fails is left behind, and the session goes on."""
        try:
            action()
        except Exception:  # noqa: BLE001 - a remote that fails must not take the session along
            _log.exception("Left behind: %s", type(companion).__name__)
            if companion in self._companions:
                self._companions.remove(companion)
                self._guarded(companion, companion.end)
