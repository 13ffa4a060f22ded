"""The pictures of a film: each shows its moment, and nothing is painted or drawn twice."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import Motion, WayKind
from mobility_coach.services.film.film_shape import FilmShape
from mobility_coach.services.session.player_view import PlayerView
from mobility_coach.ui.figure.scenes import Frame, Still, mirrored
from mobility_coach.ui.figure.studio import Studio
from mobility_coach.ui.film import film_figure
from mobility_coach.ui.film.film_figure import FilmFigure
from mobility_coach.ui.film.film_painter import TvFilmPainter, painting_application
from mobility_coach.ui.tokens import DARK, LIGHT
from mobility_coach.ui.tv.tv_face import TvOptions, TvScene, figure_room, paint_tv
from tests.ui.fake_stage import BODY, GROUND, FakeStage, moment, motion
from tests.ui.fakes import player_view

SIZE = QSize(80, 40)
SHAPE = FilmShape(320, 180, 30)


class CountingStudio(Studio):
    """Counts what is drawn."""

    def __init__(self) -> None:
        super().__init__(FakeStage)
        self.drawn = 0

    def draw(self, job: object) -> Frame | Still:
        self.drawn += 1
        return super().draw(job)  # type: ignore[arg-type]


MOTIONS = {each.drill: each for each in (motion(), motion("other", "AB"))}


@pytest.fixture
def studio(qapp: QApplication) -> CountingStudio:
    return CountingStudio()


@pytest.fixture
def figure(studio: CountingStudio) -> FilmFigure:
    return FilmFigure(MOTIONS.get, "dark", studio)


def colour(image: QImage | None, x: int, y: int = 20) -> tuple[int, int, int]:
    assert image is not None
    found = QColor(image.pixel(x, y))
    return found.red(), found.green(), found.blue()


def test_the_picture_shows_where_the_figure_is(figure: FilmFigure) -> None:
    assert colour(figure.image(moment(progress=0.0), SIZE, 0.0), 2) == BODY
    end = figure.image(moment(progress=0.0, is_back=True), SIZE, 1.0)
    assert colour(end, 2) == GROUND
    assert colour(end, 42) == BODY


def test_the_other_side_is_the_mirror_image_and_costs_nothing(
    figure: FilmFigure, studio: CountingStudio
) -> None:
    left = figure.image(moment(progress=0.5), SIZE, 0.0)
    drawn = studio.drawn
    # A change of sides goes over softly.
    right = [figure.image(moment(progress=0.5, side=Side.RIGHT), SIZE, 1.0 + k / 30) for k in range(9)]
    assert left is not None
    assert right[-1] == mirrored(left)
    assert right[0] == left
    assert studio.drawn == drawn


def test_what_does_not_move_is_the_same_image(figure: FilmFigure, studio: CountingStudio) -> None:
    first = figure.image(moment(progress=0.5), SIZE, 0.0)
    assert figure.image(moment(progress=0.501), SIZE, 0.1) is first
    assert studio.drawn == 1
    other = figure.image(moment(progress=0.8), SIZE, 0.2)
    assert other is not first
    assert other != first


def test_another_drill_comes_softly(figure: FilmFigure) -> None:
    ready = {"kind": WayKind.READY, "drill": "other"}
    figure.image(moment("B", 0.0), SIZE, 1.0)
    blues = [colour(figure.image(moment(**ready), SIZE, 2.0 + k * 0.03), 2)[2] for k in range(9)]  # type: ignore[arg-type]
    before, after = BODY[2] + 100, BODY[2]
    assert blues[0] == before
    assert blues == sorted(blues, reverse=True)
    assert before > blues[3] > after
    assert blues[-1] == after
    still = figure.image(moment(**ready), SIZE, 3.0)  # type: ignore[arg-type]
    assert figure.image(moment(**ready), SIZE, 3.1) is still  # type: ignore[arg-type]


def test_another_size_comes_at_once(figure: FilmFigure) -> None:
    figure.image(moment(), SIZE, 0.0)
    image = figure.image(moment(drill="other"), QSize(40, 20), 1.0)
    assert image is not None
    assert image.size() == QSize(40, 20)


def test_a_drill_without_a_motion_has_no_figure(figure: FilmFigure) -> None:
    assert figure.image(moment(drill="unknown"), SIZE, 0.0) is None
    bare = FilmFigure(lambda _: replace(motion(), movements=()), "dark")
    assert bare.image(moment(), SIZE, 0.0) is None


def test_a_motion_that_can_not_be_drawn_costs_its_figure_alone(
    figure: FilmFigure,
    studio: CountingStudio,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    draw = studio.draw

    def broken(job: object) -> Frame | Still:
        if job.scene.motion.drill == "drill":  # type: ignore[attr-defined]
            raise ValueError("no such bone")
        return draw(job)

    monkeypatch.setattr(studio, "draw", broken)
    assert figure.image(moment(), SIZE, 0.0) is None
    assert figure.image(moment(progress=0.7), SIZE, 0.1) is None
    assert caplog.text.count("The figure of drill can't be drawn") == 1
    assert colour(figure.image(moment(drill="other"), SIZE, 0.2), 2) == BODY


def test_no_more_is_kept_than_there_is_room_for(
    studio: CountingStudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(film_figure, "KEPT_BYTES", 60_000)
    figure = FilmFigure(MOTIONS.get, "dark", studio)
    for round_ in range(2):
        for letter in "AB":
            for step in range(41):
                assert figure.image(moment(letter, step / 40), SIZE, round_ * 9 + step / 10) is not None
            assert figure._cache.size <= 60_000
    assert studio.drawn > 2 * 41


# The whole picture


def pixels(picture: memoryview) -> NDArray[np.uint8]:
    return np.frombuffer(picture, np.uint8).reshape(SHAPE.height, SHAPE.width, 4)[:, :, :3].copy()


def painted(view: PlayerView, figure: QImage | None, *, is_dark: bool) -> NDArray[np.uint8]:
    """All of it, at once."""
    image = QImage(SHAPE.width, SHAPE.height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    options = TvOptions(names_keys=False)
    paint_tv(painter, image.size(), TvScene(view, figure, DARK if is_dark else LIGHT, options))
    painter.end()
    return pixels(memoryview(image.constBits()))


Paint = Callable[[PlayerView, float], NDArray[np.uint8]]


def painter_of(theme: str = "dark", motions: Callable[[str], Motion | None] = MOTIONS.get) -> Paint:
    painter = TvFilmPainter(SHAPE, theme, motions, has_edge=True)
    return lambda view, seconds: pixels(painter.paint(view, seconds))


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_a_picture_is_what_a_tv_would_show(qapp: QApplication, theme: str) -> None:
    paint = painter_of(theme)
    figure = FilmFigure(MOTIONS.get, theme)
    for step in range(12):
        now = moment(progress=step / 12)
        view = player_view(
            figure=now,
            stroke_progress=step / 12,
            beat_progress=step / 12,
            rep=step // 4,
            elapsed_seconds=step,
        )
        room = figure_room(QSize(SHAPE.width, SHAPE.height), view)
        expected = painted(view, figure.image(now, room.size(), step / 30), is_dark=theme == "dark")
        np.testing.assert_array_equal(paint(view, step / 30), expected)


def test_without_a_figure_the_words_have_its_room(qapp: QApplication) -> None:
    view = player_view(figure=moment(drill="unknown"))
    expected = painted(replace(view, figure=None), None, is_dark=True)
    np.testing.assert_array_equal(painter_of()(view, 0.0), expected)
    bare = player_view(figure=None)
    np.testing.assert_array_equal(painter_of()(bare, 0.0), painted(bare, None, is_dark=True))


def test_the_application_that_runs_is_taken(qapp: QApplication) -> None:
    assert painting_application() is QGuiApplication.instance()
