"""A plan of reminders for tests of windows: the real rows, kept in memory."""

from dataclasses import dataclass, field, replace

from mobility_coach.services.breaks.break_settings import NEW_KIND, BreakSettings
from mobility_coach.services.presenters.break_rows import present_break_settings
from mobility_coach.services.presenters.settings_view import SettingsGroup, SettingsView
from mobility_coach.services.ui_ports import SettingValue
from tests.ui.fake_breaks import FakeReminders

_MOST_KINDS = 4
_ROUTINES = (("before-run", "Before a run"), ("ankle-rolls", "Ankle rolls"))

GROUPS = present_break_settings(BreakSettings(is_on=True), _ROUTINES).groups


def new_kind(kind_id: str) -> SettingsGroup:
    """The group of a kind that was added."""
    settings = BreakSettings(kinds=(replace(NEW_KIND, id=kind_id),))
    return next(group for group in present_break_settings(settings, _ROUTINES).groups if group.id)


class FakeBreakPlan:
    """Implements `BreakPlanPort`; takes every value unless `refusal` says why not.

    `not_saved` is said of changes that took effect all the same.
    """

    def __init__(self) -> None:
        self.groups: tuple[SettingsGroup, ...] = GROUPS
        self.refusal = self.not_saved = ""
        self.changes: list[tuple[str, SettingValue]] = []
        self.views = 0
        self._removed: tuple[int, SettingsGroup] | None = None

    @property
    def kinds(self) -> list[str]:
        """The kinds' ids, in order."""
        return [group.id for group in self.groups if group.id]

    def view(self) -> SettingsView:
        self.views += 1
        return SettingsView(self.groups)

    def change(self, name: str, value: SettingValue) -> str:
        self.changes.append((name, value))
        if self.refusal:
            return self.refusal
        self.groups = tuple(_changed(group, name, value) for group in self.groups)
        return self.not_saved

    def add_kind(self) -> str:
        if len(self.kinds) == _MOST_KINDS:
            return ""
        kind_id = f"added-{len(self.kinds)}"
        place = max(at for at, group in enumerate(self.groups) if group.id) + 1
        self._insert(place, new_kind(kind_id))
        return kind_id

    def remove_kind(self, kind_id: str) -> str:
        if self.refusal:
            return self.refusal
        place = next(at for at, group in enumerate(self.groups) if group.id == kind_id)
        self._removed = place, self.groups[place]
        self.groups = (*self.groups[:place], *self.groups[place + 1 :])
        return self.not_saved

    def put_back(self) -> str:
        if self.refusal or self._removed is None:
            return self.refusal or "Nothing was removed."
        self._insert(*self._removed)
        self._removed = None
        return self.not_saved

    def _insert(self, place: int, group: SettingsGroup) -> None:
        self.groups = (*self.groups[:place], group, *self.groups[place:])


class FakeAutostart:
    """Implements `Autostart` in memory."""

    def __init__(self, *, is_available: bool = True) -> None:
        self.is_available = is_available
        self.refusal = ""
        self._is_on = False

    def is_on(self) -> bool:
        return self._is_on

    def set_on(self, *, is_on: bool) -> str:
        if not self.refusal:
            self._is_on = is_on
        return self.refusal


@dataclass
class FakeBreakParts:
    """All that the reminders' page needs."""

    plan: FakeBreakPlan = field(default_factory=FakeBreakPlan)
    reminders: FakeReminders = field(default_factory=FakeReminders)
    autostart: FakeAutostart | None = field(default_factory=FakeAutostart)


def _changed(group: SettingsGroup, name: str, value: SettingValue) -> SettingsGroup:
    rows = tuple(replace(row, value=value) if row.name == name else row for row in group.rows)
    title = str(value) if name == f"kind.{group.id}.title" else group.title
    return replace(group, title=title, rows=rows)
