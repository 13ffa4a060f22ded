"""`list`, `show` and `routines`: what there is to do."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from mobility_coach.cli.exits import Exit
from mobility_coach.cli.output import Output
from mobility_coach.cli.run import Run, find_routine
from mobility_coach.domain.day import local_day
from mobility_coach.domain.drill import Drill, Movement, Place, Side
from mobility_coach.domain.drill_filter import DrillFilter
from mobility_coach.domain.history import last_done
from mobility_coach.domain.mirror import fill_sides
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.routine import Routine, single_drill
from mobility_coach.domain.wording import tr
from mobility_coach.services.presenters.drill_presenter import DrillPageView, MovementView, present_drill
from mobility_coach.services.presenters.library_presenter import (
    LibraryGroup,
    present_library,
)
from mobility_coach.services.presenters.plain_words import SEPARATOR, minutes_text
from mobility_coach.services.presenters.routine_presenter import present_routine


def list_drills(run: Run) -> int:
    """The drills by region, and the routines; as JSON, and of those for the TV, the drills alone."""
    context, done = run.context, _last_done(run)
    wanted = DrillFilter(place=Place.TV if run.options.tv else None)
    drills = tuple(drill for drill in context.library().drills if wanted.suits(drill))
    seconds = {drill.id: context.seconds(single_drill(drill)) for drill in drills}
    if run.options.json:
        run.output.json([_drill_json(drill, seconds[drill.id], done.get(drill.id)) for drill in drills])
    else:
        notes = _tv_notes(drills) if run.options.tv else {}
        routines = () if run.options.tv else context.routines()
        lengths = {routine.id: context.seconds(routine) for routine in routines}
        view = present_library(drills, routines, seconds, lengths, done, _today(run))
        for group in view.groups:
            _print_group(run.output, group.title, group, notes)
        _print_group(run.output, tr("Routines"), view.routines, {})
        run.output.line(tr("'mobility-coach show ID' tells more, 'mobility-coach play ID' starts."))
    _tell_problems(run)
    return Exit.FINE


def show(run: Run) -> int:
    """One drill, whole, or what a routine is made of."""
    found = find_routine(run, run.options.item)
    drill = run.context.library().drill(found.id)
    return _show_routine(run, found) if drill is None else _show_drill(run, drill)


def _show_drill(run: Run, drill: Drill) -> int:
    seconds = run.context.seconds(single_drill(drill))
    done, preferences = _last_done(run).get(drill.id), run.context.preferences()
    if run.options.json:
        run.output.json(_whole_drill_json(drill, seconds, done, preferences))
    else:
        _print_page(run.output, present_drill(drill, preferences, seconds, done, _today(run)), seconds)
    return Exit.FINE


def _show_routine(run: Run, routine: Routine) -> int:
    context, output = run.context, run.output
    seconds, left_out = context.seconds(routine), context.left_out(routine)
    if run.options.json:
        output.json(_routine_json(routine, seconds) | {"left_out": list(left_out)})
        return Exit.FINE
    page = present_routine(routine, seconds, seconds, left_out)
    output.line(page.title)
    output.line(SEPARATOR.join((page.id, minutes_text(seconds))))
    output.line()
    output.paragraph(page.summary)
    output.line()
    output.line(tr("Drills"))
    output.table(
        [
            (item.drill.id, SEPARATOR.join((shown.title, shown.detail)))
            for item, shown in zip(routine.items, page.drills, strict=True)
        ]
    )
    _print_list(output, tr("Left out"), page.left_out)
    return Exit.FINE


def routines(run: Run) -> int:
    """The routines and what is in them."""
    context = run.context
    every = context.routines()
    if run.options.json:
        run.output.json([_routine_json(routine, context.seconds(routine)) for routine in every])
        return Exit.FINE
    view = present_library((), every, {}, {each.id: context.seconds(each) for each in every}, {}, _today(run))
    for row, routine in zip(view.routines.rows, every, strict=True):
        run.output.line(SEPARATOR.join((row.id, row.title, row.length)))
        run.output.paragraph(row.detail, "  ")
        run.output.paragraph(", ".join(item.drill.id for item in routine.items), "  ")
        run.output.line()
    return Exit.FINE


def _today(run: Run) -> date:
    return local_day(run.context.now(), run.context.day_start())


def _last_done(run: Run) -> dict[str, date]:
    return last_done(run.context.history(), _today(run))


def _tell_problems(run: Run) -> None:
    for problem in run.context.drill_problems():
        run.output.message(problem)


def _tv_notes(drills: Iterable[Drill]) -> dict[str, str]:
    """How one faces the screen, by the ids of those drills that need something for it."""
    suited = ((drill.id, drill.suitability(Place.TV)) for drill in drills)
    return {drill_id: suits.note for drill_id, suits in suited if suits is not None and suits.note}


def _print_group(output: Output, title: str, group: LibraryGroup, notes: Mapping[str, str]) -> None:
    if not group.rows:
        return
    output.line(title)
    table = []
    for row in group.rows:
        table += [(row.id, row.title), ("", SEPARATOR.join((row.length, row.detail, row.note)))]
        if row.id in notes:
            table += [("", notes[row.id])]
    output.table(table)
    output.line()


def _print_page(output: Output, page: DrillPageView, seconds: float) -> None:
    output.line(page.title)
    output.paragraph(SEPARATOR.join((page.id, page.region, *page.chips)))
    output.line(SEPARATOR.join((minutes_text(seconds), page.last_done)))
    for text in (page.summary, page.read):
        output.line()
        output.paragraph(text)
    _print_list(output, tr("Set-up"), page.setup, numbered=True)
    for movement in page.movements:
        _print_movement(output, movement, page)
    output.line()
    output.paragraph(page.sides)
    _print_list(output, tr("Take care"), page.cautions)
    _print_list(output, tr("Suits"), page.suits)


def _print_movement(output: Output, movement: MovementView, page: DrillPageView) -> None:
    output.line()
    output.line(f"{movement.id}{SEPARATOR}{movement.title}")
    reps = tr("{reps} reps ({low} to {high})").format(
        reps=movement.reps.value, low=movement.reps.low, high=movement.reps.high
    )
    tempo = f"{page.tempo.value} {page.tempo_text}"
    output.paragraph(SEPARATOR.join((movement.planes, reps, tempo)), "  ")
    output.paragraph(movement.how, "  ")
    if movement.felt:
        output.paragraph(tr("Felt: {place}").format(place=movement.felt), "  ")
    for caution in movement.cautions:
        output.paragraph(caution, "  ")
    if movement.id == page.movements[0].id:
        for cue in page.cues:
            chosen = SEPARATOR + tr("yours") if cue.id == page.cue else ""
            output.paragraph(f"{cue.title} ({cue.id}{chosen}): {cue.text}", "    ", "  - ")


def _print_list(output: Output, title: str, texts: tuple[str, ...], *, numbered: bool = False) -> None:
    if not texts:
        return
    output.line()
    output.line(title)
    for number, text in enumerate(texts, 1):
        output.paragraph(text, "     " if numbered else "    ", f"  {number}. " if numbered else "  - ")


def _drill_json(drill: Drill, seconds: float, done: date | None) -> dict[str, Any]:
    return {
        "id": drill.id,
        "region": drill.region.value,
        "title": drill.title,
        "summary": fill_sides(drill.summary, Side.LEFT),
        "equipment": [item.value for item in drill.equipment],
        "planes": [plane.value for plane in drill.planes],
        "position": drill.position.value,
        "sides": drill.sides.value,
        "suits": [{"place": entry.place.value, "note": entry.note} for entry in drill.suits],
        "seconds": round(seconds),
        "last_done": done.isoformat() if done else None,
    }


def _whole_drill_json(
    drill: Drill, seconds: float, done: date | None, preferences: CoachingPreferences
) -> dict[str, Any]:
    return _drill_json(drill, seconds, done) | {
        "read": fill_sides(drill.read, Side.LEFT),
        "setup": _worded([asdict(step) for step in drill.setup]),
        "movements": [_movement_json(drill, movement, preferences) for movement in drill.movements],
        "switch": _worded(asdict(drill.switch)) if drill.switch else None,
        "cautions": _worded(list(drill.cautions)),
    }


def _movement_json(drill: Drill, movement: Movement, preferences: CoachingPreferences) -> dict[str, Any]:
    """A movement's fields under their own names, and beside them what the settings choose."""
    fields: dict[str, Any] = _worded(asdict(movement))
    return fields | {
        "chosen_reps": preferences.reps(drill, movement),
        "chosen_bpm": preferences.tempo(drill, movement).bpm,
    }


def _worded(value: Any) -> Any:  # noqa: ANN401 - JSON values have no type of their own
    """Plain JSON values with every text worded for the left working side."""
    match value:
        case str():
            return fill_sides(str(value), Side.LEFT)
        case dict():
            return {name: _worded(part) for name, part in value.items()}
        case list() | tuple():
            return [_worded(part) for part in value]
    return value


def _routine_json(routine: Routine, seconds: float) -> dict[str, Any]:
    return {
        "id": routine.id,
        "title": routine.title,
        "summary": routine.summary,
        "drills": [item.drill.id for item in routine.items],
        "seconds": round(seconds),
    }
