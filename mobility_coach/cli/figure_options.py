"""What can be typed after 'figure'."""

import argparse
from collections.abc import Callable

from mobility_coach.cli.targets import add_overwrite
from mobility_coach.cli.values import file, whole
from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import CameraName
from mobility_coach.domain.wording import tr

PICTURE_ENDINGS = (".png", ".gif", ".webp")
THEMES = ("light", "dark")
SMALLEST, LARGEST = 64, 1440
USUAL_SIZE, USUAL_SHEET_SIZE = 720, 240


def add_figure(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command."""
    figure = add(
        "figure",
        tr("Draw how a drill is done: a picture, a rep in motion, or a sheet of all movements."),
        ("figure modified-pigeon -o pigeon.png", tr("its key pose")),
        ("figure hip-flexor-matrix --movement B --side left -o hip.gif", tr("a rep, in motion")),
        ("figure corner-stretch --sheet --theme dark -o corner.png", tr("start, middle and end")),
        note=tr(
            "The ending says which kind of file it is: .png is a picture; .gif and .webp move, but for a "
            "sheet. A sheet has a row for each movement, seen from the front, the side and in three "
            "quarters, or from the one --camera."
        ),
    )
    figure.add_argument("item", metavar="DRILL", help=tr("its id, as 'list' shows it"))
    figure.add_argument("--movement", metavar="LETTER", help=tr("which movement; the first one if left out"))
    figure.add_argument(
        "--side",
        choices=(Side.LEFT.value, Side.RIGHT.value),
        default=Side.LEFT.value,
        help=tr("the side that works; left if left out"),
    )
    figure.add_argument(
        "--camera",
        choices=tuple(camera.value for camera in CameraName),
        help=tr("where it is seen from; the drill's usual one if left out"),
    )
    figure.add_argument("--theme", choices=THEMES, default=THEMES[0], help=tr("light if left out"))
    figure.add_argument(
        "--size",
        metavar="PIXELS",
        type=whole(SMALLEST, LARGEST),
        help=tr("width and height of each picture, 64 to 1440; 720 if left out, 240 in a sheet"),
    )
    figure.add_argument("--sheet", action="store_true", help=tr("start, middle and end of the movements"))
    figure.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=file,
        required=True,
        help=tr("the picture; its ending says which kind: {endings}").format(
            endings=" ".join(PICTURE_ENDINGS)
        ),
    )
    add_overwrite(figure)
