"""What the services need from the machine. Adapters make these real, tests make them simple."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from mobility_coach.domain.practice import PracticeRecord

if TYPE_CHECKING:  # numpy costs 170 ms and is not needed to know a type
    import numpy as np
    from numpy.typing import NDArray

    Block = NDArray[np.float32]


class FrameSource(Protocol):
    """Something that can be heard: a pure function of the position. Called on the sound's own thread."""

    @property
    def stop(self) -> int:
        """The first frame that is no longer heard; the sink plays up to it and ends."""
        ...

    def render(self, start: int, count: int) -> "Block":
        """`count` frames from `start` on: mono float32 in -1 … 1, shape (count,); silence outside."""
        ...


@dataclass(frozen=True, slots=True)
class SinkStatus:
    """How the sound is doing. `problem` is plain text with what to do next, or empty."""

    audible: bool
    device: str
    problem: str
    underruns: int


class AudioSink(Protocol):
    """Where frames go. The position that it tells is the session's one clock.

    All methods are called from one thread and return within 50 ms.
    """

    def play(self, source: FrameSource, start: int) -> None:
        """Play `source` from `start` on, instead of what plays. A missing device is told by `status`."""
        ...

    def replace(self, source: FrameSource) -> bool:
        """Go on with another source from the next unwritten frame on. False where nothing plays."""
        ...

    def written(self) -> int:
        """The next frame that would be asked of the source: what lies before can no longer be changed."""
        ...

    def halt(self) -> int:
        """Silence at once. Returns the frame heard last; nothing is asked of the source afterwards."""
        ...

    def position(self) -> int:
        """The frame that is heard now; ``source.stop`` once the end was heard; the last one when halted."""
        ...

    @property
    def is_playing(self) -> bool:
        """Whether the position still moves: from `play` until `halt` or until the source's end was heard."""
        ...

    def status(self) -> SinkStatus:
        """How the sound is doing now."""
        ...

    def close(self) -> None:
        """Let go of the device."""
        ...


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of a speech engine: `id` for the engine, `name` and `languages` ("en-us", …) for people."""

    id: str
    name: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpeechRequest:
    """Words to be rendered. `rate` is words a minute; an empty `voice` is the engine's own choice."""

    text: str
    voice: str
    rate: int


class SpeechFailed(Exception):
    """A phrase could not be rendered; the message is plain text for people and says what to do next."""


class SpeechEngine(Protocol):
    """Renders words to WAV files. Blocking; used from one worker thread of the caller's."""

    @property
    def name(self) -> str:
        """Name and version, part of each clip's key."""
        ...

    def voices(self) -> tuple[Voice, ...]:
        """What can speak. Raises `SpeechFailed`."""
        ...

    def render(self, request: SpeechRequest, deadline_seconds: float = 6.0) -> bytes:
        """The words as the bytes of a finished WAV file. Raises `SpeechFailed`, also for taking too long."""
        ...

    def close(self) -> None:
        """End the engine's process."""
        ...


class ClipStore(Protocol):
    """Keeps rendered clips between sessions; losing it costs time, never a record."""

    def load(self, key: str) -> bytes | None:
        """What was saved under `key` (hex digits), or None, also where it can't be read."""
        ...

    def save(self, key: str, data: bytes) -> None:
        """Keep `data`; a full disk or a folder that can't be written is logged and forgotten."""
        ...


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What became of records that were to be saved. `problem` says what to do, empty when all is safe."""

    saved: int
    pending: int
    problem: str = ""


class PracticeLog(Protocol):
    """The record of all that was practised."""

    def append(self, record: PracticeRecord) -> SaveResult:
        """Make the record durable, with those still pending. What can't be saved is kept and tried again."""
        ...

    def append_all(self, records: Iterable[PracticeRecord]) -> SaveResult:
        """The same for many records that are not in the log yet, at the cost of one."""
        ...

    def known_ids(self) -> Collection[str]:
        """Every id that the log has ever seen, those that were taken out too."""
        ...

    def records(self) -> tuple[PracticeRecord, ...]:
        """All valid records of all devices, each id once, by start; the pending ones too."""
        ...

    def problems(self) -> tuple[str, ...]:
        """What could not be read, and what is not saved now, in plain text, each once."""
        ...


class DayLog(Protocol):
    """The practice log by its days, where records are put right."""

    def day_records(self, day: date) -> tuple[PracticeRecord, ...]:
        """The records that count for a local day, by start; quick also in a very long log."""
        ...

    def remove(self, record_id: str) -> SaveResult:
        """Take a record out; what can't be saved counts all the same, and is tried again."""
        ...

    def put_back(self, record: PracticeRecord) -> SaveResult:
        """Put a record back that was taken out, or another version of it in its place."""
        ...


class SettingsStore(Protocol):
    """Keeps settings as plain JSON values by name."""

    def load(self) -> Mapping[str, object]:
        """What was saved; empty at the first start."""
        ...

    def save(self, values: Mapping[str, object]) -> str:
        """Make `values` durable. Returns a problem in plain text, empty when saved."""
        ...


class WallClock(Protocol):
    """The time of day, for records only; nothing is measured with it."""

    def now(self) -> datetime:
        """Now, aware, in the local zone."""
        ...

    def zone(self) -> str:
        """The zone's name, or empty."""
        ...


MonotonicClock = Callable[[], float]
"""Seconds that only go forward."""
