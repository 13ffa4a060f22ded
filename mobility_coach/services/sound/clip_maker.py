"""Makes the clips of a voice: out of the store, else rendered. Where one voice can't, another one helps."""

import hashlib
import logging
from dataclasses import dataclass
from typing import Protocol

from mobility_coach.domain.wording import tr
from mobility_coach.services.ports import ClipStore, SpeechEngine, SpeechFailed, SpeechRequest, Voice
from mobility_coach.services.settings_book import VoiceChoice
from mobility_coach.services.sound import clips
from mobility_coach.services.sound.clips import Clip, ClipError
from mobility_coach.services.sound.voices import choose_voice, has_voice

log = logging.getLogger(__name__)

MOST_FAILURES = 2
"""So many phrases in a row that a voice can't say are enough: each may have kept a person waiting."""


@dataclass(frozen=True, slots=True)
class MadeClip:
    """A clip, and whether it was rendered just now."""

    clip: Clip
    is_new: bool


class PhraseMaker(Protocol):
    """Makes clips; `made` and `voices` block, and are called from one thread."""

    @property
    def notice(self) -> str:
        """What is worth knowing although the words are spoken, in plain text, or empty."""
        ...

    @property
    def has_given_up(self) -> bool:
        """Whether an engine is not asked any more until `try_again`."""
        ...

    def made(self, text: str) -> MadeClip:
        """The clip of a phrase. Raises `SpeechFailed`."""
        ...

    def voices(self) -> tuple[Voice, ...]:
        """What can speak. Raises `SpeechFailed`."""
        ...

    def try_again(self) -> None:
        """Ask again what had been given up; from any thread."""
        ...


class ClipMaker:
    """Implements `PhraseMaker` with one engine."""

    def __init__(self, engine: SpeechEngine, store: ClipStore, choice: VoiceChoice) -> None:
        self._engine = engine
        self._store = store
        self._choice = choice
        self._found: str | None = None
        self._refusal = ""
        self.notice = ""

    @property
    def has_given_up(self) -> bool:
        """Whether there is no voice at all."""
        return bool(self._refusal)

    def try_again(self) -> None:
        """Look for a voice with the next phrase."""
        self._refusal = ""

    def voices(self) -> tuple[Voice, ...]:
        """What can speak. Raises `SpeechFailed`, then and for each phrase that would need a voice."""
        try:
            voices = self._engine.voices()
        except SpeechFailed as error:
            self._refusal = str(error)
            raise
        self._refusal = ""
        return voices

    def made(self, text: str) -> MadeClip:
        """The clip from the store, or else rendered and stored. Raises `SpeechFailed`."""
        found, choice = self._found, self._choice
        if found is None:
            # The store is asked first: with all clips there, no process is ever started.
            clip = self._stored(self._key(text, choice.voice))
            if clip is not None:
                return MadeClip(clip, is_new=False)
            found = self._find_voice()
        key = self._key(text, found if choice.voice else "")
        clip = self._stored(key)
        if clip is not None:
            return MadeClip(clip, is_new=False)
        clip = self._rendered(SpeechRequest(text, found, choice.rate))
        self._store.save(key, clips.pack_clip(clip))
        return MadeClip(clip, is_new=True)

    def _find_voice(self) -> str:
        """The voice that speaks: the chosen one where it is there, else the one that fits the language."""
        if self._refusal:  # asking again for each phrase would start process after process
            raise SpeechFailed(self._refusal)
        voices, choice = self.voices(), self._choice
        is_there = bool(choice.voice) and has_voice(voices, choice.voice)
        if choice.voice and not is_there:
            self.notice = tr(
                "The voice you chose is not there, so another one speaks. Choose one in the settings."
            )
        self._found = choice.voice if is_there else choose_voice(voices, choice.language)
        return self._found

    def _stored(self, key: str) -> Clip | None:
        data = self._store.load(key)
        if data is None:
            return None
        try:
            return clips.unpack_clip(data)
        except ClipError as error:
            log.warning("Clip %s is rendered again: %s", key, error)
            return None

    def _rendered(self, request: SpeechRequest) -> Clip:
        data = self._engine.render(request)
        try:
            return clips.clip_from_wav(data)
        except ClipError as error:
            log.warning("%.80r was rendered badly: %s", request.text, error)
            raise SpeechFailed(not_spoken()) from error

    def _key(self, text: str, voice: str) -> str:
        """The store's key: what the clip depends on, hashed."""
        parts = (
            self._engine.name,
            voice or f"({self._choice.language})",
            str(self._choice.rate),
            str(clips.PROCESSING_VERSION),
            text,
        )
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


class NaturalFirst:
    """Implements `PhraseMaker`: the natural voice, and the system's for what that one can't say.

    Nobody waits twice for a voice that does not speak: it is given up where its engine does not start, and
    after `MOST_FAILURES` phrases in a row.
    """

    def __init__(self, natural: ClipMaker, system: ClipMaker) -> None:
        self._natural = natural
        self._system = system
        self._failures = 0
        self._notice = ""

    @property
    def notice(self) -> str:
        """Why the system's voice speaks, and what is worth knowing of that one."""
        return " ".join(filter(None, (self._notice, self._system.notice)))

    @property
    def has_given_up(self) -> bool:
        """Whether one of the two engines is not asked any more."""
        return self._is_system_alone or self._system.has_given_up

    def try_again(self) -> None:
        """Both get another chance."""
        self._failures, self._notice = 0, ""
        self._natural.try_again()
        self._system.try_again()

    def voices(self) -> tuple[Voice, ...]:
        """The natural voice where it is there, else the system's. Raises `SpeechFailed`."""
        try:
            return self._natural.voices()
        except SpeechFailed as error:
            self._tell(error)
            return self._system.voices()

    def made(self, text: str) -> MadeClip:
        """The clip by whichever of both can speak it. Raises `SpeechFailed`."""
        if not self._is_system_alone:
            try:
                made = self._natural.made(text)
            except SpeechFailed as error:
                self._failures += 1
                self._tell(error)
            else:
                self._failures = 0
                return made
        return self._system.made(text)

    @property
    def _is_system_alone(self) -> bool:
        return self._natural.has_given_up or self._failures >= MOST_FAILURES

    def _tell(self, error: SpeechFailed) -> None:
        log.warning("The natural voice fails: %s", error)
        if self._natural.has_given_up:
            self._notice = tr("{reason} The system's voice speaks.").format(reason=error)
        elif not self._notice:
            self._notice = tr("The natural voice could not say everything; the system's voice helps out.")


def make_maker(
    choice: VoiceChoice, store: ClipStore, system: SpeechEngine, natural: SpeechEngine | None
) -> PhraseMaker:
    """What makes the clips of a choice; without a natural engine the system's voice speaks."""
    system_maker = ClipMaker(system, store, choice)
    if natural is None or not choice.is_natural:
        return system_maker
    return NaturalFirst(ClipMaker(natural, store, VoiceChoice(rate=choice.rate)), system_maker)


def not_spoken() -> str:
    """What is said of words that can't be rendered."""
    return tr("These words could not be spoken; they are shown instead.")
