"""Renders all that sessions say ahead of them, so that a new voice keeps nobody waiting."""

from collections.abc import Callable, Sequence

from mobility_coach.domain.drill import Drill
from mobility_coach.domain.spoken import session_texts
from mobility_coach.domain.wording import tr
from mobility_coach.services.session.session_ports import SessionSpeaker

AT_ONCE = 8
"""So many phrases are asked for at a time: few enough that the voice is free soon after a cancel."""

LOOK_MS = 50


class VoicePreparation:
    """Implements `mobility_coach.services.work.Work`: the speaker's own thread renders, a step only looks."""

    pause_ms = LOOK_MS

    def __init__(self, drills: Sequence[Drill], make_speaker: Callable[[], SessionSpeaker]) -> None:
        """`make_speaker` is called by the first step, so that the bar is seen while the voice is made."""
        self._texts = session_texts(drills)
        self._make_speaker = make_speaker
        self._speaker: SessionSpeaker | None = None
        self._settled = 0
        self._failed = 0
        self._asked = 0
        self._reason = ""
        self._is_cancelled = False

    @property
    def title(self) -> str:
        """What is done, and how far it is."""
        words = tr("Preparing the voice: {done} of {all} phrases")
        return words.format(done=self._settled, all=len(self._texts))

    @property
    def progress(self) -> float:
        """The part of the phrases that came or failed."""
        return self._settled / len(self._texts)

    @property
    def outcome(self) -> str:
        """How it ended, in plain text with the remedy where something failed."""
        ready, total = self._settled - self._failed, len(self._texts)
        if not ready and self._reason:
            return self._reason
        if ready == total:
            return tr("The voice is ready: all {count} phrases.").format(count=total)
        said = tr("{done} of {all} phrases are ready; the others come while you practise.")
        return " ".join(filter(None, (said.format(done=ready, all=total), self._reason)))

    def step(self) -> bool:
        """See what came, and ask for what comes next. Ends early where nothing at all can be spoken."""
        if self._is_cancelled:
            return False
        if self._speaker is None:
            self._speaker = self._make_speaker()
        self._settle(self._speaker)
        if self._settled == len(self._texts) or self._is_mute:
            return False
        if self._settled == self._asked:
            self._asked = min(self._settled + AT_ONCE, len(self._texts))
            self._speaker.request(list(self._texts[self._settled : self._asked]))
        return True

    def cancel(self) -> None:
        """Ask for nothing more; what is rendered stays."""
        self._is_cancelled = True

    @property
    def _is_mute(self) -> bool:
        return self._failed == self._settled >= AT_ONCE

    def _settle(self, speaker: SessionSpeaker) -> None:
        for text in self._texts[self._settled : self._asked]:
            problem = speaker.failed(text)
            if problem is None and speaker.timing(text) is None:
                return
            self._settled += 1
            if problem is not None:
                self._failed += 1
                self._reason = self._reason or problem
