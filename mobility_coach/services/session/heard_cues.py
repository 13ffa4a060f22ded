"""Which cues are heard from a moment on: what lies ahead, and what began before and still rings."""

from dataclasses import replace

from mobility_coach.domain.timeline import SPOKEN, Cue, frames
from mobility_coach.domain.transport import Transport
from mobility_coach.services.session.session_timing import AHEAD

LONGEST_SOUND = frames(20.0)
"""Nothing that began longer ago than this is still heard."""

SOON = frames(1.0)
"""The same words are never meant to be said twice within so short a time."""


class HeardCues:
    """What is heard since the last jump, and of what was before it at most what rings on."""

    def __init__(self) -> None:
        self._since = 0
        self._begun: tuple[Cue, ...] = ()

    def begin(self, state: Transport, begun: tuple[Cue, ...] = ()) -> None:
        """From the position on the timeline is heard, and before that at most what has `begun`."""
        self._begun = begun if state.lead_in is None else state.lead_in.cues
        self._since = state.reached

    def cues(self, state: Transport) -> tuple[Cue, ...]:
        """What sounds from the position on, with what began before it, but not before a jump."""
        since = max(self._since, state.position - LONGEST_SOUND)
        until = min(state.sound_stop, max(state.position, state.reached) + AHEAD)
        return self._begun + state.timeline.cues_between(since, until)

    def move(self, before: Transport, after: Transport) -> None:
        """Go on at `after`, the same moment of another timeline; what is being heard rings out."""
        soon = after.timeline.cues_between(after.position, after.position + SOON)
        words = {(cue.kind, cue.text) for cue in soon if cue.kind in SPOKEN}
        # In another tempo the place of words that have begun may lie ahead again.
        ringing = (cue for cue in self._ringing(before) if (cue.kind, cue.text) not in words)
        shift = after.position - before.position
        self.begin(after, tuple(replace(cue, frame=cue.frame + shift) for cue in ringing))

    def _ringing(self, state: Transport) -> tuple[Cue, ...]:
        oldest = state.position - LONGEST_SOUND
        heard = state.timeline.cues_between(max(self._since, oldest), state.position)
        return tuple(cue for cue in self._begun + heard if cue.frame > oldest)
