"""A session as players of music tell of theirs: a movement on a side is a track. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.player import VOLUME_STEP
from mobility_coach.services.session.player_view import PlayerView, ProgressPart

NEAR_SECONDS = 1.0
"""Who watches counts the seconds himself; only where he is further off he is told anew."""


class Playback(StrEnum):
    """Whether the session is led on, as MPRIS words it."""

    PLAYING = "Playing"
    PAUSED = "Paused"
    STOPPED = "Stopped"


@dataclass(frozen=True, slots=True)
class NowPlaying:
    """What others are told when it changes.

    Attributes:
        playback: a session that waits for the person, or for its start, is paused.
        track: number of the movement on its side within the session, from 0.
        title: the movement and its side, behind its drill where the session has several. album: the session.
        seconds: length of the track, in whole seconds, since it is known better and better.
        volume: 0 … 1; 0 while all is silent.
        can_play, can_go_next, can_go_previous: what can be told now; who can play can pause.
    """

    playback: Playback = Playback.STOPPED
    track: int = 0
    title: str = ""
    album: str = ""
    seconds: int = 0
    volume: float = 1.0
    can_play: bool = False
    can_go_next: bool = False
    can_go_previous: bool = False


@dataclass(frozen=True, slots=True)
class VolumeWish:
    """Somebody asks for this volume, 0 … 1."""

    volume: float


RemoteWish = Command | VolumeWish
"""What a remote can ask for."""

PLAYER_METHODS: dict[str, Command] = {
    "Play": Command.RESUME,
    "Pause": Command.PAUSE,
    "PlayPause": Command.TOGGLE,
    "Stop": Command.STOP,
    "Next": Command.NEXT,
    "Previous": Command.PREVIOUS,
}
"""The methods of MPRIS that steer a session; a session takes those for nothing that mean nothing now."""

URGENT_COMMANDS = frozenset({Command.PAUSE, Command.STOP})
URGENT_METHODS = tuple(method for method, command in PLAYER_METHODS.items() if command in URGENT_COMMANDS)
"""Whoever wants it to be quiet is not kept waiting by others who want much."""

_PLAYBACK = {
    Phase.READY: Playback.PAUSED,
    Phase.PLAYING: Playback.PLAYING,
    Phase.PAUSED: Playback.PAUSED,
    Phase.WAITING: Playback.PAUSED,
    Phase.FINISHED: Playback.STOPPED,
}


def now_playing(view: PlayerView) -> NowPlaying:
    """What is told of a session that looks like this."""
    track, part = _current(view)
    return NowPlaying(
        playback=_PLAYBACK[view.phase],
        track=track,
        title=view.session_title if part is None else part.label,
        album=view.session_title,
        seconds=round(_track_seconds(view, part)),
        volume=0.0 if view.is_muted else view.volume,
        can_play=Command.TOGGLE in view.commands,
        can_go_next=Command.NEXT in view.commands,
        can_go_previous=Command.PREVIOUS in view.commands,
    )


def position_seconds(view: PlayerView) -> float:
    """How far the track of `now_playing` is, never behind its end."""
    _, part = _current(view)
    length = _track_seconds(view, part)
    position = view.elapsed_seconds if part is None else part.done * length
    return min(position, float(round(length)))


def volume_commands(view: PlayerView, wanted: float) -> tuple[Command, ...]:
    """What brings a session nearest to a volume: it is turned in steps, and no volume is silence."""
    if wanted < VOLUME_STEP / 2:
        return () if view.is_muted else (Command.MUTE,)
    steps = round((min(wanted, 1.0) - view.volume) / VOLUME_STEP)
    if not steps:
        return (Command.MUTE,) if view.is_muted else ()
    return (Command.LOUDER if steps > 0 else Command.QUIETER,) * abs(steps)


class Follower:
    """Knows where somebody takes the session to be who was told its state, and counts on by himself."""

    def __init__(self) -> None:
        self._track = -1
        self._is_playing = False
        self._position = 0.0
        self._since = 0.0

    def has_lost(self, playing: NowPlaying, position: float, clock: float) -> bool:
        """Whether he has to be told that the position is another one; he is, then.

        A new track is taken to begin at its start.
        """
        believed = self._believed(playing, clock)
        is_first, is_new = self._track < 0, playing.track != self._track
        is_playing = playing.playback is Playback.PLAYING
        is_lost = abs(position - believed) > NEAR_SECONDS and not is_first
        if is_lost or is_new or is_playing != self._is_playing:
            self._track, self._is_playing = playing.track, is_playing
            self._position, self._since = position, clock
        return is_lost

    def _believed(self, playing: NowPlaying, clock: float) -> float:
        if playing.track != self._track:
            return 0.0
        return self._position + (clock - self._since if self._is_playing else 0.0)


def _current(view: PlayerView) -> tuple[int, ProgressPart | None]:
    """The part that is done now, with its number; none in a session without parts."""
    return next(((number, part) for number, part in enumerate(view.parts) if part.is_current), (0, None))


def _track_seconds(view: PlayerView, part: ProgressPart | None) -> float:
    whole = view.elapsed_seconds + view.remaining_seconds
    return whole if part is None else part.share * whole
