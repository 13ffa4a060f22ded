"""What holds for every test: no screen, no trace on the person's own data, repeatable properties."""

import gc
import importlib.abc
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from itertools import count
from pathlib import Path
from types import ModuleType

import hypothesis
import pytest

# The tests start some hundred programs: without this, where the environment forbids it, each compiles anew
# all that it imports, and each worker all tests.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Qt chooses its platform when it is imported, which pytest-qt does after this file is read.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

WITHOUT_QT = "MOBILITY_COACH_TESTS_WITHOUT_QT"
"""Set in the environment, this hides Qt and the machine's libraries, as if they were not installed."""

HIDDEN = frozenset({"PySide6", "shiboken6", "sounddevice", "soundfile", "pyttsx3", "platformdirs"})


class _Hidden(importlib.abc.MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in HIDDEN:
            raise ModuleNotFoundError(f"{fullname} is hidden from this run", name=fullname)
        return None


if os.environ.get(WITHOUT_QT):
    sys.meta_path.insert(0, _Hidden())

hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.load_profile("default")

LONGEST = "test_without_qt.py"
"""It takes a minute; were it begun last, all workers but one would have nothing to do."""


@pytest.hookimpl(trylast=True)  # once hypothesis has marked its own
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first. What inputs by chance happen to reach is not what is covered: it isn't traced."""
    for item in items:
        if item.get_closest_marker("hypothesis"):
            item.add_marker(pytest.mark.no_cover)
    items.sort(key=lambda item: item.path.name != LONGEST)


def pytest_collection_finish() -> None:
    """What was imported stays: neither the collector nor the guards of the windows look at it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def new_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Names of folders, each for once. (To find one, pytest itself reads through all there are.)"""
    base = tmp_path_factory.mktemp("coach")
    return (base / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_folders(new_folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of the test's own and no message bus, so that nothing of the person's is touched or asked."""
    folder = next(new_folders)
    folder.mkdir()
    monkeypatch.setenv("MOBILITY_COACH_DATA_DIR", str(folder))
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={folder / 'no-bus'}")
    return folder
