"""How spaces grow with the text."""


def space_scale(text_scale: float) -> float:
    """The factor on spaces: a quarter of what the text grows by."""
    return 1 + (text_scale - 1) / 4
