"""What a session looks like in a terminal: a few lines drawn in place, or one plain line for each event."""

import shutil
import unicodedata
from bisect import bisect_right
from itertools import accumulate
from typing import Protocol

from mobility_coach.cli.key_help import all_keys, key_lines, packed
from mobility_coach.cli.output import Output, can_encode, plain
from mobility_coach.domain.keys import KeyMap
from mobility_coach.domain.transport import Phase
from mobility_coach.domain.wording import tr
from mobility_coach.services.presenters.hearing_words import hearing_words
from mobility_coach.services.presenters.plain_words import SEPARATOR
from mobility_coach.services.session.player_view import PlayerView, Stroke

STROKE_CELLS = 12
BAR_CELLS = 24
NARROWEST = 20


class Screen(Protocol):
    """Shows views, one after the other."""

    def show(self, view: PlayerView) -> None:
        """Show what has changed since the last view."""
        ...

    def toggle_help(self) -> None:
        """Show the list of all keys, or hide it again where it stays."""
        ...

    def hide_help(self) -> bool:
        """Hide the list of all keys; False where it doesn't cover anything."""
        ...

    def leave(self) -> None:
        """Nothing more is drawn for now: what the shell prints comes below."""
        ...


class DrawnScreen:
    """Draws a handful of lines over themselves; for terminals that know cursor movements.

    A problem, or else what is worth knowing, is printed above them, whole and once, since no single line has
    room for it.
    """

    def __init__(self, output: Output, keys: KeyMap, *, has_keys: bool) -> None:
        self._output = output
        self._keys = keys
        self._has_keys = has_keys
        self._told = ""
        self._cells = ("█", "░") if can_encode(output.streams.stdout, "█░") else ("#", "-")
        self._drawn: list[str] = []
        self._size = (0, 0)
        self._shows_help = False

    def show(self, view: PlayerView) -> None:
        """Draw the view over the last one; nothing is sent where nothing has changed."""
        size = columns, rows = shutil.get_terminal_size((80, 24))
        # One column stays free: a line that fills the last one makes some terminals begin another.
        room = max(NARROWEST, columns) - 1
        lines = [_cut(plain(line), room) for line in self._lines(view, room, rows)]
        is_resized = bool(self._drawn) and size != self._size
        told = view.problem or view.notice
        news = told != self._told
        if lines == self._drawn and not is_resized and not news:
            return
        self._output.write("\r" + self._back(len(lines), is_resized=is_resized, news=news))
        if told and (news or (is_resized and len(lines) > 1)):
            self._output.paragraph(told)
        self._output.write("\n".join(f"{line}\x1b[K" for line in lines))
        self._output.flush()
        self._drawn, self._size, self._told = lines, size, told

    def toggle_help(self) -> None:
        """Draw the list of keys in place of the instructions from now on, or the other way round."""
        self._shows_help = not self._shows_help

    def hide_help(self) -> bool:
        """Draw the instructions again; False where they are there."""
        was_shown, self._shows_help = self._shows_help, False
        return was_shown

    def leave(self) -> None:
        """Go below what was drawn."""
        if self._drawn:
            self._output.write("\r\n")
            self._output.flush()
        self._drawn = []

    def _back(self, count: int, *, is_resized: bool, news: bool) -> str:
        """What leads to the start of the drawing and clears what `count` new lines would not cover."""
        if is_resized:
            # Terminals break lines anew, or scroll them: where ours are now, nobody can tell.
            return "\x1b[H\x1b[J"
        up = f"\x1b[{len(self._drawn) - 1}A" if len(self._drawn) > 1 else ""
        return up + ("\x1b[J" if self._drawn and (news or count != len(self._drawn)) else "")

    def _lines(self, view: PlayerView, columns: int, rows: int) -> list[str]:
        """The drawing; a single line where the terminal is too low for more."""
        is_help = self._shows_help and view.phase != Phase.FINISHED
        forms = self._help(view, columns) if is_help else (self._session(view, columns),)
        return next((lines for lines in forms if len(lines) < rows), [_status(view)])

    def _help(self, view: PlayerView, columns: int) -> tuple[list[str], ...]:
        """The list of keys below where the session stands: a key a line, and packed."""
        top, keys = [_head(view, columns), self._count(view)], all_keys(self._keys)
        width = max(len(key) for key, _ in keys)
        return (
            [*top, *(f"{key:<{width}}  {text}" for key, text in keys)],
            [*top, *packed((f"{key} {text}" for key, text in keys), columns)],
        )

    def _session(self, view: PlayerView, columns: int) -> list[str]:
        """Always as many, so that nothing jumps."""
        first, rest = _wrapped(view.instruction, columns)
        return [
            _head(view, columns),
            first,
            rest,
            _caption(view),
            self._count(view),
            self._progress(view),
            *(key_lines(view.commands, columns, self._keys) if self._has_keys else [tr("Ctrl+C stops")]),
        ]

    def _count(self, view: PlayerView) -> str:
        if view.phase == Phase.PAUSED:
            return tr("Paused")
        if view.phase == Phase.WAITING:
            return tr("Press Return when you are ready.")
        if view.count_in:
            return tr("Starts in {count}").format(count=view.count_in)
        if not view.reps:
            return ""
        count = _rep(view)
        if view.stroke is None:
            return count
        word = view.stroke_in_text if view.stroke is Stroke.IN else view.stroke_out_text
        return f"{count:<10} {self._bar(view.stroke_progress, STROKE_CELLS)}  {word}"

    def _progress(self, view: PlayerView) -> str:
        done = sum(part.share * part.done for part in view.parts)
        facts = [tr("{time} left").format(time=_clock(view.remaining_seconds))]
        if view.bpm:
            facts.append(tr("{bpm} bpm").format(bpm=view.bpm))
        facts.append(
            tr("muted") if view.is_muted else tr("volume {share} %").format(share=round(view.volume * 100))
        )
        if view.next_text:
            facts.append(tr("next: {text}").format(text=view.next_text))
        return f"{self._bar(done, BAR_CELLS)}  " + SEPARATOR.join(facts)

    def _bar(self, share: float, cells: int) -> str:
        full = round(min(1.0, max(0.0, share)) * cells)
        return self._cells[0] * full + self._cells[1] * (cells - full)


class PlainScreen:
    """Prints one line for each event: for files, pipes, screen readers and the simplest terminals."""

    def __init__(self, output: Output, keys: KeyMap) -> None:
        self._output = output
        self._keys = keys
        self._shown: dict[str, str] = {}

    def show(self, view: PlayerView) -> None:
        """Print what is new; a problem goes to standard error."""
        if self._is_news("banner", view.problem):
            self._output.message(view.problem)
        if self._is_news("notice", view.notice):
            self._output.line(view.notice)
        if self._is_news("place", _place(view)):
            self._shown.pop("instruction", None)
            self._output.line()
            self._output.line(_place(view))
        if not view.reps and self._is_news("instruction", view.instruction):
            self._output.line(view.instruction)
        if self._is_news("caption", view.caption) and _caption(view):
            self._output.line(f"  {_caption(view)}")
        if self._is_news("hearing", hearing_words(view.hearing)):
            self._output.line(f"  {hearing_words(view.hearing)}")
        if self._is_news("state", _state(view)):
            self._output.line(f"  {_state(view)}")
        self._output.flush()

    def toggle_help(self) -> None:
        """Print the list of all keys."""
        self._output.table(all_keys(self._keys))
        self._output.flush()

    def hide_help(self) -> bool:
        """What is printed stays."""
        return False

    def leave(self) -> None:
        """Every line is ended already."""

    def _is_news(self, name: str, text: str) -> bool:
        if self._shown.get(name, "") == text:
            return False
        self._shown[name] = text
        return bool(text)


def _place(view: PlayerView) -> str:
    """Where in the session: drill, movement and side, or the session's title between drills."""
    parts = [part for part in (view.drill_title, view.movement_label, view.side_label) if part]
    return SEPARATOR.join(parts) or view.session_title


def _head(view: PlayerView, columns: int) -> str:
    """The same, with the microphone at the end of the line while it is open."""
    words = hearing_words(view.hearing)
    if not words:
        return _place(view)
    words = f"[{words}]"
    room = max(0, columns - len(words) - 1)
    place = _cut(plain(_place(view)), room)
    return place + " " * (room - sum(map(_columns_of, place)) + 1) + words


def _caption(view: PlayerView) -> str:
    """What is said beside the instruction; not the numbers of a count-in, which are shown as such."""
    return "" if view.caption == view.instruction or view.caption.isdecimal() else view.caption


def _status(view: PlayerView) -> str:
    """Everything that matters in one line."""
    left = tr("{time} left").format(time=_clock(view.remaining_seconds))
    heard = hearing_words(view.hearing)
    return SEPARATOR.join(part for part in (_state(view), heard, left, _place(view)) if part)


def _state(view: PlayerView) -> str:
    """The event that a plain line tells: a pause, a wait, a beat of the count-in, a rep."""
    if view.phase == Phase.PAUSED:
        return tr("Paused")
    if view.phase == Phase.WAITING:
        return tr("Press Return when you are ready.")
    if view.count_in:
        return str(view.count_in)
    return _rep(view) if view.reps else ""


def _rep(view: PlayerView) -> str:
    return tr("{rep} of {reps}").format(rep=view.rep, reps=view.reps)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(max(0, round(seconds)), 60)
    return f"{minutes}:{rest:02d}"


def _wrapped(text: str, columns: int) -> tuple[str, str]:
    """`text` in two lines, broken at a space where it is too long for one."""
    if len(text) <= columns or " " not in text[: columns + 1]:
        return text, ""
    place = text.rindex(" ", 0, columns + 1)
    return text[:place], text[place + 1 :]


def _cut(text: str, columns: int) -> str:
    """What of `text` fits into the columns of a terminal, where some characters take two and some none."""
    ends = list(accumulate(map(_columns_of, text)))
    if not ends or ends[-1] <= columns:
        return text
    return text[: bisect_right(ends, columns - 3)].rstrip() + "..."


def _columns_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
