"""Files that are changed a little, to see whether the published schema and the validator judge them alike."""

import copy
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st


def paths(value: object, here: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths to all values inside `value`."""
    found: list[tuple[str | int, ...]] = []
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        found += [(*here, key), *paths(part, (*here, key))]
    return found


def with_part(value: object, path: Sequence[str | int], part: object) -> object:
    """The same with another part at `path`; what does not lie on the way is shared, not copied."""
    if not path:
        return part
    key, *rest = path
    copied: Any = copy.copy(value)
    copied[key] = with_part(copied[key], rest, part)
    return copied


def with_one_movement(
    file: dict[str, Any], path: Sequence[str | int]
) -> tuple[dict[str, Any], list[str | int]]:
    """The file with the one movement that `path` leads to, or the first, and the path in it."""
    at, rest = 0, list(path)
    if rest[0] == "movements" and len(rest) > 1:
        at, rest[1] = int(rest[1]), 0
    return file | {"movements": [file["movements"][at]]}, rest


@st.composite
def mutated(
    draw: st.DrawFn, shipped: Sequence[object], odd_values: Sequence[object], names: Sequence[str]
) -> object:
    """A shipped file with one to three changes: a value replaced, taken out, doubled, or a name added."""
    value: Any = copy.deepcopy(draw(st.sampled_from(shipped)))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(paths(value) or [(names[0],)]))
        holder: Any = value
        for step in path[:-1]:
            holder = holder[step]
        key: Any = path[-1]
        change = draw(st.sampled_from(["replace", "replace", "drop", "double", "add"]))
        if change == "replace":
            holder[key] = copy.deepcopy(draw(st.sampled_from(odd_values)))
        elif change == "drop":
            holder.pop(key, None) if isinstance(holder, dict) else holder.pop(key)
        elif change == "double" and isinstance(holder, list):
            holder.extend(copy.deepcopy([holder[key]]) * draw(st.integers(1, 13)))
        elif isinstance(holder, dict):
            holder[draw(st.sampled_from(names))] = copy.deepcopy(draw(st.sampled_from(odd_values)))
    return value
