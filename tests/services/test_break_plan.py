import pytest

from mobility_coach.services.breaks.break_fields import FIELDS, KIND_FIELDS
from mobility_coach.services.breaks.break_settings import BreakSettings, Closing
from mobility_coach.services.presenters.break_plan import BreakPlan
from mobility_coach.services.presenters.settings_view import SettingKind, SettingRow
from mobility_coach.services.settings_book import SettingsBook
from tests.services.test_settings_book import FakeStore

ROUTINES = (("desk", "At the desk"), ("ankle-rolls", "Ankle rolls"))


class Desk:
    """A plan over settings that count how often reminders were told of a change."""

    def __init__(self, values: dict[str, object] | None = None, problem: str = "") -> None:
        self.store = FakeStore({"breaks": values or {}}, problem)
        self.book = SettingsBook(self.store)
        self.told = 0
        self.plan = BreakPlan(self.book, lambda: ROUTINES, self._changed)

    @property
    def breaks(self) -> BreakSettings:
        return self.book.settings.breaks

    @property
    def kinds(self) -> list[str]:
        return [group.id for group in self.plan.view().groups if group.id]

    def row(self, name: str) -> SettingRow:
        return next(row for row in self.plan.view().rows if row.name == name)

    def _changed(self) -> None:
        self.told += 1


def test_every_field_has_one_row() -> None:
    wanted = [*FIELDS, *(f"kind.{kind}.{field}" for kind in ("short", "long") for field in KIND_FIELDS)]
    assert sorted(row.name for row in Desk().plan.view().rows) == sorted(wanted)


def test_a_kind_of_break_is_a_group_with_its_name() -> None:
    groups = [(group.title, group.id) for group in Desk().plan.view().groups]
    assert groups == [
        ("General", ""), ("Short break", "short"), ("Long break", "long"), ("When", ""), ("How", ""),
        ("What breaks wait for", ""), ("Sound", ""), ("Window", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind", "value"),
    [
        ("is_on", SettingKind.TOGGLE, False),
        ("days", SettingKind.DAYS, "12345"),
        ("work_from", SettingKind.TIME, 480),
        ("notice_seconds", SettingKind.NUMBER, 30),
        ("programs", SettingKind.TEXT, ""),
        ("closing", SettingKind.CHOICE, "ask"),
        ("sound", SettingKind.CHOICE, "voice"),
        ("kind.short.title", SettingKind.TEXT, "Short break"),
        ("kind.short.at", SettingKind.TEXT, ""),
        ("kind.long.minutes", SettingKind.NUMBER, 5),
        ("kind.long.routine", SettingKind.CHOICE, ""),
        ("kind.long.has_chime", SettingKind.TOGGLE, True),
    ],
)
def test_a_row_shows_what_is_usual(name: str, kind: SettingKind, value: object) -> None:
    row = Desk().row(name)
    assert (row.kind, row.value, row.usual) == (kind, value, value)
    assert row.label


def test_nothing_is_changed_at_first_and_all_that_is_offered_can_be_set() -> None:
    desk = Desk()
    assert [group.usual_values for group in desk.plan.view().groups] == [{}] * 8
    for row in desk.plan.view().rows:
        offered: list[bool | str | float] = [value for value, _ in row.choices]
        if row.kind is SettingKind.NUMBER:
            assert row.low <= float(row.value) <= row.high
            offered += [row.low, row.high]
        for value in (*offered, row.value):
            assert desk.plan.change(row.name, value) == ""
    assert desk.breaks == BreakSettings()


def test_no_two_rows_of_a_group_have_one_name() -> None:
    for group in Desk().plan.view().groups:
        assert len({row.label for row in group.rows}) == len(group.rows)


def test_a_change_is_kept_and_reminders_take_it_up() -> None:
    desk = Desk()
    assert desk.plan.change("closing", "stay") == ""
    assert (desk.breaks.closing, desk.told) == (Closing.STAY, 1)
    assert desk.store.values == {"breaks": {"closing": "stay"}}
    assert desk.row("closing").usual == "ask"


def test_a_refusal_names_the_row_and_changes_nothing() -> None:
    desk = Desk()
    said = desk.plan.change("kind.short.at", "10am")
    assert said == ("'At set times instead' can't be '10am'; it can be up to 24 times such as 10:00, 15:00.")
    assert "no setting called 'moon'" in desk.plan.change("moon", 1)
    assert (desk.told, desk.store.saves) == (0, 0)


def test_the_last_day_stays_and_what_to_do_instead_is_said() -> None:
    desk = Desk()
    assert desk.plan.change("days", "") == "One day stays. To have none, switch reminders off."
    assert desk.row("days").value == "12345"
    assert (desk.told, desk.store.saves) == (0, 0)


def test_hours_that_need_another_choice_say_so() -> None:
    desk = Desk()
    chosen = dict(desk.row("sound").choices)["hours"]
    assert chosen in desk.row("quiet_from").help


def test_what_is_not_saved_is_said_and_counts_all_the_same() -> None:
    desk = Desk(problem="The disk is full.")
    assert desk.plan.change("is_on", True) == "The disk is full."
    assert (desk.breaks.is_on, desk.told) == (True, 1)


def test_a_name_of_your_own_and_the_usual_one_again() -> None:
    desk = Desk()
    desk.plan.change("kind.short.title", "Stretch")
    assert desk.plan.view().groups[1].title == "Stretch"
    assert desk.row("kind.short.title").usual == "Short break"
    desk.plan.change("kind.short.title", "Short break")
    assert desk.breaks.kinds[0].title == ""
    desk.plan.change("kind.short.title", "Stretch")
    desk.plan.change("kind.short.title", "")
    assert desk.plan.view().groups[1].title == "Short break"


def test_a_routine_that_is_gone_is_still_shown() -> None:
    desk = Desk({"kinds": {"short": {"routine": "moon-walk"}}})
    row = desk.row("kind.short.routine")
    assert row.choices[0] == ("", "Choose for me")
    assert row.choices[-1] == ("moon-walk", "moon-walk (not there any more)")


def test_kinds_are_added_and_removed_and_put_back_where_they_were() -> None:
    desk = Desk()
    added = desk.plan.add_kind()
    assert added == "break-1"
    assert desk.kinds == ["short", "long", "break-1"]
    assert desk.plan.view().groups[3].title == "Break"
    desk.plan.change("kind.short.every", 45)
    assert desk.plan.remove_kind("short") == ""
    assert desk.kinds == ["long", "break-1"]
    assert desk.plan.put_back() == ""
    assert desk.kinds == ["short", "long", "break-1"]
    assert desk.row("kind.short.every").value == 45
    assert desk.plan.put_back() == "There is nothing to put back."
    assert SettingsBook(desk.store).settings.breaks == desk.breaks


def test_the_last_kind_stays() -> None:
    desk = Desk()
    assert desk.plan.remove_kind("moon") == "There is no break called 'moon'."
    assert desk.plan.remove_kind("short") == ""
    assert desk.plan.remove_kind("long") == "One break stays. To have none, switch reminders off."


def test_there_is_an_end_to_kinds() -> None:
    desk = Desk()
    desk.plan.remove_kind("long")
    ids = [desk.plan.add_kind() for _ in range(12)]
    assert ids[-2:] == ["break-11", ""]
    assert desk.plan.put_back() == "There are 12 breaks already. Remove one first."


def test_a_kind_whose_id_was_given_away_comes_back_under_another() -> None:
    desk = Desk()
    desk.plan.change(f"kind.{desk.plan.add_kind()}.every", 15)
    desk.plan.remove_kind("break-1")
    desk.plan.add_kind()
    assert desk.plan.put_back() == ""
    assert desk.kinds == ["short", "long", "break-2", "break-1"]
    assert desk.row("kind.break-2.every").value == 15
