"""What tests of pictures share: poses, pictures as arrays, and the measures of colour."""

import numpy as np
from numpy.typing import NDArray

from mobility_coach.domain.motion import Point
from mobility_coach.figure.body import BODY
from mobility_coach.figure.camera import Camera
from mobility_coach.figure.picture import Pixels
from mobility_coach.figure.pose import Pose
from mobility_coach.figure.posed_body import Body
from mobility_coach.figure.raster import Raster
from mobility_coach.figure.raster.board import Board
from mobility_coach.figure.raster.kinds import MATERIAL_MASK
from mobility_coach.figure.raster.merging import EMPTY
from mobility_coach.figure.raster.tiles import PIXELS
from mobility_coach.figure.shading import Layer
from mobility_coach.figure.skeleton import BONES, REST
from mobility_coach.figure.solids import WORLD, Cone, Ellipsoid, Group, Material
from mobility_coach.figure.themes import Theme

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

MANNEQUIN = Body(BODY)
SMALL = 48
"""Pixels along the edge of a picture that is kept for comparison."""


def rest_pose() -> Pose:
    """Standing, arms down."""
    turns = np.tile(np.eye(3), (len(BONES), 1, 1))
    return Pose(turns, np.array([REST[bone] for bone in BONES]))


def turn_of(x: float, y: float, z: float) -> Floats:
    """A rotation by angles in radians."""
    (sx, cx), (sy, cy), (sz, cz) = ((np.sin(angle), np.cos(angle)) for angle in (x, y, z))
    about_x = np.array(((1, 0, 0), (0, cx, -sx), (0, sx, cx)))
    about_y = np.array(((cy, 0, sy), (0, 1, 0), (-sy, 0, cy)))
    about_z = np.array(((cz, -sz, 0), (sz, cz, 0), (0, 0, 1)))
    turned: Floats = about_y @ about_x @ about_z
    return turned


def wild_pose(seed: int) -> Pose:
    """Bones anywhere, turned anyhow: no body, but everything a rasteriser may have to stand."""
    random = np.random.default_rng(seed)
    turns = np.array([turn_of(*random.uniform(-np.pi, np.pi, 3)) for _ in BONES])
    return Pose(turns, random.uniform((-1.0, 0.0, -1.0), (1.0, 2.0, 1.0), (len(BONES), 3)))


def cone(
    a: Point, radius_a: float, b: Point, radius_b: float, *, group: Group = Group.TORSO, blend: float = 0.0
) -> Cone:
    """A cone that stands still."""
    return Cone(WORLD, a, radius_a, WORLD, b, radius_b, Material.SKIN, group, blend=blend)


def ball(
    centre: Point, radius: float, group: Group = Group.TORSO, material: Material = Material.SKIN
) -> Ellipsoid:
    """A ball that stands still."""
    return Ellipsoid(((WORLD, 1.0),), centre, (radius, radius, radius), material, group)


def front_camera(size: int = 120, distance: float = 4.0) -> Camera:
    """From before the figure, at the height of its middle."""
    return Camera((0.0, 1.0, 0.0), 0.0, 0.0, distance, size, size)


def drawn(camera: Camera, *bodies: Body, samples: int = 1, pose: Pose | None = None) -> Raster:
    """A raster with these bodies."""
    raster = Raster(camera.width, camera.height, samples)
    for body in bodies:
        raster.draw(body.posed(pose), camera)
    return raster


def heights(raster: Raster) -> Floats:
    """The heights of a raster with one sample a pixel, as a picture."""
    grid = raster.grid
    picture = np.full((grid.height, grid.width), float(EMPTY))
    if len(raster.tiles):
        board = Board(grid, raster.tiles)
        seen = board.spread(raster.height, EMPTY)
        part = picture[board.top : board.top + board.height, board.left : board.left + board.width]
        rows, columns = part.shape
        part[:] = seen[:rows, :columns]
    return picture


def material_mask(raster: Raster, *materials: Material) -> Flags:
    """The pixels of a picture that are of these materials all over."""
    grid, board = raster.grid, Board(raster.grid, raster.tiles)
    tags = raster.tags.reshape(len(raster.tiles), -1, PIXELS)
    is_one: Flags = np.isin(tags & MATERIAL_MASK, materials) & (tags > 0)
    mask = np.zeros((grid.height, grid.width), dtype=bool)
    part = mask[board.top : board.top + board.height, board.left : board.left + board.width]
    rows, columns = part.shape
    part[:] = board.spread(np.asarray(is_one.all(axis=1)).astype(np.uint8))[:rows, :columns] > 0
    return mask


def over_ground(layer: Layer, theme: Theme, width: int, height: int) -> Floats:
    """A layer over the theme's ground: red, green, blue (0 … 255)."""
    share = np.linspace(0.0, 1.0, height)[:, None, None]
    ground = (1 - share) * theme.ground_top + share * theme.ground_bottom + np.zeros((1, width, 1))
    rows, columns = layer.pixels.shape[:2]
    part = ground[layer.top : layer.top + rows, layer.left : layer.left + columns]
    pixels = layer.pixels.astype(float)
    part *= 1 - pixels[..., 3:] / 255
    part += pixels[..., 2::-1]
    return ground


def small(pixels: Pixels) -> Floats:
    """A picture made `SMALL` x `SMALL`, red, green, blue (0 … 255): for comparison within a tolerance."""
    rgb = pixels[..., 2::-1].astype(float)
    for axis in (0, 1):
        edges = np.linspace(0, rgb.shape[axis], SMALL + 1).astype(int)[:-1]
        counts = np.diff(np.append(edges, rgb.shape[axis]))
        shape = [1, 1, 1]
        shape[axis] = SMALL
        rgb = np.add.reduceat(rgb, edges, axis) / counts.reshape(shape)
    return rgb


def luminance(rgb: Floats) -> Floats:
    """Relative luminance after WCAG 2."""
    linear = _linear(rgb)
    bright: Floats = linear @ (0.2126, 0.7152, 0.0722)
    return bright


def contrast(first: float, second: float) -> float:
    """Contrast of two luminances after WCAG 2."""
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def lab(rgb: Floats) -> Floats:
    """CIE L*a*b* of sRGB colours, for daylight (D65)."""
    to_xyz = np.array(((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)))
    xyz = _linear(rgb) @ to_xyz.T / (0.95047, 1.0, 1.08883)
    bent = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    light, green, blue = bent[..., 1], bent[..., 0] - bent[..., 1], bent[..., 1] - bent[..., 2]
    return np.stack((116 * light - 16, 500 * green, 200 * blue), -1)


def _linear(rgb: Floats) -> Floats:
    share = np.asarray(rgb) / 255
    linear: Floats = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear
