"""Whether what understands spoken commands is installed, and the line to type where it is not."""

import importlib.metadata
import importlib.util
from pathlib import Path

from mobility_coach.adapters.machine.system_packages import pip_line

PACKAGE = "pocketsphinx"
EXTRA = "mobility-coach[voice]"

_CHECKOUT = Path(__file__).resolve().parents[3] / "pyproject.toml"


def voice_line(checkout: Path = _CHECKOUT) -> str:
    """The line that adds the recogniser to the Python that runs this; empty where it is there.

    Args:
        checkout: a file that is there where the program runs from its sources; no extras then.
    """
    importlib.invalidate_caches()  # it may just have been installed
    if importlib.util.find_spec(PACKAGE) is not None:
        return ""
    return pip_line(PACKAGE if checkout.is_file() else EXTRA, checkout.parent)


def recogniser_version() -> str:
    """What is installed ("pocketsphinx 5.1.1"), or empty."""
    try:
        return f"{PACKAGE} {importlib.metadata.version(PACKAGE)}"
    except importlib.metadata.PackageNotFoundError:
        return ""
