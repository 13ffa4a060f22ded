"""What happens next, and what one can do about it now: the calm top of the reminders' page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from mobility_coach.domain.breaks.state import PauseWish, Phase
from mobility_coach.domain.commands import BREAK_COMMANDS, BreakCommand
from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import Flow, Spaces
from mobility_coach.ui.parts.menus import add_pauses
from mobility_coach.ui.settings.setting_row import SettingLine
from mobility_coach.ui.settings.settings_group import Headed

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mobility_coach.services.breaks.break_ports import RemindersPort
    from mobility_coach.services.breaks.break_view import BreakView
    from mobility_coach.services.presenters.settings_view import SettingRow
    from mobility_coach.ui.look import Look

_WIDTH_WITH_ICONS = 260

_DUE = (Phase.NOTICED, Phase.ASKING)


class NowPart(Headed):
    """Shows a `BreakView` below the switch of the reminders, and tells the reminders what is wished."""

    def __init__(self, look: Look, reminders: RemindersPort, switch: SettingRow) -> None:
        super().__init__(look, tr("Now"), above=0)
        self.head.hide()  # what stands here needs no name
        self._look = look
        self._reminders = reminders
        self._is_paused = self._is_due = False
        self.switch = SettingLine(look, switch)
        self.next = PlainLabel("", "heading", wraps=True)
        self.offer = PlainLabel("", "strong", wraps=True)
        self.detail = PlainLabel("", "", "muted", wraps=True)
        self.away = PlainLabel("", "", "muted", wraps=True)
        self.today = PlainLabel("", "", "muted", wraps=True)
        self.trouble = PlainLabel("", "", "warm", wraps=True)
        self.said = PlainLabel("", "small", "muted", wraps=True)
        self.now = Button(look, "", kind="primary")
        self.snooze = Button(look, "")
        self.skip = Button(look, tr(BREAK_COMMANDS[BreakCommand.SKIP].text))
        self.pause = Button(look, "")
        self.panel.add(self.switch)
        self.panel.add(self._lay_out())
        self.now.clicked.connect(self._start)
        self.snooze.clicked.connect(lambda: self._tell(BreakCommand.SNOOZE))
        self.skip.clicked.connect(lambda: self._tell(BreakCommand.SKIP))
        self.pause.clicked.connect(self._pause_or_resume)

    @property
    def stops(self) -> list[QWidget]:
        """What takes the keyboard, as one sees it from top to bottom."""
        return [*self.switch.stops, self.now, self.snooze, self.skip, self.pause]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where large text leaves little room, the words of the buttons have all of it."""
        super().resizeEvent(event)
        self._show_icons()

    def show_view(self, view: BreakView) -> None:
        """Show the reminders as they are now."""
        self._is_paused = view.is_paused
        self._is_due = view.phase in _DUE
        offer = view.offer if self._is_due else None
        _show(self.next, view.next_text)
        _show(self.offer, offer.title if offer else "")
        _show(self.detail, _detail(view))
        _show(self.away, view.away_text)
        _show(self.today, view.today_text)
        _show(self.trouble, view.trouble if view.is_on else "")
        self._show_buttons(view)

    def forget(self) -> None:
        """What was said is settled."""
        _show(self.said, "")
        self.switch.show_problem("")

    def make_pause_menu(self) -> QMenu:
        """The pauses, in words."""
        menu = QMenu(self.pause)
        menu.aboutToHide.connect(menu.deleteLater)
        add_pauses(menu, self._pause)
        return menu

    # --- what is wished ---

    def _start(self) -> None:
        self._tell(BreakCommand.START if self._is_due else BreakCommand.NOW)

    def _tell(self, command: BreakCommand) -> None:
        self._take_answer(self._reminders.tell(command))

    def _pause_or_resume(self) -> None:
        if self._is_paused:
            self._tell(BreakCommand.RESUME)
            return
        menu = self.make_pause_menu()
        below = QPoint(0, self.pause.height())
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            below.setX(self.pause.width() - menu.sizeHint().width())
        menu.popup(self.pause.mapToGlobal(below))
        menu.setActiveAction(menu.actions()[0])

    def _pause(self, wish: PauseWish) -> None:
        self._take_answer(self._reminders.pause(wish))

    def _take_answer(self, text: str) -> None:
        """Show what came of it; what the panel says anyway is read out alone."""
        view = self._reminders.view()
        _show(self.said, "" if text == view.next_text else text)
        announce(self, text)
        self.show_view(view)

    # --- what is shown ---

    def _show_buttons(self, view: BreakView) -> None:
        command = BreakCommand.START if self._is_due else BreakCommand.NOW
        self.now.show_text(tr(BREAK_COMMANDS[command].text))
        self.now.setEnabled(view.phase is not Phase.PRACTISING)
        snooze = tr(BREAK_COMMANDS[BreakCommand.SNOOZE].text).format(minutes=view.snooze_minutes)
        self.snooze.show_text(snooze)
        is_paused = self._is_paused
        pause = BREAK_COMMANDS[BreakCommand.RESUME if is_paused else BreakCommand.PAUSE]
        self.pause.show_text(tr(pause.text))
        self._show_icons()
        wanted = (
            (self.snooze, self._is_due and view.can_snooze),
            (self.skip, self._is_due and view.can_skip),
            (self.pause, view.is_on),
        )
        if any(button.hasFocus() and not is_wanted for button, is_wanted in wanted):
            self.now.setFocus(Qt.FocusReason.OtherFocusReason)
        for button, is_wanted in wanted:
            button.setVisible(is_wanted)

    def _show_icons(self) -> None:
        has_room = self.width() >= self._look.px(_WIDTH_WITH_ICONS)
        self.now.show_icon("play" if has_room else "")
        pause = "play" if self._is_paused else "pause"
        self.pause.show_icon(pause if has_room else "")

    def _lay_out(self) -> QWidget:
        look, body = self._look, QWidget()
        column = QVBoxLayout(body)
        Spaces(look, column, (0, 8, 0, 8), 8)
        for label in (self.next, self.offer, self.detail, self.away, self.today, self.trouble):
            column.addWidget(label)
        buttons = Flow(look.space(8))
        for button in (self.now, self.snooze, self.skip, self.pause):
            buttons.flow.addWidget(button)
        column.addSpacing(look.space(4))
        column.addWidget(buttons)
        column.addWidget(self.said)
        self.said.hide()
        return body


def _show(label: PlainLabel, text: str) -> None:
    label.show_text(text)
    label.setVisible(bool(text))


def _detail(view: BreakView) -> str:
    if not view.is_on:
        return tr("What you set below holds once you turn reminders on.")
    if view.offer is not None and view.phase in _DUE:
        return "\n".join(filter(None, (view.offer.text, view.offer.since)))
    return ""
