"""Finds the voices there are, and lets one be heard; each on a thread of its own, so that no window waits."""

import logging
import threading
import time
from collections.abc import Callable

from mobility_coach.adapters.speech.pyttsx3_speech import Pyttsx3Speech
from mobility_coach.adapters.speech.speech_kinds import NATURAL, SYSTEM, SpeechKind
from mobility_coach.adapters.store.folders import Folders
from mobility_coach.bootstrap.sessions import make_sink, make_speaker, mix_without_words, source_maker
from mobility_coach.domain.timeline import Cue, CueKind, Sound, frames
from mobility_coach.services.ports import SpeechFailed, Voice
from mobility_coach.services.session.session_ports import Levels
from mobility_coach.services.settings_book import VoiceChoice
from mobility_coach.services.sound.tones import tone

_log = logging.getLogger(__name__)

PATIENCE_SECONDS = 8.0
LOOK_SECONDS = 0.1
GOODBYE_SECONDS = 0.3
TAIL = frames(0.1)


def search_voices(found: Callable[[tuple[Voice, ...]], None], choice: VoiceChoice) -> None:
    """Look for the voices of the chosen engine, or of the system's where that one can't speak.

    `found` is called once, on another thread, with none where nothing can speak.
    """
    kinds = (NATURAL, SYSTEM) if choice.is_natural else (SYSTEM,)

    def search() -> None:
        found(next((voices for kind in kinds if (voices := _voices(kind))), ()))

    threading.Thread(target=search, name="voice search", daemon=True).start()


def _voices(kind: SpeechKind) -> tuple[Voice, ...]:
    engine = Pyttsx3Speech(kind=kind)
    try:
        return engine.voices()
    except SpeechFailed as error:
        _log.info("No voices: %s", error)
    except Exception:  # noqa: BLE001 - whatever it was, the window waits for an answer
        _log.exception("Looking for voices failed")
    finally:
        engine.close()
    return ()


def play_chime(levels: Levels, sound: Sound = Sound.CHIME_READY) -> None:
    """A chime beside all sessions, on a thread of its own; returns at once. Without a device it is silent."""

    def play() -> None:
        sink = make_sink()
        try:
            length = len(tone(sound))
            cue = Cue(0, CueKind.CHIME, "", sound=sound, length=length)
            sink.play(mix_without_words((cue,), levels, length + TAIL), 0)
            while sink.is_playing:
                time.sleep(LOOK_SECONDS)
        finally:
            sink.close()

    threading.Thread(target=play, name="chime", daemon=True).start()


class VoiceSample:
    """One sample at a time: another one silences it."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def play(self, text: str, choice: VoiceChoice, levels: Levels) -> None:
        """Speak `text`; returns at once. Where nothing can speak it stays silent, and the log says why."""
        self.stop()
        self._stop = threading.Event()
        arguments = (text, choice, levels, self._stop)
        self._thread = threading.Thread(target=self._speak, args=arguments, name="voice sample", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Silence the sample, and wait a moment until its device is free."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(GOODBYE_SECONDS)

    def _speak(self, text: str, choice: VoiceChoice, levels: Levels, stop: threading.Event) -> None:
        speaker = make_speaker(self._folders, choice)
        sink = make_sink()
        try:
            speaker.wait_for([text], PATIENCE_SECONDS)
            timing = speaker.timing(text)
            if timing is None:
                _log.warning("No sample was heard: %s", speaker.failed(text))
                return
            cue = Cue(0, CueKind.PHRASE, text, length=timing.length)
            sink.play(source_maker(speaker)((cue,), levels, 0, timing.length + TAIL), 0)
            while sink.is_playing and not stop.wait(LOOK_SECONDS):
                pass
        finally:
            sink.close()
            speaker.close()
