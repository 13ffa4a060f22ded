"""`log --breaks`: what became of breaks."""

from collections.abc import Mapping, Sequence
from datetime import timedelta, timezone

from mobility_coach.cli.exits import Exit
from mobility_coach.cli.run import Run
from mobility_coach.domain.breaks.record import BreakRecord, Outcome
from mobility_coach.domain.streak_words import length_words
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.breaks.break_lines import export_breaks_csv, export_breaks_json

LATEST_SHOWN = 30


def show_breaks(run: Run) -> int:
    """What became of breaks: the latest ones for people, all of them for programs."""
    log, output = run.context.break_log(), run.output
    records = log.records()
    if run.options.json:
        output.raw(export_breaks_json(records))
    elif run.options.csv:
        output.raw(export_breaks_csv(records))
    else:
        _print_latest(run, records)
    for problem in log.problems():
        output.message(problem)
    return Exit.FINE


def _print_latest(run: Run, records: Sequence[BreakRecord]) -> None:
    output = run.output
    if not records:
        output.line(tr("No breaks yet. Turn reminders on in the window, under Breaks."))
        return
    latest = records[-LATEST_SHOWN:]
    if len(latest) < len(records):
        earlier = ntr("{count} earlier break", "{count} earlier breaks", len(records) - len(latest))
        output.line(
            tr("{breaks}: 'mobility-coach log --breaks --csv' writes them all.").format(breaks=earlier)
        )
    titles = run.context.break_titles()
    output.table([_row(record, titles) for record in latest], indent="")


def _row(record: BreakRecord, titles: Mapping[str, str]) -> tuple[str, ...]:
    local = record.at.astimezone(timezone(timedelta(minutes=record.offset_minutes)))
    return (
        record.day.isoformat(),
        local.strftime("%H:%M"),
        titles.get(record.kind, record.kind),
        _outcome_word(record.outcome),
        length_words(record.seconds) if record.seconds else "",
    )


def _outcome_word(outcome: Outcome) -> str:
    return {
        Outcome.DONE: tr("done"),
        Outcome.AWAY: tr("while away"),
        Outcome.SNOOZED: tr("snoozed"),
        Outcome.SKIPPED: tr("skipped"),
    }[outcome]
