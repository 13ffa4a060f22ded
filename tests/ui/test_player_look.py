"""How the player fits its room: read from afar, narrow, mirrored, calm."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.player_view import PlayerView, Stroke
from mobility_coach.ui.look import Look, ThemeChoice
from mobility_coach.ui.parts.key_button import KeyButton
from mobility_coach.ui.player.face import Face
from mobility_coach.ui.player.player_page import PlayerPage
from tests.ui.fakes import FakePlayer, player_view
from tests.ui.shown_player import shown_player_page

RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft
LONG = "Kneel on your left knee, right foot in front. Tuck your left toes under. Hold on to the wall."
SUMMARY = ("Hip flexor matrix, both sides: 5 movements, 80 reps", "6 minutes of movement")

VIEWS = {
    "playing": player_view(),
    "banner": player_view(banner="No sound device was found. Connect one, and go on."),
    "count-in": player_view(count_in=3, rep=0, reps=0, stroke=None, caption="3"),
    "paused": player_view(phase=Phase.PAUSED),
    "waiting": player_view(phase=Phase.WAITING, rep=0, reps=0, stroke=None, instruction=LONG),
    "finished": player_view(phase=Phase.FINISHED, rep=0, reps=0, stroke=None, next_text="", summary=SUMMARY),
}


@pytest.fixture
def page(qtbot: QtBot, look: Look) -> Iterator[PlayerPage]:
    with shown_player_page(qtbot, look) as made:
        yield made


def show(page: PlayerPage, view: PlayerView) -> None:
    page.open(FakePlayer(view))
    for _ in range(3):
        QApplication.processEvents()


def place(page: PlayerPage, part: QWidget) -> QRect:
    """Where a part is seen on the page."""
    seen = QRect(part.mapTo(page, QPoint(0, 0)), part.size())
    if page.middle.words.isAncestorOf(part):
        viewport = page.middle.words.viewport()
        seen &= QRect(viewport.mapTo(page, QPoint(0, 0)), viewport.size())
    return seen


def visible_parts(page: PlayerPage) -> list[QWidget]:
    stage = page.stage
    every = (
        *(page.title, page.movement, page.side, page.remaining, page.banner, page.caption, page.session),
        *(stage.instruction, stage.count, stage.strokes, stage.next_card, stage.answer),
        *(page.transport.buttons.values()),
        *(page.transport.full_screen, page.transport.help, page.transport._tempo, page.transport._volume),
    )
    return [part for part in every if part.isVisible() and not place(page, part).isEmpty()]


def overlapping(page: PlayerPage) -> list[tuple[QWidget, QWidget]]:
    places = [(part, place(page, part)) for part in visible_parts(page)]
    return [(one, other) for (one, here), (other, there) in combinations(places, 2) if here.intersects(there)]


@pytest.mark.parametrize(
    "size", [(420, 480), (480, 480), (480, 800), (1120, 760), (1920, 1080), (3840, 2160)]
)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_overlaps_or_leaves_the_page(
    page: PlayerPage, look: Look, size: tuple[int, int], scale: float
) -> None:
    look.set_text_scale(scale)
    page.resize(*size)
    for name, view in VIEWS.items():
        show(page, view)
        parts = visible_parts(page)
        assert len(parts) >= 4, name
        for part in parts:
            assert page.rect().contains(place(page, part)), (name, part)
        assert overlapping(page) == [], name
        page.leave()


def test_controls_that_scroll_along_come_to_rest(page: PlayerPage, look: Look) -> None:
    look.set_text_scale(2)
    page.resize(900, 600)
    show(page, VIEWS["waiting"])
    assert page.middle.words.isAncestorOf(page.transport)
    assert overlapping(page) == []


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_nothing_overlaps_in_full_screen(page: PlayerPage, size: tuple[int, int]) -> None:
    page.resize(*size)
    page.set_full_screen(is_full=True)
    for name, view in VIEWS.items():
        show(page, view)
        assert overlapping(page) == [], name
        page.leave()


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160)])
@pytest.mark.parametrize("text", ["Drive forward, stay tall", LONG])
def test_full_screen_is_read_from_three_metres(page: PlayerPage, size: tuple[int, int], text: str) -> None:
    page.resize(*size)
    page.set_full_screen(is_full=True)
    show(page, player_view(instruction=text))
    instruction = QFontMetrics(page.stage.instruction.font()).capHeight()
    assert instruction >= 0.045 * size[1]
    count = QFontMetrics(page.stage.count._fonts()[0]).capHeight()
    assert count >= 2 * instruction
    for button in (*page.transport.buttons.values(), page.transport.full_screen, page.transport.help):
        assert button.height() >= 56
    words = (page.caption, page.movement, page.side, page.remaining, page.stage.next_text)
    for label in words:
        assert label.fontInfo().pixelSize() >= 0.025 * size[1]
    page.set_full_screen(is_full=False)
    QApplication.processEvents()
    assert page.transport.help.height() < 56
    assert all(label.fontInfo().pixelSize() <= 18 for label in words)


def test_each_control_shows_its_key_where_there_is_room(page: PlayerPage) -> None:
    show(page, player_view())
    bar = page.transport
    caps = {command: button.cap for command, button in bar.buttons.items()}
    assert caps[Command.TOGGLE] == "Space"
    assert caps[Command.NEXT] == "→"
    assert all(caps.values())
    assert (bar.full_screen.cap, bar.help.cap) == ("F", "?")
    page.resize(480, 760)
    assert not any(button.cap for button in bar.buttons.values())
    assert all(COMMANDS[command].keys[0] for command in bar.buttons)
    for button in (*bar.buttons.values(), bar.help):
        assert "(" in button.toolTip()


def test_wider_controls_say_more(page: PlayerPage) -> None:
    show(page, player_view())
    seen = []
    for width in (420, 500, 1000, 1120, 1600):
        page.resize(width, 760)
        bar = page.transport
        stop = bar.buttons[Command.STOP]
        seen.append((stop.text(), stop.cap, stop.icon().isNull(), bar._tempo.text()))
    assert seen == [
        ("", "", False, "60 bpm"),
        ("", "", False, "60 bpm"),
        ("Stop", "", False, "60 bpm"),
        ("Stop", "Esc", True, "60 bpm"),
        ("Stop", "Esc", False, "60 beats a minute"),
    ]


@pytest.mark.parametrize("kind", ["plain", "primary", "quiet"])
@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_a_cap_takes_room_of_its_own(qtbot: QtBot, look: Look, kind: str, theme: ThemeChoice) -> None:
    look.set_theme(theme)
    button = KeyButton(look, "Next", "next", kind)
    qtbot.addWidget(button)
    plain = button.sizeHint().width()
    button.show_cap("→")
    assert button.sizeHint().width() >= plain + 18
    button.resize(button.sizeHint())
    with_cap = button.grab().toImage()
    button.setLayoutDirection(RIGHT_TO_LEFT)
    assert button.grab().toImage() != with_cap
    button.set_cap_visible(is_visible=False)
    assert button.sizeHint().width() == plain


def mean_x(image: QImage, colour: str) -> float:
    """The middle of all that is painted in a colour."""
    xs = [
        x
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 3)
        if image.pixelColor(x, y).name() == colour.lower()
    ]
    return sum(xs) / len(xs)


def test_from_right_to_left_what_is_painted_is_mirrored(page: PlayerPage, look: Look) -> None:
    show(page, player_view(stroke=Stroke.IN, stroke_progress=0.5))
    accent, muted = look.tokens.accent, look.tokens.muted
    count, strokes = page.stage.count.grab().toImage(), page.stage.strokes.grab().toImage()
    assert mean_x(count, accent) < mean_x(count, muted)
    assert mean_x(strokes, accent) < mean_x(strokes, muted)
    page.setLayoutDirection(RIGHT_TO_LEFT)
    QApplication.processEvents()
    mirrored_count = page.stage.count.grab().toImage()
    mirrored_strokes = page.stage.strokes.grab().toImage()
    assert mean_x(mirrored_count, accent) > mean_x(mirrored_count, muted)
    assert mean_x(mirrored_strokes, accent) > mean_x(mirrored_strokes, muted)


def test_numbers_stay_in_the_middle_of_the_page(page: PlayerPage, look: Look) -> None:
    lefts = []
    for rep in (1, 4, 8):
        show(page, player_view(rep=rep))
        image = page.stage.count.grab().toImage()
        lefts.append(mean_x(image, look.tokens.muted))
    assert max(lefts) - min(lefts) <= 2


def test_with_reduced_motion_things_switch_on_the_beat(page: PlayerPage) -> None:
    page.set_reduced_motion(is_reduced=True)
    stage, player = page.stage, FakePlayer(player_view())
    page.open(player)
    seen = []
    for beat, progress in ((0, 0.0), (0, 0.2), (0, 0.6), (0, 0.95), (1, 0.0), (1, 0.9)):
        player.shown = player_view(
            stroke_beat=beat,
            stroke_beats=2,
            stroke_progress=(beat + progress) / 2,
            beat_progress=progress,
        )
        page.pulse.look()
        seen.append((stage.beat.light, round(stage.strokes._progress, 2)))
    assert seen == [(1.0, 0.0), (1.0, 0.0), (0.0, 0.0), (0.0, 0.0), (1.0, 0.5), (0.0, 0.5)]
    page.grab()
    page.set_reduced_motion(is_reduced=False)
    page.pulse.look()
    assert stage.beat.light == pytest.approx(0.1)


def test_where_nothing_changes_nothing_is_painted(page: PlayerPage, qtbot: QtBot) -> None:
    show(page, player_view())
    painted: list[str] = []
    for face in (page.stage.count, page.stage.beat, page.stage.strokes, page.session):
        original = face.paintEvent

        def paint(event: object, face: QWidget = face, original: object = original) -> None:
            painted.append(type(face).__name__)
            original(event)  # type: ignore[operator]

        face.paintEvent = paint  # type: ignore[method-assign]
    page.pulse.look()
    QApplication.processEvents()
    assert painted == []
    assert isinstance(page.pulse._player, FakePlayer)
    page.pulse._player.shown = player_view(stroke_progress=0.6)
    page.pulse.look()
    QApplication.processEvents()
    assert painted == ["StrokeFace"]


def test_other_faces_have_buttons_where_there_is_room_and_else_a_menu(page: PlayerPage) -> None:
    show(page, player_view())
    bar = page.transport
    seen = []
    for width in (420, 1000, 1120, 1600):
        page.resize(width, 760)
        seen.append([each.isVisible() for each in (bar.tv, bar.mini, bar.help, bar.more)])
    assert seen == [[False, False, False, True]] * 2 + [[True, True, True, False]] * 2


def test_the_menu_asks_for_what_has_no_button(page: PlayerPage) -> None:
    asked: list[Face] = []
    page.face_asked.connect(asked.append)
    page.resize(420, 760)
    show(page, player_view())
    page.transport.more.click()
    menu = page.transport.menu
    assert menu is not None
    entries = {action.text(): action for action in menu.actions()}
    assert list(entries) == ["TV (T)", "Small player (V)", "Keys (? F1)"]
    for action in entries.values():
        action.trigger()
    menu.hide()
    assert asked == [Face.TV, Face.MINI]
    assert page.key_help is not None


def test_buttons_of_other_faces_say_what_they_do_and_ask_for_it(page: PlayerPage) -> None:
    asked: list[Face] = []
    page.face_asked.connect(asked.append)
    show(page, player_view())
    for button in (page.transport.tv, page.transport.mini):
        button.click()
    assert asked == [Face.TV, Face.MINI]
    assert page.transport.tv.accessibleName() == "TV"
    assert "(V)" in page.transport.mini.toolTip()
