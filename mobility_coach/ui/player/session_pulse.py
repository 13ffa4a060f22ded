"""Follows one session for the face that shows it: looks as often as needed, and passes on what is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.player_view import HearingState

if TYPE_CHECKING:
    from mobility_coach.services.session.player_view import PlayerView
    from mobility_coach.services.ui_ports import PlayerPort

REPAINT_MS = 33
STANDING_MS = 100
"""A session that stands still, or is not seen, is looked at for its remotes alone."""

LEFT_MS = 1_000
LEFT_AFTER_LOOKS = 6_000
"""After ten minutes of standing still nobody minds a second."""


class SessionPulse(QObject):
    """Has one session at a time; `viewed` brings its view at each look, the last one at its end.

    Whoever stops it, by a key, a remote or by voice: it is closed then, and `stopped` brings the words for
    that in the place of a last view.
    """

    viewed = Signal(object)
    stopped = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player: PlayerPort | None = None
        self._view: PlayerView | None = None
        self._is_seen = True
        self._still_looks = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.look)

    @property
    def is_open(self) -> bool:
        """Whether there is a session."""
        return self._player is not None

    @property
    def view(self) -> PlayerView | None:
        """The view of the last look; None before the first of a session."""
        return self._view

    @property
    def is_finished(self) -> bool:
        """Whether a session is here that has come to its end."""
        return self._view is not None and self._view.phase is Phase.FINISHED

    @property
    def is_listening(self) -> bool:
        """Whether the microphone is open, or ought to be."""
        return self._view is not None and self._view.hearing.state is not HearingState.OFF

    @property
    def is_repainting(self) -> bool:
        """Whether the view is asked for at each frame of the screen."""
        return self._timer.isActive() and self._timer.interval() == REPAINT_MS

    def open(self, player: PlayerPort) -> None:
        """Follow a session, from its first view on; one that is open is closed first."""
        self.close()
        self._player = player
        self.look()

    def release(self) -> PlayerPort | None:
        """Hand the session on without ending it; None where there is none."""
        self._timer.stop()
        player, self._player, self._view = self._player, None, None
        self._still_looks = 0
        return player

    def close(self) -> bool:
        """End the session; what is done is kept. False where there was none."""
        player = self.release()
        if player is not None:
            player.close()
        return player is not None

    def tell(self, command: Command) -> None:
        """Carry out a command, and look what became of it."""
        if self._player is None:
            return
        self._player.tell(command)
        if command is Command.STOP:
            self._end(self._player.view())
        else:
            self.look()

    def go_to(self, part: int) -> None:
        """Go to a part of the session, and look."""
        if self._player is not None:
            self._player.go_to(part)
            self.look()

    def set_seen(self, *, is_seen: bool) -> None:
        """Whether anybody sees the face; what is not seen goes on, and is not painted."""
        if is_seen != self._is_seen:
            self._is_seen = is_seen
            self.look()

    def look(self) -> None:
        """Look at the session now."""
        if self._player is None:
            return
        view = self._player.view()
        if view.was_stopped:
            self._end(view)
            return
        self._view = view
        self._set_pace(view)
        self.viewed.emit(view)

    def _end(self, view: PlayerView) -> None:
        self.close()
        self.stopped.emit(view.instruction)

    def _set_pace(self, view: PlayerView) -> None:
        if view.phase is Phase.FINISHED:
            self._timer.stop()
            return
        is_moving = view.phase is Phase.PLAYING
        self._still_looks = 0 if is_moving else self._still_looks + 1
        if is_moving and self._is_seen:
            pace = REPAINT_MS
        else:
            pace = STANDING_MS if self._still_looks < LEFT_AFTER_LOOKS else LEFT_MS
        if not self._timer.isActive() or self._timer.interval() != pace:
            self._timer.start(pace)
