"""The voice among the settings: which there are, how one sounds, and preparing it ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from mobility_coach.domain.wording import tr
from mobility_coach.services.presenters.settings_view import SettingKind
from mobility_coach.services.settings import SpeechEngine
from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.layouts import AdaptiveRow
from mobility_coach.ui.parts.work_bar import WorkBar
from mobility_coach.ui.settings.setting_row import PlainRow

if TYPE_CHECKING:
    from mobility_coach.services.ports import Voice
    from mobility_coach.services.presenters.settings_view import SettingsView
    from mobility_coach.services.ui_ports import CoachPort
    from mobility_coach.services.voice_preparation import VoicePreparation
    from mobility_coach.ui.look import Look
    from mobility_coach.ui.settings.setting_row import SettingLine
    from mobility_coach.ui.settings.settings_group import GroupPart

_ROOM_FOR_BOTH = 230
_NATURAL = "heart"
"""What the natural voice is called where it is found."""


class VoiceRelay(QObject):
    """Brings the voices that were found on another thread to the window's."""

    voices_found = Signal(int, object)


class VoicePart(QObject):
    """Lives in the group that holds the voice: adds "listen" to its row, and a row to prepare the voice.

    `told` says that `row` shows something that the person waits for.
    """

    told = Signal()

    def __init__(self, look: Look, coach: CoachPort, group: GroupPart, view: SettingsView) -> None:
        super().__init__(group)
        self._coach = coach
        self._view = view
        self._name = next(row.name for row in view.rows if row.kind is SettingKind.VOICE)
        self._is_asking = False
        self._has_found = False
        self._searches = 0
        self._voice: SettingLine = group.lines[self._name]
        self._engine: SettingLine = group.lines[view.speech_engine]
        self._relay = VoiceRelay(self)
        self._relay.voices_found.connect(self._show_voices)
        self.listen = Button(look, tr("Listen"), "listen")
        self.listen.clicked.connect(self._speak)
        self.prepare = Button(look, tr("Prepare"), "play")
        self.prepare.setAccessibleName(tr("Prepare this voice"))
        self.prepare.clicked.connect(self._prepare)
        self.bar = WorkBar(look, is_framed=False)
        self.row = PlainRow(
            look,
            tr("Prepare this voice"),
            tr("Renders all phrases of your drills ahead, so that no session waits for its first words."),
        )
        self.row.add(self.prepare)
        self._add_listen(look)
        behind = [group.lines[name] for name in group.lines if name in view.voice_names][-1]
        group.panel.insert_after(behind, self.row)
        self.row.words.addWidget(self.bar)

    def ask(self) -> None:
        """Look for voices, unless they are known or being looked for."""
        if not self._is_asking and not self._has_found:
            self._is_asking = True
            self._voice.show_note(tr("Looking for voices…"), replaces_help=True)  # nothing jumps
            self._searches += 1
            number = self._searches
            self._coach.voices(lambda voices: self._relay.voices_found.emit(number, voices))

    def show_view(self, view: SettingsView, changed: str = "") -> None:
        """The settings are others now; `changed` names one that a person has just changed."""
        self._view = view
        if changed in view.voice_names:
            self.stop()
            self.row.show_note(tr("This one is new: the first session may wait a moment for its words."))
        if changed == view.speech_engine:
            self._is_asking = self._has_found = False
            self._voice.show_found(())
            self.ask()

    def stop(self) -> None:
        """Give up preparing; what is rendered stays."""
        self.bar.cancel()

    def _add_listen(self, look: Look) -> None:
        control = self._voice.control
        both = AdaptiveRow(look, _ROOM_FOR_BOTH, 8)
        both.row.addWidget(control, 1)
        both.row.addWidget(self.listen)
        self._voice.add(both)

    def _speak(self) -> None:
        rate = self._view.value(self._view.voice_rate)
        if isinstance(rate, int | float):
            self._coach.listen(str(self._view.value(self._name)), round(rate))

    def _prepare(self) -> None:
        work = self._coach.prepare_voice()
        self.row.show_note("")
        self.prepare.hide()
        self.bar.finished.connect(lambda: self._tell_outcome(work), Qt.ConnectionType.SingleShotConnection)
        self.bar.run(work)
        self.bar.cancel_button.setFocus()
        self.told.emit()

    def _tell_outcome(self, work: VoicePreparation) -> None:
        self.prepare.show()
        self.row.show_note(work.outcome)
        announce(self.row, work.outcome)
        if self.bar.cancel_button.hasFocus():
            self.prepare.setFocus()
            self.told.emit()

    @property
    def _is_natural(self) -> bool:
        return self._view.value(self._view.speech_engine) == SpeechEngine.NATURAL

    def _show_voices(self, number: int, voices: tuple[Voice, ...]) -> None:
        if number != self._searches:
            return  # another engine was chosen meanwhile
        self._is_asking = False
        is_missed = self._is_natural and _NATURAL not in {voice.id for voice in voices}
        self._has_found = bool(voices) and not is_missed
        self._engine.show_note(_no_natural_voice() if is_missed else "")
        # There is one natural voice, which the row shows by itself.
        offered = () if self._is_natural else voices
        self._voice.show_found(tuple((voice.id, _voice_text(voice)) for voice in offered))
        self._voice.show_note("" if voices else _no_voices())
        for button in (self.listen, self.prepare):
            button.setEnabled(bool(voices))


def _no_voices() -> str:
    return tr("No voices were found. Diagnostics, at the end of this page, says what to install.")


def _no_natural_voice() -> str:
    return tr(
        "The natural voice is not there, so the system's voice speaks. Add the package hibari-tts, then open "
        "this page again; diagnostics, at its end, has the line to type and tells what is wrong."
    )


def _voice_text(voice: Voice) -> str:
    languages = ", ".join(voice.languages[:2])
    return f"{voice.name} ({languages})" if languages else voice.name
