"""One finding of the diagnostics: how it is, what it is, and the line that mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.services.doctor import Condition
from mobility_coach.ui.parts.controls import ICON_PX
from mobility_coach.ui.parts.copying import CopyButton
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import AdaptiveRow

if TYPE_CHECKING:
    from mobility_coach.services.presenters.diagnostics_view import DiagnosticsRow
    from mobility_coach.ui.look import Look

_SIGNS = {
    Condition.FINE: ("ready", "success"),
    Condition.NOTE: ("caution", "muted"),
    Condition.MISSING: ("stop", "warm"),
}
_NAME_SHARE, _VALUE_SHARE = 2, 5
_NARROW = 460


class FindingRow(QWidget):
    """A sign, the name and the value; below them, where something is to be mended, how."""

    def __init__(self, look: Look, row: DiagnosticsRow) -> None:
        super().__init__()
        self.setAccessibleName(row.spoken)
        self.command: QLineEdit | None = None
        self.copy_button: CopyButton | None = None
        column = QVBoxLayout()
        column.setSpacing(look.space(4))
        column.addWidget(self._facts(look, row))
        if row.remedy:
            column.addWidget(PlainLabel(row.remedy, "small", "muted", wraps=True))
        if row.command:
            column.addWidget(self._mending(look, row))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, look.space(4), 0, look.space(4))
        outer.setSpacing(look.space(12))
        outer.addWidget(self._sign(look, row.condition), 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(column, 1)

    def _sign(self, look: Look, condition: Condition) -> QLabel:
        icon, colour = _SIGNS[condition]
        side = look.px(ICON_PX)
        sign = QLabel()
        sign.setPixmap(look.icon(icon, colour).pixmap(QSize(side, side)))
        sign.setMinimumHeight(self.fontMetrics().height())
        return sign

    def _facts(self, look: Look, row: DiagnosticsRow) -> QWidget:
        name = PlainLabel(row.name, "strong", wraps=True)
        if row.condition is not Condition.FINE:  # the sign alone would be told by shape and colour only
            name.show_text(f"{row.name} · {row.condition_text}")
        name.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self.value = PlainLabel(row.value, tone="muted", wraps=True)
        facts = AdaptiveRow(look, _NARROW, 12)
        facts.row.setSpacing(look.space(4))
        facts.row.addWidget(name, _NAME_SHARE)
        facts.row.addWidget(self.value, _VALUE_SHARE)
        return facts

    def _mending(self, look: Look, row: DiagnosticsRow) -> QWidget:
        self.command = QLineEdit(row.command)
        self.command.setReadOnly(True)
        self.command.setCursorPosition(0)
        self.command.setAccessibleName(tr("Line to type: {name}").format(name=row.name))
        self.copy_button = CopyButton(look, tr("Copy"), row.command)
        self.copy_button.setAccessibleName(tr("Copy the line: {name}").format(name=row.name))
        mending = AdaptiveRow(look, 320, 8)
        mending.row.addWidget(self.command, 1)
        mending.row.addWidget(self.copy_button)
        return mending
