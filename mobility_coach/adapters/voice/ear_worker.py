"""The child process of `ear_process`: opens the microphone and tells, line by line, which commands it hears.

Nothing but these lines leaves it: no sample is stored or sent. It ends with its input, thus with its parent.
"""

import base64
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from mobility_coach.adapters.voice.microphone import (
    Microphone,
    NoMicrophone,
    import_sounddevice,
    look_for_devices,
    microphone_names,
)
from mobility_coach.services.ports import MonotonicClock
from mobility_coach.services.voice.echo_free import EchoFree
from mobility_coach.services.voice.echo_reference import EchoReference
from mobility_coach.services.voice.room_meter import RoomMeter
from mobility_coach.services.voice.voice_ports import MOST_WORDS_LENGTH, Heard, Recogniser, VoiceMissing

Samples = NDArray[np.int16]
Message = dict[str, Any]

AGAIN_SECONDS = 3.0
"""How long to wait between two tries to open a microphone."""

SOON_SECONDS = 0.5
"""The same where one has just gone: another one may be there already."""

LEVEL_SECONDS = 0.2
SILENT_SECONDS = 8.0
"""A microphone whose samples are all zero for so long from the first on is muted, or may not be heard."""

STALLED_SECONDS = 3.0
"""An open microphone that brings nothing for so long has gone."""

LEAVE_SECONDS = 1.0
LONGEST_ORDER = 1 << 17
LONGEST_TEXT = 500


class EarWorker:
    """Listens until it is told to stop; all but the driver's calls on one thread."""

    def __init__(
        self,
        recogniser: Recogniser,
        say: Callable[[Message], None],
        microphone: str = "",
        library: Callable[[], Any] = import_sounddevice,
        clock: MonotonicClock = time.monotonic,
    ) -> None:
        self._recogniser = recogniser
        self._say = say
        self._name = microphone
        self._import = library
        self._clock = clock
        self._events: SimpleQueue[Message | None] = SimpleQueue()
        self._reference = EchoReference(clock())
        self._cleaner = EchoFree(self._reference)
        self._meter = RoomMeter()
        self._open: Microphone | None = None
        self._again_at = 0.0
        self._came_at = self._said_at = 0.0
        self._silent_since: float | None = None
        self._is_silence_told = False

    def tell(self, order: Message | None) -> None:
        """Hand over an order from any thread; None ends it."""
        self._events.put(order)

    def run(self) -> None:
        """Listen until the end is told."""
        try:
            while self.turn(LEVEL_SECONDS):
                pass
        finally:
            self._close()

    def turn(self, patience: float) -> bool:
        """Do what is to be done next, after `patience` seconds at the latest; False once the end was told."""
        self._care()
        try:
            event = self._events.get(timeout=patience)
        except Empty:
            return True
        if event is not None:
            self._obey(event)
        return event is not None

    # The microphone

    def _care(self) -> None:
        """Open the microphone where none is open, and notice one that has gone."""
        now = self._clock()
        if self._open is not None and now - self._came_at > STALLED_SECONDS:
            self._fail("lost", "it brings nothing")
        if self._open is None and now >= self._again_at:
            self._again_at = now + AGAIN_SECONDS
            self._try_to_open()

    def _try_to_open(self) -> None:
        try:
            library = self._import()
            look_for_devices(library)
            self._open = Microphone(library, self._name, self._deliver, self._went, self._clock)
        except NoMicrophone as error:
            self._trouble(error.reason, str(error))
            return
        self._came_at = self._silent_since = self._clock()
        self._is_silence_told = False
        self._cleaner.opened()
        self._say({"event": "listening", "microphone": self._open.name})

    def _deliver(self, samples: Samples, at: float) -> None:
        self._events.put({"order": "heard", "samples": samples, "at": at})

    def _went(self) -> None:
        self._events.put({"order": "lost"})

    def _fail(self, reason: str, detail: str) -> None:
        if self._open is None:
            return
        self._close()
        self._again_at = self._clock() + SOON_SECONDS
        self._trouble(reason, detail)

    def _close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def _trouble(self, reason: str, detail: str) -> None:
        self._say({"event": "trouble", "reason": reason, "detail": detail[:LONGEST_TEXT]})

    # What comes

    def _obey(self, event: Message) -> None:
        match event:
            case {"order": "heard", "samples": samples, "at": at}:
                self._hear(samples, at)
            case {"order": "lost"}:
                self._fail("lost", "its stream ended")
            case {"order": "name", "needed": bool(needed)}:
                self._recogniser.needs_name = needed
            case {"order": "played"}:
                self._reference.played()
            case {"order": "sounds", "frame": int(frame), "samples": str(text)}:
                self._reference.sounds(frame, _samples(text))
            case {"order": "anchored", "frame": int(frame), "at": float(at)}:
                self._reference.anchored(frame, at)
            case {"order": "halted", "frame": int(frame)}:
                self._reference.halted(frame)

    def _hear(self, samples: Samples, at: float) -> None:
        if self._open is None:
            return
        self._came_at = now = self._clock()
        self._notice_silence(now, is_sounding=bool(samples.any()))
        cleaned = self._cleaner.feed(samples, at)
        self._meter.feed(cleaned)
        for heard in self._recogniser.feed(cleaned):
            self._say(_line(heard))
        if now - self._said_at >= LEVEL_SECONDS:
            self._said_at = now
            level, noise = self._meter.take()
            talking = bool(self._recogniser.is_hearing_words)
            self._say({"event": "level", "level": level, "noise": noise, "words": talking})

    def _notice_silence(self, now: float, *, is_sounding: bool) -> None:
        """Tell of a microphone that never brought anything; one that fell silent may cut off what is soft."""
        if is_sounding and self._silent_since is not None:
            self._silent_since = None
            if self._is_silence_told and self._open is not None:
                self._say({"event": "listening", "microphone": self._open.name})
        elif self._silent_since is not None and now - self._silent_since > SILENT_SECONDS:
            if not self._is_silence_told:
                self._trouble("silent", "only zeros")
            self._is_silence_told = True


def _line(heard: Heard) -> Message:
    command = None if heard.command is None else heard.command.value
    words = heard.words[:MOST_WORDS_LENGTH]
    return {"event": "heard", "command": command, "words": words, "seconds": round(heard.seconds, 3)}


def _samples(text: str) -> NDArray[np.float32]:
    return np.frombuffer(base64.b64decode(text), "<i2").astype(np.float32) / np.float32(32_768.0)


def read_orders(lines: IO[bytes], worker: EarWorker) -> None:
    """Hand on what the parent says, until it says no more; a line that makes no sense is passed over."""
    for line in iter(lambda: lines.readline(LONGEST_ORDER), b""):
        try:
            order = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(order, dict):
            worker.tell(order)
    worker.tell(None)
    time.sleep(LEAVE_SECONDS)
    os._exit(0)  # a sound server that hangs must not keep the microphone open


def _main(microphone: str) -> None:
    # What libraries print must not come between the lines.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def say(message: Message) -> None:
        answers.write(json.dumps(message).encode("ascii") + b"\n")
        answers.flush()

    if microphone == "--list":
        try:
            say({"event": "microphones", "names": microphone_names(import_sounddevice())})
        except NoMicrophone as error:
            say({"event": "trouble", "reason": error.reason, "detail": str(error)[:LONGEST_TEXT]})
        return
    try:
        from mobility_coach.adapters.voice.recogniser import PocketRecogniser  # noqa: PLC0415 -- may be missing

        worker = EarWorker(PocketRecogniser(), say, microphone)
    except VoiceMissing as error:
        say({"event": "trouble", "reason": "missing", "detail": str(error)[:LONGEST_TEXT]})
        return
    threading.Thread(target=read_orders, args=(sys.stdin.buffer, worker), daemon=True).start()
    worker.run()


if __name__ == "__main__":
    _main(sys.argv[1] if len(sys.argv) > 1 else "")
