"""The child process of `still_process`: orders in, PNG out, until its input ends."""

import os
import pickle
import sys
from io import BytesIO
from typing import IO

from mobility_coach.adapters.machine.picture_file import encoded
from mobility_coach.figure.stage import Stage, stage_view
from mobility_coach.services.stills import StillOrder

LONGEST_FAULT = 1000
"""Characters of what went wrong; less than `still_process` takes."""


def painted(order: StillOrder) -> bytes:
    """The picture of an order as PNG."""
    size = order.width, order.height
    view = stage_view(order.motion, order.way.movement, order.camera, *size, order.theme)
    pixels = Stage(order.motion, view).picture(order.way, order.at, with_arrow=order.with_arrow)
    return encoded([pixels], "PNG")


def serve(orders: IO[bytes], pictures: IO[bytes]) -> None:
    """Answer each order with its picture and with what went wrong, one of them empty; lengths come first."""
    while head := orders.read(4):
        order = pickle.load(BytesIO(orders.read(int.from_bytes(head, "big"))))  # noqa: S301 - from our parent
        png, fault = b"", ""
        try:
            png = painted(order)
        except Exception as error:  # noqa: BLE001 - whatever it was, it costs this picture alone
            fault = f"{type(error).__name__}: {error}"[:LONGEST_FAULT]
        for part in (png, fault.encode("ascii", "backslashreplace")):
            pictures.write(len(part).to_bytes(4, "big") + part)
        pictures.flush()


if __name__ == "__main__":
    # What libraries print must not come between the pictures.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)
