import errno
import os
from pathlib import Path

import pytest

from mobility_coach.adapters.store.folders import ENVIRONMENT_VARIABLE, device_name, find_folders
from mobility_coach.adapters.store.storage import FileSystem


def test_one_folder_for_all(tmp_path: Path) -> None:
    folders = find_folders(tmp_path / "mine", {ENVIRONMENT_VARIABLE: "/elsewhere"})
    assert folders.data == tmp_path / "mine"
    for folder in (
        folders.cache,
        folders.state,
        folders.logs,
        folders.practice,
        folders.breaks,
        folders.drills,
        folders.clips,
    ):
        assert folder.is_relative_to(tmp_path / "mine")
    assert folders.settings == tmp_path / "mine" / "settings.json"
    assert folders.backups == tmp_path / "mine" / "backups"
    assert not folders.data.exists()


def test_the_environment_variable(tmp_path: Path) -> None:
    folders = find_folders(None, {ENVIRONMENT_VARIABLE: str(tmp_path)})
    assert (folders.data, folders.cache) == (tmp_path, tmp_path / "cache")


@pytest.mark.parametrize("environ", [{}, {ENVIRONMENT_VARIABLE: ""}, {ENVIRONMENT_VARIABLE: "  "}])
def test_the_systems_folders(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    folders = find_folders(None, environ)
    places = {folders.data, folders.cache, folders.logs}
    assert len(places) == 3
    assert all("mobility-coach" in str(place) for place in places)
    assert folders.data.is_absolute()


def test_a_relative_folder_and_a_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert find_folders(Path("here"), {}).data == tmp_path / "here"
    assert find_folders(None, {ENVIRONMENT_VARIABLE: "~/coach"}).data == tmp_path / "home" / "coach"


def test_a_device_keeps_its_name(tmp_path: Path) -> None:
    name = device_name(tmp_path / "state", "Anna's Laptop.local")
    assert name.startswith("anna-s-laptop-local-")
    assert device_name(tmp_path / "state", "Anna's Laptop.local") == name


def test_two_hosts_in_one_folder_have_two_names(tmp_path: Path) -> None:
    assert device_name(tmp_path, "desk") != device_name(tmp_path, "pad")
    assert device_name(tmp_path / "a", "desk") != device_name(tmp_path / "b", "desk")


@pytest.mark.parametrize("host", ["日本", "../../etc", "x" * 300, "-"])
def test_odd_host_names_are_safe_in_a_file_name(tmp_path: Path, host: str) -> None:
    name = device_name(tmp_path, host)
    assert name.replace("-", "").isalnum()
    assert name.isascii()
    assert len(name) <= 64
    assert device_name(tmp_path, host) == name


def test_this_host_has_a_name(tmp_path: Path) -> None:
    assert device_name(tmp_path) == device_name(tmp_path)


@pytest.mark.parametrize("content", [b"", b"../up", b"a b", b"\xff", b"x" * 200])
def test_a_damaged_name_is_made_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "device-desk").write_bytes(content)
    name = device_name(tmp_path, "desk")
    assert name.startswith("desk-")
    assert device_name(tmp_path, "desk") == name


def test_a_name_that_cannot_be_kept(tmp_path: Path) -> None:
    class ReadOnly(FileSystem):
        def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    assert device_name(tmp_path, "desk", ReadOnly()).startswith("desk-")
    assert list(tmp_path.iterdir()) == []
