"""One kind of break among the others: its rows, and a way to remove it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.settings.settings_group import GroupPart

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mobility_coach.services.presenters.settings_view import SettingsGroup
    from mobility_coach.ui.look import Look


class KindPart(GroupPart):
    """`remove_asked` tells the kind's id."""

    remove_asked = Signal(str)

    def __init__(self, look: Look, group: SettingsGroup) -> None:
        self.remove = Button(look, tr("Remove"), "stop", "quiet")
        super().__init__(look, group)
        self.head.row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignVCenter)
        self.remove.clicked.connect(lambda: self.remove_asked.emit(group.id))

    @property
    def stops(self) -> list[QWidget]:
        """With the button that removes it."""
        restore, *others = super().stops
        return [restore, self.remove, *others]

    def show_group(self, group: SettingsGroup) -> None:
        """Its name may be another one now."""
        super().show_group(group)
        self.remove.setAccessibleName(tr("Remove: {kind}").format(kind=group.title))

    def allow_removal(self, *, is_allowed: bool) -> None:
        """The last one stays."""
        self.remove.setVisible(is_allowed)
