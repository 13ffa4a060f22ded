"""The player's controls: one button for each command, with its key in the tooltip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.domain.transport import Phase
from mobility_coach.domain.wording import tr
from mobility_coach.ui.controls import Button, with_tooltip
from mobility_coach.ui.keys import ESCAPE, key_names, key_text
from mobility_coach.ui.labels import PlainLabel
from mobility_coach.ui.layouts import Flow

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mobility_coach.services.session.player_view import PlayerView
    from mobility_coach.ui.look import Look

FULL_SCREEN_KEYS = "F, F11"

_UPPER = (Command.PREVIOUS, Command.REPEAT, Command.TOGGLE, Command.NEXT, Command.SKIP_SIDE)
_LOWER = (Command.SLOWER, Command.FASTER, Command.QUIETER, Command.LOUDER, Command.MUTE, Command.STOP)
_WIDTH_OF_TEXTS = 920
_WIDTH_OF_WORDS = 480

_ICONS = {Command.REPEAT: "again", Command.TOGGLE: "pause"}
_SHOWN_BY_PHASE = {
    Phase.READY: (Command.START, "play"),
    Phase.PLAYING: (Command.PAUSE, "pause"),
    Phase.PAUSED: (Command.RESUME, "play"),
    Phase.WAITING: (Command.READY, "ready"),
    Phase.FINISHED: (Command.START, "play"),
}
"""What the main button reads in each phase."""


class TransportBar(QWidget):
    """Two rows: where to go above, how it sounds below."""

    command_given = Signal(Command)
    full_screen_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._is_compact = False
        self._is_tight = False
        self._bpm = 0
        self._texts: dict[Button, str] = {}
        self.buttons: dict[Command, Button] = {}
        self._tempo = PlainLabel(tone="muted")
        self._volume = PlainLabel(tone="muted")
        self.full_screen = Button(look, tr("Full screen"), "full-screen", "quiet")
        self._texts[self.full_screen] = tr("Full screen")
        self.full_screen.clicked.connect(self.full_screen_asked)
        for command in (*_UPPER, *_LOWER):
            self._button(command, _kind(command))
        each = self.buttons
        upper = self._row(
            8,
            (each[Command.PREVIOUS], each[Command.REPEAT]),
            (each[Command.TOGGLE],),
            (each[Command.NEXT], each[Command.SKIP_SIDE]),
        )
        lower = self._row(
            4,
            (each[Command.SLOWER], self._tempo, each[Command.FASTER]),
            (each[Command.QUIETER], self._volume, each[Command.LOUDER]),
            (each[Command.MUTE], self.full_screen, each[Command.STOP]),
        )
        self._show_keys(is_full=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.space(4))
        layout.addWidget(upper)
        layout.addWidget(lower)

    def show_view(self, view: PlayerView) -> None:
        """Show what can be told now, the tempo and the volume."""
        shown, icon = _SHOWN_BY_PHASE[view.phase]
        toggle = self.buttons[Command.TOGGLE]
        toggle.show_text(tr(COMMANDS[shown].text))
        toggle.show_icon(icon)
        toggle.setVisible(view.phase is not Phase.WAITING)  # the stage has a large one
        for command, button in self.buttons.items():
            is_possible = command in view.commands
            if button.isEnabled() != is_possible:
                button.setEnabled(is_possible)
        mute = self.buttons[Command.MUTE]
        self._texts[mute] = tr("Sound on") if view.is_muted else tr(COMMANDS[Command.MUTE].text)
        self._show_text(mute)
        mute.show_icon("louder" if view.is_muted else "mute")
        self._bpm = view.bpm
        self._show_tempo()
        volume = tr("muted") if view.is_muted else tr("{percent} %").format(percent=round(100 * view.volume))
        self._volume.show_text(volume)

    def set_large(self, *, is_large: bool) -> None:
        """Larger targets, for the full screen."""
        for button in (*self.buttons.values(), self.full_screen):
            button.set_size("large" if is_large else "")
        self._texts[self.full_screen] = tr("Leave full screen") if is_large else tr("Full screen")
        self._show_text(self.full_screen)
        self._show_keys(is_full=is_large)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where texts don't fit in a row, icons alone do; tooltips and screen readers keep the texts."""
        super().resizeEvent(event)
        room = event.size().width()
        is_compact = room < self._look.px(_WIDTH_OF_TEXTS)
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            for button in self._texts:
                self._show_text(button)
        self._is_tight = room < self._look.px(_WIDTH_OF_WORDS)
        self._show_tempo()

    def _show_tempo(self) -> None:
        words = tr("{bpm} beats a minute").format(bpm=self._bpm)
        self._tempo.setAccessibleName(words)
        self._tempo.show_text(tr("{bpm} bpm").format(bpm=self._bpm) if self._is_tight else words)

    def _show_keys(self, *, is_full: bool) -> None:
        """Esc leaves the full screen, and stops elsewhere; the tooltips say which."""
        esc, names = key_text(ESCAPE), COMMANDS[Command.STOP].keys
        keys = [key_text(name) for name in names if not (is_full and name == ESCAPE)]
        stop, hint = tr(COMMANDS[Command.STOP].text), tr(COMMANDS[Command.STOP].hint)
        with_tooltip(self.buttons[Command.STOP], f"{stop}: {hint} ({', '.join(keys)})")
        if is_full:
            text = f"{tr('Back to a window')} ({FULL_SCREEN_KEYS}, {esc})"
        else:
            text = f"{tr('Fill the whole screen')} ({FULL_SCREEN_KEYS})"
        with_tooltip(self.full_screen, text)

    def _row(self, spacing: float, *groups: tuple[QWidget, ...]) -> Flow:
        """A row that wraps between groups, and never within one."""
        flow = Flow(self._look.space(spacing), centred=True)
        for group in groups:
            flow.flow.add_together(*group)
        return flow

    def _show_text(self, button: Button) -> None:
        text = self._texts[button]
        button.setAccessibleName(text)
        button.set_bare(is_bare=self._is_compact)
        button.show_text("" if self._is_compact else text)

    def _button(self, command: Command, kind: str) -> Button:
        info = COMMANDS[command]
        button = Button(self._look, tr(info.text), _ICONS.get(command, command.value), kind)
        keys = key_names(command)
        with_tooltip(button, f"{tr(info.text)}: {tr(info.hint)} ({keys})")
        button.setAccessibleDescription(tr(info.hint))
        if command is not Command.TOGGLE:
            self._texts[button] = tr(info.text)
        button.clicked.connect(lambda: self.command_given.emit(command))
        self.buttons[command] = button
        return button


def _kind(command: Command) -> str:
    if command is Command.TOGGLE:
        return "primary"
    return "plain" if command in _UPPER else "quiet"
