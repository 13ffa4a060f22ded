"""Reads the fields of one JSON object and notes every problem on the way.

A field that is missing or wrong is noted once and gets a stand-in, so that reading goes on and all problems
of a file are found together. What was read counts only where nothing was noted.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from mobility_coach.domain.drill_format.json_text import RepeatedNames, shown
from mobility_coach.domain.drill_format.problems import MOST_PROBLEMS, Problems, quoted
from mobility_coach.domain.mirror import SIDE_TOKENS
from mobility_coach.domain.wording import ntr, tr

Word = TypeVar("Word", bound=StrEnum)
Part = TypeVar("Part")
PartReader = Callable[["Fields"], Part]

# Control characters, line separators, direction marks, byte order marks and lone surrogates.
_NOT_PLAIN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_MOST_LISTED = 24
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")


class Fields:
    """The fields of one object at `where` ("movements[2].reps"; empty for the whole file)."""

    def __init__(self, value: object, where: str, problems: Problems) -> None:
        self.where = where
        self.problems = problems
        self._is_object = isinstance(value, dict)
        self._values: dict[str, object] = value if isinstance(value, dict) else {}
        if not self._is_object:
            self.note("", tr("{value} stands where an object must be").format(value=shown(value)))
        if isinstance(value, RepeatedNames):
            for name in value.names[:MOST_PROBLEMS]:
                self.note("", _repeated(name))

    def place(self, key: str) -> str:
        """Where the field `key` is; the object itself for an empty key."""
        return ".".join(part for part in (self.where, key) if part)

    def note(self, key: str, message: str) -> None:
        """Note a problem with the field `key`."""
        self.problems.add(self.place(key), message)

    def expect(self, required: Sequence[str], optional: Sequence[str] = ()) -> None:
        """Note the required names that are missing and the names that nobody knows."""
        if not self._is_object:
            return
        known = (*required, *optional)
        unknown = [name for name in self._values if name not in known]
        for name in unknown[:MOST_PROBLEMS]:  # a list that nobody reads to its end is not worth the time
            self.note("", _unknown(name, known))
        for name in required:
            if name not in self._values:
                self.note("", tr("{name} is missing").format(name=quoted(name)))

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def value(self, key: str) -> object:
        """Whatever stands there, unread."""
        return self._values[key]

    def text(self, key: str, most: int, *, tokens: bool = True) -> str:
        """A line of plain text with 1 … `most` characters; `tokens` says whether sides may be named in it."""
        if key not in self._values:
            return ""
        return self._text(key, self._values[key], most, tokens=tokens)

    def texts(self, key: str, most_texts: int, most: int) -> tuple[str, ...]:
        """A list of such lines; empty where the field is missing."""
        items = self._items(key, 0, most_texts)
        return tuple(self._text(f"{key}[{at}]", item, most, tokens=True) for at, item in enumerate(items))

    def matching(self, key: str, pattern: re.Pattern[str], rule: str) -> str:
        """A text that `pattern` matches as a whole; `rule` says in words what it asks for."""
        value = self._values.get(key, "")
        if isinstance(value, str) and pattern.fullmatch(value):
            return value
        if key in self._values:
            self.note(key, tr("{value} must be {rule}").format(value=shown(value), rule=rule))
        return ""

    def whole(self, key: str, low: int, high: int) -> int | None:
        """A whole number from `low` to `high`, or None. As JSON has one kind of number, 5.0 is whole too."""
        value = self._values.get(key)
        number = _as_whole(value)
        if number is not None and low <= number <= high:
            return number
        if key in self._values:
            rule = tr("{value} must be a whole number from {low} to {high}")
            self.note(key, rule.format(value=shown(value), low=low, high=high))
        return None

    def number(self, key: str, low: float, high: float) -> float | None:
        """A number from `low` to `high`, or None."""
        return self._number(key, self._values[key], low, high) if key in self._values else None

    def numbers(self, key: str, count: int, low: float, high: float) -> tuple[float, ...] | None:
        """A list of `count` such numbers, or None."""
        items = self._items(key, count, count)
        found = [self._number(f"{key}[{at}]", item, low, high) for at, item in enumerate(items)]
        good = [number for number in found if number is not None]
        return tuple(good) if len(good) == count else None

    def flag(self, key: str) -> bool:
        """True or false; false where the field is missing."""
        value = self._values.get(key, False)
        if not isinstance(value, bool):
            self.note(key, tr("{value} must be true or false").format(value=shown(value)))
        return value is True

    def named_numbers(self, limits: Mapping[str, tuple[float, float]]) -> dict[str, float]:
        """The whole object as numbers by name, each within the limits of its name."""
        found: dict[str, float] = {}
        for name, value in self._values.items():
            if name in limits:
                number = self._number(name, value, *limits[name])
                found |= {} if number is None else {name: number}
        return found

    def word(self, key: str, words: type[Word]) -> Word | None:
        """One word of an enumeration, or None."""
        return self._word(key, self._values[key], words) if key in self._values else None

    def words(self, key: str, words: type[Word], least: int) -> tuple[Word, ...]:
        """A list of different words of an enumeration, `least` or more; empty where the field is missing."""
        found: list[Word] = []
        for at, item in enumerate(self._items(key, least, len(words))):
            word = self._word(f"{key}[{at}]", item, words)
            if word in found:
                self.note(f"{key}[{at}]", _repeated(str(item)))
            elif word:
                found.append(word)
        return tuple(found)

    def name(self, key: str, known: Sequence[str]) -> str:
        """One of the known names, or empty."""
        return self._name(key, self._values[key], known) if key in self._values else ""

    def names(self, key: str, known: Sequence[str], most: int) -> tuple[str, ...]:
        """A list of different known names; empty where the field is missing."""
        found: list[str] = []
        for at, item in enumerate(self._items(key, 0, most)):
            name = self._name(f"{key}[{at}]", item, known)
            if name in found:
                self.note(f"{key}[{at}]", _repeated(name))
            elif name:
                found.append(name)
        return tuple(found)

    def part(self, key: str, read: PartReader[Part]) -> Part:
        """An object inside this one."""
        if key in self._values:
            return read(Fields(self._values[key], self.place(key), self.problems))
        return read(Fields({}, self.place(key), Problems("")))

    def parts(
        self, key: str, read: PartReader[Part], least: int, most: int, different: str = ""
    ) -> tuple[Part, ...]:
        """A list of `least` … `most` objects; empty where the field is missing.

        No two of them may have the same text in their field `different`.
        """
        items = self._items(key, least, most)
        parts = tuple(
            read(Fields(item, self.place(f"{key}[{at}]"), self.problems)) for at, item in enumerate(items)
        )
        if different:
            self._check_different(key, items, different)
        return parts

    def _check_different(self, key: str, items: Sequence[object], name: str) -> None:
        first: dict[str, int] = {}
        for at, item in enumerate(items):
            value = item.get(name) if isinstance(item, dict) else None
            if isinstance(value, str) and first.setdefault(value, at) != at:
                rule = tr("{value} already stands in {before}; choose another")
                before = self.place(f"{key}[{first[value]}]")
                self.note(f"{key}[{at}].{name}", rule.format(value=quoted(value), before=before))

    def _items(self, key: str, least: int, most: int) -> Sequence[object]:
        """The items of a list, at most `most`."""
        if key not in self._values:
            return ()
        value = self._values[key]
        if not isinstance(value, list):
            self.note(key, tr("{value} stands where a list must be").format(value=shown(value)))
            return ()
        if len(value) < least:
            rule = ntr(
                "the list needs {count} entry or more", "the list needs {count} entries or more", least
            )
            self.note(key, rule)
        if len(value) > most:
            rule = tr("the list has {length} entries; {most} are the most")
            self.note(key, rule.format(length=len(value), most=most))
        return value[:most]

    def _text(self, key: str, value: object, most: int, *, tokens: bool) -> str:
        if not isinstance(value, str):
            self.note(key, tr("{value} stands where a text must be").format(value=shown(value)))
            return ""
        if not value.strip():
            self.note(key, tr("the text is empty"))
        if len(value) > most:
            rule = tr("the text has {length} characters; {most} are the most")
            self.note(key, rule.format(length=len(value), most=most))
            return ""
        if odd := _NOT_PLAIN.search(value):
            rule = tr("the text must be one plain line; take out the character {code}")
            self.note(key, rule.format(code=f"U+{ord(odd[0]):04X}"))
        self._check_tokens(key, value, tokens=tokens)
        return value

    def _check_tokens(self, key: str, text: str, *, tokens: bool) -> None:
        for name in dict.fromkeys(_BRACES.findall(text)):
            if not tokens:
                self.note(key, tr("{name}: braces can't stand in this text").format(name=quoted(name)))
            elif name not in SIDE_TOKENS:
                rule = tr("{name} is not known; in braces there can be {known}")
                self.note(key, rule.format(name=quoted(name), known=", ".join(SIDE_TOKENS)))

    def _number(self, key: str, value: object, low: float, high: float) -> float | None:
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
            return float(value)
        rule = tr("{value} must be a number from {low} to {high}")
        self.note(key, rule.format(value=shown(value), low=f"{low:g}", high=f"{high:g}"))
        return None

    def _word(self, key: str, value: object, words: type[Word]) -> Word | None:
        name = self._name(key, value, tuple(str(word) for word in words))
        return words(name) if name else None

    def _name(self, key: str, value: object, known: Sequence[str]) -> str:
        if isinstance(value, str):
            if value in known:
                return value
            self.note(key, _unknown(value, known))
        else:
            rule = tr("{value} must be one of {known}")
            self.note(key, rule.format(value=shown(value), known=", ".join(known)))
        return ""


def _as_whole(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if math.isfinite(value) and value == int(value) else None


def _unknown(name: str, known: Sequence[str]) -> str:
    """What to say about a name that is not known: the one that was meant, or all that there are."""
    from difflib import get_close_matches  # noqa: PLC0415  # only a file with a mistake pays for it

    # Near names only; a long one can't be near, and comparing it would take long.
    near = get_close_matches(name.lower(), known, n=1) if len(name) <= 64 else []
    if near:
        meant = tr("{name} is not known here; did you mean {near}?")
        return meant.format(name=quoted(name), near=quoted(near[0]))
    if len(known) > _MOST_LISTED:
        rule = tr("{name} is not known here; the format's description lists what there is")
        return rule.format(name=quoted(name))
    return tr("{name} is not known here; known are {known}").format(name=quoted(name), known=", ".join(known))


def _repeated(name: str) -> str:
    return tr("{name} stands more than once; keep one").format(name=quoted(name))
