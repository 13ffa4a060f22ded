"""The safety note: shown once at the first start, and always to be found in the settings."""

from dataclasses import dataclass

from mobility_coach.domain.wording import tr


@dataclass(frozen=True, slots=True)
class SafetyNote:
    """A title, and the lines below it; each line is a thought of its own."""

    title: str
    lines: tuple[str, ...]


def safety_note() -> SafetyNote:
    """What everybody should know before the first drill."""
    return SafetyNote(
        tr("Before you begin"),
        (
            tr("Move slowly, and keep breathing. A strong stretch is fine; if anything hurts, stop."),
            tr("Clear the floor around you, and hold on to something solid where a drill says so."),
            tr("If you are injured, pregnant or not sure, ask a doctor or a physical therapist first."),
        ),
    )
