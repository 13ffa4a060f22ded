"""The player's controls: one button for each command, with its key on a small cap and in the tooltip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.domain.transport import Phase
from mobility_coach.domain.window_commands import FACE_COMMANDS, FaceCommand
from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.controls import Button, with_tooltip
from mobility_coach.ui.parts.key_button import KeyButton
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import Flow
from mobility_coach.ui.parts.menus import menu_text
from mobility_coach.ui.player.keys import ESCAPE, key_caps, key_text, short_key, with_keys
from mobility_coach.ui.player.mini_menu import face_words

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mobility_coach.services.session.player_view import PlayerView
    from mobility_coach.ui.look import Look

_UPPER = (Command.PREVIOUS, Command.REPEAT, Command.TOGGLE, Command.NEXT, Command.SKIP_SIDE)
_LOWER = (Command.SLOWER, Command.FASTER, Command.QUIETER, Command.LOUDER, Command.MUTE, Command.STOP)

_ICONS = {Command.REPEAT: "again", Command.TOGGLE: "pause"}
_SHOWN_BY_PHASE = {
    Phase.READY: (Command.START, "play"),
    Phase.PLAYING: (Command.PAUSE, "pause"),
    Phase.PAUSED: (Command.RESUME, "play"),
    Phase.WAITING: (Command.READY, "ready"),
    Phase.FINISHED: (Command.START, "play"),
}
"""What the main button reads in each phase."""


@dataclass(frozen=True, slots=True)
class _Detail:
    """How much the controls say where there is room for it."""

    has_texts: bool
    has_icons: bool
    has_caps: bool
    has_words: bool
    has_faces: bool = True


_DETAILS = (
    _Detail(has_texts=True, has_icons=True, has_caps=True, has_words=True),
    _Detail(has_texts=True, has_icons=True, has_caps=True, has_words=False),
    _Detail(has_texts=True, has_icons=False, has_caps=True, has_words=False),
    _Detail(has_texts=True, has_icons=True, has_caps=False, has_words=False),
    _Detail(has_texts=True, has_icons=True, has_caps=False, has_words=False, has_faces=False),
    _Detail(has_texts=False, has_icons=True, has_caps=False, has_words=True, has_faces=False),
    _Detail(has_texts=False, has_icons=True, has_caps=False, has_words=False, has_faces=False),
)
"""From the richest to the barest; "icons" are those below, "words" those of the tempo.

"Faces" are the buttons for where else the session is shown, which a menu stands for where there is no room.
"""

_WIDTH_OF_WORDS = 480


class TransportBar(QWidget):
    """Two rows: where to go above, how it sounds below. They say as much as their width has room for."""

    command_given = Signal(Command)
    face_asked = Signal(FaceCommand)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._detail = _DETAILS[0]
        self._bpm = 0
        self._is_large = False
        self._texts: dict[KeyButton, str] = {}
        self.buttons: dict[Command, KeyButton] = {}
        self._face_buttons: dict[FaceCommand, KeyButton] = {}
        self.menu: QMenu | None = None
        self._tempo = PlainLabel(tone="muted")
        self._volume = PlainLabel(tone="muted")
        self.full_screen = self._face_button(FaceCommand.FULL_SCREEN, "full-screen")
        self.tv = self._face_button(FaceCommand.TV, "tv", is_bare=True)
        self.mini = self._face_button(FaceCommand.MINI, "small-player", is_bare=True)
        self.help = self._face_button(FaceCommand.HELP, "keys")
        self.more = self._more_button()
        for command in (*_UPPER, *_LOWER):
            self._button(command, _kind(command))
        each = self.buttons
        upper = self._row(
            8,
            (each[Command.PREVIOUS], each[Command.REPEAT]),
            (each[Command.TOGGLE],),
            (each[Command.NEXT], each[Command.SKIP_SIDE]),
        )
        self._lower = self._row(
            4,
            (each[Command.SLOWER], self._tempo, each[Command.FASTER]),
            (each[Command.QUIETER], self._volume, each[Command.LOUDER]),
            (each[Command.MUTE], *self._faces, self.more, each[Command.STOP]),
        )
        self._show_keys()
        look.keys_changed.connect(self._show_keys)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.space(4))
        layout.addWidget(upper)
        layout.addWidget(self._lower)

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
        for button in (*self.buttons.values(), *self._faces, self.more):
            button.set_size("large" if is_large else "")
        self._texts[self.full_screen] = tr("Leave full screen") if is_large else tr("Full screen")
        self._show_text(self.full_screen)
        self._is_large = is_large
        self._show_keys()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where texts don't fit in a row, icons alone do; tooltips and screen readers keep the texts."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """Say as much as fits in one line below; icons alone may take two."""
        for detail in _DETAILS[:-2]:
            self._take(detail)
            if self._lower.flow.sizeHint().width() <= self.width():
                return
        self._take(_DETAILS[-2 if self.width() >= self._look.px(_WIDTH_OF_WORDS) else -1])

    def _take(self, detail: _Detail) -> None:
        if detail == self._detail:
            return
        self._detail = detail
        for button in self._texts:
            self._show_text(button)
        for button in (*self._texts, self.buttons[Command.TOGGLE]):
            button.set_cap_visible(is_visible=detail.has_caps)
        for button in (*(self.buttons[each] for each in _LOWER), self.full_screen, self.help):
            button.set_icon_visible(is_visible=detail.has_icons)
        for button in (self.tv, self.mini, self.help):
            button.setVisible(detail.has_faces)
        self.more.setVisible(not detail.has_faces)
        self._show_tempo()

    def _show_tempo(self) -> None:
        words = tr("{bpm} beats a minute").format(bpm=self._bpm)
        self._tempo.setAccessibleName(words)
        self._tempo.show_text(words if self._detail.has_words else tr("{bpm} bpm").format(bpm=self._bpm))

    def _show_keys(self) -> None:
        """What caps and tooltips say of the keys."""
        keys = self._look.keys
        for command, button in self.buttons.items():
            info = COMMANDS[command]
            button.show_cap(short_key(keys, command))
            with_tooltip(button, with_keys(f"{tr(info.text)}: {tr(info.hint)}", keys, command))
        for face, button in self._face_buttons.items():
            button.show_cap(next(iter(key_caps(keys, face)), ""))
            hint = tr("Show all keys") if face is FaceCommand.HELP else tr(FACE_COMMANDS[face].hint)
            with_tooltip(button, with_keys(hint, keys, face))
        self._show_keys_that_leave()
        if self.menu is not None:
            self.menu.deleteLater()
            self.menu = None
        self._fit()

    def _show_keys_that_leave(self) -> None:
        """Esc leaves the full screen, and stops elsewhere; the tooltips say which."""
        stop, info, keys = self.buttons[Command.STOP], COMMANDS[Command.STOP], self._look.keys
        if not self._is_large:
            text = tr("Fill the whole screen")
            with_tooltip(self.full_screen, with_keys(text, keys, FaceCommand.FULL_SCREEN))
            return
        names = [key_text(name) for name in keys.keys(Command.STOP) if name != ESCAPE]
        stop.show_cap(next(iter(names), ""))
        words = f"{tr(info.text)}: {tr(info.hint)}"
        with_tooltip(stop, f"{words} ({', '.join(names)})" if names else words)
        names = [*map(key_text, keys.keys(FaceCommand.FULL_SCREEN)), key_text(ESCAPE)]
        with_tooltip(self.full_screen, f"{tr('Back to a window')} ({', '.join(names)})")

    def _row(self, spacing: float, *groups: tuple[QWidget, ...]) -> Flow:
        """A row that wraps between groups, and never within one."""
        flow = Flow(self._look.space(spacing), centred=True)
        for group in groups:
            flow.flow.add_together(*group)
        return flow

    def _show_text(self, button: KeyButton) -> None:
        text = self._texts[button]
        button.setAccessibleName(text)
        button.set_bare(is_bare=not self._detail.has_texts)
        button.show_text(text if self._detail.has_texts else "")

    @property
    def _faces(self) -> tuple[KeyButton, ...]:
        return tuple(self._face_buttons.values())

    def _face_button(self, command: FaceCommand, icon: str, *, is_bare: bool = False) -> KeyButton:
        """A button for what is asked of the face; a bare one never shows its text."""
        text = tr(FACE_COMMANDS[command].text)
        button = KeyButton(self._look, "" if is_bare else text, icon, "quiet")
        button.setAccessibleName(text)
        self._face_buttons[command] = button
        button.clicked.connect(lambda: self.face_asked.emit(command))
        if is_bare:
            button.set_bare(is_bare=True)
        else:
            self._texts[button] = text
        return button

    def _more_button(self) -> Button:
        """Stands for what has no room of its own."""
        button = Button(self._look, "", "more", "quiet")
        button.set_bare(is_bare=True)
        button.setAccessibleName(tr("More"))
        with_tooltip(button, tr("TV, small player, keys"))
        button.clicked.connect(self._open_menu)
        button.hide()
        return button

    def _open_menu(self) -> None:
        menu = self._made_menu()
        above = QPoint(self.more.width() - menu.sizeHint().width(), -menu.sizeHint().height())
        menu.popup(self.more.mapToGlobal(above))

    def _made_menu(self) -> QMenu:
        if self.menu is None:
            self.menu = QMenu(self)
            for command in (FaceCommand.TV, FaceCommand.MINI, FaceCommand.HELP):
                words = face_words(tr(FACE_COMMANDS[command].text), self._look.keys, command)
                action = self.menu.addAction(menu_text(words))
                action.triggered.connect(lambda _=False, command=command: self.face_asked.emit(command))
        return self.menu

    def _button(self, command: Command, kind: str) -> KeyButton:
        info = COMMANDS[command]
        button = KeyButton(self._look, tr(info.text), _ICONS.get(command, command.value), kind)
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
