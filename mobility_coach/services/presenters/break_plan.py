"""How reminders are set: rows by name, changed one at a time; kinds of breaks are added and removed."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from mobility_coach.domain.breaks.rules import MOST_KINDS, BreakKind
from mobility_coach.domain.wording import tr
from mobility_coach.services.breaks.break_fields import (
    changed_breaks,
    kind_row,
    new_kind_id,
    usual_kind,
)
from mobility_coach.services.breaks.break_settings import BreakSettings
from mobility_coach.services.presenters.break_presenter import kind_title
from mobility_coach.services.presenters.break_rows import Named, present_break_settings
from mobility_coach.services.setting_values import SettingError
from mobility_coach.services.settings_book import SettingsBook

if TYPE_CHECKING:
    from mobility_coach.services.presenters.settings_view import SettingsView
    from mobility_coach.services.ui_ports import SettingValue


class BreakPlan:
    """Implements `break_ports.BreakPlanPort`.

    Args:
        book: the settings.
        routines: ids and titles of the drills and routines that a break can be.
        changed: called after each change, so that reminders take it up at once.
    """

    def __init__(
        self, book: SettingsBook, routines: Callable[[], Named], changed: Callable[[], None]
    ) -> None:
        self._book = book
        self._routines = routines
        self._changed = changed
        self._removed: tuple[int, BreakKind] | None = None

    def view(self) -> "SettingsView":
        """All rows, in groups."""
        return present_break_settings(self._settings, self._routines())

    def change(self, name: str, value: "SettingValue") -> str:
        """Change one row. Returns a problem in plain text, empty when it took effect and is kept."""
        if name == "days" and value == "":
            return tr("One day stays. To have none, switch reminders off.")
        try:
            return self._keep(
                changed_breaks(self._settings, name, self._as_kept(name, value), self._label(name))
            )
        except SettingError as error:
            return str(error)

    def add_kind(self) -> str:
        """Add a kind of break. Returns its id, empty where there are as many as can be."""
        kinds = self._settings.kinds
        if len(kinds) >= MOST_KINDS:
            return ""
        kind = usual_kind(new_kind_id(each.id for each in kinds))
        self._keep(replace(self._settings, kinds=(*kinds, kind)))
        return kind.id

    def remove_kind(self, kind_id: str) -> str:
        """Remove one. Returns a problem, or empty. The last one can't be removed."""
        kinds = self._settings.kinds
        place = next((place for place, kind in enumerate(kinds) if kind.id == kind_id), None)
        if place is None:
            return tr("There is no break called '{kind}'.").format(kind=kind_id[:64])
        if len(kinds) == 1:
            return tr("One break stays. To have none, switch reminders off.")
        self._removed = place, kinds[place]
        return self._keep(replace(self._settings, kinds=(*kinds[:place], *kinds[place + 1 :])))

    def put_back(self) -> str:
        """Put back the kind that was removed last, where it was. Returns a problem, or empty."""
        if self._removed is None:
            return tr("There is nothing to put back.")
        place, kind = self._removed
        kinds = self._settings.kinds
        if len(kinds) >= MOST_KINDS:
            return tr("There are {most} breaks already. Remove one first.").format(most=MOST_KINDS)
        if self._settings.kind(kind.id) is not None:
            kind = replace(kind, id=new_kind_id(each.id for each in kinds))
        self._removed = None
        return self._keep(replace(self._settings, kinds=(*kinds[:place], kind, *kinds[place:])))

    @property
    def _settings(self) -> BreakSettings:
        return self._book.settings.breaks

    def _keep(self, settings: BreakSettings) -> str:
        problem = self._book.change_breaks(settings)
        self._changed()
        return problem

    def _label(self, name: str) -> str:
        """What people call a row: a refusal speaks of that."""
        return next((row.label for row in self.view().rows if row.name == name), "")

    def _as_kept(self, name: str, value: "SettingValue") -> "SettingValue":
        """The usual name is not kept: it is said in the language of the program."""
        for kind in self._settings.kinds:
            if name == kind_row(kind.id, "title") and value == kind_title(usual_kind(kind.id)):
                return ""
        return value
