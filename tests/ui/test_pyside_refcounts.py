"""PySide6 6.12.0 on Python 3.11 loses a reference to None at each call without a result, and crashes."""

import sys

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF

CALLS = 300


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal: its count tells nothing")
def test_painting_loses_no_reference_to_none() -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
    colour = QColor("#0C6F7D")
    shape = QPolygonF([QPointF(1, 1), QPointF(30, 1), QPointF(30, 30)])
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        painter.setPen(colour)
        painter.setBrush(colour)
        painter.drawPolygon(shape)
    lost = before - sys.getrefcount(None)
    painter.end()
    assert lost < CALLS / 10
