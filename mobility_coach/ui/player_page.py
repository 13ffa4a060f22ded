"""The player: shows a session's view, and passes on what the person tells it.

Nothing is computed here. While the session plays, the view is asked for 30 times a second; else only after a
command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.domain.transport import Phase
from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.banner import Banner
from mobility_coach.ui.controls import Button, with_tooltip
from mobility_coach.ui.keys import command_for, key_names
from mobility_coach.ui.labels import ElidedLabel, FittedLabel, PlainLabel
from mobility_coach.ui.layouts import ScrollPage
from mobility_coach.ui.player_faces import COUNT_PX, BeatDot, CountFace, SessionBar, StrokeFace
from mobility_coach.ui.transport_bar import TransportBar

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from mobility_coach.services.session.player_view import PlayerView
    from mobility_coach.services.ui_ports import PlayerPort
    from mobility_coach.ui.look import Look

REPAINT_MS = 33
INSTRUCTION_PX = 44

_SKETCH_SIZE = (1000, 700)
_STAGE_WIDTH = 880
_SHORT_HEAD_WIDTH = 640
_HEAD_WITH_TIME_WIDTH = 340
_HEIGHT_WITH_NEXT = 560
_HEIGHT_WITH_CONTROLS = 340
"""Where the page is lower, its controls scroll along with the rest."""


class PlayerPage(QWidget):
    """Shows one session at a time; `closed` tells that it is over and its page can go.

    `stopped` comes after it where the person ended the session, with the words for that.
    """

    closed = Signal()
    stopped = Signal(str)
    full_screen_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._player: PlayerPort | None = None
        self._announced = ""
        self._commands: frozenset[Command] = frozenset()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(REPAINT_MS)
        self._timer.timeout.connect(self._look_again)
        self._make_parts()
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def is_repainting(self) -> bool:
        """Whether the view is asked for again and again."""
        return self._timer.isActive()

    def open(self, player: PlayerPort) -> None:
        """Show a session, from its first view on."""
        self._player = player
        self._announced = ""
        self._look_again()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """End the session, if one is open."""
        self._timer.stop()
        player, self._player = self._player, None
        if player is not None:
            player.close()
            self.closed.emit()

    def tell(self, command: Command) -> None:
        """Carry out a command, and show what became of it."""
        if self._player is None:
            return
        self._player.tell(command)
        if command is Command.STOP:
            words = self._player.view().instruction
            self.leave()
            self.stopped.emit(words)
        else:
            self._look_again()

    def set_full_screen(self, *, is_full: bool) -> None:
        """Larger targets while the whole screen is filled."""
        self.transport.set_large(is_large=is_full)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys give the commands of the one table; in the end Return and Esc go back.

        Esc leaves the full screen first: who looks for the desktop does not want to lose the session.
        """
        is_finished, key = self.back.isVisible(), event.key()
        toggles: tuple[Qt.Key, ...] = (Qt.Key.Key_F, Qt.Key.Key_F11)
        if self.window().isFullScreen():
            toggles += (Qt.Key.Key_Escape,)
        if key in toggles and not event.modifiers():
            if not event.isAutoRepeat():
                self.full_screen_asked.emit()
        elif is_finished and key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.leave()
        elif (command := command_for(event, self._commands)) is not None:
            self.tell(command)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The larger the window, the larger what is read from afar."""
        super().resizeEvent(event)
        width, height = _SKETCH_SIZE
        factor = max(1.0, min(event.size().width() / width, event.size().height() / height))
        self.instruction.set_largest(INSTRUCTION_PX * factor)
        self.count.set_largest(COUNT_PX * factor)
        self.strokes.set_text_px(max(self._look.px(15), 18 * factor))
        self._place_controls(event.size().height())
        self._stage.setMaximumWidth(round(_STAGE_WIDTH * max(factor, self._look.scale)))

    def _place_controls(self, height: int) -> None:
        is_low = height < self._look.px(_HEIGHT_WITH_CONTROLS)
        layout = self._scroll.column if is_low else self._column
        if layout.indexOf(self.transport) < 0:
            layout.addWidget(self.transport)

    def _look_again(self) -> None:
        if self._player is None:
            return
        view = self._player.view()
        self._show(view)
        if view.phase is Phase.PLAYING:
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()

    def _show(self, view: PlayerView) -> None:
        self._commands = view.commands
        is_finished = view.phase is Phase.FINISHED
        self.banner.show_text(view.banner)
        self._show_head(view)
        self.instruction.show_text(view.instruction)
        self.count.show_view(view)
        self.beat.show_view(view)
        self.strokes.show_view(view)
        self._show_next(view)
        self.caption.show_text(view.caption if view.caption != view.instruction else "")
        self.session.show_view(view)
        self.transport.show_view(view)
        is_waiting = view.phase is Phase.WAITING
        _set_visible(self.ready, is_visible=is_waiting)
        _set_visible(self.back, is_visible=is_finished)
        _set_visible(self._answer, is_visible=is_waiting or is_finished)
        _set_visible(self.transport, is_visible=not is_finished)
        is_counting = bool(view.reps or view.count_in) and not is_finished
        _set_visible(self.count_row, is_visible=is_counting)
        _set_visible(self.strokes, is_visible=is_counting)
        has_more = is_counting or is_waiting or is_finished
        below = Qt.AlignmentFlag.AlignBottom if has_more else Qt.AlignmentFlag.AlignVCenter
        self.instruction.setAlignment(Qt.AlignmentFlag.AlignLeft | below)
        if view.announcement != self._announced:
            self._announced = view.announcement
            announce(self, view.announcement)

    def _show_head(self, view: PlayerView) -> None:
        is_short = self.width() < self._look.px(_SHORT_HEAD_WIDTH) and bool(view.movement_label)
        _set_visible(self.title, is_visible=not is_short)
        title = view.session_title
        if view.drill_title and view.drill_title != title:
            title = f"{title}  /  {view.drill_title}"
        self.title.show_text(title)
        self.movement.show_text(_behind(view.movement_label, is_first=is_short))
        self.side.show_text(view.side_label)
        _set_visible(self.side, is_visible=bool(view.side_label))
        has_room = self.width() >= self._look.px(_HEAD_WITH_TIME_WIDTH)
        _set_visible(self.remaining, is_visible=has_room and view.phase is not Phase.FINISHED)
        self.remaining.show_text(tr("{time} left").format(time=clock_text(view.remaining_seconds)))

    def _show_next(self, view: PlayerView) -> None:
        self.next_text.show_text(view.next_text)
        has_room = self.height() >= self._look.px(_HEIGHT_WITH_NEXT)
        _set_visible(self.next_card, is_visible=bool(view.next_text) and has_room)

    def _make_parts(self) -> None:
        look = self._look
        self.title = ElidedLabel(tone="muted")
        self.movement = ElidedLabel("strong")
        self.side = PlainLabel(role="side")
        self.remaining = PlainLabel(tone="muted")
        self.banner = Banner(look)
        self.instruction = FittedLabel(look, INSTRUCTION_PX)
        self.count = CountFace(look)
        self.beat = BeatDot(look)
        self.strokes = StrokeFace(look)
        self.next_text = PlainLabel(wraps=True)
        self.caption = PlainLabel(role="caption", wraps=True)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        self.session = SessionBar(look)
        self.transport = TransportBar(look)
        self.transport.command_given.connect(self.tell)
        self.transport.full_screen_asked.connect(self.full_screen_asked)
        self.ready = Button(look, tr(COMMANDS[Command.READY].text), "ready", "primary")
        self.ready.set_size("huge")
        with_tooltip(self.ready, f"{tr(COMMANDS[Command.READY].hint)} ({key_names(Command.READY)})")
        self.ready.clicked.connect(lambda: self.tell(Command.READY))
        self.back = Button(look, tr("Back to the drills"), "back", "primary")
        self.back.set_size("huge")
        self.back.clicked.connect(self.leave)
        self._answer = QWidget()
        answers = QVBoxLayout(self._answer)
        answers.setContentsMargins(0, look.space(20), 0, 0)
        answers.addWidget(self.ready, 0, Qt.AlignmentFlag.AlignLeft)
        answers.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        answers.addStretch(1)

    def _lay_out(self) -> None:
        look = self._look
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(look.space(24), look.space(20), look.space(24), look.space(20))
        layout.setSpacing(look.space(12))
        layout.addLayout(self._head())
        layout.addWidget(self.banner)
        self._stage = self._stage_column()
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._stage, 1000)
        middle.addStretch(1)
        self._scroll = ScrollPage(look, (0, 0, 0, 0), 12)
        self._scroll.column.addLayout(middle, 1)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.caption)
        layout.addWidget(self.session)
        layout.addWidget(self.transport)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.space(8))
        row.addWidget(self.title)
        row.addWidget(self.movement)
        row.addSpacing(self._look.space(4))
        row.addWidget(self.side)
        row.addStretch(1)
        row.addWidget(self.remaining)
        return row

    def _stage_column(self) -> QWidget:
        look = self._look
        stage = QWidget()
        self.count_row = QWidget()
        counted = QHBoxLayout(self.count_row)
        counted.setContentsMargins(0, 0, 0, 0)
        counted.setSpacing(look.space(24))
        counted.addWidget(self.count)
        counted.addWidget(self.beat, 0, Qt.AlignmentFlag.AlignVCenter)
        counted.addStretch(1)
        self.next_card = QFrame()
        self.next_card.setProperty("role", "panel")
        inside = QHBoxLayout(self.next_card)
        inside.setContentsMargins(look.space(20), look.space(12), look.space(20), look.space(12))
        inside.setSpacing(look.space(12))
        inside.addWidget(PlainLabel(tr("Next"), tone="muted"), 0, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(self.next_text, 1)
        column = QVBoxLayout(stage)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(12))
        column.addWidget(self.instruction, 5)
        column.addWidget(self._answer, 4)
        column.addWidget(self.count_row, 6)
        column.addWidget(self.strokes)
        column.addSpacing(look.space(8))
        column.addWidget(self.next_card)
        column.addStretch(1)
        return stage


def clock_text(seconds: float) -> str:
    """A length as "5:12", or "1:05:12" from an hour on; what has begun counts."""
    whole = max(0, int(-(-seconds // 1)))
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def _behind(label: str, *, is_first: bool) -> str:
    return label if is_first or not label else f"/  {label}"


def _set_visible(widget: QWidget, *, is_visible: bool) -> None:
    if widget.isHidden() == is_visible:
        widget.setVisible(is_visible)
