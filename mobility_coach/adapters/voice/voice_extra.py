"""Whether what understands spoken commands is installed, and the line to type where it is not."""

import importlib.metadata
import importlib.util

from mobility_coach.adapters.machine.system_packages import extra_line

PACKAGE = "pocketsphinx"
EXTRA = "voice"


def voice_line() -> str:
    """The line that adds the recogniser to the Python that runs this; empty where it is there."""
    importlib.invalidate_caches()  # it may just have been installed
    if importlib.util.find_spec(PACKAGE) is not None:
        return ""
    return extra_line(EXTRA)


def recogniser_version() -> str:
    """What is installed ("pocketsphinx 5.1.1"), or empty."""
    try:
        return f"{PACKAGE} {importlib.metadata.version(PACKAGE)}"
    except importlib.metadata.PackageNotFoundError:
        return ""
