"""Broken pipes, full disks, small encodings, faults of ours: each ends quietly and says what happened."""

import io
import logging
import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from mobility_coach.cli.main import run
from mobility_coach.cli.output import Output, Streams, can_encode, is_terminal, plain
from mobility_coach.cli.run import Run
from mobility_coach.domain.drill import Region
from mobility_coach.domain.library import Library

if TYPE_CHECKING:
    from tests.cli.conftest import Cli


def bytes_stream(encoding: str) -> tuple[io.BytesIO, io.TextIOWrapper]:
    raw = io.BytesIO()
    return raw, io.TextIOWrapper(raw, encoding=encoding)


def test_what_a_terminal_can_not_show_becomes_a_question_mark(cli: "Cli") -> None:
    cli.context.drills = Library((cli.drill("own", "Hüfte 開", Region.HIP),))
    raw, out = bytes_stream("ascii")
    assert cli("show", "own", stdout=out).code == 0
    assert raw.getvalue().startswith(b"H?fte ?\n")


def test_half_a_character_in_a_name_is_no_trouble(cli: "Cli") -> None:
    raw, out = bytes_stream("utf-8")
    assert cli("check", "caf\udce9.json", stdout=out).code == 1
    assert raw.getvalue().startswith(b"caf?.json: there is no such file")


def test_a_reader_that_leaves_early_is_no_error(cli: "Cli") -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as out:
        ran = cli("list", stdout=out)
        assert (ran.code, ran.err) == (141, "")
        out.write("goes nowhere")


def test_a_reader_that_leaves_during_json_lines(cli: "Cli") -> None:
    cli.context.log.kept = [cli.record(f"r-{number}") for number in range(500)]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as out:
        assert cli("log", "--json", stdout=out).code == 141
        assert cli.context.closed == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_disk_is_told(cli: "Cli") -> None:
    with open("/dev/full", "w", encoding="utf-8") as out:  # noqa: PTH123
        ran = cli("log", "--json", stdout=out)
        assert ran.code == 0
        cli.context.log.kept = [cli.record()]
        ran = cli("log", "--json", stdout=out)
        assert ran.code == 4
        assert ran.err == "The output could not be written: No space left on device\n"


class BrokenStream(io.StringIO):
    def write(self, text: str) -> int:
        raise OSError(5, "Input/output error")


def test_messages_that_nobody_can_read_are_let_go(cli: "Cli") -> None:
    assert cli("show", "nothing", stderr=BrokenStream()).code == 3
    assert cli("list", stdout=BrokenStream()).code == 4


def test_a_fault_of_ours_goes_to_the_log_and_not_into_a_face(
    cli: "Cli", caplog: pytest.LogCaptureFixture
) -> None:
    cli.context.fault = RuntimeError("broken inside")
    with caplog.at_level(logging.ERROR):
        ran = cli("list")
    assert ran.code == 70
    assert ran.err == "Something went wrong in the program itself. The details are in /place/of/the.log.\n"
    assert "Traceback" in caplog.text
    assert "broken inside" in caplog.text
    assert cli.context.closed == 1


def test_a_fault_before_anything_is_made(caplog: pytest.LogCaptureFixture) -> None:
    def factory(_data_dir: object) -> "Cli":
        raise OSError("no folder")

    err = io.StringIO()
    streams = Streams(io.StringIO(), io.StringIO(), err)
    assert run(["list"], factory, lambda _request: 0, streams) == 70  # type: ignore[arg-type]
    assert err.getvalue() == "Something went wrong in the program itself.\n"
    assert "no folder" in caplog.text


def test_ctrl_c_is_quiet(cli: "Cli", monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(cli.context, "doctor", interrupt)
    ran = cli("doctor")
    assert (ran.code, ran.out, ran.err) == (130, "", "")
    assert cli.context.closed == 1


def test_the_context_is_made_once_and_closed(cli: "Cli") -> None:
    cli("list")
    assert len(cli.data_dirs) == 1
    assert cli.context.closed == 1


def test_a_run_without_context_has_nothing_to_close(cli: "Cli") -> None:
    this = Run.__new__(Run)
    assert this.log_place == ""
    this.close()


def test_columns_follow_the_terminal(cli: "Cli", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    ran = cli("show", "hip-flexor-matrix", stdout=cli.Terminal())
    assert max(map(len, ran.out.splitlines())) <= 50
    monkeypatch.setenv("COLUMNS", "1")
    assert cli("show", "hip-flexor-matrix", stdout=cli.Terminal()).code == 0


def test_tables_align_and_wrap_their_last_column() -> None:
    out = io.StringIO()
    output = Output(Streams(io.StringIO(), out, io.StringIO()))
    output.table([])
    output.table([("a", "b" * 10, "one " * 24), ("aaa", "b", "")])
    lines = out.getvalue().splitlines()
    assert lines[0].startswith("  a    bbbbbbbbbb  one one")
    assert lines[1].startswith(" " * 19 + "one one")
    assert lines[-1] == "  aaa  b"
    output.table([("x" * 70, "y" * 30)])
    assert out.getvalue().splitlines()[-1] == f"  {'x' * 70}  {'y' * 30}"


def test_control_characters_are_made_visible() -> None:
    assert plain("a\x1b[2J\x9b\n") == "a\N{REPLACEMENT CHARACTER}[2J" + 2 * "\N{REPLACEMENT CHARACTER}"


def test_closed_streams_are_no_terminals() -> None:
    stream = io.StringIO()
    stream.close()
    assert not is_terminal(stream)
    assert can_encode(io.StringIO(), "█")
    assert not can_encode(bytes_stream("ascii")[1], "█")
    assert can_encode(bytes_stream("utf-8")[1], "█")


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors of Unix")
def test_output_that_has_no_descriptor_is_discarded_in_peace() -> None:
    Output(Streams(io.StringIO(), io.StringIO(), io.StringIO())).discard()
