"""Spoken commands among the settings: what they take, by which microphone, and trying them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.settings.hearing_rows import MissingBox, PhrasesRow
from mobility_coach.ui.settings.trial_row import TrialRow

if TYPE_CHECKING:
    from mobility_coach.services.presenters.settings_view import SettingsView
    from mobility_coach.services.voice.hearing_port import HearingPort
    from mobility_coach.ui.look import Look
    from mobility_coach.ui.settings.settings_group import GroupPart

COMMANDS_NAME, MICROPHONE_NAME = "voice_commands", "microphone"
"""The settings that it belongs to."""


class HearingPart(QObject):
    """Lives in the group that holds the switch, and adds rows to it.

    `told` says that a row shows something that the person waits for.
    """

    told = Signal(object)

    def __init__(self, look: Look, hearing: HearingPort, group: GroupPart, view: SettingsView) -> None:
        super().__init__(group)
        self._hearing = hearing
        self._view = view
        self._names: tuple[str, ...] = ()
        self._is_searching = False
        self._relay = MicrophoneRelay(self)
        self._relay.microphones_found.connect(self._take_microphones)
        self._switch = group.lines[COMMANDS_NAME]
        self._microphone = group.lines[MICROPHONE_NAME]
        self._switch.words.addWidget(PlainLabel(_cost(), "small", "muted", wraps=True))
        self.missing = MissingBox(look)
        self._switch.words.addWidget(self.missing)
        self.trial = TrialRow(look, hearing)
        self.trial.opened.connect(lambda: self.told.emit(self.trial))
        self.phrases = PhrasesRow(look)
        self.trial.heard.connect(self.phrases.light)
        group.panel.insert_after(self._microphone, self.trial)
        group.panel.insert_after(self.trial, self.phrases)

    def ask(self) -> None:
        """See anew what is there; looks for microphones only where commands are wanted."""
        line = self._hearing.missing_line()
        is_on = bool(self._view.value(COMMANDS_NAME))
        self.missing.show_line(line, is_on=is_on)
        self.trial.set_possible(is_possible=not line)
        if is_on and not line and not self._names and not self._is_searching:
            self._is_searching = True
            self._hearing.microphones(self._relay.microphones_found.emit)

    def show_view(self, view: SettingsView, changed: str = "") -> None:
        """The settings are others now; `changed` names one that a person has just changed."""
        self._view = view
        self._offer()
        if changed == COMMANDS_NAME:
            self.ask()
            if view.value(COMMANDS_NAME) and not self.missing.isHidden():
                announce(self._switch, self.missing.text.text())
        elif changed == MICROPHONE_NAME:
            self.trial.restart()

    def stop(self) -> None:
        """Close the microphone."""
        self.trial.stop()

    def _take_microphones(self, names: tuple[str, ...]) -> None:
        self._is_searching = False
        self._names = names
        self._microphone.show_note("" if names else _no_microphone())
        self._offer()

    def _offer(self) -> None:
        chosen = self._view.value(MICROPHONE_NAME)  # it has its place among the choices already
        self._microphone.show_found(tuple((name, name) for name in self._names if name != chosen))


class MicrophoneRelay(QObject):
    """Brings the microphones that were found on another thread to the window's."""

    microphones_found = Signal(object)


def _cost() -> str:
    return tr(
        "Takes the package pocketsphinx (38 MB) and, while a session runs, 90 MB of memory and 6 %"
        " of one processor core. In a loud room it misses commands: keys and buttons work as well."
    )


def _no_microphone() -> str:
    return tr("No microphone was found. Plug one in, and open this page again.")
