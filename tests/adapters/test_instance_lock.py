"""One process has the lock of a data folder, and whatever ends it frees the lock."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobility_coach.adapters.machine.instance import Place, claim, find_place, holder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes and signals of Unix")

HOLD = """
import sys
from pathlib import Path
from mobility_coach.adapters.machine.instance import Place, claim
held = claim(Place(Path(sys.argv[1]), "one"))
print("held" if held else "taken", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, "one")


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder with a short name: a socket's path is at most a hundred bytes long."""
    with tempfile.TemporaryDirectory(prefix="mc") as name:
        yield Path(name)


def test_who_comes_second_gets_nothing_until_the_first_lets_go(place: Place) -> None:
    first = claim(place)
    assert first is not None
    assert holder(place) == str(os.getpid())
    assert claim(place) is None
    first.release()
    first.release()
    assert list(place.folder.iterdir()) == []
    again = claim(place)
    assert again is not None
    again.release()


@pytest.mark.parametrize("is_made_anew", [False, True])
def test_a_lock_on_a_file_that_was_let_go_meanwhile_is_none(
    place: Place, monkeypatch: pytest.MonkeyPatch, is_made_anew: bool
) -> None:
    def let_go_before(*_: object) -> None:
        place.lock.unlink()
        if is_made_anew:
            place.lock.touch()

    monkeypatch.setattr("fcntl.flock", let_go_before)
    assert claim(place) is None


def test_a_killed_process_leaves_no_lock(place: Place) -> None:
    command = [sys.executable, "-c", HOLD, str(place.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        assert claim(place) is None
        assert holder(place) == str(process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    held = claim(place)
    assert held is not None
    held.release()


def test_a_child_of_the_program_does_not_keep_the_lock(place: Place) -> None:
    held = claim(place)
    assert held is not None
    with subprocess.Popen(
        [sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE, close_fds=False
    ):
        held.release()
        again = claim(place)
        assert again is not None
        again.release()


def test_who_holds_it_is_told_only_where_a_number_stands(place: Place) -> None:
    assert holder(place) == ""
    place.lock.write_bytes(b"end everything\n")
    assert holder(place) == ""


def test_where_there_can_be_no_lock_it_is_an_error(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.lock.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="lock"):
        claim(place)
    assert not (tmp_path / "elsewhere").exists()
    place.lock.unlink()

    def no_locks(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr("fcntl.flock", no_locks)
    with pytest.raises(OSError, match="No locks"):
        claim(place)


def test_the_place_is_private_and_the_same_for_one_folder_by_any_name(short: Path) -> None:
    data, runtime = short / "data", short / "run"
    runtime.mkdir()
    data.mkdir()
    (short / "link").symlink_to(data)
    environ = {"XDG_RUNTIME_DIR": str(runtime)}
    place = find_place(data, environ)
    assert place is not None
    assert place.folder == runtime / "mobility-coach"
    assert place.folder.stat().st_mode & 0o777 == 0o700
    assert find_place(short / "link", environ) == place
    other = find_place(short / "other", environ)
    assert other is not None
    assert other.name != place.name


@pytest.mark.parametrize("runtime", ["", "relative", "nothing-there", "open", "a" * 120])
def test_without_a_private_runtime_folder_the_state_folder_serves(short: Path, runtime: str) -> None:
    (short / "open" / "mobility-coach").mkdir(parents=True)
    (short / "open" / "mobility-coach").chmod(0o777)
    (short / "nothing-there").write_text("a file")
    value = runtime if runtime in {"", "relative"} else str(short / runtime)
    home = short / "h"
    place = find_place(short, {"XDG_RUNTIME_DIR": value}, home=home)
    assert place is not None
    assert place.folder == home / ".local" / "state" / "mobility-coach" / "run"
    state = find_place(short, {"XDG_RUNTIME_DIR": value, "XDG_STATE_HOME": str(short / "s")})
    assert state is not None
    assert state.folder == short / "s" / "mobility-coach" / "run"


def test_where_no_folder_fits_there_is_no_place(short: Path) -> None:
    long = short / ("x" * 90)
    assert find_place(short, {"XDG_RUNTIME_DIR": str(long)}, home=long) is None
    blocked = short / "file"
    blocked.touch()
    assert find_place(short, {}, home=blocked) is None


def test_on_a_mac_the_persons_own_temporary_folder_serves(
    short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    place = find_place(short, {"TMPDIR": str(short)}, home=short)
    assert place is not None
    assert place.folder == short / "mobility-coach"
