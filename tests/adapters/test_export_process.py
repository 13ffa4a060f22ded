"""The process that writes a file: what it says, and that nothing half-written is left, however it ends."""

import io
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from mobility_coach.adapters.machine import export_process
from mobility_coach.adapters.machine.export_process import ExportProcess, export_arguments
from mobility_coach.cli.output import Streams
from mobility_coach.cli.parser import parse
from mobility_coach.services.export_ports import ExportOrder, ExportReport, ExportState, ExportWish

SECONDS = 20.0

TELLS = "def tell(done, left=None): print(json.dumps({'done': done, 'seconds_left': left}), flush=True)"
HEAD = f"import json, os, pathlib, signal, sys, time\n{TELLS}\ntarget = pathlib.Path(sys.argv[-1])\n"
LEAVES_PART = "target.with_name(f'.{target.name}.1a2b.part').write_text('half'); tell(0.2)\n"
WAITS = "sys.stdin.buffer.raw.read(); signal.pause()\n"

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")


def started(folder: Path, body: str, kill: float = SECONDS) -> ExportProcess:
    target = folder / "a.mp3"
    return ExportProcess([str(target)], target, (sys.executable, "-c", HEAD + body), kill)


def waits_for(file: Path) -> str:
    """A program that goes on once there is such a file."""
    return f"while not pathlib.Path({str(file)!r}).exists(): time.sleep(0.01)"


def wait_for(process: ExportProcess, met: Callable[[ExportReport], bool]) -> ExportReport:
    """Looks until a report is as wanted; the threads of the process bring it."""
    over = threading.Event()
    for _ in range(round(SECONDS / 0.01)):
        if met(process.report()):
            return process.report()
        over.wait(0.01)
    raise AssertionError(process.report())


def is_over(report: ExportReport) -> bool:
    return report.state is not ExportState.RUNNING


def wait_for_threads() -> None:
    for thread in threading.enumerate():
        if thread.name.startswith("export"):
            thread.join(SECONDS)
            assert not thread.is_alive()


def test_it_tells_how_far_it_is_and_that_it_is_done(tmp_path: Path) -> None:
    go = tmp_path / "go"
    body = f"tell(0.25, 12.5)\n{waits_for(go)}\ntell(1, 0); print('Fitted.', file=sys.stderr)"
    process = started(tmp_path, body)
    assert wait_for(process, lambda report: report.share > 0) == ExportReport(share=0.25, seconds_left=12.5)
    go.touch()
    assert wait_for(process, is_over) == ExportReport(ExportState.DONE, 1.0, 0.0, "Fitted.")
    process.cancel()
    assert process.report().state is ExportState.DONE


def test_why_it_failed_is_handed_on_without_marks(tmp_path: Path) -> None:
    body = "tell(0.5)\nsys.stderr.write('No \\x1b[1mffmpeg.\\n\\nInstall \\u00e9.\\n'); sys.exit(4)"
    report = wait_for(started(tmp_path, body), is_over)
    assert report == ExportReport(ExportState.FAILED, 0.5, None, "No [1mffmpeg.\nInstall é.")


@pytest.mark.parametrize(
    "body", ["sys.exit(1)", "raise RuntimeError('ours')", pytest.param("os.abort()", marks=posix_only)]
)
def test_who_fails_without_good_words_gets_some(tmp_path: Path, body: str) -> None:
    report = wait_for(started(tmp_path, body), is_over)
    assert report.state is ExportState.FAILED
    assert report.words == (
        "a.mp3 was not written: the program that writes it stopped. Try again; the log has more."
    )


def test_what_can_not_be_started_is_told(tmp_path: Path) -> None:
    process = ExportProcess([], tmp_path / "a.mp3", (str(tmp_path / "none"),))
    assert process.report().state is ExportState.FAILED
    assert process.report().words.startswith("a.mp3 was not written")
    process.cancel()


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "null",
        "{",
        "[" * 4000,
        '{"done": "x", "seconds_left": 1}',
        '{"done": 1}',
        "\\xff",
        "x" * 9000,
    ],
)
def test_lines_that_make_no_sense_are_left_out(tmp_path: Path, line: str) -> None:
    process = started(tmp_path, f"print({line!r}, flush=True); tell(7, -3)\nsys.exit(3)")
    report = wait_for(process, is_over)
    assert (report.share, report.seconds_left) == (1.0, 0.0)


def test_long_words_are_bounded(tmp_path: Path) -> None:
    report = wait_for(
        started(tmp_path, "sys.stderr.write('x\\n' * 20_000 + 'The reason.'); sys.exit(4)"), is_over
    )
    assert len(report.words) <= export_process.MOST_WORDS
    assert report.words.endswith("The reason.")


@posix_only
def test_who_is_cancelled_may_tidy_up(tmp_path: Path) -> None:
    tidies = "signal.signal(signal.SIGTERM, lambda *_: (part.unlink(), sys.exit(143)))\n"
    body = "part = target.with_name(f'.{target.name}.1a2b.part')\n" + tidies + LEAVES_PART + WAITS
    process = started(tmp_path, body)
    wait_for(process, lambda report: report.share > 0)
    process.cancel()
    process.cancel()
    assert process.report() == ExportReport(ExportState.CANCELLED, 0.2)
    wait_for_threads()
    assert process.report().state is ExportState.CANCELLED
    assert list(tmp_path.iterdir()) == []


@posix_only
def test_who_does_not_end_is_ended_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / ".a.mp3.old.part").mkdir()  # of another program, that may still write it
    body = (
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "from mobility_coach.adapters.machine.work_folder import work_folder\n"
        "with work_folder(target) as folder:\n"
        "    (folder / 'film.mp4').write_text('half'); tell(0.2)\n"
        "    while True: signal.pause()"
    )
    process = started(tmp_path, body, kill=0.05)
    wait_for(process, lambda report: report.share > 0)
    process.cancel()
    wait_for_threads()
    assert [each.name for each in tmp_path.iterdir()] == [".a.mp3.old.part"]


@posix_only
def test_the_window_goes_first(tmp_path: Path) -> None:
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    body = "sys.stderr.write(str(os.getpriority(os.PRIO_PROCESS, 0)))"
    process = started(tmp_path, f"{waits_for(tmp_path / 'go')}\n{body}")
    (tmp_path / "go").touch()  # by now its priority is set
    assert wait_for(process, is_over).words == str(max(10, ours))


@pytest.mark.parametrize(
    ("order", "data_dir"),
    [
        (ExportOrder(ExportWish("desk", "/m/a b.mp3"), 5), Path("-data")),
        (ExportOrder(ExportWish("desk", "-a.mp4", "1080p", "light")), None),
    ],
)
def test_the_command_line_understands_it(order: ExportOrder, data_dir: Path | None) -> None:
    streams = Streams(io.StringIO(), io.StringIO(), io.StringIO())
    options = parse(export_arguments(order, data_dir), streams)
    assert (options.command, options.item, options.progress) == ("render", "desk", True)
    assert options.overwrite
    assert (str(options.output), options.minutes, options.data_dir) == (
        order.wish.target,
        order.minutes,
        data_dir,
    )
    assert (options.size or "", options.theme or "") == (order.wish.size, order.wish.theme)
