"""A time of the day between two buttons: stepped in quarters of an hour, or typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox

from mobility_coach.services.presenters.break_times import clock_words
from mobility_coach.ui.parts.controls import Stepper

if TYPE_CHECKING:
    from mobility_coach.ui.look import Look

_HOUR, _DAY = 60, 24 * 60
_QUARTER = 15
_WHOLE = re.compile(r"(\d{1,2})(?:\s*[:.h]\s*|\s+|(?=\d\d$)|$)(\d\d)?")
_BEGUN = re.compile(r"\d{0,4}|\d{1,2}\s*[:.h\s]\s*\d{0,2}")


def read_time(text: str) -> int | None:
    """Minutes of the day for "9:30", "9.30", "0930" or "9"; None where it is no time."""
    found = _WHOLE.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    moment = hours * _HOUR + minutes
    return moment if minutes < _HOUR and moment < _DAY else None


class TimeField(QDoubleSpinBox):
    """Holds minutes of the day, shows a time. After 23:45 comes 0:00."""

    def __init__(self) -> None:
        super().__init__()
        self.setWrapping(True)

    def textFromValue(self, value: float) -> str:
        """The time."""
        return clock_words(round(value))

    def valueFromText(self, text: str) -> float:
        """Minutes; what is no time changes nothing."""
        minutes = read_time(text)
        return self.value() if minutes is None else minutes

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Whether it is a time, or may become one."""
        if read_time(text) is not None:
            return QValidator.State.Acceptable, text, place
        begun = _BEGUN.fullmatch(text.strip()) is not None
        return (QValidator.State.Intermediate if begun else QValidator.State.Invalid), text, place

    def stepBy(self, steps: int) -> None:
        """On to the next quarter of an hour, from wherever it stands."""
        self.interpretText()
        now = round(self.value())
        first = now // _QUARTER if steps > 0 else -(-now // _QUARTER)
        self.setValue((first + steps) * _QUARTER % _DAY)
        self.selectAll()


class TimeStepper(Stepper):
    """`changed` tells minutes of the day."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, name, field=TimeField())

    def show_time(self, minutes: int) -> None:
        """Show a time without telling it as a change."""
        self.show_number(minutes, 0, _DAY - 1)
