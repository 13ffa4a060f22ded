"""A player on a stage of fakes: tests move the sound by hand and look at what is shown and told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from mobility_coach.domain.commands import Command
from mobility_coach.domain.drill import Drill, RepRange, Sides
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.routine import Routine
from mobility_coach.domain.speech_timing import ClipTiming
from mobility_coach.domain.timeline import Cue, CueKind, Segment, SegmentKind, Timeline, frames
from mobility_coach.services.session.player import Player
from mobility_coach.services.session.player_view import PlayerView
from mobility_coach.services.session.session_ports import Levels, PlayerDevices, Remembered
from mobility_coach.services.session.time_limit import TimeLimit
from tests.domain.drills_for_tests import drill, movement, plain_timing, routine
from tests.services.fakes import (
    FakeJournal,
    FakeMonotonicClock,
    FakeSink,
    FakeSource,
    FakeSpeaker,
    FakeWallClock,
)


def swing(sides: Sides = Sides.EACH) -> Drill:
    """Two movements of four reps, four seconds each."""
    four = RepRange(4, 4)
    return drill("swing", sides, (movement("A", four), movement("B", four)))


def roll() -> Drill:
    """One movement of six reps with both sides at once."""
    return drill("roll", Sides.TOGETHER, (movement("A", RepRange(6, 6)),))


@dataclass
class Stage:
    """A session and all that it works with."""

    routine: Routine = field(default_factory=lambda: routine(swing()))
    preferences: CoachingPreferences = field(default_factory=CoachingPreferences)
    levels: Levels = field(default_factory=Levels)
    voice: Callable[[str], ClipTiming] | None = plain_timing
    notice: str = ""
    limit: TimeLimit | None = None
    tempi: list[tuple[str, int]] = field(default_factory=list)
    kept_levels: list[Levels] = field(default_factory=list)
    sources: list[FakeSource] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sink, self.journal = FakeSink(), FakeJournal()
        self.speaker = FakeSpeaker(self.voice)
        self.clock, self.wall = FakeMonotonicClock(), FakeWallClock()
        devices = PlayerDevices(
            self.sink, self.speaker, self.journal, self._make_source, self.wall.now, self.clock
        )
        remembered = Remembered(lambda *tempo: self.tempi.append(tempo), self.kept_levels.append)
        self.player = Player(
            self.routine, self.preferences, self.levels, devices, remembered, self.notice, self.limit
        )

    def _make_source(self, cues: tuple[Cue, ...], levels: Levels, start: int, stop: int) -> FakeSource:
        self.sources.append(FakeSource(cues, levels, start, stop))
        return self.sources[-1]

    @property
    def timeline(self) -> Timeline:
        return self.player.transport.timeline

    @property
    def source(self) -> FakeSource:
        """What the sink plays from."""
        assert isinstance(self.sink.source, FakeSource)
        return self.sink.source

    def sounds(self) -> bool:
        """Whether the sink plays; a method, since it changes from line to line."""
        return self.sink.is_playing

    def segment(self, kind: SegmentKind, index: int = 0) -> Segment:
        """The segment of a kind, counted from 0."""
        return [segment for segment in self.timeline.segments if segment.kind is kind][index]

    def tell(self, *commands: Command) -> PlayerView:
        """Give the commands; what is shown next."""
        for command in commands:
            self.player.tell(command)
        return self.player.view()

    def go_to(self, part: int) -> PlayerView:
        """Go to a part of the progress bar; what is shown next."""
        self.player.go_to(part)
        return self.player.view()

    def hear(self, seconds: float) -> PlayerView:
        """Hear so much more, in one go; time passes as well."""
        return self.hear_frames(frames(seconds))

    def hear_frames(self, count: int) -> PlayerView:
        self.sink.move(count)
        self.clock.seconds += count / frames(1)
        self.wall.moment += timedelta(seconds=count / frames(1))
        return self.player.view()

    def hear_to(self, frame: int) -> PlayerView:
        """Hear up to a frame of the timeline as it is now."""
        return self.hear_frames(frame - self.sink.position())

    def start_in(self, kind: SegmentKind, index: int = 0, seconds: float = 0.0) -> PlayerView:
        """Start, and hear up to so far behind the start of a segment."""
        self.player.tell(Command.START)
        return self.hear_to(self.segment(kind, index).start + frames(seconds))

    def spoken_ahead(self, seconds: float = 60.0) -> list[Cue]:
        """What the sink will speak, from the position on."""
        start = self.sink.position()
        words = (CueKind.PHRASE, CueKind.COUNT)
        return [c for c in self.source.cues if c.kind in words and start <= c.frame < start + frames(seconds)]
