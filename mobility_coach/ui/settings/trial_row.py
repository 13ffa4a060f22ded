"""Trying spoken commands out, in a row of the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.session.player_view import HearingState
from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.settings.level_meter import LevelMeter
from mobility_coach.ui.settings.setting_row import PlainRow

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from mobility_coach.services.voice.hearing_port import HearingPort
    from mobility_coach.services.voice.trial import HearingTrial, TrialView
    from mobility_coach.ui.look import Look

LOOK_MS = 100


class TrialRow(PlainRow):
    """Opens the microphone on this page alone. `heard` tells which command was understood, or None."""

    opened = Signal()
    heard = Signal(object)

    def __init__(self, look: Look, hearing: HearingPort) -> None:
        super().__init__(
            look,
            tr("Try it"),
            tr("Opens the microphone here, for a minute at most. Nothing is stored or sent."),
        )
        self._hearing = hearing
        self._trial: HearingTrial | None = None
        self._heard_count = 0
        self._told_problem = ""
        self.button = Button(look, "", "microphone")
        self.button.clicked.connect(self._turn)
        self.add(self.button)
        self.meter = LevelMeter(look)
        self.result = PlainLabel("", "strong", wraps=True)
        self.state = PlainLabel("", "small", "muted", wraps=True)
        self.warning = PlainLabel("", "small", "warm", wraps=True)
        for each in (self.meter, self.result, self.state, self.warning):
            self.words.addWidget(each)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._show_closed()

    @property
    def is_open(self) -> bool:
        """Whether the microphone is open."""
        return self._trial is not None

    def set_possible(self, *, is_possible: bool) -> None:
        """Whether there is anything that could understand commands."""
        self.button.setEnabled(is_possible)
        if not is_possible:
            self.stop()

    def start(self) -> None:
        """Open the microphone of the settings."""
        self._trial = self._hearing.trial()
        self._trial.start()
        self._heard_count, self._told_problem = 0, ""
        self.result.show_text(_invitation())
        self._timer.start()
        self.look()
        self.opened.emit()

    def stop(self) -> None:
        """Close it."""
        if self._trial is not None:
            self._timer.stop()
            self._trial.stop()
            self._trial = None
            self.heard.emit(None)
            self._show_closed()

    def restart(self) -> None:
        """Go on with another microphone, where one is open."""
        if self._trial is not None:
            self._trial.stop()
            self.start()

    def look(self) -> None:
        """Show what is heard now."""
        if self._trial is None:
            return
        view = self._trial.look()
        if not self._trial.is_open:
            self.stop()
            return
        self._show(view)

    def hideEvent(self, event: QHideEvent) -> None:
        """Who leaves the page, or puts the window away, closes the microphone."""
        super().hideEvent(event)
        self.stop()

    def _turn(self) -> None:
        if self._trial is None:
            self.start()
        else:
            self.stop()

    def _show(self, view: TrialView) -> None:
        self._set_open(is_open=True)
        is_working = view.state is not HearingState.TROUBLE
        for each in (self.meter, self.result, self.state):
            each.setVisible(is_working)
        self.meter.show_level(view.level, view.noise, is_noisy=view.is_noisy)
        self.state.show_text(_state_words(view))
        self.warning.show_text(view.problem or (_noise_words() if view.is_noisy else ""))
        self.warning.setVisible(bool(self.warning.text()))
        if view.problem != self._told_problem:
            self._told_problem = view.problem
            announce(self, view.problem)
        if view.heard_count != self._heard_count:
            self._heard_count = view.heard_count
            self.result.show_text(_heard_words(view))
            announce(self, self.result.text())
            self.heard.emit(view.command)

    def _show_closed(self) -> None:
        self._set_open(is_open=False)
        self.meter.show_level(0.0, 0.0)
        self.warning.hide()

    def _set_open(self, *, is_open: bool) -> None:
        self.button.show_text(tr("Stop") if is_open else tr("Try it"))
        self.button.show_icon("stop" if is_open else "microphone")
        self.button.setAccessibleName(tr("Close the microphone") if is_open else tr("Try voice commands"))
        if not is_open:
            for each in (self.meter, self.result, self.state):
                each.hide()


def _state_words(view: TrialView) -> str:
    if view.state is HearingState.STARTING:
        return tr("Opening the microphone …")
    left = max(1, round(view.seconds_left))
    closes = ntr("closes in {count} second", "closes in {count} seconds", left).format(count=left)
    return f"{view.microphone}, {closes}" if view.microphone else closes


def _heard_words(view: TrialView) -> str:
    if view.command is None:
        return tr("I heard words that are no command.")
    return tr("I heard: {words}").format(words=view.words)


def _invitation() -> str:
    return tr("Say “coach, pause”.")


def _noise_words() -> str:
    return tr("It is loud here: commands may be missed. Speak up, or bring the microphone closer.")
