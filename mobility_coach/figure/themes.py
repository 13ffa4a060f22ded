"""The colours of a figure and its room, light and dark."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mobility_coach.figure.picture import Colour
from mobility_coach.figure.solids import Material

Light = tuple[float, float, float]
"""Red, green and blue, 0 … 1."""


def _colour(text: str) -> Colour:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours and light of a picture.

    Attributes:
        ground_top: the ground behind everything, at the upper edge; the window's panel.
        ground_bottom: the same at the lower edge; the window's background.
        floor: the disc that the figure stands on.
        grid: the lines on it.
        mat: a mat's face.
        wall: a wall's face.
        edge: edges of walls, mats and ghosts.
        shadow: what the figure darkens the floor with; `shadow_strength` 0 … 1.
        arrow: the arrow of a stroke.
        hot: a stretched region.
        laser: the light out of a kneecap; it must not look like a stretch.
        materials: by `Material`.
        ambient: light from everywhere, more from above.
        key: the light from upper left.
        rim: light along the edges, `rim_strength` 0 … 1.
        ink: lines where one part is before another (`ink_strength`) and around the figure
            (`outline_strength`).
    """

    ground_top: Colour
    ground_bottom: Colour
    floor: Colour
    grid: Colour
    mat: Colour
    wall: Colour
    edge: Colour
    shadow: Colour
    shadow_strength: float
    arrow: Colour
    hot: Colour
    laser: Colour
    materials: Mapping[Material, Colour]
    ambient: Light
    key: Light
    rim: Light
    rim_strength: float
    ink: Colour
    ink_strength: float
    outline_strength: float


_LIGHT = Theme(
    ground_top=_colour("#FFFFFF"),
    ground_bottom=_colour("#F6F7FA"),
    floor=_colour("#EDF1F6"),
    grid=_colour("#C9D3E0"),
    mat=_colour("#D3E2EA"),
    wall=_colour("#B9C6D6"),
    edge=_colour("#7F92AA"),
    shadow=(38, 50, 74),
    shadow_strength=0.40,
    arrow=_colour("#0C7F90"),
    hot=_colour("#FF5226"),
    laser=_colour("#12A150"),
    materials=MappingProxyType(
        {
            Material.SKIN: _colour("#D79C79"),
            Material.SHIRT: _colour("#4A7FA6"),
            Material.SHORTS: _colour("#2F4A6C"),
            Material.HAIR: _colour("#4A3A36"),
            Material.DARK: _colour("#33262A"),
            Material.FINE: _colour("#D79C79"),
            Material.PILLOW: _colour("#B7B3CC"),
            Material.WOOD: _colour("#D9C7A6"),
            Material.METAL: _colour("#8F99A8"),
            Material.CLOTH: _colour("#B7CBB0"),
            Material.WALL: _colour("#B9C6D6"),
        }
    ),
    ambient=(0.44, 0.41, 0.42),
    key=(0.60, 0.585, 0.56),
    rim=(0.95, 0.98, 1.0),
    rim_strength=0.16,
    ink=(41, 56, 84),
    ink_strength=0.45,
    outline_strength=0.9,
)

_DARK = Theme(
    ground_top=_colour("#1A212B"),
    ground_bottom=_colour("#12171E"),
    floor=_colour("#1F2731"),
    grid=_colour("#36414F"),
    mat=_colour("#24364A"),
    wall=_colour("#44546A"),
    edge=_colour("#8296B2"),
    shadow=(0, 0, 0),
    shadow_strength=0.55,
    arrow=_colour("#5FD0E8"),
    hot=_colour("#FF5A2C"),
    laser=_colour("#4BE38A"),
    materials=MappingProxyType(
        {
            Material.SKIN: _colour("#DDA684"),
            Material.SHIRT: _colour("#4C86AC"),
            Material.SHORTS: _colour("#35557E"),
            Material.HAIR: _colour("#5C4A44"),
            Material.DARK: _colour("#1F1A22"),
            Material.FINE: _colour("#DDA684"),
            Material.PILLOW: _colour("#8B879F"),
            Material.WOOD: _colour("#8A7A5C"),
            Material.METAL: _colour("#4E5968"),
            Material.CLOTH: _colour("#6E8A6C"),
            Material.WALL: _colour("#44546A"),
        }
    ),
    ambient=(0.40, 0.38, 0.41),
    key=(0.66, 0.63, 0.59),
    rim=(0.75, 0.88, 1.0),
    rim_strength=0.55,
    ink=(8, 13, 23),
    ink_strength=0.5,
    outline_strength=0.25,
)

THEMES: Mapping[str, Theme] = MappingProxyType({"light": _LIGHT, "dark": _DARK})
"""By the name that the window's palette has, too."""
