"""What the coach works with. The workshop makes these real, tests make them simple."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.history import PracticeHistory
from mobility_coach.domain.library import Library
from mobility_coach.domain.speech_timing import ClipTiming
from mobility_coach.services.ports import Voice
from mobility_coach.services.presenters.settings_view import AboutView
from mobility_coach.services.session.session_plan import SessionPlan
from mobility_coach.services.settings_book import SettingsBook

if TYPE_CHECKING:  # they bring numpy, which must not be there before the first window is painted
    from mobility_coach.services.crash_report import CrashReport
    from mobility_coach.services.diagnostics_ports import DiagnosticsPort
    from mobility_coach.services.export_ports import ExportOrder, ExportPort
    from mobility_coach.services.ports import DayLog
    from mobility_coach.services.session.session_ports import SessionSpeaker
    from mobility_coach.services.ui_ports import FigurePort, PlayerPort
    from mobility_coach.services.voice.hearing_port import HearingPort
    from mobility_coach.services.window_memory import WindowMemoryPort
    from mobility_coach.services.work import Work


class CoachTools(Protocol):
    """What the coach works with; each is made when it is first asked for."""

    def library(self) -> Library:
        """All drills."""
        ...

    def figures(self) -> "FigurePort":
        """How the figures move; always the same object."""
        ...

    def settings(self) -> SettingsBook:
        """What the person set."""
        ...

    def history(self) -> PracticeHistory:
        """All days with practice."""
        ...

    def practice(self) -> "DayLog":
        """The practice log."""
        ...

    def break_outcomes(self, day: date) -> Mapping[Outcome, int]:
        """What became of the breaks of a local day."""
        ...

    def reading(self) -> "Work | None":
        """The reading of a big history that is not at hand; `history` never blocks while there is one."""
        ...

    def now(self) -> datetime:
        """Now, aware, in the local zone."""
        ...

    def monotonic(self) -> float:
        """Seconds of a clock that never goes back."""
        ...

    def measured(self, text: str) -> ClipTiming | None:
        """The timing of a phrase that was rendered already; never makes the speaker for that."""
        ...

    def open_player(self, plan: SessionPlan, *, muted: bool) -> "PlayerPort":
        """A session, ready to be started."""
        ...

    def export(self, order: "ExportOrder") -> "ExportPort":
        """A program that writes a session to a file; it is started already."""
        ...

    def voices(self, found: Callable[[tuple[Voice, ...]], None]) -> None:
        """Look for voices; `found` is called once, on any thread."""
        ...

    def listen(self, text: str, voice: str, rate: int) -> None:
        """Speak `text`; returns at once."""
        ...

    def hearing(self) -> "HearingPort":
        """What is known of spoken commands on this machine."""
        ...

    def voice_changed(self) -> None:
        """The settings name another voice, rate or language."""
        ...

    def speaker(self) -> "SessionSpeaker":
        """The voice; what failed before gets another chance."""
        ...

    def about(self) -> AboutView:
        """Where the data lies, and which program this is."""
        ...

    def diagnostics(self) -> "DiagnosticsPort":
        """What is known of this machine; always the same object."""
        ...

    def crash_report(self) -> "CrashReport | None":
        """What the newest crash has left, or None."""
        ...

    @property
    def window_memory(self) -> "WindowMemoryPort":
        """How the main page was left."""
        ...

    def problems(self) -> tuple[str, ...]:
        """What files could not be read or saved, in plain text."""
        ...

    def unsaved(self) -> str:
        """Try once more to save what is pending; what is not safe then, or empty."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...
