"""Stages that draw a few coloured rectangles, and a renderer that draws when it is told to."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import (
    CameraName,
    CameraPlan,
    FigureMoment,
    Key,
    Limb,
    Motion,
    MovementMotion,
    Rig,
    Root,
    RootMode,
    Way,
    WayKind,
)
from mobility_coach.figure.picture import Arrow, Beam, Patch, Pixels
from mobility_coach.ui.figure.render_thread import RenderThread
from mobility_coach.ui.figure.renderer import FigureRenderer
from mobility_coach.ui.figure.scenes import Drawn, FrameJob, Job, Sight
from mobility_coach.ui.figure.studio import Studio, real_stage

if TYPE_CHECKING:
    from mobility_coach.services.stills import StillPainter

REAL_STAGE = real_stage
"""Kept before the tests of windows put sketches in its place."""

RIG = Rig(Root(RootMode.FREE), Limb(), Limb())
GROUND, BODY, ARROW = (10, 20, 30), (200, 100, 50), (0, 255, 0)
"""Red, green, blue."""


def movement(letter: str, *, has_ready: bool = False) -> MovementMotion:
    keys = (Key(0, {}), Key(1, {}))
    return MovementMotion(letter, RIG, keys, ready={"spine.flexion": 5} if has_ready else None)


def motion(drill: str = "drill", letters: str = "AB", side: Side = Side.LEFT) -> Motion:
    plan = CameraPlan(usual=CameraName.SIDE)
    return Motion(drill, side, tuple(movement(letter) for letter in letters), plan)


def moment(
    letter: str = "A",
    progress: float = 0.0,
    *,
    kind: WayKind = WayKind.STROKE,
    is_back: bool = False,
    side: Side = Side.LEFT,
    seconds: float = 9.0,
    drill: str = "drill",
    origin: str = "",
) -> FigureMoment:
    return FigureMoment(drill, side, Way(kind, letter, origin), progress, is_back, seconds)


def pixels(width: int, height: int, colour: tuple[int, int, int]) -> Pixels:
    red, green, blue = colour
    found = np.empty((height, width, 4), np.uint8)
    found[:] = (blue, green, red, 255)
    return found


class FakeStage:
    """The body is a bar that goes from the left edge to the middle; a movement B is brighter."""

    def __init__(self, motion: Motion, sight: Sight) -> None:
        self.motion = motion
        self.sight = sight

    def background(self) -> Pixels:
        return pixels(self.sight.width, self.sight.height, GROUND)

    def patch(self, way: Way, at: float) -> Patch:
        width, height = self.sight.width, self.sight.height
        red, green, blue = BODY
        body = pixels(
            max(1, width // 8), max(1, height // 2), (red, green, blue + 100 * (way.movement == "B"))
        )
        return Patch(round(at * width / 2), height // 4, body)

    def arrow(self, way: Way, *, is_back: bool) -> Arrow | None:
        width, height = self.sight.width, self.sight.height
        high = height * (0.95 if is_back else 0.05)
        points = tuple((width * (0.5 + part / 20), high) for part in range(8))
        tip = width * 0.95
        return Arrow(points, ((tip, high), (tip - 5, high - 5), (tip - 5, high + 5)), 4.0, ARROW)

    def beam(self, way: Way, at: float) -> Beam | None:
        return None

    def picture(self, way: Way, at: float, *, is_back: bool = False, with_arrow: bool = True) -> Pixels:
        found = self.background()
        patch = self.patch(way, at)
        high, wide = patch.pixels.shape[:2]
        found[patch.top : patch.top + high, patch.left : patch.left + wide] = patch.pixels
        return found


class HandThread(RenderThread):
    """No thread: draws when it is told to, in the order of the real one."""

    def __init__(
        self,
        deliver: Callable[[Job, Drawn], None],
        make_stage: Callable[[Motion, Sight], FakeStage] = FakeStage,
    ) -> None:
        super().__init__(deliver)
        self.studio = Studio(make_stage)
        self.drawn: list[Job] = []

    def _wake(self) -> None:
        pass

    def step(self, most: int = 1) -> int:
        """Draw the `most` jobs that are wanted most; how many there were."""
        for done in range(most):
            job = self._take()
            if job is None:
                return done
            self.drawn.append(job)
            try:
                self._deliver(job, self.studio.draw(job))
            except ValueError as error:
                self._deliver(job, error)
            QCoreApplication.processEvents()
        return most

    def finish(self) -> int:
        """Draw all that is wanted."""
        return self.step(10_000)

    @property
    def frames(self) -> list[int]:
        """Which pictures of ways were drawn."""
        return [job.frame for job in self.drawn if isinstance(job, FrameJob)]


def hand_renderer(most_bytes: int = 100 << 20) -> tuple[FigureRenderer, HandThread]:
    """A renderer, and its hand."""
    hands: list[HandThread] = []

    def start(deliver: Callable[[Job, Drawn], None]) -> HandThread:
        hands.append(HandThread(deliver))
        return hands[0]

    return FigureRenderer(start, most_bytes), hands[0]


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class FakeKeeper:
    """Keeps stills in memory."""

    def __init__(self) -> None:
        self.pictures: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        return self.pictures.get(name)

    def put(self, name: str, png: bytes) -> None:
        self.pictures[name] = png


class FakeFigures:
    """A `FigurePort` that knows a few motions."""

    def __init__(self, *motions: Motion) -> None:
        self._motions = {each.drill: each for each in motions}
        self.stamps = {each.drill: f"{number:08x}" for number, each in enumerate(motions)}
        self.stills = FakeKeeper()
        self.painter: StillPainter | None = None
        self.positions: set[str] = set()

    def give_back(self) -> None:
        pass

    def motion(self, drill_id: str) -> Motion | None:
        return self._motions.get(drill_id)

    def has_way(self, drill_id: str) -> bool:
        return drill_id in self._motions and drill_id not in self.positions

    def stamp(self, drill_id: str) -> str:
        return self.stamps.get(drill_id, "")
