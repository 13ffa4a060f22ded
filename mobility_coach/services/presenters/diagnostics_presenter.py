"""Turns what was found about the machine into what the diagnostics page shows, and into a report to copy."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.doctor import Condition, Finding, Report, Section
from mobility_coach.services.presenters.diagnostics_view import (
    DiagnosticsRow,
    DiagnosticsSection,
    DiagnosticsView,
)

HOME_SIGN = "~"
PERSON_SIGN = "user"

_PART_END = r"(?![\w-]|\.\w)"


@dataclass(frozen=True, slots=True)
class LookState:
    """How far the look is: `done` of `parts`; `is_running` while it goes on."""

    done: int = 0
    parts: int = 0
    is_running: bool = False


def present_diagnostics(sections: Sequence[Section], state: LookState, home: str) -> DiagnosticsView:
    """What was found so far.

    Args:
        sections: what each probe found.
        state: how far the look is.
        home: the person's own folder; it is shown as "~". The report has no name of theirs.
    """
    summary = _summary(Report(tuple(sections)), state)
    shown = tuple(
        DiagnosticsSection(section.title, tuple(_row(finding, home) for finding in section.findings))
        for section in sections
        if section.findings
    )
    return DiagnosticsView(summary, shown, without_names(_report(summary, shown), home))


def without_names(text: str, home: str) -> str:
    """`text` without the name of the person that paths tell: their folder is "~", they are "user"."""
    parts = _parts(home)
    if not parts:
        return text
    return re.sub(rf"(?<=[/\\]){re.escape(parts[-1])}{_PART_END}", PERSON_SIGN, without_home(text, home))


def without_home(text: str, home: str) -> str:
    """`text` with "~" for the person's own folder, wherever a path begins with it."""
    if not _parts(home):
        return text
    folder = home.rstrip("/\\")
    return re.sub(rf"(?<!\w){re.escape(folder)}{_PART_END}", HOME_SIGN, text)


def _parts(home: str) -> list[str]:
    return [part for part in re.split(r"[/\\]", home) if part]


def condition_text(condition: Condition) -> str:
    """A condition in one word."""
    texts = {Condition.FINE: tr("ok"), Condition.NOTE: tr("note"), Condition.MISSING: tr("missing")}
    return texts[condition]


def _summary(report: Report, state: LookState) -> str:
    if state.is_running:
        return tr("Looking at this computer …")
    if state.parts == 0:
        return tr("Nothing was looked at yet.")
    missing = sum(finding.condition is Condition.MISSING for finding in report.findings)
    notes = sum(finding.condition is Condition.NOTE for finding in report.findings)
    if missing:
        words = ntr(
            "{count} thing that the coach needs is missing. It says below how to mend that.",
            "{count} things that the coach needs are missing. It says below how to mend that.",
            missing,
        )
    elif notes:
        words = ntr(
            "Everything that the coach needs is here; {count} thing is worth knowing.",
            "Everything that the coach needs is here; {count} things are worth knowing.",
            notes,
        )
    else:
        words = tr("Everything that the coach needs is here.")
    if state.done < state.parts:
        stopped = tr("You stopped after {done} of {parts} parts.").format(done=state.done, parts=state.parts)
        # What was not looked at can't be called fine.
        return f"{stopped} {words}" if missing else stopped
    return words


def _row(finding: Finding, home: str) -> DiagnosticsRow:
    state = condition_text(finding.condition)
    value, remedy = without_home(finding.value, home), without_home(finding.remedy, home)
    spoken = [f"{finding.name}, {state}: {value}."]
    spoken += [part for part in (remedy, finding.command) if part]
    return DiagnosticsRow(
        name=finding.name,
        value=value,
        condition=finding.condition,
        condition_text=state,
        remedy=remedy,
        command=finding.command,
        spoken=" ".join(spoken),
    )


def _report(summary: str, sections: Sequence[DiagnosticsSection]) -> str:
    lines = [summary]
    for section in sections:
        lines += ["", section.title]
        for row in section.rows:
            lines.append(f"  [{row.condition_text}] {row.name}: {row.value}")
            lines += [f"      {part}" for part in (row.remedy, row.command) if part]
    return "\n".join(lines) + "\n"
