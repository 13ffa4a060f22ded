"""What one look of the reminders costs, without the machine around them: a day at work, look by look.

    python -m tests.benchmarks.bench_looks

Ends with 1 where the usual look takes more than half a millisecond.
"""

import time
from statistics import median, quantiles

from mobility_coach.domain.breaks.state import Phase
from mobility_coach.domain.commands import BreakCommand
from mobility_coach.services.breaks.break_settings import BreakSettings
from tests.benchmarks.figures import Figures
from tests.services.reminder_stage import Stage

HOURS = 8
IDLE = (0.0, 12.0, 3.0, 45.0, 70.0, 100.0, 0.5)
"""Seconds without input, one look after the other."""

LIMIT_US = 500.0


def main() -> None:
    """Print the figures."""
    figures = Figures(f"Reminders: {HOURS} hours with the usual kinds of breaks, each left out")
    stage = Stage(BreakSettings(is_on=True))
    microseconds: list[float] = []
    until = stage.seconds + HOURS * 3600
    while stage.seconds < until:
        stage.idle.value = IDLE[len(microseconds) % len(IDLE)]
        start = time.perf_counter()
        wait = stage.reminders.look()
        microseconds.append((time.perf_counter() - start) * 1e6)
        stage.sleep(wait)
        if stage.reminders.view().phase is Phase.ASKING:
            stage.reminders.tell(BreakCommand.SKIP)
    figures.note("looks", len(microseconds))
    figures.note("looks a minute", len(microseconds) / (HOURS * 60))
    figures.at_most("one look: median, µs", median(microseconds), LIMIT_US)
    figures.note("one look: 99 of 100, µs", quantiles(microseconds, n=100)[-1])
    figures.note("one look: worst, with the choice of a drill, ms", max(microseconds) / 1000)
    figures.end()


if __name__ == "__main__":
    main()
