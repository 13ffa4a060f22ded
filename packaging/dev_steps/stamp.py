"""The stamp, by which a second run knows that there is nothing to do."""

import hashlib
import json
from typing import Any, NamedTuple

from dev_steps.package_names import GROUPS
from dev_steps.project import PROFILES, VERSION, Project


class Stamp(NamedTuple):
    """What the last setup made."""

    key: str
    root: str
    profile: str
    looked: float
    missing: dict[str, str]


def is_ready(project: Project, stamp: Stamp | None, profile: str) -> bool:
    """Whether the last setup is still good for a profile."""
    return (
        stamp is not None
        and stamp.key == fingerprint(project)
        and stamp.root == str(project.root)
        and stamp.profile in PROFILES[PROFILES.index(profile) :]
        and project.python.exists()
        and not project.unfinished.exists()
    )


def fingerprint(project: Project) -> str:
    """Changes with everything that the setup depends on."""
    digest = hashlib.sha256(VERSION.encode())
    packaging = project.root / "packaging"
    files = [
        project.root / "pyproject.toml",
        packaging / "dev.py",
        *sorted((packaging / "dev_steps").glob("*.py")),
        *(project.lock(name) for name in (*PROFILES, "speech")),
    ]
    for file in files:
        digest.update(file.name.encode())
        digest.update(hashlib.sha256(file.read_bytes() if file.exists() else b"").digest())
    return digest.hexdigest()


def read_stamp(project: Project) -> Stamp | None:
    """The stamp, or None when there is none that can be read."""
    try:
        data: Any = json.loads(project.stamp.read_text(encoding="utf-8"))
        missing = {str(group): str(reason) for group, reason in data["missing"].items() if group in GROUPS}
        return Stamp(
            str(data["key"]), str(data["root"]), str(data["profile"]), float(data["looked"]), missing
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_stamp(project: Project, stamp: Stamp) -> None:
    """Write the stamp, whole or not at all."""
    temporary = project.stamp.with_suffix(".tmp")
    temporary.write_text(json.dumps(stamp._asdict(), indent=1) + "\n", encoding="utf-8")
    temporary.replace(project.stamp)
