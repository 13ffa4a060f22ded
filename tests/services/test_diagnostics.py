"""Looking at the machine is work that goes on aside, tells how far it is, and can be stopped."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from mobility_coach.services.diagnostics import Diagnostics, run_section
from mobility_coach.services.doctor import Condition, Finding, Probe, Section
from mobility_coach.services.ports import SinkStatus

if TYPE_CHECKING:
    from mobility_coach.services.work import Work


class Aside:
    """The thread, by hand: each probe looks when it is told to."""

    def __init__(self) -> None:
        self.works: list[Callable[[], None]] = []

    def __call__(self, work: Callable[[], None]) -> None:
        self.works.append(work)


def probe(name: str, *findings: Finding) -> Probe:
    return Probe(name, name.title(), lambda: findings)


FINE = Finding("a", "Python", "3.11")
PROBES = (probe("versions", FINE), probe("sound"), probe("drills", FINE))
RUN = Section("run", "This run", (FINE,))


@pytest.fixture
def aside() -> Aside:
    return Aside()


@pytest.fixture
def diagnostics(aside: Aside) -> Diagnostics:
    return Diagnostics(lambda: PROBES, lambda: RUN, aside, "/opt/ada")


def titles(diagnostics: Diagnostics) -> list[str]:
    return [section.title for section in diagnostics.view().sections]


def test_before_the_first_look_nothing_is_known(diagnostics: Diagnostics) -> None:
    view = diagnostics.view()
    assert view.sections == ()
    assert "yet" in view.summary
    diagnostics.stop()


def test_this_run_is_shown_at_once_and_the_probes_as_they_come(
    diagnostics: Diagnostics, aside: Aside
) -> None:
    work: Work = diagnostics.look()
    assert (titles(diagnostics), work.progress, work.title) == (["This run"], 0.0, "Looking at: Versions")
    assert work.pause_ms > 0
    assert work.step()
    aside.works.pop()()
    assert not work.step()
    assert work.progress == 1.0
    # A section without findings is not shown.
    assert titles(diagnostics) == ["This run", "Versions", "Drills"]
    assert diagnostics.view().summary == "Everything that the coach needs is here."
    assert "Versions" not in work.title


def test_probes_are_asked_one_after_the_other(aside: Aside) -> None:
    looked: list[str] = []
    works: list[Work] = []

    def looking(name: str) -> Callable[[], Iterator[Finding]]:
        def look() -> Iterator[Finding]:
            looked.append(name)
            assert works[0].step() == (name != "none")
            yield FINE

        return look

    probes = [Probe(name, name, looking(name)) for name in ("a", "b")]
    diagnostics = Diagnostics(lambda: probes, lambda: RUN, aside, "")
    works.append(diagnostics.look())
    aside.works.pop()()
    assert looked == ["a", "b"]
    assert works[0].progress == 0.5
    assert works[0].title == "Looking at: b"
    assert not works[0].step()


def test_what_was_found_before_cancelling_is_kept_and_said(aside: Aside) -> None:
    works: list[Work] = []

    def cancel() -> Iterator[Finding]:
        works[0].step()
        works[0].cancel()
        yield FINE

    probes = (probe("versions", FINE), Probe("slow", "Slow", cancel), probe("drills", FINE))
    diagnostics = Diagnostics(lambda: probes, lambda: RUN, aside, "")
    works.append(diagnostics.look())
    aside.works.pop()()
    works[0].cancel()
    assert not works[0].step()
    assert titles(diagnostics) == ["This run", "Versions"]
    assert diagnostics.view().summary == "You stopped after 1 of 3 parts."


def test_a_new_look_gives_up_the_one_before(diagnostics: Diagnostics, aside: Aside) -> None:
    first = diagnostics.look()
    second = diagnostics.look()
    for work in aside.works:
        work()
    assert not first.step()
    assert titles(diagnostics) == ["This run"]
    assert not second.step()
    assert titles(diagnostics) == ["This run", "Versions", "Drills"]
    diagnostics.stop()
    assert diagnostics.view().summary == "Everything that the coach needs is here."


def test_without_probes_there_is_nothing_to_do(aside: Aside) -> None:
    work = Diagnostics(tuple, lambda: RUN, aside, "").look()
    assert (work.progress, work.step()) == (1.0, False)


@pytest.mark.parametrize(
    ("sink", "speech", "values"),
    [
        (None, None, ["no session yet", "no session yet"]),
        (SinkStatus(True, "", "", 0), "", ["the system's own choice", "none", "speaks"]),
        (SinkStatus(True, "Speakers", "", 3), "", ["Speakers", "3", "speaks"]),
        (SinkStatus(False, "", "Plug it in.", 0), "No voice.", ["not heard", "none", "not heard"]),
    ],
)
def test_this_run_tells_of_sound_and_speech(
    sink: SinkStatus | None, speech: str | None, values: list[str]
) -> None:
    findings = run_section(sink, speech).findings
    assert [finding.value for finding in findings] == values
    for finding in findings:
        is_trouble = finding.value in {"not heard", "3"}
        assert finding.condition is (Condition.NOTE if is_trouble else Condition.FINE)
        assert bool(finding.remedy) == is_trouble
