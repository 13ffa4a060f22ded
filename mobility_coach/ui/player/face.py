"""Where a session is shown."""

from enum import StrEnum


class Face(StrEnum):
    """Where an open session is shown."""

    PAGE = "page"
    MINI = "mini"
    TV = "tv"
