"""What the doctor says about remotes and about the screen during a session."""

from dataclasses import replace

import pytest

from mobility_coach.adapters.desktop.remote_probes import RemoteSubject, remote_probe
from mobility_coach.services.doctor import Condition, Finding, diagnose

FINE = RemoteSubject(lambda: True, lambda: ("org.freedesktop.ScreenSaver", "X11"), lambda: None)


def found(subject: RemoteSubject) -> dict[str, Finding]:
    report = diagnose([remote_probe(subject)])
    assert report.is_fine
    return {finding.id: finding for finding in report.findings}


def test_a_desktop_that_has_all() -> None:
    findings = found(FINE)
    assert {id_: finding.value for id_, finding in findings.items()} == {
        "remotes": "heard everywhere, by the message bus (MPRIS)",
        "screen-awake": "kept on by org.freedesktop.ScreenSaver, X11",
    }
    assert not any(finding.remedy for finding in findings.values())


def test_what_is_missing_is_said_with_what_it_takes() -> None:
    findings = found(replace(FINE, has_bus=lambda: False, keeps_awake=tuple))
    assert findings["remotes"].value == "heard while the window is in front"
    assert "desktop session" in findings["remotes"].remedy
    assert findings["screen-awake"].value == "may go dark"
    assert all(finding.condition is Condition.NOTE and finding.remedy for finding in findings.values())


def test_systems_without_a_bus_miss_none() -> None:
    assert found(replace(FINE, has_bus=None))["remotes"].condition is Condition.FINE


@pytest.mark.parametrize("fails", [True, False])
def test_the_connections_are_let_go_of_whatever_comes(*, fails: bool) -> None:
    closed: list[str] = []

    def broken() -> tuple[str, ...]:
        raise OSError("broken")

    subject = replace(FINE, close=lambda: closed.append("closed"))
    diagnose([remote_probe(replace(subject, keeps_awake=broken) if fails else subject)])
    assert closed == ["closed"]
