"""The colours of the program, light and dark, by what they are for."""

from typing import NamedTuple


class Tokens(NamedTuple):
    """Colours as "#RRGGBB". `soft` lies under text of the same name, `hover` under what is pointed at."""

    background: str
    panel: str
    line: str
    hover: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    accent_hover: str
    on_accent: str
    warm: str
    warm_soft: str
    success: str
    heat_0: str
    heat_1: str
    heat_2: str
    heat_3: str
    heat_4: str
    is_dark: bool


LIGHT = Tokens(
    background="#F6F7FA",
    panel="#FFFFFF",
    line="#E3E7EE",
    hover="#EEF1F6",
    text="#1B2430",
    muted="#5A6778",
    accent="#0C6F7D",
    accent_soft="#DDF0F2",
    accent_hover="#0A5F6B",
    on_accent="#FFFFFF",
    warm="#B93A12",
    warm_soft="#FDE7DF",
    success="#2B7A4B",
    heat_0="#E3E7EE",
    heat_1="#338C9A",
    heat_2="#1B7280",
    heat_3="#0A5560",
    heat_4="#053B43",
    is_dark=False,
)

DARK = Tokens(
    background="#12171E",
    panel="#1A212B",
    line="#2B3542",
    hover="#222B37",
    text="#EAF0F7",
    muted="#A3B1C2",
    accent="#5FD0E8",
    accent_soft="#17343C",
    accent_hover="#84DCEF",
    on_accent="#06222A",
    warm="#FF8A5F",
    warm_soft="#3A2119",
    success="#6CCB8F",
    heat_0="#2B3542",
    heat_1="#3D8EA0",
    heat_2="#4FB0C7",
    heat_3="#7ADAEE",
    heat_4="#D6F6FC",
    is_dark=True,
)

TEXT_PAIRS = (
    ("text", "background"),
    ("text", "panel"),
    ("text", "hover"),
    ("text", "accent_soft"),
    ("text", "warm_soft"),
    ("muted", "background"),
    ("muted", "panel"),
    ("muted", "hover"),
    ("muted", "accent_soft"),
    ("accent", "background"),
    ("accent", "panel"),
    ("accent", "hover"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("warm", "background"),
    ("warm", "panel"),
    ("warm", "warm_soft"),
    ("success", "panel"),
)
"""Each text colour with each ground that it is put on; a test holds all pairs to the contrast of WCAG AA."""
