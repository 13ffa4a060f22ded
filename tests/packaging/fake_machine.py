"""A machine that answers from a list what a real one would run: nothing is installed."""

import re
from collections.abc import Callable, Sequence

from dev_steps.machine import Machine, Result
from dev_steps.package_names import MANAGERS, Manager

Answer = Callable[[list[str]], Result]
OK = Result(0, "")
FAILED = Result(1, "no")


class Later:
    """A tool that fails until another one has made it work."""

    def __init__(self) -> None:
        self.made = False

    def make(self, _command: list[str]) -> Result:
        self.made = True
        return OK

    def answer(self, _command: list[str]) -> Result:
        return OK if self.made else FAILED


class FakeMachine(Machine):
    """Answers commands from a list of (beginning of the command, answer); the last that fits counts."""

    def __init__(self, *commands: str, root: bool = False, env: dict[str, str] | None = None) -> None:
        super().__init__()
        self.commands = set(commands)
        self.root = root
        self.env = env or {}
        self.linux = True
        self.base_python = "/usr/bin/python3"
        self.said: list[str] = []
        self.ran: list[list[str]] = []
        self.answers: list[tuple[str, Answer]] = []
        self.files: dict[str, list[str]] = {}

    def answer(self, pattern: str, answer: Result | Answer) -> "FakeMachine":
        """Answer commands whose text holds the pattern."""
        self.answers.append((pattern, answer if callable(answer) else lambda _command: answer))
        return self

    def say(self, text: str) -> None:
        self.said.append(text)

    def which(self, name: str) -> str | None:
        return f"/usr/bin/{name}" if name in self.commands else None

    def run(self, command: Sequence[str], timeout: float | None = None, **env: str) -> Result:
        self.ran.append(list(command))
        text = " ".join(command)
        for pattern, answer in reversed(self.answers):
            if re.search(pattern, text):
                return answer(list(command))
        return FAILED

    def glob(self, folder: str, pattern: str) -> list[str]:
        return self.files.get(folder, [])

    def texts(self) -> list[str]:
        return [" ".join(command) for command in self.ran]


def probes(machine: FakeMachine, qt: str = "{}", sound: str = "{}", speech: str = "{}") -> FakeMachine:
    for pattern, output in (("QtWidgets", qt), ("sounddevice", sound), ("espeak_Initialize", speech)):
        machine.answer(pattern, Result(0, output))
    return machine


def apt() -> Manager:
    return next(manager for manager in MANAGERS if manager.command == "apt-get")
