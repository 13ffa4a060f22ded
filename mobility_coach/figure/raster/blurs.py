"""Blurs of small stacks of pictures (channels, height, width)."""

import numpy as np

from mobility_coach.figure.raster.tiles import Singles

_CLOSENESS = 1.4
"""Steps are taken until their squares add up to this times the variance; 2 would never fall short."""


def soft_blur(stack: Singles, sigma: float) -> Singles:
    """A bell-shaped blur, about `sigma` pixels wide; beyond the edges all is 0.

    Each step adds a picture to itself, moved by some pixels, twice along rows and twice along columns.
    """
    steps: list[int] = []
    while sum(step * step for step in steps) < _CLOSENESS * sigma * sigma:
        steps.append(len(steps) + 1)
    reach = sum(steps)
    blurred = np.empty_like(stack)
    height, width = stack.shape[1:]
    padded = np.zeros((height + 2 * reach, width + 2 * reach), np.float32)
    for channel, result in zip(stack, blurred, strict=True):
        inside = padded[reach : reach + height, reach : reach + width]
        np.multiply(channel, np.float32(1 / 16 ** len(steps)), out=inside)
        sums: Singles = padded
        for step in steps:
            for _ in range(2):
                sums = sums[:, step:] + sums[:, :-step]
        for step in steps:
            for _ in range(2):
                sums = sums[step:] + sums[:-step]
        result[:] = sums
    return blurred


def doubled(picture: Singles, height: int, width: int) -> Singles:
    """A picture (height, width) twice as large, smoothly, and cut to a size."""
    tall = np.empty((2 * picture.shape[0], picture.shape[1]), np.float32)
    _double(picture, tall)
    wide = np.empty((2 * picture.shape[1], len(tall)), np.float32)
    _double(tall.T, wide)
    return wide.T[:height, :width]


def _double(rows: Singles, result: Singles) -> None:
    near, far = rows * np.float32(0.75), rows * np.float32(0.25)
    result[::2] = near
    result[1::2] = near
    result[2::2] += far[:-1]
    result[0] += far[0]
    result[1:-1:2] += far[1:]
    result[-1] += far[-1]
