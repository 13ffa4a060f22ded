"""Starting with the session: files of desktops, the registry of Windows and launch agents of macOS."""

import importlib
import os
import plistlib
import shutil
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_coach.adapters.desktop.autostart import make_autostart, start_command
from mobility_coach.adapters.desktop.autostart_macos import LABEL, LaunchAgentAutostart
from mobility_coach.adapters.desktop.autostart_windows import APPROVED, RUN, RunKeyAutostart, WindowsRegistry
from mobility_coach.adapters.desktop.autostart_xdg import FILE_NAME, MOST_BYTES, XdgAutostart, exec_value
from mobility_coach.adapters.store.storage import FileSystem
from tests.adapters.fake_x import until

COMMAND = (sys.executable, "--hidden")


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    return tmp_path / ".config" / "autostart" / FILE_NAME


def xdg(home: Path, command: Sequence[str] = COMMAND, files: FileSystem | None = None) -> XdgAutostart:
    return XdgAutostart(command, {}, home, files)


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# --- XDG ---


def test_it_is_off_until_switched_on_and_leaves_nothing_behind(tmp_path: Path, entry: Path) -> None:
    start = xdg(tmp_path)
    assert start.is_available
    assert not start.is_on()
    assert start.set_on(is_on=True) == ""
    assert start.is_on()
    assert start.set_on(is_on=True) == ""
    assert entry.read_text(encoding="utf-8").splitlines() == [
        "[Desktop Entry]",
        "Type=Application",
        "Name=Mobility Coach",
        "Comment=Reminds you to move",
        "Icon=mobility-coach",
        f"TryExec={sys.executable}",
        f"Exec={sys.executable} --hidden",
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
    ]
    assert start.set_on(is_on=False) == ""
    assert not start.is_on()
    assert not entry.exists()
    assert start.set_on(is_on=False) == ""


def test_the_folder_of_the_environment_is_used(tmp_path: Path) -> None:
    start = XdgAutostart(COMMAND, {"XDG_CONFIG_HOME": str(tmp_path / "elsewhere")}, tmp_path)
    assert start.set_on(is_on=True) == ""
    assert (tmp_path / "elsewhere" / "autostart" / FILE_NAME).is_file()
    relative = XdgAutostart(COMMAND, {"XDG_CONFIG_HOME": "elsewhere"}, tmp_path)
    assert not relative.is_on()


@pytest.mark.parametrize(
    "line",
    ["Hidden=true", "Hidden = TRUE", "X-GNOME-Autostart-enabled=false", "TryExec=/no/such/program", "Exec="],
)
def test_what_somebody_switched_off_is_told_and_can_be_switched_on(
    tmp_path: Path, entry: Path, line: str
) -> None:
    key = line.partition("=")[0].strip()
    lines = ["[Desktop Entry]", "Name=Mein Coach", f"Exec={sys.executable}", "X-Delay=10", ""]
    lines = [each for each in lines if not each.startswith(f"{key}=")]
    put(entry, "\n".join([*lines[:-1], line, "", "[Desktop Action Other]", "Name=Other", "Exec=other", ""]))
    start = xdg(tmp_path)
    assert not start.is_on()
    assert start.set_on(is_on=True) == ""
    assert start.is_on()
    text = entry.read_text(encoding="utf-8")
    assert "Name=Mein Coach\n" in text
    assert "X-Delay=10\n" in text
    assert text.endswith("[Desktop Action Other]\nName=Other\nExec=other\n")
    assert text.count("Exec=") == 3
    assert "Hidden" not in text


def test_a_file_that_holds_more_than_ours_is_switched_off_not_removed(tmp_path: Path, entry: Path) -> None:
    put(entry, f"# mine\n[Desktop Entry]\nExec={sys.executable}\nX-Delay=10\n")
    start = xdg(tmp_path)
    assert start.is_on()
    assert start.set_on(is_on=False) == ""
    assert not start.is_on()
    assert entry.read_text(encoding="utf-8").splitlines() == [
        "# mine",
        "[Desktop Entry]",
        f"Exec={sys.executable}",
        "X-Delay=10",
        "Hidden=true",
    ]


def test_a_link_stays_one(tmp_path: Path, entry: Path) -> None:
    target = tmp_path / "dotfiles" / "coach.desktop"
    target.parent.mkdir()
    entry.parent.mkdir(parents=True)
    entry.symlink_to(target)
    start = xdg(tmp_path)
    assert start.set_on(is_on=False) == ""
    assert start.set_on(is_on=True) == ""
    assert start.is_on()
    assert start.set_on(is_on=False) == ""
    assert entry.is_symlink()
    assert "Hidden=true" in target.read_text(encoding="utf-8")


def test_a_program_that_moved_is_written_anew(tmp_path: Path) -> None:
    old = tmp_path / "old" / "mobility-coach"
    put(old, "#!/bin/sh\n")
    old.chmod(0o755)
    assert xdg(tmp_path, (str(old), "--hidden")).set_on(is_on=True) == ""
    assert xdg(tmp_path).is_on()
    old.unlink()
    start = xdg(tmp_path)
    assert not start.is_on()
    assert start.set_on(is_on=True) == ""
    assert start.is_on()


@pytest.mark.parametrize("text", ["", "nonsense\n", "Exec=sh\n", "[Other]\nExec=sh\n"])
def test_a_file_that_is_no_entry_is_off_and_becomes_one(tmp_path: Path, entry: Path, text: str) -> None:
    put(entry, text)
    start = xdg(tmp_path)
    assert not start.is_on()
    assert start.set_on(is_on=True) == ""
    assert start.is_on()
    kept = [line for line in text.splitlines() if not line.startswith("Exec")]
    assert set(kept) <= set(entry.read_text(encoding="utf-8").splitlines())


def test_bytes_that_are_no_text_are_left_as_they_are(tmp_path: Path, entry: Path) -> None:
    put(entry, "")
    entry.write_bytes(b"\xff\xfe\x00")
    start = xdg(tmp_path)
    assert not start.is_on()
    for wanted in (True, False):
        assert "Move it elsewhere" in start.set_on(is_on=wanted)
    assert entry.read_bytes() == b"\xff\xfe\x00"


def test_a_huge_file_is_left_as_it_is(tmp_path: Path, entry: Path) -> None:
    put(entry, "#" * (MOST_BYTES + 1))
    start = xdg(tmp_path)
    assert not start.is_on()
    assert "too large" in start.set_on(is_on=True)


@pytest.mark.parametrize("name", ["caf\udce9", "\ud800"])
def test_a_program_whose_path_is_no_text_is_refused_in_words(tmp_path: Path, entry: Path, name: str) -> None:
    command = (f"/opt/{name}/mobility-coach", "--hidden")
    for start in (xdg(tmp_path, command), LaunchAgentAutostart(command, tmp_path)):
        problem = start.set_on(is_on=True)
        assert "Rename its folder" in problem
        assert problem.isprintable()
        assert not start.is_on()
    assert not entry.exists()


def test_only_the_end_of_a_line_ends_a_line(tmp_path: Path, entry: Path) -> None:
    odd = "Comment=one\u2028two\x0bthree\x85four"
    put(entry, f"[Desktop Entry]\r\n{odd}\r\nHidden=true\r\n")
    start = xdg(tmp_path)
    assert start.set_on(is_on=True) == ""
    assert start.is_on()
    assert odd in entry.read_text(encoding="utf-8").split("\n")


def test_a_program_in_a_folder_with_an_odd_name_is_found_again(tmp_path: Path) -> None:
    program = tmp_path / "one\u2028two" / "mobility-coach"
    put(program, "")
    program.chmod(0o755)
    start = xdg(tmp_path, (str(program), "--hidden"))
    assert start.set_on(is_on=True) == ""
    assert start.is_on()


def test_a_folder_that_cannot_be_written_is_named_with_the_remedy(tmp_path: Path, entry: Path) -> None:
    class Refusing(FileSystem):
        def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
            if flags & os.O_WRONLY:
                raise PermissionError(13, "Permission denied", str(path))
            return super().open(path, flags, mode)

    problem = xdg(tmp_path, files=Refusing()).set_on(is_on=True)
    assert str(entry) in problem
    assert "permissions" in problem


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path, entry: Path) -> None:
    put(entry.parent, "in the way")
    start = xdg(tmp_path)
    assert not start.is_on()
    assert "in the way" in start.set_on(is_on=True)


@pytest.mark.parametrize(
    ("command", "value"),
    [
        (("coach", "--hidden"), "coach --hidden"),
        (("my coach",), '"my coach"'),
        (("100%",), "100%%"),
        (("",), '""'),
        (('a"b',), '"a\\\\"b"'),
        (("a$b`",), '"a\\\\$b\\\\`"'),
        (("a\\b",), '"a\\\\\\\\b"'),
        (("a\nb",), '"a\\nb"'),
    ],
)
def test_command_lines_are_quoted_as_desktops_read_them(command: tuple[str, ...], value: str) -> None:
    assert exec_value(command) == value


@given(st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc"))), min_size=1, max_size=4))
def test_desktops_read_back_what_was_quoted(command: list[str]) -> None:
    value = exec_value(command)
    assert "\n" not in value
    assert read_exec(value) == command


def read_exec(value: str) -> list[str]:
    """An Exec value taken apart by the rules of the specification."""
    value = value.replace("\\\\", "\\")
    found: list[str] = []
    each, is_quoted, is_there, place = "", False, False, 0
    while place < len(value):
        sign = value[place]
        if is_quoted and sign == "\\":
            place += 1
            each += value[place]
        elif sign == '"':
            is_quoted, is_there = not is_quoted, True
        elif sign == " " and not is_quoted:
            found.append(each)
            each, is_there = "", False
        else:
            each += sign
        place += 1
    if each or is_there:
        found.append(each)
    return [part.replace("%%", "%") for part in found]


@pytest.mark.skipif(shutil.which("gio") is None, reason="needs gio")
def test_a_real_desktop_starts_it_with_the_same_arguments(tmp_path: Path, entry: Path) -> None:
    program = tmp_path / "odd $folder, \"q\" 'p'" / "mobility-coach"
    told = tmp_path / "told"
    put(program, f'#!/bin/sh\nprintf "%s\\n" "$@" > "{told}.new" && mv "{told}.new" "{told}"\n')
    program.chmod(0o755)
    command = (str(program), "--data-dir", "C:\\odd `place`; 100% $HOME", "--hidden")
    start = xdg(tmp_path, command)
    assert start.set_on(is_on=True) == ""
    assert start.is_on()
    subprocess.run(["gio", "launch", str(entry)], check=True, timeout=8, capture_output=True)
    until(told.exists)
    assert told.read_text(encoding="utf-8").splitlines() == list(command[1:])


# --- the command line ---


def test_the_installed_script_is_started(tmp_path: Path) -> None:
    python = tmp_path / "bin" / "python"
    put(python, "")
    assert start_command(python, None, "linux") == (str(python), "-P", "-m", "mobility_coach", "--hidden")
    script = python.with_name("mobility-coach")
    put(script, "")
    script.chmod(0o644)
    assert start_command(python, None, "linux")[1] == "-P"
    script.chmod(0o755)
    assert start_command(python, None, "linux") == (str(script), "--hidden")
    assert start_command(script, None, "linux", is_frozen=True) == (str(script), "--hidden")


def test_the_data_folder_goes_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    command = start_command(Path("/opt/python"), Path("my data"), "linux")
    assert command[-3:] == ("--data-dir", str(tmp_path / "my data"), "--hidden")


def test_windows_opens_no_console(tmp_path: Path) -> None:
    python = tmp_path / "python.exe"
    put(python.with_name("pythonw.exe"), "")
    assert start_command(python, None, "win32")[0] == str(tmp_path / "pythonw.exe")
    python.with_name("pythonw.exe").unlink()
    script = python.with_name("mobility-coach.exe")
    put(script, "")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    assert start_command(python, None, "win32") == (str(script), "--hidden")


def test_each_system_has_its_own_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    registry = {"winreg": FakeWinreg()}
    monkeypatch.setattr(importlib, "import_module", registry.__getitem__)
    for platform in ("linux", "win32", "darwin"):
        start = make_autostart({}, None, platform, tmp_path)
        assert not start.is_on()
        assert start.set_on(is_on=True) == ""
        assert start.is_on() or not start.is_available
    assert (tmp_path / ".config" / "autostart" / FILE_NAME).is_file()
    assert (tmp_path / "Library" / "LaunchAgents" / f"{LABEL}.plist").is_file()
    assert list(registry["winreg"].values) == [(RUN, "Mobility Coach")]


# --- Windows, by a registry that is a table ---


class FakeKey:
    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> str:
        return self.name

    def __exit__(self, *_: object) -> None:
        return


class FakeWinreg:
    """What `winreg` has that we use."""

    HKEY_CURRENT_USER, KEY_SET_VALUE, REG_SZ = 1, 2, 1

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], object] = {}
        self.is_refusing = False

    def OpenKey(self, _hive: int, key: str, _reserved: int = 0, _access: int = 0) -> FakeKey:  # noqa: N802
        if self.is_refusing:
            raise PermissionError(5, "Access is denied")
        return FakeKey(key)

    CreateKey = OpenKey

    def QueryValueEx(self, key: str, name: str) -> tuple[object, int]:  # noqa: N802
        if (key, name) not in self.values:
            raise FileNotFoundError
        return self.values[key, name], 1

    def SetValueEx(self, key: str, name: str, _reserved: int, _kind: int, value: str) -> None:  # noqa: N802
        self.values[key, name] = value

    def DeleteValue(self, key: str, name: str) -> None:  # noqa: N802
        if (key, name) not in self.values:
            raise FileNotFoundError
        del self.values[key, name]


@pytest.fixture
def winreg(monkeypatch: pytest.MonkeyPatch) -> FakeWinreg:
    fake = FakeWinreg()
    monkeypatch.setattr(importlib, "import_module", {"winreg": fake}.__getitem__)
    return fake


def test_the_run_key_is_written_and_removed(winreg: FakeWinreg) -> None:
    start = RunKeyAutostart(("C:\\my coach\\coach.exe", "--hidden"), WindowsRegistry())
    assert not start.is_on()
    assert start.set_on(is_on=True) == ""
    assert start.is_on()
    assert winreg.values == {(RUN, "Mobility Coach"): '"C:\\my coach\\coach.exe" --hidden'}
    assert start.set_on(is_on=False) == ""
    assert start.set_on(is_on=False) == ""
    assert not start.is_on()


def test_what_the_task_manager_switched_off_is_told(winreg: FakeWinreg) -> None:
    start = RunKeyAutostart(("coach.exe",), WindowsRegistry())
    start.set_on(is_on=True)
    winreg.values[APPROVED, "Mobility Coach"] = b"\x02" + bytes(11)
    assert start.is_on()
    winreg.values[APPROVED, "Mobility Coach"] = b"\x03" + bytes(11)
    assert not start.is_on()
    assert start.set_on(is_on=True) == ""
    assert start.is_on()


def test_a_registry_that_refuses_is_told(winreg: FakeWinreg) -> None:
    start = RunKeyAutostart(("coach.exe",), WindowsRegistry())
    winreg.is_refusing = True
    assert not start.is_on()
    problem = start.set_on(is_on=True)
    assert "Access is denied" in problem
    assert "Startup" in problem


# --- macOS, by its files ---


def test_the_launch_agent_is_written_and_removed(tmp_path: Path) -> None:
    start = LaunchAgentAutostart(("/opt/coach", "--hidden"), tmp_path)
    path = tmp_path / "Library" / "LaunchAgents" / f"{LABEL}.plist"
    assert not start.is_on()
    assert start.set_on(is_on=True) == ""
    assert start.is_on()
    agent = plistlib.loads(path.read_bytes())
    assert agent["ProgramArguments"] == ["/opt/coach", "--hidden"]
    path.write_bytes(plistlib.dumps({**agent, "Disabled": True}))
    assert not start.is_on()
    assert start.set_on(is_on=False) == ""
    assert not path.exists()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<?xml",
        b"<plist><dict><key>",
        b"<plist><date>soon</date></plist>",
        b"<plist></dict></plist>",
        b"<plist><integer></integer></plist>",
        b"<?xml version='1.0' encoding='none'?><plist/>",
        b"bplist00\xff\xff",
        plistlib.dumps(["a list"]),
    ],
)
def test_an_odd_launch_agent_is_off(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "Library" / "LaunchAgents" / f"{LABEL}.plist"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    start = LaunchAgentAutostart(("coach",), tmp_path)
    assert not start.is_on()
    assert start.set_on(is_on=True) == ""
    assert start.is_on()


def test_a_launch_agent_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    put(tmp_path / "Library", "in the way")
    start = LaunchAgentAutostart(("coach",), tmp_path)
    assert not start.is_on()
    assert "in the way" in start.set_on(is_on=True)
