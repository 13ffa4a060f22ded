"""`check` and `doctor`: what is wrong, and the way to mend it."""

from dataclasses import asdict
from typing import Any

from mobility_coach.cli.exits import Exit
from mobility_coach.cli.files import FileRefused, read_bounded
from mobility_coach.cli.output import is_terminal, plain
from mobility_coach.cli.run import Run
from mobility_coach.domain.drill import Drill
from mobility_coach.domain.drill_format import MAX_BYTES, ParsedDrill, Problem, parse_drill
from mobility_coach.domain.motion_format import parse_inline_motion
from mobility_coach.domain.routine import RESERVED_IDS
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.doctor import Condition, Finding, Report


def check(run: Run) -> int:
    """Every problem of every file, each in a line; what has none is fine."""
    found = False
    for path in run.options.files:
        name = plain(str(path))
        try:
            parsed = parse_drill(read_bounded(path, MAX_BYTES), name)
        except FileRefused as error:
            run.output.line(f"{name}: {error}")
            found = True
            continue
        problems = _problems(parsed)
        for problem in problems:
            run.output.line(str(problem))
        if problems or parsed.drill is None:
            found = True
        elif taken := _taken_id(run, parsed.drill):
            run.output.line(taken.format(name=name, id=parsed.drill.id))
            found = True
        else:
            movements = ntr("{count} movement", "{count} movements", len(parsed.drill.movements))
            run.output.line(
                tr("{name}: fine ({title}, {movements})").format(
                    name=name, title=parsed.drill.title, movements=movements
                )
            )
    return Exit.PROBLEM if found else Exit.FINE


def _problems(parsed: ParsedDrill) -> tuple[Problem, ...]:
    """What is wrong with a file; where the drill is good, with the motion that it brings along."""
    drill = parsed.drill
    if drill is None or drill.motion is None:
        return parsed.problems
    return parse_inline_motion(drill.motion, drill).problems


def _taken_id(run: Run, drill: Drill) -> str:
    """Why the program would refuse a good drill for its id, or empty; its own drills, unchanged, are fine."""
    if drill.id in RESERVED_IDS:
        return tr("{name}: id: '{id}' is the id of a routine that comes with the program; choose another id")
    if any(drill.id == shipped.id and drill != shipped for shipped in run.context.library().shipped):
        return tr(
            "{name}: id: '{id}' is the id of a drill that comes with the program; "
            "give your own drill another id"
        )
    return ""


def doctor(run: Run) -> int:
    """The state of this machine, and how to mend what is missing."""
    if is_terminal(run.output.streams.stderr):
        run.output.message(tr("Looking at this machine; it takes a few seconds."))
    report = run.context.doctor()
    if run.options.json:
        run.output.json(_report_json(report))
    else:
        _print_report(run, report)
    return Exit.FINE if report.is_fine else Exit.PROBLEM


def _print_report(run: Run, report: Report) -> None:
    output = run.output
    for section in report.sections:
        output.line(section.title)
        output.table([(_mark(finding), finding.name, finding.value) for finding in section.findings])
        output.line()
    if report.is_fine:
        output.line(tr("Everything that the coach needs is here."))
    else:
        output.line(tr("Something that the coach needs is missing."))
    for finding in (*report.troubles, *report.offers):
        output.line()
        output.paragraph(f"{finding.name}: {finding.remedy}" if finding.remedy else finding.name)
        if finding.command:
            # A line to be copied is never wrapped.
            output.line(f"    {finding.command}")


def _mark(finding: Finding) -> str:
    return {Condition.FINE: tr("ok"), Condition.NOTE: tr("note"), Condition.MISSING: tr("missing")}[
        finding.condition
    ]


def _report_json(report: Report) -> dict[str, Any]:
    return {
        "ok": report.is_fine,
        "sections": [asdict(section) for section in report.sections],
        "mend": [finding.command for finding in report.troubles if finding.command],
    }
