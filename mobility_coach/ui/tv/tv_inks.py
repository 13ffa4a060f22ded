"""The colours of the TV, made from those of the program: stronger for the eye that is three metres away."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mobility_coach.services.session.player_view import Stroke

if TYPE_CHECKING:
    from mobility_coach.ui.tokens import Tokens

FASTEST_EDGE_BPM = 180
"""A faster beat lights the edge up once in a rep.

WCAG 2.3.1 asks for at most three flashes in any second, or for a change of the relative luminance below a
tenth. Both are kept: no beat up to here comes more often than three times a second, a rep of a faster one has
at least two beats, and `EDGE_LIGHTS` lie less than a tenth away from the ground that they light up.
"""

EDGE_LIGHTS = {
    (False, Stroke.IN): "#B8F8F0",
    (False, Stroke.OUT): "#FFEACB",
    (True, Stroke.IN): "#17606C",
    (True, Stroke.OUT): "#6E4220",
}
"""By whether it is dark, and the stroke."""

_GLOW_SECONDS = 0.5
_STEPS = 12
_STRONGER_MUTED = {False: "#434E5D", True: "#B4C0CF"}


@lru_cache(maxsize=4)
def tv_inks(theme: Tokens) -> Tokens:
    """Texts in `text`, `muted` and `accent` have at least 7:1 on the ground and on panels."""
    return theme._replace(muted=_STRONGER_MUTED[theme.is_dark], accent=theme.heat_3)


def edge_light(stroke: Stroke | None, stroke_beat: int, beat_progress: float, bpm: int) -> float:
    """How bright the edge is, 0 … 1 in steps: full on the beat, dark again within half a second."""
    if stroke is None or bpm <= 0:
        return 0.0
    if bpm > FASTEST_EDGE_BPM and (stroke is Stroke.OUT or stroke_beat):
        return 0.0
    beat = 60 / bpm
    left = max(0.0, 1 - beat_progress * beat / min(_GLOW_SECONDS, 0.9 * beat))
    return round(left * left * _STEPS) / _STEPS
