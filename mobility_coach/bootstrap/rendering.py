"""Writes sessions into files: what sounds and films have in common, and sounds."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mobility_coach.adapters.machine.unwritten import unwritten_words
from mobility_coach.adapters.sound.sound_file import SoundFileError, write_sound
from mobility_coach.adapters.store.storage import PUBLIC_FILE, FileSystem, write_file
from mobility_coach.bootstrap.covers import cover_of
from mobility_coach.bootstrap.sessions import RENDER_MEMORY_BYTES, SessionScore, make_speaker, write_score
from mobility_coach.cli.context import NotWritten, Rendered, SessionRequest
from mobility_coach.domain.drill import Drill
from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.domain.wording import ntr
from mobility_coach.services.film.shooting import SessionViews
from mobility_coach.services.film.sound_tags import sound_tags
from mobility_coach.services.session.render import cue_sheet, session_blocks
from mobility_coach.services.session.session_plan import SessionPlan

if TYPE_CHECKING:
    from mobility_coach.bootstrap.workshop import Workshop
    from mobility_coach.services.ports import Block

Progress = Callable[[float], None]
"""Is told the share that is done, 0 … 1."""


@dataclass(frozen=True, slots=True)
class SpokenSession:
    """A session whose words are rendered, and in sentences what should be known of it."""

    plan: SessionPlan
    score: SessionScore
    notes: tuple[str, ...]

    @property
    def rendered(self) -> Rendered:
        """What was written when all of it is."""
        return Rendered(self.score.timeline.length / SAMPLE_RATE, self.notes)

    @property
    def drills(self) -> dict[str, Drill]:
        """Its drills, by their ids."""
        return {item.drill.id: item.drill for item in self.plan.routine.items}

    def views(self) -> SessionViews:
        """What it shows."""
        return SessionViews(self.score.timeline, self.drills, self.plan.preferences)

    def blocks(self, progress: Progress) -> "Iterator[Block]":
        """Its sound, with the share that is done told after each block."""
        length, done = self.score.timeline.length, 0
        for block in session_blocks(self.score.source, length):
            yield block
            done += len(block)
            progress(done / length)

    def write_cues(self, cues: Path) -> None:
        """Write the cue sheet. Raises `NotWritten`."""
        sheet = json.dumps(cue_sheet(self.score.timeline), ensure_ascii=True).encode("ascii")
        try:
            write_file(FileSystem(), cues, sheet + b"\n", mode=PUBLIC_FILE)
        except OSError as error:
            raise NotWritten(unwritten_words(cues, error)) from error


@contextmanager
def spoken_session(workshop: "Workshop", request: SessionRequest) -> Iterator[SpokenSession]:
    """A session for a file, which waits for nobody; the voice is let go of at the end."""
    plan = workshop.coach.plan(request.item, request.wishes)
    plan = replace(plan, preferences=replace(plan.preferences, wait_for_ready=False))
    speaker = make_speaker(workshop.folders, workshop.book.voice, memory_bytes=RENDER_MEMORY_BYTES)
    try:
        score = write_score(plan, speaker, replace(workshop.sound.levels, is_muted=False))
        notes = [*filter(None, (plan.notice, speaker.notice))]
        if score.unspoken:
            problem = speaker.problem or speaker.failed(score.unspoken[0]) or ""
            line = ntr(
                "{count} phrase is a chime instead of words.",
                "{count} phrases are chimes instead of words.",
                len(score.unspoken),
            )
            notes.append(f"{line} {problem}".strip())
        yield SpokenSession(plan, score, tuple(notes))
    finally:
        speaker.close()


def render_sound(
    workshop: "Workshop", request: SessionRequest, sound: Path, cues: Path | None, progress: Progress
) -> Rendered:
    """Write a session to a sound file, and its cue sheet to `cues`. Raises `NotWritten`."""
    with spoken_session(workshop, request) as session:
        try:
            timeline = session.score.timeline
            tags = sound_tags(timeline, session.drills, cover_of(timeline, workshop.figures().motion))
            write_sound(sound, session.blocks(progress), tags)
        except SoundFileError as error:
            raise NotWritten(str(error)) from error
        if cues is not None:
            session.write_cues(cues)
    return session.rendered
