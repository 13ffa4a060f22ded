"""What is set about reminders as plain values: one table of names and bounds, for the file and for windows.

A row of a window and an entry of the file have one name and one form: minutes, "10:00, 15:00", "12345".
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from mobility_coach.domain.breaks.rules import (
    LONGEST_BREAK,
    LONGEST_EVERY,
    MOST_KINDS,
    SHORTEST_BREAK,
    SHORTEST_EVERY,
    BreakKind,
    Strictness,
    WorkHours,
)
from mobility_coach.domain.wording import tr
from mobility_coach.services.breaks import break_forms
from mobility_coach.services.breaks.break_forms import DAYS, NAMES, ROUTINE, TIME, TIMES, TITLE, Form
from mobility_coach.services.breaks.break_settings import (
    NEW_KIND,
    USUAL_KINDS,
    BreakSettings,
    BreakSound,
    Closing,
)
from mobility_coach.services.setting_values import (
    Kind,
    Number,
    SettingError,
    SettingValue,
    checked_value,
    refusal,
)

FIELDS: Mapping[str, Kind | Form] = MappingProxyType(
    {
        "is_on": bool,
        "days": DAYS,
        "work_from": TIME,
        "work_to": TIME,
        "notice_seconds": Number(0, 300, 5, is_whole=True),
        "snooze_minutes": Number(1, 60, 1, is_whole=True),
        "most_snoozes": Number(0, 10, 1, is_whole=True),
        "sound": BreakSound,
        "quiet_from": TIME,
        "quiet_to": TIME,
        "uses_floor": bool,
        "yields_full_screen": bool,
        "yields_presentation": bool,
        "yields_do_not_disturb": bool,
        "programs": NAMES,
        "closing": Closing,
    }
)
"""What is set about all breaks, and what it may hold. The defaults are those of `BreakSettings`."""

KIND_FIELDS: Mapping[str, Kind | Form] = MappingProxyType(
    {
        "is_on": bool,
        "title": TITLE,
        "every": Number(SHORTEST_EVERY / 60, LONGEST_EVERY / 60, 5, is_whole=True),
        "at": TIMES,
        "minutes": Number(SHORTEST_BREAK / 60, LONGEST_BREAK / 60, 0.5),
        "routine": ROUTINE,
        "has_chime": bool,
        "is_strict": bool,
    }
)
"""What is set about one kind of break; `every` and `minutes` are minutes."""

_KIND_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,31}")
_ROW_OF_KIND = "kind"

Values = dict[str, SettingValue]


def plain_values(settings: BreakSettings) -> Values:
    """All of `FIELDS` as they are now."""
    values: Values = {name: getattr(settings, name) for name in FIELDS if hasattr(settings, name)}
    hours = settings.hours
    return values | {
        "days": break_forms.days_text(hours.days),
        "work_from": hours.start,
        "work_to": hours.end,
        "programs": ", ".join(settings.programs),
    }


def kind_values(kind: BreakKind) -> Values:
    """All of `KIND_FIELDS` as they are now."""
    return {
        "is_on": kind.is_on,
        "title": kind.title,
        "every": kind.every // 60,
        "at": break_forms.times_text(kind.at),
        "minutes": kind.seconds / 60,
        "routine": kind.routine,
        "has_chime": kind.has_chime,
        "is_strict": kind.is_strict,
    }


def usual_kind(kind_id: str) -> BreakKind:
    """What a kind is until somebody changes it."""
    shipped = next((kind for kind in USUAL_KINDS if kind.id == kind_id), None)
    return shipped or replace(NEW_KIND, id=kind_id)


def kind_row(kind_id: str, field: str) -> str:
    """The name of a kind's row: "kind.short.every"."""
    return f"{_ROW_OF_KIND}.{kind_id}.{field}"


def changed_breaks(settings: BreakSettings, name: str, value: object, called: str = "") -> BreakSettings:
    """The settings with one row changed; `called` names it to people.

    Raises:
        SettingError: there is no such row, or it can't hold the value.
    """
    if name in FIELDS:
        checked = _checked(called or name, FIELDS[name], value)
        return _with_values(settings, plain_values(settings) | {name: checked})
    start, _, rest = name.partition(".")
    kind_id, _, field = rest.partition(".")
    kind = next((each for each in settings.kinds if each.id == kind_id), None)
    if start != _ROW_OF_KIND or kind is None or field not in KIND_FIELDS:
        raise SettingError(tr("There is no setting called '{name}'.").format(name=name[:64]))
    checked = _checked(called or name, KIND_FIELDS[field], value)
    new = _kind_of(kind_id, kind_values(kind) | {field: checked})
    return replace(settings, kinds=tuple(new if each is kind else each for each in settings.kinds))


def read_break_settings(value: object, problems: list[str]) -> tuple[BreakSettings, dict[str, object]]:
    """The settings that JSON values tell, and the entries that could not be used; `problems` grows by why."""
    if not isinstance(value, dict):
        problems.append(refusal("breaks", value, tr("an object")))
        return BreakSettings(), {}
    values, odd = _read_fields("breaks", FIELDS, value, problems, beside=("kinds",))
    settings = BreakSettings()
    settings = _with_values(settings, plain_values(settings) | values)
    if "kinds" not in value:
        return settings, odd
    kinds, odd_kinds = _read_kinds(value["kinds"], problems)
    if odd_kinds or not kinds:
        odd["kinds"] = odd_kinds
    return replace(settings, kinds=kinds or USUAL_KINDS), odd


def break_values(settings: BreakSettings, odd: object = None) -> dict[str, object]:
    """The settings as JSON values: what differs from the defaults, and what could not be used before."""
    kept = odd if isinstance(odd, dict) else {}
    values = {**kept, **_differing(plain_values(settings), plain_values(BreakSettings()), FIELDS)}
    if settings.kinds != USUAL_KINDS or "kinds" in kept:
        values["kinds"] = _kinds_values(settings.kinds, kept.get("kinds"))
    return values


def still_kept(odd: object, settings: BreakSettings) -> dict[str, object]:
    """What of `odd` is still worth keeping when the person has changed something: names from elsewhere."""
    kept = odd if isinstance(odd, dict) else {}
    names: dict[str, object] = {name: raw for name, raw in kept.items() if name not in {*FIELDS, "kinds"}}
    kinds = _entries(kept.get("kinds"))
    of_kinds = {kind.id: _foreign(kinds.get(kind.id)) for kind in settings.kinds}
    if any(of_kinds.values()):
        names["kinds"] = {kind_id: raw for kind_id, raw in of_kinds.items() if raw}
    return names


def new_kind_id(taken: Iterable[str]) -> str:
    """An id that no other kind has."""
    names = set(taken)
    return next(name for number in range(1, MOST_KINDS + 2) if (name := f"break-{number}") not in names)


def _with_values(settings: BreakSettings, values: Mapping[str, SettingValue]) -> BreakSettings:
    hours = WorkHours(
        break_forms.days_of(str(values["days"])), int(values["work_from"]), int(values["work_to"])
    )
    own = {name: value for name, value in values.items() if name not in {"days", "work_from", "work_to"}}
    own["programs"] = break_forms.names_of(str(values["programs"]))  # type: ignore[assignment] # as it is held
    return replace(settings, hours=hours, **own)  # type: ignore[arg-type] # each was checked by its form


def _kind_of(kind_id: str, values: Mapping[str, SettingValue]) -> BreakKind:
    return BreakKind(
        id=kind_id,
        title=str(values["title"]),
        seconds=round(float(values["minutes"]) * 60),
        every=int(values["every"]) * 60,
        at=break_forms.minutes_of(str(values["at"])),
        routine=str(values["routine"]),
        is_on=bool(values["is_on"]),
        has_chime=bool(values["has_chime"]),
        strictness=Strictness.STRICT if values["is_strict"] else Strictness.EASY,
    )


def _checked(name: str, form: Kind | Form, value: object) -> SettingValue:
    return form.checked(name, value) if isinstance(form, Form) else checked_value(name, form, value)


def _read_fields(
    place: str,
    fields: Mapping[str, Kind | Form],
    entry: Mapping[str, object],
    problems: list[str],
    beside: tuple[str, ...] = (),
) -> tuple[Values, dict[str, object]]:
    values: Values = {}
    odd: dict[str, object] = {}
    for name, value in entry.items():
        if name in fields:
            try:
                values[name] = _checked(f"{place}.{name}", fields[name], value)
            except SettingError as error:
                problems.append(str(error))
                odd[name] = value
        elif name not in beside:
            odd[name] = value
    return values, odd


def _read_kinds(value: object, problems: list[str]) -> tuple[tuple[BreakKind, ...], object]:
    """The kinds, and what could not be used of them."""
    if not isinstance(value, dict) or not 0 < len(value) <= MOST_KINDS:
        expected = tr("an object of 1 to {most} kinds of break").format(most=MOST_KINDS)
        problems.append(refusal("breaks.kinds", value, expected))
        return (), value
    kinds: list[BreakKind] = []
    odd: dict[str, object] = {}
    for kind_id, entry in value.items():
        place = f"breaks.kinds.{kind_id[:64]}"
        if _KIND_ID.fullmatch(kind_id) is None or not isinstance(entry, dict):
            problems.append(refusal(place, entry, tr("an object; its name has letters, digits and dashes")))
            odd[kind_id] = entry
            continue
        values, unused = _read_fields(place, KIND_FIELDS, entry, problems)
        kinds.append(_kind_of(kind_id, kind_values(usual_kind(kind_id)) | values))
        if unused:
            odd[kind_id] = unused
    return tuple(kinds), odd


def _kinds_values(kinds: tuple[BreakKind, ...], odd: object) -> object:
    kept = _entries(odd)
    if not kept and kinds == USUAL_KINDS:
        return odd
    values = {kind.id: _kind_entry(kind, kept.get(kind.id)) for kind in kinds}
    return values | {kind_id: raw for kind_id, raw in kept.items() if kind_id not in values}


def _kind_entry(kind: BreakKind, odd: object) -> dict[str, object]:
    differing = _differing(kind_values(kind), kind_values(usual_kind(kind.id)), KIND_FIELDS)
    return {**_entries(odd), **differing}


def _differing(values: Values, usual: Values, fields: Mapping[str, Kind | Form]) -> dict[str, object]:
    return {
        name: break_forms.times_text([int(value)]) if fields[name] is TIME else value
        for name, value in values.items()
        if value != usual[name]
    }


def _foreign(entry: object) -> dict[str, object]:
    return {name: raw for name, raw in _entries(entry).items() if name not in KIND_FIELDS}


def _entries(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}
