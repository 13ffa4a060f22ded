"""What the diagnostics page shows: the doctor's findings, the sound's state, and a report to copy."""

from dataclasses import dataclass

from mobility_coach.services.doctor import Condition


@dataclass(frozen=True, slots=True)
class DiagnosticsRow:
    """One finding; `remedy` says what to do, `command` is the line to type; both may be empty."""

    name: str
    value: str
    condition: Condition
    condition_text: str
    remedy: str
    command: str
    spoken: str


@dataclass(frozen=True, slots=True)
class DiagnosticsSection:
    """Findings under one heading."""

    title: str
    rows: tuple[DiagnosticsRow, ...]


@dataclass(frozen=True, slots=True)
class DiagnosticsView:
    """What was found so far, and all of it as plain text for a report (no names of people, no practice)."""

    summary: str
    sections: tuple[DiagnosticsSection, ...]
    report: str
