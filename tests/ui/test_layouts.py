from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.ui.parts.layouts import Flow, mirrored


def boxes(count: int) -> list[QWidget]:
    made: list[QWidget] = [QLabel() for _ in range(count)]
    for each in made:
        each.setFixedSize(40, 20)
    return made


def line_numbers(flow: Flow, widgets: list[QWidget], width: int) -> list[int]:
    flow.resize(width, 400)
    flow.show()
    tops = sorted({each.y() for each in widgets})
    return [tops.index(each.y()) for each in widgets]


def test_what_belongs_together_wraps_together_while_a_line_holds_it(qtbot: QtBot) -> None:
    flow = Flow(10)
    qtbot.addWidget(flow)
    made = boxes(5)
    flow.flow.addWidget(made[0])
    flow.flow.add_together(made[1], made[2])
    flow.flow.add_together(made[3], made[4])
    assert line_numbers(flow, made, 240) == [0, 0, 0, 0, 0]
    assert line_numbers(flow, made, 190) == [0, 0, 0, 1, 1]
    assert line_numbers(flow, made, 100) == [0, 1, 1, 2, 2]
    assert line_numbers(flow, made, 50) == [0, 1, 2, 3, 4]
    made[2].hide()
    assert line_numbers(flow, [made[0], made[1]], 100) == [0, 0]


def test_a_painter_is_mirrored_by_the_layout_and_not_by_itself() -> None:
    start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    absolute = Qt.AlignmentFlag.AlignAbsolute
    assert mirrored(Qt.LayoutDirection.LeftToRight, start) == start | absolute
    turned = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
    assert mirrored(Qt.LayoutDirection.RightToLeft, start) == turned | absolute
