"""Menus: entries of plain text, and the pauses of the reminders, which three menus offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mobility_coach.domain.breaks.state import PAUSES, PauseWish
from mobility_coach.services.presenters.break_presenter import pause_title

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

LONGEST_LINE = 60


def menu_text(text: str) -> str:
    """One line of a menu; a mark that menus take for an underline stays what it is."""
    line = " ".join(text.split())
    bounded = line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"
    return bounded.replace("&", "&&")


def show_entry(action: QAction, text: str) -> None:
    """Have an entry say `text`; without one it is not there. Nothing is touched that is so already."""
    shown = menu_text(text)
    if shown != action.text():
        action.setText(shown)
    show_action(action, is_visible=bool(shown))


def show_action(action: QAction, *, is_visible: bool) -> None:
    """Whether an entry is there; a desktop that shows the menu itself fetches each change."""
    if is_visible != action.isVisible():
        action.setVisible(is_visible)


def add_pauses(menu: QMenu, chosen: Callable[[PauseWish], None]) -> None:
    """Add an entry for each pause; `chosen` is called with the one that was picked."""
    for wish in PAUSES:
        action = menu.addAction(menu_text(pause_title(wish)))
        action.triggered.connect(lambda _=False, wish=wish: chosen(wish))
