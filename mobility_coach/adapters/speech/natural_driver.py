"""A driver for pyttsx3: the voice "heart" of hibari-tts, a neural network whose model lies in its package.

The speech worker loads this file by its path; it imports nothing of the package either. Nothing is fetched or
told to anybody, for which `stay_offline` comes before the libraries are imported. hibari would download other
voices if they were asked for, which they never are; onnxruntime, from 1.29 on, would send Microsoft what is
run here, with an id that it leaves in the cache folder.
"""

import importlib
import os
import sys
import wave
from collections.abc import Iterator
from typing import Any, Protocol

VOICE = "heart"
LANGUAGE = "en-us"
RATE_AT_SPEED_ONE = 183
"""At speed 1 the texts of the shipped drills take as long as with espeak-ng at so many words a minute."""
SLOWEST, QUICKEST = 0.5, 2.0
"""The speeds that the model was made for."""
LONGEST_SECONDS = 60
NICE = 5
"""What plays the beat goes before what is said later."""

_QUIET_ENVIRONMENT = {
    # One thread: the other core is the beat's.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # Two names for one wish: the first versions with it listened to the second one.
    "ORT_DISABLE_TELEMETRY": "1",
    "ORT_TELEMETRY_DISABLED": "1",
    # Nobody listens at this port, should a library want to reach out all the same.
    **dict.fromkeys(
        ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9"
    ),
    "no_proxy": "",
    "NO_PROXY": "",
}
_NETWORK = frozenset({"socket.__new__", "socket.connect", "socket.getaddrinfo", "urllib.Request"})


def stay_offline() -> None:
    """Keep this process off the network until it ends, and out of the way of others."""
    os.environ.update(_QUIET_ENVIRONMENT)
    sys.addaudithook(_refuse)
    if hasattr(os, "nice"):
        os.nice(NICE)


def _refuse(event: str, _arguments: object) -> None:
    if event in _NETWORK:
        raise PermissionError("the natural voice stays off the network")


class Proxy(Protocol):
    """pyttsx3's side."""

    def notify(self, topic: str, *, completed: bool) -> None:
        """Tell who is connected."""
        ...

    def setBusy(self, busy: bool) -> None:  # noqa: N802 - pyttsx3's name
        """Work off what is asked for once that is false."""
        ...


def buildDriver(proxy: Proxy) -> "NaturalDriver":  # noqa: N802 - pyttsx3's name
    """The driver that pyttsx3 asks for. Raises whatever its libraries do where they, or the model, fail."""
    return NaturalDriver(proxy)


class Heart:
    """The only voice, in pyttsx3's form."""

    id = VOICE
    name = "Heart"
    languages = (LANGUAGE,)


class NaturalDriver:
    """Renders into files, and nothing else; each phrase is done when `save_to_file` returns."""

    def __init__(self, proxy: Proxy) -> None:
        self._proxy = proxy
        self._rate = RATE_AT_SPEED_ONE
        self._tts: Any = importlib.import_module("hibari").Hibari(voice=VOICE, threads=1)
        _switch_off_events()
        self._sound("Ready.")  # loads all that the first phrase would wait for, and shows that it works

    def getProperty(self, name: str) -> object:  # noqa: N802 - as are all below
        """The value of "voices", "voice" or "rate". Raises `KeyError`."""
        return {"voices": [Heart()], "voice": VOICE, "rate": self._rate}[name]

    def setProperty(self, name: str, value: object) -> None:  # noqa: N802
        """Set "rate", in words a minute. There is one voice; another one does not read back."""
        if name == "rate" and isinstance(value, int):
            self._rate = value

    def save_to_file(self, text: str, filename: str) -> None:
        """Speak `text` into a WAV file, and tell how it went."""
        is_done = False
        try:
            samples = self._sound(text)
            with wave.open(filename, "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(self._tts.sample_rate)
                file.writeframes(samples)
            is_done = True
        finally:
            self._proxy.notify("finished-utterance", completed=is_done)

    def _sound(self, text: str) -> bytes:
        """`text` as 16-bit samples. Raises `ValueError` for what is no sound."""
        import numpy as np  # noqa: PLC0415 - after `stay_offline`

        speed = min(QUICKEST, max(SLOWEST, self._rate / RATE_AT_SPEED_ONE))
        sound = np.asarray(self._tts(text, speed=speed, seed=0), dtype=np.float32).reshape(-1)
        if not 0 < len(sound) <= LONGEST_SECONDS * self._tts.sample_rate or not np.isfinite(sound).all():
            raise ValueError("the model gave no sound")
        samples: bytes = np.rint(np.clip(sound, -1.0, 1.0) * 32767).astype("<i2").tobytes()
        return samples

    def startLoop(self) -> None:  # noqa: N802
        """Work off what is asked for. All is done when this returns: waiting here would be for ever."""
        self._proxy.setBusy(False)

    def endLoop(self) -> None:  # noqa: N802
        """Nothing runs."""

    def iterate(self) -> Iterator[None]:
        """For loops of others: the work is done by then."""
        self._proxy.setBusy(False)
        yield

    def stop(self) -> None:
        """Nothing runs."""

    def destroy(self) -> None:
        """Nothing is held."""


def _switch_off_events() -> None:
    """The same wish once more, where the environment is not asked for it: on Windows."""
    switch_off = getattr(importlib.import_module("onnxruntime"), "disable_telemetry_events", None)
    if switch_off is not None:
        switch_off()
