"""`play` and `render`."""

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mobility_coach.cli.context import NotWritten, Rendered, SessionRequest, WindowRequest
from mobility_coach.domain.commands import Command
from mobility_coach.domain.drill import Side
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.session_plan import Wishes

if TYPE_CHECKING:
    from tests.cli.conftest import Cli


def test_play_opens_the_window_on_the_session(cli: "Cli", tmp_path: Path) -> None:
    cli.context.no_screen = ""
    ran = cli("play", "short", "--minutes", "2", "--mute", "--data-dir", str(tmp_path))
    assert ran.code == 0
    request = SessionRequest("short", Wishes(minutes=2), muted=True)
    assert cli.windows == [WindowRequest(tmp_path, request)]
    assert not cli.context.requests
    assert cli.context.closed == 1


def test_play_without_a_screen_says_so_and_goes_on_in_the_terminal(cli: "Cli") -> None:
    ran = cli("play", "ankle-rolls")
    assert ran.code == 0
    assert ran.err == "There is no screen here.\nPlay in the terminal.\n"
    assert not cli.windows
    assert cli.context.requests == [SessionRequest("ankle-rolls")]


def test_play_hands_on_every_wish(cli: "Cli") -> None:
    cli(
        "play", "Hip flexor matrix", "--no-window", "--tempo", "50", "--reps", "6", "--side", "left", "--mute"
    )
    assert cli.context.requests == [
        SessionRequest("hip-flexor-matrix", Wishes(bpm=50, reps=6, side=Side.LEFT), muted=True)
    ]


@pytest.mark.parametrize("command", [("play",), ("render", "-o", "x.wav")])
def test_an_unknown_item_is_not_found(cli: "Cli", command: tuple[str, ...]) -> None:
    ran = cli(*command, "shrt")
    assert ran.code == 3
    assert (
        ran.err
        == "There is no drill or routine 'shrt'. Did you mean short? 'mobility-coach list' shows all.\n"
    )
    assert not cli.context.requests


@pytest.mark.parametrize("command", [("play", "--no-window"), ("render", "-o", "x.wav")])
def test_a_time_goes_with_a_routine(cli: "Cli", command: tuple[str, ...]) -> None:
    ran = cli(*command, "ankle-rolls", "--minutes", "3")
    assert ran.code == 2
    assert "--minutes goes with a routine" in ran.err
    assert not cli.context.requests


def test_a_session_in_lines(cli: "Cli") -> None:
    setup = cli.view(
        phase=Phase.PLAYING, rep=0, reps=0, instruction="Kneel down.", caption="Kneel down, please."
    )
    cli.context.player = cli.Player(
        [
            setup,
            setup,
            cli.view(
                rep=0, reps=0, count_in=2, instruction="Get ready.", caption="", banner="No sound was found."
            ),
            cli.view(rep=1, caption="", banner="No sound was found."),
            cli.view(rep=1, caption="Stay tall.", stroke_progress=0.9, banner="No sound was found."),
            cli.view(rep=2, caption="Stay tall."),
            cli.view(rep=2, caption="Stay tall.", phase=Phase.PAUSED),
            cli.view(side_label="Right side", rep=0, reps=0, instruction="Kneel down.", caption=""),
        ]
    )
    cli.context.keys.has_keys = False
    ran = cli("play", "hip-flexor-matrix", "--no-window")
    assert ran.code == 0
    assert ran.out == (
        "\nHip flexor matrix · A · Forward drive · Left side\n"
        "Kneel down.\n"
        "  Kneel down, please.\n"
        "Get ready.\n"
        "  2\n"
        "  1 of 10\n"
        "  Stay tall.\n"
        "  2 of 10\n"
        "  Paused\n"
        "\nHip flexor matrix · A · Forward drive · Right side\n"
        "Kneel down.\n"
    )
    assert ran.err == "No sound was found.\n"
    assert cli.context.player.told == [Command.START, Command.STOP]
    assert cli.context.player.closed == 1


def test_between_drills_the_session_has_a_name(cli: "Cli") -> None:
    cli.context.player = cli.Player(
        [cli.view(drill_title="", movement_label="", side_label="", rep=0, reps=0)]
    )
    assert cli("play", "short", "--plain").out.startswith("\nHip flexor matrix\n")


def test_without_keys_nobody_is_waited_for(cli: "Cli") -> None:
    cli.context.player = cli.Player([cli.view(phase=Phase.WAITING, rep=0, reps=0), cli.view()])
    cli.context.keys.has_keys = False
    ran = cli("play", "short", "--no-window")
    assert Command.READY in cli.context.player.told
    assert "Press Return when you are ready." in ran.out


def test_with_keys_the_coach_waits(cli: "Cli") -> None:
    cli.context.player = cli.Player([cli.view(phase=Phase.WAITING)])
    cli("play", "short", "--no-window")
    assert Command.READY not in cli.context.player.told


@pytest.mark.parametrize(
    ("key", "command"),
    [
        ("Space", Command.TOGGLE),
        ("K", Command.TOGGLE),
        ("Return", Command.READY),
        ("Right", Command.NEXT),
        ("Left", Command.PREVIOUS),
        ("R", Command.REPEAT),
        ("S", Command.SKIP_SIDE),
        ("-", Command.SLOWER),
        ("Up", Command.FASTER),
        ("]", Command.LOUDER),
        ("Shift+Down", Command.QUIETER),
        ("M", Command.MUTE),
    ],
)
def test_the_keys_of_the_window_work_here_too(cli: "Cli", key: str, command: Command) -> None:
    cli.context.keys = cli.Keyboard(["", key, "X", "Esc"])
    cli.context.player = cli.Player(ends=False)
    assert cli("play", "short", "--no-window").code == 0
    assert cli.context.player.told[:-1] == [Command.START, command, Command.STOP]
    assert cli.context.keys.waited == [0.05] * 4


def test_a_key_stands_for_what_can_be_told_now(cli: "Cli") -> None:
    cli.context.keys = cli.Keyboard(["Return", "M", "Q"])
    cli.context.player = cli.Player(
        [cli.view(commands=frozenset({Command.START, Command.READY, Command.STOP}))], ends=False
    )
    cli("play", "short", "--no-window")
    assert cli.context.player.told[:3] == [Command.START, Command.START, Command.STOP]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGINT, 130),
        pytest.param(
            signal.SIGTERM, 143, marks=pytest.mark.skipif(sys.platform == "win32", reason="a signal of Unix")
        ),
    ],
)
def test_a_signal_ends_the_session_in_order(cli: "Cli", number: signal.Signals, code: int) -> None:
    before = signal.getsignal(number)
    cli.context.keys = cli.Keyboard([lambda: signal.raise_signal(number)])
    cli.context.player = cli.Player(ends=False)
    ran = cli("play", "short", "--no-window")
    assert ran.code == code
    assert cli.context.player.told == [Command.START, Command.STOP]
    assert cli.context.player.closed == 1
    assert signal.getsignal(number) == before


def test_a_second_ctrl_c_does_not_wait(cli: "Cli") -> None:
    def twice() -> None:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)

    cli.context.keys = cli.Keyboard([twice])
    cli.context.player = cli.Player(ends=False)
    assert cli("play", "short", "--no-window").code == 130
    assert cli.context.player.closed == 1
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_z_pauses_first(cli: "Cli") -> None:
    keys = cli.Keyboard([lambda: setattr(keys, "wants_suspend", True), "Q"])
    cli.context.keys = keys
    cli.context.player = cli.Player(ends=False)
    ran = cli("play", "short", "--no-window", stdout=cli.Terminal())
    assert ran.code == 0
    assert keys.suspended == 1
    assert cli.context.player.told[:3] == [Command.START, Command.PAUSE, Command.STOP]


def test_a_player_that_breaks_is_closed(cli: "Cli", monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("no view")

    monkeypatch.setattr(cli.context.player, "view", broken)
    assert cli("play", "short", "--no-window").code == 70
    assert cli.context.player.closed == 1


def test_what_is_not_saved_is_told_at_the_end(cli: "Cli") -> None:
    cli.context.not_saved = "Not saved: the disk is full. Free some space."
    ran = cli("play", "short", "--no-window")
    assert ran.code == 4
    assert ran.err.splitlines()[-1] == "Not saved: the disk is full. Free some space."


def test_the_last_view_is_shown(cli: "Cli") -> None:
    cli.context.player.final = cli.view(banner="Not saved.", phase=Phase.FINISHED)
    assert cli("play", "short", "--no-window").err == "Not saved.\n"


def drawn(cli: "Cli", *views: object) -> str:
    cli.context.player = cli.Player(views)  # type: ignore[arg-type]
    ran = cli("play", "short", "--no-window", stdout=cli.Terminal())
    assert ran.code == 0
    return ran.out


def test_a_session_drawn_in_place(cli: "Cli") -> None:
    first, second = cli.view(caption="Stay tall."), cli.view(rep=7, stroke_progress=1.0, caption="Stay tall.")
    out = drawn(cli, first, first, second)
    frames = out.split("\r")
    assert len(frames) == 4  # one start, two drawings, and the line below them at the end
    lines = [line.removesuffix("\x1b[K") for line in frames[1].split("\n")]
    assert lines[0] == "Hip flexor matrix · A · Forward drive · Left side"
    assert lines[1] == "Drive forward."
    assert lines[2] == ""
    assert lines[3] == "Stay tall."
    assert lines[4] == "6 of 10    ██████░░░░░░  Forward"
    bar = "████████████░░░░░░░░░░░░"
    assert lines[5] == f"{bar}  1:35 left · 60 bpm · volume 80 % · next: B · Across"
    assert "Space pause or go on" in lines[6]
    assert frames[2].startswith("\x1b[7A")
    assert "7 of 10    ████████████  Forward" in frames[2]
    assert frames[3] == "\n"


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"phase": Phase.PAUSED}, "Paused"),
        ({"phase": Phase.WAITING}, "Press Return when you are ready."),
        ({"count_in": 3}, "Starts in 3"),
        ({"stroke": None}, "6 of 10\x1b[K"),
        ({"is_muted": True}, "muted"),
        ({"bpm": 0, "next_text": ""}, "1:35 left · volume 80 %\x1b[K"),
        ({"rep": 0, "reps": 0}, "\n\x1b[K\n"),
    ],
)
def test_every_state_has_its_line(cli: "Cli", changes: dict[str, object], text: str) -> None:
    assert text in drawn(cli, cli.view(**changes))


def test_a_problem_is_printed_whole_above_the_drawing(cli: "Cli") -> None:
    banner = "No sound device was found. " * 6
    out = drawn(
        cli, cli.view(), cli.view(banner=banner.strip()), cli.view(banner=banner.strip(), rep=7), cli.view()
    )
    assert " ".join(out.split()).count(banner.strip()) == 1


def test_what_is_worth_knowing_is_told_once_and_is_no_error(cli: "Cli") -> None:
    notice = "Captions, no voice, until 7:00."
    views = [cli.view(), cli.view(notice=notice), cli.view(notice=notice, rep=7), cli.view(rep=8)]
    assert drawn(cli, *views).count(notice) == 1
    cli.context.player = cli.Player(views)
    ran = cli("play", "short", "--no-window")
    assert (ran.out.count(notice), ran.err) == (1, "")


def test_long_and_wide_texts_stay_on_their_line(cli: "Cli", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    out = drawn(cli, cli.view(instruction="開" * 40, caption="e\u0301" * 29, drill_title="\x1b[31mred" * 9))
    lines = [line.removesuffix("\x1b[K") for line in out.split("\r")[1].split("\n")]
    assert lines[1] == "開" * 13 + "..."
    assert lines[3] == "e\u0301" * 29
    assert "\x1b" not in lines[0]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three four five", ["one two three four five", ""]),
        ("one two three four five six seven", ["one two three four five six", "seven"]),
        ("one two three four five sixx seven", ["one two three four five sixx", "seven"]),
        ("one two three four five " * 4, ["one two three four five one", "two three four five one tw..."]),
        ("x" * 40 + " y", ["x" * 26 + "...", ""]),
    ],
)
def test_a_long_instruction_takes_two_lines(
    cli: "Cli", monkeypatch: pytest.MonkeyPatch, text: str, lines: list[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    out = drawn(cli, cli.view(instruction=text, drill_title=""))
    assert [line.removesuffix("\x1b[K") for line in out.split("\r")[1].split("\n")][1:3] == lines


def test_a_new_width_draws_anew(cli: "Cli", monkeypatch: pytest.MonkeyPatch) -> None:
    def narrow() -> None:
        monkeypatch.setenv("COLUMNS", "40")

    cli.context.keys = cli.Keyboard([narrow])
    assert drawn(cli, cli.view(), cli.view()).count("\x1b[J") == 1


@pytest.mark.parametrize(("name", "value"), [("TERM", "dumb"), ("LINES", "5")])
def test_the_simplest_terminals_get_lines(
    cli: "Cli", monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert "\x1b" not in drawn(cli, cli.view())


def test_without_keys_none_are_offered(cli: "Cli") -> None:
    cli.context.keys.has_keys = False
    assert "Ctrl+C stops" in drawn(cli, cli.view())


def test_render_writes_and_tells(cli: "Cli", tmp_path: Path) -> None:
    sound, cues = tmp_path / "short.WAV", tmp_path / "short.json"
    cli.context.rendered = Rendered(90.0, ("Fitted to your time. Ankle rolls is left out.",))
    ran = cli("render", "short", "-o", str(sound), "--cues", str(cues), "--reps", "5", "--minutes", "3")
    assert ran.code == 0
    assert ran.out == f"{sound}: 1.5 min of sound\n{cues}: the cue sheet\n"
    assert ran.err == "Fitted to your time. Ankle rolls is left out.\n"
    assert cli.context.renders == [(sound, cues)]
    assert cli.context.requests == [SessionRequest("short", Wishes(reps=5, minutes=3))]


def test_render_shows_progress_in_a_terminal(cli: "Cli", tmp_path: Path) -> None:
    ran = cli("render", "short", "-o", str(tmp_path / "a.mp3"), stderr=cli.Terminal())
    assert [part.strip() for part in ran.err.split("\r")] == [
        "",
        "0 % written",
        "50 % written",
        "100 % written",
        "",
        "",
    ]


def test_render_refuses_what_can_not_be_written(cli: "Cli", tmp_path: Path) -> None:
    def refused(code: int, message: str, *line: str) -> None:
        ran = cli("render", "short", *line)
        assert ran.code == code
        assert message in ran.err
        assert len(ran.err.splitlines()) == 1
        assert not cli.context.renders

    good = str(tmp_path / "a.wav")
    folder = tmp_path / "folder.wav"
    folder.mkdir()
    refused(2, ".wav, .flac, .ogg, .opus, .mp3, .mp4, .webm", "-o", str(tmp_path / "a.m4b"))
    refused(2, ".wav, .flac, .ogg, .opus, .mp3, .mp4, .webm", "-o", str(tmp_path / "a"))
    refused(2, "two different files", "-o", good, "--cues", good)
    refused(2, "two different files", "-o", good, "--cues", str(tmp_path / "." / "a.wav"))
    refused(4, "there is no folder", "-o", str(tmp_path / "none" / "a.wav"))
    refused(4, "is a folder", "-o", str(folder))
    refused(4, "is a folder", "-o", good, "--cues", str(tmp_path))
    refused(4, "the name is too long. Choose a shorter one.", "-o", str(tmp_path / f"{'x' * 300}.wav"))
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe.wav")
        refused(4, "is not a regular file; it is left alone", "-o", str(tmp_path / "pipe.wav"))
        refused(4, "is not a regular file; it is left alone", "-o", good, "--cues", os.devnull)
        (tmp_path / "a.wav").touch()
        (tmp_path / "link.json").symlink_to(tmp_path / "a.wav")
        refused(2, "two different files", "-o", good, "--cues", str(tmp_path / "link.json"))
        (tmp_path / "circle.wav").symlink_to(tmp_path / "circle.wav")
        refused(4, "leads back to itself", "-o", str(tmp_path / "circle.wav"))
        (tmp_path / "away.wav").symlink_to(tmp_path / "none" / "a.wav")
        refused(4, f"there is no folder {tmp_path / 'none'}", "-o", str(tmp_path / "away.wav"))
        refused(4, "there is no folder", "-o", str(tmp_path / "a.wav" / "b.wav"))


def test_render_replaces_nothing_that_it_was_not_told_to(cli: "Cli", tmp_path: Path) -> None:
    sound, film, cues = tmp_path / "a.wav", tmp_path / "a.mp4", tmp_path / "a.json"
    for name in (sound, film, cues):
        name.write_text("before")
    for line in (("-o", str(sound)), ("-o", str(film)), ("-o", str(tmp_path / "b.wav"), "--cues", str(cues))):
        ran = cli("render", "short", *line)
        assert (ran.code, ran.out) == (4, "")
        told = "is there already. Choose another name, or say --overwrite to replace it."
        assert ran.err == f"{line[-1]} {told}\n"
    assert not cli.context.requests
    for line in (("-o", str(sound), "--cues", str(cues)), ("-o", str(film))):
        assert cli("render", "short", "--overwrite", *line).code == 0
    assert cli.context.renders == [(sound, cues), (film, None)]


def test_render_that_fails_says_why(cli: "Cli", tmp_path: Path) -> None:
    cli.context.render_error = NotWritten("a.wav could not be written: the disk is full. Free some space.")
    ran = cli("render", "short", "-o", str(tmp_path / "a.wav"))
    assert ran.code == 4
    assert ran.err == "a.wav could not be written: the disk is full. Free some space.\n"
    assert ran.out == ""


@pytest.mark.parametrize("command", [("play", "--plain"), ("render", "-o", "x.wav")])
def test_a_side_that_changes_nothing_is_told(cli: "Cli", command: tuple[str, ...]) -> None:
    told = "Ankle rolls has no sides to choose from: both work in it. --side changes nothing here.\n"
    assert cli(*command, "ankle-rolls", "--side", "left").err == told
    assert cli(*command, "ankle-rolls").err == ""
    assert cli(*command, "hip-flexor-matrix", "--side", "left").err == ""
    assert cli(*command, "short", "--side", "left").err == ""


def test_an_ad_break_names_no_drill(cli: "Cli", tmp_path: Path) -> None:
    assert cli("play", "--ad-break", "2", "--no-window").code == 0
    cli("play", "--ad-break", "1", "--floor", "--side", "left", "--tempo", "50", "--mute", "--plain")
    assert cli.context.requests == [
        SessionRequest("ad-break-2"),
        SessionRequest("ad-break-1", Wishes(bpm=50, side=Side.LEFT, uses_floor=True), muted=True),
    ]
    cli.context.no_screen = ""
    cli("play", "--ad-break", "3", "--data-dir", str(tmp_path))
    assert cli.windows == [WindowRequest(tmp_path, SessionRequest("ad-break-3"))]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("play",), "name a drill or a routine, or say --ad-break 1, 2 or 3"),
        (("play", "short", "--floor"), "--floor goes with --ad-break"),
        (("play", "short", "--ad-break", "2"), "leave out the drill or routine"),
        (("play", "--ad-break", "2", "--reps", "5"), "leave out --reps and --minutes"),
        (("play", "--ad-break", "2", "--minutes", "5"), "leave out --reps and --minutes"),
        (("play", "--ad-break", "4"), "must be a whole number from 1 to 3"),
    ],
)
def test_an_ad_break_is_refused_with_what_does_not_go_with_it(
    cli: "Cli", line: tuple[str, ...], words: str
) -> None:
    ran = cli(*line)
    assert ran.code == 2
    assert words in ran.err
    assert "usage: mobility-coach play" in ran.err
    assert not cli.context.requests
