"""The figure on a drill's page: it plays when one points at it, and can be looked at from everywhere."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobility_coach.domain.motion import FigureMoment, Way, WayKind
from mobility_coach.ui.figure.figure_controls import FigureControls
from mobility_coach.ui.figure.reel import Reel
from mobility_coach.ui.figure.renderer import SHOWN
from mobility_coach.ui.figure.scenes import Sight
from mobility_coach.ui.figure.stills import KeyPose, Stills
from mobility_coach.ui.figure.turnable_view import TurnableFigureView
from mobility_coach.ui.figure.wanted import is_other_side

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent, QSinglePointEvent

    from mobility_coach.domain.motion import CameraName, Motion
    from mobility_coach.services.ui_ports import FigurePort
    from mobility_coach.ui.figure.reel import ReelDrill
    from mobility_coach.ui.figure.renderer import FigureRenderer
    from mobility_coach.ui.look import Look

HOVER_MS = 300
AIM_SECONDS = 1.0
"""Who clicks so soon after the figure began by itself meant to make it play."""

_FRAME_MS = 33
_SETTLE_MS = 200


class FigurePanel(QWidget):
    """A figure with its movements and cameras as buttons.

    It plays while the pointer rests on it, and after a click, Space or its button until it is told to stop;
    then it shows the key pose again. It has a timer only while it plays and can be seen.
    """

    def __init__(
        self,
        look: Look,
        renderer: FigureRenderer,
        figures: FigurePort,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__()
        self._look = look
        self._renderer = renderer
        self._figures = figures
        self._clock = clock
        self._drill: ReelDrill | None = None
        self._motion: Motion | None = None
        self._at = 0
        self._reel: Reel | None = None
        self._began = 0.0
        self._is_kept = False
        self._is_live = False
        self._stills = Stills(renderer, figures, SHOWN)
        self._stills.arrived.connect(self._rest_again)
        self._pointer_at_show = QPoint()
        self._is_pointed_at = False
        self._hovering = self._timer(HOVER_MS, self._play_for_pointer)
        self._laid_out = self._timer(0, self._rest_again)
        self._resized = self._timer(_SETTLE_MS, self._rest_again)
        self._playing = self._timer(_FRAME_MS, self._step, is_single=False)
        self._lay_out(clock)
        renderer.failed.connect(self._rest_again)
        look.changed.connect(self._rest_again)

    @property
    def is_playing(self) -> bool:
        """Whether the figure moves."""
        return self._playing.isActive()

    @property
    def _is_laid_out(self) -> bool:
        """Whether the figure has the size that its page means to give it."""
        least = self.view.minimumSizeHint()
        return self.view.width() >= least.width() and self.view.height() >= least.height()

    @property
    def movement(self) -> str:
        """The letter of the movement that is shown; empty where no drill is."""
        return self._drill.movements[self._at].id if self._drill is not None else ""

    def show_drill(self, drill: ReelDrill) -> None:
        """Show a drill. Where only its tempo or side changed, its movement and its camera stay."""
        if drill == self._drill:
            return
        is_same = self._drill is not None and self._drill.id == drill.id
        was_playing = self.is_playing
        self._drill = drill
        self._motion = self._figures.motion(drill.id)
        self._at = min(self._at, len(drill.movements) - 1) if is_same else 0
        if not is_same:
            self._is_live = False
            self.view.set_camera(None)
            self.view.show_still(None)
        self.controls.show_movements(drill.movements)
        self.controls.play.setVisible(self._figures.has_way(drill.id))
        self._name_movement()
        self._mark_camera()
        if is_same and was_playing:
            self._play(is_kept=self._is_kept)
        else:
            self.stop()

    def set_reduced_motion(self, *, is_reduced: bool) -> None:
        """Whether it steps from key pose to key pose."""
        self.view.set_reduced_motion(is_reduced=is_reduced)

    def toggle(self) -> None:
        """Play until told otherwise, or stop."""
        if self.is_playing:
            self.stop()
        else:
            self._play(is_kept=True)

    def stop(self) -> None:
        """Show the key pose of the present movement."""
        self._hovering.stop()
        self._playing.stop()
        self._reel = None
        self._is_kept = False
        self.controls.mark_play(is_playing=self.is_playing)
        self._rest()

    def choose_movement(self, movement_id: str) -> None:
        """Show another movement; it plays on from there if it plays."""
        if self._drill is None:
            return
        self._at = [each.id for each in self._drill.movements].index(movement_id)
        self._name_movement()
        if self.is_playing:
            self._play(is_kept=self._is_kept)
        else:
            self._rest()

    def choose_camera(self, camera: CameraName) -> None:
        """Look at it from elsewhere."""
        self.view.set_camera(camera)
        self._mark_camera()
        self._rest_again()

    # Playing

    def _play(self, *, is_kept: bool) -> None:
        if self._drill is None or self._motion is None or not self.isVisible():
            return
        if not self._figures.has_way(self._drill.id):  # a still would only be painted again and again
            return
        self._is_kept = is_kept
        self._is_live = True
        self._reel = Reel(self._motion, self._drill, self._at)
        self._began = self._clock()
        self._playing.start()
        self.controls.mark_play(is_playing=self.is_playing)
        self._step()

    def _play_for_pointer(self) -> None:
        if not self.is_playing:
            self._play(is_kept=False)

    def _click(self) -> None:
        if self.is_playing and not self._is_kept and self._clock() - self._began < AIM_SECONDS:
            self._is_kept = True
        else:
            self.toggle()

    def _step(self) -> None:
        if self._reel is None or self._drill is None:
            return
        gone = self._clock() - self._began
        if gone >= self._reel.seconds and not self._is_kept:
            self.stop()  # all was shown; a pointer that was left here is nobody who looks
            return
        moment = self._reel.at(gone)
        ids = [each.id for each in self._drill.movements]
        if ids[self._at] != moment.way.movement:
            self._at = ids.index(moment.way.movement)
            self._name_movement()
        self.view.show_moment(self._motion, moment)

    def _rest(self) -> None:
        """The key pose. A kept picture where nothing was drawn yet: then nothing has to be."""
        drill, motion = self._drill, self._motion
        if drill is None or not self.isVisible() or not self._is_laid_out:
            return
        if motion is None or self._is_live or self._renderer.is_faulty(motion):
            moment = FigureMoment(drill.id, drill.side, Way(WayKind.STROKE, self.movement), progress=1.0)
            self.view.show_pose(motion, moment)
            return
        image = self._stills.image(KeyPose(drill.id, self.movement, with_arrow=True), self._sight())
        if image is not None:
            self.view.show_still(image, is_mirrored=is_other_side(motion, drill.side))

    def _rest_again(self) -> None:
        if not self.is_playing:
            self._rest()

    def _turned(self) -> None:
        self._is_live = True
        self._mark_camera()
        self._rest_again()

    def _sight(self) -> Sight:
        size = self.view.picture_size()
        theme = "dark" if self._look.tokens.is_dark else "light"
        return Sight(size.width(), size.height(), theme, self.view.camera)

    # What happens to it

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The pointer comes to rest on the figure, or leaves it; the figure becomes another size."""
        match event.type():
            case QEvent.Type.Enter | QEvent.Type.MouseMove:
                self._take_pointer(cast("QSinglePointEvent", event).globalPosition().toPoint())
            case QEvent.Type.Leave:
                self._is_pointed_at = False
                self._hovering.stop()
                if self.is_playing and not self._is_kept:
                    self.stop()
            case QEvent.Type.Resize:
                has_picture = self.view.projector.image() is not None
                (self._resized if has_picture else self._laid_out).start()
        return super().eventFilter(watched, event)

    def _take_pointer(self, place: QPoint) -> None:
        """Nobody points who has not moved since the figure came up below the pointer."""
        if not self._is_pointed_at and place != self._pointer_at_show:
            self._is_pointed_at = True
            self._hovering.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays and stops."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.toggle()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the key pose, once the page around it has found its size."""
        super().showEvent(event)
        self._pointer_at_show = QCursor.pos()
        self._laid_out.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not seen does not play."""
        super().hideEvent(event)
        self.stop()
        self._resized.stop()
        self._laid_out.stop()
        self._stills.stop()

    def _lay_out(self, clock: Callable[[], float]) -> None:
        self.view = TurnableFigureView(self._look, self._renderer, clock=clock)
        self.view.setMouseTracking(True)
        self.view.installEventFilter(self)
        self.view.clicked.connect(self._click)
        self.view.turned.connect(self._turned)
        self.controls = FigureControls(self._look)
        self.controls.play_asked.connect(self.toggle)
        self.controls.movement_asked.connect(self.choose_movement)
        self.controls.camera_asked.connect(self.choose_camera)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.space(8))
        column.addWidget(self.view, 1)
        column.addWidget(self.controls)

    def _name_movement(self) -> None:
        if self._drill is not None:
            self.view.set_words(self._drill.title, self._drill.movements[self._at].title)
            self.controls.mark_movement(self.movement)

    def _mark_camera(self) -> None:
        usual = self._motion.camera_of(self.movement).usual if self._motion is not None else None
        self.controls.mark_camera(None if self.view.turning.is_turned else self.view.camera or usual)

    def _timer(self, milliseconds: int, told: Callable[[], None], *, is_single: bool = True) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(is_single)
        timer.setInterval(milliseconds)
        timer.timeout.connect(told)
        return timer
