"""A view of a session for those who only look at parts of it."""

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.player_view import PlayerView


def shown_view(phase: Phase = Phase.PLAYING) -> PlayerView:
    return PlayerView(
        phase=phase,
        session_title="Ankle rolls",
        drill_title="Ankle rolls",
        movement_label="",
        side_label="",
        instruction="Roll",
        caption="",
        rep=1,
        reps=8,
        count_in=0,
        stroke=None,
        stroke_progress=0.0,
        stroke_in_text="",
        stroke_out_text="",
        beat_progress=0.0,
        next_text="",
        elapsed_seconds=0.0,
        remaining_seconds=60.0,
        parts=(),
        bpm=60,
        volume=1.0,
        is_muted=False,
        commands=frozenset(Command),
        banner="",
        announcement="",
    )
