"""All keys among the settings: a row for each command, and the way back to what is usual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mobility_coach.domain.keys import KEY_COMMANDS, USUAL_KEYS
from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.settings.key_row import KeyRow
from mobility_coach.ui.settings.setting_row import PlainRow
from mobility_coach.ui.settings.settings_group import Headed

if TYPE_CHECKING:
    from mobility_coach.domain.keys import KeyCommand, KeyMap
    from mobility_coach.services.ui_ports import CoachPort
    from mobility_coach.ui.look import Look


class KeysPart(Headed):
    """Passes changed keys on to the coach. `changed` tells of that, `told` which row needs to be seen.

    The rows are made when they are asked for: they are as many as all other settings together.
    """

    changed = Signal()
    told = Signal(QWidget)

    def __init__(self, look: Look, coach: CoachPort) -> None:
        super().__init__(look, tr("Keys"), above=0)
        self._look = look
        self._coach = coach
        self._keys = coach.keys()
        self._before: KeyMap | None = None
        self.problem = PlainLabel("", "small", "warm", wraps=True)
        self.problem.hide()
        self.restore = Button(look, "", "reset", "quiet")
        self.restore.clicked.connect(self._restore)
        policy = self.restore.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # else all below moves with the first change
        self.restore.setSizePolicy(policy)
        self.head.row.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.insertWidget(1, self.problem)
        words = tr("The same in this window, the small player, on the TV and in a terminal.")
        self.line = PlainRow(look, tr("Keys of a session"), f"{words} {tr('“?” lists them all.')}")
        self.unfold = Button(look, tr("Change keys"), "keys")
        self.unfold.clicked.connect(self.show_rows)
        self.line.add(self.unfold)
        self.panel.add(self.line)
        self.rows: dict[KeyCommand, KeyRow] = {}
        self._show()

    def show_rows(self) -> None:
        """Show a row for each command, and bring the keyboard to the first."""
        for command in KEY_COMMANDS:
            row = self.rows[command] = KeyRow(self._look, command, self._keys)
            row.changed.connect(self._change)
            row.opened.connect(lambda row=row: self._open(row))
            self.panel.add(row)
            row.show()  # at once, so that it can take the keyboard
        first = next(iter(self.rows.values()))
        first.change.setFocus(Qt.FocusReason.OtherFocusReason)
        self.unfold.hide()
        self.told.emit(first)

    def refresh(self) -> None:
        """Show the keys as the coach knows them; what was begun or could be taken back is settled."""
        self._keys, self._before = self._coach.keys(), None
        for row in self.rows.values():
            row.shut()
        self._say("")
        self._show()

    def _open(self, opened: KeyRow) -> None:
        """One row at a time."""
        for row in self.rows.values():
            if row is not opened:
                row.shut()
        self.told.emit(opened)

    def _change(self, keys: KeyMap) -> None:
        self._before = None
        self._keep(keys)

    def _restore(self) -> None:
        """Back to what is usual, or back from there."""
        if self._before is not None:
            keys, self._before = self._before, None
        else:
            keys, self._before = USUAL_KEYS, self._keys
            announce(self, tr("{group}: reset to usual.").format(group=self.title))
        self._keep(keys)

    def _keep(self, keys: KeyMap) -> None:
        self._say(self._coach.change_keys(keys))
        self._keys = self._coach.keys()
        self._show()
        self.changed.emit()

    def _say(self, problem: str) -> None:
        self.problem.show_text(problem)
        self.problem.setVisible(bool(problem))
        announce(self, problem)

    def _show(self) -> None:
        for row in self.rows.values():
            row.show_keys(self._keys)
        words = tr("Reset to usual") if self._before is None else tr("Undo")
        self.restore.show_text(words)
        self.restore.setAccessibleName(f"{words}: {self.title}")
        self.restore.setVisible(self._before is not None or self._keys != USUAL_KEYS)
