"""The reminders on the desktop: looks when it is time, and keeps notice, popup and tray to what holds now.

Hidden in the tray this is all that runs. One timer wakes it, as late as the reminders allow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from mobility_coach.domain.breaks.state import PauseWish, Phase
from mobility_coach.domain.commands import BreakCommand
from mobility_coach.ui.breaks.notices import Notices
from mobility_coach.ui.breaks.tray import Tray

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance

    from mobility_coach.services.breaks.break_ports import Notifier, RemindersPort
    from mobility_coach.services.breaks.break_view import BreakView
    from mobility_coach.ui.look import Look

_IN_POPUP = (Phase.ASKING, Phase.PRACTISING)
_AFTER_TROUBLE_S = 30.0
_TRAY_LOOKS = 10
"""Each tenth look is one for a tray as well, where there was none: some five minutes."""


class Popup(Protocol):
    """The popup of a break. It tells the reminders itself what was chosen in it."""

    @property
    def open_asked(self) -> SignalInstance:
        """The person wants to see the window."""
        ...

    @property
    def settings_asked(self) -> SignalInstance:
        """The person wants to change the reminders."""
        ...

    def show_asking(self) -> None:
        """Ask."""
        ...

    def show_player(self) -> None:
        """Lead through the break that was started; nothing where it does that already."""
        ...

    def hide_all(self) -> None:
        """Go away; words at the end stay for their time."""
        ...

    def leave(self) -> None:
        """End what runs, and go away at once."""
        ...

    def deleteLater(self) -> None:
        """Qt's own."""
        ...


class BreakDesk(QObject):
    """Carries the reminders out on the desktop, from `open` to `close`."""

    open_asked = Signal()
    settings_asked = Signal()
    ad_break_asked = Signal(str)
    quit_asked = Signal()
    session_started = Signal()
    session_ended = Signal()

    def __init__(
        self,
        look: Look,
        reminders: RemindersPort,
        notifier: Notifier,
        popup_factory: Callable[[], Popup],
        play_chime: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._reminders = reminders
        self._popup_factory = popup_factory
        self._play_chime = play_chime
        self._popup: Popup | None = None
        self._phase = Phase.WATCHING
        self._seen: BreakView | None = None
        self._shown: tuple[object, ...] = ()
        self._away_text = ""
        self._looks = 0
        self._is_looking = False
        self._is_closed = False
        self.tray = Tray(self)
        self.notices = Notices(look, notifier, self.tray, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self._look)
        self._connect()
        reminders.listen(self._take_change)

    def open(self) -> None:
        """Begin to look."""
        self._look()

    def refresh(self) -> None:
        """Something was set or done outside: look at once."""
        self._look()

    def leave_break(self) -> None:
        """Another session begins: the one of a break that goes on is ended, and what was done is kept."""
        if self._popup is not None and self._reminders.view().phase is Phase.PRACTISING:
            self._popup.leave()

    @property
    def has_tray(self) -> bool:
        """Whether the person can see the tray's icon now."""
        return self.tray.is_there

    def close(self) -> None:
        """Take everything from the desktop, and keep where the reminders stand."""
        if self._is_closed:
            return
        self._is_closed = True
        self._timer.stop()
        self.tray.close()
        self.notices.close()
        if self._popup is not None:
            self._popup.leave()
            self._popup.deleteLater()
            self._popup = None
        self._reminders.close()

    def _connect(self) -> None:
        self.tray.command_chosen.connect(self._tell)
        self.tray.pause_chosen.connect(self._pause)
        self.tray.open_asked.connect(self.open_asked)
        self.tray.settings_asked.connect(self.settings_asked)
        self.tray.ad_break_asked.connect(self.ad_break_asked)
        self.tray.quit_asked.connect(self.quit_asked)
        self.notices.command_chosen.connect(self._tell)
        self.notices.open_asked.connect(self.open_asked)

    # Looking

    def _look(self) -> None:
        if self._is_closed or self._is_looking:
            return
        self._is_looking = True
        seconds = _AFTER_TROUBLE_S  # where looking fails, which is reported, the reminders still go on
        try:
            seconds = self._reminders.look()
        finally:
            self._is_looking = False
            self._wait(seconds)
        self._looks += 1
        if self._looks % _TRAY_LOOKS == 0:
            self.tray.look_again()
        view = self._reminders.view()
        if view is not self._seen:  # most looks change nothing
            self._show(view)

    def _wait(self, seconds: float) -> None:
        if seconds > 0 and not self._is_closed:
            self._timer.start(round(seconds * 1_000))
        else:
            self._timer.stop()

    def _take_change(self) -> None:
        if self._is_closed or self._is_looking:
            return
        self._timer.start(0)  # a command was carried out: when to look next is another time now
        self._show(self._reminders.view())

    # Showing

    def _show(self, view: BreakView) -> None:
        before, self._phase = self._phase, view.phase
        former, self._shown = self._shown, _asked(view)
        self._seen = view
        is_other = before is not view.phase or former != self._shown
        self.tray.show_view(view)
        if view.phase is not Phase.NOTICED:
            self.notices.withdraw()
        elif is_other:
            self.notices.show_break(view)
        if view.phase is Phase.ASKING and is_other:
            self._the_popup().show_asking()
        if before is not view.phase:
            self._change_phase(before, view)
        if view.away_text != self._away_text:
            self._away_text = view.away_text
            if view.away_text and view.phase is not Phase.NOTICED:  # it would take the notice's place
                self.notices.say(view.away_text)

    def _change_phase(self, before: Phase, view: BreakView) -> None:
        if view.phase is Phase.ASKING:
            if view.has_chime:
                self._play_chime()
        elif view.phase is Phase.PRACTISING:
            self.session_started.emit()
            self._the_popup().show_player()
        elif before in _IN_POPUP and self._popup is not None:
            self._popup.hide_all()
        if before is Phase.PRACTISING:
            self.session_ended.emit()

    def _the_popup(self) -> Popup:
        if self._popup is None:
            self._popup = self._popup_factory()
            self._popup.open_asked.connect(self.open_asked)
            self._popup.settings_asked.connect(self.settings_asked)
        return self._popup

    # What was chosen in the tray or on a notice

    def _tell(self, command: BreakCommand) -> None:
        """Carry it out; where nothing is seen of it, say why."""
        before = self._reminders.view().phase
        words = self._reminders.tell(command)
        is_refused = self._reminders.view().phase is before and command is not BreakCommand.RESUME
        if words and is_refused:
            self.notices.say(words)

    def _pause(self, wish: PauseWish) -> None:
        self._reminders.pause(wish)


def _asked(view: BreakView) -> tuple[object, ...]:
    """What is asked, and how it can be answered: where that becomes another, it is shown anew."""
    return view.kind_title, view.offer.title if view.offer else "", view.can_snooze, view.can_skip
