"""Reads the poses of a movement: channels, and when on the way they are reached."""

from dataclasses import dataclass
from itertools import pairwise

from mobility_coach.domain.drill_format.fields import Fields
from mobility_coach.domain.motion import Channels, Key
from mobility_coach.domain.motion_channels import CHANNELS
from mobility_coach.domain.wording import tr

LEAST_KEYS, MOST_KEYS = 2, 8
LONGEST_HOLD = 0.5
LEAST_GAP = 0.01
"""Keys that are nearer to each other would be passed at a speed that no number can tell."""

_ROUNDING = 1e-9

_NAMES = tuple(CHANNELS)


@dataclass(frozen=True, slots=True)
class ReadKeys:
    """The keys of a movement, and how long the first and the last one are held."""

    keys: tuple[Key, ...]
    start_hold: float = 0.0
    end_hold: float = 0.0


@dataclass(frozen=True, slots=True)
class _HeldKey:
    """`at` is None where it can't be read."""

    at: float | None
    hold: float
    channels: Channels


def read_keys(fields: Fields, base: Channels) -> ReadKeys:
    """The list `keys`; each has the channels of `base` and its own."""
    read = fields.parts("keys", lambda part: _key(part, base), LEAST_KEYS, MOST_KEYS)
    if len(read) < LEAST_KEYS:
        return ReadKeys(())
    _check_moments(fields, [each.at for each in read])
    for at, each in enumerate(read[1:-1], 1):
        if each.hold:
            fields.note(f"keys[{at}].hold", tr("only the first and the last key are held; take it out"))
    keys = tuple(Key(each.at or 0.0, each.channels) for each in read)
    return ReadKeys(keys, read[0].hold, read[-1].hold)


def read_channels(fields: Fields) -> dict[str, float]:
    """The object as numbers by channel."""
    fields.expect((), _NAMES)
    return fields.named_numbers(CHANNELS)


def _key(fields: Fields, base: Channels) -> _HeldKey:
    fields.expect(required=("at", "set"), optional=("hold",))
    return _HeldKey(
        at=fields.number("at", 0.0, 1.0),
        hold=fields.number("hold", 0.0, LONGEST_HOLD) or 0.0,
        channels={**base, **fields.part("set", read_channels)},
    )


def _check_moments(fields: Fields, moments: list[float | None]) -> None:
    if moments[0]:
        fields.note("keys[0].at", tr("the first key stands at 0, where the stroke in begins"))
    last = moments[-1]
    if last is not None and last != 1.0:
        fields.note(f"keys[{len(moments) - 1}].at", tr("the last key stands at 1, where the stroke in ends"))
    for at, (before, after) in enumerate(pairwise(moments), 1):
        if before is not None and after is not None and after - before < LEAST_GAP - _ROUNDING:
            rule = tr("keys stand in order; this one must come {gap} or more after the one before it")
            fields.note(f"keys[{at}].at", rule.format(gap=f"{LEAST_GAP:g}"))
