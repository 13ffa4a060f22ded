"""What the reminders need from the machine, and what windows need from the reminders."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from mobility_coach.domain.breaks.record import BreakRecord, Outcome
from mobility_coach.domain.breaks.state import Block, PauseWish
from mobility_coach.domain.commands import BreakCommand
from mobility_coach.services.breaks.break_settings import Closing
from mobility_coach.services.breaks.break_view import BreakView

if TYPE_CHECKING:
    from mobility_coach.services.presenters.settings_view import SettingsView
    from mobility_coach.services.ui_ports import PlayerPort, SettingValue


class IdlePort(Protocol):
    """Tells how long nobody has touched keyboard or mouse. Cheap; asked every half minute."""

    def seconds(self) -> float | None:
        """Seconds since the last input, None where nobody can tell."""
        ...

    @property
    def problem(self) -> str:
        """Why nobody can tell, and what to do, in plain text; empty while it can be told."""
        ...


class BlocksPort(Protocol):
    """Tells why nobody is to be disturbed now. Asked only around a reminder; at most 0.5 s."""

    def blocks(self, wanted: Collection[Block], programs: Iterable[str]) -> frozenset[Block]:
        """Those of `wanted` that are so now; `programs` are names that make `Block.PROGRAM`."""
        ...


class BreakLog(Protocol):
    """Keeps what became of breaks. Never raises: what can't be written is kept and tried again."""

    def append(self, record: BreakRecord) -> str:
        """Make it durable. Returns a problem in plain text, empty when it is safe."""
        ...

    def outcomes(self, day: date) -> Mapping[Outcome, int]:
        """How often each came up on a local day; cheap for today."""
        ...


class BreakMemory(Protocol):
    """Keeps where the reminders stand from one start to the next; losing it costs a count, never a record."""

    def load(self) -> Mapping[str, object]:
        """JSON values that were saved; empty where there are none or they can't be read."""
        ...

    def save(self, values: Mapping[str, object]) -> None:
        """Keep them; what can't be written is logged and forgotten."""
        ...


class Autostart(Protocol):
    """Whether the program starts, hidden, when the person logs in."""

    @property
    def is_available(self) -> bool:
        """Whether that can be set here."""
        ...

    def is_on(self) -> bool:
        """Whether it does."""
        ...

    def set_on(self, *, is_on: bool) -> str:
        """Change it. Returns a problem in plain text with the remedy, or empty."""
        ...


@dataclass(frozen=True, slots=True)
class Notice:
    """A notification of the desktop; `actions` are pairs of a name and the words on the button."""

    title: str
    text: str
    actions: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0


class Notifier(Protocol):
    """Notifications of the desktop, with buttons. Nothing here takes longer than 0.5 s, or raises."""

    def show(self, notice: Notice) -> bool:
        """Show it in the place of the one before. False where the desktop shows none."""
        ...

    def withdraw(self) -> None:
        """Take back what is shown."""
        ...

    def fileno(self) -> int:
        """What becomes readable when a button was pressed; -1 while nothing is connected."""
        ...

    def pressed(self) -> tuple[str, ...]:
        """Names of the actions that were chosen since ("default" for a click on the text), in order."""
        ...

    def close(self) -> None:
        """Take back what is shown and let go of the connection."""
        ...


class RemindersPort(Protocol):
    """The reminders, as windows use them. All methods are called from the window's thread."""

    def look(self) -> float:
        """Look at clock and person. Returns in how many seconds to look again; 0 where that isn't needed."""
        ...

    def view(self) -> BreakView:
        """The reminders as of the last look or command; cheap."""
        ...

    def tell(self, command: BreakCommand, kind: str = "") -> str:
        """Carry out a command. Returns what to say about it, empty where there is nothing to say.

        `NOW` takes the kind named, else the one that comes next. START and NOW lead to `Phase.PRACTISING`;
        the caller then asks for `open_player`. What can't be done is refused in words.
        """
        ...

    def pause(self, wish: PauseWish) -> str:
        """Pause the reminders. Returns what to say about it ("Paused until 15:00")."""
        ...

    def another(self) -> None:
        """Choose something else for the break that is due."""
        ...

    def open_player(self) -> "PlayerPort":
        """The session of the break that was started, ready; `finish` is to be called when it is over."""
        ...

    def finish(self) -> str:
        """The session is over or was stopped. Returns the words to end with ("Done, 12 days in a row")."""
        ...

    def listen(self, changed: Callable[[], None]) -> None:
        """Have `changed` called after each look or command that changed what `view` returns."""
        ...

    def close(self) -> None:
        """Keep where the reminders stand."""
        ...


class BreakPlanPort(Protocol):
    """How reminders are set, as a page shows it; names of rows are those that `change` takes."""

    def view(self) -> "SettingsView":
        """All rows, in groups; a kind of break is a group of its own, with the kind's id as `id`."""
        ...

    def change(self, name: str, value: "SettingValue") -> str:
        """Change one row. Returns a problem in plain text, empty when it took effect and is kept."""
        ...

    def add_kind(self) -> str:
        """Add a kind of break. Returns its id, empty where there are as many as can be."""
        ...

    def remove_kind(self, kind_id: str) -> str:
        """Remove one. Returns a problem, or empty. The last one can't be removed."""
        ...

    def put_back(self) -> str:
        """Put back the kind that was removed last, where it was. Returns a problem, or empty."""
        ...


class BreaksPort(Protocol):
    """All about reminders, for the program around the windows; each part is made when first asked for."""

    @property
    def reminders(self) -> RemindersPort:
        """The reminders themselves."""
        ...

    @property
    def plan(self) -> BreakPlanPort:
        """How they are set."""
        ...

    @property
    def autostart(self) -> Autostart:
        """Whether the program starts with the computer."""
        ...

    @property
    def notifier(self) -> Notifier:
        """Notifications of the desktop."""
        ...

    @property
    def is_on(self) -> bool:
        """Whether the person wants reminders."""
        ...

    @property
    def is_active(self) -> bool:
        """Whether there is anything to carry out: reminders are on, or a break was started without them."""
        ...

    @property
    def closing(self) -> Closing:
        """What closing the window means while reminders are on."""
        ...

    def set_closing(self, closing: Closing) -> str:
        """Remember it. Returns a problem in plain text, or empty."""
        ...

    def listen(self, changed: Callable[[], None]) -> None:
        """Have `changed` called whenever something about reminders was set."""
        ...

    def chime(self) -> None:
        """The soft chime of a popup; returns at once."""
        ...
