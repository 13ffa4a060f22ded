"""The thread that draws, and the renderer in front of it."""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from mobility_coach.domain.motion import Motion, Way, WayKind
from mobility_coach.ui.figure.render_thread import RenderThread
from mobility_coach.ui.figure.renderer import SHOWN, STILLS, FigureRenderer
from mobility_coach.ui.figure.scenes import Drawn, Frame, FrameJob, Job, Scene, Sight, Still, StillJob
from mobility_coach.ui.figure.studio import MOST_STAGES, Stage, Studio, turned
from tests.ui.fake_stage import BODY, GROUND, FakeStage, hand_renderer, motion

WAY = Way(WayKind.STROKE, "A")
SIGHT = Sight(80, 60, "light")


def jobs(scene: Scene, *frames: int, way: Way = WAY) -> list[FrameJob]:
    return [FrameJob(scene, way, frame) for frame in frames]


class Gate:
    """A studio that waits to be let on, so that a test decides what is asked for meanwhile."""

    def __init__(self) -> None:
        self.entered = threading.Semaphore(0)
        self.opened = threading.Semaphore(0)
        self.drawn: list[Job] = []
        self.threads: set[str] = set()

    def draw(self, job: Job) -> Frame | Still:
        self.threads.add(threading.current_thread().name)
        self.entered.release()
        assert self.opened.acquire(timeout=20)
        self.drawn.append(job)
        return Still(QImage(), b"")

    def rest(self) -> None:
        pass


class GatedThread:
    """A thread with a gate in it, and what it delivers."""

    def __init__(self, idle_seconds: float = 60.0) -> None:
        self.gate = Gate()
        self.delivered: list[Job] = []
        self.thread = RenderThread(self._deliver, lambda: self.gate, idle_seconds)  # type: ignore[arg-type, return-value]

    def _deliver(self, job: Job, _drawn: Drawn) -> None:
        self.delivered.append(job)

    def let_on(self, times: int = 1) -> None:
        for _ in range(times):
            self.gate.opened.release()

    def wait_for_entry(self) -> None:
        assert self.gate.entered.acquire(timeout=20)

    def end(self) -> None:
        self.let_on(100)
        assert self.thread.close(20)


@pytest.fixture
def scene() -> Scene:
    return Scene(motion(), SIGHT)


def test_a_newer_request_replaces_the_older_one(scene: Scene) -> None:
    gated = GatedThread()
    gated.thread.ask("view", jobs(scene, 0, 1, 2, 3))
    gated.wait_for_entry()
    gated.thread.ask("view", jobs(scene, 0, 30, 31))  # 0 is being drawn now, and not drawn twice
    for _ in range(2):
        gated.let_on()
        gated.wait_for_entry()
    gated.let_on()
    gated.end()
    assert [job.frame for job in gated.gate.drawn if isinstance(job, FrameJob)] == [0, 30, 31]
    assert gated.gate.threads == {"figure"}


def test_what_is_shown_comes_before_what_stands_in_a_list(scene: Scene) -> None:
    gated = GatedThread()
    gated.thread.ask("list", jobs(scene, 0, 1), STILLS)
    gated.wait_for_entry()
    gated.thread.ask("view", jobs(scene, 10, 11), SHOWN)
    for _ in range(3):
        gated.let_on()
        gated.wait_for_entry()
    gated.end()
    assert [job.frame for job in gated.gate.drawn if isinstance(job, FrameJob)] == [0, 10, 11, 1]


def test_no_thread_before_the_first_request_and_none_after_close(scene: Scene) -> None:
    gated = GatedThread()
    assert gated.thread.thread is None
    assert gated.thread.close()
    gated.thread.ask("view", jobs(scene, 0))
    assert gated.thread.thread is None


def test_nothing_is_delivered_after_close(scene: Scene) -> None:
    gated = GatedThread()
    gated.thread.ask("view", jobs(scene, 0, 1))
    gated.wait_for_entry()
    assert not gated.thread.close(patience=0)
    gated.end()
    assert gated.delivered == []


def test_an_idle_thread_ends_itself_and_another_one_begins_when_it_is_needed(scene: Scene) -> None:
    gated = GatedThread(idle_seconds=0)
    gated.let_on(2)
    gated.thread.ask("view", jobs(scene, 0))
    first = gated.thread.thread
    assert first is not None
    first.join(20)
    assert not first.is_alive()
    gated.thread.ask("view", jobs(scene, 1))
    second = gated.thread.thread
    assert second is not None
    second.join(20)
    assert second is not first
    assert [job.frame for job in gated.delivered if isinstance(job, FrameJob)] == [0, 1]


def test_pictures_come_from_the_thread_to_the_window(qtbot: QtBot, scene: Scene) -> None:
    renderer = FigureRenderer(lambda deliver: RenderThread(deliver, lambda: Studio(FakeStage)))
    with qtbot.waitSignal(renderer.arrived) as arrived:
        renderer.ask("view", jobs(scene, 40))
    assert arrived.args == [scene, WAY]
    frame = renderer.frames(scene, WAY)[40]
    assert (frame.left, frame.top) == (40, 15)
    assert frame.image.pixelColor(0, 0) == QColor(*BODY)
    assert frame.ground.pixelColor(0, 0) == QColor(*GROUND)
    renderer.release("view")
    renderer.close()
    assert renderer.cache_bytes == 0


def test_a_still_is_drawn_whole_with_its_png(qtbot: QtBot, scene: Scene) -> None:
    renderer = FigureRenderer(lambda deliver: RenderThread(deliver, lambda: Studio(FakeStage)))
    job = StillJob("name", scene, WAY, 1.0)
    with qtbot.waitSignal(renderer.still_drawn) as drawn:
        renderer.ask("stills", [job])
    renderer.close()
    assert drawn.args is not None
    told, still = drawn.args
    assert isinstance(still, Still)
    assert told == job
    assert QImage.fromData(still.png) == still.image
    assert still.image.pixelColor(45, 20) == QColor(*BODY)


def test_what_fails_is_said_once_and_not_tried_again(
    qtbot: QtBot, scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_motion: Motion, _sight: Sight) -> Stage:
        raise ValueError("no such bone")

    renderer = FigureRenderer(lambda deliver: RenderThread(deliver, lambda: Studio(broken)))
    with caplog.at_level(logging.ERROR), qtbot.waitSignal(renderer.failed) as failed:
        renderer.ask("view", jobs(scene, 0, 1, 2))
    renderer.ask("view", jobs(scene, 3, 4))
    renderer.close()
    QCoreApplication.processEvents()
    assert failed.args == [scene.motion]
    assert renderer.is_faulty(scene.motion)
    assert not renderer.is_faulty(motion())
    assert [record.getMessage() for record in caplog.records] == ["The figure of drill can't be drawn"]
    assert "no such bone" in caplog.text


def test_a_thread_that_does_not_end_in_time_is_logged(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    gated = GatedThread()

    class Impatient(RenderThread):
        def close(self, patience: float = 0.0) -> bool:
            return super().close(patience)

    threads: list[Impatient] = []

    def start(deliver: Callable[[Job, Drawn], None]) -> RenderThread:
        threads.append(Impatient(deliver, lambda: gated.gate))  # type: ignore[arg-type, return-value]
        return threads[0]

    renderer = FigureRenderer(start)
    renderer.ask("view", jobs(scene, 0))
    gated.wait_for_entry()
    renderer.close()
    assert "did not end in time" in caplog.text
    gated.let_on(5)
    assert threads[0].close(20)


def test_ways_that_do_not_fit_are_not_drawn_to_the_end(qapp: QCoreApplication, scene: Scene) -> None:
    renderer, hand = hand_renderer(most_bytes=3 * 80 * 60 * 4)
    other = Way(WayKind.STROKE, "B")
    renderer.hold("view", [(scene, WAY), (scene, other)])
    renderer.ask("view", [*jobs(scene, *range(41)), *jobs(scene, *range(41), way=other)])
    hand.finish()
    assert renderer.cache_bytes <= 3 * 80 * 60 * 4
    drawn = [job for job in hand.drawn if isinstance(job, FrameJob) and job.way == other]
    assert len(drawn) == 1
    renderer.close()


def test_after_a_rest_only_what_is_shown_is_kept(qtbot: QtBot, scene: Scene) -> None:
    renderer = FigureRenderer(
        lambda deliver: RenderThread(deliver, lambda: Studio(FakeStage), idle_seconds=0)
    )
    other = Way(WayKind.STROKE, "B")
    renderer.hold("view", [(scene, WAY)])
    renderer.ask("view", [*jobs(scene, 0), *jobs(scene, 0, way=other)])
    qtbot.waitUntil(lambda: not renderer.worker.is_busy and not renderer.frames(scene, other), timeout=20_000)
    qtbot.waitUntil(lambda: bool(renderer.frames(scene, WAY)), timeout=20_000)
    assert renderer.cache_bytes < 2 * 80 * 60 * 4 + 80 * 60 * 4
    renderer.close()


def test_few_stages_are_kept(scene: Scene) -> None:
    made: list[Sight] = []

    def make(motion: Motion, sight: Sight) -> FakeStage:
        made.append(sight)
        return FakeStage(motion, sight)

    studio = Studio(make)
    scenes = [Scene(scene.motion, Sight(80, 60, "light", turn=turn)) for turn in range(MOST_STAGES + 1)]
    for each in scenes[:MOST_STAGES]:
        studio.draw(FrameJob(each, WAY, 0))
    studio.draw(FrameJob(scenes[0], WAY, 1))
    assert len(made) == MOST_STAGES
    studio.draw(FrameJob(scenes[-1], WAY, 0))
    studio.draw(FrameJob(scenes[0], WAY, 2))
    assert len(made) == MOST_STAGES + 1
    studio.draw(FrameJob(scenes[1], WAY, 0))
    assert len(made) == MOST_STAGES + 2


def test_the_ground_is_shared_and_counted_once_for_each_way(scene: Scene) -> None:
    studio = Studio(FakeStage)
    first, second = (studio.draw(FrameJob(scene, WAY, frame)) for frame in (0, 40))
    assert isinstance(first, Frame)
    assert isinstance(second, Frame)
    assert first.ground is second.ground
    assert first.size - second.size == 80 * 60 * 4


@pytest.mark.parametrize(
    ("kind", "has_arrows"),
    [
        (WayKind.STROKE, (True, True)),
        (WayKind.FIRST, (True, False)),
        (WayKind.OVER, (False, False)),
        (WayKind.READY, (False, False)),
    ],
)
def test_strokes_have_arrows(scene: Scene, kind: WayKind, has_arrows: tuple[bool, bool]) -> None:
    frame = Studio(FakeStage).draw(FrameJob(scene, Way(kind, "A", "B"), 0))
    assert isinstance(frame, Frame)
    assert tuple(arrow is not None for arrow in frame.arrows) == has_arrows


def test_the_camera_never_goes_below_the_floor_or_over_the_top() -> None:
    assert turned(90, 5, Sight(1, 1, "light")) == (90, 5)
    assert turned(90, 5, Sight(1, 1, "light", turn=100, tilt=-50)) == (-170, 0)
    assert turned(0, 74, Sight(1, 1, "light", turn=10, tilt=50)) == (10, 85)


def test_the_same_motion_is_the_same_scene(scene: Scene) -> None:
    assert Scene(scene.motion, SIGHT) == scene
    assert hash(Scene(scene.motion, SIGHT)) == hash(scene)
    assert Scene(motion(), SIGHT) != scene
    assert Scene(scene.motion, Sight(80, 60, "dark")) != scene


def test_numpy_is_not_imported_with_the_figure_s_widgets() -> None:
    script = (
        "import sys, mobility_coach.ui.figure.figure_panel, mobility_coach.ui.figure.thumbnails\n"
        "print([name for name in sys.modules if name.startswith('numpy')])"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
