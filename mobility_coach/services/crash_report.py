"""What is left of a run that ended by a crash: a report to read, and to send to whoever can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CrashReport:
    """The newest report.

    Attributes:
        name: of its file, which no other report has.
        text: all of it as plain text, bounded, without names of people.
        place: where it is kept, for people.
    """

    name: str
    text: str
    place: str
