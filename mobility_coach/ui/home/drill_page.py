"""The page of one drill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from mobility_coach.domain.phrases import safety_words
from mobility_coach.domain.wording import tr
from mobility_coach.services.presenters.plain_words import SEPARATOR
from mobility_coach.ui.parts.controls import Button, Stepper
from mobility_coach.ui.parts.labels import PlainLabel, line
from mobility_coach.ui.parts.layouts import AdaptiveRow, ScrollPage, clear_layout
from mobility_coach.ui.parts.page_parts import PageFooter, chips, numbered, section

if TYPE_CHECKING:
    from mobility_coach.services.presenters.drill_presenter import DrillPageView, MovementView
    from mobility_coach.ui.figure.figure_panel import FigurePanel
    from mobility_coach.ui.figure.figures import Figures
    from mobility_coach.ui.figure.reel import ReelDrill
    from mobility_coach.ui.look import Look


class DrillPage(QWidget):
    """Paints a `DrillPageView`. A change of dose, tempo or cue is told; the next view shows it.

    `export_asked` tells id and title of what is to be a file.
    """

    start_asked = Signal(str)
    reps_changed = Signal(str, str, int)
    bpm_changed = Signal(str, int)
    cue_changed = Signal(str, str)
    reset_asked = Signal(str)
    export_asked = Signal(str, str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._view: DrillPageView | None = None
        self.reps: dict[str, Stepper] = {}
        self.cues: dict[str, QRadioButton] = {}
        self._paces: dict[str, PlainLabel] = {}
        self.figure: FigurePanel | None = None
        self.tempo = Stepper(look, tr("Beats a minute"))
        self.tempo_text = PlainLabel(tone="muted", wraps=True)
        self.body = ScrollPage(look, (24, 24, 24, 20), 12)
        self.footer = PageFooter(look)
        self.reset = Button(look, tr("Back to the usual"), "reset", "quiet")
        self.reset.setToolTip(tr("Forget the reps, the tempo and the cue that you set here"))
        self.footer.add(self.reset)
        self.footer.start.clicked.connect(lambda: self.start_asked.emit(self.shown_id))
        self.footer.export.clicked.connect(self._ask_for_export)
        self.reset.clicked.connect(lambda: self.reset_asked.emit(self.shown_id))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.body, 1)
        layout.addWidget(line())
        layout.addWidget(self.footer)

    @property
    def shown_id(self) -> str:
        """The id of the drill that is shown, or empty."""
        return self._view.id if self._view else ""

    def use_figures(self, figures: Figures) -> None:
        """Show how it is done, in a figure that plays."""
        self.figure = figures.panel()

    def set_reduced_motion(self, *, is_reduced: bool) -> None:
        """Whether the figure steps from key pose to key pose."""
        if self.figure is not None:
            self.figure.set_reduced_motion(is_reduced=is_reduced)

    def show_drill(self, view: DrillPageView) -> None:
        """Show another view; where it is of the same drill, what can change is changed in place."""
        is_same = self._view is not None and _frame(self._view) == _frame(view)
        self._view = view
        if not is_same:
            self._build(view)
            self.body.verticalScrollBar().setValue(0)
        self._fill(view)

    def _ask_for_export(self) -> None:
        if self._view is not None:
            self.export_asked.emit(self._view.id, self._view.title)

    def _fill(self, view: DrillPageView) -> None:
        for movement in view.movements:
            reps = movement.reps
            self.reps[movement.id].show_number(reps.value, reps.low, reps.high, reps.step)
            self._paces[movement.id].show_text(SEPARATOR.join((movement.planes, movement.tempo)))
        self.tempo.show_number(view.tempo.value, view.tempo.low, view.tempo.high, view.tempo.step)
        self.tempo_text.show_text(view.tempo_text)
        for cue_id, button in self.cues.items():
            button.setChecked(cue_id == view.cue)
        if self.figure is not None:
            self.figure.show_drill(_reel(view))
        self.reset.setVisible(view.is_changed)
        self.footer.show_start(view.start_text, view.last_done, view.title)

    def _build(self, view: DrillPageView) -> None:
        look, column = self._look, self.body.column
        for kept in (self.tempo, self.tempo_text, self.figure):
            if kept is not None:
                kept.setParent(None)
        clear_layout(column)
        self.reps, self.cues, self._paces = {}, {}, {}
        column.addWidget(self._opening(view))
        section(look, column, tr("What it is"))
        column.addWidget(PlainLabel(view.read, wraps=True))
        section(look, column, tr("Set-up"))
        for number, step in enumerate(view.setup, 1):
            column.addWidget(numbered(look, str(number), step))
        section(look, column, tr("Movements"))
        for at, movement in enumerate(view.movements):
            if at:
                column.addWidget(line())
            column.addWidget(self._movement_row(view.id, movement))
        column.addWidget(PlainLabel(view.sides, tone="muted", wraps=True))
        if view.cues:
            section(look, column, tr("The cue that clicks for you"))
            self._add_cues(view)
        section(look, column, tr("Tempo"))
        column.addWidget(self._tempo_row())
        section(look, column, tr("Take care"))
        for caution in view.cautions:
            column.addWidget(PlainLabel(caution, wraps=True))
        column.addWidget(PlainLabel(safety_words(), tone="muted", wraps=True))
        if view.suits:
            section(look, column, tr("Where it fits"))
            column.addWidget(PlainLabel(", ".join(view.suits), wraps=True))
        column.addStretch(1)

    def _opening(self, view: DrillPageView) -> QWidget:
        """What it is called and what it is for; a figure stands before it where there is room, else above."""
        look = self._look
        words = QVBoxLayout()
        words.setSpacing(look.space(12))
        words.addWidget(PlainLabel(view.region.upper(), "caps", wraps=True))
        words.addWidget(PlainLabel(view.title, "title", wraps=True))
        words.addWidget(PlainLabel(view.summary, wraps=True))
        words.addWidget(chips(look, view.chips))
        words.addStretch(1)
        self.opening = AdaptiveRow(look, 560, 24)
        if self.figure is not None:
            seen = QVBoxLayout()
            seen.addWidget(self.figure)
            seen.addStretch(1)
            self.opening.row.addLayout(seen, 1)
        self.opening.row.addLayout(words, 1)
        return self.opening

    def _movement_row(self, drill_id: str, movement: MovementView) -> QWidget:
        look = self._look
        words = QVBoxLayout()
        words.setSpacing(look.space(4))
        words.addWidget(PlainLabel(movement.title, "strong", wraps=True))
        pace = PlainLabel(role="small", tone="muted", wraps=True)
        self._paces[movement.id] = pace
        words.addWidget(pace)
        words.addWidget(PlainLabel(movement.how, wraps=True))
        if movement.felt:
            felt = tr("Felt: {where}").format(where=movement.felt)
            words.addWidget(PlainLabel(felt, "small", "warm", wraps=True))
        for caution in movement.cautions:
            words.addWidget(PlainLabel(caution, "small", "muted", wraps=True))
        letter = PlainLabel(movement.id, "letter")
        letter.setMinimumWidth(look.px(22))
        told = QHBoxLayout()
        told.setSpacing(look.space(8))
        told.addWidget(letter, 0, Qt.AlignmentFlag.AlignTop)
        told.addLayout(words, 1)
        reps = Stepper(look, tr("Reps of {movement}").format(movement=movement.title), tr("reps"))
        reps.changed.connect(lambda value: self.reps_changed.emit(drill_id, movement.id, round(value)))
        self.reps[movement.id] = reps
        row = AdaptiveRow(look, 430, 20)
        row.row.addLayout(told, 1)
        row.row.addWidget(reps, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _add_cues(self, view: DrillPageView) -> None:
        group = QButtonGroup(self.body.widget())
        for cue in view.cues:
            button = QRadioButton(cue.title.replace("&", "&&"))
            button.setAccessibleDescription(cue.text)
            button.clicked.connect(lambda _=False, cue_id=cue.id: self.cue_changed.emit(view.id, cue_id))
            group.addButton(button)
            self.cues[cue.id] = button
            text = PlainLabel(cue.text, tone="muted", wraps=True)
            text.setIndent(self._look.px(38))
            self.body.column.addWidget(button)
            self.body.column.addWidget(text)

    def _tempo_row(self) -> QWidget:
        self.tempo = Stepper(self._look, tr("Beats a minute"))
        self.tempo.changed.connect(lambda value: self.bpm_changed.emit(self.shown_id, round(value)))
        self.tempo_text = PlainLabel(tone="muted", wraps=True)
        row = AdaptiveRow(self._look, 430, 20)
        row.row.addWidget(self.tempo)
        row.row.addWidget(self.tempo_text, 1)
        return row


def _reel(view: DrillPageView) -> ReelDrill:
    """What of the page the figure shows."""
    from mobility_coach.ui.figure.reel import ReelDrill, ReelMovement  # noqa: PLC0415  # with the figure

    movements = tuple(ReelMovement(each.id, each.title, each.pace) for each in view.movements)
    return ReelDrill(view.id, view.title, view.side, movements)


def _frame(view: DrillPageView) -> tuple[object, ...]:
    """What a page's widgets are made of, apart from the numbers that they show."""
    movements = tuple((each.id, each.title, each.how, each.felt, each.cautions) for each in view.movements)
    return view.id, view.title, view.summary, view.read, view.setup, movements, view.sides, view.cues
