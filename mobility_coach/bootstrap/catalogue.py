"""Loads the translation of all texts, where there is one for the person's language."""

import gettext
import struct
from pathlib import Path

from mobility_coach.domain.wording import install_catalogue

DOMAIN = "mobility_coach"


def load_catalogue(folder: Path) -> None:
    """Use the catalogue for the environment's language: ``folder/LANGUAGE/LC_MESSAGES/mobility_coach.mo``.

    Without one, or with a damaged one, texts stay English.
    """
    try:
        install_catalogue(gettext.translation(DOMAIN, folder, fallback=True))
    except (OSError, ValueError, struct.error):
        install_catalogue(gettext.NullTranslations())
