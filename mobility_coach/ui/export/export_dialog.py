"""Writes a session to a file: asks what kind and where, shows how far it is, and says how it ended."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileInfo, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.services.export_ports import SIZES, THEMES, ExportState, ExportWish
from mobility_coach.services.presenters.export_presenter import export_kinds, named_as, suggested_name
from mobility_coach.ui.announce import announce
from mobility_coach.ui.export.replacing import asked_to_replace
from mobility_coach.ui.export.stopping import asked_to_stop
from mobility_coach.ui.parts.choosers import Choice
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.copying import CopyButton
from mobility_coach.ui.parts.labels import PlainLabel, line
from mobility_coach.ui.parts.layouts import AdaptiveRow, ScrollPage, Spaces
from mobility_coach.ui.parts.work_bar import WorkBar
from mobility_coach.ui.settings.setting_row import PlainRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from mobility_coach.services.export_work import ExportWork
    from mobility_coach.services.presenters.export_presenter import ExportKind
    from mobility_coach.ui.look import Look

_WIDTH = 620
_NARROW = 400


class ExportDialog(QDialog):
    """One for all sessions, and one file at a time. The window stays of use while it is open.

    `start` has a file written; the dialog shows how far that is.
    """

    def __init__(self, parent: QWidget, look: Look, start: Callable[[ExportWish], ExportWork]) -> None:
        super().__init__(parent)
        self._look = look
        self._start = start
        self._item = self._title = self._target = ""
        self._folder = ""  # where a file was written last; one that takes none is no place to begin at
        self._work: ExportWork | None = None
        self.setWindowTitle(tr("Export"))
        self.heading = PlainLabel("", "heading", wraps=True)
        self.kind_choice = Choice(look, tr("Kind of file"))
        self.size_choice = Choice(look, tr("Size"))
        self.theme_choice = Choice(look, tr("Theme"))
        self.bar = WorkBar(look, is_framed=False)
        self.bar.cancel_button.hide()  # ours asks first, as Escape does
        self.outcome = PlainLabel("", wraps=True)
        self.copy_button = CopyButton(look, tr("Copy this text"), kind="quiet")
        self.folder_button = Button(look, tr("Show in folder"), kind="plain")
        self.save_button = Button(look, tr("Save as…"), "export", "primary")
        self.stop_button = Button(look, tr("Stop"), "stop")
        self.stop_button.setAccessibleName(tr("Stop writing the file"))
        self.close_button = Button(look, tr("Close"), kind="quiet")
        self._fill_choices()
        self._lay_out()
        self.kind_choice.currentIndexChanged.connect(self._show_kind)
        self.save_button.clicked.connect(self._ask_where)
        self.folder_button.clicked.connect(self._show_folder)
        self.stop_button.clicked.connect(self.may_end)
        self.close_button.clicked.connect(self.reject)
        self.bar.finished.connect(self._tell_outcome)
        self._show_kind()
        self._show_outcome("")

    @property
    def is_busy(self) -> bool:
        """Whether a file is being written."""
        return self.bar.is_busy

    def choose(self, item: str, title: str) -> None:
        """Offer a session; while another one is written, show that."""
        if not self.is_busy:
            self._item, self._title = item, title
            self.heading.show_text(tr("Export “{title}”").format(title=title))
            self._show_outcome("")
        self.show()
        self.raise_()
        self.activateWindow()
        main = self.stop_button if self.is_busy else self.save_button
        main.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_to(self, target: str) -> None:
        """Write the session to a file of the kind that is chosen; its name gets the ending of that."""
        kind = self._kind
        named = named_as(target, kind)
        if named != target and QFileInfo(named).exists() and not asked_to_replace(self, named):
            self._ask_where()
            return
        self._target = named
        wish = ExportWish(self._item, named)
        if kind.is_film:
            wish = replace(wish, size=self.size_choice.currentData(), theme=self.theme_choice.currentData())
        self._show_outcome("", ExportState.RUNNING)
        self._work = self._start(wish)
        self.bar.run(self._work)
        self._fit()
        self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_end(self) -> bool:
        """Whether nothing is written, or the person has it stopped; how it ended meanwhile is to be read."""
        if self.is_busy and not asked_to_stop(self, self.bar.finished):
            return False
        self.bar.cancel()
        return True

    def stop(self) -> None:
        """The window is gone: stop without a question."""
        self.bar.cancel()
        self.hide()

    def reject(self) -> None:
        """Close it, unless a file is written and the person wants that to go on."""
        if self.may_end():
            self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as large as what is shown, in any size of the text, where the screen has room."""
        if not event.spontaneous():
            self._fit()
        super().showEvent(event)

    # Inside

    @property
    def _kind(self) -> ExportKind:
        return export_kinds()[self.kind_choice.currentIndex()]

    def _ask_where(self) -> None:
        """The system's own dialog; it asks before it replaces a file that is called as was typed."""
        kind = self._kind
        places = QStandardPaths.StandardLocation
        usual = places.MoviesLocation if kind.is_film else places.MusicLocation
        folder = self._folder or QStandardPaths.writableLocation(usual)
        if not Path(folder).is_dir():
            folder = QStandardPaths.writableLocation(places.HomeLocation)
        files = QFileDialog(self, tr("Save as"), folder, f"{kind.title} (*{kind.ending})")
        files.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        files.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        files.setDefaultSuffix(kind.ending.removeprefix("."))
        files.selectFile(suggested_name(self._title, kind.ending))
        files.fileSelected.connect(self.write_to)
        files.open()

    def _tell_outcome(self) -> None:
        work = self._work
        if work is None:
            return
        if work.state is ExportState.DONE:
            self._folder = str(Path(self._target).parent)
        self._show_outcome(work.outcome, work.state)
        announce(self, work.outcome)
        button = self.folder_button if work.state is ExportState.DONE else self.save_button
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_outcome(self, text: str, state: ExportState | None = None) -> None:
        """Say how the last file ended; what the next one shall be is asked where there is none yet."""
        self.outcome.show_text(text)
        self.outcome.setVisible(bool(text))
        self.copy_button.content = text
        self.copy_button.setVisible(state is ExportState.FAILED)
        self.folder_button.setVisible(state is ExportState.DONE)
        self.stop_button.setVisible(state is ExportState.RUNNING)
        self.close_button.setVisible(state is not ExportState.RUNNING)
        self._ask(is_asking=state not in (ExportState.DONE, ExportState.RUNNING))

    def _show_folder(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder)):
            words = tr("The file is in {folder}.").format(folder=self._folder)
            self._show_outcome(words, ExportState.DONE)

    def _ask(self, *, is_asking: bool) -> None:
        """Show the choices, or leave the room to what is told."""
        self._kind_row.setVisible(is_asking)
        for row in self._film_rows:
            row.setVisible(is_asking and self._kind.is_film)
        self.save_button.setVisible(is_asking)
        if self.isVisible():
            self._fit()

    def _show_kind(self) -> None:
        self._kind_row.show_note(self._kind.detail)
        self._ask(is_asking=True)

    def _fill_choices(self) -> None:
        themes = {"dark": tr("Dark"), "light": tr("Light")}
        kinds = tuple((kind.ending, kind.title) for kind in export_kinds())
        self.kind_choice.show_choices(kinds, kinds[0][0])
        self.size_choice.show_choices(tuple((size, size) for size in SIZES), SIZES[0])
        self.theme_choice.show_choices(tuple((theme, themes[theme]) for theme in THEMES), THEMES[0])

    def _lay_out(self) -> None:
        look = self._look
        self._page = ScrollPage(look, (24, 20, 24, 12), 8)
        self._page.column.addWidget(self.heading)
        self._page.column.addWidget(self.bar)
        self._page.column.addWidget(self.outcome)
        self._page.column.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._kind_row = self._add_row(tr("Kind of file"), "", self.kind_choice)
        small = tr("720p is enough for a phone, and written faster.")
        self._film_rows = (
            self._add_row(tr("Size"), small, self.size_choice),
            self._add_row(tr("Theme"), tr("Dark is kinder in the evening."), self.theme_choice),
        )
        self._page.column.addStretch(1)
        self._foot = QWidget()
        answers = AdaptiveRow(look, _NARROW, 12)
        for button in (self.save_button, self.folder_button, self.stop_button):
            answers.row.addWidget(button)
        answers.row.addStretch()
        answers.row.addWidget(self.close_button)
        foot = QVBoxLayout(self._foot)
        Spaces(look, foot, (24, 12, 24, 16), 0)
        foot.addWidget(answers)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._page, 1)
        layout.addWidget(line())
        layout.addWidget(self._foot)

    def _add_row(self, label: str, text: str, choice: Choice) -> PlainRow:
        row = PlainRow(self._look, label, text)
        row.add(choice)
        row.label.setBuddy(choice)
        self._page.column.addWidget(row)
        return row

    def _fit(self) -> None:
        room = self.screen().availableGeometry()
        width = min(self._look.px(_WIDTH), room.width())
        wanted = self._page.column.totalHeightForWidth(width) + self._foot.sizeHint().height() + 2
        self.setMinimumWidth(min(self._look.px(_NARROW), width))
        self.resize(max(width, self.width()) if self.isVisible() else width, min(wanted, room.height()))
