"""Light: from what the rasteriser found to colours, once for each pixel."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mobility_coach.figure.camera import Camera
from mobility_coach.figure.glows import Glow, heat_of
from mobility_coach.figure.picture import Pixels
from mobility_coach.figure.raster import Raster
from mobility_coach.figure.raster.blurs import doubled, soft_blur
from mobility_coach.figure.raster.board import Board
from mobility_coach.figure.raster.kinds import GROUP_MASK, MATERIAL_MASK, TOWARD_EYE, group_tag
from mobility_coach.figure.raster.merging import EMPTY
from mobility_coach.figure.raster.tiles import TILE, Singles
from mobility_coach.figure.solids import Group, Material
from mobility_coach.figure.themes import Theme

_KEY = np.array((-0.46, 0.48, 0.74)) / np.linalg.norm((-0.46, 0.48, 0.74))
"""Where the main light comes from: right, up, toward the eye; what stands gets as much as what lies."""

_WRAP = 0.46
"""How far the main light reaches around what it falls on: 0 is half of a ball, 1 all of it."""

_SKY, _FILL = 0.10, 0.14
"""How much more light from everywhere comes from above, and from the right, than from the front."""

_BLOOD = 0.28
"""What a hollow keeps of its red light: shade on skin is warm, not grey."""

_INK_STEP = 0.018
"""Metres between a part and the one behind it from which on a line is drawn."""
_LEAST_INK_STEP = 2.4
"""Pixels that such a step has at least: in a small picture, what falls away from the eye is no step."""
_INK_SPREAD = 0.36

_HOLLOWS = ((0.021, 0.11, 0.42), (0.064, 0.39, 0.30))
"""How contacts and hollows are darkened: radius (metres), depth for full darkness (metres), most of it."""

_SMOOTH = ((Material.SKIN, Material.SHIRT, Material.SHORTS, Material.CLOTH, Material.PILLOW), 0.0125)
_FINELY = ((Material.FINE,), 0.0040)
"""Materials whose surface is smoothed together, and how far (metres): lumps become cloth and skin."""

_OWN_LIGHT = 0.5
"""How much of a glow's light is its own."""

_FAR = 0.16
_FARTHEST = 0.11
_LEAST_SMOOTHED = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A part of a picture, premultiplied, its cover as alpha; `left` and `top` in pixels of the picture."""

    left: int
    top: int
    pixels: Pixels


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """What is seen at each pixel of each tile (tiles, pixels); `albedo` (3, tiles, pixels) is linear."""

    cover: Singles
    height: Singles
    right: Singles
    up: Singles
    tag: NDArray[np.uint8]
    albedo: Singles


def shade(raster: Raster, camera: Camera, theme: Theme, glows: Sequence[Glow] = ()) -> Layer:
    """Light what a raster holds.

    The camera is the one that the raster's solids were drawn with; `glows` are regions that glow.
    """
    if not len(raster.tiles):
        return Layer(0, 0, np.zeros((0, 0, 4), np.uint8))
    seen = _resolved(raster, theme)
    board = Board(raster.grid, raster.tiles)
    height, tag = board.spread(seen.height, EMPTY), board.spread(seen.tag)
    lines = board.gather(_lines(height, tag, board.spread(seen.cover), theme, camera.scale))
    hollows = board.gather(_hollows(height, tag > 0, camera.scale))
    facing = _smoothed(np.stack((board.spread(seen.right), board.spread(seen.up))), tag, camera.scale)
    seen = replace(seen, right=board.gather(facing[0]), up=board.gather(facing[1]))
    heat = heat_of(glows, camera, raster, seen.height, seen.tag)
    colours = _lit(seen, heat, 1 - hollows, camera, theme)
    for channel, ink in enumerate(theme.ink):
        colours[channel] += (np.float32(ink / 255) - colours[channel]) * lines
    return _layer(colours, seen.cover, board, raster)


def _resolved(raster: Raster, theme: Theme) -> _Seen:
    """One surface for each pixel out of its samples."""
    count = len(raster.tiles)
    heights = raster.height.reshape(count, -1, TILE * TILE)
    right, up = raster.facing
    tags = raster.tags.reshape(count, -1, TILE * TILE)
    looks = tags.shape[1]
    colours = _palette(theme)
    if looks == 1:
        tag = tags[:, 0]
        return _Seen(
            (tag > 0).astype(np.float32),
            heights[:, 0],
            right,
            up,
            tag,
            colours[:, tag],
        )
    tag = tags.max(1)
    hits = (tags > 0).sum(1, dtype=np.uint8).astype(np.float32)
    share = 1 / np.maximum(hits, 1)
    albedo = colours[:, tag]
    mixed = (((tags != tag[:, None]) & (tags > 0)).any(1)).nonzero()
    albedo[:, mixed[0], mixed[1]] = (
        colours[:, tags[mixed[0], :, mixed[1]]].sum(2, where=(tags[mixed[0], :, mixed[1]] > 0)[None])
        * share[mixed]
    )
    return _Seen(
        hits * np.float32(1 / looks),
        heights.max(1),
        right,
        up,
        tag,
        albedo,
    )


def _palette(theme: Theme) -> Singles:
    """Linear colours (3, 256) by tag."""
    materials = np.zeros((3, MATERIAL_MASK + 1), np.float32)
    for material, colour in theme.materials.items():
        materials[:, material] = colour
    colours: Singles = np.square(materials / np.float32(255))
    return colours[:, np.arange(256) & MATERIAL_MASK]


def _lines(height: Singles, tag: NDArray[np.uint8], cover: Singles, theme: Theme, scale: float) -> Singles:
    """Where ink is (0 … 1): on what is behind, beside what is before it; and softly around everything.

    A table's top that is seen from its edge falls away as steeply as a step: on things an even slope is none.
    """
    ink = np.zeros_like(height)
    steps = height * np.float32(1 / max(_INK_STEP * scale, _LEAST_INK_STEP))
    is_thing = (tag & GROUP_MASK) == group_tag(Group.PROP)
    has_things = bool(is_thing.any())
    for low, high in ((np.s_[:-1], np.s_[1:]), (np.s_[:, :-1], np.s_[:, 1:])):
        rise = steps[high] - steps[low]
        if has_things:
            slope = _slope(rise) if low == np.s_[:-1] else _slope(rise.T).T
            rise -= slope * (is_thing[low] & is_thing[high])
        near = np.clip(rise, 1, 2)
        near -= 1
        ink[low] += near
        np.clip(rise, -2, -1, out=rise)
        rise += 1
        ink[high] -= rise
    np.minimum(ink, 1, out=ink)
    # Spread over the neighbours, so that a slanting line has no steps.
    ink[1:-1] += (ink[:-2] + ink[2:]) * np.float32(0.5)
    ink[:, 1:-1] += (ink[:, :-2] + ink[:, 2:]) * np.float32(0.5)
    ink *= np.float32(theme.ink_strength * _INK_SPREAD)
    quarter = cover * np.float32(theme.outline_strength / 4)
    inside = ink[1:-1, 1:-1]
    for beside in (quarter[:-2, 1:-1], quarter[2:, 1:-1], quarter[1:-1, :-2], quarter[1:-1, 2:]):
        inside -= beside
    inside += np.float32(theme.outline_strength)
    np.minimum(ink, np.float32(0.8), out=ink)
    return ink


def _slope(rise: Singles) -> Singles:
    """How much of each rise, down the rows, goes on at both of its neighbours."""
    slope = np.zeros_like(rise)
    before, here, after = rise[:-2], rise[1:-1], rise[2:]
    up = np.minimum(np.minimum(before, after), here)
    down = np.maximum(np.maximum(before, after), here)
    slope[1:-1] = np.maximum(up, 0) + np.minimum(down, 0)
    return slope


def _hollows(height: Singles, is_seen: NDArray[np.bool_], scale: float) -> Singles:
    """How dark hollows and contacts are (0 … 1): where the surface is lower than around it."""
    seen = is_seen[::2, ::2].astype(np.float32)
    low = height[::2, ::2] * seen
    dark = np.zeros_like(low)
    for radius, depth, most in _HOLLOWS:
        mean, weight = soft_blur(np.stack((low, seen)), radius * scale / 2)
        mean /= np.maximum(weight, np.float32(1e-3))
        mean -= low
        mean *= np.float32(1 / (depth * scale))
        np.clip(mean, 0, np.float32(most), out=mean)
        dark += mean
    dark *= seen
    shown: Singles = doubled(dark[None], *height.shape)[0]
    return shown


def _smoothed(directions: Singles, tag: NDArray[np.uint8], scale: float) -> Singles:
    """Directions of the surface, blurred within what is smooth, so that its solids are one surface."""
    for materials, reach in (_SMOOTH, _FINELY):
        if reach * scale < _LEAST_SMOOTHED:
            continue
        table = np.zeros(256, dtype=bool)
        table[[group_tag(group) | material for group in Group for material in materials]] = True
        is_smooth = table[tag]
        rows, columns = np.flatnonzero(is_smooth.any(1)), np.flatnonzero(is_smooth.any(0))
        if not len(rows):
            continue
        part = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        inside = is_smooth[part]
        stack = np.empty((3, *inside.shape), np.float32)
        stack[2] = inside
        here = directions[:, part[0], part[1]]
        np.multiply(here, stack[2], out=stack[:2])
        stack = soft_blur(stack, reach * scale)
        np.maximum(stack[2], np.float32(1e-6), out=stack[2])
        stack[:2] /= stack[2]
        np.copyto(here, stack[:2], where=inside)
    return directions


def _lit(seen: _Seen, heat: Singles | None, open_: Singles, camera: Camera, theme: Theme) -> Singles:
    """Colours (3, tiles, pixels), 0 … 1, as they are shown."""
    right, up = seen.right, seen.up
    toward = 1 - right * right - up * up
    np.maximum(toward, 0, out=toward)
    np.sqrt(toward, out=toward)
    np.maximum(open_, np.float32(0.25), out=open_)
    key = _toward(_KEY * (1 - _WRAP), right, up, toward)
    key += np.float32(_WRAP)
    np.clip(key, 0, 1, out=key)
    key *= key
    key *= np.float32(0.55) + np.float32(0.45) * open_
    ambient = _toward(camera.axes[:, 1] * TOWARD_EYE * _SKY + (_FILL, 0.0, 0.0), right, up, toward)
    ambient += np.float32(1 - _SKY)
    shaded = ambient * open_
    rim = 1 - toward
    rim *= rim * rim
    rim *= np.clip(up * np.float32(0.6) + right * np.float32(0.35) + np.float32(0.45), 0, 1)
    rim *= np.float32(theme.rim_strength)
    half = _KEY + np.array((0.0, 0.0, 1.0))
    shine = _toward(half / np.linalg.norm(half), right, up, toward)
    np.maximum(shine, 0, out=shine)
    for _ in range(4):
        shine *= shine
    shine *= open_ * np.float32(0.16)
    colours = seen.albedo
    away = np.clip(seen.height * np.float32(-_FAR / camera.scale), 0, np.float32(_FARTHEST))
    ground = (np.array(theme.ground_top) + theme.ground_bottom) / 510
    hot = (np.array(theme.hot) / 255) ** 2
    warm = None if heat is None else (heat, heat * (2 - heat), heat * np.float32(_OWN_LIGHT))
    for channel in range(3):
        kept = _BLOOD if channel == 0 else 0.0
        light = shaded * np.float32(theme.ambient[channel] * (1 - kept))
        light += key * np.float32(theme.key[channel])
        if kept:
            light += ambient * np.float32(theme.ambient[channel] * kept)
        colour = colours[channel]
        if warm is not None:
            # What is not red in the colour beneath goes first: halfway is warm on skin and on blue cloth.
            slow, fast, own = warm
            colour += (np.float32(hot[channel]) - colour) * (fast if channel else slow)
            light += (1 - light) * own
        colour *= light
        colour += rim * np.float32(theme.rim[channel])
        colour += shine
        np.clip(colour, 0, 1, out=colour)
        np.sqrt(colour, out=colour)
        colour += (np.float32(ground[channel]) - colour) * away
    return colours


def _toward(direction: NDArray[np.float64], right: Singles, up: Singles, toward: Singles) -> Singles:
    shine = right * np.float32(direction[0])
    shine += up * np.float32(direction[1])
    shine += toward * np.float32(direction[2])
    return shine


def _layer(colours: Singles, cover: Singles, board: Board, raster: Raster) -> Layer:
    alpha = cover * np.float32(255)
    tiles = np.empty((*cover.shape, 4), np.uint8)
    for channel, place in enumerate((2, 1, 0)):
        tiles[..., place] = colours[channel] * alpha
    tiles[..., 3] = alpha
    picture = board.spread(tiles.view(np.uint32)[..., 0])
    inside = picture[: raster.grid.height - board.top, : raster.grid.width - board.left]
    return Layer(board.left, board.top, np.ascontiguousarray(inside)[..., None].view(np.uint8))
