"""The figure in its places: the player, a page, the list; and that nothing of it outlives the window."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import RELAXED, FigureMoment, Way, WayKind
from mobility_coach.domain.transport import Phase
from mobility_coach.ui.figure.figures import Figures
from mobility_coach.ui.look import Look
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.player.player_middle import LEAST_FIGURE_PX
from mobility_coach.ui.player.player_page import PlayerPage
from tests.benchmarks.screenshots import shipped_drills
from tests.ui.fakes import FakeCoach, FakePlayer, player_view
from tests.ui.layout_faults import faults
from tests.ui.shown_player import shown_player_page

OpenWindow = Callable[[FakeCoach], MainWindow]
HIP = "hip-flexor-matrix"


@pytest.fixture
def coach() -> FakeCoach:
    return FakeCoach(shipped_drills(), {})


@pytest.fixture
def page(qtbot: QtBot, look: Look, coach: FakeCoach) -> Iterator[PlayerPage]:
    figures = Figures(look, coach.figures())
    with shown_player_page(qtbot, look) as shown:
        shown.use_figures(figures)
        yield shown
    figures.close()


def has_still(qtbot: QtBot, window: MainWindow, drill_id: str) -> None:
    """Wait until a drill's still is drawn."""
    figures = window.figures
    assert figures is not None
    qtbot.waitUntil(lambda: figures.thumbnails.pixmap(drill_id) is not None, timeout=20_000)


def test_the_player_shows_the_figure_beside_the_words(page: PlayerPage) -> None:
    page.open(FakePlayer(player_view()))
    figure = page.middle.figure
    assert figure is not None
    assert figure.isVisible()
    assert figure.accessibleName() == "Figure: Hip flexor matrix, C · Across the midline"
    right_of_it = page.stage.mapTo(page, QPoint(0, 0)).x()
    assert figure.mapTo(page, QPoint(figure.width(), 0)).x() <= right_of_it
    assert page.stage.width() > 400
    assert figure.focusPolicy() is Qt.FocusPolicy.NoFocus  # for the eyes alone: keys are the session's


@pytest.mark.parametrize(
    ("size", "is_seen", "is_above"),
    [
        ((1120, 760), True, False),
        ((480, 900), True, True),
        ((480, 640), False, False),
        ((1120, 380), False, False),
    ],
)
def test_the_figure_goes_where_there_is_room(
    page: PlayerPage, qapp: QApplication, size: tuple[int, int], is_seen: bool, is_above: bool
) -> None:
    page.resize(*size)
    page.open(FakePlayer(player_view()))
    qapp.processEvents()
    figure = page.middle.figure
    assert figure is not None
    assert figure.isVisible() is is_seen
    if is_seen:
        lower_edge = figure.mapTo(page, QPoint(0, figure.height())).y()
        assert (lower_edge <= page.stage.mapTo(page, QPoint(0, 0)).y()) is is_above


EXPLAINED = "Kneel on your left knee, right foot in front. Tuck your left toes under. Hold on to the wall."
MOMENTS = (
    player_view(),
    player_view(count_in=3, rep=0, reps=0, stroke=None, caption="3"),
    player_view(rep=0, reps=0, stroke=None, instruction=EXPLAINED, caption=EXPLAINED, next_text=""),
    player_view(notice="Captions, no voice, until 7:00. The settings say when night is."),
    player_view(phase=Phase.WAITING, rep=0, reps=0, stroke=None, instruction=EXPLAINED),
)


@pytest.mark.parametrize(
    ("size", "scale"),
    [
        *(((1120, 760), scale) for scale in (1.0, 1.25, 1.5, 2.0, 2.5)),
        *(((900, 600), scale) for scale in (1.25, 1.5)),
        ((480, 900), 1.25),
        ((700, 1000), 1.5),
        ((1600, 900), 2.5),
    ],
)
def test_a_large_text_leaves_the_figure_its_place_all_the_time(
    page: PlayerPage, look: Look, qapp: QApplication, size: tuple[int, int], scale: float
) -> None:
    page.resize(*size)
    look.set_text_scale(scale)
    figure, stage = page.middle.figure, page.stage
    assert figure is not None
    widths = set()
    for view in MOMENTS:
        page.open(FakePlayer(view))
        settle(qapp)
        assert figure.isVisible()
        assert min(figure.width(), figure.height()) >= LEAST_FIGURE_PX
        assert page.rect().contains(QRect(figure.mapTo(page, QPoint(0, 0)), figure.size()))
        assert stage.width() <= page.middle.words.viewport().width()
        assert faults(page) == []
        widths.add(figure.width())
        page.leave()
    assert len(widths) == 1  # it stays as it is, whatever is said


def test_a_message_that_leaves_no_height_takes_the_figures_place_meanwhile(
    page: PlayerPage, qapp: QApplication
) -> None:
    page.resize(1120, 440)
    player = FakePlayer(player_view(notice="Captions, no voice, until 7:00. The settings say when night is."))
    page.open(player)
    settle(qapp)
    figure = page.middle.figure
    assert figure is not None
    assert not figure.isVisible()
    assert faults(page) == []
    player.shown = player_view()
    page.pulse.look()
    settle(qapp)
    assert figure.isVisible()


def settle(qapp: QApplication) -> None:
    for _ in range(8):
        qapp.processEvents()


@pytest.mark.parametrize("size", [(760, 430), (900, 560), (1300, 560), (480, 900)])
def test_all_of_the_figure_is_seen_whatever_size_the_page_had(
    page: PlayerPage, qapp: QApplication, size: tuple[int, int]
) -> None:
    page.open(FakePlayer(player_view()))
    for each in ((700, 1000), size):
        page.resize(*each)
        qapp.processEvents()
    figure = page.middle.figure
    assert figure is not None
    assert figure.visibleRegion().boundingRect() == figure.rect()
    assert figure.geometry().bottom() <= page.middle.height()


def test_the_figure_follows_the_session(page: PlayerPage, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[str, FigureMoment]] = []
    figure = page.middle.figure
    assert figure is not None
    monkeypatch.setattr(
        figure, "show_moment", lambda motion, moment, *, is_passing: shown.append((motion.drill, moment))
    )
    later = FigureMoment(HIP, Side.LEFT, Way(WayKind.STROKE, "C"), progress=0.9)
    rest = FigureMoment(RELAXED, Side.LEFT, Way(WayKind.READY))
    player = FakePlayer(player_view())
    page.open(player)
    player.shown = player_view(figure=later)
    page.pulse.look()
    player.shown = player_view(figure=rest, rep=0, reps=0)
    page.pulse.look()
    assert [moment for _, moment in shown][-2:] == [later, rest]
    assert [drill for drill, _ in shown][-2:] == [HIP, RELAXED]


def test_without_a_figure_the_words_have_all_the_room(page: PlayerPage) -> None:
    page.open(FakePlayer(player_view(figure=None)))
    figure = page.middle.figure
    assert figure is not None
    assert not figure.isVisible()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_still_stands_where_lines_begin(
    qtbot: QtBot,
    qapp: QApplication,
    open_window: OpenWindow,
    coach: FakeCoach,
    direction: Qt.LayoutDirection,
) -> None:
    qapp.setLayoutDirection(direction)
    try:
        window = open_window(coach)
        has_still(qtbot, window, "modified-pigeon")
        rows = window.home.list_of_drills
        image = rows.viewport().grab().toImage()
        rect = rows.visualRect(rows.model_of_rows.index_of("modified-pigeon"))
        side = window.figures.thumbnails.side if window.figures is not None else 0
        is_left = direction is Qt.LayoutDirection.LeftToRight
        middle = rect.left() + rect.height() // 2 if is_left else rect.right() - rect.height() // 2
        assert len(colours(image, middle - side // 2 + 2, rect.center().y(), side - 4)) > 1
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_drill_page_plays_the_drill_at_its_tempo(open_window: OpenWindow, coach: FakeCoach) -> None:
    window = open_window(coach)
    window.home.open_drill("bent-knee-ankle-matrix")
    panel = window.home.drill_page.figure
    assert panel is not None
    assert list(panel.controls.letters) == ["A", "B"]
    drill = panel._drill
    assert drill is not None
    assert [movement.tempo.bpm for movement in drill.movements] == [60, 50]
    coach.set_bpm("bent-knee-ankle-matrix", 90)
    window.home.drill_page.show_drill(coach.drill_page("bent-knee-ankle-matrix"))
    assert panel._drill is not None
    assert [movement.tempo.bpm for movement in panel._drill.movements] == [90, 75]


def test_the_drawing_ends_with_the_window(qtbot: QtBot, open_window: OpenWindow, coach: FakeCoach) -> None:
    window = open_window(coach)
    window.start(HIP)
    assert window.figures is not None
    worker = window.figures._renderer.worker
    window.close()
    assert worker.thread is None or not worker.thread.is_alive()
    assert not window.figures.is_drawing


def colours(image: QImage, left: int, y: int, width: int = 30) -> set[int]:
    """The colours on a line."""
    density = image.devicePixelRatioF()
    return {
        QColor(image.pixel(round(x * density), round(y * density))).rgb() for x in range(left, left + width)
    }
