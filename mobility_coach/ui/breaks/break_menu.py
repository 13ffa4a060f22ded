"""The menu of the popup: something else to do, a pause, the window, the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from mobility_coach.domain.breaks.state import PauseWish
from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.menus import add_pauses

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mobility_coach.services.breaks.break_view import BreakView


class BreakMenu(QMenu):
    """What can be chosen for a view. A break that can't be put off is not put off by a pause either."""

    another_chosen = Signal()
    pause_chosen = Signal(PauseWish)
    open_chosen = Signal()
    settings_chosen = Signal()

    def __init__(self, view: BreakView, parent: QWidget) -> None:
        super().__init__(parent)
        if view.offer is not None and view.offer.has_others:
            self.addAction(tr("Something else")).triggered.connect(self.another_chosen)
            self.addSeparator()
        if not is_strict(view):
            self.addAction(tr("Pause reminders")).setEnabled(False)
            add_pauses(self, self.pause_chosen.emit)
            self.addSeparator()
        self.addAction(tr("Open Mobility Coach")).triggered.connect(self.open_chosen)
        self.addAction(tr("Set up breaks")).triggered.connect(self.settings_chosen)


def is_strict(view: BreakView) -> bool:
    """Whether the break that is asked for can only be taken."""
    return not view.can_snooze and not view.can_skip
