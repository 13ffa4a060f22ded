"""The clips that a session speaks with: asked for ahead, rendered on one thread, kept within bounds."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable

from mobility_coach.domain.speech_timing import ClipTiming
from mobility_coach.domain.wording import tr
from mobility_coach.services.ports import ClipStore, SpeechEngine, SpeechFailed, Voice
from mobility_coach.services.settings_book import VoiceChoice
from mobility_coach.services.sound.clip_maker import MadeClip, PhraseMaker, make_maker, not_spoken
from mobility_coach.services.sound.clips import Clip

log = logging.getLogger(__name__)

MEMORY_BYTES = 96 << 20
"""Some eight minutes of speech: more than a full session says."""
LONGEST_QUEUE = 4000
IDLE_SECONDS = 30.0
"""How long the engine's process stays after the last phrase."""


class Speaker:
    """Renders phrases ahead of need. Thread-safe; all methods but `wait_for` and `close` return at once.

    One thread touches engines and store. It sleeps while nothing is asked for, without waking up.
    """

    def __init__(
        self,
        engine: SpeechEngine,
        store: ClipStore,
        choice: VoiceChoice = VoiceChoice(),  # noqa: B008 - it never changes
        *,
        natural: SpeechEngine | None = None,
        memory_bytes: int = MEMORY_BYTES,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        """`engine` is the system's; `natural` speaks where that is chosen, and `engine` where it can't."""
        self._engine = engine
        self._natural = natural
        self._store = store
        self._memory_bytes = memory_bytes
        self._idle_seconds = idle_seconds
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        # All below is guarded by the condition.
        self._closed = False
        self._choice = choice
        self._maker = self._new_maker()
        self._queue: list[str] = []
        self._current = ""
        self._clips: OrderedDict[str, Clip] = OrderedDict()
        self._bytes = 0
        self._timings: dict[str, ClipTiming] = {}
        self._failures: dict[str, str] = {}
        self._voices: tuple[Voice, ...] = ()
        self._wants_voices = False
        self._version = 0
        self._problem = ""

    # --- asking ---

    def request(self, texts: Iterable[str]) -> None:
        """Have these ready as soon as may be, in this order, and before what was asked for earlier.

        What is there already, or has failed, is not rendered again; see `retry`.
        """
        with self._changed:
            wanted = [text for text in dict.fromkeys(texts) if self._is_open(text)]
            if not wanted or self._closed:
                return
            known = set(wanted)
            self._queue = (wanted + [text for text in self._queue if text not in known])[:LONGEST_QUEUE]
            self._wake()

    def request_voices(self) -> None:
        """Find out what can speak; `voices` has it once `version` has risen."""
        with self._changed:
            if not self._closed:
                self._wants_voices = True
                self._wake()

    def set_voice(self, choice: VoiceChoice) -> None:
        """Speak with another voice or rate from now on: forgets the clips, not what is asked for."""
        with self._changed:
            if choice == self._choice:
                return
            self._choice = choice
            self._maker = self._new_maker()
            self._forget_clips()
            if self._current:
                self._queue = [self._current, *(text for text in self._queue if text != self._current)]
            self._forget_failures()

    def retry(self) -> None:
        """Forget what failed, so that it can be asked for again; an engine given up gets another chance."""
        with self._changed:
            if self._maker.has_given_up:
                self._forget_clips()  # another voice than the one that is wished for may have spoken them
                self._maker.try_again()
            elif not (self._failures or self._problem):
                return
            self._forget_failures()
            self.request_voices()

    def rest(self) -> None:
        """No session is open: give back the clips' memory. The store has them when they are asked for."""
        with self._changed:
            self._forget_clips()

    # --- finding ---

    def clip(self, text: str) -> Clip | None:
        """The clip, if it lies in memory; one that had to leave it is fetched again for a later call."""
        with self._changed:
            clip = self._clips.get(text)
            if clip is not None:
                self._clips.move_to_end(text)
            elif text in self._timings:
                self.request((text,))
            return clip

    def timing(self, text: str) -> ClipTiming | None:
        """Length and vowel of a rendered phrase, also while its clip is not in memory."""
        with self._changed:
            return self._timings.get(text)

    def failed(self, text: str) -> str | None:
        """Why a phrase could not be rendered, in plain text; None where it was or may still be."""
        with self._changed:
            return self._failures.get(text)

    @property
    def rate(self) -> int:
        """Words a minute."""
        return self._choice.rate

    @property
    def version(self) -> int:
        """Rises whenever a clip arrives, fails or is forgotten, or the voices become known."""
        return self._version

    @property
    def problem(self) -> str:
        """What is wrong with the speech, in plain text with the remedy; empty while all is well."""
        with self._changed:
            return self._problem

    @property
    def notice(self) -> str:
        """What is worth knowing although the words are spoken (by another voice, say), or empty."""
        with self._changed:
            return self._maker.notice

    @property
    def voices(self) -> tuple[Voice, ...]:
        """What can speak, once it was asked for; empty before, and where nothing can."""
        return self._voices

    def wait_for(self, texts: Iterable[str], timeout: float) -> bool:
        """Ask for `texts`; wait until each has come or failed. False after `timeout` seconds or `close`."""
        wanted = tuple(texts)
        self.request(wanted)
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._all_settled(wanted), timeout)
            return self._all_settled(wanted)

    def close(self) -> None:
        """End the thread and the engines' processes. What is still asked for is dropped, now and later."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            thread = self._thread
        self._close_engines()
        if thread is not None:
            thread.join(2.0)
            self._close_engines()  # a phrase that was about to be asked for has started the engine again

    def _close_engines(self) -> None:
        self._engine.close()
        if self._natural is not None:
            self._natural.close()

    def _new_maker(self) -> PhraseMaker:
        return make_maker(self._choice, self._store, self._engine, self._natural)

    # --- inside, with the condition held ---

    def _is_open(self, text: str) -> bool:
        return text not in self._clips and text not in self._failures and text != self._current

    def _forget_clips(self) -> None:
        self._clips.clear()
        self._bytes = 0
        self._timings.clear()  # a session waits for what has no timing, and so for its first words

    def _all_settled(self, texts: Iterable[str]) -> bool:
        return all(text in self._timings or text in self._failures for text in texts)

    def _forget_failures(self) -> None:
        self._failures.clear()
        self._problem = ""
        self._tell()

    def _tell(self) -> None:
        self._version += 1
        self._changed.notify_all()

    def _wake(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="speaker", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _keep(self, text: str, clip: Clip) -> None:
        """Put a clip into memory; the longest unused ones make room."""
        self._timings[text] = clip.timing
        self._clips[text] = clip
        self._bytes += clip.samples.nbytes
        while self._bytes > self._memory_bytes and len(self._clips) > 1:
            _, oldest = self._clips.popitem(last=False)
            self._bytes -= oldest.samples.nbytes

    # --- the thread ---

    def _work(self) -> None:
        """Do what is asked for until `close`."""
        while self._wait_for_work():
            with self._changed:
                maker = self._maker
                wants_voices, self._wants_voices = self._wants_voices, False
                text = self._current = "" if wants_voices else self._queue.pop(0)
            if wants_voices:
                self._find_voices(maker)
            else:
                self._settle(text, maker)

    def _wait_for_work(self) -> bool:
        """Sleep until there is something to do; an engine that idles is ended once. False after `close`."""

        def is_needed() -> bool:
            return self._closed or self._wants_voices or bool(self._queue)

        with self._changed:
            is_idle = not self._changed.wait_for(is_needed, self._idle_seconds)
        if is_idle:
            self._close_engines()
            with self._changed:
                self._changed.wait_for(is_needed)
        return not self._closed

    def _settle(self, text: str, maker: PhraseMaker) -> None:
        """Load or render a phrase, and note what became of it unless another voice was chosen meanwhile."""
        made: MadeClip | None = None
        problem = ""
        try:
            made = maker.made(text)
        except SpeechFailed as error:
            problem = str(error)
        except Exception:
            log.exception("Speaking %.80r failed", text)
            problem = not_spoken()
        with self._changed:
            self._current = ""
            if maker is not self._maker:
                return
            if made is None:
                self._failures[text] = self._problem = problem
            else:
                self._keep(text, made.clip)
                if made.is_new:
                    self._problem = ""
            self._tell()

    def _find_voices(self, maker: PhraseMaker) -> None:
        voices: tuple[Voice, ...] = ()
        problem = ""
        try:
            voices = maker.voices()
        except SpeechFailed as error:
            problem = str(error)
        except Exception:
            log.exception("Asking for the voices failed")
            problem = tr("The voices could not be listed. Restart the coach to try again.")
        with self._changed:
            self._voices, self._problem = voices, problem
            self._tell()
