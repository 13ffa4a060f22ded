"""Chooses which pictures a view shows now, and lets one go over softly into another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject, QRect, QTimer, Signal

from mobility_coach.figure.strokes import goes_on, nearest
from mobility_coach.ui.figure.asking import Asker, Plan
from mobility_coach.ui.figure.fading import Fade
from mobility_coach.ui.figure.scenes import Sight, scene_of
from mobility_coach.ui.figure.shots import Canvas, Shot
from mobility_coach.ui.figure.wanted import wanted_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage

    from mobility_coach.domain.motion import CameraName, FigureMoment, Motion, Way
    from mobility_coach.ui.figure.renderer import FigureRenderer
    from mobility_coach.ui.figure.scenes import Scene

_FADE_STEP_MS = 33


class SightMaker(Protocol):
    """Tells how the figure is looked at."""

    def __call__(self, *, is_mirrored: bool) -> Sight | None:
        """With pictures that are shown mirrored or not; None where nothing can be seen."""
        ...


class Target(NamedTuple):
    """What is to be shown."""

    motion: Motion
    moment: FigureMoment
    plan: Plan


class Shown(NamedTuple):
    """What is shown: a picture, or `under` as long as it goes over into it; and for which moment.

    `framed` is the movement that it is framed for.
    """

    shot: Shot
    under: Shot | None
    weight: float
    moment: FigureMoment
    camera: CameraName | None
    framed: str


class Projector(QObject):
    """Shows a target, a still, words or nothing.

    `changed` tells that it has to be painted again, `moved` that only a part of its image has.
    """

    changed = Signal()
    moved = Signal(QRect)

    def __init__(
        self,
        renderer: FigureRenderer,
        sight: SightMaker,
        clock: Callable[[], float],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._renderer = renderer
        self._sight = sight
        self._clock = clock
        self.asker = Asker(renderer)
        self.fade = Fade()
        self.is_card = False
        self._target: Target | None = None
        self._shown: Shown | None = None
        self._still: QImage | None = None
        self._leaving: QImage | None = None
        self._canvas = Canvas()
        self._told: tuple[object, ...] = ()
        self._is_at_rest = False
        self._is_passing = True
        self._fading = QTimer(self)
        self._fading.setInterval(_FADE_STEP_MS)
        self._fading.timeout.connect(self._fade_on)
        renderer.arrived.connect(self._take)
        renderer.failed.connect(self._give_up)

    @property
    def shown(self) -> Shown | None:
        """The picture that is shown; None where it is a still, words or nothing yet."""
        return self._shown

    # What is to be shown

    def show(
        self, motion: Motion | None, moment: FigureMoment, plan: Plan, *, is_passing: bool = True
    ) -> None:
        """Show a moment; words where there is nothing that could be drawn.

        `is_passing` tells whether the moment's seconds go on by themselves.
        """
        self._is_passing = is_passing
        if motion is None or not motion.movements or self._renderer.is_faulty(motion):
            self.show_card()
            return
        self._target = Target(motion, moment, plan)
        if self.is_card:
            self.is_card = False
            self.changed.emit()
        self.refresh()

    def show_card(self) -> None:
        """Show words."""
        if not self.is_card:
            self._target = self._shown = self._still = self._leaving = None
            self._told = ()
            self.is_card = True
            self.pause()
            self.changed.emit()

    def show_still(self, image: QImage | None) -> None:
        """Show a kept picture, or nothing, until a moment is there to be shown."""
        if image is not None and self._target is None and image == self._still:
            return
        leaving = self.image()
        self._target = self._shown = None
        self._told = ()
        self.is_card = False
        self._still = image
        self.asker.release()
        self._fade_by_clock(leaving if image is not None else None)
        self.changed.emit()

    def pause(self) -> None:
        """Nothing of it can be seen: ask for nothing, and fade no more."""
        self._fading.stop()
        self.fade.end()
        self.asker.release()

    def refresh(self) -> None:
        """Ask for what is missing, and show the best that is there."""
        if self._target is None:
            return
        motion, moment, plan = self._target
        wanted = wanted_at(motion, moment, is_reduced=plan is Plan.ENDS)
        sight = self._sight(is_mirrored=wanted.is_mirrored)
        if sight is None:
            return
        scene = scene_of(motion, sight, wanted.way)
        self.asker.want(scene, wanted, plan)
        frames = self._renderer.frames(scene, wanted.way)
        if (index := nearest(wanted.frame, frames)) is None:
            return
        sides = wanted.is_back, wanted.is_mirrored
        other = frames.get(wanted.under) if wanted.under is not None else None
        under = Shot(other, *sides) if other is not None else None
        weight = wanted.weight if under is not None else 1.0
        shot = Shot(frames[index], *sides)
        self._put(Shown(shot, under, weight, moment, sight.camera, scene.sight.movement), plan)

    # What is painted

    def image(self) -> QImage | None:
        """What is shown."""
        return self._still if self._shown is None else self._canvas.image()

    def below(self) -> tuple[QImage | None, float]:
        """What is still seen below the picture, and how strongly the picture lies on it (0 … 1)."""
        if not self.fade.is_over:
            return self._leaving, self.fade.weight
        if self._shown is not None and self._shown.under is not None:
            return self._shown.under.image(), self._shown.weight
        return None, 1.0

    def _put(self, shown: Shown, plan: Plan) -> None:
        self._choose_fade(shown, plan)
        if not self._fading.isActive():
            if self._is_passing:
                self.fade.go_on(shown.moment.seconds)
            else:
                self.fade.end()  # time stands still: nothing would end it
        before, self._shown = self._shown, shown
        was_at_rest, self._is_at_rest = self._is_at_rest, shown.under is None and self.fade.is_over
        told = (shown.shot, shown.under, round(shown.weight, 2), round(self.fade.weight, 2))
        if told == self._told:
            return
        self._told = told
        self._still = None
        part = self._canvas.put(shown.shot)
        is_part = before is not None and before.shot.has_same_rest(shown.shot)
        if is_part and was_at_rest and self._is_at_rest:
            if not part.isEmpty():
                self.moved.emit(part)
        else:
            self.changed.emit()

    def _choose_fade(self, shown: Shown, plan: Plan) -> None:
        before = self._shown
        if before is None:
            if self._still is not None:
                self._fade_by_clock(self._still)
            return
        is_jump = not goes_on(before.moment, shown.moment) or before.framed != shown.framed
        if is_jump and plan is not Plan.POSE and self._is_passing:
            self._fading.stop()
            self._leaving = self.image()
            self.fade.begin_with(shown.moment.seconds)
        elif is_jump or before.camera is not shown.camera:
            self._fade_by_clock(self.image())

    def _fade_by_clock(self, leaving: QImage | None) -> None:
        """Fade where no transport gives the time."""
        self._leaving = leaving
        if leaving is None or self._sight(is_mirrored=False) is None:
            self._fading.stop()
            self.fade.end()
        else:
            self.fade.begin(self._clock())
            self._fading.start()

    def _fade_on(self) -> None:
        self.fade.go_on(self._clock())
        if self.fade.is_over:
            self._fading.stop()
            self._leaving = None
        self.changed.emit()

    def _take(self, scene: Scene, way: Way) -> None:  # noqa: ARG002 - the signal's
        if self._target is not None and scene.motion is self._target.motion:
            self.refresh()

    def _give_up(self, motion: Motion) -> None:
        if self._target is not None and self._target.motion is motion:
            self.show_card()
