"""`figure`."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mobility_coach.cli.context import FigureRequest, NotWritten
from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import CameraName

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

HIP = "hip-flexor-matrix"


def test_a_figure_is_drawn_as_it_is_asked_for(cli: "Cli", tmp_path: Path) -> None:
    target = tmp_path / "hip.gif"
    line = (
        "--movement",
        "b",
        "--side",
        "right",
        "--camera",
        "three-quarter",
        "--theme",
        "dark",
        "--size",
        "320",
    )
    ran = cli("figure", HIP, *line, "-o", str(target))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{target}: Hip flexor matrix\n"
    wanted = FigureRequest(HIP, ("B",), Side.RIGHT, CameraName.THREE_QUARTER, "dark", 320, is_sheet=False)
    assert cli.context.figures == [(wanted, target)]


def test_what_is_not_said_is_the_usual(cli: "Cli", tmp_path: Path) -> None:
    cli("figure", HIP, "-o", str(tmp_path / "hip.png"))
    cli("figure", HIP, "--sheet", "-o", str(tmp_path / "hip.webp"))
    one, sheet = (request for request, _ in cli.context.figures)
    assert one == FigureRequest(HIP, ("A",), Side.LEFT, None, "light", 720, is_sheet=False)
    assert sheet == FigureRequest(HIP, ("A", "B"), Side.LEFT, None, "light", 240, is_sheet=True)


def test_progress_is_shown_in_a_terminal_and_notes_are_told(cli: "Cli", tmp_path: Path) -> None:
    cli.context.figure_note = "It has no motion of its own."
    ran = cli("figure", HIP, "-o", str(tmp_path / "hip.gif"), stderr=cli.Terminal())
    assert "100 % written" in ran.err
    assert ran.err.endswith("It has no motion of its own.\n")


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        (("no-such-drill", "-o", "a.png"), 3, "There is no drill"),
        (("short", "-o", "a.png"), 2, "is a routine. Name one of its drills"),
        ((HIP, "--movement", "X", "-o", "a.png"), 3, "has no movement X. There are A, B"),
        ((HIP, "--movement", "\x1b[2J" * 20, "-o", "a.png"), 3, "There are A, B"),
        ((HIP, "-o", "a.mp4"), 2, ".png, .gif, .webp"),
        ((HIP, "-o", "none/a.png"), 4, "there is no folder"),
        ((HIP, "--size", "63", "-o", "a.png"), 2, "64 to 1440"),
        ((HIP, "--size", "5000", "-o", "a.png"), 2, "64 to 1440"),
        ((HIP, "--camera", "below", "-o", "a.png"), 2, "three-quarter"),
        ((HIP, "--side", "both", "-o", "a.png"), 2, "left"),
        ((HIP,), 2, "-o"),
    ],
)
def test_what_can_not_be_drawn_is_refused(
    cli: "Cli",
    line: tuple[str, ...],
    code: int,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = cli("figure", *line)
    assert ran.code == code
    assert message in ran.err
    assert "\x1b" not in ran.err
    assert not cli.context.figures


def test_a_file_that_is_there_is_replaced_only_where_that_is_said(cli: "Cli", tmp_path: Path) -> None:
    target = tmp_path / "hip.png"
    target.touch()
    ran = cli("figure", HIP, "-o", str(target))
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == (f"{target} is there already. Choose another name, or say --overwrite to replace it.\n")
    assert not cli.context.figures
    assert cli("figure", HIP, "-o", str(target), "--overwrite").code == 0
    assert cli.context.figures


def test_a_file_that_can_not_be_written_is_named(cli: "Cli", tmp_path: Path) -> None:
    cli.context.figure_error = NotWritten("hip.png could not be written: the disk is full. Free some space.")
    ran = cli("figure", HIP, "-o", str(tmp_path / "hip.png"))
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == "hip.png could not be written: the disk is full. Free some space.\n"
