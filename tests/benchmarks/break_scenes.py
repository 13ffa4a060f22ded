"""The faces of a break's popup, for the screenshots: asking, strict, the player, the words at the end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mobility_coach.domain.commands import BreakCommand
from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import FigureMoment, Way, WayKind
from mobility_coach.domain.transport import Phase
from mobility_coach.ui.breaks.popup import BreakPopup
from tests.ui.fake_breaks import ASKING, OFFER, FakeReminders
from tests.ui.fakes import FakePlayer, player_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from mobility_coach.services.breaks.break_view import BreakView
    from mobility_coach.services.session.player_view import PlayerView
    from mobility_coach.ui.figure.figures import Figures
    from mobility_coach.ui.look import Look

STRICT = replace(ASKING, can_snooze=False, can_skip=False)
_NOTHING_COUNTED = {"rep": 0, "reps": 0, "stroke": None}


class BreakScenes:
    """One popup for all of them; `close` it at the end."""

    def __init__(self, look: Look, figures: Figures) -> None:
        self._reminders = FakeReminders(lambda: self._player)
        self._player = FakePlayer(_view())
        self._popup = BreakPopup(look, self._reminders, lambda: figures)

    def close(self) -> None:
        """Let it go."""
        self._popup.leave()
        self._popup.deleteLater()

    def scenes(self) -> dict[str, Callable[[], BreakPopup]]:
        """How to get to each, in this order."""
        refused = "You are in a session already. Finish it, and the break counts as taken."
        return {
            "break-asking": lambda: self._ask(ASKING),
            "break-strict": lambda: self._ask(STRICT),
            "break-refused": lambda: self._refuse(refused),
            "break-player": lambda: self._play(_view()),
            "break-player-waiting": lambda: self._play(
                _view(
                    phase=Phase.WAITING,
                    instruction="Stand an arm's length from the wall, left foot in front.",
                    **_NOTHING_COUNTED,
                )
            ),
            "break-player-paused": lambda: self._play(
                _view(phase=Phase.PAUSED, banner="No sound device was found. Connect one, and go on.")
            ),
            "break-done": self._finish,
        }

    def _ask(self, view: BreakView) -> BreakPopup:
        self._popup.leave()
        self._reminders.answer = ""
        self._reminders.shown = view
        self._popup.show_asking()
        return self._popup

    def _refuse(self, words: str) -> BreakPopup:
        self._ask(ASKING)
        self._reminders.answer = words
        self._popup.asking.buttons[BreakCommand.START].click()
        return self._popup

    def _play(self, view: PlayerView) -> BreakPopup:
        self._popup.leave()
        self._player = FakePlayer(view)
        self._popup.show_player()
        return self._popup

    def _finish(self) -> BreakPopup:
        self._play(_view())
        self._popup.hide_all()
        return self._popup


def _view(**changes: object) -> PlayerView:
    moment = FigureMoment(OFFER.drill, Side.LEFT, Way(WayKind.STROKE, "A"), progress=0.9)
    names = {"session_title": OFFER.title, "drill_title": OFFER.title, "movement_label": "A · Straight ahead"}
    return player_view(**{**names, "remaining_seconds": 71.0, "figure": moment, **changes})
