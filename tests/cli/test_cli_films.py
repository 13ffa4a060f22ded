"""`render` of films, its progress for programs, and how it ends when it is told to."""

import io
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mobility_coach.cli.context import FilmRequest, NotWritten, Rendered, SessionRequest
from mobility_coach.cli.output import Output, Streams
from mobility_coach.cli.progress import ProgressLines
from mobility_coach.cli.told_to_end import ToldToEnd, ending_wish
from mobility_coach.services.session.session_plan import Wishes

if TYPE_CHECKING:
    from tests.cli.conftest import Cli


def test_a_film_is_written_and_told(cli: "Cli", tmp_path: Path) -> None:
    film, cues = tmp_path / "short.MP4", tmp_path / "short.json"
    ran = cli("render", "short", "-o", str(film), "--cues", str(cues), "--reps", "5")
    assert ran.code == 0, ran.err
    assert ran.out == f"{film}: 1.5 min of film\n{cues}: the cue sheet\n"
    assert cli.context.films == [FilmRequest(SessionRequest("short", Wishes(reps=5)), 1280, 720, "dark", 30)]
    assert cli.context.renders == [(film, cues)]


def test_a_film_has_the_size_theme_and_pace_that_were_asked_for(cli: "Cli", tmp_path: Path) -> None:
    line = ("--size", "1080p", "--theme", "light", "--fps", "60")
    assert cli("render", "short", "-o", str(tmp_path / "a.webm"), *line).code == 0
    assert cli.context.films == [FilmRequest(SessionRequest("short"), 1920, 1080, "light", 60)]


@pytest.mark.parametrize(
    "line",
    [
        ("--size", "720"),
        ("--size", "320x180"),
        ("--size", ""),
        ("--theme", "blue"),
        ("--fps", "9"),
        ("--fps", "61"),
        ("--fps", "29.97"),
        ("--fps", "-30"),
    ],
)
def test_what_no_film_can_be_is_refused(cli: "Cli", tmp_path: Path, line: tuple[str, ...]) -> None:
    ran = cli("render", "short", "-o", str(tmp_path / "a.mp4"), *line)
    assert ran.code == 2
    assert line[0] in ran.err
    assert not cli.context.requests


@pytest.mark.parametrize("line", [("--size", "720p"), ("--theme", "dark"), ("--fps", "30")])
def test_a_sound_has_no_size(cli: "Cli", tmp_path: Path, line: tuple[str, ...]) -> None:
    ran = cli("render", "short", "-o", str(tmp_path / "a.wav"), *line)
    assert ran.code == 2
    assert ran.err == (
        "--size, --theme and --fps are for films; let a.wav end in .mp4 or .webm, or leave them out.\n"
    )
    assert not cli.context.requests


def test_a_film_is_refused_where_it_can_not_be_written(cli: "Cli", tmp_path: Path) -> None:
    folder = tmp_path / "folder.mp4"
    folder.mkdir()
    for target in (folder, tmp_path / "none" / "a.mp4"):
        ran = cli("render", "short", "-o", str(target))
        assert ran.code == 4
        assert len(ran.err.splitlines()) == 1
    cli.context.render_error = NotWritten("Films are written by ffmpeg, which is not here. Install it.")
    ran = cli("render", "short", "-o", str(tmp_path / "a.mp4"))
    assert (ran.code, ran.err) == (4, "Films are written by ffmpeg, which is not here. Install it.\n")


@pytest.mark.parametrize(("name", "words"), [("a.mp3", "1.5 min of sound"), ("a.mp4", "1.5 min of film")])
def test_progress_for_programs_has_standard_output_to_itself(
    cli: "Cli", tmp_path: Path, name: str, words: str
) -> None:
    cli.context.rendered = Rendered(90.0, ("Fitted to your time.",))
    target = tmp_path / name
    ran = cli("render", "short", "-o", str(target), "--progress")
    assert ran.code == 0
    told = [json.loads(line) for line in ran.out.splitlines()]
    assert [each["done"] for each in told] == [0.0, 0.5, 1.0]
    assert told[0]["seconds_left"] is None
    assert told[-1]["seconds_left"] == 0.0
    assert ran.err == f"Fitted to your time.\n{target}: {words}\n"


def test_progress_is_a_line_for_each_percent_with_the_seconds_left() -> None:
    now, out = 0.0, io.StringIO()
    lines = ProgressLines(Output(Streams(io.StringIO(), out, io.StringIO())), lambda: now)
    for step in range(1001):
        now = step * 0.1
        lines.show(step / 1000)
    lines.show(7.0)
    lines.clear()
    told = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [each["done"] for each in told] == [percent / 100 for percent in range(101)]
    assert all(each["seconds_left"] == pytest.approx(100 * (1 - each["done"]), abs=0.2) for each in told[1:])


def test_who_reads_no_more_progress_ends_the_work(cli: "Cli", tmp_path: Path) -> None:
    class Gone(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

        def fileno(self) -> int:
            raise OSError

    ran = cli("render", "short", "-o", str(tmp_path / "a.mp4"), "--progress", stdout=Gone())
    assert ran.code == 141
    assert not cli.context.renders


needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")


def told_while_rendering(
    cli: "Cli", number: int, monkeypatch: pytest.MonkeyPatch, *, is_early: bool = False
) -> list[str]:
    """The work is told to end, before its first progress or after; returns how far it then goes."""
    reached: list[str] = []

    def render(
        request: SessionRequest, target: Path, cues: Path | None, progress: Callable[[float], None]
    ) -> Rendered:
        if not is_early:
            progress(0.1)
        os.kill(os.getpid(), number)
        reached.append("a safe place")
        progress(0.2)
        reached.append("more")
        return Rendered(1.0)

    monkeypatch.setattr(cli.context, "render", render)
    return reached


@needs_signals
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
@pytest.mark.parametrize("name", ["a.wav", "a.mp4"])
def test_who_is_told_to_end_does_so_at_a_safe_place(
    cli: "Cli", tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: int, name: str
) -> None:
    before = signal.getsignal(number)
    reached = told_while_rendering(cli, number, monkeypatch)
    ran = cli("render", "short", "-o", str(tmp_path / name))
    assert (ran.code, ran.out, ran.err) == (code, "", "")
    assert reached == ["a safe place"]
    assert signal.getsignal(number) is before
    assert cli.context.closed == 1


@needs_signals
def test_who_is_told_to_end_while_words_are_rendered_ends_at_once(
    cli: "Cli", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached = told_while_rendering(cli, signal.SIGTERM, monkeypatch, is_early=True)
    assert cli("render", "short", "-o", str(tmp_path / "a.mp4")).code == 143
    assert reached == []


@needs_signals
def test_who_is_told_twice_ends_at_once() -> None:
    with ending_wish() as wish:
        wish.check()
        os.kill(os.getpid(), signal.SIGTERM)
        with pytest.raises(ToldToEnd) as told:
            os.kill(os.getpid(), signal.SIGINT)
        assert told.value.number == signal.SIGINT
