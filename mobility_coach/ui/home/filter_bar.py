"""What the list of drills is narrowed by: chips with menus for place, equipment, plane and time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from mobility_coach.domain.drill import Equipment, Place, Plane
from mobility_coach.domain.drill_filter import MINUTES, DrillFilter
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.presenters.plain_words import equipment_title, place_title, plane_title
from mobility_coach.ui.parts.chip import Chip, StayingMenu
from mobility_coach.ui.parts.layouts import Flow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from mobility_coach.ui.look import Look

_NAMED_THINGS = 2

_Value = TypeVar("_Value")


class FilterBar(QWidget):
    """The chips; `changed` tells another filter, which has no words."""

    changed = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._filter = DrillFilter()
        self._menu: QMenu | None = None
        self.place = Chip(look, tr("Place"), self._place_menu)
        self.equipment = Chip(look, tr("Equipment"), self._equipment_menu)
        self.plane = Chip(look, tr("Plane"), self._plane_menu)
        self.time = Chip(look, tr("Time"), self._time_menu)
        self._chips = (self.place, self.equipment, self.plane, self.time)
        flow = self._flow = Flow(look.space(8))
        for widget in self._chips:
            flow.flow.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(flow)
        look.changed.connect(self._share_room)
        self.show_filter(self._filter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._share_room()

    @property
    def filter(self) -> DrillFilter:
        """What is chosen."""
        return self._filter

    def show_filter(self, wanted: DrillFilter) -> None:
        """Show what is chosen, without telling it as a change; words are left out."""
        self._filter = replace(wanted, text="")
        self.place.show_value(place_title(wanted.place) if wanted.place else "")
        self.equipment.show_value(_equipment_text(wanted.equipment))
        self.plane.show_value(plane_title(wanted.plane) if wanted.plane else "")
        self.time.show_value(_time_text(wanted.minutes) if wanted.minutes else "")
        self._share_room()

    @property
    def menu(self) -> QMenu | None:
        """The menu that was opened last."""
        return self._menu

    def _choose(self, wanted: DrillFilter) -> None:
        if wanted != self._filter:
            self.show_filter(wanted)
            self.changed.emit(self._filter)

    def _share_room(self) -> None:
        """Where the names have one line, what is chosen keeps to it too: the list below never jumps."""
        room = self.width() - self._flow.flow.spacing() * (len(self._chips) - 1)
        has_line = sum(chip.full_width(of_name=True) for chip in self._chips) <= room
        limit = _limit([chip.full_width() for chip in self._chips], room) if has_line else 0
        for chip in self._chips:
            chip.limit(limit)

    # Menus; each is made when it is opened

    def _place_menu(self) -> QMenu:
        choices = [(place_title(place), place) for place in Place]
        return self._one_of_menu(
            tr("Anywhere"),
            choices,
            self._filter.place,
            lambda place: self._choose(replace(self._filter, place=place)),
        )

    def _plane_menu(self) -> QMenu:
        choices = [(plane_title(plane), plane) for plane in Plane]
        return self._one_of_menu(
            tr("Any plane"),
            choices,
            self._filter.plane,
            lambda plane: self._choose(replace(self._filter, plane=plane)),
        )

    def _time_menu(self) -> QMenu:
        choices = [(_time_text(minutes), minutes) for minutes in MINUTES]
        return self._one_of_menu(
            tr("Any length"),
            choices,
            self._filter.minutes,
            lambda minutes: self._choose(replace(self._filter, minutes=minutes)),
        )

    def _equipment_menu(self) -> QMenu:
        chosen = self._filter.equipment
        menu = self._new_menu(StayingMenu(self))
        group = QActionGroup(menu)
        for text, things in ((tr("Any equipment"), None), (tr("Nothing needed"), frozenset[Equipment]())):
            action = self._ticked(menu, text, is_ticked=chosen == things)
            group.addAction(action)
            action.triggered.connect(lambda _=False, things=things: self._have(things))
        menu.addSeparator()
        menu.addAction(tr("What I have")).setEnabled(False)
        for thing in Equipment:
            action = self._ticked(menu, equipment_title(thing), is_ticked=thing in (chosen or ()))
            action.toggled.connect(lambda is_there, thing=thing: self._tick(thing, is_there=is_there))
        return menu

    def _have(self, things: frozenset[Equipment] | None) -> None:
        self._choose(replace(self._filter, equipment=things))

    def _tick(self, thing: Equipment, *, is_there: bool) -> None:
        things = self._filter.equipment or frozenset()
        things = things | {thing} if is_there else things - {thing}
        self._have(things or None)

    def _one_of_menu(
        self,
        every: str,
        choices: list[tuple[str, _Value]],
        chosen: _Value | None,
        choose: Callable[[_Value | None], None],
    ) -> QMenu:
        menu = self._new_menu(QMenu(self))
        group = QActionGroup(menu)
        entries: list[tuple[str, _Value | None]] = [(every, None), *choices]
        for text, value in entries:
            action = self._ticked(menu, text, is_ticked=value == chosen)
            group.addAction(action)
            action.triggered.connect(lambda _=False, value=value: choose(value))
        return menu

    def _ticked(self, menu: QMenu, text: str, *, is_ticked: bool) -> QAction:
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        tick = self._look.icon("ready", "accent")
        action.toggled.connect(lambda is_on: action.setIcon(tick if is_on else QIcon()))
        action.setChecked(is_ticked)
        return action

    def _new_menu(self, menu: QMenu) -> QMenu:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = menu
        return menu


def _limit(widths: list[int], room: int) -> int:
    """How wide each may be at most so that all have room; what is narrower leaves its rest to others."""
    left = room
    for many, width in zip(range(len(widths), 0, -1), sorted(widths), strict=True):
        if width * many > left:
            return left // many
        left -= width
    return 0


def _time_text(minutes: int) -> str:
    return ntr("Up to {count} min", "Up to {count} min", minutes)


def _equipment_text(things: frozenset[Equipment] | None) -> str:
    if things is None:
        return ""
    if not things:
        return tr("Nothing needed")
    if len(things) > _NAMED_THINGS:
        return ntr("{count} thing", "{count} things", len(things))
    first, *others = (equipment_title(thing) for thing in Equipment if thing in things)
    return ", ".join([first, *(other.lower() for other in others)])
