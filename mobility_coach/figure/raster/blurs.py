"""Blurs of small stacks of pictures (channels, height, width)."""

import numpy as np

from mobility_coach.figure.raster.tiles import Singles


def box_blur(stack: Singles, radius: int) -> Singles:
    """The mean of all pixels up to `radius` away, along rows and columns; edges go on as they are."""
    size = 2 * radius + 1
    for axis in (1, 2):
        pad = [(0, 0), (0, 0), (0, 0)]
        pad[axis] = (radius + 1, radius)
        sums = np.cumsum(np.pad(stack, pad, mode="edge"), axis=axis, dtype=np.float32)
        stack = sums[:, size:] - sums[:, :-size] if axis == 1 else sums[..., size:] - sums[..., :-size]
        stack *= np.float32(1 / size)
    return stack


def soft_blur(stack: Singles, sigma: float) -> Singles:
    """A bell-shaped blur, `sigma` pixels wide; what is beyond the edges counts as 0."""
    spread, step = 0.0, 1
    while spread < sigma * sigma - 0.25:
        for axis in (1, 2):
            stack = _weighed(stack, step, axis)
        spread += step * step / 2
        step += 1
    return stack


def _weighed(stack: Singles, step: int, axis: int) -> Singles:
    """A quarter, a half and a quarter of pixels `step` apart."""
    if stack.shape[axis] <= step:
        return stack
    quarter = stack * np.float32(0.25)
    blurred: Singles = quarter + quarter
    if axis == 1:
        blurred[:, step:] += quarter[:, :-step]
        blurred[:, :-step] += quarter[:, step:]
    else:
        blurred[:, :, step:] += quarter[:, :, :-step]
        blurred[:, :, :-step] += quarter[:, :, step:]
    return blurred


def doubled(stack: Singles, height: int, width: int) -> Singles:
    """Twice as large, smoothly, and cut to a size."""
    for axis in (1, 2):
        before = np.concatenate((stack.take([0], axis), stack.take(range(stack.shape[axis] - 1), axis)), axis)
        after = np.concatenate((stack.take(range(1, stack.shape[axis]), axis), stack.take([-1], axis)), axis)
        near = stack * np.float32(0.75)
        pair = np.stack((near + before * np.float32(0.25), near + after * np.float32(0.25)), axis + 1)
        shape = list(stack.shape)
        shape[axis] *= 2
        stack = pair.reshape(shape)
    return stack[:, :height, :width]
