"""The player: shows a session's view, and passes on what the person tells it.

Nothing is computed here. While the session plays, the view is asked for 30 times a second; else only after a
command.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.domain.window_commands import FaceCommand
from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.banner import Banner, Hint
from mobility_coach.ui.parts.labels import ElidedLabel, PlainLabel
from mobility_coach.ui.player.face import Face
from mobility_coach.ui.player.hearing_sign import HearingSign
from mobility_coach.ui.player.key_help_over import KeyHelpOver
from mobility_coach.ui.player.keys import command_for, face_command_for
from mobility_coach.ui.player.player_middle import PlayerMiddle
from mobility_coach.ui.player.player_stage import PlayerStage, set_visible
from mobility_coach.ui.player.session_bar import SessionBar
from mobility_coach.ui.player.session_pulse import SessionPulse
from mobility_coach.ui.player.transport_bar import TransportBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from mobility_coach.services.session.player_view import PlayerView
    from mobility_coach.services.ui_ports import PlayerPort
    from mobility_coach.ui.figure.figures import Figures
    from mobility_coach.ui.look import Look
    from mobility_coach.ui.player.key_help import KeyHelp

WORDS_FROM_AFAR = 0.026
"""Captions in full screen, as a part of the screen's height."""

_SHORT_HEAD_WIDTH = 640
_HEAD_WITH_TIME_WIDTH = 340
_HEIGHT_WITH_CONTROLS = 340
"""Where the page is lower, its controls scroll along with the rest."""

_BACK_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PlayerPage(QWidget):
    """Shows one session at a time; `closed` tells that it is over and its page can go.

    `stopped` comes after it where the person ended the session, with the words for that. `face_asked` tells
    where else the person wants to see the session.
    """

    closed = Signal()
    stopped = Signal(str)
    full_screen_asked = Signal()
    face_asked = Signal(Face)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._closing_line: Callable[[], str] = str
        self._shown: tuple[object, ...] = ()
        self._announced = ""
        self._is_full_screen = False
        self._words_px = 0
        self._keys = KeyHelpOver(look, self, self)
        self.pulse = SessionPulse(self)
        self.pulse.viewed.connect(self._show_view)
        self.pulse.stopped.connect(self._take_stop)
        self._make_parts()
        self._lay_out()
        look.changed.connect(self._make_room)
        self.setAccessibleName(tr("Session"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def is_repainting(self) -> bool:
        """Whether the view is asked for again and again."""
        return self.pulse.is_repainting

    @property
    def key_help(self) -> KeyHelp | None:
        """The list of all keys, while it is open."""
        return self._keys.shown

    def use_figures(self, figures: Figures) -> None:
        """Show a figure beside the words."""
        self.middle.use_figures(figures)
        self._make_room()

    def open(self, player: PlayerPort, closing_line: Callable[[], str] = str) -> None:
        """Show a session, from its first view on; `closing_line` is asked at its end for one line more."""
        self._closing_line = closing_line
        self._announced = ""
        self._shown = ()
        self.pulse.open(player)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """End the session, if one is open."""
        if self.pulse.close():
            self._let_go()

    def release(self) -> PlayerPort | None:
        """Hand the session on to another face without ending it."""
        self._keys.shut()
        return self.pulse.release()

    def tell(self, command: Command) -> None:
        """Carry out a command, and show what became of it."""
        self.pulse.tell(command)

    def go_to(self, part: int) -> None:
        """Go to a part of the session, and show it."""
        self.pulse.go_to(part)

    def set_full_screen(self, *, is_full: bool) -> None:
        """Larger targets and letters while the whole screen is filled."""
        self._is_full_screen = is_full
        self.transport.set_large(is_large=is_full)
        self.session.set_large(is_large=is_full)
        self._make_room()

    def set_reduced_motion(self, *, is_reduced: bool) -> None:
        """Whether beat, strokes and figure switch from state to state instead of moving."""
        self.stage.set_reduced_motion(is_reduced=is_reduced)
        self.middle.set_reduced_motion(is_reduced=is_reduced)

    def show_keys(self) -> None:
        """Show all keys, or hide them again."""
        self._keys.toggle(is_listening=self.pulse.is_listening)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys give the commands of the one table; in the end Return and Esc go back.

        Esc closes the list of keys first, then the full screen: who looks for the desktop does not want to
        lose the session.
        """
        is_escape = event.key() == Qt.Key.Key_Escape and not event.modifiers()
        if is_escape and self.key_help is not None:
            action = self.show_keys
        elif (asked := face_command_for(event, self._look.keys)) is not None:
            action = partial(self.show_face, asked)
        elif is_escape and self.window().isFullScreen():
            action = self.full_screen_asked.emit
        elif self.is_finished and event.key() in _BACK_KEYS:
            action = self.leave
        else:
            self._take_command(event)
            return
        if not event.isAutoRepeat():
            action()

    def show_face(self, asked: FaceCommand) -> None:
        """Carry out what is asked of the face, or pass it on to who can."""
        match asked:
            case FaceCommand.HELP:
                self.show_keys()
            case FaceCommand.FULL_SCREEN:
                self.full_screen_asked.emit()
            case FaceCommand.TV:
                self.face_asked.emit(Face.TV)
            case FaceCommand.MINI:
                self.face_asked.emit(Face.MINI)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is shown depends on the room."""
        super().resizeEvent(event)
        self._make_room()

    @property
    def is_finished(self) -> bool:
        """Whether the words at the end of a session are shown."""
        return self.pulse.is_finished

    def _take_command(self, event: QKeyEvent) -> None:
        view = self.pulse.view
        commands = view.commands if view is not None else frozenset[Command]()
        if (command := command_for(event, commands, self._look.keys)) is not None:
            self.tell(command)
        else:
            event.ignore()

    def _make_room(self) -> None:
        self.stage.set_room(self.middle.set_room(self.size()), is_full_screen=self._is_full_screen)
        self._place_controls()
        self._size_words()
        self._keys.fit()
        if self.pulse.view is not None:
            self._show_all(self.pulse.view)

    def _size_words(self) -> None:
        """Captions and what stands at the edges grow in full screen, where they are read from afar."""
        size = max(self._look.px(18), round(WORDS_FROM_AFAR * self.height())) if self._is_full_screen else 0
        if size == self._words_px:
            return
        self._words_px = size
        # The style sheet gives these their size, and a font would not win against it.
        sheet = f"font-size: {size}px" if size else ""
        for label in (self.title, self.movement, self.side, self.remaining, self.caption):
            label.setStyleSheet(sheet)
        self.hearing.set_text_px(size)
        self.stage.next_card.setStyleSheet(f"QLabel {{ {sheet} }}" if size else "")

    def _place_controls(self) -> None:
        told = [each for each in (self.banner, self.hint) if not each.isHidden()]
        taken = sum(each.heightForWidth(self.width()) for each in told)
        is_low = self.height() - taken < self._look.px(_HEIGHT_WITH_CONTROLS)
        layout = self.middle.words.column if is_low else self._column
        if layout.indexOf(self.transport) < 0:
            layout.addWidget(self.transport)

    def _take_stop(self, words: str) -> None:
        self._let_go()
        self.stopped.emit(words)

    def _let_go(self) -> None:
        self._keys.shut()
        self.closed.emit()

    def _show_view(self, view: PlayerView) -> None:
        if (shown := _lasting(view)) == self._shown:
            self.stage.show_moving(view)
            self.middle.show_moving(view)
        else:
            self._shown = shown
            self._show_all(view)

    def _show_all(self, view: PlayerView) -> None:
        if view.phase is Phase.FINISHED and (line := self._closing_line()):
            view = replace(view, summary=(*view.summary, line))
        self.banner.show_text(view.problem)
        self.hint.show_text(view.notice)
        self._place_controls()
        self._show_head(view)
        self.stage.show_view(view)
        self.middle.show_view(view)
        self.caption.show_text(view.caption if view.caption != view.instruction else "")
        self.session.show_view(view)
        self.transport.show_view(view)
        set_visible(self.transport, is_visible=view.phase is not Phase.FINISHED)
        if view.announcement != self._announced:
            self._announced = view.announcement
            announce(self, view.announcement, is_urgent=view.phase is not Phase.PLAYING)

    def _show_head(self, view: PlayerView) -> None:
        is_short = self.width() < self._look.px(_SHORT_HEAD_WIDTH) and bool(view.movement_label)
        set_visible(self.title, is_visible=not is_short)
        title = view.session_title
        if view.drill_title and view.drill_title != title:
            title = f"{title}  /  {view.drill_title}"
        self.title.show_text(title)
        self.movement.show_text(_behind(view.movement_label, is_first=is_short))
        self.side.show_text(view.side_label)
        self.hearing.set_bare(is_bare=is_short)
        self.hearing.show_hearing(view.hearing)
        set_visible(self.side, is_visible=bool(view.side_label) and not self.hearing.needs_room)
        has_room = self.width() >= self._look.px(_HEAD_WITH_TIME_WIDTH)
        set_visible(self.remaining, is_visible=has_room and view.phase is not Phase.FINISHED)
        left = tr("{time} left") if view.phase is not Phase.PAUSED else tr("Paused, {time} left")
        if view.phase is Phase.PAUSED and is_short:
            left = tr("Paused")
        self.remaining.show_text(left.format(time=clock_text(view.remaining_seconds)))

    def _make_parts(self) -> None:
        look = self._look
        self.title = ElidedLabel(tone="muted")
        self.movement = ElidedLabel("strong")
        self.side = PlainLabel(role="side")
        self.hearing = HearingSign(look)
        self.remaining = PlainLabel(tone="muted")
        self.banner = Banner(look)
        self.hint = Hint(look)
        self.stage = PlayerStage(look)
        self.stage.ready.clicked.connect(lambda: self.tell(Command.READY))
        self.stage.back.clicked.connect(self.leave)
        self.middle = PlayerMiddle(look, self.stage)
        self.caption = PlainLabel(role="caption", wraps=True)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        self.session = SessionBar(look)
        self.session.part_chosen.connect(self.go_to)
        self.transport = TransportBar(look)
        self.transport.command_given.connect(self.tell)
        self.transport.face_asked.connect(self.show_face)

    def _lay_out(self) -> None:
        look = self._look
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(look.space(24), look.space(20), look.space(24), look.space(20))
        layout.setSpacing(look.space(4))
        layout.addLayout(self._head())
        layout.addSpacing(look.space(4))
        layout.addWidget(self.banner)
        layout.addWidget(self.hint)
        layout.addWidget(self.middle, 1)
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
        row.addWidget(self.hearing)
        row.addWidget(self.remaining)
        return row


def clock_text(seconds: float) -> str:
    """A length as "5:12", or "1:05:12" from an hour on; what has begun counts."""
    whole = max(0, int(-(-seconds // 1)))
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def _lasting(view: PlayerView) -> tuple[object, ...]:
    """What stays for many frames; while it does, only the strokes are shown anew. It changes each second."""
    return (
        view.phase,
        *(view.session_title, view.drill_title, view.movement_label, view.side_label),
        *(view.instruction, view.caption, view.next_text, view.banner, view.announcement, view.summary),
        view.notice,
        *(view.rep, view.reps, view.count_in, -(-view.remaining_seconds // 1)),
        *(view.bpm, view.volume, view.is_muted, view.commands, replace(view.hearing, level=0.0)),
    )


def _behind(label: str, *, is_first: bool) -> str:
    return label if is_first or not label else f"/  {label}"
