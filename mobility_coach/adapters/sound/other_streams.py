"""The streams of other programs on PulseAudio, and on PipeWire, which speaks its language.

Calls wait for the server, which libpulse gives up after half a minute: they belong on a thread of their own.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mobility_coach.services.remote.lowered_streams import MOST_CHANNELS, Stream, StreamRefused, Volume

CLIENT = "Mobility Coach volumes"

NO_CLIENT = 0xFFFF_FFFF
"""Such a stream is part of the server: an echo canceller or equaliser, which the coach goes through, too."""

LEFT_ROLES = frozenset({"a11y", "phone", "filter"})
"""Screen readers and calls are never lowered."""

SCREEN_READER_PROGRAMS = "sd_"
"""Speech Dispatcher's modules begin with this; not all of them name their role."""

MOST_PARENTS = 16
MOST_DIGITS = 10
LONGEST_NAME = 300


class PulseStreams:
    """Implements `lowered_streams.SoundServer`; for one thread.

    Args:
        is_own: whether the process with this number is part of the coach.
    """

    def __init__(self, is_own: Callable[[int], bool] | None = None) -> None:
        self._is_own = is_own or is_of_our_tree
        self._connection: Any = None

    def streams(self) -> tuple[Stream, ...]:
        """The streams of other programs whose volume may be changed."""
        listed = self._ask(lambda pulse: pulse.sink_input_list())
        return tuple(_stream(each) for each in listed if self._is_to_lower(each))

    def set_volume(self, number: int, volume: Volume) -> None:
        """Make a stream so loud. Raises `StreamRefused`."""
        self._try(lambda pulse: pulse.sink_input_volume_set(number, _volume_of(volume)))

    def remembered(self, name: str) -> Volume | None:
        """How loud the next stream of this name will begin; None where nothing remembers that."""
        entry = self._entry(name)
        return None if entry is None else tuple(entry.volume.values)

    def remember(self, name: str, volume: Volume) -> None:
        """Have the next stream of this name begin so loud. Raises `StreamRefused`."""
        entry = self._entry(name)
        if entry is not None:
            entry.volume = _volume_of(volume)
            self._try(lambda pulse: pulse.stream_restore_write(entry, mode="replace"))

    def close(self) -> None:
        """Let go of the connection; the next call makes a new one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def server_name(self) -> str:
        """What the server calls itself. Raises OSError where there is none."""
        return str(self._ask(lambda pulse: pulse.server_info().server_name))[:LONGEST_NAME]

    def _entry(self, name: str) -> Any:  # noqa: ANN401 - pulsectl names no types
        try:
            entries = self._try(lambda pulse: pulse.stream_restore_list())
        except StreamRefused:  # a server without that memory
            return None
        return next((entry for entry in entries if entry.name == name), None)

    def _is_to_lower(self, each: Any) -> bool:  # noqa: ANN401 - as above
        told = each.proplist
        number = told.get("application.process.id", "")
        return (
            each.client != NO_CLIENT
            and told.get("media.role", "").lower() not in LEFT_ROLES
            and "node.link-group" not in told
            and not told.get("application.process.binary", "").startswith(SCREEN_READER_PROGRAMS)
            and not (number.isdecimal() and len(number) <= MOST_DIGITS and self._is_own(int(number)))
        )

    def _ask(self, question: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - as above
        """What the server answers; a refusal is as good as no server here."""
        try:
            return self._try(question)
        except StreamRefused as error:
            raise OSError(str(error)) from error

    def _try(self, order: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - as above
        """Raises OSError where there is no server, StreamRefused where it says no."""
        pulse = self._connected()
        import pulsectl  # noqa: PLC0415 - it is here once there is a connection

        try:
            return order(pulse)
        except (pulsectl.PulseError, pulsectl.PulseDisconnected) as error:
            if pulse.connected:
                raise StreamRefused(str(error)) from error
            self.close()
            raise OSError(f"the sound server has gone: {error!r}") from error

    def _connected(self) -> Any:  # noqa: ANN401 - as above
        if self._connection is None:
            try:
                self._connection = _connect()
            except ImportError as error:
                raise OSError("pulsectl is not installed") from error
        return self._connection


def _connect() -> Any:  # noqa: ANN401 - as above
    """A connection to the server that runs. Raises OSError where there is none, or no libpulse."""
    import pulsectl  # noqa: PLC0415 - looks for its library for a tenth of a second: for those who want it

    pulse = pulsectl.Pulse(CLIENT, connect=False)
    try:
        pulse.connect(autospawn=False)
    except pulsectl.PulseError as error:
        pulse.close()
        raise OSError(str(error)) from error
    return pulse


def _stream(each: Any) -> Stream:  # noqa: ANN401 - as above
    told = each.proplist
    name = told.get("module-stream-restore.id") or told.get("application.name") or str(each.name)
    return Stream(
        each.index,
        name[:LONGEST_NAME],
        tuple(each.volume.values[:MOST_CHANNELS]),
        is_playing=not (each.corked or each.mute),
    )


def _volume_of(volume: Volume) -> Any:  # noqa: ANN401 - as above
    import pulsectl  # noqa: PLC0415 - as above

    return pulsectl.PulseVolumeInfo(list(volume))


def is_of_our_tree(process: int) -> bool:
    """Whether a process is this one, or a child of its children."""
    for _ in range(MOST_PARENTS):
        if process == os.getpid():
            return True
        try:
            told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return False
        # Behind the name, which may hold anything, come the state and the parent.
        parent = told.rpartition(")")[2].split()[1:2]
        process = int(parent[0]) if parent and parent[0].isdecimal() else 0
        if not process:
            return False
    return False
