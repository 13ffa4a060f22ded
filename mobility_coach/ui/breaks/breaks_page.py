"""The reminders' page: what comes next, and how reminders are set. All takes effect at once."""

from __future__ import annotations

import weakref
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from mobility_coach.domain.wording import tr
from mobility_coach.services.presenters.settings_view import SettingKind, SettingRow
from mobility_coach.ui.announce import announce
from mobility_coach.ui.breaks.kind_part import KindAdder, KindPart, RemovedKind
from mobility_coach.ui.breaks.now_part import NowPart
from mobility_coach.ui.parts.text_field import TextField
from mobility_coach.ui.settings.parts_page import PartsPage
from mobility_coach.ui.settings.settings_group import GroupPart

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from mobility_coach.services.breaks.break_ports import Autostart, BreakPlanPort, RemindersPort
    from mobility_coach.services.presenters.settings_view import SettingsGroup
    from mobility_coach.services.ui_ports import SettingValue
    from mobility_coach.ui.look import Look

_SWITCH, _AUTOSTART, _CLOSING = "is_on", "autostart", "closing"


class BreaksPage(PartsPage):
    """Shows the plan of the reminders and where they stand, and passes on what is changed."""

    def __init__(
        self,
        look: Look,
        plan: BreakPlanPort,
        reminders: RemindersPort,
        autostart: Autostart | None = None,
    ) -> None:
        super().__init__(look, tr("Breaks"), tr("Parts of the breaks"))
        self._plan = plan
        self._reminders = reminders
        self._autostart = autostart if autostart is not None and autostart.is_available else None
        self._groups: dict[str, GroupPart] = {}
        self._order: list[QWidget] = []
        self._gap: int | None = None
        self.now = NowPart(look, reminders, self._switch_row())
        self.now.switch.changed.connect(self._change)
        self._removed = RemovedKind(look)
        self.undo_line = self._removed.line
        self.undo_line.undo_asked.connect(self._put_back)
        self.adder = KindAdder(look)
        self.adder.add.clicked.connect(self._add)
        self._column.addStretch(1)
        self._listen()

    @property
    def groups(self) -> tuple[GroupPart, ...]:
        """The groups of rows, in order."""
        return tuple(self._groups.values())

    @property
    def kinds(self) -> tuple[KindPart, ...]:
        """The kinds of breaks among them."""
        return tuple(group for group in self.groups if isinstance(group, KindPart))

    def control(self, name: str) -> QWidget:
        """What the row called `name` is changed with; `KeyError` where there is none."""
        for group in self.groups:
            if name in group.lines:
                return group.lines[name].control
        raise KeyError(name)

    def refresh(self) -> None:
        """Show all as it is now; what was said and taken back before is settled."""
        self._forget_removal()
        self.adder.show_problem("")
        self.now.forget()
        for group in self.groups:
            for line in group.lines.values():
                line.show_problem("")
        self._show()
        for group in self.groups:
            group.forget_undo()

    def showEvent(self, event: QShowEvent) -> None:
        """While it is not seen nothing is kept up to date."""
        super().showEvent(event)
        self._show_now()

    def _first_control(self) -> QWidget | None:
        return self.now.switch.control

    def _listen(self) -> None:
        """The reminders may outlive the page."""
        here, show = weakref.ref(self), weakref.WeakMethod(self._show_now)

        def take() -> None:
            page, show_now = here(), show()
            if page is not None and show_now is not None and isValid(page) and page.isVisible():
                show_now()

        self._reminders.listen(take)

    # --- changes ---

    def _change(self, name: str, value: SettingValue) -> None:
        problem = self._set(name, value)
        lines = (group.lines[name] for group in self.groups if name in group.lines)
        line = self.now.switch if name == _SWITCH else next(lines)
        line.show_problem(problem)
        self._take_over()

    def _restore(self, group: GroupPart, values: dict[str, SettingValue]) -> None:
        problems = [self._set(name, value) for name, value in values.items()]
        for name in values:
            group.lines[name].show_problem("")
        group.show_problem(next(filter(None, problems), ""))
        self._take_over()

    def _set(self, name: str, value: SettingValue) -> str:
        if name == _AUTOSTART and self._autostart is not None:
            return self._autostart.set_on(is_on=bool(value))
        return self._plan.change(name, value)

    def _add(self) -> None:
        kind_id = self._plan.add_kind()
        if not kind_id:
            self.adder.show_problem(tr("There are as many kinds as there can be. Remove one first."))
            return
        self.adder.show_problem("")
        self._forget_removal()
        self._take_over()
        self._name_it(self._groups[kind_id])

    def _remove(self, kind_id: str) -> None:
        part = self._groups[kind_id]
        had_focus = any(stop.hasFocus() for stop in part.stops)
        place, title = self._order.index(part), part.title
        problem = self._plan.remove_kind(kind_id)
        if kind_id in self._kinds_of_plan():
            part.show_problem(problem)
            return
        self.adder.show_problem("")
        self._gap = place
        self._take_over()
        self._tell_removed(tr("“{kind}” is removed.").format(kind=title), problem)
        if had_focus:
            self.undo_line.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_back(self) -> None:
        before, had_focus = set(self._groups), self.undo_line.button.hasFocus()
        problem = self._plan.put_back()
        back = next((kind for kind in self._kinds_of_plan() if kind not in before), "")
        if not back:
            self._tell_removed(problem)
            return
        self._forget_removal()
        self._take_over()
        self._groups[back].show_problem(problem)
        if had_focus:
            self._enter(self._groups[back])

    def _tell_removed(self, *words: str) -> None:
        text = " ".join(filter(None, words))
        self.undo_line.show_change(text)
        announce(self, text)

    def _kinds_of_plan(self) -> list[str]:
        """The ids of the kinds that there are: one may be gone although that could not be saved."""
        return [group.id for group in self._plan.view().groups if group.id]

    def _enter(self, part: GroupPart) -> None:
        """Bring the part into view, and the keyboard to its first row."""
        self._reveal_part(part)
        first = next(stop for line in part.lines.values() for stop in line.stops)
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _name_it(self, part: GroupPart) -> None:
        """What is typed next is the name of a new kind, and nothing else."""
        self._reveal_part(part)
        controls = (line.control for line in part.lines.values())
        name = next(each for each in controls if isinstance(each, TextField))
        name.setFocus(Qt.FocusReason.TabFocusReason)
        name.selectAll()

    def _forget_removal(self) -> None:
        self._gap = None
        self._removed.hide()

    def _take_over(self) -> None:
        self._note_place()
        self._show()

    # --- what is shown ---

    def _show(self) -> None:
        shown = _arranged(self._plan.view().groups, self._autostart)
        before = self.groups
        titles = [part.title for part in before]
        self._groups = {_key(group): self._part(group) for group in shown}
        order = self._wanted_order()
        if order != self._order:
            self._place(order)
            for part in before:
                if part not in order:
                    part.hide()
                    part.deleteLater()
            self._use_parts([self.now, *self.groups])
        elif titles != [group.title for group in shown]:
            self._name_parts([self.now.title, *(group.title for group in shown)])
        for kind in self.kinds:
            kind.allow_removal(is_allowed=len(self.kinds) > 1)
        self._show_now()

    def _show_now(self) -> None:
        self.now.switch.show_row(self._switch_row())
        self.now.show_view(self._reminders.view())

    def _switch_row(self) -> SettingRow:
        return next(row for row in self._plan.view().rows if row.name == _SWITCH)

    def _part(self, group: SettingsGroup) -> GroupPart:
        """The part that shows this group already, brought up to date, or a new one."""
        part = self._groups.get(_key(group))
        if part is not None and list(part.lines) == [row.name for row in group.rows]:
            part.show_group(group)
            return part
        if group.id:
            part = KindPart(self._look, group)
            part.remove_asked.connect(self._remove)
        else:
            part = GroupPart(self._look, group)
        made = part
        made.changed.connect(self._change)
        made.restored.connect(lambda values: self._restore(made, values))
        return made

    def _wanted_order(self) -> list[QWidget]:
        order: list[QWidget] = [self.now, *self.groups]
        if self.kinds:
            order.insert(order.index(self.kinds[-1]) + 1, self.adder)
        if self._gap is not None:
            order.insert(min(self._gap, len(order)), self._removed)
        return order

    def _place(self, order: list[QWidget]) -> None:
        """Put all into this order, for the eyes and for the keyboard."""
        for widget in self._order:
            self._column.removeWidget(widget)
        for at, widget in enumerate(order):
            self._column.insertWidget(at, widget)
            widget.show()  # else what is new has no place before the next round of events
        self._order = order
        stops = [stop for widget in order for stop in self._stops_of(widget)]
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    def _stops_of(self, widget: QWidget) -> list[QWidget]:
        if isinstance(widget, NowPart | GroupPart):
            return widget.stops
        return [self.adder.add] if widget is self.adder else [self.undo_line.button]


def _arranged(groups: tuple[SettingsGroup, ...], autostart: Autostart | None) -> tuple[SettingsGroup, ...]:
    """The groups without the switch, which stands on top, and with the one for the start of the computer."""
    arranged = []
    for group in groups:
        rows = tuple(row for row in group.rows if row.name != _SWITCH)
        if autostart is not None and any(row.name == _CLOSING for row in rows):
            rows = (*rows, _autostart_row(autostart))
        if rows:
            arranged.append(replace(group, rows=rows))
    return tuple(arranged)


def _autostart_row(autostart: Autostart) -> SettingRow:
    return SettingRow(
        _AUTOSTART,
        tr("Start with the computer"),
        tr("It starts without a window, so that reminders come from the first hour."),
        SettingKind.TOGGLE,
        autostart.is_on(),
    )


def _key(group: SettingsGroup) -> str:
    return group.id or f"group: {group.title}"
