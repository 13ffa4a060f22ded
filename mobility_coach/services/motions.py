"""The motions that figures make: those that come with the program, people's own, and stills of positions."""

import zlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

from mobility_coach.domain.drill import Drill
from mobility_coach.domain.library import Library
from mobility_coach.domain.motion import RELAXED, Motion
from mobility_coach.domain.motion_format import ParsedMotion, parse_inline_motion, parse_motion, still_of
from mobility_coach.services.drill_files import DrillFolder
from mobility_coach.services.stills import StillKeeper, StillPainter

_RELAXED_FILE = "relaxed"


class MotionShelf:
    """All motions, each parsed when it is first asked for and kept; implements `ui_ports.FigurePort`.

    A file of `folder` is the motion of the shipped drill whose id is its name. Beside them there is one for
    each position (`standing.json` …) and `relaxed.json`.
    """

    def __init__(
        self,
        folder: DrillFolder,
        library: Callable[[], Library],
        stills: StillKeeper,
        painter: StillPainter | None = None,
        give_back: Callable[[], None] = lambda: None,
    ) -> None:
        self._folder = folder
        self._library = library
        self._shipped: dict[str, Motion | None] = {}
        self._own: dict[str, Motion | None] = {}
        self._own_stamps: dict[str, str] = {}
        self._stills: dict[str, Motion] = {}
        self._problems: list[str] = []
        self.stills = stills
        self.painter = painter
        self.give_back = give_back

    def motion(self, drill_id: str) -> Motion | None:
        """The motion of a drill, or of `RELAXED`; the still of its position where it has none of its own.

        It has all movements of the drill. None for a drill that is not known.
        """
        if drill_id == RELAXED:
            return self._relaxed
        drill = self._library().drill(drill_id)
        if drill is None:
            return None
        return self._way(drill) or self._still(drill)

    def has_way(self, drill_id: str) -> bool:
        """Whether a drill has a motion, not just the still of its position."""
        drill = self._library().drill(drill_id)
        return drill is not None and self._way(drill) is not None

    def stamp(self, drill_id: str) -> str:
        """A word that changes when what is shown does; empty for a drill that is not known."""
        if drill_id == RELAXED:
            return _stamp(self._files[_RELAXED_FILE])
        drill = self._library().drill(drill_id)
        if drill is None:
            return ""
        if self._is_shipped(drill):
            return _stamp(self._files[drill.id])
        # Not the text of the file: what is nested too deep to be a motion is too deep to be looked through.
        if drill.id not in self._own_stamps:
            own = self._way(drill)
            shown = self._files[drill.position.value] if own is None else repr(own).encode()
            self._own_stamps[drill.id] = _stamp(shown)
        return self._own_stamps[drill.id]

    def problems(self) -> tuple[str, ...]:
        """What is wrong with the motions that were asked for so far, in plain text."""
        return tuple(self._problems)

    def _way(self, drill: Drill) -> Motion | None:
        if self._is_shipped(drill):
            return self._file(drill.id)
        if drill.motion is None:
            return None
        if drill.id not in self._own:
            self._own[drill.id] = self._told(parse_inline_motion(drill.motion, drill))
        return self._own[drill.id]

    def _still(self, drill: Drill) -> Motion | None:
        if drill.id not in self._stills:
            position = self._file(drill.position.value)
            if position is None:
                return None
            self._stills[drill.id] = still_of(position, drill)
        return self._stills[drill.id]

    def _is_shipped(self, drill: Drill) -> bool:
        return any(each.id == drill.id for each in self._library().shipped)

    def _file(self, name: str) -> Motion | None:
        if name not in self._shipped:
            self._shipped[name] = self._told(parse_motion(self._files[name], f"{name}.json"))
        return self._shipped[name]

    def _told(self, parsed: ParsedMotion) -> Motion | None:
        self._problems += [str(problem) for problem in parsed.problems]
        return parsed.motion

    @cached_property
    def _relaxed(self) -> Motion | None:
        motion = self._file(_RELAXED_FILE)
        return None if motion is None else replace(motion, drill=RELAXED)

    @cached_property
    def _files(self) -> Mapping[str, bytes]:
        found = {file.name.removesuffix(".json"): file.data for file in self._folder.files()}
        return defaultdict(bytes, found)


def _stamp(data: bytes) -> str:
    return f"{zlib.crc32(data):08x}"
