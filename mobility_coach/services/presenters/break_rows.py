"""How reminders are set, as rows that a window shows. Names are those of `break_fields`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mobility_coach.domain.breaks.rules import BreakKind
from mobility_coach.domain.wording import tr
from mobility_coach.services.breaks.break_fields import (
    FIELDS,
    KIND_FIELDS,
    kind_row,
    kind_values,
    plain_values,
    usual_kind,
)
from mobility_coach.services.breaks.break_forms import DAYS, TIME, Form
from mobility_coach.services.breaks.break_settings import BreakSettings, BreakSound, Closing
from mobility_coach.services.presenters.break_presenter import kind_title
from mobility_coach.services.presenters.settings_view import (
    SettingKind,
    SettingRow,
    SettingsGroup,
    SettingsView,
)
from mobility_coach.services.setting_values import Kind, Number, SettingValue

Named = Sequence[tuple[str, str]]
"""Ids and titles."""


def present_break_settings(settings: BreakSettings, routines: Named) -> SettingsView:
    """All rows; `routines` are the drills and routines that a break can be."""
    row = _Rows(FIELDS, plain_values(settings), plain_values(BreakSettings()))
    return SettingsView(
        (
            SettingsGroup(tr("General"), _general_rows(row)),
            *(_kind_group(kind, routines) for kind in settings.kinds),
            SettingsGroup(tr("When"), _when_rows(row)),
            SettingsGroup(tr("How"), _how_rows(row)),
            SettingsGroup(tr("What breaks wait for"), _yield_rows(row)),
            SettingsGroup(tr("Sound"), _sound_rows(row)),
            SettingsGroup(tr("Window"), _window_rows(row)),
        ),
        voice_rate="",
        voice_names=(),
    )


def _general_rows(row: "_Rows") -> tuple[SettingRow, ...]:
    text = tr("They ask at the right moment, wait while you are busy, and lead you through a short drill.")
    return (row("is_on", tr("Break reminders"), text),)


def _kind_group(kind: BreakKind, routines: Named) -> SettingsGroup:
    usual = usual_kind(kind.id)
    row = _Rows(KIND_FIELDS, _shown_values(kind), _shown_values(usual))
    rows = (
        row("is_on", tr("Remind me of it"), ""),
        row("title", tr("Name"), tr("Leave it empty for the usual one.")),
        row("every", tr("Every"), tr("Work between two of them; time away doesn't count."), tr("min")),
        row("at", tr("At set times instead"), tr("Times of the day with commas between them: 10:00, 15:00.")),
        row("minutes", tr("Length"), "", tr("min")),
        _routine_row(row, kind.routine, routines),
        row("has_chime", tr("Chime"), tr("A soft sound when it is time.")),
        row("is_strict", tr("Strict"), tr("It can be neither snoozed nor skipped.")),
    )
    named = tuple(replace(each, name=kind_row(kind.id, each.name)) for each in rows)
    return SettingsGroup(kind_title(kind), named, kind.id)


def _shown_values(kind: BreakKind) -> Mapping[str, SettingValue]:
    return kind_values(kind) | {"title": kind_title(kind)}


def _routine_row(row: "_Rows", chosen: str, routines: Named) -> SettingRow:
    words = {"": tr("Choose for me"), **dict(routines)}
    if chosen not in words:
        words[chosen] = tr("{name} (not there any more)").format(name=chosen)
    text = tr("The coach knows what waited longest, and what you have just done.")
    return row("routine", tr("What you do"), text, choices=words)


def _when_rows(row: "_Rows") -> tuple[SettingRow, ...]:
    return (
        row("days", tr("Days"), ""),
        row("work_from", tr("From"), tr("Reminders begin.")),
        row("work_to", tr("To"), tr("Reminders end. An earlier time than above is on the next day.")),
    )


def _how_rows(row: "_Rows") -> tuple[SettingRow, ...]:
    return (
        row("notice_seconds", tr("Notice ahead"), tr("A small one in a corner; 0 for none."), tr("s")),
        row("snooze_minutes", tr("Snooze"), tr("How much later a break comes."), tr("min")),
        row("most_snoozes", tr("Snoozes in a row"), tr("After these a break can be started or skipped.")),
        row("uses_floor", tr("Also on the floor"), tr("Else all that is chosen for you is done standing.")),
    )


def _yield_rows(row: "_Rows") -> tuple[SettingRow, ...]:
    return (
        row("yields_full_screen", tr("A full screen"), tr("Whatever it is that fills the screen.")),
        row(
            "yields_presentation",
            tr("A presentation"),
            tr("A program keeps the screen awake: slides, a call, a film."),
        ),
        row("yields_do_not_disturb", tr("Do not disturb"), tr("As your desktop has it.")),
        row("programs", tr("Programs"), tr("Names with commas between them: zoom, obs.")),
    )


def _sound_rows(row: "_Rows") -> tuple[SettingRow, ...]:
    sounds = {
        BreakSound.VOICE.value: tr("Voice and beat"),
        BreakSound.QUIET.value: tr("Quiet: captions and soft clicks"),
        BreakSound.HOURS.value: tr("Quiet in the hours below"),
    }
    return (
        row("sound", tr("A break sounds"), "", choices=sounds),
        row("quiet_from", tr("Quiet from"), tr("Used with “Quiet in the hours below”.")),
        row("quiet_to", tr("Quiet to"), tr("An earlier time than above is on the next day.")),
    )


def _window_rows(row: "_Rows") -> tuple[SettingRow, ...]:
    closings = {
        Closing.ASK.value: tr("Ask me"),
        Closing.STAY.value: tr("Keep reminding me"),
        Closing.QUIT.value: tr("Quit"),
    }
    text = tr("While reminders are on.")
    return (row("closing", tr("When the window is closed"), text, choices=closings),)


class _Rows:
    """Makes the row of a field from its form and its value."""

    def __init__(
        self,
        fields: Mapping[str, Kind | Form],
        values: Mapping[str, SettingValue],
        usual: Mapping[str, SettingValue],
    ) -> None:
        self._fields = fields
        self._values = values
        self._usual = usual

    def __call__(
        self, name: str, label: str, text: str, unit: str = "", choices: Mapping[str, str] | None = None
    ) -> SettingRow:
        form, value, usual = self._fields[name], self._values[name], self._usual[name]
        if choices is not None:
            shown = tuple(choices.items())
            return SettingRow(name, label, text, SettingKind.CHOICE, str(value), shown, usual=str(usual))
        row = SettingRow(name, label, text, _kind_of(form), value, unit=unit, usual=usual)
        if isinstance(form, Number):
            return replace(row, low=form.low, high=form.high, step=form.step)
        return row


def _kind_of(form: Kind | Form) -> SettingKind:
    if isinstance(form, Number):
        return SettingKind.NUMBER
    if form is bool:
        return SettingKind.TOGGLE
    if form is TIME:
        return SettingKind.TIME
    return SettingKind.DAYS if form is DAYS else SettingKind.TEXT
