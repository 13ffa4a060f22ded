"""JSON from outside, read without surprises: whatever is bad about a text is one exception with a reason."""

import json
from typing import NoReturn

from mobility_coach.domain.wording import tr


class JsonError(ValueError):
    """A text that can't be used as JSON; the message says why in plain words."""


def parse_json(data: bytes, most_bytes: int) -> object:
    """The value in `data` (UTF-8, with or without a byte order mark), fit to be written again.

    Raises:
        JsonError: longer than `most_bytes`, not UTF-8, no JSON, nested too deeply, or with a value that can't
            be kept (NaN, infinity also as ``1e999``, thousands of digits, half of a surrogate pair).
    """
    if len(data) > most_bytes:
        raise JsonError(tr("it is too long"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise JsonError(tr("it is not UTF-8 text")) from None
    try:
        value: object = _DECODER.decode(text)
        # A lone surrogate can only come from an escape; the plain texts were decoded strictly.
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except JsonError:
        raise
    except json.JSONDecodeError as error:
        reason = tr("it is no valid JSON (line {line}, column {column})")
        raise JsonError(reason.format(line=error.lineno, column=error.colno)) from None
    except RecursionError:
        raise JsonError(tr("it is nested too deeply")) from None
    except UnicodeEncodeError:
        raise JsonError(tr("it holds half of a character")) from None
    except ValueError:  # more than 4,300 digits
        raise JsonError(tr("it holds a number that is too long")) from None
    return value


def _no_constant(_name: str) -> NoReturn:
    raise JsonError(tr("it holds a number that is not finite"))


def _finite(text: str) -> float:
    number = float(text)
    if number - number != 0:
        raise JsonError(tr("it holds a number that is not finite"))
    return number


# json.loads makes a decoder at each call when it is given these; a log has many lines.
_DECODER = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite)
