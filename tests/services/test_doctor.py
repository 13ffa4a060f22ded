"""The doctor's report is data; a probe that fails costs its own part alone."""

import logging

import pytest

from mobility_coach.services.doctor import Condition, Finding, Probe, Report, Section, diagnose


def fine() -> list[Finding]:
    return [Finding("python", "Python", "3.11")]


def broken() -> list[Finding]:
    raise RuntimeError("the bus is gone")


def report(*findings: Finding) -> Report:
    return Report((Section("all", "All", findings),))


def test_probes_are_asked_in_order() -> None:
    found = diagnose([Probe("a", "A", fine), Probe("b", "B", lambda: ())])
    assert [(section.id, section.title) for section in found.sections] == [("a", "A"), ("b", "B")]
    assert found.findings == tuple(fine())
    assert found.is_fine


def test_a_failing_probe_costs_its_part_alone(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        found = diagnose([Probe("bus", "Bus", broken), Probe("versions", "Versions", fine)])
    assert found.sections[0].findings[0].condition is Condition.NOTE
    assert found.sections[1].findings == tuple(fine())
    assert "the bus is gone" in caplog.text
    assert found.is_fine


def test_only_something_missing_is_not_fine() -> None:
    assert report(Finding("a", "A", "", Condition.NOTE)).is_fine
    assert not report(Finding("a", "A", "", Condition.MISSING)).is_fine


def test_troubles_name_the_missing_first_and_each_remedy_once() -> None:
    note = Finding("screen", "Screen", "none", Condition.NOTE, "Use the terminal.")
    silent = Finding("theme", "Theme", "none", Condition.NOTE)
    first = Finding("libgl", "libGL", "none", Condition.MISSING, "Type:", "apt-get install libgl1")
    again = Finding("libegl", "libEGL", "none", Condition.MISSING, "Type:", "apt-get install libgl1")
    assert report(note, silent, first, again, *fine()).troubles == (first, note)


def test_what_can_be_had_beyond_is_an_offer_and_no_trouble() -> None:
    extra = Finding("voice", "Voice", "off", Condition.FINE, "Add it:", "add voice")
    again = Finding("ears", "Ears", "off", Condition.FINE, "Add it:", "add voice")
    missing = Finding("libgl", "libGL", "none", Condition.MISSING, "Type:", "apt-get install libgl1")
    found = report(extra, again, missing, *fine())
    assert found.offers == (extra,)
    assert found.troubles == (missing,)
