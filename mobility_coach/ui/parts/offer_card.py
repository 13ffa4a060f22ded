"""A calm card above the page: something to know or to decide, which nothing waits for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import Flow, Spaces

if TYPE_CHECKING:
    from mobility_coach.ui.look import Look


@dataclass(frozen=True, slots=True)
class Offer:
    """What a card says: a title, lines of text, up to two buttons.

    `dismiss` is the name of the cross that puts the card away, for screen readers; without one there is no
    cross, and a button has to be pressed.
    """

    title: str
    lines: tuple[str, ...]
    action: str
    other: str = ""
    dismiss: str = ""


class OfferCard(QFrame):
    """Shows an `Offer`, and goes away when it is answered."""

    accepted = Signal()
    other_chosen = Signal()
    dismissed = Signal()
    gone = Signal()

    def __init__(self, look: Look, offer: Offer) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.action = Button(look, offer.action, "ready")
        self.other = Button(look, offer.other, kind="quiet") if offer.other else None
        self.cross = Button(look, "", "stop", "step") if offer.dismiss else None
        self._lay_out(look, offer)
        announce(self, " ".join((offer.title, *offer.lines)))

    @property
    def stops(self) -> list[QWidget]:
        """Its buttons, as one sees them."""
        return [each for each in (self.cross, self.action, self.other) if each is not None]

    def put_away(self) -> None:
        """Take it from the page."""
        self.hide()
        self.deleteLater()
        self.gone.emit()

    def _lay_out(self, look: Look, offer: Offer) -> None:
        head = QHBoxLayout()
        head.addWidget(PlainLabel(offer.title, "heading", wraps=True), 1)
        buttons = Flow(look.space(8))
        buttons.flow.addWidget(self.action)
        self._answers(self.action, self.accepted)
        if self.other is not None:
            buttons.flow.addWidget(self.other)
            self._answers(self.other, self.other_chosen)
        if self.cross is not None:
            self.cross.setAccessibleName(offer.dismiss)
            head.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
            self._answers(self.cross, self.dismissed)
        column = QVBoxLayout(self)
        Spaces(look, column, (16, 12, 16, 16), 8)
        column.addLayout(head)
        for text in offer.lines:
            column.addWidget(PlainLabel(text, wraps=True))
        column.addWidget(buttons)

    def _answers(self, button: Button, told: SignalInstance) -> None:
        button.clicked.connect(self.put_away)
        button.clicked.connect(told)
