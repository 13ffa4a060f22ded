"""Looks at the machine for the diagnostics page: the doctor's probes, one after the other on a thread.

A probe may take seconds or hang; the window asks now and then how far it is and never waits.
"""

import queue
from collections.abc import Callable, Iterable

from mobility_coach.domain.wording import tr
from mobility_coach.services.doctor import Condition, Finding, Probe, Section, diagnose
from mobility_coach.services.ports import SinkStatus
from mobility_coach.services.presenters.diagnostics_presenter import LookState, present_diagnostics
from mobility_coach.services.presenters.diagnostics_view import DiagnosticsView
from mobility_coach.services.work import Work

PAUSE_MS = 100

RunAside = Callable[[Callable[[], None]], None]
"""Runs a function on a thread of its own, and returns at once."""


class Diagnostics:
    """Implements `diagnostics_ports.DiagnosticsPort`; used from the window's thread.

    Args:
        probes: makes what looks at the machine, anew for each look.
        this_run: tells how this run of the program is doing; cheap, and asked on the window's thread.
        run_aside: gives the probes their thread.
        home: the person's own folder, which the report does not name.
    """

    def __init__(
        self,
        probes: Callable[[], Iterable[Probe]],
        this_run: Callable[[], Section],
        run_aside: RunAside,
        home: str,
    ) -> None:
        self._probes = probes
        self._this_run = this_run
        self._run_aside = run_aside
        self._home = home
        self._sections: list[Section] = []
        self._state = LookState()
        self._look: _Look | None = None

    def look(self) -> Work:
        """Begin to look at everything anew; a look that is under way is given up."""
        self.stop()
        probes = tuple(self._probes())
        self._sections = [self._this_run()]
        self._look = _Look(probes, self._take)
        self._state = LookState(0, len(probes), is_running=True)
        self._run_aside(self._look.run)
        return self._look

    def view(self) -> DiagnosticsView:
        """What was found so far."""
        return present_diagnostics(self._sections, self._state, self._home)

    def stop(self) -> None:
        """Give up what is under way, if anything is."""
        if self._look is not None:
            self._look.cancel()
            self._look = None

    def _take(self, sections: list[Section], *, is_running: bool) -> None:
        """What a look found since it was asked last."""
        self._sections += sections
        self._state = LookState(self._state.done + len(sections), self._state.parts, is_running=is_running)


class _Look:
    """One look, as `Work`: `run` belongs to its thread, all the rest to the window's."""

    def __init__(self, probes: tuple[Probe, ...], take: Callable[..., None]) -> None:
        self._probes = probes
        self._take = take
        self._found: queue.SimpleQueue[Section] = queue.SimpleQueue()
        self._done = 0
        self._is_cancelled = False

    @property
    def title(self) -> str:
        """What is being looked at."""
        if self._done < len(self._probes):
            return tr("Looking at: {part}").format(part=self._probes[self._done].title)
        return tr("Looking at this computer …")

    @property
    def progress(self) -> float:
        """The probes that are done."""
        return self._done / len(self._probes) if self._probes else 1.0

    @property
    def pause_ms(self) -> int:
        """The thread does the work; nobody sees more than ten steps a second."""
        return PAUSE_MS

    def run(self) -> None:
        """Let each probe look; what is cancelled ends after the present one."""
        for probe in self._probes:
            if self._is_cancelled:
                return
            self._found.put(diagnose((probe,)).sections[0])

    def step(self) -> bool:
        """Take what was found since; whether there is more to come."""
        if self._is_cancelled:
            return False
        sections = []
        while not self._found.empty():
            sections.append(self._found.get())
        self._done += len(sections)
        is_running = self._done < len(self._probes)
        self._take(sections, is_running=is_running)
        return is_running

    def cancel(self) -> None:
        """Keep what was found, and take no more."""
        if not self._is_cancelled:
            self._is_cancelled = True
            self._take([], is_running=False)


def run_section(sink: SinkStatus | None, speech_problem: str | None) -> Section:
    """How sound and speech have done since the program was started.

    Args:
        sink: the sound of the last session; None before the first.
        speech_problem: why nothing is spoken, empty where it is; None where nothing was spoken yet.
    """
    return Section("run", tr("Since the program was started"), (*_sound(sink), *_speech(speech_problem)))


def _sound(sink: SinkStatus | None) -> Iterable[Finding]:
    name = tr("Sound")
    if sink is None:
        yield Finding("run-sound", name, tr("no session yet"))
        return
    if sink.problem:
        yield Finding("run-sound", name, tr("not heard"), Condition.NOTE, sink.problem)
    else:
        yield Finding("run-sound", name, sink.device or tr("the system's own choice"))
    name = tr("Gaps in the sound")
    if sink.underruns:
        remedy = tr("The computer was too busy at times. Close what keeps it busy during a session.")
        yield Finding("underruns", name, str(sink.underruns), Condition.NOTE, remedy)
    else:
        yield Finding("underruns", name, tr("none"))


def _speech(problem: str | None) -> Iterable[Finding]:
    name = tr("Speech")
    if problem is None:
        yield Finding("run-speech", name, tr("no session yet"))
    elif problem:
        yield Finding("run-speech", name, tr("not heard"), Condition.NOTE, problem)
    else:
        yield Finding("run-speech", name, tr("speaks"))
