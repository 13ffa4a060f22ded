"""From files to the library: each file is checked alone, and a bad one costs its own drill only."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from mobility_coach.domain.drill import Drill
from mobility_coach.domain.drill_format import ParsedDrill, Problem, parse_drill, printable
from mobility_coach.domain.library import Library
from mobility_coach.domain.routine import RESERVED_IDS
from mobility_coach.domain.wording import tr


@dataclass(frozen=True, slots=True)
class DrillFile:
    """A file of a folder: its bytes, or else a problem in plain text that kept it from being read."""

    name: str
    data: bytes = b""
    problem: str = ""


class DrillFolder(Protocol):
    """A folder with drills."""

    def files(self) -> Iterator[DrillFile]:
        """Its files by name, each bounded in size; what can't be read has a `problem`. Never raises."""
        ...


@dataclass(frozen=True, slots=True)
class LoadedLibrary:
    """The library, and in plain text what had to be left out of it and why."""

    library: Library
    problems: tuple[str, ...] = ()


def load_library(shipped: DrillFolder, own: DrillFolder | None = None) -> LoadedLibrary:
    """The drills of both folders. The shipped ones are in the order of their files' names.

    An own drill never takes the place of another drill or of a routine: where its id is taken it is left
    out, with a problem.
    """
    gathered = _Gathered()
    shipped_drills = gathered.take(shipped, tr("a drill that comes with the program"))
    own_drills = gathered.take(own) if own else ()
    return LoadedLibrary(Library(shipped_drills, own_drills), tuple(gathered.problems))


class _Gathered:
    """What was read so far: who has which id, and what went wrong."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self._owners = dict.fromkeys(RESERVED_IDS, tr("a routine that comes with the program"))

    def take(self, folder: DrillFolder, owner: str = "") -> tuple[Drill, ...]:
        """The good drills of `folder`; `owner` says in messages whose they are, else the file's name does."""
        drills = []
        for file in folder.files():
            parsed = _parsed(file)
            drill, problems = parsed.drill, parsed.problems
            if drill and drill.id in self._owners:
                rule = tr("'{id}' is already the id of {owner}; choose another id")
                taken = rule.format(id=drill.id, owner=self._owners[drill.id])
                drill, problems = None, (Problem(printable(file.name), "id", taken),)
            if drill:
                self._owners[drill.id] = owner or printable(file.name)
                drills.append(drill)
            self.problems.extend(str(problem) for problem in problems)
        return tuple(drills)


def _parsed(file: DrillFile) -> ParsedDrill:
    if file.problem:
        return ParsedDrill(file.name, None, (Problem(printable(file.name), "", file.problem),))
    return parse_drill(file.data, file.name)
