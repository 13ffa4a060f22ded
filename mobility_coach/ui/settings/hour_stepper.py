"""A full hour of the day between two buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mobility_coach.ui.parts.controls import Stepper

if TYPE_CHECKING:
    from mobility_coach.ui.look import Look


class HourStepper(Stepper):
    """Holds the hour, shows it as a clock does ("17:00"); `changed` tells the hour."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, name)
        self.number.setSuffix(":00")
