from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.ui.look import Look
from mobility_coach.ui.parts.work_bar import WorkBar
from tests.ui.guards import active_timers

LEFT = Qt.MouseButton.LeftButton


@dataclass
class FakeWork:
    """Is done after so many steps."""

    steps: int = 3
    pause_ms: int = 0
    fault: Exception | None = None
    done: int = 0
    cancels: int = 0
    seen: list[float] = field(default_factory=list)

    @property
    def title(self) -> str:
        return f"Reading your history: {self.done} of {self.steps} years"

    @property
    def progress(self) -> float:
        return self.done / self.steps

    def step(self) -> bool:
        if self.fault is not None:
            raise self.fault
        self.done += 1
        return self.done < self.steps

    def cancel(self) -> None:
        self.cancels += 1


@pytest.fixture
def bar(qtbot: QtBot, look: Look) -> WorkBar:
    made = WorkBar(look)
    page = QWidget()
    QVBoxLayout(page).addWidget(made)
    qtbot.addWidget(page)
    page.resize(600, 120)
    page.show()
    made.page = page  # type: ignore[attr-defined]  # else Python lets it go
    return made


def test_it_is_hidden_and_still_while_there_is_nothing_to_do(bar: WorkBar) -> None:
    assert bar.isHidden()
    assert not bar.is_busy
    assert active_timers() == []
    bar.cancel()
    bar._step()
    assert bar.isHidden()


def test_it_drives_a_work_to_its_end(qtbot: QtBot, bar: WorkBar) -> None:
    work = FakeWork()
    with qtbot.waitSignal(bar.finished) as ended:
        bar.run(work)
        assert bar.isVisible()
        assert bar.is_busy
        assert bar.title.text() == "Reading your history: 0 of 3 years"
    assert ended.args == [False]
    assert (work.done, work.cancels) == (3, 0)
    assert bar.isHidden()
    assert active_timers() == []


def test_it_shows_how_far_the_work_is(bar: WorkBar) -> None:
    bar.run(FakeWork(4, pause_ms=60_000))
    bar._step()
    assert bar.title.text() == "Reading your history: 1 of 4 years"
    assert bar.line.value() == bar.line.maximum() / 4
    assert bar._timer.interval() == 60_000
    bar.cancel()


def test_cancel_stops_it(qtbot: QtBot, bar: WorkBar) -> None:
    work = FakeWork(1000, pause_ms=60_000)
    bar.run(work)
    with qtbot.waitSignal(bar.finished) as ended:
        QTest.mouseClick(bar.cancel_button, LEFT)
    assert ended.args == [True]
    assert work.cancels == 1
    assert bar.isHidden()
    assert active_timers() == []


def test_another_work_takes_its_place(qtbot: QtBot, bar: WorkBar) -> None:
    first, second = FakeWork(1000, pause_ms=60_000), FakeWork(2)
    bar.run(first)
    ends: list[bool] = []
    bar.finished.connect(ends.append)
    bar.run(second)
    qtbot.waitUntil(lambda: len(ends) == 2)
    assert (first.cancels, second.done, ends) == (1, 2, [True, False])


def test_a_work_that_its_own_end_starts_goes_on(qtbot: QtBot, bar: WorkBar) -> None:
    second = FakeWork(2)
    bar.finished.connect(lambda _: bar.run(second) if not second.done else None)
    bar.run(FakeWork(1))
    qtbot.waitUntil(lambda: second.done == 2 and not bar.is_busy)


def test_a_fault_is_told_and_leaves_no_bar_that_stands_still(bar: WorkBar) -> None:
    bar.run(FakeWork(fault=OSError("the disk is gone")))
    with pytest.raises(OSError, match="disk"):
        bar._step()
    assert bar.isHidden()
    assert active_timers() == []


def test_screen_readers_hear_what_is_done_and_how_far_it_is(bar: WorkBar) -> None:
    bar.run(FakeWork(4, pause_ms=60_000))
    bar._step()
    line = QAccessible.queryAccessibleInterface(bar.line)
    assert line.role() is QAccessible.Role.ProgressBar
    assert line.text(QAccessible.Text.Name) == "Reading your history: 1 of 4 years"
    assert bar.cancel_button.accessibleName() == "Cancel: Reading your history: 1 of 4 years"
    assert line.valueInterface().currentValue() == bar.line.maximum() / 4
    bar.cancel()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_line_fills_from_the_side_where_reading_begins(
    bar: WorkBar, look: Look, direction: Qt.LayoutDirection
) -> None:
    bar.run(FakeWork(2, pause_ms=60_000))
    bar._step()
    bar.line.setLayoutDirection(direction)
    image: QImage = bar.line.grab().toImage()
    y = image.height() // 2
    ends = [image.pixelColor(image.width() // 4, y), image.pixelColor(image.width() * 3 // 4, y)]
    if direction is Qt.LayoutDirection.RightToLeft:
        ends.reverse()
    assert ends == [QColor(look.tokens.accent), QColor(look.tokens.line)]
    bar.cancel()


def test_the_line_is_bounded(bar: WorkBar) -> None:
    bar.line.show_progress(7.0)
    assert bar.line.value() == bar.line.maximum()
    bar.line.show_progress(-1.0)
    assert bar.line.value() == 0
    bar.line.grab()


def test_a_narrow_bar_stands_in_lines_below_each_other(bar: WorkBar) -> None:
    bar.run(FakeWork(2, pause_ms=60_000))
    bar.window().resize(300, 200)
    assert bar.cancel_button.geometry().right() <= bar.width()
    bar.cancel()
