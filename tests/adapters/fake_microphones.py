"""What of the module `sounddevice` a microphone uses, without any."""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike


class PortAudioError(Exception):
    """As the library's."""


@dataclass
class InputStream:
    """One that is open; `bring` is the driver."""

    library: "FakeMicrophones"
    callback: Callable[..., None]
    finished_callback: Callable[[], None]
    options: dict[str, object]
    is_running: bool = False
    is_closed: bool = False

    def start(self) -> None:
        if self.library.is_busy:
            raise PortAudioError("Device unavailable")
        self.is_running = True

    def abort(self) -> None:
        if self.library.is_stubborn:
            raise PortAudioError("Stream is not there")
        self.is_running = False

    def close(self) -> None:
        self.abort()
        self.is_closed = True

    def bring(self, samples: ArrayLike, *, now: float = 10.0, heard: float = 9.97) -> None:
        times = SimpleNamespace(currentTime=now, inputBufferAdcTime=heard)
        block = np.asarray(samples, np.int16).reshape(-1, 1)
        self.callback(block, len(block), times, None)


@dataclass
class FakeMicrophones:
    names: tuple[str, ...] = ("Speaker", "Built-in", "USB", "USB")
    rate: int = 16_000
    is_busy: bool = False
    is_stubborn: bool = False
    has_stopped: bool = False
    looked: int = 0
    streams: list[InputStream] = field(default_factory=list)
    PortAudioError = PortAudioError
    default = SimpleNamespace(hostapi=0)

    def query_devices(self, device: int | None = None, kind: str = "") -> Any:  # noqa: ANN401 - a table or a row
        if self.has_stopped:
            raise PortAudioError("no devices")
        known = [self._known(name) for name in self.names]
        if not kind:
            return known
        heard = [each for each in known if each["max_input_channels"]]
        if not heard:
            raise PortAudioError("Error querying device -1")
        return heard[0] if device is None else known[device]

    def query_hostapis(self, index: int) -> dict[str, list[int]]:
        return {"devices": list(range(len(self.names)))}

    def _known(self, name: str) -> dict[str, Any]:
        return {
            "name": name,
            "max_input_channels": int(name != "Speaker"),
            "default_samplerate": float(self.rate),
        }

    def InputStream(  # noqa: N802 -- the library's name
        self, *, callback: Callable[..., None], finished_callback: Callable[[], None], **options: object
    ) -> InputStream:
        if options["samplerate"] != self.rate:
            raise PortAudioError("Invalid sample rate")
        self.streams.append(InputStream(self, callback, finished_callback, options))
        return self.streams[-1]

    def _terminate(self) -> None:
        if not self.looked:
            raise PortAudioError("PortAudio not initialized")

    def _initialize(self) -> None:
        self.looked += 1
