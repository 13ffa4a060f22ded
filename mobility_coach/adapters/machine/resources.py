"""Where the program's own files are: drills, schema, icons, sounds."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[2]


def resources_folder() -> Path:
    """The folder `resources`, from a checkout, an installed wheel or a frozen bundle.

    Raises:
        FileNotFoundError: the installation is incomplete; the message says what to do.
    """
    bundle = getattr(sys, "_MEIPASS", None)  # set by PyInstaller
    return find_resources(_PACKAGE, Path(bundle) if bundle else None)


def find_resources(package: Path, bundle: Path | None) -> Path:
    """The folder in the bundle, in the package (wheel) or beside the package (checkout)."""
    places = [package / "resources", package.parent / "resources"]
    if bundle:
        places = [bundle / package.name / "resources", bundle / "resources", *places]
    for place in places:
        # A folder of the same name may belong to somebody else; ours has drills and their schema.
        if (place / "drills").is_dir() and (place / "schema" / "drill.schema.json").is_file():
            return place
    looked = ", ".join(str(place) for place in places)
    raise FileNotFoundError(f"The program's resources are missing (looked in {looked}). Install it again.")
