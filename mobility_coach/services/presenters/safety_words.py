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
        tr("Before you start"),
        (
            tr("A strong stretch is fine, pain is not. Back off, or stop, when something hurts."),
            tr("Stay relaxed and keep breathing. If you tense up, make the movement smaller."),
            tr("With an injury, or if you are not sure, ask a physical therapist or a doctor first."),
        ),
    )
