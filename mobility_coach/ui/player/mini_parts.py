"""What the mini player is built of: its head, its words, its controls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.domain.transport import Phase
from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.banner import Banner
from mobility_coach.ui.parts.controls import Button, repolish, with_tooltip
from mobility_coach.ui.parts.labels import ElidedLabel, FittedLabel, PlainLabel
from mobility_coach.ui.parts.layouts import Flow, Spaces
from mobility_coach.ui.player.hearing_sign import HearingSign
from mobility_coach.ui.player.keys import with_keys
from mobility_coach.ui.player.player_faces import CountFace, StrokeFace
from mobility_coach.ui.player.player_page import clock_text
from mobility_coach.ui.player.player_stage import set_visible

if TYPE_CHECKING:
    from mobility_coach.services.session.player_view import PlayerView
    from mobility_coach.ui.look import Look
    from mobility_coach.ui.player.mini_room import MiniRoom

_CONTROLS = {
    Command.REPEAT: "again",
    Command.TOGGLE: "pause",
    Command.NEXT: "next",
    Command.STOP: "stop",
}


_EASY_INSTRUCTION = 15.0
"""Where an instruction of this size does not fit beside the figure it has all the room."""

_SMALL_INSTRUCTION = 13.0
"""A long instruction shrinks to this before it is scrolled."""


class MiniHead(QWidget):
    """Where the session is, which side, how long it takes; below that what is wrong, if anything.

    In a small room a sign tells that something is wrong; `unfolded` tells that the person wants to read it.
    """

    unfolded = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._has_time = True
        self._is_small = False
        self._problem = ""
        self._read = ""
        self.place = ElidedLabel("strong")
        self.side = PlainLabel(role="side")
        self.hearing = HearingSign(look)
        self.remaining = PlainLabel(tone="muted")
        self.banner = Banner(look)
        self.warning = Button(look, "", "caution", "quiet")
        self.warning.set_bare(is_bare=True)
        self.warning.clicked.connect(self._unfold)
        row = QHBoxLayout()
        Spaces(look, row, (0, 0, 0, 0), 8)
        row.addWidget(self.place)
        row.addWidget(self.side)
        row.addStretch(1)
        row.addWidget(self.hearing)
        row.addWidget(self.remaining)
        row.addWidget(self.warning)
        column = QVBoxLayout(self)
        Spaces(look, column, (0, 0, 0, 0), 8)
        column.addLayout(row)
        column.addWidget(self.banner)

    def set_room(self, room: MiniRoom) -> None:
        """The time is left out where it is narrow."""
        self._has_time = room.has_time
        self._is_small = room.is_small
        self.hearing.set_bare(is_bare=not room.has_texts)

    def show_view(self, view: PlayerView) -> None:
        """Show the head of a view."""
        place = view.movement_label or view.drill_title or view.session_title
        self.place.show_text(place)
        # Where it is narrow it would be cut off, and the words below say the same in full.
        set_visible(self.place, is_visible=self._has_time or self._is_small or place != view.instruction)
        self.side.show_text(view.side_label)
        self.hearing.show_hearing(view.hearing)
        set_visible(self.side, is_visible=bool(view.side_label) and not self.hearing.needs_room)
        left = tr("Paused, {time} left") if view.phase is Phase.PAUSED else tr("{time} left")
        self.remaining.show_text(left.format(time=clock_text(view.remaining_seconds)))
        set_visible(self.remaining, is_visible=self._has_time)
        self._show_problem(view.problem)

    def _show_problem(self, problem: str) -> None:
        is_folded = self._is_small and bool(problem) and problem != self._read
        set_visible(self.warning, is_visible=is_folded)
        self.banner.show_text("" if is_folded else problem)
        if problem == self._problem:
            return
        self._problem = problem
        if is_folded:
            self.warning.setAccessibleName(problem)
            with_tooltip(self.warning, problem)
            announce(self, problem)

    def _unfold(self) -> None:
        self._read = self._problem
        self.unfolded.emit()


class MiniLine(ElidedLabel):
    """One line for what is worth knowing, or for what is wrong where no head has a sign for it.

    Its tooltip has what is cut off.
    """

    def __init__(self) -> None:
        super().__init__("small", "muted")
        self._notice = ""
        self.hide()

    def show_texts(self, problem: str, notice: str) -> None:
        """Show the one that matters more; the head has read the problem out."""
        tone = "warm" if problem else "muted"
        if tone != self.property("tone"):
            self.setProperty("tone", tone)
            repolish(self)
        self.show_text(problem or notice)
        set_visible(self, is_visible=bool(self.text()))
        if notice != self._notice:
            self._notice = notice
            announce(self, notice)


class MiniWords(QWidget):
    """What to do now, the count and the strokes, and what is said.

    The caption is handed on to whoever has a better place for it.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._has_strokes = True
        self._is_small = False
        self.instruction = FittedLabel(look, look.px(22))
        self.instruction.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count = CountFace(look)
        self.strokes = StrokeFace(look)
        self.ready = Button(look, tr(COMMANDS[Command.READY].text), "ready", "primary")
        self.ready.set_size("large")
        self._show_keys()
        look.keys_changed.connect(self._show_keys)
        self.caption = PlainLabel(tone="muted", wraps=True)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        column = self.column = QVBoxLayout(self)
        Spaces(look, column, (0, 0, 0, 0), 8)
        column.addWidget(self.instruction, 3)
        column.addWidget(self.ready, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.count, 4)
        column.addWidget(self.strokes)
        column.addWidget(self.caption)

    def _show_keys(self) -> None:
        with_tooltip(self.ready, with_keys(tr(COMMANDS[Command.READY].hint), self._look.keys, Command.READY))

    def set_room(self, room: MiniRoom) -> None:
        """The larger the room, the larger what is read from afar."""
        self.instruction.set_largest(room.instruction)
        self.instruction.set_smallest(_SMALL_INSTRUCTION if room.is_small else None)
        self.count.set_largest(room.count)
        self.strokes.set_text_px(room.strokes)
        self._has_strokes = room.has_strokes
        self._is_small = room.is_small
        self.ready.set_size("" if room.is_tight else "large")
        self.ready.ensurePolished()  # that sets a minimum of its own, a little too low for a large text
        self.ready.setMinimumHeight(self.ready.sizeHint().height())
        # A font would not win against the style sheet.
        sheet = f"font-size: {round(room.caption)}px"
        if sheet != self.caption.styleSheet():
            self.caption.setStyleSheet(sheet)
        # The caption keeps its lines, so that nothing else moves while it changes.
        self.caption.setMinimumHeight(room.caption_lines * self.caption.fontMetrics().lineSpacing())

    def show_view(self, view: PlayerView) -> None:
        """Show the words of a view."""
        is_counting = bool(view.reps or view.count_in)
        is_told_apart = not (
            is_counting and self._is_small
        )  # else the caption tells it, where nothing is said
        self.count.show_view(view)
        self.strokes.show_view(view)
        for widget, is_visible in (
            (self.instruction, is_told_apart),
            (self.ready, view.phase is Phase.WAITING),
            (self.count, is_counting),
            (self.strokes, is_counting and self._has_strokes),
        ):
            set_visible(widget, is_visible=is_visible)
        self.instruction.show_text(view.instruction)
        if is_told_apart:
            self.caption.show_text(view.caption if view.caption != view.instruction else "")
        else:
            self.caption.show_text(view.caption or view.instruction)
        needs_line = not (self._is_small and is_told_apart) or bool(self.caption.text())
        set_visible(self.caption, is_visible=needs_line)

    def fit_in(self, width: int, height: int) -> bool:
        """Whether the instruction, if it is told, fits there in letters that are read easily."""
        if self.instruction.isHidden():
            return True
        metrics = QFontMetrics(self._look.font(_EASY_INSTRUCTION, bold=True))
        room = QRect(0, 0, width, 10_000)
        needed = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self.instruction.text())
        return needed.width() <= width and needed.height() <= height


class MiniControls(Flow):
    """A button for each command that a short drill needs; all others have their keys."""

    command_given = Signal(Command)

    def __init__(self, look: Look) -> None:
        super().__init__(look.space(8), centred=True)
        self._look = look
        self._is_small = False
        self.buttons = {command: self._button(look, command) for command in _CONTROLS}
        for button in self.buttons.values():
            self.flow.addWidget(button)
        self._show_keys()
        look.keys_changed.connect(self._show_keys)

    def add_buttons(self, *buttons: Button) -> None:
        """What a window adds, behind the commands."""
        for button in buttons:
            self.flow.addWidget(button)

    def set_room(self, room: MiniRoom) -> None:
        """Where it is narrow icons do; tooltips and screen readers keep the texts."""
        self._is_small = room.is_small
        self.flow.setSpacing(self._look.space(4 if room.is_small else 8))
        for command, button in self.buttons.items():
            if command is not Command.TOGGLE:
                button.set_bare(is_bare=not room.has_texts)
                button.show_text(tr(COMMANDS[command].text) if room.has_texts else "")
        self.buttons[Command.TOGGLE].set_bare(is_bare=self._is_small)
        set_visible(self.buttons[Command.REPEAT], is_visible=room.has_again)

    def show_view(self, view: PlayerView) -> None:
        """Show what can be told now."""
        is_paused = view.phase in (Phase.PAUSED, Phase.READY)
        toggle = self.buttons[Command.TOGGLE]
        text = tr(COMMANDS[Command.RESUME if is_paused else Command.PAUSE].text)
        toggle.setAccessibleName(text)
        toggle.show_text("" if self._is_small else text)
        toggle.show_icon("play" if is_paused else "pause")
        set_visible(toggle, is_visible=view.phase is not Phase.WAITING)  # the words have the one answer
        for command, button in self.buttons.items():
            if button.isEnabled() != (command in view.commands):
                button.setEnabled(command in view.commands)

    def _show_keys(self) -> None:
        for command, button in self.buttons.items():
            info = COMMANDS[command]
            with_tooltip(button, with_keys(f"{tr(info.text)}: {tr(info.hint)}", self._look.keys, command))

    def _button(self, look: Look, command: Command) -> Button:
        info = COMMANDS[command]
        kind = "primary" if command is Command.TOGGLE else "plain"
        button = Button(look, tr(info.text), _CONTROLS[command], kind)
        if command is not Command.TOGGLE:
            button.setAccessibleName(tr(info.text))
        button.setAccessibleDescription(tr(info.hint))
        button.clicked.connect(lambda: self.command_given.emit(command))
        return button
