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
