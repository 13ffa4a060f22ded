"""What the doctor says about spoken commands, and the line to type where they are not understood."""

from collections.abc import Callable

import pytest

from mobility_coach.adapters.machine.system_packages import extra_line
from mobility_coach.adapters.voice import voice_extra
from mobility_coach.adapters.voice.voice_extra import recogniser_version, voice_line
from mobility_coach.adapters.voice.voice_probes import VoiceSubject, voice_probe
from mobility_coach.services.doctor import Condition, Finding

LINE = "python -m pip install pocketsphinx"


def found(
    *,
    is_wanted: bool = True,
    chosen: str = "",
    line: str = "",
    microphones: Callable[[], tuple[str, ...]] = lambda: ("Webcam", "Headset"),
) -> dict[str, Finding]:
    subject = VoiceSubject(is_wanted, chosen, lambda: "pocketsphinx 5.1.1", lambda: line, microphones)
    return {each.id: each for each in voice_probe(subject, 5.0).look()}


def test_all_is_well() -> None:
    findings = found()
    assert findings["recogniser"].value == "pocketsphinx 5.1.1 (on)"
    assert findings["microphone"].value == "Webcam, Headset"
    assert {each.condition for each in findings.values()} == {Condition.FINE}
    assert found(chosen="Headset")["microphone"].value == "Headset"


def test_what_is_missing_is_worth_knowing_with_the_line_that_mends_it() -> None:
    missing = found(line=LINE)["recogniser"]
    assert (missing.condition, missing.command) == (Condition.NOTE, LINE)
    none = found(microphones=tuple)["microphone"]
    assert none.condition is Condition.NOTE
    assert "Plug one in" in none.remedy
    gone = found(chosen="Studio")["microphone"]
    assert gone.condition is Condition.NOTE
    assert gone.value == "Studio isn't there"


def test_what_nobody_asked_for_is_not_missed() -> None:
    findings = found(is_wanted=False, line=LINE, microphones=tuple)
    assert {each.condition for each in findings.values()} == {Condition.FINE}
    assert findings["recogniser"].value == "not installed, and off in the settings"
    assert findings["recogniser"].command == LINE
    assert found(is_wanted=False)["recogniser"].value == "pocketsphinx 5.1.1 (off in the settings)"


def test_where_it_is_missing_there_is_a_line_that_adds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice_extra, "PACKAGE", "no_such_recogniser")
    assert voice_line() == extra_line("voice")
    assert recogniser_version() == ""


def test_nothing_is_to_be_installed_where_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice_extra, "PACKAGE", "pytest")
    assert voice_line() == ""
    assert recogniser_version() == f"pytest {pytest.__version__}"
