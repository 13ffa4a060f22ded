"""The process that speaks into files. It can be killed at any moment and nothing but one phrase is lost.

Run by its path as ``python -P speech_worker.py [--natural] FOLDER``; it imports nothing of the package, to
start fast. With ``--natural`` the driver of natural_driver.py speaks, else pyttsx3's own one for this system.
Each line on stdin is a JSON object, each line on stdout too:

- first, unasked: ``{"ready": true, "driver": "espeak"}``, or ``{"ready": false, "reason": …, "detail": …}``
  with the reason "no-engine" or "broken";
- ``{"id": 1, "text": …, "voice": …, "rate": …, "file": NAME}`` is answered by ``{"id": 1, "ok": true}`` once
  the file FOLDER/NAME is complete, or by ``{"id": 1, "ok": false, "reason": …, "detail": …}`` with the reason
  "voice", "rate", "silent" or "broken";
- ``{"id": 2, "voices": true}`` is answered by ``{"id": 2, "ok": true, "voices": [[id, name, [tag, …]], …]}``.

It ends, and removes FOLDER, when stdin ends: also when the parent was killed. Windows (sapi5) and macOS
(nsss, which writes AIFF) take the same way through pyttsx3; that is untested.
"""

import ctypes
import importlib.util
import json
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

ASKS = 3
"""How often a phrase is asked for: after a change of voice or rate, one or two in a hundred are lost."""
LOST_AFTER_SECONDS = 0.8
SETTLE_SECONDS = 0.03
"""espeak applies properties from a queue; it has to run dry, for pyttsx3 cancels what it finds busy."""

NATURAL = "mobility_coach_natural"
"""What our own driver is called among those of pyttsx3."""

SYSTEM_LIBRARIES = ("libespeak-ng.so.1", "/usr/local/lib/libespeak-ng.so.1", "libespeak.so.1")

Message = dict[str, Any]


class PhraseFailed(Exception):
    """A phrase can't be rendered: `reason` for the parent, the message for the log."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def main() -> None:
    """Serve until stdin ends."""
    *options, last = sys.argv[1:]
    folder = Path(last)
    # Ctrl+C in a terminal reaches the whole group of processes; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = _own_stdout()
    is_natural = "--natural" in options
    try:
        engine = natural_speech() if is_natural else system_speech()
    except Exception as error:  # noqa: BLE001  whatever a driver raises, the parent is told
        missing = ModuleNotFoundError if is_natural else (ImportError, OSError, RuntimeError)
        reason = "no-engine" if isinstance(error, missing) else "broken"
        _send(answers, {"ready": False, "reason": reason, "detail": repr(error)})
        _leave(folder)
    _send(answers, {"ready": True, "driver": engine.driver})
    for line in _lines(folder):
        _send(answers, _answer(engine, folder, json.loads(line)))


def _own_stdout() -> BinaryIO:
    """The real stdout; pyttsx3 and native libraries print into stderr from now on."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return answers


def _send(answers: BinaryIO, message: Message) -> None:
    answers.write(json.dumps(message).encode("ascii") + b"\n")


def _lines(folder: Path) -> Iterator[bytes]:
    """The lines of stdin. They are read on a thread, so that its end is seen even while a phrase hangs."""
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def read() -> None:
        for line in sys.stdin.buffer:
            lines.put(line)
        _leave(folder)

    threading.Thread(target=read, daemon=True).start()
    while True:
        yield lines.get()


def _leave(folder: Path) -> NoReturn:
    """Remove what was rendered, and end without the native libraries' teardown, which may hang."""
    try:
        for file in folder.iterdir():
            file.unlink(missing_ok=True)
        folder.rmdir()
    except OSError:
        pass  # the parent was faster
    os._exit(0)


def _answer(engine: "Speech", folder: Path, request: Message) -> Message:
    answer: Message = {"id": request["id"]}
    try:
        if request.get("voices"):
            return answer | {"ok": True, "voices": engine.voices()}
        engine.use(request["voice"], request["rate"])
        engine.speak_into(folder / request["file"], request["text"])
    except PhraseFailed as error:
        return answer | {"ok": False, "reason": error.reason, "detail": str(error)}
    except Exception as error:  # noqa: BLE001  whatever a driver raises costs this phrase alone
        return answer | {"ok": False, "reason": "broken", "detail": repr(error)}
    return answer | {"ok": True}


def system_speech() -> "Speech":
    """What the system speaks with. Raises whatever a driver raises."""
    use_library()
    return Speech()


def natural_speech() -> "Speech":
    """The voice of a neural network, off the network. Raises whatever its libraries raise."""
    name = f"pyttsx3.drivers.{NATURAL}"
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("natural_driver.py"))
    if spec is None or spec.loader is None:
        raise RuntimeError("the driver's file can't be loaded")
    driver = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(driver)
    driver.stay_offline()
    sys.modules[name] = driver  # where pyttsx3 looks for a driver first
    return Speech(NATURAL)


def use_library() -> None:
    """Where espeak-ng is what speaks and the system has none, load the one of the extra ``speech``.

    pyttsx3 opens "libespeak-ng.so.1" by name, and gets the library of that name which is loaded already.
    """
    if sys.platform in {"win32", "darwin"} or has_system_library():
        return
    import espeakng_loader  # noqa: PLC0415

    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    ctypes.CDLL(espeakng_loader.get_library_path())


def has_system_library() -> bool:
    """Whether one of the libraries that pyttsx3 looks for can be loaded."""
    for name in SYSTEM_LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


class Speech:
    """pyttsx3, with all that it leaves undone: it trusts a finished file and nothing that pyttsx3 says."""

    def __init__(self, driver: str | None = None) -> None:
        """`driver` is one of pyttsx3's, or None for its choice on this system."""
        import pyttsx3  # noqa: PLC0415  only now: it loads the library

        self._engine: Any = pyttsx3.init(driver)
        # The empty run clears the busy flag that a new engine has; before it no property is applied.
        self._engine.runAndWait()
        self._outcomes: list[bool] = []
        self._engine.connect("finished-utterance", self._finished)
        self._current: dict[str, str | int] = {}
        self.driver = str(self._engine)
        self._own_voice = str(self._engine.getProperty("voice") or "")

    def _finished(self, *, completed: bool = True, **_: object) -> None:
        self._outcomes.append(completed)

    def voices(self) -> list[tuple[str, str, list[str]]]:
        """Id, name and languages of each voice."""
        return [
            (str(voice.id), str(voice.name), [_language(value) for value in voice.languages or ()])
            for voice in self._engine.getProperty("voices")
        ]

    def use(self, voice: str, rate: int) -> None:
        """Speak with this voice (empty: the engine's own) at `rate` words a minute. Raises `PhraseFailed`."""
        wanted = voice or self._own_voice
        voice_changed = bool(wanted) and self._apply("voice", wanted)
        if self._apply("rate", rate) or voice_changed:
            time.sleep(SETTLE_SECONDS)

    def _apply(self, name: str, value: str | int) -> bool:
        """Set a property until it reads back. False where it was set already."""
        if self._current.get(name) == value:
            return False
        for _ in range(100):
            self._engine.setProperty(name, value)
            time.sleep(0.003)
            if _same(self._engine.getProperty(name), value):
                self._current[name] = value
                return True
        raise PhraseFailed(name, f"{name} {value!r} was not applied")

    def speak_into(self, file: Path, text: str) -> None:
        """Make `file` a finished sound file of `text`. Raises `PhraseFailed`."""
        part = file.with_suffix(".part.wav")
        for _ in range(ASKS):
            part.unlink(missing_ok=True)
            self._outcomes.clear()
            self._engine.save_to_file(text, str(part))
            self._engine.runAndWait()
            if self._is_written(part, LOST_AFTER_SECONDS + 0.004 * len(text)):
                part.replace(file)
                return
        raise PhraseFailed("silent", "no sound was rendered")

    def _is_written(self, part: Path, seconds: float) -> bool:
        """Wait until `part` is complete; False once it is known to be lost, or after `seconds`."""
        end = time.monotonic() + seconds
        size = -1
        while time.monotonic() < end and False not in self._outcomes:  # False: cancelled by pyttsx3 itself
            before, size = size, _finished_size(part)
            if size > 0 and (self._outcomes or size == before):
                return True
            time.sleep(0.003)
        return False


def _language(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _same(found: object, wanted: str | int) -> bool:
    if isinstance(wanted, int):
        return isinstance(found, (int, float)) and abs(found - wanted) < 0.5
    return str(found).lower() == wanted.lower()


def _finished_size(file: Path) -> int:
    """Size of a sound file that holds all the sound that its head announces; 0 while it does not.

    WAV, or the AIFF that macOS writes whatever the name says.
    """
    try:
        with file.open("rb") as stream:
            head = stream.read(12)
            size = os.fstat(stream.fileno()).st_size
    except OSError:
        return 0
    order: Any = {b"RIFF": "little", b"FORM": "big"}.get(head[:4])
    if order is None or size < 48:
        return 0
    return size if size >= 8 + int.from_bytes(head[4:8], order) else 0


if __name__ == "__main__":
    main()
