"""Every text that people see or hear passes here, so that one catalogue translates the program."""

import gettext

_catalogues: list[gettext.NullTranslations] = [gettext.NullTranslations()]


def install_catalogue(catalogue: gettext.NullTranslations) -> None:
    """Use `catalogue` from now on; called once, at the start."""
    _catalogues[0] = catalogue


def tr(text: str) -> str:
    """`text` in the language of the catalogue, or as written where it has none."""
    return _catalogues[0].gettext(text)


def ntr(singular: str, plural: str, count: int) -> str:
    """The form for `count`, with ``{count}`` filled in."""
    return _catalogues[0].ngettext(singular, plural, count).format(count=count)
