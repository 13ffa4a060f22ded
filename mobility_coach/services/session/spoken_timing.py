"""How long a session's words take, by what is known of them when it is put together."""

from mobility_coach.domain.score import Timing
from mobility_coach.domain.speech_timing import ClipTiming, estimate
from mobility_coach.services.session.session_ports import SessionSpeaker


def known_timing(speaker: SessionSpeaker) -> Timing:
    """Measured timings, else estimates; a text keeps its timing although its clip comes meanwhile."""
    known: dict[str, ClipTiming] = {}

    def timing(text: str) -> ClipTiming:
        if text not in known:
            known[text] = speaker.timing(text) or estimate(text, speaker.rate)
        return known[text]

    return timing
