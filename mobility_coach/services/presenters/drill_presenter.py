"""The page of one drill."""

from dataclasses import dataclass
from datetime import date

from mobility_coach.domain.drill import Drill, Movement, Side, Sides, Suitability, Tempo
from mobility_coach.domain.mirror import fill_sides
from mobility_coach.domain.preferences import BPM_STEP, FASTEST_BPM, SLOWEST_BPM, CoachingPreferences
from mobility_coach.domain.routine import region_title
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.presenters.plain_words import (
    SEPARATOR,
    equipment_title,
    last_done_text,
    minutes_text,
    place_title,
    plane_title,
    position_title,
)

_BOTH = 2


@dataclass(frozen=True, slots=True)
class Range:
    """A number that can be changed: where it stands, its bounds and its step."""

    value: int
    low: int
    high: int
    step: int = 1


@dataclass(frozen=True, slots=True)
class MovementView:
    """One lettered movement on the page: what to do, in which planes, where it is felt, and how many reps.

    `tempo` says how fast it goes now; it follows the drill's tempo in its own proportion. `pace` is the same
    in numbers.
    """

    id: str
    title: str
    planes: str
    tempo: str
    pace: Tempo
    how: str
    felt: str
    reps: Range
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CueView:
    """One of several cues for the same motion."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class DrillPageView:
    """Everything on a drill's page, as plain text and numbers.

    `side` is the one that works first. `cue` is the id of the chosen one of `cues`, empty where there are
    none. `is_changed` tells whether the person set something that can be put back.
    """

    id: str
    title: str
    region: str
    summary: str
    read: str
    chips: tuple[str, ...]
    setup: tuple[str, ...]
    movements: tuple[MovementView, ...]
    side: Side
    sides: str
    tempo: Range
    tempo_text: str
    cues: tuple[CueView, ...]
    cue: str
    cautions: tuple[str, ...]
    suits: tuple[str, ...]
    last_done: str
    start_text: str
    is_changed: bool


def present_drill(
    drill: Drill, preferences: CoachingPreferences, seconds: float, last_done: date | None, today: date
) -> DrillPageView:
    """The page of `drill`, worded for the side that works first; `seconds` is its estimated length."""
    first = drill.movements[0]
    tempo = preferences.tempo(drill, first)
    choices = preferences.choices(drill.id)
    chosen = next((cue for movement in drill.movements if (cue := movement.cue_choice(choices.cue))), None)

    def worded(text: str) -> str:
        return fill_sides(text, preferences.first_side)

    def movement_view(movement: Movement) -> MovementView:
        pace = preferences.tempo(drill, movement)
        reps = Range(preferences.reps(drill, movement), movement.reps.low, movement.reps.high)
        return MovementView(
            id=movement.id,
            title=worded(movement.title),
            planes=SEPARATOR.join(plane_title(plane) for plane in movement.planes),
            tempo=_tempo_text(pace),
            pace=pace,
            how=worded(movement.step.read),
            felt=worded(movement.felt),
            reps=reps,
            cautions=tuple(map(worded, movement.cautions)),
        )

    return DrillPageView(
        id=drill.id,
        title=drill.title,
        region=region_title(drill.region),
        summary=worded(drill.summary),
        read=worded(drill.read),
        chips=_chips(drill),
        setup=tuple(worded(step.read) for step in drill.setup),
        movements=tuple(map(movement_view, drill.movements)),
        side=preferences.first_side,
        sides=_sides_text(drill, preferences.first_side),
        tempo=Range(tempo.bpm, SLOWEST_BPM, FASTEST_BPM, BPM_STEP),
        tempo_text=_drill_tempo_text(drill, tempo),
        cues=tuple(
            CueView(cue.id, cue.title, worded(cue.say))
            for movement in drill.movements
            for cue in movement.cue_choices
        ),
        cue=chosen.id if chosen else "",
        cautions=tuple(map(worded, drill.cautions)),
        suits=tuple(map(_suitability_text, drill.suits)),
        last_done=_last_done(last_done, today),
        start_text=tr("Start · {length}").format(length=minutes_text(seconds)),
        is_changed=bool(choices.reps) or choices.bpm is not None or choices.cue is not None,
    )


def _rep_seconds(tempo: Tempo) -> str:
    return f"{tempo.beats * 60 / tempo.bpm:.1f}"


def _tempo_text(tempo: Tempo) -> str:
    return tr("{bpm} beats a minute, {seconds} s a rep").format(bpm=tempo.bpm, seconds=_rep_seconds(tempo))


def _drill_tempo_text(drill: Drill, tempo: Tempo) -> str:
    """What the number is, and what becomes of movements with a tempo of their own."""
    text = tr("beats a minute. A rep takes {seconds} s.").format(seconds=_rep_seconds(tempo))
    if all(movement.tempo == drill.tempo for movement in drill.movements):
        return text
    more = tr("That is movement {letter}; the others keep their proportion to it.")
    return f"{text} {more.format(letter=drill.movements[0].id)}"


def _last_done(day: date | None, today: date) -> str:
    if day is None:
        return tr("You have not done this one yet")
    return tr("Last done: {when}").format(when=last_done_text(day, today))


def _chips(drill: Drill) -> tuple[str, ...]:
    needed = [equipment_title(entry) for entry in drill.equipment] or [tr("Nothing needed")]
    planes = [plane_title(plane) for plane in drill.planes]
    return (position_title(drill.position), *needed, *planes)


def _sides_text(drill: Drill, first_side: Side) -> str:
    if drill.sides is Sides.TOGETHER:
        return tr("Both sides work at the same time.")
    if drill.sides is Sides.ALTERNATING:
        return tr("The sides take turns within each rep.")
    if len(drill.movements) == _BOTH:
        parts = tr("Both movements on one side, then both again on the other.")
    else:
        parts = ntr(
            "First one side, then the same on the other.",
            "All {count} movements on one side, then all again on the other.",
            len(drill.movements),
        )
    return parts if drill.switch is None else f"{parts} {fill_sides(drill.switch.read, first_side.opposite)}"


def _suitability_text(entry: Suitability) -> str:
    return place_title(entry.place) + (f" ({entry.note})" if entry.note else "")
