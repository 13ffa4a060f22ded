"""The player in a small room: figure, count, strokes, caption, and the few controls that a short drill needs.

Like the player's page it computes nothing: it shows a session's view and passes on what the person tells it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.domain.wording import tr
from mobility_coach.services.session.player_view import Hearing
from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.layouts import ScrollPage
from mobility_coach.ui.player.hearing_sign import HearingSign
from mobility_coach.ui.player.keys import command_for
from mobility_coach.ui.player.mini_parts import MiniControls, MiniHead, MiniLine, MiniWords
from mobility_coach.ui.player.mini_room import MiniRoom, mini_room
from mobility_coach.ui.player.player_stage import set_visible
from mobility_coach.ui.player.session_pulse import SessionPulse

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent

    from mobility_coach.services.session.player_view import PlayerView
    from mobility_coach.services.ui_ports import FigurePort, PlayerPort
    from mobility_coach.ui.figure.figure_view import FigureView
    from mobility_coach.ui.figure.figures import Figures
    from mobility_coach.ui.look import Look


class MiniPlayer(QWidget):
    """Shows one session at a time; `ended` tells that it is over and closed, by itself or by the person.

    `finished` comes before it where the session came to its own end: whoever wants to show that end may
    `release` the session then. `stopped` comes after it where the person ended it, with the words for that.
    """

    ended = Signal()
    finished = Signal()
    stopped = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._port: FigurePort | None = None
        self._shown: tuple[object, ...] = ()
        self._announced = ""
        self.figure: FigureView | None = None
        self.pulse = SessionPulse(self)
        self.pulse.viewed.connect(self._show_view)
        self.pulse.stopped.connect(self._take_stop)
        self.head = MiniHead(look)
        self.head.unfolded.connect(self._make_room)
        self.corner = HearingSign(look, self)
        self.corner.set_bare(is_bare=True)
        self.line = MiniLine()
        self.words = MiniWords(look)
        self.words.ready.clicked.connect(lambda: self.tell(Command.READY))
        self.controls = MiniControls(look)
        self.controls.command_given.connect(self.tell)
        self._lay_out()
        self.setAccessibleName(tr("Session"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self._make_room)

    @property
    def is_repainting(self) -> bool:
        """Whether the view is asked for again and again."""
        return self.pulse.is_repainting

    @property
    def is_open(self) -> bool:
        """Whether a session is shown."""
        return self.pulse.is_open

    def use_figures(self, figures: Figures) -> None:
        """Show a figure above or beside the words, where there is room."""
        self._port = figures.port
        self.figure = figures.view()
        self.figure.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._body.insertWidget(0, self.figure, _FIGURE_STRETCH)
        self.figure.hide()
        self._make_room()

    def set_reduced_motion(self, *, is_reduced: bool) -> None:
        """Whether beat, strokes and figure switch from state to state instead of moving."""
        self.words.strokes.set_reduced_motion(is_reduced=is_reduced)
        if self.figure is not None:
            self.figure.set_reduced_motion(is_reduced=is_reduced)

    def open(self, player: PlayerPort) -> None:
        """Show a session, from its first view on; one that was open is ended first."""
        self.leave()
        self._announced = ""
        self._shown = ()
        self.page.verticalScrollBar().setValue(0)
        self.pulse.open(player)
        if self.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """End the session, if one is open; what is done is kept."""
        if self.pulse.close():
            self.ended.emit()

    def release(self) -> PlayerPort | None:
        """Hand the session on to another face without ending it."""
        return self.pulse.release()

    def tell(self, command: Command) -> None:
        """Carry out a command, and show what became of it."""
        self.pulse.tell(command)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys give the commands of the one table."""
        view = self.pulse.view
        commands = view.commands if view is not None else frozenset[Command]()
        if self.is_open and (command := command_for(event, commands, self._look.keys)) is not None:
            self.tell(command)
        else:
            event.ignore()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on showing."""
        super().showEvent(event)
        self.pulse.set_seen(is_seen=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not seen is not painted; the session goes on."""
        super().hideEvent(event)
        if not self.isVisible():
            self.pulse.set_seen(is_seen=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is shown depends on the room."""
        super().resizeEvent(event)
        self._make_room()

    def _take_stop(self, words: str) -> None:
        self.ended.emit()
        self.stopped.emit(words)

    def _show_view(self, view: PlayerView) -> None:
        if view.phase is Phase.FINISHED:
            self._say(view)
            self.finished.emit()
            self.leave()
            return
        if (shown := _lasting(view)) == self._shown:
            self.words.strokes.show_view(view)
            self._move_figure(view)
        else:
            self._shown = shown
            self._show_all(view)

    def _show_all(self, view: PlayerView) -> None:
        room = self._room()
        self.head.show_view(view)
        is_warned = not self.head.banner.isHidden()
        has_head = room.has_head or is_warned
        set_visible(self.head, is_visible=has_head)
        self.corner.show_hearing(Hearing() if has_head else view.hearing)
        self.line.show_texts("" if has_head else view.problem, view.notice)
        self._place_corner()
        self._place_ends(scrolls=room.is_low or (room.is_small and is_warned))
        self.words.show_view(view)
        self.controls.show_view(view)
        if self.figure is not None:
            has_room = not room.is_tight or self._has_room_beside(room, view)
            set_visible(self.figure, is_visible=has_room and view.figure is not None)
            self.figure.set_words(view.drill_title or view.session_title, view.movement_label)
            self._move_figure(view)
        self._say(view)

    def _has_room_beside(self, room: MiniRoom, view: PlayerView) -> bool:
        """Whether the words leave room for a figure beside them."""
        margins, between = self._column.contentsMargins(), self._column.spacing()
        width = self.width() - margins.left() - margins.right()
        told = [each for each in (self.head, self.line, self.words.caption) if not each.isHidden()]
        heights = [each.sizeHint().height() for each in told] + [self.controls.heightForWidth(width)]
        height = self.height() - margins.top() - margins.bottom() - sum(heights) - between * len(heights)
        beside = width - room.figure.width() - self._body.spacing()
        return view.phase is not Phase.WAITING and self.words.fit_in(beside, height)

    def _say(self, view: PlayerView) -> None:
        if view.announcement != self._announced:
            self._announced = view.announcement
            announce(self, view.announcement, is_urgent=view.phase is not Phase.PLAYING)

    def _move_figure(self, view: PlayerView) -> None:
        if self.figure is not None and self._port is not None and view.figure is not None:
            motion = self._port.motion(view.figure.drill)
            self.figure.show_moment(motion, view.figure, is_passing=view.phase is Phase.PLAYING)

    def _make_room(self) -> None:
        room = self._room()
        self._body.setDirection(room.direction)
        self._body.setSpacing(self._look.space(4 if room.is_small else 12))
        self._set_spaces(_SMALL_SPACES if room.is_small else _SPACES)
        self._place_caption(is_below_all=room.is_small)
        self.head.set_room(room)
        self.words.set_room(room)
        self.controls.set_room(room)
        if self.figure is not None:
            self._size_figure(self.figure, room)
        if self.pulse.view is not None:
            self._show_all(self.pulse.view)

    def _room(self) -> MiniRoom:
        return mini_room(self.size(), self._look.scale)

    def _size_figure(self, figure: FigureView, room: MiniRoom) -> None:
        """Zero stands for as much as there is. Where more words come its height gives way."""
        size = room.figure
        least = self._look.px(_SMALL_FIGURE) if room.is_small else figure.minimumSizeHint().height()
        narrowest = size.width() * (_YIELDING if room.is_small else 1)
        figure.setMinimumSize(round(narrowest), least)
        figure.setMaximumSize(size.width() or _NO_LIMIT, size.height() or _NO_LIMIT)

    def _lay_out(self) -> None:
        look = self._look
        self.page = ScrollPage(look, (0, 0, 0, 0), 8)
        self._body = QVBoxLayout()
        self._body.addWidget(self.words, 1)
        self.page.column.addLayout(self._body, 1)
        self._column = QVBoxLayout(self)
        self._set_spaces(_SPACES)
        self._column.addWidget(self.head)
        self._column.addWidget(self.line)
        self._column.addWidget(self.page, 1)
        self._column.addWidget(self.controls)

    def _set_spaces(self, spaces: tuple[float, float, float]) -> None:
        across, down, between = map(self._look.space, spaces)
        self._column.setContentsMargins(across, down, across, down)
        self._column.setSpacing(between)
        self.page.column.setSpacing(between)

    def _place_caption(self, *, is_below_all: bool) -> None:
        """Below the words, or in a small room below the figure too."""
        layout = self.page.column if is_below_all else self.words.column
        if layout.indexOf(self.words.caption) < 0:
            layout.insertWidget(
                self.page.column.indexOf(self._body) + 1 if is_below_all else -1, self.words.caption
            )

    def _place_corner(self) -> None:
        """The sign of the microphone lies over the figure's corner where there is no head."""
        self.corner.resize(self.corner.sizeHint())
        edge = self._look.space(4)
        line = 0 if self.line.isHidden() else self.line.sizeHint().height() + self._column.spacing()
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.corner.move(self.width() - edge - self.corner.width() if is_mirrored else edge, edge + line)
        self.corner.raise_()

    def _place_ends(self, *, scrolls: bool) -> None:
        """Head and controls stay in sight, or scroll along with the rest where it is low."""
        layout = self.page.column if scrolls else self._column
        if layout.indexOf(self.controls) < 0:
            layout.insertWidget(0, self.head)
            layout.addWidget(self.controls)


_SPACES, _SMALL_SPACES = (16, 12, 8), (4, 4, 4)
"""At the sides, above and below, between."""

_SMALL_FIGURE = 56
_YIELDING = 0.7
"""What a figure in a small room keeps of its width where it has to scroll."""

_FIGURE_STRETCH = 3
"""To the one of the words; up to its largest size the figure comes first."""

_NO_LIMIT = (1 << 24) - 1
"""What Qt takes for no limit of a size."""


def _lasting(view: PlayerView) -> tuple[object, ...]:
    """What stays for many frames; while it does, only strokes and figure are shown anew."""
    return (
        *(view.phase, view.session_title, view.drill_title, view.movement_label, view.side_label),
        *(view.instruction, view.caption, view.banner, view.notice, view.announcement, view.rep, view.reps),
        *(view.count_in, -(-view.remaining_seconds // 1), view.commands, view.figure is None),
        replace(view.hearing, level=0.0),
    )
