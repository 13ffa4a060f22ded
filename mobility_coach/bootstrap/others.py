"""What becomes of music and films while a session runs, on this machine."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from mobility_coach.adapters.machine.aside_thread import AsideThread
from mobility_coach.adapters.store.lowered_file import FILE_NAME, LoweredFile
from mobility_coach.services.settings import OtherPlayers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mobility_coach.adapters.desktop.other_probes import OthersSubject
    from mobility_coach.adapters.store.folders import Folders
    from mobility_coach.services.session.companions import Companion
    from mobility_coach.services.settings import Settings


def others_companions(settings: Settings, folders: Folders) -> Iterator[Companion]:
    """Who pauses or lowers the others, where the settings ask for it and the system can."""
    if not _is_possible():
        return
    if settings.other_players is OtherPlayers.PAUSE:
        yield _pausing()
    if settings.other_players is OtherPlayers.LOWER:
        yield _lowering(folders)
    else:
        give_back_sound(folders)


def give_back_sound(folders: Folders) -> None:
    """Raise what a coach that crashed has left low; looks for one small file, and returns at once."""
    if _is_possible() and LoweredFile(folders.state / FILE_NAME).is_there:
        aside = _lowering_thread(folders)
        aside.want(wanted=False)
        aside.finish()


def others_subject() -> OthersSubject | None:
    """What the doctor looks at, once, with connections of its own."""
    from mobility_coach.adapters.desktop.bus import Bus  # noqa: PLC0415 - for those who ask
    from mobility_coach.adapters.desktop.media_players import BusMediaPlayers  # noqa: PLC0415 - likewise
    from mobility_coach.adapters.desktop.other_probes import OthersSubject  # noqa: PLC0415 - likewise
    from mobility_coach.adapters.sound.other_streams import PulseStreams  # noqa: PLC0415 - likewise

    if not _is_possible():
        return None

    def players() -> tuple[str, ...] | None:
        bus = Bus()
        try:
            return BusMediaPlayers(bus).names() if bus.is_reachable() else None
        finally:
            bus.close()

    def sound_server() -> str:
        streams = PulseStreams()
        try:
            return streams.server_name()
        finally:
            streams.close()

    return OthersSubject(players, sound_server)


def _is_possible() -> bool:
    return sys.platform.startswith("linux")


def _pausing() -> Companion:
    from mobility_coach.adapters.desktop.bus import Bus  # noqa: PLC0415 - for those who want it
    from mobility_coach.adapters.desktop.media_players import BusMediaPlayers  # noqa: PLC0415 - likewise
    from mobility_coach.services.remote.other_players import (  # noqa: PLC0415 - likewise
        PausedPlayers,
        PlayersPaused,
    )

    pursuit = PausedPlayers(BusMediaPlayers(Bus()))
    return PlayersPaused(AsideThread(pursuit, "pausing other players"))


def _lowering(folders: Folders) -> Companion:
    from mobility_coach.services.remote.other_sound import SoundLowered  # noqa: PLC0415 - likewise

    return SoundLowered(_lowering_thread(folders), time.monotonic)


def _lowering_thread(folders: Folders) -> AsideThread:
    from mobility_coach.adapters.sound.other_streams import PulseStreams  # noqa: PLC0415 - likewise
    from mobility_coach.services.remote.lowered_streams import LoweredStreams  # noqa: PLC0415 - likewise

    note = LoweredFile(folders.state / FILE_NAME)
    return AsideThread(LoweredStreams(PulseStreams(), note), "lowering other sound")
