"""The player's page, shown in the size of the sketch."""

from collections.abc import Iterator
from contextlib import contextmanager

from pytestqt.qtbot import QtBot

from mobility_coach.ui.look import Look
from mobility_coach.ui.player.player_page import PlayerPage


@contextmanager
def shown_player_page(qtbot: QtBot, look: Look) -> Iterator[PlayerPage]:
    """The page, active; its session is ended at the end."""
    page = PlayerPage(look)
    qtbot.addWidget(page)
    page.resize(1120, 760)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    yield page
    page.leave()
