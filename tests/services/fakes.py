"""Simple stand-ins for all that the services need: nothing moves unless a test moves it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.speech_timing import ClipTiming
from mobility_coach.domain.timeline import Cue, frames
from mobility_coach.domain.transport import RepsPractised
from mobility_coach.services.ports import (
    AudioSink,
    ClipStore,
    DayLog,
    FrameSource,
    PracticeLog,
    SaveResult,
    SettingsStore,
    SinkStatus,
    SpeechEngine,
    SpeechFailed,
    SpeechRequest,
    Voice,
    WallClock,
)
from mobility_coach.services.session.session_ports import Levels, MakeSource, SessionJournal, SessionSpeaker

if TYPE_CHECKING:
    from mobility_coach.services.ports import Block


@dataclass(frozen=True)
class FakeSource:
    """Remembers what it was made of; all silence."""

    cues: tuple[Cue, ...]
    levels: Levels
    start: int
    stop: int

    def render(self, start: int, count: int) -> "Block":
        import numpy as np  # noqa: PLC0415 -- most tests never render

        return np.zeros(count, np.float32)


@dataclass
class FakeSink:
    """A sink whose position is moved by hand.

    `latency` frames are written ahead of the position. `lag` frames go by unseen while `halt` is called.
    """

    latency: int = frames(0.2)
    lag: int = 0
    source: FrameSource | None = None
    problem: str = ""
    underruns: int = 0
    is_closed: bool = False
    calls: list[str] = field(default_factory=list)
    replaced_at: list[int] = field(default_factory=list)
    _heard: int = 0
    _is_moving: bool = False

    def play(self, source: FrameSource, start: int) -> None:
        self.calls.append("play")
        self.source, self._heard, self._is_moving = source, start, start < source.stop

    def replace(self, source: FrameSource) -> bool:
        self.calls.append("replace")
        if not self._is_moving:
            return False
        self.replaced_at.append(self.written())
        self.source = source
        self.move(0)
        return True

    def written(self) -> int:
        return self._heard if self.source is None else min(self._heard + self.latency, self.source.stop)

    def halt(self) -> int:
        self.calls.append("halt")
        self.move(self.lag)
        self._is_moving = False
        return self._heard

    def position(self) -> int:
        return self._heard

    @property
    def is_playing(self) -> bool:
        return self._is_moving

    def status(self) -> SinkStatus:
        return SinkStatus(not self.problem, "fake", self.problem, self.underruns)

    def close(self) -> None:
        self.halt()
        self.is_closed = True

    def move(self, count: int) -> None:
        """Let `count` more frames be heard, up to the source's end."""
        if self._is_moving and self.source is not None:
            self._heard = min(self._heard + count, self.source.stop)
            self._is_moving = self._heard < self.source.stop


@dataclass
class FakeSpeaker:
    """A speaker that has what a test gives it; `voice` answers for every text that was asked for."""

    voice: Callable[[str], ClipTiming] | None = None
    rate: int = 165
    version: int = 0
    problem: str = ""
    notice: str = ""
    timings: dict[str, ClipTiming] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    requests: list[list[str]] = field(default_factory=list)

    @property
    def asked(self) -> set[str]:
        """All texts that were ever asked for."""
        return {text for request in self.requests for text in request}

    def request(self, texts: list[str]) -> None:
        self.requests.append(texts)

    def timing(self, text: str) -> ClipTiming | None:
        if self.voice is not None and text in self.asked:
            return self.voice(text)
        return self.timings.get(text)

    def failed(self, text: str) -> str | None:
        return self.failures.get(text)

    def arrive(self, text: str, seconds: float = 1.0, vowel: float = 0.05) -> None:
        """A phrase was rendered."""
        self.timings[text] = ClipTiming(frames(seconds), frames(vowel))
        self.version += 1

    def fail(self, text: str, why: str = "The engine died.") -> None:
        """A phrase can't be rendered."""
        self.failures[text] = why
        self.version += 1


@dataclass
class FakeJournal:
    """Keeps what was practised; `problem` is what it answers."""

    problem: str = ""
    kept: list[RepsPractised] = field(default_factory=list)
    routines: list[str] = field(default_factory=list)
    started: list[datetime] = field(default_factory=list)

    def practised(self, event: RepsPractised, routine: str, started: datetime) -> str:
        self.kept.append(event)
        self.routines.append(routine)
        self.started.append(started)
        return self.problem


@dataclass
class FakePracticeLog:
    """A practice log in memory; with a `problem` nothing is saved and all stays pending."""

    problem: str = ""
    appended: list[PracticeRecord] = field(default_factory=list)

    def append(self, record: PracticeRecord) -> SaveResult:
        return self.append_all([record])

    def append_all(self, records: Iterable[PracticeRecord]) -> SaveResult:
        before = len(self.appended)
        self.appended.extend(records)
        if self.problem:
            return SaveResult(0, len(self.appended), self.problem)
        return SaveResult(len(self.appended) - before, 0)

    def known_ids(self) -> Collection[str]:
        return {record.id for record in self.appended}

    def records(self) -> tuple[PracticeRecord, ...]:
        return tuple(self.appended)

    def problems(self) -> tuple[str, ...]:
        return (self.problem,) if self.problem else ()


@dataclass
class FakeDayLog:
    """Changes `records` in place; with a `problem` it counts all the same and is not saved."""

    records: list[PracticeRecord] = field(default_factory=list)
    problem: str = ""

    def day_records(self, day: date) -> tuple[PracticeRecord, ...]:
        found = [record for record in self.records if record.day == day]
        return tuple(sorted(found, key=lambda record: (record.started, record.id)))

    def remove(self, record_id: str) -> SaveResult:
        self.records[:] = [record for record in self.records if record.id != record_id]
        return self._result()

    def put_back(self, record: PracticeRecord) -> SaveResult:
        self.remove(record.id)
        self.records.append(record)
        return self._result()

    def _result(self) -> SaveResult:
        return SaveResult(0, 1, self.problem) if self.problem else SaveResult(1, 0)


@dataclass
class FakeSettingsStore:
    """Settings in memory; with a `problem` nothing is kept."""

    values: Mapping[str, object] = field(default_factory=dict)
    problem: str = ""

    def load(self) -> Mapping[str, object]:
        return self.values

    def save(self, values: Mapping[str, object]) -> str:
        if not self.problem:
            self.values = dict(values)
        return self.problem


@dataclass
class FakeSpeechEngine:
    """An engine that answers with `data`, or fails with `failure`."""

    name: str = "fake 1.0"
    data: bytes = b"RIFF"
    failure: str = ""
    known: tuple[Voice, ...] = (Voice("en", "English", ("en",)),)
    rendered: list[SpeechRequest] = field(default_factory=list)
    is_closed: bool = False

    def voices(self) -> tuple[Voice, ...]:
        if self.failure:
            raise SpeechFailed(self.failure)
        return self.known

    def render(self, request: SpeechRequest, deadline_seconds: float = 6.0) -> bytes:
        self.rendered.append(request)
        if self.failure:
            raise SpeechFailed(self.failure)
        return self.data

    def close(self) -> None:
        self.is_closed = True


class FakeClipStore(dict[str, bytes]):
    """A store of clips in memory."""

    def load(self, key: str) -> bytes | None:
        return self.get(key)

    def save(self, key: str, data: bytes) -> None:
        self[key] = data


@dataclass
class FakeWallClock:
    """A wall clock that stands."""

    moment: datetime = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    zone_name: str = "UTC"

    def now(self) -> datetime:
        return self.moment

    def zone(self) -> str:
        return self.zone_name


@dataclass
class FakeMonotonicClock:
    """Seconds, moved by hand."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


if TYPE_CHECKING:  # the fakes keep to the ports

    def _keeps_to_the_ports() -> None:
        sink: AudioSink = FakeSink()
        source: MakeSource = FakeSource
        speaker: SessionSpeaker = FakeSpeaker()
        journal: SessionJournal = FakeJournal()
        log: PracticeLog = FakePracticeLog()
        days: DayLog = FakeDayLog()
        settings: SettingsStore = FakeSettingsStore()
        engine: SpeechEngine = FakeSpeechEngine()
        clips: ClipStore = FakeClipStore()
        clock: WallClock = FakeWallClock()
        del sink, source, speaker, journal, log, days, settings, engine, clips, clock


@dataclass
class FakeAside:
    """Notes what is wanted."""

    wishes: list[bool] = field(default_factory=list)
    finishes: int = 0

    def want(self, *, wanted: bool) -> None:
        self.wishes.append(wanted)

    def finish(self) -> None:
        self.finishes += 1
