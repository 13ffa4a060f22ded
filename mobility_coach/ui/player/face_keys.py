"""Where a session is shown, and what keys do that are no commands of the session: one table for all faces."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from mobility_coach.ui.player.keys import cap_text, is_pressed, key_text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class Face(StrEnum):
    """Where an open session is shown."""

    PAGE = "page"
    MINI = "mini"
    TV = "tv"


class FaceCommand(StrEnum):
    """What a person asks of the face itself; the session does not notice."""

    FULL_SCREEN = "full-screen"
    TV = "tv"
    MINI = "mini"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class FaceCommandInfo:
    """How it is shown: `text` on a button, `hint` in tooltips and help; `keys` are names of keys."""

    text: str
    hint: str
    keys: tuple[str, ...]


FACE_COMMANDS: dict[FaceCommand, FaceCommandInfo] = {
    FaceCommand.FULL_SCREEN: FaceCommandInfo(
        "Full screen", "Fill the whole screen, or leave it", ("F", "F11")
    ),
    FaceCommand.TV: FaceCommandInfo("TV", "Show it on the TV, large, or back in the window", ("T",)),
    FaceCommand.MINI: FaceCommandInfo(
        "Small player", "Show it in a small window above others, or back in the window", ("V",)
    ),
    FaceCommand.HELP: FaceCommandInfo("Keys", "Show or hide this list", ("?",)),
}
"""Each with its English text; pass `text` and `hint` through `tr` where they are shown."""


def face_command_for(event: QKeyEvent) -> FaceCommand | None:
    """What a pressed key asks of the face, or None; a held one asks again."""
    for command, info in FACE_COMMANDS.items():
        if any(is_pressed(event, name) for name in info.keys):
            return command
    return None


def face_key_names(command: FaceCommand) -> str:
    """Its keys as this desktop writes them ("F, F11")."""
    return ", ".join(map(key_text, FACE_COMMANDS[command].keys))


def face_key_caps(command: FaceCommand) -> list[str]:
    """What the caps of its keys read."""
    return [cap_text(name) for name in FACE_COMMANDS[command].keys]
