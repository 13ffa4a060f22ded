"""The buttons below a figure: play, its movements, and where it is seen from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobility_coach.domain.motion import CameraName
from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.controls import Button, with_tooltip
from mobility_coach.ui.parts.layouts import Flow

if TYPE_CHECKING:
    from mobility_coach.ui.figure.reel import ReelMovement
    from mobility_coach.ui.look import Look

CAMERAS = {
    CameraName.FRONT: "Front",
    CameraName.SIDE: "Side",
    CameraName.REAR: "Rear",
    CameraName.THREE_QUARTER: "Three-quarter",
    CameraName.TOP: "Top",
}
_THREE_QUARTERS = "\N{VULGAR FRACTION THREE QUARTERS}"


class FigureControls(QWidget):
    """Tells what is asked for; what is marked is what is shown, whoever asked for it."""

    play_asked = Signal()
    movement_asked = Signal(str)
    camera_asked = Signal(CameraName)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._letters: list[Button] = []
        self.letters: dict[str, Button] = {}
        self.cameras: dict[CameraName, Button] = {}
        self.play = Button(look, "", "play", "quiet")
        self.play.set_bare(is_bare=True)
        self.play.clicked.connect(self.play_asked)
        self._letter_row = Flow(look.space(4), centred=True)
        self._letter_row.flow.addWidget(self.play)
        camera_row = Flow(look.space(4), centred=True)
        for camera in CameraName:
            name = tr(CAMERAS[camera])
            short = _THREE_QUARTERS if camera is CameraName.THREE_QUARTER else name
            button = self.cameras[camera] = Button(look, short, kind="tab")
            button.set_size("slim")
            button.setAccessibleName(tr("Seen from: {camera}").format(camera=name))
            if short != name:
                with_tooltip(button, name)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, camera=camera: self.camera_asked.emit(camera))
            camera_row.flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(4))
        column.addWidget(self._letter_row)
        column.addWidget(camera_row)
        self.mark_play(is_playing=False)

    def show_movements(self, movements: tuple[ReelMovement, ...]) -> None:
        """Have a button for each movement; none where there is but one."""
        while len(self._letters) < len(movements):
            self._letters.append(self._letter(len(self._letters)))
        for button in self._letters:
            button.hide()
        self.letters = {}
        for button, movement in zip(self._letters, movements, strict=False):
            self.letters[movement.id] = button
            button.show_text(movement.id)
            button.setAccessibleName(movement.title)
            with_tooltip(button, movement.title)
            button.setVisible(len(movements) > 1)

    def mark_play(self, *, is_playing: bool) -> None:
        """Whether the button stops the figure."""
        words = tr("Stop the figure") if is_playing else tr("Let the figure move")
        self.play.show_icon("pause" if is_playing else "play")
        self.play.setAccessibleName(words)
        with_tooltip(self.play, words)

    def mark_movement(self, movement_id: str) -> None:
        """Which movement is shown."""
        for letter, button in self.letters.items():
            button.setChecked(letter == movement_id)

    def mark_camera(self, chosen: CameraName | None) -> None:
        """Where it is seen from; None where a person turned it elsewhere."""
        for camera, button in self.cameras.items():
            button.setChecked(camera is chosen)

    def _letter(self, number: int) -> Button:
        button = Button(self._look, "", kind="tab")
        button.set_bare(is_bare=True)
        button.setCheckable(True)
        button.clicked.connect(lambda: self.movement_asked.emit(list(self.letters)[number]))
        self._letter_row.flow.addWidget(button)
        # It may be made long after the page: Tab would come to it last.
        QWidget.setTabOrder(self._letters[-1] if self._letters else self.play, button)
        return button
