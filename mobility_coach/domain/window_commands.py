"""What keys do in the windows beside the commands of a session: where it is shown, and the main page."""

from enum import StrEnum

from mobility_coach.domain.commands import CommandInfo


class FaceCommand(StrEnum):
    """What a person asks of the face that shows a session; the session does not notice."""

    FULL_SCREEN = "full-screen"
    TV = "tv"
    MINI = "mini"
    HELP = "help"


FACE_COMMANDS: dict[FaceCommand, CommandInfo] = {
    FaceCommand.FULL_SCREEN: CommandInfo("Full screen", "Fill the whole screen, or leave it", ("F", "F11")),
    FaceCommand.TV: CommandInfo("TV", "Show it on the TV, large, or back in the window", ("T",)),
    FaceCommand.MINI: CommandInfo(
        "Small player", "Show it in a small window above others, or back in the window", ("V",)
    ),
    FaceCommand.HELP: CommandInfo("Keys", "Show or hide this list", ("?", "F1")),
}
"""Each with its English text; pass `text` and `hint` through `tr` where they are shown."""


class HomeCommand(StrEnum):
    """What keys do on the main page; these keys stay as they are."""

    SEARCH = "search"
    START = "start"
    BACK = "back"
    AD_BREAK_1 = "ad-break-1"
    AD_BREAK_2 = "ad-break-2"
    AD_BREAK_3 = "ad-break-3"
    HISTORY = "history"
    BREAKS = "breaks"
    SETTINGS = "settings"
    QUIT = "quit"


HOME_COMMANDS: dict[HomeCommand, CommandInfo] = {
    HomeCommand.SEARCH: CommandInfo("Search", "Search the drills", ("/", "Ctrl+F")),
    HomeCommand.START: CommandInfo("Start", "Start what is chosen in the list", ("Return",)),
    HomeCommand.BACK: CommandInfo("Back", "Back to the list, or to the main page", ("Esc",)),
    HomeCommand.AD_BREAK_1: CommandInfo("Ad break", "Ad break of one minute", ("1",)),
    HomeCommand.AD_BREAK_2: CommandInfo("Ad break", "Ad break of two minutes", ("2",)),
    HomeCommand.AD_BREAK_3: CommandInfo("Ad break", "Ad break of three minutes", ("3",)),
    HomeCommand.HISTORY: CommandInfo("History", "Open the history", ("Ctrl+H",)),
    HomeCommand.BREAKS: CommandInfo("Breaks", "Open the reminders", ("Ctrl+B",)),
    HomeCommand.SETTINGS: CommandInfo("Settings", "Open the settings", ("Ctrl+,",)),
    HomeCommand.QUIT: CommandInfo("Quit", "End the program", ("Ctrl+Q",)),
}
"""The same for the main page."""
