"""Which pictures a way has, in which order they are drawn, and how many of them are kept.

Pictures are indexed by where the figure is on its way, not by time: so they serve every tempo, and the way
back shows them in reverse. What a picture is, is left to whoever keeps it.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, TypeVar

from mobility_coach.domain.motion import FigureMoment, Motion, MovementMotion, Way, WayKind

FRAMES = 41
"""Pictures of a way; the first and the last one are its ends."""

MOST_BYTES = 120 << 20
_COARSEST = 8

Key = TypeVar("Key", bound=Hashable)
Picture = TypeVar("Picture")


def frame_count(way: Way) -> int:
    """How many pictures a way has: one where the figure stands still."""
    return 1 if way.kind is WayKind.READY else FRAMES


def frame_at(way: Way, at: float) -> int:
    """The picture nearest to `at` (0 … 1 along the way)."""
    return round(max(0.0, min(1.0, at)) * (frame_count(way) - 1))


def place_of(way: Way, frame: int) -> float:
    """Where along the way (0 … 1) a picture is."""
    return frame / max(1, frame_count(way) - 1)


def coarse_to_fine(count: int) -> tuple[int, ...]:
    """All of `count` pictures: both ends, then every eighth, every fourth, every second, and the rest."""
    order = dict.fromkeys((0, count - 1))
    step = _COARSEST
    while step:
        order |= dict.fromkeys(range(0, count, step))
        step //= 2
    return tuple(order)


def nearest(wanted: int, frames: Collection[int]) -> int | None:
    """The one of `frames` that is nearest to the wanted one; None where there is none."""
    if wanted in frames:
        return wanted
    return min(frames, key=lambda frame: (abs(frame - wanted), frame), default=None)


def shown_way(motion: Motion, way: Way) -> Way:
    """The way that is drawn for `way`, so that what looks the same is drawn once.

    A movement that is not known is the first one; without a ready pose the first rep is like all others.
    """
    movement = _known(motion, way.movement)
    if movement.ready is None and way.kind is WayKind.FIRST:
        return Way(WayKind.STROKE, movement.id)
    origin = way.origin if way.kind is WayKind.OVER and motion.movement(way.origin) is not None else ""
    if way.kind is WayKind.OVER and not origin:
        return Way(WayKind.READY, movement.id)
    return Way(way.kind, movement.id, origin)


def place_at(motion: Motion, moment: FigureMoment) -> float:
    """Where along its way (0 … 1) the figure is at a moment, holds counted."""
    if moment.way.kind is WayKind.OVER:
        return max(0.0, min(1.0, moment.progress))
    return _known(motion, moment.way.movement).along(moment.progress, is_back=moment.is_back)


def following(motion: Motion, way: Way) -> tuple[Way, ...]:
    """The ways that come next in a drill, soonest first; drawn ahead of their time."""
    ids = [each.id for each in motion.movements]
    if way.movement not in ids:
        return ()
    here = ids.index(way.movement)
    ways = [Way(WayKind.FIRST, ids[here]), Way(WayKind.STROKE, ids[here])]
    if here + 1 < len(ids):
        after = ids[here + 1]
        ways += [Way(WayKind.OVER, after, ids[here]), Way(WayKind.FIRST, after), Way(WayKind.STROKE, after)]
    drawn = dict.fromkeys(shown_way(motion, each) for each in ways)
    drawn.pop(shown_way(motion, way), None)
    return tuple(drawn)


def goes_on(before: FigureMoment, after: FigureMoment) -> bool:
    """Whether the figure goes from one moment to the other without a jump, as it does when time passes."""
    if (before.drill, before.side) != (after.drill, after.side):
        return False
    if before.way.movement == after.way.movement:
        return True
    return after.way.kind is WayKind.OVER and after.way.origin == before.way.movement


def _known(motion: Motion, movement_id: str) -> MovementMotion:
    return motion.movement(movement_id) or motion.movements[0]


@dataclass
class _Set(Generic[Picture]):
    pictures: dict[int, Picture] = field(default_factory=dict)
    size: int = 0


class StrokeCache(Generic[Key, Picture]):
    """Sets of pictures, bounded in bytes; the least used go first.

    Who shows pictures holds their sets: those are never given up for less important ones. Not thread-safe.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._sets: dict[Key, _Set[Picture]] = {}  # the least used first
        self._held: dict[object, tuple[Key, ...]] = {}
        self._size = 0

    @property
    def size(self) -> int:
        """Bytes of all that is kept."""
        return self._size

    def hold(self, owner: object, keys: Sequence[Key]) -> None:
        """Keep the sets that `owner` needs from now on, the most important one first; () for none."""
        self._held.pop(owner, None)
        if keys:
            self._held[owner] = tuple(keys)
        for key in reversed(keys):
            self._touch(key)

    def pictures(self, key: Key) -> Mapping[int, Picture]:
        """The pictures of a set that are there, by their index."""
        found = self._sets.get(key)
        return MappingProxyType(found.pictures if found is not None else {})

    def put(self, key: Key, frame: int, picture: Picture, size: int) -> bool:
        """Keep a picture of `size` bytes; False where there is no room beside what is more important."""
        kept = self._sets.get(key)
        if kept is not None and frame in kept.pictures:
            return True
        if not self._make_room(key, size):
            return False
        kept = self._sets.setdefault(key, _Set())
        kept.pictures[frame] = picture
        kept.size += size
        self._size += size
        self._touch(key)
        return True

    def keep_held(self) -> None:
        """Let go of what nobody shows."""
        ranks = self._ranks()
        for key in [key for key in self._sets if key not in ranks]:
            self._size -= self._sets.pop(key).size

    def clear(self) -> None:
        """Let go of all pictures."""
        self._sets.clear()
        self._size = 0

    def _touch(self, key: Key) -> None:
        if key in self._sets:
            self._sets[key] = self._sets.pop(key)

    def _make_room(self, key: Key, size: int) -> bool:
        wanted = self._size + size - self._most
        if wanted <= 0:
            return True
        going, freed = [], 0
        for other in self._less_important(key):
            if freed >= wanted:
                break
            going.append(other)
            freed += self._sets[other].size
        if freed < wanted:
            return False
        for other in going:
            del self._sets[other]
        self._size -= freed
        return True

    def _less_important(self, key: Key) -> list[Key]:
        """What may go for a picture of `key`: what nobody holds, then what is held as less important."""
        ranks = self._ranks()
        own = ranks.get(key, len(ranks) + 1)
        others = [other for other in self._sets if other != key]
        free = [other for other in others if other not in ranks]
        held = [other for other in others if ranks.get(other, -1) > own]
        return free + sorted(held, key=lambda other: -ranks[other])

    def _ranks(self) -> dict[Key, int]:
        ranks: dict[Key, int] = {}
        for keys in self._held.values():
            for rank, key in enumerate(keys):
                ranks[key] = min(rank, ranks.get(key, rank))
        return ranks
