"""What starts an ad break: one button for each length; the number is the key as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobility_coach.domain.routine import AD_BREAK_MINUTES, ad_break_id
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.ui.parts.controls import Button, with_tooltip
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import Flow

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from mobility_coach.ui.look import Look

_KEYS = {str(minutes): minutes for minutes in AD_BREAK_MINUTES}

_COMBINING = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class AdBreakRow(QWidget):
    """The buttons; `start_asked` tells the id of an ad break."""

    start_asked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.title = PlainLabel(tr("Ad break"), role="small", tone="muted")
        self.buttons = [self._button(look, minutes) for minutes in AD_BREAK_MINUTES]
        flow = Flow(look.space(8))
        for widget in (self.title, *self.buttons):
            flow.flow.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(flow)

    def _button(self, look: Look, minutes: int) -> Button:
        button = Button(look, tr("{minutes} min").format(minutes=minutes))
        button.set_size("slim")
        button.setAccessibleName(ntr("Ad break, {count} minute", "Ad break, {count} minutes", minutes))
        with_tooltip(
            button,
            tr("Drills that face the screen, over when the film goes on. Key {key}").format(key=minutes),
        )
        button.clicked.connect(lambda: self.start_asked.emit(ad_break_id(minutes)))
        return button


def asked_ad_break(event: QKeyEvent) -> str:
    """The id of the ad break that a key asks for, on the number row or the keypad; else empty."""
    minutes = _KEYS.get(event.text())
    if minutes is None or event.isAutoRepeat() or event.modifiers() & _COMBINING:
        return ""
    return ad_break_id(minutes)
