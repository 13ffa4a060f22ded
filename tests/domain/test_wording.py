"""One catalogue translates every text."""

import gettext
from collections.abc import Iterator

import pytest

from mobility_coach.domain.drill import Side
from mobility_coach.domain.mirror import fill_sides
from mobility_coach.domain.wording import install_catalogue, ntr, tr


class German(gettext.NullTranslations):
    """A catalogue of three entries."""

    def gettext(self, message: str) -> str:
        return {"left": "links", "right": "rechts"}.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return {"{count} day": "{count} Tag", "{count} days": "{count} Tage"}[msgid1 if n == 1 else msgid2]


@pytest.fixture
def _german() -> Iterator[None]:
    install_catalogue(German())
    yield
    install_catalogue(gettext.NullTranslations())


def test_without_a_catalogue_a_text_is_as_written() -> None:
    assert tr("left") == "left"
    assert tr("") == ""
    assert [ntr("{count} day", "{count} days", count) for count in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


@pytest.mark.usefixtures("_german")
def test_with_a_catalogue_it_is_translated() -> None:
    assert tr("left") == "links"
    assert tr("not known") == "not known"
    assert [ntr("{count} day", "{count} days", count) for count in (1, 2)] == ["1 Tag", "2 Tage"]


@pytest.mark.usefixtures("_german")
def test_sides_are_filled_in_in_its_language() -> None:
    assert fill_sides("{Side} {other}", Side.RIGHT) == "Rechts links"
