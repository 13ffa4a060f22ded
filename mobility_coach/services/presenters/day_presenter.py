"""One day of the history, in a line or opened into its records."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta, timezone

from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.day_level import MET, day_level
from mobility_coach.domain.drill import Drill, Side
from mobility_coach.domain.history import DayTotals
from mobility_coach.domain.mirror import fill_sides, side_word
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.streak import Goal
from mobility_coach.domain.streak_words import date_words, goal_words, length_words
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.presenters.history_presenter import TITLE_LIMIT, drill_title
from mobility_coach.services.presenters.history_view import DayView, RecordRow
from mobility_coach.services.presenters.plain_words import SEPARATOR, shortened

MOST_ROWS = 200
"""Records of a day that are listed: the latest ones."""

USUAL_MOST_REPS = 100
"""Reps can be corrected up to this, or up to what was planned or done where that is more."""


def present_day_line(day: date, totals: DayTotals | None) -> str:
    """A day in one line: "3 November 2026: 2 sides, 6 minutes"."""
    return tr("{day}: {what}").format(day=date_words(day), what=_amount(totals))


def present_day(
    day: date,
    totals: DayTotals | None,
    records: Sequence[PracticeRecord],
    goal: Goal,
    drills: Mapping[str, Drill],
    *,
    is_waiting: bool,
    breaks: Mapping[Outcome, int],
) -> DayView:
    """A day, opened.

    Args:
        day: the local day.
        totals: what it adds up to, None without practice.
        records: its records, by start.
        goal: what makes a day count.
        drills: the library's drills by id.
        is_waiting: whether it lies in the future of the clock.
        breaks: how often each came up, of what can become of a break.
    """
    sentences = [tr("{what}.").format(what=_capital(_amount(totals)))]
    if is_waiting:
        sentences.append(
            tr("It lies in the future of this computer's clock: it is kept, and counts when its time comes.")
        )
    elif totals is not None:
        counts = day_level(totals, goal) >= MET
        line = tr("This day counts.") if counts else tr("A day counts with {goal}.")
        sentences.append(line.format(goal=goal_words(goal)))
    hidden = len(records) - MOST_ROWS
    if hidden > 0:
        sentences.append(
            ntr(
                "The latest ones are listed; {count} earlier record is not.",
                "The latest ones are listed; {count} earlier records are not.",
                hidden,
            )
        )
    rows = tuple(_row(record, drills) for record in records[-MOST_ROWS:])
    return DayView(day, date_words(day), " ".join(sentences), rows, _breaks(breaks))


def record_title(record: PracticeRecord, drills: Mapping[str, Drill]) -> str:
    """A record's drill and side: "Hip flexor matrix, left"."""
    drill = drills.get(record.drill)
    title = drill_title(record.drill, {} if drill is None else {drill.id: drill.title})
    if record.side is Side.BOTH:
        return title
    return tr("{drill}, {side}").format(drill=title, side=side_word(record.side))


def most_reps(record: PracticeRecord) -> int:
    """How many reps a record can be corrected to."""
    return max(USUAL_MOST_REPS, record.reps_planned, record.reps_done)


def possible_sides(record: PracticeRecord) -> tuple[Side, ...]:
    """The sides that a record can be put on; none where both worked at once."""
    return () if record.side is Side.BOTH else (Side.LEFT, Side.RIGHT)


def _row(record: PracticeRecord, drills: Mapping[str, Drill]) -> RecordRow:
    local = record.started.astimezone(timezone(timedelta(minutes=record.offset_minutes)))
    time, title = local.strftime("%H:%M"), record_title(record, drills)
    reps = tr("{done} of {planned} reps").format(done=record.reps_done, planned=record.reps_planned)
    detail = SEPARATOR.join([_movement_title(record, drills), reps])
    return RecordRow(
        id=record.id,
        time=time,
        title=title,
        detail=detail,
        reps=record.reps_done,
        most_reps=most_reps(record),
        side=record.side,
        sides=tuple((side, side_word(side)) for side in possible_sides(record)),
        spoken=tr("{time}, {title}, {detail}").format(
            time=time, title=title, detail=detail.replace(SEPARATOR, ", ")
        ),
    )


def _movement_title(record: PracticeRecord, drills: Mapping[str, Drill]) -> str:
    drill = drills.get(record.drill)
    movement = None if drill is None else drill.movement(record.movement)
    title = record.movement if movement is None else fill_sides(movement.title, record.side)
    return shortened(title, TITLE_LIMIT)


def _breaks(counts: Mapping[Outcome, int]) -> str:
    words = {
        Outcome.DONE: tr("{count} done"),
        Outcome.AWAY: tr("{count} while away"),
        Outcome.SKIPPED: tr("{count} skipped"),
        Outcome.SNOOZED: tr("{count} snoozed"),
    }
    parts = [text.format(count=counts[outcome]) for outcome, text in words.items() if counts.get(outcome)]
    return tr("Breaks: {what}.").format(what=", ".join(parts)) if parts else ""


def _amount(totals: DayTotals | None) -> str:
    if totals is None:
        return tr("no practice")
    length, sides = length_words(totals.seconds), totals.done.bit_count()
    if not sides:
        return length
    finished = ntr("{count} side", "{count} sides", sides)
    return tr("{sides}, {length}").format(sides=finished, length=length)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
