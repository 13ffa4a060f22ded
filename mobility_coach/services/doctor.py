"""What the doctor finds: plain data, gathered by probes that are handed in."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from mobility_coach.domain.wording import tr

_log = logging.getLogger(__name__)


class Condition(StrEnum):
    """How something is.

    `FINE`: as it should be. `NOTE`: worth knowing, the coach goes on without it. `MISSING`: something that
    the coach is made for does not work until it is mended.
    """

    FINE = "fine"
    NOTE = "note"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    `id` names it for programs, `name` and `value` for people. `remedy` says in words what to do; `command` is
    the exact line to type, or empty where no line mends it.
    """

    id: str
    name: str
    value: str
    condition: Condition = Condition.FINE
    remedy: str = ""
    command: str = ""


@dataclass(frozen=True, slots=True)
class Probe:
    """Looks at one part of the machine. `look` may raise; it never costs the other probes anything."""

    id: str
    title: str
    look: Callable[[], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Section:
    """What one probe found."""

    id: str
    title: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found, in the order of the probes."""

    sections: tuple[Section, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all sections."""
        return tuple(finding for section in self.sections for finding in section.findings)

    @property
    def is_fine(self) -> bool:
        """Whether nothing is missing that the coach is made for."""
        return all(finding.condition is not Condition.MISSING for finding in self.findings)

    @property
    def troubles(self) -> tuple[Finding, ...]:
        """What can be mended: the missing first, then the notes with a remedy; each remedy once."""
        wanting = [finding for finding in self.findings if finding.condition is Condition.MISSING]
        wanting += [
            finding
            for finding in self.findings
            if finding.condition is Condition.NOTE and (finding.remedy or finding.command)
        ]
        return _each_remedy_once(wanting)

    @property
    def offers(self) -> tuple[Finding, ...]:
        """What is as it should be, and can be had beyond that by a line; each remedy once."""
        return _each_remedy_once(
            finding for finding in self.findings if finding.condition is Condition.FINE and finding.command
        )


def _each_remedy_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    by_remedy: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        by_remedy.setdefault((finding.remedy, finding.command), finding)
    return tuple(by_remedy.values())


def diagnose(probes: Iterable[Probe]) -> Report:
    """Let every probe look. One that fails is a note in its section, with the details in the log."""
    return Report(tuple(Section(probe.id, probe.title, _look(probe)) for probe in probes))


def _look(probe: Probe) -> tuple[Finding, ...]:
    try:
        return tuple(probe.look())
    except Exception:  # noqa: BLE001 - a broken machine throws anything; the other probes still look
        _log.exception("The probe %s failed", probe.id)
        return (
            Finding(
                probe.id,
                probe.title,
                tr("could not be looked at"),
                Condition.NOTE,
                tr("The details are in the log file."),
            ),
        )
