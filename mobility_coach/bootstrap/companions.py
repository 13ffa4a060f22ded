"""Who goes along with a session on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mobility_coach.bootstrap.others import others_companions
from mobility_coach.services.session.companions import AccompaniedPlayer, Companion

if TYPE_CHECKING:
    from mobility_coach.bootstrap.workshop import Workshop
    from mobility_coach.services.session.player import Player
    from mobility_coach.services.ui_ports import PlayerPort


def accompanied(player: Player, workshop: Workshop) -> PlayerPort:
    """The player with all that go along with it by the settings of now."""
    return AccompaniedPlayer(player, _companions(workshop))


def _companions(workshop: Workshop) -> list[Companion]:
    return [*others_companions(workshop.book.settings, workshop.folders)]
