"""The popup while it asks: what is offered, and the answers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mobility_coach.domain.commands import BREAK_COMMANDS, BreakCommand
from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.breaks.break_keys import break_key_names
from mobility_coach.ui.parts.controls import Button, with_tooltip
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import AdaptiveRow, Flow, Spaces

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from mobility_coach.services.breaks.break_view import BreakView
    from mobility_coach.ui.breaks.offer_still import OfferStill
    from mobility_coach.ui.look import Look

STILL_PX = 120
_NARROW = 320
_ICONS = {BreakCommand.START: "play"}
_ANSWERS = (BreakCommand.START, BreakCommand.SNOOZE, BreakCommand.SKIP)


class AskingFace(QWidget):
    """Shows the offer of a view; `answered` tells what was pressed, `menu_asked` that more is wanted."""

    answered = Signal(BreakCommand)
    menu_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._spoken = ""
        self.still: OfferStill | None = None
        self.since = PlainLabel(role="small", tone="muted", wraps=True)
        self.title = PlainLabel(role="heading", wraps=True)
        self.text = PlainLabel(tone="muted", wraps=True)
        self.message = PlainLabel(role="small", tone="warm", wraps=True)
        self.message.hide()
        self.buttons = {command: self._button(command) for command in _ANSWERS}
        self.menu_button = Button(look, "", "more", "quiet")
        self.menu_button.set_bare(is_bare=True)
        self.menu_button.setAccessibleName(tr("More"))
        with_tooltip(self.menu_button, tr("Something else, pauses, settings"))
        self.menu_button.clicked.connect(self.menu_asked)
        # A picture can be asked for once the layout has given it its size.
        self._laid_out = QTimer(self)
        self._laid_out.setSingleShot(True)
        self._laid_out.setInterval(0)
        self._lay_out()
        look.changed.connect(self._size_still)

    def use_still(self, still: OfferStill) -> None:
        """Show the figure of the offer."""
        self.still = still
        self._offer.row.insertWidget(0, still.view, 0, Qt.AlignmentFlag.AlignTop)
        self._laid_out.timeout.connect(still.refresh)
        self._size_still()

    def show_view(self, view: BreakView) -> None:
        """Show what is offered, and what can be answered."""
        offer = view.offer
        self.since.show_text((offer.since if offer is not None else "") or view.kind_title)
        self.title.show_text(offer.title if offer is not None else view.kind_title)
        self.text.show_text(offer.text if offer is not None else "")
        self.text.setVisible(bool(self.text.text()))
        snooze = tr(BREAK_COMMANDS[BreakCommand.SNOOZE].text).format(minutes=view.snooze_minutes)
        self.buttons[BreakCommand.SNOOZE].show_text(snooze)
        self.buttons[BreakCommand.SNOOZE].setVisible(view.can_snooze)
        self.buttons[BreakCommand.SKIP].setVisible(view.can_skip)
        if self.still is not None:
            has_figure = offer is not None and self.still.can_show(offer)
            self.still.view.setVisible(has_figure)
            if offer is not None and has_figure:
                self.still.show_offer(offer)
        self.say("")

    def fit(self, width: int) -> None:
        """Put the figure beside or above the words, as a width wants it."""
        self._offer.resize(width, self._offer.height())

    def say(self, message: str) -> None:
        """Show a line below the offer, and read it out; none for an empty one."""
        self.message.show_text(message)
        self.message.setVisible(bool(message))
        announce(self, message)

    def announce_offer(self, view: BreakView) -> None:
        """Read out what is offered, without cutting anything short."""
        words = (view.kind_title, self.since.text(), self.title.text(), self.text.text())
        announce(self, ". ".join(each.rstrip(".") for each in words if each))

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the picture once there is a size for it."""
        super().showEvent(event)
        self._laid_out.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not seen is not drawn."""
        super().hideEvent(event)
        self._laid_out.stop()
        if self.still is not None:
            self.still.stop()

    def _size_still(self) -> None:
        if self.still is not None:
            side = self._look.px(STILL_PX)
            self.still.view.setFixedSize(side, side)

    def _lay_out(self) -> None:
        look = self._look
        self._offer = AdaptiveRow(look, _NARROW, 16)
        texts = QVBoxLayout()
        Spaces(look, texts, (0, 0, 0, 0), 4)
        head = QHBoxLayout()
        Spaces(look, head, (0, 0, 0, 0), 4)
        head.addWidget(self.since, 1)
        head.addWidget(self.menu_button, 0, Qt.AlignmentFlag.AlignTop)
        texts.addLayout(head)
        texts.addWidget(self.title)
        texts.addWidget(self.text)
        texts.addStretch(1)
        self._offer.row.addLayout(texts, 1)
        answers = Flow(look.space(8))
        for button in self.buttons.values():
            answers.flow.addWidget(button)
        column = QVBoxLayout(self)
        Spaces(look, column, (0, 0, 0, 0), 12)
        column.addWidget(self._offer)
        column.addWidget(self.message)
        column.addStretch(1)
        column.addWidget(answers)

    def _button(self, command: BreakCommand) -> Button:
        info = BREAK_COMMANDS[command]
        kind = "primary" if command is BreakCommand.START else "plain"
        text = "" if command is BreakCommand.SNOOZE else tr(info.text)  # that one says for how long
        button = Button(self._look, text, _ICONS.get(command, ""), kind)
        with_tooltip(button, f"{tr(info.hint)} ({break_key_names(command)})")
        button.setAccessibleDescription(tr(info.hint))
        button.clicked.connect(lambda: self.answered.emit(command))
        return button
