"""What can be typed: the commands, their options and their help. Nothing else of the program is needed."""

import argparse
import sys
import textwrap
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn

from mobility_coach import __version__
from mobility_coach.cli.break_options import add_break
from mobility_coach.cli.figure_options import add_figure
from mobility_coach.cli.output import Streams
from mobility_coach.cli.targets import add_overwrite
from mobility_coach.cli.values import file, folder, moment, whole
from mobility_coach.domain.drill import Side
from mobility_coach.domain.preferences import FASTEST_BPM, SLOWEST_BPM
from mobility_coach.domain.routine import AD_BREAK_MINUTES
from mobility_coach.domain.wording import tr
from mobility_coach.services.film.film_shape import FASTEST_FPS, SLOWEST_FPS

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

PROGRAM = "mobility-coach"
MOST_REPS = 100
MOST_MINUTES = 240
SOUND_ENDINGS = (".wav", ".flac", ".ogg", ".opus", ".mp3")
FILM_ENDINGS = (".mp4", ".webm")
FILM_SIZES = {"720p": (1280, 720), "1080p": (1920, 1080)}
FILM_THEMES = ("dark", "light")


class ParsingEnded(Exception):
    """Nothing is left to do: help or the version was shown, or the line could not be understood."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def parse(argv: Sequence[str], streams: Streams) -> argparse.Namespace:
    """The command line as a namespace; `command` is None where the window is meant. Raises `ParsingEnded`."""
    parser = _parser(streams)
    options = parser.parse_args(list(argv), argparse.Namespace(data_dir=None))
    if options.hidden and options.command is not None:
        parser.error(tr("--hidden is for the window; leave out the command, or leave it out"))
    if getattr(options, "log_action", None) == "import":
        if options.json or options.csv:
            options.refuse(tr("'log import' reads both forms by itself; leave out --json and --csv"))
        if options.breaks:
            options.refuse(tr("'log import' reads practice alone; leave out --breaks"))
    if options.command == "play":
        _check_play(options)
    return options


def _check_play(options: argparse.Namespace) -> None:
    """An ad break chooses by itself, and by the time that it has."""
    if options.ad_break is None:
        if options.item is None:
            options.refuse(tr("name a drill or a routine, or say --ad-break 1, 2 or 3"))
        if options.floor:
            options.refuse(tr("--floor goes with --ad-break"))
        return
    if options.item is not None:
        options.refuse(tr("--ad-break chooses the drills itself; leave out the drill or routine"))
    if options.reps is not None or options.minutes is not None:
        options.refuse(tr("--ad-break says how long it is; leave out --reps and --minutes"))


class _Parser(argparse.ArgumentParser):
    """Prints on the streams that were handed in, and raises instead of leaving the process."""

    streams: Streams

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Refuse what is not known here, with the usage of this very command and not of the whole program."""
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(tr("unrecognized arguments: {words}").format(words=" ".join(unknown)))
        return found, []

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        if message:
            (self.streams.stderr if file is sys.stderr else self.streams.stdout).write(message)

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """End the parsing, after `message` where there is one."""
        if message:
            self.streams.stderr.write(message)
        raise ParsingEnded(status)


def _parser(streams: Streams) -> argparse.ArgumentParser:
    class Parser(_Parser):
        pass

    Parser.streams = streams
    parser = Parser(
        prog=PROGRAM,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=tr("Leads you through joint mobility drills by voice, beat and count."),
        epilog=_epilog(
            (PROGRAM, tr("open the window")),
            (f"{PROGRAM} list", tr("see which drills and routines there are")),
            (f"{PROGRAM} --hidden", tr("be reminded of breaks, without a window")),
            (f"{PROGRAM} play short --no-window", tr("three minutes, here in the terminal")),
            (f"{PROGRAM} COMMAND --help", tr("more on one command, with examples")),
            note=tr(
                "Exit codes: 0 fine; 1 a problem was found (check, log import, doctor), or the running coach "
                "does not do that (break); 2 wrong usage, or nothing to show a window on; 3 there is no such "
                "drill or routine; 4 something could not be written or saved; 70 a fault in the program; "
                "130 stopped by Ctrl-C; 141 nobody reads the output."
            ),
        ),
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    _add_data_dir(parser)
    parser.add_argument(
        "--hidden", action="store_true", help=tr("start without a window; reminders come all the same")
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title=tr("commands"))

    def add(name: str, text: str, *examples: tuple[str, str], note: str = "") -> argparse.ArgumentParser:
        lines = [(f"{PROGRAM} {line}", meaning) for line, meaning in examples]
        command: argparse.ArgumentParser = commands.add_parser(
            name,
            help=text,
            description=text,
            epilog=_epilog(*lines, note=note),
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        _add_data_dir(command)
        return command

    _library_commands(add)
    add_figure(add)
    _session_commands(add)
    add_break(add, _add_data_dir)
    _history_commands(add)
    _machine_commands(add)
    return parser


_Add = Callable[..., argparse.ArgumentParser]


def _library_commands(add: _Add) -> None:
    listing = add(
        "list",
        tr("List the drills by region, and the routines."),
        ("list", tr("for reading")),
        ("list --tv", tr("the drills that let you face a screen")),
        ("list --json", tr("the drills as a JSON list")),
    )
    listing.add_argument("--tv", action="store_true", help=tr("only drills that let you face a screen"))
    _add_json(listing)
    show = add(
        "show",
        tr("Show one drill, what it is and how it is done, or what a routine is made of."),
        ("show hip-flexor-matrix", tr("for reading")),
        ("show desk", tr("a routine: its drills and its length")),
        ("show ankle-rolls --json", tr("as a JSON object")),
    )
    show.add_argument("item", metavar="DRILL_OR_ROUTINE", help=tr("its id, as 'list' shows it"))
    _add_json(show)
    routines = add(
        "routines",
        tr("List the routines and their drills."),
        ("routines", tr("for reading")),
        ("routines --json", tr("as a JSON list")),
    )
    _add_json(routines)


def _session_commands(add: _Add) -> None:
    play = add(
        "play",
        tr("Play a drill or a routine, in the window or here in the terminal."),
        ("play ankle-rolls", tr("in the window")),
        ("play desk --no-window", tr("in the terminal, with the same keys as the window")),
        ("play hip-flexor-matrix --no-window --side left --tempo 50 --reps 6", tr("one side, your way")),
        ("play full --minutes 10 --no-window --mute", tr("ten minutes, captions only")),
        ("play --ad-break 2", tr("what fits two minutes; it is over when the film goes on")),
        note=tr(
            "Keys: Space pauses and goes on, Return says that you are ready, Right and Left go to the next "
            "movement and back, R does it again, S skips the side, + and - change the tempo, ] and [ the "
            "volume, M mutes, Q or Esc stops; ? lists all keys. What you have done is kept."
        ),
    )
    play.add_argument("--no-window", action="store_true", help=tr("play in the terminal"))
    play.add_argument(
        "--plain",
        action="store_true",
        help=tr("play in the terminal, one line for each event: for screen readers and logs"),
    )
    play.add_argument("--mute", action="store_true", help=tr("no sound; captions, in real time"))
    play.add_argument(
        "--ad-break",
        metavar="MINUTES",
        type=whole(min(AD_BREAK_MINUTES), max(AD_BREAK_MINUTES)),
        help=tr("1, 2 or 3 minutes of drills that face the screen, and not a second more"),
    )
    play.add_argument("--floor", action="store_true", help=tr("with --ad-break: the floor may be used"))
    _add_session(play, nargs="?")
    play.set_defaults(refuse=play.error)
    render = add(
        "render",
        tr("Write a whole session to a sound file or a film, faster than real time."),
        ("render ankle-rolls -o ankles.wav", tr("one drill")),
        ("render before-run -o run.mp3 --minutes 8", tr("a routine, fitted to eight minutes")),
        ("render desk -o desk.mp4 --size 1080p", tr("a film, for a phone or a TV")),
        ("render short -o short.flac --cues short.json", tr("with the cue sheet beside it")),
        note=tr(
            "The cue sheet names for every click, count, phrase, chime and segment the frame, the text, the "
            "drill, the movement, the side and the rep; the frame of a count is the beat that its vowel "
            "rises on."
        ),
    )
    render.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=file,
        required=True,
        help=tr("the file; its ending says which kind: {sounds} for sound, {films} for a film").format(
            sounds=" ".join(SOUND_ENDINGS), films=" ".join(FILM_ENDINGS)
        ),
    )
    render.add_argument("--cues", metavar="FILE", type=file, help=tr("also write the cue sheet, as JSON"))
    add_overwrite(render)
    _add_film(render)
    render.add_argument(
        "--progress",
        action="store_true",
        help=tr("for programs: a line of JSON for each percent, with the seconds left"),
    )
    _add_session(render)


def _add_film(render: argparse.ArgumentParser) -> None:
    render.add_argument("--size", choices=tuple(FILM_SIZES), help=tr("of a film; 720p where none is named"))
    render.add_argument("--theme", choices=FILM_THEMES, help=tr("of a film; dark where none is named"))
    render.add_argument(
        "--fps",
        metavar="N",
        type=whole(SLOWEST_FPS, FASTEST_FPS),
        help=tr("pictures a second of a film, {least} to {most}; 30 where none are named").format(
            least=SLOWEST_FPS, most=FASTEST_FPS
        ),
    )


def _add_session(command: argparse.ArgumentParser, nargs: str | None = None) -> None:
    command.add_argument(
        "item", metavar="DRILL_OR_ROUTINE", nargs=nargs, help=tr("its id, as 'list' shows it")
    )
    command.add_argument(
        "--tempo",
        metavar="BPM",
        type=whole(SLOWEST_BPM, FASTEST_BPM),
        help=tr("beats per minute, 20 to 200"),
    )
    command.add_argument(
        "--reps",
        metavar="N",
        type=whole(1, MOST_REPS),
        help=tr("reps of each movement; each keeps to its own range"),
    )
    command.add_argument(
        "--side", choices=(Side.LEFT.value, Side.RIGHT.value), help=tr("only this side works")
    )
    command.add_argument(
        "--minutes",
        metavar="N",
        type=whole(1, MOST_MINUTES),
        help=tr("fit a routine to this time; what is left out is said"),
    )


def _history_commands(add: _Add) -> None:
    streak = add(
        "streak",
        tr("Show how many days in a row you have practised."),
        ("streak --why", tr("what the number is made of")),
        ("streak --json", tr("as a JSON object")),
        ("streak --now 2026-11-22T08:00:00+01:00", tr("as of another moment")),
    )
    streak.add_argument("--why", action="store_true", help=tr("explain the number in words"))
    streak.add_argument(
        "--now", metavar="MOMENT", type=moment, help=tr("another moment, with its offset from UTC")
    )
    _add_json(streak)
    log = add(
        "log",
        tr("Show what you have practised, write it for other programs, or read it back."),
        ("log", tr("the latest, for reading")),
        ("log --json > practice.jsonl", tr("everything as JSON Lines: one object a line")),
        ("log --csv > practice.csv", tr("everything as a table")),
        ("log import practice.csv", tr("read either of them back")),
        ("log --breaks", tr("what became of breaks; with --json or --csv, all of them")),
        note=tr(
            "An import doubles nothing: records that are known are passed over. Bad lines are named and "
            "left out."
        ),
    )
    log.add_argument("--breaks", action="store_true", help=tr("breaks instead of practice"))
    form = log.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=tr("everything, as JSON Lines"))
    form.add_argument("--csv", action="store_true", help=tr("everything, as CSV"))
    # The module's own usage line would show 'import' as something that has to be there.
    log.usage = (
        "%(prog)s [-h] [--data-dir DIR] [--breaks] [--json | --csv]\n"
        "       %(prog)s import [-h] [--data-dir DIR] FILE"
    )
    actions = log.add_subparsers(
        dest="log_action", metavar="import", title=tr("to read records back"), prog=f"{PROGRAM} log"
    )
    reading = actions.add_parser(
        "import",
        help=tr("read records from FILE"),
        description=tr("Read practice records from a file that 'log --json' or 'log --csv' wrote."),
        epilog=_epilog((f"{PROGRAM} log import practice.jsonl", tr("add what is not known yet"))),
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    reading.add_argument("file", metavar="FILE", type=file, help=tr("JSON Lines or CSV, at most 64 MiB"))
    _add_data_dir(reading)
    reading.set_defaults(refuse=reading.error)


def _machine_commands(add: _Add) -> None:
    check = add(
        "check",
        tr("Check drill files of your own and name everything that is wrong with them."),
        ("check my-drill.json", tr("one file")),
        ("check *.json", tr("many")),
    )
    check.add_argument(
        "files", metavar="FILE", type=file, nargs="+", help=tr("a drill in JSON, at most 256 KiB")
    )
    doctor = add(
        "doctor",
        tr(
            "Look at this machine: versions, folders, sound, voices, screen, and how to mend what is missing."
        ),
        ("doctor", tr("for reading")),
        ("doctor --json", tr("as a JSON object")),
        note=tr("No sound is played and no window is opened."),
    )
    _add_json(doctor)


def _add_data_dir(parser: argparse.ArgumentParser) -> None:
    # Suppressed, so that a command that comes without it does not undo what stood before the command.
    parser.add_argument(
        "--data-dir",
        metavar="DIR",
        type=folder,
        default=argparse.SUPPRESS,
        help=tr("keep everything in this folder instead of the usual places"),
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=tr("as JSON, for programs"))


def _epilog(*examples: tuple[str, str], note: str = "") -> str:
    lines = [tr("examples:")]
    for line, meaning in examples:
        lines += [f"  {line}", f"      {meaning}"]
    if note:
        lines += ["", *textwrap.wrap(note, 78)]
    # argparse fills in names after a percent sign.
    return "\n".join(lines).replace("%", "%%")
