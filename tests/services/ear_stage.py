"""An ear without a microphone, for tests: what it is told, and what it is made to report."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mobility_coach.services.voice.voice_ports import EarReport, PlayedSound


@dataclass
class FakeEarPort:
    """Implements `EarPort`; `told` is what it learnt, in order."""

    said: list[EarReport] = field(default_factory=list)
    told: list[tuple[object, ...]] = field(default_factory=list)
    is_open: bool = False

    def start(self) -> None:
        self.is_open = True

    def reports(self) -> tuple[EarReport, ...]:
        said, self.said = tuple(self.said), []
        return said

    def wait_for_ready(self, *, is_waiting: bool) -> None:
        self.told.append(("waiting", is_waiting))

    def stop(self) -> None:
        self.is_open = False

    def played(self) -> None:
        self.told.append(("played",))

    def sounds(self, frame: int, samples: NDArray[np.int16]) -> None:
        self.told.append(("sounds", frame, samples))

    def anchored(self, frame: int, at: float) -> None:
        self.told.append(("anchored", frame, at))

    def halted(self, frame: int) -> None:
        self.told.append(("halted", frame))


@dataclass
class FakeTap:
    """Implements `SoundTap`."""

    listener: PlayedSound | None = None

    def tell(self, told: PlayedSound | None) -> None:
        self.listener = told
