"""Where the coach keeps its files."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mobility_coach.adapters.store.storage import FileSystem, write_file

ENVIRONMENT_VARIABLE = "MOBILITY_COACH_DATA_DIR"
_NAME = "mobility-coach"
_DEVICE = re.compile(rb"[a-z0-9-]{1,64}")


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders; none of them need exist yet.

    Attributes:
        data: what must not be lost: practice, breaks, settings, own drills, backups.
        cache: what can be made again.
        state: what belongs to this machine alone.
        logs: the program's own log.
    """

    data: Path
    cache: Path
    state: Path
    logs: Path

    @property
    def practice(self) -> Path:
        """The practice log, one file per device."""
        return self.data / "practice"

    @property
    def breaks(self) -> Path:
        """The log of breaks, one file per device."""
        return self.data / "breaks"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.data / "settings.json"

    @property
    def drills(self) -> Path:
        """The person's own drills."""
        return self.data / "drills"

    @property
    def backups(self) -> Path:
        """Copies of the above, from day to day."""
        return self.data / "backups"

    @property
    def clips(self) -> Path:
        """Rendered phrases."""
        return self.cache / "clips"


def find_folders(data_dir: Path | None, environ: Mapping[str, str]) -> Folders:
    """The folders of the system, or all of them under one.

    Args:
        data_dir: what the person chose on the command line; goes before the environment variable.
        environ: the environment.
    """
    chosen = data_dir or _path_or_none(environ.get(ENVIRONMENT_VARIABLE, ""))
    if chosen is not None:
        root = Path(os.path.abspath(os.path.expanduser(chosen)))  # noqa: PTH100, PTH111 - keeps symbolic links
        return Folders(root, root / "cache", root / "state", root / "logs")
    from platformdirs import PlatformDirs  # noqa: PLC0415 - not needed where the folder is given

    system = PlatformDirs(_NAME, appauthor=False)
    return Folders(
        system.user_data_path, system.user_cache_path, system.user_state_path, system.user_log_path
    )


def device_name(state: Path, host: str = "", files: FileSystem | None = None) -> str:
    """A name for this device that no other has, the same at each start: its host's name and random digits.

    Kept per host, so that one folder for all (a stick, a synced folder) gives each machine its own log.
    Where it can't be kept it is new at each start, which costs nothing but one more file.
    """
    import socket  # noqa: PLC0415  # the window's first paint needs folders, but no name

    files = files or FileSystem()
    plain = re.sub(r"[^a-z0-9]+", "-", (host or socket.gethostname()).lower()).strip("-")[:40] or "device"
    path = state / f"device-{plain}"
    try:
        known = files.read(path, 100).strip()
        if _DEVICE.fullmatch(known):
            return known.decode()
    except OSError:
        pass
    name = f"{plain}-{os.urandom(4).hex()}"
    try:
        write_file(files, path, name.encode() + b"\n")
    except OSError:
        return name
    return name


def _path_or_none(text: str) -> Path | None:
    return Path(text) if text.strip() else None
