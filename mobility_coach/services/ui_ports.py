"""What a window needs from the coach. The coach makes these real, tests make them simple."""

from collections.abc import Callable, Mapping
from typing import Protocol

from mobility_coach.domain.commands import Command
from mobility_coach.domain.drill_filter import DrillFilter
from mobility_coach.domain.keys import KeyMap
from mobility_coach.domain.motion import Motion
from mobility_coach.services.crash_report import CrashReport
from mobility_coach.services.diagnostics_ports import DiagnosticsPort
from mobility_coach.services.export_ports import ExportWish
from mobility_coach.services.export_work import ExportWork
from mobility_coach.services.history_ports import HistoryPort
from mobility_coach.services.ports import Voice
from mobility_coach.services.presenters.drill_presenter import DrillPageView
from mobility_coach.services.presenters.library_presenter import LibraryView
from mobility_coach.services.presenters.routine_presenter import RoutinePageView
from mobility_coach.services.presenters.settings_view import AboutView, SettingsView
from mobility_coach.services.presenters.today_presenter import TodayView
from mobility_coach.services.session.player_view import PlayerView
from mobility_coach.services.stills import StillKeeper, StillPainter
from mobility_coach.services.voice.hearing_port import HearingPort
from mobility_coach.services.voice_preparation import VoicePreparation
from mobility_coach.services.window_memory import WindowMemoryPort
from mobility_coach.services.work import Work

SettingValue = bool | str | float


class PlayerPort(Protocol):
    """One session, open from `open_player` until `close`. All methods are called from the window's thread."""

    @property
    def is_over(self) -> bool:
        """Whether the session was stopped or came to its end."""
        ...

    def view(self) -> PlayerView:
        """What to show now; cheap, called up to 30 times a second while it plays."""
        ...

    def tell(self, command: Command) -> None:
        """Do what the person asks; `view` shows it at once. What can't be done now is ignored."""
        ...

    def go_to(self, part: int) -> None:
        """Go to a part of the progress bar, from 0 on; others are ignored. Who paused stays paused."""
        ...

    def close(self) -> None:
        """End the session and let go of the sound; what is done is kept. May be called twice."""
        ...


class FigurePort(Protocol):
    """How the figures move. All methods are called from the window's thread."""

    @property
    def stills(self) -> StillKeeper:
        """Pictures that are kept from one start to the next."""
        ...

    @property
    def painter(self) -> StillPainter | None:
        """Who paints pictures that are not kept yet; None where the window paints them itself."""
        ...

    def motion(self, drill_id: str) -> Motion | None:
        """The motion of a drill or of `RELAXED`, with all movements of the drill.

        A drill without one has the still of its position. None for a drill that is not known.
        """
        ...

    def has_way(self, drill_id: str) -> bool:
        """Whether a drill has a motion, not just the still of its position."""
        ...

    def stamp(self, drill_id: str) -> str:
        """A word that changes when what is shown does; cheap. Empty for a drill that is not known."""
        ...

    def give_back(self) -> None:
        """Pictures were let go: give their memory back to the machine."""
        ...


class CoachPort(Protocol):
    """All that the windows ask of the coach. Ids that are not known raise `KeyError`."""

    def library(self) -> LibraryView:
        """The list of drills and routines, anew."""
        ...

    def search(self, wanted: DrillFilter) -> LibraryView:
        """What of the list fits; cheap enough for each letter once `prepare_list` is through."""
        ...

    def prepare_list(self, most: int) -> int:
        """Get up to `most` more drills ready to be searched and filtered; returns how many are left."""
        ...

    def today(self) -> TodayView:
        """Today's card."""
        ...

    def figures(self) -> FigurePort:
        """How the figures move; always the same object."""
        ...

    def history(self) -> HistoryPort:
        """The practice so far; always the same object."""
        ...

    def reading(self) -> Work | None:
        """The reading of a big history that is not at hand, else None.

        Until it is over all pages tell what is read so far. One that was cancelled goes on where it stopped.
        """
        ...

    def drill_page(self, drill_id: str) -> DrillPageView:
        """The page of a drill."""
        ...

    def routine_page(self, routine_id: str) -> RoutinePageView:
        """The page of a routine."""
        ...

    def set_reps(self, drill_id: str, movement_id: str, reps: int) -> None:
        """Remember how many reps a movement gets."""
        ...

    def set_bpm(self, drill_id: str, bpm: int) -> None:
        """Remember the tempo of a drill."""
        ...

    def set_cue(self, drill_id: str, cue_id: str) -> None:
        """Remember the cue that clicks."""
        ...

    def reset_drill(self, drill_id: str) -> None:
        """Forget what was set for a drill."""
        ...

    def set_minutes(self, routine_id: str, minutes: int) -> None:
        """Fit a routine to a time; its page then says what was left out."""
        ...

    def open_player(self, drill_or_routine_id: str) -> PlayerPort:
        """A session, ready to start."""
        ...

    def export(self, wish: ExportWish) -> ExportWork:
        """Work that writes a session to a file; another program does it, and begins at once."""
        ...

    def settings_view(self) -> SettingsView:
        """The table of settings."""
        ...

    def change_setting(self, name: str, value: SettingValue) -> str:
        """Change one setting. Returns a problem in plain text, empty when it took effect and is kept."""
        ...

    def change_settings(self, values: Mapping[str, SettingValue]) -> str:
        """Change several settings at once, all or none. Returns a problem, as above."""
        ...

    def keys(self) -> KeyMap:
        """Which keys give which commands."""
        ...

    def change_keys(self, keys: KeyMap) -> str:
        """Change them. Returns a problem, as above."""
        ...

    def about(self) -> AboutView:
        """What stands below the settings."""
        ...

    def prepare_voice(self) -> VoicePreparation:
        """Work that renders all that sessions say, with the voice of the settings."""
        ...

    def voices(self, found: Callable[[tuple[Voice, ...]], None]) -> None:
        """Look for voices; `found` is called once, later and on any thread. No voices: an empty tuple."""
        ...

    def listen(self, voice: str, rate: int) -> None:
        """Speak a sample; returns at once."""
        ...

    def hearing(self) -> HearingPort:
        """What is known of spoken commands on this machine."""
        ...

    def diagnostics(self) -> DiagnosticsPort:
        """What is known of this machine; always the same object."""
        ...

    def crash_report(self) -> CrashReport | None:
        """What the newest crash has left, or None."""
        ...

    @property
    def window_memory(self) -> WindowMemoryPort:
        """How the main page was left, and where that is kept."""
        ...

    def problems(self) -> tuple[str, ...]:
        """What the person should know (a bad drill file, a log that can't be read), in plain text."""
        ...

    def unsaved(self) -> str:
        """Try once more to save what is pending; what is not safe then, with the remedy, or empty."""
        ...

    def close(self) -> None:
        """The window is gone: end what still runs."""
        ...
