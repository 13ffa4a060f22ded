"""Left and right in texts: authored once, filled in for the side that works."""

from mobility_coach.domain.drill import Side
from mobility_coach.domain.wording import tr

SIDE_TOKENS = ("{side}", "{other}", "{Side}", "{Other}")
"""The tokens that a drill's texts may hold; capitalised where they open a sentence."""


def side_word(side: Side) -> str:
    """The spoken name of a side."""
    return {Side.LEFT: tr("left"), Side.RIGHT: tr("right"), Side.BOTH: tr("both")}[side]


def fill_sides(text: str, working_side: Side) -> str:
    """`text` with its side tokens filled in; for `Side.BOTH` it reads as authored, for the left."""
    working = Side.LEFT if working_side is Side.BOTH else working_side
    side, other = side_word(working), side_word(working.opposite)
    filled = text.replace("{side}", side).replace("{other}", other)
    return filled.replace("{Side}", side.capitalize()).replace("{Other}", other.capitalize())
