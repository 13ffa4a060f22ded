"""The middle of the player: what to do now, the count, the strokes, and what comes next.

All of it is centred. The figure stands beside or above it: see `player_middle`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.domain.transport import Phase
from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.controls import with_tooltip
from mobility_coach.ui.parts.key_button import KeyButton
from mobility_coach.ui.parts.labels import FittedLabel, PlainLabel
from mobility_coach.ui.player.keys import short_key, with_keys
from mobility_coach.ui.player.player_faces import COUNT_PX, CountFace, StrokeFace

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

    from mobility_coach.services.session.player_view import PlayerView
    from mobility_coach.ui.look import Look

INSTRUCTION_PX = 44
CAP_HEIGHT_FROM_AFAR = 0.05
"""In full screen a capital of the instruction is at least this part of the screen's height."""

_SKETCH_SIZE = (1000, 700)
_WIDTH = 880
_WIDTH_FROM_AFAR = 0.86
_WIDTH_OF_HUGE = 360
"""Where the page is narrower, the answer's button is not huge."""

_HEIGHT_WITH_NEXT = 560
_HEIGHT_WITH_SUMMARY = 360


class PlayerStage(QWidget):
    """Shows a view; `ready` and `back` are the one answer that some moments ask for."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._has_room_for_next = True
        self._has_room_for_summary = True
        self.instruction = FittedLabel(look, INSTRUCTION_PX)
        self.count = CountFace(look)
        self.strokes = StrokeFace(look)
        self.beat = self.strokes.beat
        self.next_text = PlainLabel(wraps=True)
        self.summary = PlainLabel(role="caption", tone="muted", wraps=True)
        self.summary.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.ready = KeyButton(look, tr(COMMANDS[Command.READY].text), "ready", "primary")
        self.back = KeyButton(look, tr("Back to the drills"), "back", "primary")
        self._show_keys()
        look.keys_changed.connect(self._show_keys)
        self.answer = self._answers()
        self.next_card = self._next_card()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(12))
        column.addWidget(self.instruction, 5)
        column.addWidget(self.answer, 4)
        column.addWidget(self.count, 6)
        column.addWidget(self.strokes)
        column.addSpacing(look.space(8))
        column.addWidget(self.next_card)
        column.addStretch(1)

    def set_room(self, page: QSize, *, is_full_screen: bool) -> None:
        """The larger the page, the larger what is read from afar."""
        look, (width, height) = self._look, _SKETCH_SIZE
        factor = max(1.0, min(page.width() / width, page.height() / height))
        instruction, widest = INSTRUCTION_PX * factor, _WIDTH * max(factor, look.scale)
        if is_full_screen:
            instruction = max(instruction, self._px_of_capitals(CAP_HEIGHT_FROM_AFAR * page.height()))
            widest = max(widest, _WIDTH_FROM_AFAR * page.width())
        self.instruction.set_largest(instruction)
        self.count.set_largest(COUNT_PX * factor)
        self.strokes.set_text_px(max(look.px(15), 18 * factor))
        self.setMaximumWidth(round(widest))
        is_narrow = page.width() < look.px(_WIDTH_OF_HUGE)
        for button in (self.ready, self.back):
            button.set_size("large" if is_narrow else "huge")
            button.set_cap_visible(is_visible=not is_narrow)
            button.ensurePolished()  # that sets a minimum of its own, a little too low for a large text
            button.setMinimumHeight(button.sizeHint().height())
        self._has_room_for_next = page.height() >= look.px(_HEIGHT_WITH_NEXT)
        self._has_room_for_summary = page.height() >= look.px(_HEIGHT_WITH_SUMMARY)

    def set_reduced_motion(self, *, is_reduced: bool) -> None:
        """Whether things switch instead of moving."""
        self.strokes.set_reduced_motion(is_reduced=is_reduced)

    def show_moving(self, view: PlayerView) -> None:
        """Show what changes all the time."""
        self.strokes.show_view(view)

    def show_view(self, view: PlayerView) -> None:
        """Show all of a view."""
        is_finished, is_waiting = view.phase is Phase.FINISHED, view.phase is Phase.WAITING
        is_counting = bool(view.reps or view.count_in) and not is_finished
        self.count.show_view(view)
        self.show_moving(view)
        self.next_text.show_text(view.next_text)
        self.summary.show_text("\n".join(view.summary))
        for widget, is_visible in (
            (self.ready, is_waiting),
            (self.back, is_finished),
            (self.summary, bool(view.summary) and self._has_room_for_summary),
            (self.answer, is_waiting or is_finished),
            (self.count, is_counting),
            (self.strokes, is_counting),
            (self.next_card, bool(view.next_text) and self._has_room_for_next),
        ):
            set_visible(widget, is_visible=is_visible)
        has_more = is_counting or is_waiting or is_finished
        below = Qt.AlignmentFlag.AlignBottom if has_more else Qt.AlignmentFlag.AlignVCenter
        self.instruction.setAlignment(Qt.AlignmentFlag.AlignHCenter | below)
        self.instruction.show_text(view.instruction)

    def _show_keys(self) -> None:
        keys = self._look.keys
        for button in (self.ready, self.back):
            button.show_cap(short_key(keys, Command.READY))
        with_tooltip(self.ready, with_keys(tr(COMMANDS[Command.READY].hint), keys, Command.READY))

    def _px_of_capitals(self, height: float) -> float:
        """The size of the instruction's font whose capitals are so high."""
        metrics = QFontMetricsF(self._look.font(100 / self._look.scale, bold=True))
        return 100 * height / max(1.0, metrics.capHeight())

    def _answers(self) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, self._look.space(12), 0, 0)
        column.setSpacing(self._look.space(20))
        column.addWidget(self.summary)
        for button in (self.ready, self.back):
            button.set_size("huge")
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return widget

    def _next_card(self) -> QFrame:
        look, card = self._look, QFrame()
        card.setProperty("role", "panel")
        inside = QHBoxLayout(card)
        inside.setContentsMargins(look.space(20), look.space(12), look.space(20), look.space(12))
        inside.setSpacing(look.space(12))
        inside.addWidget(PlainLabel(tr("Next"), tone="muted"), 0, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(self.next_text, 1)
        return card


def set_visible(widget: QWidget, *, is_visible: bool) -> None:
    """Show or hide a widget where it is not so already."""
    if widget.isHidden() == is_visible:
        widget.setVisible(is_visible)
