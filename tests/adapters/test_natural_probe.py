"""What the doctor says of the natural voice."""

import importlib.metadata
from collections.abc import Callable

import pytest

from mobility_coach.adapters.machine.system_packages import extra_line
from mobility_coach.adapters.speech.natural_probe import NaturalSubject, natural_probe
from mobility_coach.services.doctor import Condition, Finding, Report, diagnose
from mobility_coach.services.ports import SpeechFailed, SpeechRequest, Voice


class FakeSpeech:
    name = "hibari-tts 1"

    def __init__(self, problem: str = "") -> None:
        self._problem = problem
        self.asked = self.closed = 0

    def voices(self) -> tuple[Voice, ...]:
        self.asked += 1
        if self._problem:
            raise SpeechFailed(self._problem)
        return (Voice("heart", "Heart", ("en-us",)),)

    def render(self, request: SpeechRequest, deadline_seconds: float = 6.0) -> bytes:
        raise NotImplementedError

    def close(self) -> None:
        self.closed += 1


Install = Callable[..., None]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Pretend that these packages are there, and no others."""

    def installed(*packages: str) -> None:
        def version(package: str) -> str:
            if package not in packages:
                raise importlib.metadata.PackageNotFoundError(package)
            return "1.2"

        monkeypatch.setattr(importlib.metadata, "version", version)

    return installed


def look(engine: FakeSpeech, *, is_chosen: bool = True) -> Report:
    return diagnose((natural_probe(NaturalSubject(is_chosen, lambda: engine)),))


def found(report: Report, id_: str) -> Finding:
    return next(finding for finding in report.findings if finding.id == id_)


def test_a_natural_voice_that_speaks(install: Install) -> None:
    install("hibari-tts", "onnxruntime")
    engine = FakeSpeech()
    report = look(engine)
    assert not report.troubles
    assert found(report, "speech-engine").value == "the natural voice"
    assert found(report, "natural-package").value == "hibari-tts 1.2, onnxruntime 1.2"
    assert found(report, "natural-voice").value == "Heart"
    assert engine.closed == 1


@pytest.mark.parametrize("packages", [(), ("hibari-tts",), ("onnxruntime",)])
def test_where_it_is_chosen_and_missing_the_line_to_type_is_there(
    install: Install, packages: tuple[str, ...]
) -> None:
    install(*packages)
    engine = FakeSpeech()
    [trouble] = look(engine).troubles
    assert (trouble.value, trouble.condition) == ("not installed", Condition.NOTE)
    assert trouble.command == extra_line("natural")
    assert engine.asked == 0


def test_where_nobody_chose_it_nothing_is_wrong_and_nothing_started(install: Install) -> None:
    engine = FakeSpeech()
    for packages in ((), ("hibari-tts", "onnxruntime")):
        install(*packages)
        report = look(engine, is_chosen=False)
        assert not report.troubles
        assert found(report, "speech-engine").value == "the system's voices"
        assert [each.command for each in report.offers] == ([] if packages else [extra_line("natural")])
    assert engine.asked == 0


def test_one_that_does_not_start_is_told(install: Install) -> None:
    install("hibari-tts", "onnxruntime")
    engine = FakeSpeech("The natural voice does not start.")
    [trouble] = look(engine).troubles
    assert trouble.remedy == "The natural voice does not start. The log says more."
    assert engine.closed == 1
