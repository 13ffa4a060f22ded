"""The setting: everything that stands still on a way, drawn once for a camera and a theme."""

from collections.abc import Sequence

import numpy as np

from mobility_coach.domain.motion import Prop, PropKind
from mobility_coach.figure.camera import Camera
from mobility_coach.figure.ink import Cover, Floats, Shape, blend, gradient
from mobility_coach.figure.picture import Pixels
from mobility_coach.figure.scene.floor import Floor
from mobility_coach.figure.scene.placing import STANDING
from mobility_coach.figure.scene.props import posed_things
from mobility_coach.figure.scene.shadow import ShadowMap
from mobility_coach.figure.scene.walls import Panes, WallColours, draw_solid_wall, is_pane
from mobility_coach.figure.themes import Theme

_AIR = 0.55
"""How much of the ground's colour is in the upper part of a wall."""


class Setting:
    """What surrounds the figure.

    `whole` is the picture without the figure, not to be changed; `things` are drawn together with the body,
    and `panes` are walls before both.
    """

    def __init__(self, props: Sequence[Prop], camera: Camera, floor: Floor, theme: Theme) -> None:
        self._floor = floor
        self._theme = theme
        colours = _wall_colours(theme)
        self.things = posed_things(props, camera)
        self.whole: Pixels = gradient(camera.width, camera.height, theme.ground_top, theme.ground_bottom)
        floor.draw(self.whole, theme.floor, theme.grid)
        mats = [prop for prop in props if prop.kind is PropKind.MAT]
        floor.draw_mats(self.whole, mats, theme.mat, theme.edge)
        self._seen = np.ones(self.whole.shape[:2], dtype=np.float32)
        walls = sorted(
            (prop for prop in props if prop.kind in STANDING and not is_pane(prop, camera)),
            key=lambda prop: -float(np.hypot(*(camera.eye - np.array(prop.place))[[0, 2]])),
        )
        for wall in walls:
            self._seen *= 1.0 - draw_solid_wall(self.whole, wall, camera, colours)
        self.panes = Panes(props, camera, colours)
        self.panes.draw(self.whole)

    def draw_shadow(self, pixels: Pixels, shadow: ShadowMap, camera: Camera) -> Cover | None:
        """Darken the floor; returns where."""
        cover = self._shadow(shadow, camera)
        if cover is not None:
            blend(pixels, cover, self._theme.shadow, self._theme.shadow_strength)
        return cover

    def _shadow(self, shadow: ShadowMap, camera: Camera) -> Cover | None:
        floor = self._floor
        spots = camera.spots(shadow.corners)
        rows = _between(spots[:, 1] - floor.top, floor.fade.shape[0])
        columns = _between(spots[:, 0], camera.width)
        if not camera.is_before(shadow.corners).all():
            rows, columns = slice(0, floor.fade.shape[0]), slice(0, camera.width)
        if rows.stop <= rows.start or columns.stop <= columns.start:
            return None
        dark: Floats = shadow.at(floor.x[rows, columns], floor.z[rows, columns])
        dark *= np.minimum(1.0, 3.0 * floor.fade[rows, columns])
        top = floor.top + rows.start
        dark *= self._seen[top : top + dark.shape[0], columns]
        return Cover(columns.start, top, dark)


def _between(values: Shape, most: int) -> slice:
    low, high = np.clip((np.floor(values.min()), np.ceil(values.max()) + 1), 0, most)
    return slice(int(low), int(high))


def _wall_colours(theme: Theme) -> WallColours:
    """A wall is lighter above, where it is almost the ground's own colour."""
    red, green, blue = (
        round(_AIR * ground + (1.0 - _AIR) * wall)
        for ground, wall in zip(theme.ground_top, theme.wall, strict=True)
    )
    return WallColours(theme.wall, (red, green, blue), theme.edge)
