"""A plan of reminders for tests of windows: rows of every kind, kept in memory."""

from dataclasses import dataclass, field, replace

from mobility_coach.services.presenters.settings_view import (
    SettingKind,
    SettingRow,
    SettingsGroup,
    SettingsView,
)
from mobility_coach.services.ui_ports import SettingValue
from tests.ui.fake_breaks import FakeReminders

_MOST_KINDS = 4
_ROUTINES = (("", "Choose for me"), ("before-run", "Before a run"), ("ankle-rolls", "Ankle rolls"))
_SOUNDS = (("voice", "Voice and beat"), ("quiet", "Quiet"), ("hours", "Quiet in set hours"))
_CLOSINGS = (("ask", "Ask me"), ("stay", "Keep reminding me"), ("quit", "Quit"))


def _toggle(name: str, label: str, text: str, *, is_on: bool) -> SettingRow:
    return SettingRow(name, label, text, SettingKind.TOGGLE, is_on, usual=is_on)


def _number(
    name: str, label: str, text: str, value: float, low: float, high: float, step: float = 1, unit: str = ""
) -> SettingRow:
    return SettingRow(
        name,
        label,
        text,
        SettingKind.NUMBER,
        value,
        low=low,
        high=high,
        step=step,
        unit=unit,
        usual=value,
    )


def _time(name: str, label: str, minutes: int) -> SettingRow:
    return SettingRow(name, label, "", SettingKind.TIME, minutes, usual=minutes)


def _choice(name: str, label: str, text: str, choices: tuple[tuple[str, str], ...]) -> SettingRow:
    value = choices[0][0]
    return SettingRow(name, label, text, SettingKind.CHOICE, value, choices, usual=value)


def _kind(kind_id: str, title: str, every: int, minutes: float) -> SettingsGroup:
    def name(of: str) -> str:
        return f"kind.{kind_id}.{of}"

    return SettingsGroup(
        title,
        (
            _toggle(name("is_on"), "Remind me of it", "", is_on=True),
            SettingRow(name("title"), "Name", "", SettingKind.TEXT, title),
            _number(name("every"), "Every", "Work between two of them.", every, 5, 720, 5, "min"),
            SettingRow(
                name("at"),
                "At set times instead",
                "Times of the day, with commas: 10:00, 15:00.",
                SettingKind.TEXT,
                "",
            ),
            _number(name("minutes"), "Length", "", minutes, 0.5, 60, 0.5, "min"),
            _choice(name("routine"), "What you do", "The coach knows what waited longest.", _ROUTINES),
            _toggle(name("has_chime"), "Chime", "A soft sound when it is time.", is_on=False),
            _toggle(name("is_strict"), "Strict", "It can't be snoozed or skipped.", is_on=False),
        ),
        kind_id,
    )


GROUPS = (
    SettingsGroup(
        "General",
        (
            SettingRow(
                "is_on",
                "Break reminders",
                "They ask at the right moment and wait while you are busy.",
                SettingKind.TOGGLE,
                True,
                usual=False,
            ),
        ),
    ),
    _kind("short", "Short break", 30, 2),
    _kind("long", "Long break", 120, 5),
    SettingsGroup(
        "When",
        (
            SettingRow("days", "Days", "", SettingKind.DAYS, "12345", usual="12345"),
            _time("work_from", "From", 8 * 60),
            _time("work_to", "To", 18 * 60),
        ),
    ),
    SettingsGroup(
        "How",
        (
            _number("notice_seconds", "Notice ahead", "A small one, in a corner.", 30, 0, 120, 5, "s"),
            _number("snooze_minutes", "Snooze", "", 5, 1, 60, 1, "min"),
            _number("most_snoozes", "Snoozes in a row", "", 3, 0, 10),
            _toggle("uses_floor", "Also on the floor", "Else all of it is done standing.", is_on=False),
        ),
    ),
    SettingsGroup(
        "What holds them back",
        (
            _toggle("yields_full_screen", "A full screen", "Films, games, slides.", is_on=True),
            _toggle("yields_do_not_disturb", "Do not disturb", "As your desktop has it.", is_on=True),
            SettingRow(
                "programs",
                "Programs",
                "Names, with commas: zoom, obs.",
                SettingKind.TEXT,
                "",
                usual="",
            ),
        ),
    ),
    SettingsGroup(
        "Sound",
        (
            _choice("sound", "A break sounds", "", _SOUNDS),
            _time("quiet_from", "Quiet from", 20 * 60),
            _time("quiet_to", "Quiet to", 8 * 60),
        ),
    ),
    SettingsGroup("Window", (_choice("closing", "When the window is closed", "", _CLOSINGS),)),
)


class FakeBreakPlan:
    """Implements `BreakPlanPort`; takes every value unless `refusal` says why not."""

    def __init__(self) -> None:
        self.groups: tuple[SettingsGroup, ...] = GROUPS
        self.refusal = ""
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
        return ""

    def add_kind(self) -> str:
        if len(self.kinds) == _MOST_KINDS:
            return ""
        kind_id = f"added-{len(self.kinds)}"
        place = max(at for at, group in enumerate(self.groups) if group.id) + 1
        self._insert(place, _kind(kind_id, "Break", 60, 3))
        return kind_id

    def remove_kind(self, kind_id: str) -> str:
        if self.refusal:
            return self.refusal
        place = next(at for at, group in enumerate(self.groups) if group.id == kind_id)
        self._removed = place, self.groups[place]
        self.groups = (*self.groups[:place], *self.groups[place + 1 :])
        return ""

    def put_back(self) -> str:
        if self.refusal or self._removed is None:
            return self.refusal or "Nothing was removed."
        self._insert(*self._removed)
        self._removed = None
        return ""

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
