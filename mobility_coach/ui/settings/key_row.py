"""One command and its keys in the settings, and what they are changed with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobility_coach.domain.keys import KEPT, KEY_COMMANDS, MOST_KEYS, KeyRefused
from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.controls import Button, with_tooltip
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import AdaptiveRow, Flow, Spaces, clear_layout
from mobility_coach.ui.player.keys import cap_text, key_caps, key_text
from mobility_coach.ui.settings.key_catcher import KeyCatcher
from mobility_coach.ui.settings.setting_row import PlainRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from mobility_coach.domain.keys import KeyCommand, KeyMap
    from mobility_coach.ui.look import Look

_NARROW = 240


class KeyRow(QWidget):
    """Shows the keys of a command; `changed` tells the keys of all commands that a person wants now.

    `opened` tells that it shows what keys are changed with.
    """

    changed = Signal(object)
    opened = Signal()

    def __init__(self, look: Look, command: KeyCommand, keys: KeyMap) -> None:
        super().__init__()
        self._look = look
        self._keys = keys
        self._shown: list[str] | None = None
        self.command = command
        self.editor: KeyEditor | None = None
        info = KEY_COMMANDS[command]
        self.line = PlainRow(look, tr(info.text), tr(info.hint))
        self.caps = Flow(look.space(4))
        self.change = Button(look, tr("Change"), "", "quiet")
        self.change.clicked.connect(self.open)
        self.line.words.insertStretch(0, 1)  # where the keys take several lines the words stay together
        self.line.words.addStretch(1)
        self.side = AdaptiveRow(look, _NARROW, 8)
        self.side.row.addWidget(self.caps, 1, Qt.AlignmentFlag.AlignVCenter)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.side.row.addWidget(self.change, 0, right)
        self.line.row.addWidget(self.side, 1)
        self._column = QVBoxLayout(self)
        Spaces(look, self._column, (0, 0, 0, 0), 8)
        self._column.addWidget(self.line)
        self.show_keys(keys)

    @property
    def is_open(self) -> bool:
        """Whether its keys are being changed."""
        return self.editor is not None

    def show_keys(self, keys: KeyMap) -> None:
        """Show the keys as they are now."""
        self._keys = keys
        caps = key_caps(keys, self.command)
        if caps != self._shown:
            self._shown = caps
            clear_layout(self.caps.flow)
            for cap in caps:
                self.caps.flow.addWidget(PlainLabel(cap, role="chip"))
            if not caps:
                self.caps.flow.addWidget(PlainLabel(tr("no key"), "small", "muted"))
        title = tr(KEY_COMMANDS[self.command].text)
        self.change.setAccessibleName(tr("Change the keys of {command}").format(command=title))
        self.change.setAccessibleDescription(", ".join(caps) or tr("no key"))
        if self.editor is not None:
            self.editor.show_keys(keys)

    def open(self) -> None:
        """Show what the keys are changed with, and bring the keyboard there."""
        if self.editor is None:
            editor = self.editor = KeyEditor(self._look, self.command, self._keys)
            editor.changed.connect(self.changed)
            editor.done.connect(self._return)
            self._column.addWidget(editor)
            self.side.hide()
            editor.show()
            self.opened.emit()
        self.editor.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def shut(self) -> None:
        """Show just the keys again."""
        if self.editor is not None:
            editor, self.editor = self.editor, None
            editor.hide()
            editor.deleteLater()
            self.side.show()

    def _return(self) -> None:
        self.shut()
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)


class KeyEditor(QWidget):
    """Each key with a way to remove it, and below ways to add one or to go back to the usual ones.

    `changed` tells the keys of all commands as they are wanted, `done` that the person has finished.
    """

    changed = Signal(object)
    done = Signal()

    def __init__(self, look: Look, command: KeyCommand, keys: KeyMap) -> None:
        super().__init__()
        self._look = look
        self._keys = keys
        self._command = command
        self._asked = ""
        self._title = tr(KEY_COMMANDS[command].text)
        self.keys = Flow(look.space(8))
        self.removes: dict[str, Button] = {}
        self.catcher = KeyCatcher(look)
        self.catcher.caught.connect(self._take)
        self.catcher.cancelled.connect(self._cancel)
        self.message = PlainLabel("", wraps=True)
        self.use = self._button(tr("Use it here"), "ready", self._use)
        self.leave = self._button(tr("Leave it"), "", self._cancel)
        self.add = self._button(tr("Add a key"), "faster", self._listen)
        self.usual = self._button(tr("Back to the usual"), "reset", self._restore)
        self.finish = self._button(tr("Done"), "", self.done.emit)
        ways = Flow(look.space(8))
        for button in (self.use, self.leave, self.add, self.usual, self.finish):
            ways.flow.addWidget(button)
        column = QVBoxLayout(self)
        Spaces(look, column, (0, 0, 0, 8), 8)
        for widget in (self.keys, self.catcher, self.message, ways):
            column.addWidget(widget)
        self.show_keys(keys)

    def show_keys(self, keys: KeyMap) -> None:
        """Show the keys as they are now; what was asked is settled."""
        self._keys = keys
        clear_layout(self.keys.flow)
        self.removes = {}
        for key in keys.keys(self._command):
            is_kept = KEPT.get(self._command) == key
            self.keys.flow.addWidget(PlainLabel(cap_text(key), role="chip") if is_kept else self._remove(key))
        for key in keys.media_keys(self._command):
            self.keys.flow.addWidget(PlainLabel(key_text(key), role="chip"))
        self._ask("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc finishes; it does not leave the settings."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    # A key more

    def _listen(self) -> None:
        self._ask("")
        if len(self._keys.keys(self._command)) >= MOST_KEYS:
            full = tr("“{command}” has {most} keys already; remove one of them first.")
            self._say(full.format(command=self._title, most=MOST_KEYS))
            next(iter(self.removes.values())).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._say("")
        words = tr("Press the key for “{command}”. Esc cancels.").format(command=self._title)
        self.catcher.listen(words)
        announce(self, words)

    def _take(self, key: str) -> None:
        try:
            wanted = self._keys.with_key(self._command, key)
        except KeyRefused as refused:
            self._say(str(refused))
            return
        if wanted is self._keys:
            self._say(tr("{key} does that already.").format(key=key_text(key)))
            return
        losers = self._keys.losers(self._command, key)
        if not losers:
            self._give(wanted)
            return
        names = ", ".join(f"“{tr(KEY_COMMANDS[each].text)}”" for each in losers)
        self._ask(key)
        self._say(
            tr("{key} gives {commands} now. Use it here instead?").format(key=key_text(key), commands=names)
        )
        self.use.setFocus(Qt.FocusReason.OtherFocusReason)

    def _use(self) -> None:
        self._give(self._keys.with_key(self._command, self._asked))

    def _cancel(self) -> None:
        self._ask("")
        self._say("")
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, key: str) -> None:
        """Ask whether a key is to be taken from others; nothing for an empty one."""
        self._asked = key
        is_asking = bool(key)
        for button in (self.use, self.leave):
            button.setVisible(is_asking)
        for button in (self.add, self.finish):
            button.setVisible(not is_asking)
        self.usual.setVisible(not is_asking and not self._keys.is_usual(self._command))
        self.catcher.stop()

    def _say(self, words: str) -> None:
        self.message.show_text(words)
        self.message.setVisible(bool(words))
        announce(self, words)

    # Fewer keys

    def _restore(self) -> None:
        self._give(self._keys.with_usual(self._command))

    def _drop(self, key: str) -> None:
        self._give(self._keys.without_key(self._command, key))

    def _give(self, keys: KeyMap) -> None:
        self._say("")
        self.changed.emit(keys)
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, key: str) -> Button:
        button = self._button(tr("Remove key {key}").format(key=cap_text(key)), "", lambda: self._drop(key))
        words = tr("Remove key {key}").format(key=key_text(key))
        button.setAccessibleName(words)
        with_tooltip(button, words)
        self.removes[key] = button
        return button

    def _button(self, text: str, icon: str, pressed: Callable[[], None]) -> Button:
        button = Button(self._look, text, icon)
        button.set_size("slim")
        button.clicked.connect(pressed)
        return button
