"""The popup of a break: it asks, becomes the player when the person starts, and ends with a few words."""

from __future__ import annotations

import logging
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.breaks.state import PauseWish, Phase
from mobility_coach.domain.commands import BreakCommand, Command
from mobility_coach.domain.wording import tr
from mobility_coach.ui.breaks.asking_face import AskingFace
from mobility_coach.ui.breaks.break_keys import break_command_for
from mobility_coach.ui.breaks.corner_window import EDGE, CornerWindow
from mobility_coach.ui.breaks.done_face import DoneFace
from mobility_coach.ui.parts.layouts import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from mobility_coach.services.breaks.break_ports import RemindersPort
    from mobility_coach.services.breaks.break_view import BreakView
    from mobility_coach.ui.breaks.break_menu import BreakMenu
    from mobility_coach.ui.figure.figures import Figures
    from mobility_coach.ui.look import Look
    from mobility_coach.ui.player.mini_player import MiniPlayer

_log = logging.getLogger(__name__)

WIDTH = 400
_PUT_AWAY_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class BreakPopup(CornerWindow):
    """Tells the reminders what the person answers; the signals are facts for whoever else wants to know.

    `started`, `snoozed`, `skipped`, `another_asked` and `pause_asked` come when the reminders were told;
    `open_asked` and `settings_asked` are for the window. `finished` brings the words at the end of a drill,
    `closed` comes whenever the popup is gone.
    """

    started = Signal()
    snoozed = Signal()
    skipped = Signal()
    another_asked = Signal()
    pause_asked = Signal(PauseWish)
    open_asked = Signal()
    settings_asked = Signal()
    finished = Signal(str)
    closed = Signal()

    def __init__(
        self,
        look: Look,
        reminders: RemindersPort,
        figures: Callable[[], Figures],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(look, clock)
        self._reminders = reminders
        self._figures = figures
        self._is_calm = False
        self._menu: BreakMenu | None = None
        self.mini: MiniPlayer | None = None
        self.asking = AskingFace(look)
        self.asking.answered.connect(self._press)
        self.asking.menu_asked.connect(self._open_menu)
        self.done = DoneFace(look)
        self.done.read.connect(self._put_away)
        self._face: QWidget = self.asking
        self._page = ScrollPage(look, (16, 16, 16, 16), 0)
        self._page.column.addWidget(self.asking)
        self._page.column.addWidget(self.done)
        self.done.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._column.addWidget(self._page)

    # What it shows

    @property
    def menu(self) -> BreakMenu | None:
        """The menu that was opened last."""
        return self._menu

    def set_reduced_motion(self, *, is_reduced: bool) -> None:
        """Whether the player switches from state to state instead of moving."""
        self._is_calm = is_reduced
        if self.mini is not None:
            self.mini.set_reduced_motion(is_reduced=is_reduced)

    def show_asking(self) -> None:
        """Ask, or show what is asked now; a drill that is being done goes on."""
        if self._is_playing:
            return
        was_asking = self.isVisible() and self._face is self.asking
        if self.asking.still is None:
            from mobility_coach.ui.breaks.offer_still import OfferStill  # noqa: PLC0415  # needs the figures

            self.asking.use_still(OfferStill(self._look, self._figures(), self))
        view = self._reminders.view()
        self._name(view)
        self.asking.show_view(view)
        self._turn_to(self.asking)
        self.come_up()
        if not was_asking:
            self.asking.announce_offer(view)

    def show_player(self) -> None:
        """Practise what the reminders were told to start; nothing where that goes on already."""
        if self._is_playing:
            return
        self._name(self._reminders.view())
        try:
            player = self._reminders.open_player()
        except KeyError:
            _log.warning("The drill of a break is not known", exc_info=True)
            self._end(tr("This drill is not there any more. The next break brings another one."))
            return
        except Exception:  # noqa: BLE001 - whatever it is: what can't be shown must not stay on the screen
            _log.exception("A break could not be opened")
            self._end(tr("This break could not be opened. The diagnostics in the window may say why."))
            return
        mini = self._made_mini()
        player.tell(Command.START)
        self._turn_to(mini)
        self.come_up()
        mini.open(player)

    def hide_all(self) -> None:
        """Nothing is asked any more: put it away, ending a drill. Words at the end stay for their time."""
        if self._is_playing and self.mini is not None:
            self.mini.leave()
        elif self._face is not self.done:
            self._put_away()

    def leave(self) -> None:
        """The program ends: end the drill, and put everything away at once."""
        if self.mini is not None:
            self.mini.leave()
        self._put_away()

    # What the person does

    def take_key(self, event: QKeyEvent) -> None:
        """The keys of the one table, for what is shown."""
        if self._is_playing and self.mini is not None:
            self.mini.keyPressEvent(event)
        elif self._face is self.done:
            if event.key() in _PUT_AWAY_KEYS:
                self._put_away()
        elif (command := break_command_for(event, self._possible())) is not None:
            self._answer(command)
        else:
            event.ignore()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by the person it means "not now"; a strict break stays, and says how to change that."""
        if not event.spontaneous():
            self.leave()
            super().closeEvent(event)
            return
        event.ignore()
        view = self._reminders.view()
        if self._is_playing and self.mini is not None:
            self.mini.tell(Command.STOP)
        elif self._face is self.done:
            self._put_away()
        elif view.can_snooze:
            self._answer(BreakCommand.SNOOZE)
        elif view.can_skip:
            self._answer(BreakCommand.SKIP)
        else:
            self._say(tr("You made this break strict: it waits for you. You can change that under “Breaks”."))

    def _press(self, command: BreakCommand) -> None:
        self.touched()
        self._answer(command)

    def _answer(self, command: BreakCommand) -> None:
        said = self._reminders.tell(command)
        view = self._reminders.view()
        if view.phase is Phase.PRACTISING:
            self.started.emit()
            self.show_player()
        elif view.phase is Phase.ASKING:
            self.show_asking()
            self._say(said)
        else:
            (self.skipped if command is BreakCommand.SKIP else self.snoozed).emit()
            self.hide_all()

    def _possible(self) -> list[BreakCommand]:
        view = self._reminders.view()
        can = {
            BreakCommand.START: True,
            BreakCommand.SNOOZE: view.can_snooze,
            BreakCommand.SKIP: view.can_skip,
        }
        return [command for command, is_possible in can.items() if is_possible]

    def _open_menu(self) -> None:
        from mobility_coach.ui.breaks.break_menu import BreakMenu  # noqa: PLC0415  # rarely needed

        self.touched()
        if self._menu is not None:
            self._menu.deleteLater()
        menu = self._menu = BreakMenu(self._reminders.view(), self)
        menu.another_chosen.connect(self._ask_another)
        menu.pause_chosen.connect(self._pause)
        menu.open_chosen.connect(self.open_asked)
        menu.settings_chosen.connect(self.settings_asked)
        menu.popup(self._menu_place(menu.sizeHint()))

    def _menu_place(self, size: QSize) -> QPoint:
        """Above its button, over the popup and not beside it."""
        button = self.asking.menu_button
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = 0 if is_mirrored else button.width() - size.width()
        return button.mapToGlobal(QPoint(left, -size.height()))

    def _ask_another(self) -> None:
        self._reminders.another()
        self.another_asked.emit()
        self.show_asking()

    def _pause(self, wish: PauseWish) -> None:
        self._reminders.pause(wish)
        self.pause_asked.emit(wish)
        self.hide_all()

    # Its faces

    @property
    def _is_playing(self) -> bool:
        return self.mini is not None and self.mini.is_open

    def wanted_size(self, room: QSize) -> QSize:
        """As wide as it reads well, as high as what is shown; the player has a size of its own."""
        look, width = self._look, min(self._look.px(WIDTH), room.width())
        if self._face is self.mini:
            from mobility_coach.ui.player.mini_room import MINI_SIZE  # noqa: PLC0415  # not before the player

            return QSize(width, look.px(MINI_SIZE[1]))
        column, around = self._page.column, self._page.column.contentsMargins()
        self.asking.fit(width - 2 * EDGE - around.left() - around.right())
        height = column.totalHeightForWidth(width - 2 * EDGE) + 2 * EDGE
        if height > room.height():  # the bar that it scrolls by takes room too
            width = min(room.width(), width + self._page.verticalScrollBar().sizeHint().width())
        return QSize(width, height)

    def _turn_to(self, face: QWidget) -> None:
        self._face = face
        self.asking.setVisible(face is self.asking)
        self.done.setVisible(face is self.done)
        self._page.setVisible(face is not self.mini)
        if self.mini is not None:
            self.mini.setVisible(face is self.mini)

    def _made_mini(self) -> MiniPlayer:
        if self.mini is None:
            from mobility_coach.ui.player.mini_player import MiniPlayer  # noqa: PLC0415  # for drills alone

            mini = self.mini = MiniPlayer(self._look)
            mini.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the popup has the keys, and hands them on
            mini.use_figures(self._figures())
            mini.set_reduced_motion(is_reduced=self._is_calm)
            mini.ended.connect(self._end)
            mini.hide()
            self._column.addWidget(mini)
        return self.mini

    def _end(self, words: str = "") -> None:
        """The drill is over: tell the reminders, and show the words for that."""
        self._turn_to(self.done)  # first: what listens to the reminders puts away what is not an end
        done_before = self._done_today
        said = self._reminders.finish()
        said = words or said
        self.finished.emit(said)
        if self._face is not self.done:
            return
        if not said:
            self._put_away()
            return
        is_done = self._done_today > done_before
        self.done.show_words(said, self._reminders.view().today_text if is_done else "")
        self.come_up()

    @property
    def _done_today(self) -> int:
        return self._reminders.view().counts.get(Outcome.DONE, 0)

    def _say(self, message: str) -> None:
        self.asking.say(message)
        self.settle()

    def _name(self, view: BreakView) -> None:
        name = view.kind_title or tr("Break")
        self.setWindowTitle(name)
        self.setAccessibleName(name)

    def _put_away(self) -> None:
        if self._menu is not None:
            self._menu.close()
        if self.isVisible():
            self.hide()
            self.closed.emit()
