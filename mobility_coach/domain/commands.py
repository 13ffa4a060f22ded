"""The one vocabulary of commands: buttons, keys and the command line all use it."""

from dataclasses import dataclass
from enum import StrEnum


class Command(StrEnum):
    """Something that a person tells the coach during a session."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    TOGGLE = "toggle"
    NEXT = "next"
    PREVIOUS = "previous"
    REPEAT = "repeat"
    SKIP_SIDE = "skip-side"
    READY = "ready"
    SLOWER = "slower"
    FASTER = "faster"
    LOUDER = "louder"
    QUIETER = "quieter"
    MUTE = "mute"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class CommandInfo:
    """How a command is shown: `text` on a button, `hint` in help; `keys` are names of keys.

    `media_keys` are those of keyboards and headsets that have them; no terminal sends any. `phrases` are what
    the microphone listens for, in lower case, said after the coach's name.
    """

    text: str
    hint: str
    keys: tuple[str, ...]
    media_keys: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


COMMANDS: dict[Command, CommandInfo] = {
    Command.START: CommandInfo("Start", "Start the session", ("Return", "F5")),
    Command.PAUSE: CommandInfo(
        "Pause",
        "Hold on; nothing is lost",
        ("H", "Pause"),
        ("Media Pause",),
        phrases=("pause", "pause please", "take a pause", "take a break"),
    ),
    Command.RESUME: CommandInfo(
        "Go on",
        "Go on after a short count-in",
        ("G",),
        phrases=("go on", "carry on", "keep going"),
    ),
    # A keyboard's one key for playing and pausing is told as either of the two; presenters that make the
    # screen black send B or a full stop, and those that turn pages PgDown and PgUp.
    Command.TOGGLE: CommandInfo(
        "Pause or go on",
        "Pause, or go on after a short count-in",
        ("Space", "K", "B", "."),
        ("Media Play", "Toggle Media Play/Pause"),
    ),
    Command.NEXT: CommandInfo(
        "Next",
        "Go to the next movement",
        ("Right", "N", "PgDown"),
        ("Media Next",),
        phrases=("next one", "next movement"),
    ),
    Command.PREVIOUS: CommandInfo(
        "Back",
        "Go back to the movement before",
        ("Left", "P", "PgUp"),
        ("Media Previous",),
        phrases=("previous one", "previous movement"),
    ),
    Command.REPEAT: CommandInfo(
        "Again",
        "Do this movement again from its start",
        ("R",),
        phrases=("once more", "one more time", "do it again"),
    ),
    Command.SKIP_SIDE: CommandInfo(
        "Skip side", "Leave out the rest of this side", ("S",), phrases=("skip this side", "switch sides")
    ),
    Command.READY: CommandInfo(
        "Ready",
        "I am in position, go on",
        ("Return", "Y", "F5"),
        phrases=("ready", "i am ready", "i'm ready", "all set"),
    ),
    Command.SLOWER: CommandInfo(
        "Slower", "Slow the beat down", ("-", "Down"), phrases=("slow down", "take it slow")
    ),
    Command.FASTER: CommandInfo(
        "Faster", "Speed the beat up", ("+", "Up"), phrases=("speed up", "speed it up")
    ),
    Command.LOUDER: CommandInfo(
        "Louder", "Turn everything up", ("Shift+Up", "]"), phrases=("louder please", "volume up")
    ),
    Command.QUIETER: CommandInfo(
        "Quieter",
        "Turn everything down",
        ("Shift+Down", "["),
        phrases=("quieter please", "volume down", "not so loud"),
    ),
    Command.MUTE: CommandInfo(
        "Mute", "Silence, with captions", ("M",), phrases=("be quiet", "mute the sound")
    ),
    Command.STOP: CommandInfo(
        "Stop",
        "End the session; what is done is kept",
        ("Esc", "Q"),
        ("Media Stop",),
        phrases=("finish the session", "end the session", "we are finished", "finish for today"),
    ),
}
"""Every command with its English text; pass `text` and `hint` through `tr` where they are shown."""


class BreakCommand(StrEnum):
    """Something that a person tells the reminders: by popup, notice, tray, command line."""

    NOW = "now"
    START = "start"
    SNOOZE = "snooze"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"


BREAK_COMMANDS: dict[BreakCommand, CommandInfo] = {
    BreakCommand.NOW: CommandInfo("Take a break now", "Start a break without waiting for the next one", ()),
    BreakCommand.START: CommandInfo("Start", "Start the break", ("Return",)),
    BreakCommand.SNOOZE: CommandInfo("Snooze {minutes} min", "Remind me again a little later", ("S",)),
    BreakCommand.SKIP: CommandInfo("Skip", "Leave this break out", ("K",)),
    BreakCommand.PAUSE: CommandInfo("Pause reminders", "No reminders for a while", ()),
    BreakCommand.RESUME: CommandInfo("Resume reminders", "Remind me again from now on", ()),
}
"""The same for the reminders; `{minutes}` is the length of one snooze."""
