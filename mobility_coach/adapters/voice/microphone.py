"""The microphone, through PortAudio: 16,000 samples a second, whatever the device can."""

import contextlib
import importlib
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from mobility_coach.adapters.sound.device_list import DEVICES
from mobility_coach.services.ports import MonotonicClock
from mobility_coach.services.voice.voice_ports import HEARING_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]
    Deliver = Callable[[Samples, float], None]

_log = logging.getLogger(__name__)

PIECE_SECONDS = 0.048
LATENCY = 0.05
"""Longer pieces cost less, but with PulseAudio their times are wrong by 7 ms instead of a tenth."""

LONGEST_DELAY = 1.0
"""Seconds; a driver that claims more between hearing and delivery is not believed."""

LONGEST_NAME = 200
MOST_NAMES = 50


class NoMicrophone(Exception):
    """It can't be opened; `reason` is a key of `ear_process.PROBLEMS`."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def import_sounddevice() -> Any:  # noqa: ANN401 -- the module publishes no types
    """The module `sounddevice`. Raises `NoMicrophone`."""
    try:
        return importlib.import_module("sounddevice")
    except (ImportError, OSError) as error:
        raise NoMicrophone("no-library", str(error)) from error


def microphone_names(library: Any) -> tuple[str, ...]:  # noqa: ANN401 -- as above
    """What can be listened to by the system's usual way, each name once."""
    try:
        devices = library.query_devices()
        usual = library.query_hostapis(library.default.hostapi)["devices"]
    except library.PortAudioError as error:
        _log.info("No list of microphones: %s", error)
        return ()
    names = [str(devices[at]["name"])[:LONGEST_NAME] for at in usual if devices[at]["max_input_channels"] > 0]
    return tuple(dict.fromkeys(names))[:MOST_NAMES]


class Microphone:
    """An open one: pieces of its sound go to `deliver`, with the monotonic time of their first sample.

    `deliver` is called on the driver's thread, `lost` when the device has gone.
    """

    def __init__(
        self,
        library: Any,  # noqa: ANN401 -- as above
        name: str,
        deliver: "Deliver",
        lost: Callable[[], None],
        clock: MonotonicClock,
    ) -> None:
        """Open the microphone called `name`, or the system's own. Raises `NoMicrophone`."""
        self._library = library
        self._deliver = deliver
        self._lost = lost
        self._clock = clock
        self._resample: Callable[[Samples], Samples] | None = None
        device = _index(library, name)
        try:
            self.name = str(library.query_devices(device, "input")["name"])[:LONGEST_NAME]
            self._stream = self._opened(device)
            self._stream.start()
        except (library.PortAudioError, ValueError) as error:
            raise NoMicrophone(_reason(library), str(error)) from error

    def close(self) -> None:
        """Let go of the device."""
        self._lost = _nothing
        with contextlib.suppress(self._library.PortAudioError):
            self._stream.abort()
        with contextlib.suppress(self._library.PortAudioError):
            self._stream.close()

    def _opened(self, device: int | None) -> Any:  # noqa: ANN401
        try:
            return self._stream_at(device, HEARING_RATE)
        except self._library.PortAudioError as error:
            rate = round(self._library.query_devices(device, "input")["default_samplerate"])
            _log.info(
                "The microphone does not give %d samples a second, but %d: %s", HEARING_RATE, rate, error
            )
            self._resample = _resampler(rate)
            return self._stream_at(device, rate)

    def _stream_at(self, device: int | None, rate: int) -> Any:  # noqa: ANN401
        return self._library.InputStream(
            samplerate=rate,
            device=device,
            channels=1,
            dtype="int16",
            blocksize=round(rate * PIECE_SECONDS),
            latency=LATENCY,
            callback=self._take,
            finished_callback=self._finished,
        )

    def _take(self, data: Any, count: int, times: Any, flags: Any) -> None:  # noqa: ANN401, ARG002 -- PortAudio's
        ago = times.currentTime - times.inputBufferAdcTime
        at = self._clock() - (ago if 0 <= ago <= LONGEST_DELAY else LATENCY)
        samples = data[:, 0].copy()
        self._deliver(samples if self._resample is None else self._resample(samples), at)

    def _finished(self) -> None:
        self._lost()


def look_for_devices(library: Any) -> None:  # noqa: ANN401
    """Look anew, where no stream is open; what goes wrong is told when a microphone is opened."""
    with contextlib.suppress(library.PortAudioError):
        DEVICES.renew(library)


def _index(library: Any, name: str) -> int | None:  # noqa: ANN401
    """The device called `name`; None for the system's own. Raises `NoMicrophone`."""
    if not name:
        return None
    try:
        for at, device in enumerate(library.query_devices()):
            if device["name"][:LONGEST_NAME] == name and device["max_input_channels"] > 0:
                return at
    except library.PortAudioError as error:
        raise NoMicrophone("none", str(error)) from error
    raise NoMicrophone("not-there", name)


def _reason(library: Any) -> str:  # noqa: ANN401
    """Whether there is no microphone at all, or one that can't be had."""
    return "busy" if microphone_names(library) else "none"


def _resampler(rate: int) -> "Callable[[Samples], Samples]":
    import soxr  # noqa: PLC0415 -- few devices need it

    stream = soxr.ResampleStream(rate, HEARING_RATE, 1, dtype="int16", quality="LQ")
    return lambda samples: np.asarray(stream.resample_chunk(samples), np.int16)


def _nothing() -> None:
    """Nobody waits any more."""
