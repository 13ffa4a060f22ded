"""Speech by pyttsx3 in a process of its own, which is watched, ended and started again where it fails."""

import logging
import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from mobility_coach.adapters.speech.aiff import is_aiff, wav_from_aiff
from mobility_coach.adapters.speech.speech_kinds import SYSTEM, SpeechKind
from mobility_coach.adapters.speech.speech_process import Message, SpeechProcess, WorkerGone, WorkerSilent
from mobility_coach.domain.wording import tr
from mobility_coach.services.ports import SpeechFailed, SpeechRequest, Voice

log = logging.getLogger(__name__)

LONGEST_PHRASE = 400
LARGEST_FILE = 32 << 20
SLOWEST_RATE, FASTEST_RATE = 80, 450

Result = TypeVar("Result")


class WorkerError(Exception):
    """The worker answered that it can't; `reason` as in its module."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def worker_command(kind: SpeechKind = SYSTEM) -> tuple[str, ...]:
    """How the worker is started. With -P nothing is imported from the folder that it lies in."""
    return (sys.executable, "-P", str(Path(__file__).with_name("speech_worker.py")), *kind.options)


class Pyttsx3Speech:
    """Implements `ports.SpeechEngine`. `render` and `voices` from one thread; `close` from any.

    The process is started by the first phrase and started again whenever it hangs or dies; each phrase is
    tried twice. After some starts in a row that fail, or where there is no engine at all, no process is
    started any more until `voices` asks again. `close` ends the process; a later phrase starts a new one.
    """

    def __init__(
        self, command: Sequence[str] = (), *, kind: SpeechKind = SYSTEM, start_seconds: float = 0.0
    ) -> None:
        """`command` and `start_seconds` take the place of those that are usual for this `kind`."""
        self._kind = kind
        self._command = tuple(command) or worker_command(kind)
        self._start_seconds = start_seconds or kind.start_seconds
        self._name = ""
        self._process: SpeechProcess | None = None
        self._lock = threading.Lock()
        self._closings = 0
        self._failed_starts = 0
        self._refusal = ""
        self._ids = 0

    @property
    def name(self) -> str:
        """The library and its version."""
        self._name = self._name or self._kind.name
        return self._name

    @property
    def worker_pid(self) -> int | None:
        """The worker's process id while one runs; for diagnostics."""
        process = self._process
        return None if process is None else process.pid

    def voices(self) -> tuple[Voice, ...]:
        """What can speak; asks again even where the engine had been given up. Raises `SpeechFailed`."""
        self._refusal, self._failed_starts = "", 0

        def ask(process: SpeechProcess, seconds: float) -> tuple[Voice, ...]:
            answer = self._ask(process, {"voices": True}, seconds)
            return tuple(voice for item in answer.get("voices", ()) if (voice := _voice(item)) is not None)

        return self._twice(ask, self._start_seconds)

    def render(self, request: SpeechRequest, deadline_seconds: float = 6.0) -> bytes:
        """The words as a WAV file. Raises `SpeechFailed`.

        Within `deadline_seconds`, unless the process has to be started: that may take its own time on top.
        """
        text = spoken_text(request.text)

        def ask(process: SpeechProcess, seconds: float) -> bytes:
            rate = max(SLOWEST_RATE, min(FASTEST_RATE, request.rate))
            words = {"text": text, "voice": request.voice, "rate": rate, "file": "phrase.wav"}
            self._ask(process, words, seconds)
            return _sound(process.folder / "phrase.wav")

        return self._twice(ask, deadline_seconds)

    def close(self) -> None:
        """End the process, within half a second; a phrase that is being rendered fails."""
        with self._lock:
            self._closings += 1
            process, self._process = self._process, None
        if process is not None:
            process.stop()

    def _twice(self, ask: Callable[[SpeechProcess, float], Result], seconds: float) -> Result:
        """`ask` the worker; where it hangs, dies or fails ask a new one once more."""
        closings = self._closings
        trouble: Exception | None = None
        for _ in range(2):
            process = self._running(closings)
            try:
                return ask(process, seconds / 2)
            except (WorkerGone, WorkerSilent, WorkerError, OSError) as error:
                trouble = error
                log.warning("Speech failed: %s", error)
                self._drop(process)
                if isinstance(error, WorkerError) and error.reason == "voice":
                    raise SpeechFailed(
                        tr("This voice can't be used here. Choose another one in the settings.")
                    ) from error
        raise SpeechFailed(tr("The speech engine could not say this; its words are shown.")) from trouble

    def _ask(self, process: SpeechProcess, request: Message, seconds: float) -> Message:
        """The worker's answer to `request`; late answers to others are passed over."""
        self._ids += 1
        end = time.monotonic() + seconds
        process.send({"id": self._ids, **request})
        while True:
            answer = process.receive(end - time.monotonic())
            if answer.get("id") != self._ids:
                continue
            if answer.get("ok") is True:
                return answer
            raise WorkerError(str(answer.get("reason")), str(answer.get("detail"))[:500])

    def _running(self, closings: int) -> SpeechProcess:
        """The process, started where none runs. Raises `SpeechFailed`."""
        if self._process is not None:
            return self._process
        while not self._refusal:
            process = self._start(closings)
            if process is not None:
                return process
        raise SpeechFailed(self._refusal)

    def _start(self, closings: int) -> SpeechProcess | None:
        """One attempt to start the worker; None where it failed."""
        with self._lock:
            if closings != self._closings:
                raise SpeechFailed(tr("Speech was stopped."))
            try:
                self._process = process = SpeechProcess(self._command)
            except OSError as error:
                self._count_failure("broken", str(error))
                return None
        try:
            ready = process.receive(self._start_seconds)
        except (WorkerGone, WorkerSilent) as error:
            ready = {"reason": "broken", "detail": str(error)}
        if ready.get("ready") is True:
            self._failed_starts = 0
            return process
        self._drop(process)
        self._count_failure(str(ready.get("reason")), str(ready.get("detail"))[:500])
        return None

    def _count_failure(self, reason: str, detail: str) -> None:
        """Count the failure, and give up where another attempt promises nothing."""
        log.warning("The speech worker did not start (%s): %s", reason, detail)
        self._failed_starts += 1
        if reason == "no-engine":
            self._refusal = self._kind.missing()
        elif self._failed_starts >= self._kind.start_attempts:
            self._refusal = self._kind.broken()

    def _drop(self, process: SpeechProcess) -> None:
        """Kill a worker that can't be trusted any more."""
        with self._lock:
            if self._process is process:
                self._process = None
        process.stop(patience=0)


def spoken_text(text: str) -> str:
    """`text` as an engine may see it: at most 400 characters, none of them control or mark-up.

    Engines take ``<tags>``, ``[[phonemes]]`` and the like as commands, or read them out. Raises
    `SpeechFailed` where nothing is left to say.
    """
    if len(text) > LONGEST_PHRASE:
        raise SpeechFailed(
            tr("This phrase is longer than {count} characters; shorten it.").format(count=LONGEST_PHRASE)
        )
    plain = "".join(" " if _is_markup(character) else character for character in text)
    plain = " ".join(plain.split())
    if not any(character.isalnum() for character in plain):
        raise SpeechFailed(tr("There is nothing to say in this phrase."))
    return plain


def _is_markup(character: str) -> bool:
    return character in "<>[]{}|\\^~`_*#" or unicodedata.category(character).startswith(("C", "Z"))


def _sound(file: Path) -> bytes:
    """The rendered file as WAV. Raises `WorkerError` or `OSError`."""
    with file.open("rb") as stream:
        data = stream.read(LARGEST_FILE + 1)
    file.unlink(missing_ok=True)
    if len(data) > LARGEST_FILE:
        raise WorkerError("broken", "the sound file is too large")
    if not is_aiff(data):
        return data
    try:
        return wav_from_aiff(data)
    except ValueError as error:
        raise WorkerError("broken", str(error)) from error


def _voice(item: object) -> Voice | None:
    """A voice out of the worker's answer, or None where it makes no sense."""
    match item:
        case [str(id_), str(name), [*languages]] if id_:
            tags = tuple(tag.lower().replace("_", "-") for tag in languages if isinstance(tag, str))
            return Voice(id_, name or id_, tags)
    return None
