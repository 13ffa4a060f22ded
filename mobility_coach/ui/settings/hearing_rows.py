"""What has to be installed before commands are understood, and what can be said then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.services.presenters.hearing_words import sayings
from mobility_coach.ui.parts.controls import repolish, with_tooltip
from mobility_coach.ui.parts.copying import CopyButton
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import AdaptiveRow, Flow, Spaces
from mobility_coach.ui.parts.text_field import TextField
from mobility_coach.ui.settings.setting_row import PlainRow

if TYPE_CHECKING:
    from mobility_coach.domain.commands import Command
    from mobility_coach.services.presenters.hearing_words import Saying
    from mobility_coach.ui.look import Look

_NARROW_LINE = 360


class MissingBox(QWidget):
    """What has to be typed before commands are understood; hidden where that is done."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.text = PlainLabel("", "small", "warm", wraps=True)
        self.line = TextField(look, tr("Line that installs what voice commands need"))
        self.line.setReadOnly(True)
        self.copy = CopyButton(look, tr("Copy"))
        self.copy.setAccessibleName(tr("Copy the line"))
        both = AdaptiveRow(look, _NARROW_LINE, 8)
        both.row.addWidget(self.line, 1)
        both.row.addWidget(self.copy)
        column = QVBoxLayout(self)
        Spaces(look, column, (0, 4, 0, 4), 8)
        column.addWidget(self.text)
        column.addWidget(both)

    def show_line(self, line: str, *, is_on: bool) -> None:
        """Show the line to type, and whether commands are wanted already; an empty line hides the box."""
        self.text.show_text(_missing_words_of_wanted() if is_on else _missing_words())
        self.line.show_value(line)
        self.line.setCursorPosition(0)
        self.copy.content = line
        self.setVisible(bool(line))


class PhrasesRow(PlainRow):
    """What can be said; what was understood lights up."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            tr("What you can say"),
            tr("With “coach” in front. “Ready” goes without it while the coach waits for you."),
        )
        self.chips: dict[Command, PlainLabel] = {}
        flow = Flow(look.space(4))
        flow.setContentsMargins(0, look.space(8), 0, look.space(4))
        for saying in sayings():
            chip = PlainLabel(saying.phrase, "chip")
            with_tooltip(chip, _chip_words(saying))
            chip.setAccessibleDescription(_chip_words(saying))
            self.chips[saying.command] = chip
            flow.flow.addWidget(chip)
        self.words.addWidget(flow)

    def light(self, command: Command | None) -> None:
        """Show which one was understood."""
        for each, chip in self.chips.items():
            _set_role(chip, "side" if each is command else "chip")


def _missing_words() -> str:
    return tr("One more package is needed. Type this line into a terminal, and come back to this page.")


def _missing_words_of_wanted() -> str:
    return tr(
        "The coach can't listen yet: one more package is needed. Type this line into a terminal, and come"
        " back to this page."
    )


def _set_role(label: QWidget, role: str) -> None:
    if label.property("role") != role:
        label.setProperty("role", role)
        repolish(label)


def _chip_words(saying: Saying) -> str:
    if not saying.also:
        return saying.hint
    others = ", ".join(f"“{phrase}”" for phrase in saying.also)
    return tr("{hint}. Also: {others}").format(hint=saying.hint, others=others)
