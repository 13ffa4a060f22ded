"""What the reminders write down: what became of breaks, and where they stand."""

import logging
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from mobility_coach.domain.breaks import machine
from mobility_coach.domain.breaks.record import BreakRecord, Outcome
from mobility_coach.domain.breaks.state import BreakEnded, BreakState, Event
from mobility_coach.domain.day import local_day, offset_minutes
from mobility_coach.services.breaks.reminder_tools import ReminderTools

_log = logging.getLogger(__name__)

KEEP_EVERY_SECONDS = 600.0
"""So much work at most is forgotten where the program ends without a word."""

COUNTED_SECONDS = 300.0
"""So late what another machine has written into a shared folder is counted."""

_MOST_SECONDS = 86_400.0


class BreakDiary:
    """Writes to the log and to the memory of the reminders."""

    def __init__(self, tools: ReminderTools) -> None:
        self._tools = tools
        self._kept: dict[str, object] = {}
        self._kept_at: float | None = None
        self._counted: tuple[datetime, Mapping[Outcome, int]] | None = None
        self.problem = ""
        """What is not safe in the log, in plain text with the remedy, or empty."""

    def note(self, events: Iterable[Event], moment: datetime) -> None:
        """Log what became of breaks at `moment` (aware, local)."""
        for event in events:
            if isinstance(event, BreakEnded):
                self._counted = None
                self.problem = self._tools.log.append(self._record(event, moment))
                if self.problem:
                    _log.warning("%s", self.problem)

    def counts(self, moment: datetime) -> Mapping[Outcome, int]:
        """What became of the breaks of the day that `moment` belongs to."""
        at, counts = self._counted or (moment, None)
        is_fresh = 0 <= (moment - at).total_seconds() < COUNTED_SECONDS
        if counts is None or not is_fresh or self._day(moment) != self._day(at):
            counts = self._tools.log.outcomes(self._day(moment))
            self._counted = moment, counts
        return counts

    def recall(self) -> Mapping[str, object]:
        """Where the reminders stood."""
        return self._tools.memory.load()

    def keep(self, state: BreakState, *, is_pressing: bool) -> None:
        """Remember where the reminders stand: at once, or now and then and only where work was done."""
        if self._kept_at is None:
            self._kept_at = state.clock
        if not is_pressing and state.clock - self._kept_at < KEEP_EVERY_SECONDS:
            return
        values = machine.keep(state)
        if is_pressing or _without_moment(values) != _without_moment(self._kept):
            self._tools.memory.save(values)
            self._kept, self._kept_at = values, state.clock

    def forget(self) -> None:
        """Reminders were switched off: the next time they begin anew."""
        self._tools.memory.save({})
        self._kept, self._kept_at = {}, None

    def _record(self, event: BreakEnded, moment: datetime) -> BreakRecord:
        return BreakRecord(
            id=self._tools.new_id(),
            kind=event.kind,
            outcome=event.outcome,
            at=moment.astimezone(UTC),
            offset_minutes=offset_minutes(moment),
            day=self._day(moment),
            seconds=round(min(event.seconds, _MOST_SECONDS), 3),
            version=self._tools.version,
        )

    def _day(self, moment: datetime) -> date:
        return local_day(moment, self._tools.settings().settings.day_starts_at)


def _without_moment(values: Mapping[str, object]) -> dict[str, object]:
    """A moment that moves on is no news: whoever is away works no more."""
    return {name: value for name, value in values.items() if name != "moment"}
