"""What is said beside the person's work: by the desktop's notifications, else by the tray or by ourselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from mobility_coach.domain.commands import BREAK_COMMANDS, BreakCommand
from mobility_coach.domain.wording import tr
from mobility_coach.services.breaks.break_ports import Notice

if TYPE_CHECKING:
    from mobility_coach.services.breaks.break_ports import Notifier
    from mobility_coach.services.breaks.break_view import BreakView
    from mobility_coach.ui.breaks.notice_window import NoticeWindow
    from mobility_coach.ui.breaks.tray import Tray
    from mobility_coach.ui.look import Look

LONGEST_NOTICE_S = 330.0
"""A notice is taken back when its time is over, five minutes at most; this is for one that nobody is left to
take back."""

SAID_S = 8.0

CLICKED = "default"
"""What a desktop calls a click on the text of a notification."""

_BY_NAME = {str(command): command for command in BreakCommand}


class Notices(QObject):
    """Shows the notice before a break and short messages, one at a time; tells what was chosen on them."""

    command_chosen = Signal(object)
    """A `BreakCommand`: START, SNOOZE or SKIP."""
    open_asked = Signal()

    def __init__(self, look: Look, notifier: Notifier, tray: Tray, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._notifier = notifier
        self._tray = tray
        self._is_of_break = False
        self._own: NoticeWindow | None = None
        self._listening: QSocketNotifier | None = None
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.timeout.connect(self._hide_own)
        tray.message_clicked.connect(self._take_click)

    @property
    def own_window(self) -> NoticeWindow | None:
        """The window that stands in for the desktop's notifications, while it is shown."""
        return self._own if self._own is not None and self._own.isVisible() else None

    def show_break(self, view: BreakView) -> None:
        """Say that a break comes soon."""
        actions = [BreakCommand.START]
        actions += [BreakCommand.SNOOZE] if view.can_snooze else []
        actions += [BreakCommand.SKIP] if view.can_skip else []
        words = tuple((str(command), _words(command, view)) for command in actions)
        title = tr("Coming up: {kind}").format(kind=view.kind_title)
        self._is_of_break = True
        self._show(Notice(title, view.notice_text, words, LONGEST_NOTICE_S))

    def say(self, text: str) -> None:
        """Say something that asks for no answer."""
        self._is_of_break = False
        self._show(Notice(tr("Mobility Coach"), text, seconds=SAID_S))

    def withdraw(self) -> None:
        """Take back the notice of a break; what was only said goes by itself."""
        if not self._is_of_break:
            return
        self._is_of_break = False
        self._hide_own()
        self._notifier.withdraw()
        self._listen()

    def close(self) -> None:
        """Take back what is shown, and listen no more."""
        self._end.stop()
        self._stop_listening()
        self._notifier.close()
        if self._own is not None:
            self._own.hide()
            self._own.deleteLater()
            self._own = None

    def _show(self, notice: Notice) -> None:
        self._hide_own()
        is_shown = self._notifier.show(notice)
        self._listen()
        if not is_shown and not self._tray.show_message(notice.title, notice.text, notice.seconds):
            self._show_own(notice)

    def _show_own(self, notice: Notice) -> None:
        if self._own is None:
            from mobility_coach.ui.breaks.notice_window import NoticeWindow  # noqa: PLC0415  # rarely needed

            self._own = NoticeWindow(self._look)
            self._own.pressed.connect(self._take)
        self._own.show_notice(notice)
        self._end.start(round(notice.seconds * 1_000))

    def _hide_own(self) -> None:
        self._end.stop()
        if self._own is not None:
            self._own.hide()

    def _listen(self) -> None:
        """Hear the buttons. The connection may be another one, or gone, after each use of it."""
        place = self._notifier.fileno()
        former = self._listening
        if former is not None and former.isEnabled() and former.socket() == place:
            return
        self._stop_listening()
        if place >= 0:
            self._listening = QSocketNotifier(place, QSocketNotifier.Type.Read, self)
            self._listening.activated.connect(self._read)

    def _stop_listening(self) -> None:
        if self._listening is not None:
            self._listening.setEnabled(False)
            self._listening.deleteLater()
            self._listening = None

    def _read(self) -> None:
        names = self._notifier.pressed()
        self._listen()
        for name in names:
            self._take(name)

    def _take(self, name: str) -> None:
        if name == CLICKED:
            self._take_click()
        elif name in _BY_NAME:
            self.command_chosen.emit(_BY_NAME[name])

    def _take_click(self) -> None:
        """A click on the notice of a break starts it; one on anything else opens the window."""
        if self._is_of_break:
            self.command_chosen.emit(BreakCommand.START)
        else:
            self.open_asked.emit()


def _words(command: BreakCommand, view: BreakView) -> str:
    if command is BreakCommand.START:
        return tr("Start now")
    return tr(BREAK_COMMANDS[command].text).format(minutes=view.snooze_minutes)
