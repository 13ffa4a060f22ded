"""Memory of the start is given back, and the program runs on."""

import subprocess
import sys
from pathlib import Path

import pytest

from mobility_coach.adapters.machine import start_memory
from mobility_coach.adapters.machine.start_memory import file_ranges, release_heap, release_start_pages

MAPPINGS = {
    "00400000-00452000 r-xp 00000000 08:02 17      /usr/bin/program": (0, 0),
    "00650000-00651000 r--p 00050000 08:02 17      /usr/bin/program": (0, 0),
    "00651000-00652000 r--p 00051000 08:02 17      /usr/bin/program": (4, 0),
    "00652000-00655000 rw-p 00052000 08:02 17      /usr/bin/program": (0, 0),
    "7f0000000000-7f0000001000 r-xp 00000000 00:00 0": (0, 0),
    "7f0000002000-7f0000003000 rwxp 00000000 08:02 5   /lib/written.so": (0, 0),
    "7f0000003000-7f0000004000 r--p 00000000 08:02 6   /lib/relocated, and out on the disk.so": (0, 12),
    "7f0000004000-7f0000006000 r-xp 00000000 08:02 7   /lib/with a space.so": (0, 0),
    "7f0000007000-7f0000008000 r--s 00000000 08:02 8   /run/shared": (0, 0),
    "7fff00000000-7fff00001000 r-xp 00000000 00:00 0   [vdso]": (0, 0),
}
"""By the kilobytes of each that were written, and those of them that are on the disk by now."""

DETAILS = """\
Size:                328 kB
Rss:                 128 kB
Anonymous:      {written:8} kB
LazyFree:              0 kB
Swap:           {out:8} kB
SwapPss:               0 kB
VmFlags: rd mr mw me
"""


def test_only_what_is_the_same_as_in_files_is_let_go() -> None:
    maps = "".join(
        f"{place}\n{DETAILS.format(written=written, out=out)}" for place, (written, out) in MAPPINGS.items()
    )
    assert list(file_ranges(maps)) == [
        (0x400000, 0x452000),
        (0x650000, 0x651000),
        (0x7F0000004000, 0x7F0000006000),
    ]
    assert list(file_ranges("")) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone")
def test_the_program_is_smaller_and_runs_on() -> None:
    script = """
import re
from PySide6.QtGui import QColor, QGuiApplication, QImage
from mobility_coach.adapters.machine.start_memory import release_start_pages
def resident():
    return int(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[1])
app = QGuiApplication([])
before = resident()
release_start_pages()
print(before - resident())
image = QImage(8, 8, QImage.Format.Format_RGB32)
image.fill(QColor("teal"))
print(image.pixelColor(3, 3).name())
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    less, colour = done.stdout.split()
    assert int(less) > 15_000
    assert colour == "#008080"


def test_where_it_can_not_be_done_it_is_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(start_memory, "_MAPS", tmp_path / "none")
    monkeypatch.setattr(sys, "platform", "linux")
    with caplog.at_level("INFO"):
        release_start_pages()
    assert "not given back" in caplog.text
    monkeypatch.setattr(sys, "platform", "darwin")
    caplog.clear()
    release_start_pages()
    assert caplog.text == ""


def test_memory_that_was_freed_can_be_given_back_at_any_time() -> None:
    release_heap()
    release_heap()


def test_a_system_library_without_the_call_costs_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda _name: object())
    with caplog.at_level("INFO"):
        release_heap()
    assert not sys.platform.startswith("linux") or "not given back" in caplog.text
