"""Diagnostics of a made-up machine: something is fine, something worth knowing, something missing."""

from mobility_coach.services.doctor import Condition, Finding, Section
from mobility_coach.services.presenters.diagnostics_presenter import LookState, present_diagnostics
from mobility_coach.services.presenters.diagnostics_view import DiagnosticsView

NO_LIBRARY = Finding(
    "portaudio",
    "PortAudio",
    "not found",
    Condition.MISSING,
    "PortAudio is missing, so that nothing can be heard. Install it with this line:",
    "sudo apt-get install libportaudio2",
)

SECTIONS: tuple[Section, ...] = (
    Section(
        "run",
        "Since the program was started",
        (
            Finding("run-sound", "Sound", "Built-in speakers"),
            Finding("underruns", "Gaps in the sound", "none"),
        ),
    ),
    Section(
        "versions",
        "Versions",
        (
            Finding("program", "Mobility Coach", "0.3.0"),
            Finding("python", "Python", "3.11.7 (/opt/ada/tools/of/many/with-a-long-name/bin/python3)"),
            Finding("qt", "Qt", "6.11.3"),
        ),
    ),
    Section("sound", "Sound", (NO_LIBRARY,)),
    Section(
        "drills",
        "Your drills",
        (
            Finding("own-drills", "Own drills", "3"),
            Finding(
                "own-drill",
                "Own drills",
                "broken.json: line 1: it is no JSON",
                Condition.NOTE,
                "Mend the file; 'mobility-coach check FILE' names every mistake in it.",
            ),
        ),
    ),
)


class FakeWork:
    """Done after as many steps as there are sections."""

    def __init__(self, machine: "FakeDiagnostics") -> None:
        self._machine = machine
        self.pause_ms = 0
        self.is_cancelled = False

    @property
    def title(self) -> str:
        return "Looking at: Sound"

    @property
    def progress(self) -> float:
        return len(self._machine.found) / len(self._machine.sections)

    def step(self) -> bool:
        machine = self._machine
        machine.found = machine.sections[: len(machine.found) + 1]
        machine.is_running = len(machine.found) < len(machine.sections)
        return machine.is_running

    def cancel(self) -> None:
        self.is_cancelled = True
        self._machine.is_running = False


class FakeDiagnostics:
    """Finds one section with each step."""

    def __init__(self) -> None:
        self.sections = SECTIONS
        self.found: tuple[Section, ...] = ()
        self.is_running = False
        self.works: list[FakeWork] = []

    def look(self) -> FakeWork:
        self.found = ()
        self.is_running = True
        self.works.append(FakeWork(self))
        return self.works[-1]

    def view(self) -> DiagnosticsView:
        parts = len(self.sections) if self.works else 0
        return present_diagnostics(self.found, LookState(len(self.found), parts, self.is_running), "/opt/ada")
