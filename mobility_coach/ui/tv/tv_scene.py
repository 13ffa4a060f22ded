"""What is shown on a TV at one moment, and the parts that it is painted in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QFontMetricsF

from mobility_coach.domain.keys import USUAL_KEYS, KeyMap
from mobility_coach.domain.transport import Phase
from mobility_coach.ui.tv.tv_rooms import TvRooms, TvWants, tv_rooms
from mobility_coach.ui.tv.tv_text import Fitted, Sizes, fitted

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRectF, QSize
    from PySide6.QtGui import QImage, QPainter

    from mobility_coach.services.session.player_view import PlayerView
    from mobility_coach.ui.tokens import Tokens

CAPITALS = 4.6
"""The least height of a capital in the main line, in units; from three metres that is still easy to read."""

_LARGEST, _LINES = 8.0, 3

STANDING = frozenset({Phase.READY, Phase.PAUSED, Phase.WAITING, Phase.FINISHED})


@dataclass(frozen=True, slots=True)
class TvOptions:
    """What belongs to it.

    Attributes:
        show_caption: what is being said.
        show_edge: the light around the screen that comes with the beat.
        show_progress: the bar of the session.
        names_keys: what to press or say where the session waits; not in a film, which nobody can answer.
        is_calm: bars grow from beat to beat only.
        is_mirrored: writing runs from right to left.
        keys: which keys give which commands.
        taken: so many pixels at the end of the head are another's.
    """

    show_caption: bool = True
    show_edge: bool = True
    show_progress: bool = True
    names_keys: bool = True
    is_calm: bool = False
    is_mirrored: bool = False
    keys: KeyMap = USUAL_KEYS
    taken: float = 0.0


@dataclass(frozen=True, slots=True)
class TvScene:
    """One moment: `figure` is its picture, None where something else shows it or there is none."""

    view: PlayerView
    figure: QImage | None
    theme: Tokens
    options: TvOptions = TvOptions()


class TvPart(NamedTuple):
    """A part of the screen. Where `shows` and `room` are equal it looks equal."""

    name: str
    room: QRectF
    shows: tuple[object, ...]
    paint: Callable[[QPainter], None]


def rooms_of(size: QSize, scene: TvScene) -> TvRooms:
    """Where its parts lie."""
    view, options = scene.view, scene.options
    is_over = view.phase is Phase.FINISHED
    is_counting = bool(view.reps or view.count_in) and not is_over
    wants = TvWants(
        figure=view.figure is not None,
        count=is_counting or bool(is_over and view.summary),
        strokes=is_counting,
        next=bool(view.next_text),
        answer=view.phase in STANDING and options.names_keys,
        told=bool(view.banner) + bool(view.hearing.problem) or bool(view.notice),
        caption=options.show_caption,
        progress=options.show_progress,
    )
    rooms = tv_rooms(size.width(), size.height(), wants, is_mirrored=options.is_mirrored)
    if rooms.next.isEmpty() or instruction_in(view, rooms.instruction, rooms.unit).is_whole:
        return rooms
    # What is to be done now comes before what is to be done next.
    without = replace(wants, next=False)
    return tv_rooms(size.width(), size.height(), without, is_mirrored=options.is_mirrored)


def instruction_in(view: PlayerView, room: QRectF, unit: float) -> Fitted:
    """The main line, as large as it fits; both strokes are told in one size, that of the longer one."""
    largest, strokes = _LARGEST * unit, (view.stroke_in_text, view.stroke_out_text)
    if view.instruction in strokes:
        for text in strokes:
            found = fitted(text, room, Sizes(largest, CAPITALS * unit, _LINES), is_bold=True)
            largest = min(largest, QFontMetricsF(found.font).capHeight())
    return fitted(view.instruction, room, Sizes(largest, CAPITALS * unit, _LINES), is_bold=True)


def lasting(scene: TvScene) -> tuple[object, ...]:
    """What the parts that stand still depend on; the bar of the session moves once a second."""
    view = scene.view
    return (
        *(scene.theme, scene.options, view.phase, view.session_title, view.drill_title, view.movement_label),
        *(view.side_label, view.instruction, view.caption, view.next_text, view.banner, view.summary),
        view.notice,
        *(view.rep, view.reps, view.count_in, -(-view.remaining_seconds // 1), len(view.parts)),
        *(view.stroke_in_text, view.stroke_out_text, replace(view.hearing, level=0.0), view.figure is None),
    )
