"""Values that are typed: each is checked before it is used, and refused with what it must be."""

import argparse
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from mobility_coach.domain.day import EARLIEST_DAY, LATEST_DAY
from mobility_coach.domain.wording import tr


def whole(low: int, high: int) -> Callable[[str], int]:
    """Reads a whole number from `low` to `high`, in plain digits."""

    def read(text: str) -> int:
        if re.fullmatch(r"[0-9]{1,6}", text) is None or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(
                tr("must be a whole number from {low} to {high}").format(low=low, high=high)
            )
        return int(text)

    return read


def moment(text: str) -> datetime:
    """Reads a date and a time with their offset from UTC."""
    example = "2026-11-22T08:00:00+01:00"
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            tr("must be a date and a time such as {example}").format(example=example)
        ) from None
    if found.tzinfo is None:
        raise argparse.ArgumentTypeError(
            tr("needs its offset from UTC at the end, such as {example}").format(example=example)
        )
    if not EARLIEST_DAY.year < found.year < LATEST_DAY.year:
        raise argparse.ArgumentTypeError(
            tr("must lie between {first} and {last}").format(first=EARLIEST_DAY.year, last=LATEST_DAY.year)
        )
    return found


def file(text: str) -> Path:
    """Reads the name of a file."""
    if not text or "\0" in text:
        raise argparse.ArgumentTypeError(tr("must be the name of a file"))
    return Path(text)


def folder(text: str) -> Path:
    """Reads the name of a folder."""
    if not text or "\0" in text:
        raise argparse.ArgumentTypeError(tr("must be the name of a folder"))
    return Path(text)
