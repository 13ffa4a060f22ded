"""Blurs of small stacks of pictures (channels, height, width)."""

import numpy as np

from mobility_coach.figure.raster.tiles import Singles

_CLOSENESS = 1.4
"""Steps are taken until their squares add up to this times the variance; 2 would never fall short."""

_WIDEST = 3.6
"""A wider blur (pixels) is done on a smaller picture."""


def soft_blur(stack: Singles, sigma: float) -> Singles:
    """A bell-shaped blur, about `sigma` pixels wide; beyond the edges all is 0."""
    if sigma > _WIDEST:
        return doubled(soft_blur(_halved(stack), sigma / 2), *stack.shape[1:])
    steps = _steps(sigma * sigma)
    reach = sum(steps)
    blurred = np.empty_like(stack)
    height, width = stack.shape[1:]
    padded = np.zeros((height + 2 * reach, width + 2 * reach), np.float32)
    for channel, result in zip(stack, blurred, strict=True):
        inside = padded[reach : reach + height, reach : reach + width]
        np.multiply(channel, np.float32(1 / 16 ** len(steps)), out=inside)
        # The picture is added to itself, moved by some pixels, twice along rows and twice along columns.
        sums: Singles = padded
        for step in steps:
            for _ in range(2):
                sums = sums[:, step:] + sums[:, :-step]
        for step in steps:
            for _ in range(2):
                sums = sums[step:] + sums[:-step]
        result[:] = sums
    return blurred


def _steps(variance: float) -> list[int]:
    """How far the picture is moved, step by step: by one pixel more each time, then by what is left."""
    steps: list[int] = []
    done = 0
    while done < _CLOSENESS * variance:
        left = max(1, round((2 * variance - done) ** 0.5))
        steps.append(min(len(steps) + 1, left))
        done += steps[-1] ** 2
    return steps


def _halved(stack: Singles) -> Singles:
    """Half as large; what is beyond an odd edge counts as 0."""
    channels, height, width = stack.shape
    even = np.zeros((channels, height + height % 2, width + width % 2), np.float32)
    even[:, :height, :width] = stack
    half = even[:, ::2, ::2] + even[:, 1::2, ::2]
    half += even[:, ::2, 1::2]
    half += even[:, 1::2, 1::2]
    half *= np.float32(0.25)
    return half


def doubled(stack: Singles, height: int, width: int) -> Singles:
    """Twice as large, smoothly, and cut to a size."""
    larger = np.empty((len(stack), height, width), np.float32)
    tall = np.empty((2 * stack.shape[1], stack.shape[2]), np.float32)
    wide = np.empty((len(tall), 2 * stack.shape[2]), np.float32)
    for picture, result in zip(stack, larger, strict=True):
        _double(picture, tall)
        _double(tall.T, wide.T)
        result[:] = wide[:height, :width]
    return larger


def _double(rows: Singles, result: Singles) -> None:
    near, far = rows * np.float32(0.75), rows * np.float32(0.25)
    result[::2] = near
    result[1::2] = near
    result[2::2] += far[:-1]
    result[0] += far[0]
    result[1:-1:2] += far[1:]
    result[-1] += far[-1]
