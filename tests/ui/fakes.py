"""A coach and a player without a machine behind them, with fixed contents."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from mobility_coach.adapters.machine.drill_folder import JsonFolder
from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.domain.commands import Command
from mobility_coach.domain.coverage import suggest_drill
from mobility_coach.domain.drill import (
    CueChoice,
    Drill,
    Equipment,
    Movement,
    Place,
    Plane,
    Position,
    Region,
    RepRange,
    Side,
    Sides,
    Step,
    Suitability,
    Tempo,
)
from mobility_coach.domain.drill_filter import DrillFilter, folded
from mobility_coach.domain.history import DrillMovement
from mobility_coach.domain.keys import USUAL_KEYS, KeyMap
from mobility_coach.domain.library import Library
from mobility_coach.domain.motion import FigureMoment, Way, WayKind
from mobility_coach.domain.preferences import CoachingPreferences, DrillChoices
from mobility_coach.domain.routine import Routine, RoutineItem, built_in_routines
from mobility_coach.domain.transport import Phase
from mobility_coach.services.crash_report import CrashReport
from mobility_coach.services.export_ports import ExportOrder, ExportWish
from mobility_coach.services.export_work import ExportWork
from mobility_coach.services.motions import MotionShelf
from mobility_coach.services.ports import Voice
from mobility_coach.services.presenters.drill_presenter import DrillPageView, present_drill
from mobility_coach.services.presenters.library_presenter import (
    LibraryGroup,
    LibraryView,
    RowMaker,
    by_region,
    found_routines_text,
    found_text,
    grouped,
)
from mobility_coach.services.presenters.routine_presenter import RoutinePageView, present_routine
from mobility_coach.services.presenters.settings_presenter import present_settings
from mobility_coach.services.presenters.settings_view import AboutView, SettingsGroup, SettingsView
from mobility_coach.services.presenters.today_presenter import TodayView, present_today
from mobility_coach.services.session.player_view import PlayerView, ProgressPart, Stroke
from mobility_coach.services.settings import Settings
from mobility_coach.services.ui_ports import SettingValue
from mobility_coach.services.voice_preparation import VoicePreparation
from mobility_coach.services.window_memory import WindowMemory
from mobility_coach.services.work import Work
from tests.services.fakes import FakeSpeaker
from tests.ui.fake_diagnostics import FakeDiagnostics
from tests.ui.fake_export import FakeExport
from tests.ui.fake_hearing import FakeHearing
from tests.ui.fake_history import FakeHistory

TODAY = date(2026, 11, 22)

COMMANDS_NOW = frozenset(Command) - {Command.START, Command.RESUME}


def movement(letter: str, title: str, *planes: Plane, cues: tuple[CueChoice, ...] = ()) -> Movement:
    return Movement(
        id=letter,
        title=title,
        planes=planes,
        reps=RepRange(5, 10),
        tempo=Tempo(60, 2, 2),
        step=Step("Drive forward, and back.", "Drive the whole body forward and back, and stay tall."),
        stroke_in="Drive forward",
        stroke_out="And back",
        felt="front of the {side} thigh",
        cue_choices=cues,
    )


def drill(
    drill_id: str, title: str, region: Region, *movements: Movement, sides: Sides = Sides.EACH
) -> Drill:
    return Drill(
        id=drill_id,
        title=title,
        region=region,
        summary="Half kneeling, tall. Ways to open the front of the hip.",
        read="Kneel on your {side} knee, and hold on to a wall.",
        position=Position.STANDING,
        equipment=(Equipment.WALL,),
        suits=(Suitability(Place.DESK), Suitability(Place.BEFORE_RUN)),
        sides=sides,
        setup=(Step("Kneel.", "Kneel on your {side} knee."), Step("Hold on.", "Hold on to the wall.")),
        movements=movements,
        cautions=("Back off where it pinches.",),
    )


CUES = (
    CueChoice("foot", "Foot-led", "Roll the ankles out, and let the arches drop.", "Out", "In"),
    CueChoice("knee", "Knee-led", "Turn the kneecaps out, then in.", "Out", "In"),
)

DRILLS = (
    drill(
        "ankle-rolls",
        "Ankle rolls",
        Region.ANKLE,
        movement("A", "Roll", Plane.TRANSVERSE, cues=CUES),
        sides=Sides.TOGETHER,
    ),
    drill(
        "hip-flexor-matrix",
        "Hip flexor matrix",
        Region.HIP,
        movement("A", "Forward", Plane.SAGITTAL),
        movement("B", "Outward", Plane.SAGITTAL, Plane.FRONTAL),
        movement("C", "Across the midline", Plane.TRANSVERSE),
    ),
    drill("corner-stretch", "Corner stretch", Region.THORACIC_SPINE, movement("A", "Chest", Plane.SAGITTAL)),
)

SETTINGS = present_settings(Settings()).groups

VOICES = (
    Voice("gmw/en", "English (Great Britain)", ("en-gb",)),
    Voice("gmw/en-us", "English (America)", ("en-us", "en")),
)


def player_view(**changes: object) -> PlayerView:
    """A view in the middle of a movement."""
    shares = (0.09, 0.13, 0.13, 0.12, 0.06, 0.1, 0.13, 0.13, 0.11)
    parts = tuple(
        ProgressPart(share, 1.0 if at < 3 else (0.5 if at == 3 else 0.0), f"Part {at + 1}", at == 3)
        for at, share in enumerate(shares)
    )
    view = PlayerView(
        phase=Phase.PLAYING,
        session_title="Hip flexor matrix",
        drill_title="Hip flexor matrix",
        movement_label="C · Across the midline",
        side_label="Left side",
        instruction="Drive forward, stay tall",
        caption="Squeeze the left glute.",
        rep=6,
        reps=10,
        count_in=0,
        stroke=Stroke.IN,
        stroke_progress=0.5,
        stroke_in_text="Drive forward",
        stroke_out_text="And back",
        beat_progress=0.2,
        next_text="D · Swivel the rear foot, then forward",
        elapsed_seconds=168.0,
        remaining_seconds=311.2,
        parts=parts,
        bpm=60,
        volume=0.8,
        is_muted=False,
        commands=COMMANDS_NOW,
        banner="",
        announcement="Rep 6 of 10",
        figure=FigureMoment("hip-flexor-matrix", Side.LEFT, Way(WayKind.STROKE, "C"), progress=0.8),
    )
    return replace(view, **changes)  # type: ignore[arg-type]  # checked by the dataclass


@dataclass
class FakePlayer:
    """Shows what it is given; keeps what it was told."""

    shown: PlayerView = field(default_factory=player_view)
    told: list[Command] = field(default_factory=list)
    gone_to: list[int] = field(default_factory=list)
    looks: int = 0
    closes: int = 0
    after: dict[Command, PlayerView] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        return self.shown.phase is Phase.FINISHED or Command.STOP in self.told

    def view(self) -> PlayerView:
        self.looks += 1
        return self.shown

    def tell(self, command: Command) -> None:
        self.told.append(command)
        self.shown = self.after.get(command, self.shown)

    def go_to(self, part: int) -> None:
        self.gone_to.append(part)

    def close(self) -> None:
        self.closes += 1


@dataclass
class FakeWindowMemory:
    """Keeps in memory how the window was left; the safety note is known."""

    kept: WindowMemory = field(default_factory=lambda: WindowMemory(knows_safety=True))

    def recall(self) -> WindowMemory:
        return self.kept

    def keep(self, memory: WindowMemory) -> None:
        self.kept = memory


class FakeStills:
    """Keeps stills in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def put(self, name: str, png: bytes) -> None:
        self.kept[name] = png


class FakeCoach:
    """Answers from fixed drills; keeps what was asked of it."""

    def __init__(self, drills: Sequence[Drill] = DRILLS, last_done: dict[str, date] | None = None) -> None:
        self.drills = tuple(drills)
        self.last_done = {"ankle-rolls": TODAY - timedelta(5), "hip-flexor-matrix": TODAY}
        if last_done is not None:
            self.last_done = last_done
        self.preferences = CoachingPreferences()
        self.minutes: dict[str, int] = {}
        self.settings: tuple[SettingsGroup, ...] = SETTINGS
        self.asked: list[tuple[object, ...]] = []
        self.player = FakePlayer()
        self.speaker = FakeSpeaker()
        self.streak = 12
        self.why = "Today counts already: hip flexor matrix, left."
        self.notices: tuple[str, ...] = ()
        self.refusal = ""
        self.key_map = USUAL_KEYS
        self.not_saved: list[str] = []
        self.found: Callable[[tuple[Voice, ...]], None] | None = None
        self.is_closed = False
        self.exports: list[FakeExport] = []
        self.practised = FakeHistory()
        self.work: Work | None = None
        self.heard = FakeHearing()
        self.machine = FakeDiagnostics()
        self.crash: CrashReport | None = None
        self.searched: list[DrillFilter] = []
        self.window_memory = FakeWindowMemory()
        self.unmeasured = 0
        self.motions = MotionShelf(
            JsonFolder(resources_folder() / "motions"), lambda: Library(tuple(self.drills)), FakeStills()
        )

    def last(self) -> tuple[object, ...]:
        """What was asked last."""
        return self.asked[-1]

    @property
    def routines(self) -> tuple[Routine, ...]:
        return built_in_routines(self.drills)

    def library(self) -> LibraryView:
        return self.search(DrillFilter())

    def search(self, wanted: DrillFilter) -> LibraryView:
        self.searched.append(wanted)
        words = wanted.words
        drills = by_region(
            each
            for each in self.drills
            if wanted.suits(each)
            and wanted.allows(self._seconds(each))
            and all(word in folded(each.title) for word in words)
        )
        routines = [each for each in self.routines if all(word in folded(each.title) for word in words)]
        maker = RowMaker(
            self._seconds,
            lambda routine: (routine, self._routine_seconds(routine.items)),
            self.last_done,
            TODAY,
        )
        return LibraryView(
            grouped(drills, maker),
            LibraryGroup("", routines, maker),
            "" if wanted.is_empty else found_text(len(drills), len(self.drills)),
            found_routines_text(len(routines), len(self.routines)) if words else "",
            self.unmeasured if wanted.minutes else 0,
        )

    def prepare_list(self, most: int) -> int:
        self.unmeasured = max(0, self.unmeasured - most)
        return self.unmeasured

    def today(self) -> TodayView:
        moved = {
            DrillMovement(each.id, movement.id): self.last_done[each.id]
            for each in self.drills
            for movement in each.movements
            if each.id in self.last_done
        }
        found = suggest_drill(self.drills, self.last_done, moved, TODAY)
        return present_today(
            self.streak,
            self.why,
            is_done=self.streak > 0,
            suggestion=found,
            seconds=self._seconds(found.drill) if found else 0.0,
        )

    def figures(self) -> MotionShelf:
        return self.motions

    def history(self) -> FakeHistory:
        return self.practised

    def reading(self) -> Work | None:
        return self.work

    def drill_page(self, drill_id: str) -> DrillPageView:
        found = {each.id: each for each in self.drills}[drill_id]
        day = self.last_done.get(drill_id)
        return present_drill(found, self.preferences, self._seconds(found), day, TODAY)

    def routine_page(self, routine_id: str) -> RoutinePageView:
        found = {each.id: each for each in self.routines}[routine_id]
        whole, minutes = self._routine_seconds(found.items), self.minutes.get(routine_id)
        if minutes is None:
            return present_routine(found, whole, whole)
        fitted = replace(found, items=found.items[:1], seconds=minutes * 60.0)
        left_out = tuple(f"{item.drill.title} is left out." for item in found.items[1:])
        return present_routine(fitted, minutes * 60.0, whole, left_out)

    def set_reps(self, drill_id: str, movement_id: str, reps: int) -> None:
        self.asked.append(("reps", drill_id, movement_id, reps))
        before = self.preferences.choices(drill_id)
        self._choose(drill_id, replace(before, reps={**before.reps, movement_id: reps}))

    def set_bpm(self, drill_id: str, bpm: int) -> None:
        self.asked.append(("bpm", drill_id, bpm))
        self._choose(drill_id, replace(self.preferences.choices(drill_id), bpm=bpm))

    def set_cue(self, drill_id: str, cue_id: str) -> None:
        self.asked.append(("cue", drill_id, cue_id))
        self._choose(drill_id, replace(self.preferences.choices(drill_id), cue=cue_id))

    def reset_drill(self, drill_id: str) -> None:
        self.asked.append(("reset", drill_id))
        self._choose(drill_id, DrillChoices())

    def set_minutes(self, routine_id: str, minutes: int) -> None:
        self.asked.append(("minutes", routine_id, minutes))
        self.minutes[routine_id] = minutes

    def open_player(self, drill_or_routine_id: str) -> FakePlayer:
        self.asked.append(("open", drill_or_routine_id))
        return self.player

    def export(self, wish: ExportWish) -> ExportWork:
        return ExportWork(ExportOrder(wish, self.minutes.get(wish.item)), self._started)

    def settings_view(self) -> SettingsView:
        return SettingsView(self.settings)

    def change_setting(self, name: str, value: SettingValue) -> str:
        self.asked.append(("setting", name, value))
        return self._set({name: value})

    def change_settings(self, values: Mapping[str, SettingValue]) -> str:
        self.asked.append(("settings", dict(values)))
        return self._set(values)

    def keys(self) -> KeyMap:
        return self.key_map

    def change_keys(self, keys: KeyMap) -> str:
        self.asked.append(("keys", keys))
        if not self.refusal:
            self.key_map = keys
        return self.refusal

    def about(self) -> AboutView:
        return AboutView(
            "somewhere/mobility-coach", "Mobility Coach 1.2.3", "Free software under the MIT licence."
        )

    def prepare_voice(self) -> VoicePreparation:
        self.asked.append(("prepare",))
        return VoicePreparation(self.drills[:1], lambda: self.speaker)

    def voices(self, found: Callable[[tuple[Voice, ...]], None]) -> None:
        self.found = found

    def listen(self, voice: str, rate: int) -> None:
        self.asked.append(("listen", voice, rate))

    def hearing(self) -> FakeHearing:
        return self.heard

    def diagnostics(self) -> FakeDiagnostics:
        return self.machine

    def crash_report(self) -> CrashReport | None:
        return self.crash

    def problems(self) -> tuple[str, ...]:
        return self.notices

    def unsaved(self) -> str:
        self.asked.append(("save again",))
        return self.not_saved.pop(0) if self.not_saved else ""

    def close(self) -> None:
        self.is_closed = True

    def _started(self, order: ExportOrder) -> FakeExport:
        self.exports.append(FakeExport(order))
        return self.exports[-1]

    def _set(self, values: Mapping[str, SettingValue]) -> str:
        if self.refusal:
            return self.refusal
        self.settings = tuple(
            replace(
                group,
                rows=tuple(replace(row, value=values.get(row.name, row.value)) for row in group.rows),
            )
            for group in self.settings
        )
        return ""

    def _choose(self, drill_id: str, choices: DrillChoices) -> None:
        drills = {**self.preferences.drills, drill_id: choices}
        self.preferences = replace(self.preferences, drills=drills)

    def _seconds(self, found: Drill) -> float:
        sides = 2 if found.sides is Sides.EACH else 1
        reps = sum(self.preferences.reps(found, each) for each in found.movements)
        return 30.0 + sides * (reps * 4.0 + 8.0 * len(found.movements))

    def _routine_seconds(self, items: tuple[RoutineItem, ...]) -> float:
        return sum(self._seconds(item.drill) for item in items)
