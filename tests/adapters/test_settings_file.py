import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mobility_coach.adapters.store.settings_file import SettingsFile
from mobility_coach.adapters.store.storage import FileSystem


class Refusing(FileSystem):
    """Refuses reading, writing or renaming, as for a user without the right to."""

    def __init__(self, *calls: str, number: int = errno.EACCES) -> None:
        self.calls = set(calls)
        self._number = number

    def _fail(self, call: str, path: Path) -> None:
        if call in self.calls:
            raise OSError(self._number, os.strerror(self._number), str(path))

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        self._fail("write" if flags & (os.O_WRONLY | os.O_RDWR) else "read", path)
        return super().open(path, flags, mode)

    def replace(self, old: Path, new: Path) -> None:
        self._fail("rename", old)
        super().replace(old, new)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "settings.json"


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def test_the_first_start(path: Path) -> None:
    store = SettingsFile(path)
    assert store.load() == {}
    assert store.problems() == ()
    assert not path.parent.exists()


def test_what_is_saved_is_loaded(path: Path) -> None:
    values = {"theme": "dark", "drills": {"hip": {"bpm": 40}}, "voice": "é \U0001f600", "odd": [1.5, None]}
    assert SettingsFile(path).save(values) == ""
    assert SettingsFile(path).load() == values
    assert json.loads(path.read_text("ascii")) == {"version": 1, **values}


def test_a_value_from_half_a_character_can_be_written(path: Path) -> None:
    assert SettingsFile(path).save({"voice": "\ud800"}) == ""


BAD = [
    (b"", "no valid JSON"),
    (b'{"theme": "dark"', "no valid JSON"),
    (b"[]", "no JSON object"),
    (b'{"version": "1"}', "version is no number"),
    (b'{"version": true}', "version is no number"),
    (b'{"version": 0}', "version is no number"),
    (b"\0" * 300, "no valid JSON"),
    (b"\xff\xfe{}", "not UTF-8"),
    (b'{"a": 1e999}', "not finite"),
    (b"[" * 50_000, "nested too deeply"),
    (b'{"a": "' + b"x" * 1_100_000 + b'"}', "too long"),
]


@pytest.mark.parametrize(("data", "reason"), BAD)
def test_a_corrupt_file_is_set_aside_byte_for_byte_and_told_once(
    path: Path, data: bytes, reason: str
) -> None:
    put(path, data)
    store = SettingsFile(path)
    assert store.load() == {}
    [problem] = store.problems()
    assert str(path) in problem
    assert reason in problem
    assert "The file is kept as settings.json.bad-1." in problem
    aside = path.with_name("settings.json.bad-1")
    assert aside.read_bytes() == data
    assert store.save({"theme": "dark"}) == ""
    again = SettingsFile(path)
    assert again.load() == {"theme": "dark"}
    assert again.problems() == ()
    assert aside.read_bytes() == data


def test_a_second_corrupt_file_gets_a_name_of_its_own(path: Path) -> None:
    for number in (1, 2):
        put(path, b"bad %d" % number)
        SettingsFile(path).load()
    assert path.with_name("settings.json.bad-1").read_bytes() == b"bad 1"
    assert path.with_name("settings.json.bad-2").read_bytes() == b"bad 2"


def test_a_newer_file_is_used_as_far_as_it_is_known_and_a_copy_kept(path: Path) -> None:
    data = b'{"version": 2, "theme": "dark", "moon": {"phase": 3}}'
    put(path, data)
    store = SettingsFile(path)
    assert store.load() == {"theme": "dark", "moon": {"phase": 3}}
    assert "newer version" in store.problems()[0]
    assert path.read_bytes() == data
    assert store.save({"theme": "light", "moon": {"phase": 3}}) == ""
    assert store.save({"theme": "dark", "moon": {"phase": 3}}) == ""
    assert [copy.read_bytes() for copy in path.parent.glob("*.version-*")] == [data]


def test_a_file_that_cannot_be_read_is_not_written_over(path: Path) -> None:
    put(path, b'{"theme": "dark"}')
    files = Refusing("read")
    store = SettingsFile(path, files)
    assert store.load() == {}
    assert "Check its permissions. The usual settings are used." in store.problems()[0]
    files.calls.clear()
    assert store.save({"theme": "light"}) == ""
    assert path.with_name("settings.json.bad-1").read_bytes() == b'{"theme": "dark"}'
    assert SettingsFile(path).load() == {"theme": "light"}


def test_a_folder_in_place_of_the_file(path: Path) -> None:
    path.mkdir(parents=True)
    (path / "keep.txt").write_bytes(b"x")
    store = SettingsFile(path)
    assert store.load() == {}
    assert len(store.problems()) == 1
    assert store.save({"theme": "light"}) == ""
    assert (path.with_name("settings.json.bad-1") / "keep.txt").exists()
    assert SettingsFile(path).load() == {"theme": "light"}


def test_a_corrupt_file_that_cannot_be_set_aside_is_not_written_over(path: Path) -> None:
    put(path, b"bad")
    files = Refusing("rename")
    store = SettingsFile(path, files)
    assert store.load() == {}
    assert "kept as" not in store.problems()[0]
    assert "Your settings are not saved." in store.save({"theme": "light"})
    assert path.read_bytes() == b"bad"
    files.calls.clear()
    assert store.save({"theme": "light"}) == ""
    assert path.with_name("settings.json.bad-1").read_bytes() == b"bad"


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "The disk is full. Free some space."), (errno.EROFS, "Check its permissions.")],
)
def test_what_is_not_saved_is_told(path: Path, number: int, words: str) -> None:
    SettingsFile(path).save({"theme": "dark"})
    problem = SettingsFile(path, Refusing("write", number=number)).save({"theme": "light"})
    assert problem.startswith("Your settings are not saved. ")
    assert words in problem
    assert SettingsFile(path).load() == {"theme": "dark"}


def test_there_is_an_end_to_copies(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mobility_coach.adapters.store.settings_file._MOST_COPIES", 2)
    put(path, b"bad")
    SettingsFile(path).load()
    put(path, b"bad")
    store = SettingsFile(path)
    assert store.load() == {}
    assert "not saved" in store.save({})
    assert path.read_bytes() == b"bad"


WRITER = """
import sys
from pathlib import Path
from mobility_coach.adapters.store.settings_file import SettingsFile
store = SettingsFile(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    assert store.save({"number": number, "filler": "x" * 20_000}) == ""
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_kill_9_while_saving_leaves_whole_settings(path: Path) -> None:
    for seen in (1, 3, 10, 20):
        command = [sys.executable, "-c", WRITER, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            confirmed = [writer.stdout.readline() for _ in range(seen)]
            os.kill(writer.pid, signal.SIGKILL)
            confirmed += writer.stdout.readlines()
        store = SettingsFile(path)
        number = store.load()["number"]
        assert isinstance(number, int)
        assert number >= int([line for line in confirmed if line.endswith("\n")][-1])
        assert store.problems() == ()
