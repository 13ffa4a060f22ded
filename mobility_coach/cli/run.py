"""One run of a command: what was asked for, where to print, and the rest of the program when it is needed."""

import argparse
import difflib
import re
from collections.abc import Callable, Sequence
from functools import cached_property

from mobility_coach.cli.context import CliContext, OpenWindow
from mobility_coach.cli.exits import CommandFailed, Exit
from mobility_coach.cli.files import make_folder
from mobility_coach.cli.output import Output, plain
from mobility_coach.domain.drill import Drill
from mobility_coach.domain.routine import Routine, single_drill
from mobility_coach.domain.wording import tr

LONGEST_ID = 64
MOST_SUGGESTED = 3


class Run:
    """What the commands are called with."""

    def __init__(
        self,
        options: argparse.Namespace,
        output: Output,
        make_context: Callable[[], CliContext],
        open_window: OpenWindow,
    ) -> None:
        self.options = options
        self.output = output
        self.open_window = open_window
        self._make_context = make_context

    @cached_property
    def context(self) -> CliContext:
        """The rest of the program, made when a command first needs it. Raises `CommandFailed`."""
        # The doctor reports a folder that can't be used itself, with the remedy; 'break' writes nothing.
        if self.options.data_dir is not None and self.options.command not in ("doctor", "break"):
            make_folder(self.options.data_dir)
        return self._make_context()

    @property
    def log_place(self) -> str:
        """Where to find the details of a fault, as a sentence; empty where nothing was made yet."""
        if "context" not in self.__dict__:
            return ""
        return tr("The details are in {file}.").format(file=self.context.log_place())

    def close(self) -> None:
        """Let go of what was made; may be called again."""
        if "context" in self.__dict__:
            self.__dict__.pop("context").close()


Command = Callable[[Run], int]
"""Carries out one command and returns the exit code."""


def find_routine(run: Run, name: str) -> Routine:
    """The routine with this id or title; a drill is a routine of its own. Raises `CommandFailed`."""
    library, routines = run.context.library(), run.context.routines()
    asked = as_id(name)
    drill = library.drill(asked)
    if drill is not None:
        return single_drill(drill)
    for routine in routines:
        if routine.id == asked:
            return routine
    every: list[Drill | Routine] = [*library.drills, *routines]
    titled = [each for each in every if as_id(each.title) == asked]
    if len(titled) == 1:  # several with one title are told apart by their ids
        return titled[0] if isinstance(titled[0], Routine) else single_drill(titled[0])
    raise _not_found(name, every)


def as_id(name: str) -> str:
    """`name` as an id is written: a title typed as it is shown, or with dashes, finds what it names too."""
    return re.sub(r"[\s\u2010-\u2015]+", "-", name[: 4 * LONGEST_ID].strip().casefold())


def _not_found(name: str, every: Sequence[Drill | Routine]) -> CommandFailed:
    asked = as_id(name)[:LONGEST_ID]
    same = [each.id for each in every if as_id(each.title) == asked]
    names = {as_id(each.title): each.id for each in every} | {each.id: each.id for each in every}
    containing = [names[known] for known in names if len(asked) > 2 and asked in known]
    # A thing may be near by its id and by its title.
    near = difflib.get_close_matches(asked, names, n=2 * MOST_SUGGESTED, cutoff=0.5)
    similar = [names[known] for known in near]
    suggested = list(dict.fromkeys([*same, *containing, *similar]))[:MOST_SUGGESTED]
    text = tr("There is no drill or routine '{name}'.").format(name=plain(name[:LONGEST_ID]))
    if suggested:
        text += " " + tr("Did you mean {ids}?").format(ids=_or(suggested))
    return CommandFailed(Exit.NOT_FOUND, text + " " + tr("'mobility-coach list' shows all."))


def _or(ids: list[str]) -> str:
    if len(ids) == 1:
        return ids[0]
    return tr("{first} or {last}").format(first=", ".join(ids[:-1]), last=ids[-1])
