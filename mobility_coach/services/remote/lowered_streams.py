"""Which streams of other programs are low, how low, and how each gets back to where it was.

A stream that the person sets anew meanwhile stays as they set it. A sound server remembers how loud a program
was and starts its next stream like that; so a stream that ends while it is low leaves its volume to the next
one, or to that memory. What is low is noted down before, so that a crash leaves nobody's film quiet for ever.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

_log = logging.getLogger(__name__)

Volume = tuple[float, ...]
"""Of each channel: 1 is the stream at its full loudness. Half of it sounds about a quarter as loud."""

FACTORS = (1.0, 0.85, 0.7, 0.56)
"""The steps down. The last one is 15 dB lower, which sounds about a third as loud."""

STEP_SECONDS = 0.06
WATCH_SECONDS = 0.5
"""So often it is looked, while all is low, for streams that have begun meanwhile."""

MOST_STREAMS = 64
MOST_CHANNELS = 32
SAME = 1e-4
"""Sound servers round volumes to steps of 1/65536."""


@dataclass(frozen=True, slots=True)
class Stream:
    """What one program plays.

    Attributes:
        number: the server's own, for as long as the stream lasts.
        name: what its volume is remembered by.
        volume: how loud it is.
        is_playing: whether anything comes of it now.
    """

    number: int
    name: str
    volume: Volume
    is_playing: bool = True


@dataclass(frozen=True, slots=True)
class LoweredStream:
    """A stream that is low, and how loud it was."""

    number: int
    name: str
    was: Volume


class StreamRefused(Exception):
    """A stream is gone, or its volume can't be set."""


class SoundServer(Protocol):
    """Where all programs play. Each call may raise OSError: then there is no server to ask now."""

    def streams(self) -> tuple[Stream, ...]:
        """The streams of other programs whose volume may be changed."""
        ...

    def set_volume(self, number: int, volume: Volume) -> None:
        """Make a stream so loud. Raises `StreamRefused`."""
        ...

    def remembered(self, name: str) -> Volume | None:
        """How loud the next stream of this name will begin; None where nothing remembers that."""
        ...

    def remember(self, name: str, volume: Volume) -> None:
        """Have the next stream of this name begin so loud. Raises `StreamRefused`."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


class LoweredNote(Protocol):
    """Keeps what is low across a crash. Nothing in it raises."""

    def recall(self) -> tuple[LoweredStream, ...]:
        """What was kept last."""
        ...

    def keep(self, streams: tuple[LoweredStream, ...]) -> None:
        """Keep this in the place of what was kept."""
        ...


class LoweredStreams:
    """Implements `aside.Pursuit`: the others are wanted low, or as they were."""

    def __init__(self, server: SoundServer, note: LoweredNote) -> None:
        self._server = server
        self._note = note
        self._noted: tuple[LoweredStream, ...] | None = None
        self._low: dict[int, LoweredStream] = {}
        self._left_alone: set[int] = set()
        self._step = 0

    def pursue(self, *, wanted: bool) -> float | None:
        """See `Pursuit.pursue`. Where the server is gone its streams are, too: then nothing is left to do."""
        try:
            if self._noted is None:
                self._give_back_what_was_left()
            return self._lower() if wanted else self._raise()
        except OSError as error:
            _log.info("Other sound is left as it is: %s", error)
            self._left_alone.clear()
            self._server.close()
            return None

    def close(self) -> None:
        """Let go of the server."""
        self._server.close()

    def _lower(self) -> float:
        streams = self._known_streams()
        self._step = min(self._step + 1, len(FACTORS) - 1)
        for stream in streams.values():
            if stream.is_playing and stream.number not in self._left_alone and len(self._low) < MOST_STREAMS:
                self._low.setdefault(stream.number, LoweredStream(stream.number, stream.name, stream.volume))
        self._keep(tuple(self._low.values()))
        self._set(streams)
        return STEP_SECONDS if self._step < len(FACTORS) - 1 else WATCH_SECONDS

    def _raise(self) -> float | None:
        if not self._low:
            self._step = 0
            return None
        streams = self._known_streams()
        self._step = max(self._step - 1, 0)
        self._set(streams)
        if self._step:
            return STEP_SECONDS
        self._low.clear()
        self._keep(())
        return None

    def _known_streams(self) -> dict[int, Stream]:
        """All streams by number; those that are gone, or were set by the person, are low no more."""
        streams = {stream.number: stream for stream in self._server.streams()}
        for low in tuple(self._low.values()):
            stream = streams.get(low.number)
            if stream is None or stream.name != low.name:
                del self._low[low.number]
                self._pass_on(low, streams)
            elif not _is_same(stream.volume, self._volume_of(low)):
                del self._low[low.number]
                self._left_alone.add(low.number)
        return streams

    def _pass_on(self, gone: LoweredStream, streams: dict[int, Stream]) -> None:
        """Let the next stream of the same program become as loud as the one was that is gone."""
        now = self._volume_of(gone)
        for stream in streams.values():
            if stream.name == gone.name and stream.number not in self._low and _is_same(stream.volume, now):
                self._low[stream.number] = replace(gone, number=stream.number)
                return
        self._mend_memory(gone, lambda volume: _is_same(volume, now))

    def _set(self, streams: dict[int, Stream]) -> None:
        for low in tuple(self._low.values()):
            volume = self._volume_of(low)
            if _is_same(volume, streams[low.number].volume):
                continue
            try:
                self._server.set_volume(low.number, volume)
            except StreamRefused as error:
                _log.debug("A stream of %.60r stays as it is: %s", low.name, error)
                del self._low[low.number]
                self._left_alone.add(low.number)

    def _volume_of(self, low: LoweredStream) -> Volume:
        """How loud it is at the present step."""
        return _times(low.was, FACTORS[self._step])

    def _keep(self, streams: tuple[LoweredStream, ...]) -> None:
        if streams != self._noted:
            self._noted = streams
            self._note.keep(streams)

    def _give_back_what_was_left(self) -> None:
        """Raise what a coach that crashed has left low, and is still as it left it."""
        left = self._note.recall()
        streams = self._server.streams() if left else ()
        for low in left:
            for stream in streams:
                if stream.name == low.name and _is_low(stream.volume, low.was):
                    self._try_to(lambda each=stream, old=low: self._server.set_volume(each.number, old.was))  # type: ignore[misc]
            self._mend_memory(low, lambda volume, was=low.was: _is_low(volume, was))  # type: ignore[misc]
        self._noted = left
        self._keep(())

    def _mend_memory(self, low: LoweredStream, is_ours: Callable[[Volume], bool]) -> None:
        remembered = self._server.remembered(low.name)
        if remembered is not None and is_ours(remembered):
            self._try_to(lambda: self._server.remember(low.name, low.was))

    def _try_to(self, give_back: Callable[[], None]) -> None:
        try:
            give_back()
        except StreamRefused as error:
            _log.info("A stream could not be given back its volume: %s", error)


def _times(volume: Volume, factor: float) -> Volume:
    return tuple(each * factor for each in volume)


def _is_same(volume: Volume, other: Volume) -> bool:
    return len(volume) == len(other) and all(
        abs(each - its) <= SAME for each, its in zip(volume, other, strict=True)
    )


def _is_low(volume: Volume, was: Volume) -> bool:
    """Whether a volume is `was`, lowered by any of the steps."""
    return any(_is_same(volume, _times(was, factor)) for factor in FACTORS[1:])
