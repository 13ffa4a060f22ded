"""The sound device, through PortAudio."""

import atexit
import importlib
import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from mobility_coach.adapters.sound.device_list import DEVICES, DeviceList
from mobility_coach.adapters.sound.playback import Playback
from mobility_coach.adapters.sound.sound_problems import PROBLEMS, Failure
from mobility_coach.adapters.sound.sound_thread import SoundThread, Worker
from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.domain.wording import tr
from mobility_coach.services.ports import FrameSource, MonotonicClock, SinkStatus

_logger = logging.getLogger(__name__)

LATENCY = 0.2
"""Seconds of sound that the device holds; sounds are placed by their offset, so it costs no accuracy."""

LINGER = 2.0
"""Seconds after which a stream that is not playing is closed."""

START_LIMIT = 1.5
"""Seconds that a device may take to ask for its first block."""

STALL_LIMIT = 0.5
"""Seconds of looking, in which a playing device asks for nothing, until it counts as gone."""


def import_sounddevice() -> Any:  # noqa: ANN401 -- the module publishes no types
    """The module `sounddevice`; raises OSError where PortAudio is missing."""
    return importlib.import_module("sounddevice")


class AudioOutput:
    """An `AudioSink` on the default device; beyond it, what `ResilientOutput` needs of a `Device`.

    Calls of the sound library are made on one thread of their own, and the caller waits for none of them but,
    briefly, for `halt`. The stream is started only while something plays and is closed soon after.
    """

    def __init__(
        self,
        clock: MonotonicClock,
        library: Callable[[], Any] = import_sounddevice,
        worker: Worker | None = None,
        devices: DeviceList = DEVICES,
    ) -> None:
        self._clock = clock
        self._import = library
        self._worker: Worker = worker or SoundThread(self.close_idle, LINGER)
        self._devices = devices
        self._has_joined = False
        self._library: Any = None
        self._stale = False
        self._told = ""
        self._stream: Any = None
        self._stream_gate = threading.Lock()
        self._on_stream: Playback | None = None
        self._playback: Playback | None = None
        self._halted_at = 0
        self._device = ""
        self._failure: Failure | None = None
        self._underruns = 0
        self._begun = 0.0
        self._looked = 0.0
        self._stalled = 0.0

    # What the player calls

    def prepare(self) -> None:
        """Load the sound library, so that the first `play` is heard as soon as any other."""
        self._worker.post(self._load)

    def play(self, source: FrameSource, start: int) -> None:
        """Play `source` from frame `start` on; what fails is told by `failure`."""
        self._begin(Playback(source, start, clock=self._clock, latency=LATENCY))

    def follow(self, source: FrameSource, position: Callable[[], int]) -> None:
        """Play `source` from the frame on that `position` tells at the moment when sound can begin."""
        self._begin(Playback(source, position, clock=self._clock, latency=LATENCY))

    def replace(self, source: FrameSource) -> bool:
        """Go on with `source`; False where nothing plays."""
        if self._playback is None or not self.is_playing:
            return False
        self._playback.replace(source)
        return True

    def written(self) -> int:
        """The first frame that the device has not asked for."""
        return self._halted_at if self._playback is None else self._playback.next_frame

    def halt(self) -> int:
        """Silence; the frame that was heard last."""
        position = self.position()
        if self._playback is not None:
            self._retire(self._playback)
            self._halted_at = position
            self._worker.run(self._abort, seconds=0.03)
        return position

    def position(self) -> int:
        """The frame that is heard now, by the time at which the driver says it is at the ear."""
        if self._playback is None:
            return self._halted_at
        return self._playback.position(self._stream_time())

    @property
    def is_playing(self) -> bool:
        """Whether the position moves or will do so."""
        return self._playback is not None and self.failure is None and self.position() < self._playback.stop

    @property
    def is_heard(self) -> bool:
        """Whether the first frame has reached the ear, and nothing has failed since."""
        if self._playback is None or self.failure is not None:
            return False
        now = self._stream_time()
        return now is not None and self._playback.is_heard(now)

    @property
    def failure(self) -> Failure | None:
        """Why what plays is not heard; where nothing plays, how it was the last time."""
        playback = self._playback
        if playback is not None:
            if playback.failure is None and not playback.over:
                self._watch(playback)
            if playback.failure is not None or playback.filled_at is not None:
                self._failure = playback.failure
            return playback.failure
        return self._failure

    @property
    def busy(self) -> bool:
        """Whether the sound library is at work, or hangs."""
        return self._worker.busy

    def status(self) -> SinkStatus:
        """How the sound is doing."""
        audible = self.is_playing and self.is_heard
        playing = 0 if self._playback is None else self._playback.underruns
        return SinkStatus(
            audible=audible,
            device=self._device,
            problem=tr(PROBLEMS[self._failure]) if self._failure else "",
            underruns=self._underruns + playing,
        )

    def close(self) -> None:
        """Let go of the device."""
        if self._playback is not None:
            self._halted_at = self.position()
            self._retire(self._playback)
        # Also while the library is still being loaded: a stream may come of that, which nobody else closes.
        is_used = self._worker.busy or self._library is not None
        if is_used and not self._worker.run(self._shut, seconds=0.04) and self._library is not None:
            # The library's own end would wait for the server that hangs, and the program with it.
            atexit.unregister(self._library._exit_handler)  # noqa: SLF001 -- there is no other way
        self._worker.end()

    def close_idle(self) -> None:
        """Close the stream where nothing plays; called on the sound's thread when it has no job."""
        if self._on_stream is None or self._on_stream.cancelled or self._on_stream.over:
            self._shut()

    # Bookkeeping on the caller's side

    def _begin(self, playback: Playback) -> None:
        if self._playback is not None:
            self._retire(self._playback)
        self._playback = playback
        self._begun = self._looked = self._clock()
        self._stalled = 0.0
        self._worker.post(partial(self._start, playback))

    def _retire(self, playback: Playback) -> None:
        playback.cancelled = True
        self._underruns += playback.underruns
        self._playback = None

    def _stream_time(self) -> float | None:
        """The stream's clock, or None where there is no stream or it is just being closed."""
        if not self._stream_gate.acquire(blocking=False):
            return None
        try:
            return None if self._stream is None else float(self._stream.time)
        except self._library.PortAudioError:
            return None
        finally:
            self._stream_gate.release()

    def _watch(self, playback: Playback) -> None:
        """Notice a device that asks for nothing.

        Only time in which we looked counts: what held us up may have held up the device's thread too.
        """
        now = self._clock()
        if playback.filled_at is None:
            if now - self._begun > START_LIMIT:
                playback.failure = Failure.STUCK
        elif playback.filled_at > self._looked:
            self._stalled = 0.0
        else:
            self._stalled += min(now - self._looked, 0.1)
            if self._stalled > STALL_LIMIT + LATENCY:
                playback.failure = Failure.LOST
        if playback.failure is not None:
            self._stale = True
        self._looked = now

    # What runs on the sound's thread

    def _start(self, playback: Playback) -> None:
        if playback.cancelled:
            return
        if not self._load():
            playback.failure = Failure.NO_LIBRARY
            return
        try:
            self._abort()
            self._open_and_start(playback)
        except self._library.PortAudioError as error:
            if str(error) != self._told:  # it is tried again and again
                self._told = str(error)
                _logger.info("No sound device: %s", error)
            self._stale = True
            self._shut()
            playback.failure = playback.failure or Failure.NO_DEVICE
        else:
            self._told = ""

    def _load(self) -> bool:
        try:
            self._library = self._library or self._import()
        except (ImportError, OSError):
            _logger.warning("PortAudio could not be loaded", exc_info=True)
            return False
        return True

    def _open_and_start(self, playback: Playback) -> None:
        if self._stream is not None and not self._stale:
            try:
                self._on_stream = playback
                self._stream.start()
            except self._library.PortAudioError as error:
                _logger.info("The stream could not be started again: %s", error)
                self._stale = True
            else:
                return
        self._shut()
        if self._stale:
            self._stale = not self._devices.renew(self._library)
        self._devices.join()
        self._has_joined = True
        stream = self._open()
        with self._stream_gate:
            self._stream = stream
        self._on_stream = playback
        stream.start()

    def _open(self) -> Any:  # noqa: ANN401 -- the module publishes no types
        library = self._library
        try:
            self._device = str(library.query_devices(kind="output")["name"])
        except UnicodeDecodeError:  # it plays whatever its name is written in
            self._device = ""
        make = partial(
            library.OutputStream,
            samplerate=SAMPLE_RATE,
            dtype="float32",
            latency=LATENCY,
            callback=self._fill,
            finished_callback=self._finished,
        )
        try:
            return make(channels=1)
        except library.PortAudioError:
            return make(channels=2)

    def _abort(self) -> None:
        """Silence; a device that is gone is closed."""
        stream, playback = self._stream, self._on_stream
        if stream is None or playback is None:
            return
        stream.abort()
        if playback.failure is not None:
            self._shut()
        self._on_stream = None

    def _shut(self) -> None:
        self._on_stream = None
        stream = self._stream
        if stream is not None:
            stream.abort()
            with self._stream_gate:
                self._stream = None
                stream.close()
        if self._has_joined:
            self._has_joined = False
            self._devices.leave()

    # What runs on the driver's thread

    def _fill(self, out: Any, count: int, times: Any, flags: Any) -> None:  # noqa: ANN401, ARG002 -- PortAudio's
        playback = self._on_stream
        if playback is None:
            out.fill(0)
        elif playback.fill(out, times.currentTime, times.outputBufferDacTime, late=flags.output_underflow):
            raise self._library.CallbackStop

    def _finished(self) -> None:
        """The stream ended: as asked, or because the device went away."""
        playback = self._on_stream
        if playback is None or playback.cancelled:
            return
        if not playback.over:
            self._stale = True
            playback.failure = Failure.LOST
        self._worker.post(self._abort)
