"""Who goes along with a session on this machine."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from mobility_coach.adapters.desktop.awake import make_awake
from mobility_coach.adapters.machine.aside_thread import AsideThread
from mobility_coach.bootstrap.others import others_companions
from mobility_coach.services.remote.awake import Awake
from mobility_coach.services.session.companions import AccompaniedPlayer, Companion, Listener

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mobility_coach.bootstrap.workshop import Workshop
    from mobility_coach.services.session.player import Player
    from mobility_coach.services.ui_ports import PlayerPort


def accompanied(player: Player, workshop: Workshop) -> PlayerPort:
    """The player with all that go along with it by the settings of now."""
    return AccompaniedPlayer(player, _companions(workshop), _listener(workshop))


def _companions(workshop: Workshop) -> list[Companion]:
    return [*_remotes(), *others_companions(workshop.book.settings, workshop.folders), _awake()]


def _remotes() -> Iterator[Companion]:
    """Media keys, headsets and whoever else speaks MPRIS."""
    if sys.platform.startswith("linux"):
        from mobility_coach.adapters.desktop.bus import Bus  # noqa: PLC0415 - other systems have no bus
        from mobility_coach.adapters.desktop.media_remote import BusRemote  # noqa: PLC0415 - likewise
        from mobility_coach.services.remote.media_remote import MediaRemote  # noqa: PLC0415 - likewise

        yield MediaRemote(BusRemote(Bus()), time.monotonic)


def _awake() -> Companion:
    return Awake(AsideThread(make_awake(), "awake"), time.monotonic)


def _listener(workshop: Workshop) -> Listener | None:
    """The ear, where the person wants one; what it lacks it says itself."""
    if not workshop.book.settings.voice_commands:
        return None
    from mobility_coach.adapters.voice.ear_process import EarProcess  # noqa: PLC0415 - for those who want it
    from mobility_coach.bootstrap.hearing import confirm_heard  # noqa: PLC0415 - likewise
    from mobility_coach.services.voice.ear import Ear  # noqa: PLC0415 - likewise

    port = EarProcess(workshop.book.settings.microphone, time.monotonic)
    return Ear(port, workshop.sound.sink(), time.monotonic, lambda: confirm_heard(workshop))
