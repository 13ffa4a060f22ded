"""The TV's picture: large enough, nothing cut off, nothing over something else, whatever the screen."""

from itertools import combinations, product

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from mobility_coach.domain.commands import COMMANDS, Command, CommandInfo
from mobility_coach.domain.keys import USUAL_KEYS
from mobility_coach.domain.timeline import SegmentKind
from mobility_coach.domain.transport import Phase
from mobility_coach.services.presenters.hearing_words import hearing_words
from mobility_coach.services.session.player_view import Hearing, HearingState, PlayerView, Stroke
from mobility_coach.ui.tokens import DARK, LIGHT
from mobility_coach.ui.tv import tv_head, tv_parts, tv_words
from mobility_coach.ui.tv.tv_face import (
    TvCanvas,
    TvOptions,
    TvPart,
    TvScene,
    figure_room,
    moving_parts,
    paint_tv,
    still_parts,
)
from mobility_coach.ui.tv.tv_scene import instruction_in, rooms_of
from mobility_coach.ui.tv.tv_text import Fitted, Sizes, fitted
from tests.domain.drills_for_tests import routine, shipped_drills
from tests.services.player_stage import Stage
from tests.ui.fakes import player_view

FULL_HD, ULTRA_HD = QSize(1920, 1080), QSize(3840, 2160)
SIZES = {
    "1080p": FULL_HD,
    "4K": ULTRA_HD,
    "720p": QSize(1280, 720),
    "21:9": QSize(2560, 1080),
    "4:3": QSize(1024, 768),
    "portrait": QSize(1080, 1920),
    "small": QSize(480, 270),
}
LONG = (
    "Front foot straight ahead again. Turn your left leg outward, until its foot points to the other side. "
    "Then go forward with all of your weight, and come back."
)
EDGES_OF_LETTERS = 48
"""Of 255: within a clip Qt sets large letters a little softer."""

NO_SOUND = "No sound device was found. Connect one, and the sound comes back by itself."
TROUBLE = Hearing(
    HearingState.TROUBLE,
    problem="The microphone that you chose isn't there. Plug it in, or choose another one in the settings;"
    " keys and buttons work meanwhile.",
)
LISTENING = Hearing(HearingState.LISTENING, level=0.6)
HEARD = Hearing(HearingState.LISTENING, Command.PAUSE)
SUMMARY = ("Hip flexor matrix, both sides: 5 movements, 80 reps", "6 minutes of movement")
STILL: dict[str, object] = {"rep": 0, "reps": 0, "stroke": None, "stroke_progress": 0.0}
VIEWS = {
    "playing": player_view(),
    "listening": player_view(hearing=LISTENING),
    "heard": player_view(hearing=HEARD, stroke=Stroke.OUT, instruction="And back", rep=10),
    "instruction": player_view(**STILL, instruction=LONG, caption=LONG),
    "count-in": player_view(**STILL, count_in=3, caption="3"),
    "paused": player_view(phase=Phase.PAUSED),
    "no sound": player_view(
        phase=Phase.PAUSED, banner="No sound device was found. Connect one, and go on.", hearing=HEARD
    ),
    "no sound, no microphone": player_view(banner=NO_SOUND, hearing=TROUBLE),
    "night": player_view(notice="Captions, no voice, until 7:00. The settings say when night is."),
    "no figure": player_view(figure=None, banner="There is no voice. You see captions alone."),
    "waiting": player_view(**STILL, phase=Phase.WAITING, instruction=LONG, caption=LONG, hearing=LISTENING),
    "finished": player_view(
        **STILL, phase=Phase.FINISHED, instruction="All done. Nice work.", next_text="", summary=SUMMARY
    ),
}


def scene(view: PlayerView, **options: float) -> TvScene:
    return TvScene(view, None, LIGHT, TvOptions(**options))  # type: ignore[arg-type]


def parts_of(size: QSize, view: PlayerView, **options: float) -> dict[str, TvPart]:
    shown = scene(view, **options)
    return {part.name: part for part in (*still_parts(size, shown), *moving_parts(size, shown))}


def painted(size: QSize, shown: TvScene) -> QImage:
    image = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_tv(painter, size, shown)
    painter.end()
    return image


def largest_difference(one: QImage, other: QImage) -> int:
    pixels = [np.frombuffer(image.constBits(), np.uint8).astype(int) for image in (one, other)]
    return int(np.abs(pixels[0] - pixels[1]).max())


def shown_views() -> list[PlayerView]:
    """A view for each text of each shipped drill, as the session shows it."""
    views = {}
    for drill in shipped_drills():
        for segment in Stage(routine(drill)).timeline.segments:
            match segment.kind:
                case SegmentKind.REPS:
                    view = player_view(instruction=segment.text)
                case SegmentKind.COUNT_IN:
                    view = player_view(**STILL, instruction=segment.text, count_in=3)
                case SegmentKind.SETUP | SegmentKind.SWITCH:
                    view = player_view(**STILL, instruction=segment.text, phase=Phase.WAITING)
                case _:
                    view = player_view(**STILL, instruction=segment.text)
            views[segment.kind, segment.text] = view
    return list(views.values())


@pytest.mark.parametrize("size", [FULL_HD, ULTRA_HD], ids=["1080p", "4K"])
def test_every_instruction_of_every_drill_is_read_from_the_couch(qapp: QApplication, size: QSize) -> None:
    views = shown_views()
    assert max(len(view.instruction) for view in views) > 100
    for view in views:
        rooms = rooms_of(size, scene(view))
        found = instruction_in(view, rooms.instruction, rooms.unit)
        assert QFontMetricsF(found.font).capHeight() >= 0.045 * size.height()
        assert found.is_whole, view.instruction
        assert found.height <= rooms.instruction.height()
        assert found.width <= rooms.instruction.width()


def test_a_short_instruction_is_larger_and_no_line_holds_a_single_word(qapp: QApplication) -> None:
    rooms = rooms_of(FULL_HD, scene(VIEWS["playing"]))
    found = instruction_in(VIEWS["playing"], rooms.instruction, rooms.unit)
    assert QFontMetricsF(found.font).capHeight() > 0.06 * FULL_HD.height()
    text = "Drive forward, stay tall"
    alone = QFontMetricsF(found.font).horizontalAdvance(text.rsplit(maxsplit=1)[0])
    assert found.width < alone


def test_both_strokes_are_told_in_one_size(qapp: QApplication) -> None:
    texts = {"stroke_in_text": "Drive all of your body forward, tall", "stroke_out_text": "And back"}
    sizes = set()
    for text in texts.values():
        view = player_view(instruction=text, **texts)
        rooms = rooms_of(FULL_HD, scene(view))
        sizes.add(instruction_in(view, rooms.instruction, rooms.unit).font.pixelSize())
    assert len(sizes) == 1


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("is_mirrored", [False, True], ids=["left", "right"])
def test_nothing_lies_over_anything_else(qapp: QApplication, size: QSize, is_mirrored: bool) -> None:
    screen = QRectF(0, 0, size.width(), size.height())
    for name, view in VIEWS.items():
        parts = parts_of(size, view, is_mirrored=is_mirrored)
        rooms = {each: part.room for each, part in parts.items() if not each.startswith("edge")}
        rooms["figure"] = QRectF(figure_room(size, view, TvOptions(is_mirrored=is_mirrored)))
        for (one, room), (other, beside) in combinations(rooms.items(), 2):
            assert not room.intersects(beside), f"{name}: {one} and {other}"
        inner = screen.adjusted(
            *(edge * 0.03 * min(size.height(), 0.75 * size.width()) for edge in (1, 1, -1, -1))
        )
        for each, room in rooms.items():
            assert room.isEmpty() or inner.contains(room), f"{name}: {each}"


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_no_text_is_cut_off(qapp: QApplication, size: QSize, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[Fitted, QRectF]] = []

    def draw(_painter: QPainter, found: Fitted, room: QRectF, *_rest: object) -> None:
        drawn.append((found, room))

    monkeypatch.setattr(tv_head, "draw_text", draw)
    monkeypatch.setattr(tv_parts, "draw_text", draw)
    for view in VIEWS.values():
        drawn.clear()
        image = QImage(1, 1, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        for part in still_parts(size, scene(view)):
            part.paint(painter)
        painter.end()
        for found, room in drawn:
            text = QFontMetricsF(found.font).boundingRect(
                QRectF(0, 0, room.width(), 1e5), Qt.TextFlag.TextWordWrap, found.text
            )
            assert text.height() <= room.height() + 1, found.text
            assert text.width() <= room.width(), found.text
        # Where the main line had to be shortened, the caption says all of it.
        whole = {found.text for found, _ in drawn if found.is_whole}
        assert len(whole) == len(drawn) or view.caption in whole


def test_what_has_no_room_is_shortened_and_the_caption_carries_it(qapp: QApplication) -> None:
    text = "Turn your leg outward and drive all of your body forward. " * 6
    view = player_view(**STILL, instruction=text.strip(), caption=text.strip())
    rooms = rooms_of(FULL_HD, scene(view))
    found = instruction_in(view, rooms.instruction, rooms.unit)
    assert not found.is_whole
    assert found.text.endswith("…")
    assert text.startswith(found.text[:-1])
    assert rooms.next.isEmpty()  # it gave its room first
    assert str(parts_of(FULL_HD, view)["caption"].shows[0]).startswith("Turn your leg outward")
    whole = player_view(**STILL, instruction=LONG, caption=LONG)
    assert parts_of(FULL_HD, whole)["caption"].shows[0] == ""


@pytest.mark.parametrize(
    "text", ["", " ", "x" * 5_000, "word " * 2_000, "\n" * 90, "\u0627" * 300, "\u754c" * 300]
)
def test_any_text_finds_a_place(qapp: QApplication, text: str) -> None:
    room = QRectF(0, 0, 300, 60)
    found = fitted(text, room, Sizes(30, 10, 2))
    assert found.width <= room.width()
    assert found.height <= room.height()
    painted(QSize(480, 270), scene(player_view(instruction=text, caption=text, banner=text)))
    painted(QSize(8, 8), scene(player_view(instruction=text)))


def test_the_caption_is_at_least_three_hundredths_high(qapp: QApplication) -> None:
    view = player_view(caption="Reaching forward, feel your shoulder blade.")
    for size in (FULL_HD, ULTRA_HD):
        font = QFont(qapp.font())
        font.setPixelSize(int(str(parts_of(size, view)["caption"].shows[1])))
        assert QFontMetricsF(font).capHeight() >= 0.03 * size.height()


def test_the_figure_stays_where_it_is_for_a_whole_session(qapp: QApplication) -> None:
    for size in SIZES.values():
        rooms = {figure_room(size, view).getRect() for view in VIEWS.values() if view.figure is not None}
        assert len(rooms) == 1
        assert figure_room(size, VIEWS["no figure"]).isEmpty()


def test_only_what_became_another_is_painted_and_it_looks_as_if_all_were(qapp: QApplication) -> None:
    size = SIZES["small"]
    canvas = TvCanvas(size)
    steps = [
        *VIEWS.values(),
        player_view(stroke_progress=0.51, beat_progress=0.5),
        player_view(stroke_progress=0.52, beat_progress=0.0, stroke=Stroke.OUT),
        player_view(rep=7),
    ]
    figure = QImage(60, 50, QImage.Format.Format_RGB32)
    for number, (view, theme) in enumerate(product(steps, (LIGHT, DARK))):
        figure.fill(0xFF000000 + number * 1_000)
        shown = TvScene(view, figure if view.figure is not None else None, theme)
        canvas.show(shown)
        assert largest_difference(canvas.image, painted(size, shown)) < EDGES_OF_LETTERS
        assert canvas.show(shown).isEmpty()


def test_a_moving_stroke_repaints_a_small_part_of_the_screen(qapp: QApplication) -> None:
    canvas = TvCanvas(FULL_HD)
    canvas.show(scene(player_view(beat_progress=0.9)))
    changed = canvas.show(scene(player_view(beat_progress=0.9, stroke_progress=0.53)))
    area = sum(part.width() * part.height() for part in changed)  # type: ignore[attr-defined]
    assert 0 < area < 0.02 * FULL_HD.width() * FULL_HD.height()


def test_with_reduced_motion_bars_grow_from_beat_to_beat(qapp: QApplication) -> None:
    view = player_view(stroke_progress=0.7, stroke_beat=1, stroke_beats=2)
    calm = parts_of(FULL_HD, view, is_calm=True)["stroke-in"]
    assert calm.shows[0] == round(0.5 * calm.room.width())


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (player_view(phase=Phase.READY), ("Ready when you are", "Press Return to start")),
        (player_view(phase=Phase.PAUSED), ("Paused", "Press Space to go on")),
        (player_view(phase=Phase.WAITING), ("Waiting for you", "Press Return to go on")),
        (player_view(phase=Phase.FINISHED), ("", "Press Return to go back to the drills")),
        (player_view(), ("", "")),
    ],
)
def test_who_stands_still_is_told_how_to_go_on(view: PlayerView, words: tuple[str, str]) -> None:
    assert tv_words.answer_words(view) == words


def test_who_is_heard_is_told_what_to_say(monkeypatch: pytest.MonkeyPatch) -> None:
    for command, phrase in ((Command.RESUME, "go on"), (Command.READY, "ready")):
        info = COMMANDS[command]
        changed = CommandInfo(info.text, info.hint, info.keys, info.media_keys, (phrase,))
        monkeypatch.setitem(COMMANDS, command, changed)
    paused = player_view(phase=Phase.PAUSED, hearing=LISTENING)
    assert tv_words.answer_words(paused)[1] == "Say “coach, go on”, or press Space"
    waiting = player_view(phase=Phase.WAITING, hearing=LISTENING)
    assert tv_words.answer_words(waiting)[1] == "Say “ready”, or press Return"


def test_who_chose_other_keys_is_told_these() -> None:
    paused, keys = player_view(phase=Phase.PAUSED), USUAL_KEYS
    for key in USUAL_KEYS.keys(Command.TOGGLE):
        assert tv_words.answer_words(paused, keys)[1] == f"Press {key} to go on"
        keys = keys.without_key(Command.TOGGLE, key)
    assert tv_words.answer_words(paused, keys)[1] == "Press Return to go on"


@pytest.mark.parametrize(
    ("hearing", "words"),
    [
        (Hearing(), ""),
        (Hearing(HearingState.STARTING), "Starting to listen"),
        (LISTENING, "Listening"),
        (HEARD, "Heard: pause"),
        (Hearing(HearingState.LISTENING, Command.NEXT, is_acted_on=False), "Heard: next, not now"),
        (Hearing(HearingState.TROUBLE, problem="The microphone has gone."), "Not listening"),
    ],
)
def test_the_microphone_is_told_as_it_is(qapp: QApplication, hearing: Hearing, words: str) -> None:
    assert hearing_words(hearing) == words
    assert ("hearing" in parts_of(FULL_HD, player_view(hearing=hearing))) is bool(words)


def test_what_is_wrong_with_the_microphone_is_said_whatever_else_is_wrong(qapp: QApplication) -> None:
    assert parts_of(FULL_HD, player_view(hearing=TROUBLE))["banner"].shows[0] == TROUBLE.problem
    both = player_view(hearing=TROUBLE, banner=NO_SOUND)
    part = parts_of(FULL_HD, both)["banner"]
    assert part.shows[0] == f"{NO_SOUND} {TROUBLE.problem}"
    assert part.room.height() > parts_of(FULL_HD, player_view(banner=NO_SOUND))["banner"].room.height()


def test_what_is_worth_knowing_has_no_colour_of_an_error(qapp: QApplication) -> None:
    notice = "Captions, no voice, until 7:00."
    for theme in (LIGHT, DARK):
        pictures = []
        for view in (player_view(notice=notice), player_view(banner=notice)):
            shown = TvScene(view, None, theme)
            part = {each.name: each for each in still_parts(FULL_HD, shown)}["banner"]
            assert part.shows[0] == notice
            image = painted(FULL_HD, shown)
            room = part.room.toRect()
            colours = {
                image.pixelColor(x, room.center().y()).name().upper()
                for x in range(room.left(), room.right())
            }
            pictures.append(bool(colours & {theme.warm, theme.warm_soft}))
        assert pictures == [False, True]
    assert parts_of(FULL_HD, player_view(notice=notice, banner=NO_SOUND))["banner"].shows[0] == NO_SOUND


def test_the_head_leaves_room_at_its_end(qapp: QApplication) -> None:
    for name, view in VIEWS.items():
        end = rooms_of(FULL_HD, scene(view)).head.right() - 400
        parts = parts_of(FULL_HD, view, taken=400.0)
        ends = [parts[each].room.right() for each in ("movement", "side", "hearing", "time") if each in parts]
        assert max(ends) <= end, name


def test_a_narrow_head_keeps_the_side_and_the_sign(qapp: QApplication) -> None:
    long = player_view(movement_label="C · Side bends, rotated the other way", hearing=LISTENING)
    parts = parts_of(SIZES["4:3"], long)
    assert parts["hearing"].shows[0] == ""
    assert {"movement", "side", "hearing", "time"} <= set(parts)
    heard = player_view(movement_label=long.movement_label, hearing=HEARD)
    parts = parts_of(SIZES["4:3"], heard)
    assert parts["hearing"].shows[0] == "Heard: pause"
    assert {"movement", "side"} <= set(parts)
    assert "time" not in parts


def test_a_film_asks_nobody_to_press_keys(qapp: QApplication) -> None:
    for view in VIEWS.values():
        assert "answer" not in parts_of(FULL_HD, view, names_keys=False)


def test_what_is_not_wished_for_leaves_its_room_to_the_rest(qapp: QApplication) -> None:
    view = VIEWS["playing"]
    bare = parts_of(FULL_HD, view, show_caption=False, show_edge=False, show_progress=False)
    assert not {"caption", "progress", "edge-top"} & set(bare)
    options = TvOptions(show_caption=False, show_progress=False)
    assert figure_room(FULL_HD, view, options).height() > figure_room(FULL_HD, view).height()


def test_written_from_right_to_left_all_is_on_the_other_side(qapp: QApplication) -> None:
    for view in VIEWS.values():
        one, other = parts_of(FULL_HD, view), parts_of(FULL_HD, view, is_mirrored=True)
        assert one.keys() == other.keys()
        for name, part in one.items():
            if name.startswith(("edge", "stroke")):
                continue
            assert other[name].room.right() == pytest.approx(FULL_HD.width() - part.room.left())
    room = figure_room(FULL_HD, VIEWS["playing"], TvOptions(is_mirrored=True))
    assert room.left() > FULL_HD.width() / 2
