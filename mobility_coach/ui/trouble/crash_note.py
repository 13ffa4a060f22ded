"""After a crash: the next start offers the report, and shows it as plain text to be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QVBoxLayout

from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.copying import CopyButton
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import Flow, least_height
from mobility_coach.ui.parts.offer_card import Offer

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from mobility_coach.services.crash_report import CrashReport
    from mobility_coach.ui.home.home_page import HomePage
    from mobility_coach.ui.look import Look
    from mobility_coach.ui.parts.offer_card import OfferCard

LONGEST_TEXT = 64 * 1024
_WIDTH, _HEIGHT = 640, 520
_NARROWEST = 320


class CrashDialog(QDialog):
    """The report, with its place and a way to copy it."""

    def __init__(self, parent: QWidget, look: Look, report: CrashReport) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Report of the last crash"))
        self.title = PlainLabel(tr("Report of the last crash"), "heading", wraps=True)
        self.words = PlainLabel(
            tr(
                "It tells what the program was doing, and nothing of you or your practice. "
                "Send it along when you ask for help."
            ),
            wraps=True,
        )
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setPlainText(report.text[:LONGEST_TEXT])
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(tr("Report"))
        self.place = QLineEdit(report.place)
        self.place.setReadOnly(True)
        self.place.setCursorPosition(0)
        self.place.setAccessibleName(tr("Where the report is kept"))
        self.copy_button = CopyButton(look, tr("Copy report"), report.text[:LONGEST_TEXT])
        self.close_button = Button(look, tr("Close"), kind="primary")
        self.close_button.clicked.connect(self.accept)
        self._lay_out(look)
        self.close_button.setFocus()

    def _lay_out(self, look: Look) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.space(24), look.space(20), look.space(24), look.space(20))
        layout.setSpacing(look.space(12))
        for widget in (self.title, self.words):
            layout.addWidget(widget)
        layout.addWidget(self.report, 1)
        layout.addWidget(self.place)
        buttons = Flow(look.space(8))
        buttons.flow.addWidget(self.close_button)
        buttons.flow.addWidget(self.copy_button)
        layout.addWidget(buttons)
        available = self.screen().availableSize()
        self.setMinimumWidth(min(look.px(_NARROWEST), available.width()))
        self.resize(min(look.px(_WIDTH), available.width()), min(look.px(_HEIGHT), available.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower dialog is a higher one: no line is cut off."""
        super().resizeEvent(event)
        self.setMinimumHeight(min(least_height(self), self.screen().availableSize().height()))


def show_crash(parent: QWidget, look: Look, report: CrashReport) -> CrashDialog:
    """Open the dialog; it goes when it is closed."""
    dialog = CrashDialog(parent, look, report)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def offer_crash(home: HomePage, look: Look, report: CrashReport) -> OfferCard:
    """Offer the report above the main page; nothing waits for the answer. `gone` tells that there was one."""
    offer = Offer(
        title=tr("The program ended unexpectedly last time"),
        lines=(tr("What you have practised is kept. A report tells what happened."),),
        action=tr("Show report"),
        other=tr("Dismiss"),
    )
    card = home.show_offer(offer)
    card.accepted.connect(lambda: show_crash(home.window(), look, report))
    return card
