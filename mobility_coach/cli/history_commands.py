"""`streak` and `log`: what was practised."""

from datetime import datetime, timedelta, timezone

from mobility_coach.cli.break_log import show_breaks
from mobility_coach.cli.exits import CommandFailed, Exit
from mobility_coach.cli.files import FileRefused, read_bounded
from mobility_coach.cli.output import Output, plain
from mobility_coach.cli.run import Run
from mobility_coach.domain.drill import Side
from mobility_coach.domain.history import PracticeHistory, summarise
from mobility_coach.domain.mirror import side_word
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.streak import streak_of
from mobility_coach.domain.streak_words import explain_streak
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.practice.practice_exchange import (
    MOST_IMPORT_BYTES,
    export_csv,
    export_json_lines,
    import_records,
)

LATEST_SHOWN = 30


def streak(run: Run) -> int:
    """Days in a row, the longest streak, this week."""
    context, options, output = run.context, run.options, run.output
    now, goal, day_start = options.now or context.now(), context.goal(), context.day_start()
    history = _history_until(run, options.now) if options.now else context.history()
    found = streak_of(history, now, goal, day_start)
    titles = {drill.id: drill.title for drill in context.library().drills}
    why = explain_streak(found, history, goal, titles, day_start)
    if options.json:
        output.json(
            {
                "current": found.current,
                "longest": found.longest,
                "today_done": found.today_done,
                "today": found.today.isoformat(),
                "since": found.since.isoformat() if found.since else None,
                "week": list(found.week),
                "goal": {"kind": goal.kind.value, "amount": goal.amount},
                "why": why,
            }
        )
    elif options.why:
        output.paragraph(why)
    else:
        output.line(ntr("{count} day in a row", "{count} days in a row", found.current))
        output.line(
            tr("Longest streak: {days}").format(days=ntr("{count} day", "{count} days", found.longest))
        )
        output.line(tr("This week: {days}").format(days=ntr("{count} day", "{count} days", sum(found.week))))
        output.line(tr("Today counts already.") if found.today_done else tr("Today is still open."))
    _tell_log_problems(run)
    return Exit.FINE


def _history_until(run: Run, moment: datetime) -> PracticeHistory:
    """The history as it was at `moment`, which a day's sums alone can't tell."""
    records = run.context.practice_log().records()
    return summarise(record for record in records if record.started <= moment)


def log(run: Run) -> int:
    """What was practised, or what became of breaks; or records are read back."""
    options, output = run.options, run.output
    if options.log_action == "import":
        return _import(run)
    if options.breaks:
        return show_breaks(run)
    records = run.context.practice_log().records()
    if options.json:
        output.raw(export_json_lines(records))
    elif options.csv:
        output.raw(export_csv(records))
    else:
        _print_latest(output, records, {drill.id: drill.title for drill in run.context.library().drills})
    _tell_log_problems(run)
    return Exit.FINE


def _print_latest(output: Output, records: tuple[PracticeRecord, ...], titles: dict[str, str]) -> None:
    if not records:
        output.line(tr("Nothing practised yet. 'mobility-coach list' shows what there is to do."))
        return
    latest = records[-LATEST_SHOWN:]
    if len(latest) < len(records):
        earlier = ntr("{count} earlier record", "{count} earlier records", len(records) - len(latest))
        output.line(tr("{records}: 'mobility-coach log --csv' writes them all.").format(records=earlier))
    output.table([_row(record, titles) for record in latest], indent="")


def _row(record: PracticeRecord, titles: dict[str, str]) -> tuple[str, ...]:
    local = record.started.astimezone(timezone(timedelta(minutes=record.offset_minutes)))
    return (
        record.day.isoformat(),
        local.strftime("%H:%M"),
        tr("{done} of {planned}").format(done=record.reps_done, planned=record.reps_planned),
        tr("{bpm} bpm").format(bpm=record.bpm),
        "" if record.side is Side.BOTH else side_word(record.side),
        f"{titles.get(record.drill, record.drill)}, {record.movement}",
    )


def _import(run: Run) -> int:
    """Add the records of a file that are not known yet; name and leave out what can't be read."""
    path, output = run.options.file, run.output
    name = plain(str(path))
    try:
        data = read_bounded(path, MOST_IMPORT_BYTES)
    except FileRefused as error:
        raise CommandFailed(Exit.PROBLEM, f"{name}: {error}") from error
    practice_log = run.context.practice_log()
    result = import_records(data, practice_log.known_ids())
    for problem in result.problems:
        output.message(f"{name}: {problem}")
    unsaved = practice_log.append_all(result.new).problem if result.new else ""
    if unsaved:
        output.message(unsaved)
        output.message(tr("Run the same line again then; what was added already is not doubled."))
        return Exit.NOT_SAVED
    output.line(_import_words(len(result.new), result.known))
    return Exit.PROBLEM if result.problems else Exit.FINE


def _import_words(new: int, known: int) -> str:
    added = ntr("{count} record added", "{count} records added", new)
    if not known:
        return tr("{added}.").format(added=added)
    passed = ntr("{count} was known already", "{count} were known already", known)
    return tr("{added}; {passed}.").format(added=added, passed=passed)


def _tell_log_problems(run: Run) -> None:
    for problem in run.context.practice_log().problems():
        run.output.message(problem)
