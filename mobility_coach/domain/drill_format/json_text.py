"""Strict JSON: what the standard library lets pass (NaN, repeated names, endless numbers) is caught here."""

import json
import math
from collections import Counter
from collections.abc import Sequence

from mobility_coach.domain.drill_format.problems import quoted
from mobility_coach.domain.wording import tr

MAX_BYTES = 256 * 1024
_MOST_DIGITS = 18
_BYTE_ORDER_MARK = "\ufeff"


class NotJsonError(ValueError):
    """The text can't be read at all; the message says where and what to do."""


class RepeatedNames(dict[str, object]):
    """An object in which names stand twice; `names` lists them."""

    def __init__(self, pairs: Sequence[tuple[str, object]]) -> None:
        super().__init__(pairs)
        times = Counter(name for name, _value in pairs)
        self.names = tuple(name for name in self if times[name] > 1)


def read_json(text: str | bytes) -> object:
    """The value that `text` (UTF-8 where it is bytes) holds.

    Numbers too large for any field become infinity. An object with repeated names becomes `RepeatedNames`.

    Raises:
        NotJsonError: it is too large, not UTF-8, not JSON, or nested too deep.
    """
    decoded = _decoded(text)
    try:
        value: object = json.loads(
            decoded, parse_int=_whole, parse_constant=_refuse_constant, object_pairs_hook=_object
        )
    except json.JSONDecodeError as error:
        message = tr(
            "line {line}, column {column}: this is not JSON ({reason}); "
            "look for a comma, quote or bracket that is missing or too many, here or just before"
        )
        raise NotJsonError(message.format(line=error.lineno, column=error.colno, reason=error.msg)) from error
    except RecursionError as error:
        raise NotJsonError(tr("lists and objects are nested too deep; a drill needs ten levels")) from error
    return value


def _decoded(text: str | bytes) -> str:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(data) > MAX_BYTES:
        message = tr("the file is larger than {limit} KiB; shorten its texts")
        raise NotJsonError(message.format(limit=MAX_BYTES // 1024))
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            message = tr("byte {position} is not UTF-8; save the file with the encoding UTF-8")
            raise NotJsonError(message.format(position=error.start)) from error
    if text.startswith(_BYTE_ORDER_MARK):
        raise NotJsonError(tr("the file starts with a byte order mark; save it as UTF-8 without one"))
    return text


def _whole(digits: str) -> int | float:
    # int() refuses thousands of digits with an error that names no place; infinity fails at its field.
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)


def _refuse_constant(name: str) -> object:
    raise NotJsonError(tr("{name} is not a number in JSON; write one in digits").format(name=name))


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    return value if len(value) == len(pairs) else RepeatedNames(pairs)


def shown(value: object) -> str:
    """A JSON value as it reads in a message: short, whatever the file holds."""
    match value:
        case str():
            return quoted(value)
        case bool():
            return "true" if value else "false"
        case int() | float():
            return tr("a number that is too large") if math.isinf(value) else str(value)
        case None:
            return "null"
        case list():
            return tr("a list")
        case _:
            return tr("an object")
