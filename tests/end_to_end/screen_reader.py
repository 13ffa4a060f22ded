"""What a screen reader gets, from the library that screen readers use (libatspi); run by the system's Python.

Commands come in and answers go out as lines of JSON. Each command is answered by one line with its name;
what the program tells of its own accord comes in between, as lines with "event".

    {"do": "programs"}              how many programs have a window
    {"do": "tree"}                  all that the first program shows, as nodes within nodes
    {"do": "key", "keysym": 65289}  press and let go a key
    {"do": "act", "role": "push button", "name": "Back"}   do the first action of a part
"""

import importlib
import json
import sys
from collections.abc import Iterator
from typing import Any

# There are no types for these, and no way to install them but the system's own.
gi: Any = importlib.import_module("gi")
gi.require_version("Atspi", "2.0")
atspi: Any = importlib.import_module("gi.repository.Atspi")
glib: Any = importlib.import_module("gi.repository.GLib")
Foreign = Any
Part = Any

EVENTS = (
    "object:announcement",
    "object:state-changed:focused",
    "object:active-descendant-changed",
    "window:activate",
)
STATES = ("active", "checked", "editable", "enabled", "focusable", "focused", "selected", "showing")
DEEPEST = 40


def tell(**values: object) -> None:
    print(json.dumps(values), flush=True)


def node_of(part: Part) -> dict[str, Any]:
    states = {state.value_nick for state in part.get_state_set().get_states()}
    return {
        "role": part.get_role_name(),
        "name": part.get_name() or "",
        "description": part.get_description() or "",
        "states": sorted(states & set(STATES)),
    }


def children(part: Part) -> Iterator[Part]:
    for at in range(part.get_child_count()):
        child = part.get_child_at_index(at)
        if child is not None:
            yield child


def tree(part: Part, depth: int = 0) -> dict[str, Any]:
    """A part with all that is shown in it."""
    node = node_of(part)
    is_shown = "showing" in node["states"] or depth < 2
    node["children"] = (
        [tree(each, depth + 1) for each in children(part)] if is_shown and depth < DEEPEST else []
    )
    return node


def programs() -> list[Part]:
    desktop = atspi.get_desktop(0)
    desktop.set_cache_mask(getattr(atspi.Cache, "NONE"))  # noqa: B009  # what is told has to be true now
    return [each for each in children(desktop) if each.get_child_count()]


def find(part: Part, role: str, name: str) -> Part | None:
    if part.get_role_name() == role and part.get_name() == name:
        return part
    states = {state.value_nick for state in part.get_state_set().get_states()}
    if "showing" not in states and part.get_role_name() != "application":
        return None
    return next((found for each in children(part) if (found := find(each, role, name)) is not None), None)


def on_event(event: Foreign) -> None:
    try:
        kind, source = event.type, event.source
        if kind.startswith("object:state-changed") and not event.detail1:
            return
        if kind.startswith("object:active-descendant"):
            source = event.any_data
        text = event.any_data if isinstance(event.any_data, str) else ""
        tell(event=kind, text=text, role=source.get_role_name(), name=source.get_name() or "")
    except glib.Error as error:  # a part that is gone by now
        tell(event="lost", text=str(error), role="", name="")


def press(keysym: int) -> bool:
    return bool(atspi.generate_keyboard_event(keysym, None, atspi.KeySynthType.SYM))


def answer(command: dict[str, Any]) -> object:
    match command["do"]:
        case "programs":
            return len(programs())
        case "tree":
            return tree(programs()[0])
        case "key":
            return press(int(command["keysym"]))
        case "act":
            part = find(programs()[0], command["role"], command["name"])
            return part is not None and bool(part.get_action_iface().do_action(0))
    raise ValueError(command["do"])


def on_line(_channel: Foreign, _condition: Foreign, loop: Foreign) -> bool:
    line = sys.stdin.readline()
    if not line:
        loop.quit()
        return False
    command = json.loads(line)
    try:
        tell(did=command["do"], result=answer(command))
    except glib.Error as error:
        tell(did=command["do"], error=str(error))
    return True


def main() -> None:
    atspi.init()
    listener = atspi.EventListener.new(on_event)
    for event in EVENTS:
        listener.register(event)
    loop = glib.MainLoop()
    glib.io_add_watch(0, glib.IO_IN | glib.IO_HUP, on_line, loop)
    tell(did="start", result=True)
    loop.run()


if __name__ == "__main__":
    main()
