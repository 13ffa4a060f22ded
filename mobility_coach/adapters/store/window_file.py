"""How the window was left, in a small file among what belongs to this machine alone."""

import json
import logging
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeGuard, TypeVar

from mobility_coach.adapters.store.storage import FileSystem, write_file
from mobility_coach.domain.drill import Equipment, Place, Plane
from mobility_coach.domain.drill_filter import MINUTES, DrillFilter
from mobility_coach.services.json_text import JsonError, parse_json
from mobility_coach.services.window_memory import MOST_MINI_PLACES, MiniPlace, WindowMemory

_log = logging.getLogger(__name__)

MOST_BYTES = 16_384

_NAME = re.compile(r"[\w.-]{1,200}")
_MONITORS = re.compile(r"[0-9x+ -]{1,400}")
LONGEST_SCREEN = 200
_FARTHEST = 100_000
_SIZES = range(100, 16_385)
"""Pixels; what is written is brought into sight anyway where it is used."""

_Name = TypeVar("_Name", bound=StrEnum)


class WindowFile:
    """`mobility_coach.services.window_memory.WindowMemoryPort` on disk.

    A value that can't be used costs that value alone, and a file that can't be read costs nothing but what
    the window remembers; both go to the log.
    """

    def __init__(self, path: Path, files: FileSystem | None = None) -> None:
        self._path = path
        self._files = files or FileSystem()

    def recall(self) -> WindowMemory:
        """How the window was left; the usual one where nothing is known."""
        try:
            value = parse_json(self._files.read(self._path, MOST_BYTES + 1), MOST_BYTES)
        except FileNotFoundError:
            return WindowMemory()
        except (OSError, JsonError) as error:
            _log.info("%s is not used: %s", self._path, error)
            return WindowMemory()
        return _memory(value) if isinstance(value, dict) else WindowMemory()

    def keep(self, memory: WindowMemory) -> None:
        """Remember it; a place that can't be written goes to the log alone."""
        data = json.dumps(_values(memory), ensure_ascii=True, indent=2).encode("ascii") + b"\n"
        try:
            write_file(self._files, self._path, data, durable=False)
        except OSError as error:
            _log.info("How the window was left is not kept: %s", error)


def _values(memory: WindowMemory) -> dict[str, object]:
    wanted = memory.filter
    return {
        "item": memory.item,
        "shows_routines": memory.shows_routines,
        "place": wanted.place,
        "equipment": None if wanted.equipment is None else sorted(wanted.equipment),
        "plane": wanted.plane,
        "minutes": wanted.minutes,
        "knows_safety": memory.knows_safety,
        "knows_crash": memory.knows_crash,
        "mini_places": [
            [each.monitors, each.x, each.y, each.width, each.height] for each in memory.mini_places
        ],
        "mini_is_on_top": memory.mini_is_on_top,
        "tv_screen": memory.tv_screen,
    }


def _memory(values: Mapping[str, object]) -> WindowMemory:
    return WindowMemory(
        item=_name(values.get("item")),
        shows_routines=values.get("shows_routines") is True,
        filter=DrillFilter(
            place=_one_of(Place, values.get("place")),
            equipment=_things(values.get("equipment")),
            plane=_one_of(Plane, values.get("plane")),
            minutes=_minutes(values.get("minutes")),
        ),
        knows_safety=values.get("knows_safety") is True,
        knows_crash=_name(values.get("knows_crash")),
        mini_places=_places(values.get("mini_places")),
        mini_is_on_top=values.get("mini_is_on_top") is not False,
        tv_screen=_screen(values.get("tv_screen")),
    )


def _name(value: object) -> str:
    return value if isinstance(value, str) and _NAME.fullmatch(value) else ""


def _screen(value: object) -> str:
    """Systems name their screens as they like; all that is wanted is a short line."""
    is_line = isinstance(value, str) and len(value) <= LONGEST_SCREEN and value.isprintable()
    return value if isinstance(value, str) and is_line else ""


def _places(value: object) -> tuple[MiniPlace, ...]:
    """The places that can be used."""
    if not isinstance(value, list):
        return ()
    return tuple(MiniPlace(*each) for each in value[:MOST_MINI_PLACES] if _is_place(each))


def _is_place(value: object) -> TypeGuard[tuple[str, int, int, int, int]]:
    if not isinstance(value, list) or len(value) != len(MiniPlace.__slots__):
        return False
    monitors, *numbers = value
    if not isinstance(monitors, str) or not _MONITORS.fullmatch(monitors):
        return False
    if any(type(each) is not int for each in numbers):
        return False
    x, y, width, height = numbers
    return max(abs(x), abs(y)) <= _FARTHEST and width in _SIZES and height in _SIZES


def _minutes(value: object) -> int | None:
    return value if isinstance(value, int) and value in MINUTES else None


def _one_of(names: type[_Name], value: object) -> _Name | None:
    return names(value) if isinstance(value, str) and value in set(names) else None


def _things(value: object) -> frozenset[Equipment] | None:
    """What is at hand. Unknown things are left out; where only they were named, nothing is asked."""
    if not isinstance(value, list):
        return None
    known = frozenset(thing for each in value if (thing := _one_of(Equipment, each)) is not None)
    return known if known or not value else None
