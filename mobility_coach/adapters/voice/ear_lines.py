"""The lines that the ear's process says, and what they mean."""

import json
import logging
from typing import Any

from mobility_coach.domain.commands import Command
from mobility_coach.domain.wording import tr
from mobility_coach.services.voice.voice_ports import (
    MOST_WORDS_LENGTH,
    EarReport,
    EarTrouble,
    Heard,
    Listening,
    RoomLevel,
)

_log = logging.getLogger(__name__)

LONGEST_LINE = 1 << 14

Message = dict[str, Any]

PROBLEMS = {
    "no-library": (
        "The sound library PortAudio is missing, so the coach can't hear you. Install it (on Debian and"
        " Ubuntu: sudo apt install libportaudio2) and start the coach again; keys and buttons work meanwhile."
    ),
    "none": (
        "No microphone was found. Plug one in, and the coach listens by itself; keys and buttons work"
        " meanwhile."
    ),
    "not-there": (
        "The microphone that you chose isn't there. Plug it in, or choose another one in the settings; keys"
        " and buttons work meanwhile."
    ),
    "busy": (
        "The microphone can't be opened. Close what else uses it, and allow it for this program in the"
        " settings of your system; the coach tries again by itself."
    ),
    "lost": (
        "The microphone went away. Plug it in again, and the coach listens by itself; keys and buttons work"
        " meanwhile."
    ),
    "silent": (
        "The microphone is open, but brings no sound at all. Turn it on, and allow it for this program in the"
        " settings of your system."
    ),
    "ended": (
        "Listening stopped, and could not be started again; keys and buttons work. The next session tries"
        " anew."
    ),
}
"""What is said where nothing is heard; pass through `tr`."""


def message_of(line: bytes) -> Message | None:
    """The JSON object in `line`, or None."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def understood(message: Message) -> EarReport | None:
    """What a line of the child says, or None where it makes no sense."""
    match message:
        case {
            "event": "heard",
            "command": str() | None as name,
            "words": str(words),
            "seconds": int() | float() as seconds,
        }:
            command = Command(name) if name in tuple(Command) else None
            return Heard(command, words[:MOST_WORDS_LENGTH], float(seconds))
        case {"event": "listening", "microphone": str(microphone)}:
            return Listening(microphone)
        case {
            "event": "level",
            "level": int() | float() as level,
            "noise": int() | float() as noise,
            "words": bool(words),
        }:
            return RoomLevel(_share(level), _share(noise), words)
        case {"event": "trouble", "reason": "missing", "detail": str(detail)}:
            return EarTrouble(detail)
        case {"event": "trouble", "reason": str(reason), "detail": str(detail)}:
            _log.info("The microphone: %s, %s", reason, detail)
            return EarTrouble(tr(PROBLEMS[reason if reason in PROBLEMS else "busy"]))
    return None


def _share(value: float) -> float:
    return min(1.0, max(0.0, float(value)))
