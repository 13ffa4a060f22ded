"""What one picture of a figure costs, in processor time: solving the pose, drawing the solids, lighting them.

The least of many rounds for each, of one stroke's poses: other programs can only make it more.
"""

import time
from collections.abc import Callable

from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.domain.motion import CameraName, Motion, Way, WayKind
from mobility_coach.domain.motion_format import parse_motion
from mobility_coach.figure.angles import joint_angles
from mobility_coach.figure.body import BODY
from mobility_coach.figure.glows import Glow, glows_of
from mobility_coach.figure.posed_body import Body
from mobility_coach.figure.raster import Raster
from mobility_coach.figure.shading import shade
from mobility_coach.figure.stage import Stage, StageView, stage_view
from mobility_coach.figure.themes import THEMES
from mobility_coach.figure.ways import Ways
from tests.benchmarks.figures import Figures

DRILLS = ("straight-leg-ankle-matrix", "side-lying-rotation", "ankle-rolls")
SIZES = ((480, 2, 45.0), (480, 1, 20.0), (240, 1, 8.0))
"""Edge (pixels), samples, and the most that body and light may take (milliseconds)."""

PATCH_LIMIT = 60.0
ROUNDS = 12
AT = 0.8


def milliseconds(work: Callable[[], object]) -> float:
    """Processor time of this thread, at its least."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.thread_time()
        work()
        times.append(time.thread_time() - start)
    return 1000 * min(times)


def measure(figures: Figures, motion: Motion) -> None:
    """Print the cost of one drill's pictures."""
    ways, movement = Ways(motion), motion.movements[0]
    way = Way(WayKind.STROKE, movement.id)
    pose = ways.pose(way, AT)
    body = Body(BODY)
    figures.note(f"{motion.drill}: a pose", milliseconds(lambda: ways.pose(way, AT)))
    for size, samples, limit in SIZES:
        named = stage_view(motion, motion.movements[0].id, CameraName.THREE_QUARTER, size, size, "light")
        stage = Stage(motion, StageView(named.yaw, named.pitch, size, size, "light", samples))
        raster = Raster(size, size, samples)
        glows = glows_of(movement.highlights, pose, joint_angles(pose))

        def draw(raster: Raster = raster, stage: Stage = stage) -> None:
            raster.clear()
            raster.draw(body.posed(pose), stage.camera)

        def light(raster: Raster = raster, stage: Stage = stage, glows: tuple[Glow, ...] = glows) -> None:
            shade(raster, stage.camera, THEMES["light"], glows)

        title = f"  {size} x {size}, samples {samples}:"
        drawing, lighting = milliseconds(draw), milliseconds(light)
        figures.note(f"{title} solids", drawing)
        figures.note(f"{title} light", lighting)
        figures.at_most(f"{title} both", drawing + lighting, limit)
        patch = milliseconds(lambda stage=stage: stage.patch(way, AT))  # type: ignore[misc]
        if (size, samples) == SIZES[0][:2]:
            figures.at_most(f"{title} with props and shadow", patch, PATCH_LIMIT)
        else:
            figures.note(f"{title} with props and shadow", patch)


def main() -> None:
    """Measure some drills: one that stands, one that lies, and a close-up."""
    figures = Figures(f"One picture of a figure of {len(BODY)} solids, milliseconds of processor time")
    for drill in DRILLS:
        motion = parse_motion((resources_folder() / "motions" / f"{drill}.json").read_bytes(), drill).motion
        if motion is not None:
            measure(figures, motion)
    figures.end()


if __name__ == "__main__":
    main()
