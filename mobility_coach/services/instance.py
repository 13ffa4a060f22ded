"""What a program that is started again says to the one that runs: one line of JSON each way.

A request is a name with arguments, so that more can be asked for later; the version says how both are
written. Everything from the other side is bounded and checked, and a bad line costs its connection alone.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mobility_coach.domain.drill import Side
from mobility_coach.domain.wording import tr
from mobility_coach.services.json_text import JsonError, parse_json
from mobility_coach.services.session.session_plan import Wishes

_log = logging.getLogger(__name__)

VERSION = 1
LONGEST_LINE = 16_384
LONGEST_TEXT = 2_000
LONGEST_WORD = 200
LARGEST_NUMBER = 10_000

SHOW = "show"
START = "start"
BREAK = "break"

_VERSION_FIELD = "mobility-coach"


class BadLine(Exception):
    """A line that can't be used; the message is plain text for people."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of the running program."""

    name: str
    arguments: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Response:
    """What became of it: `text` is for people, and empty where there is nothing to say."""

    ok: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class SessionWish:
    """The session that the window shall open on."""

    item: str
    wishes: Wishes = field(default_factory=Wishes)
    muted: bool = False


Handler = Callable[[Mapping[str, object]], Response]


class RequestDesk:
    """Answers requests in the running program; what is not known is refused in words."""

    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        self._handlers = handlers

    def answer(self, line: bytes) -> bytes:
        """The line that answers `line`, with its line break. Never raises."""
        try:
            request = read_request(line)
            handler = self._handlers.get(request.name)
            if handler is None:
                response = Response(ok=False, text=tr("The running program does not know how to do that."))
            else:
                response = handler(request.arguments)
        except BadLine as problem:
            response = Response(ok=False, text=str(problem))
        except Exception:  # noqa: BLE001 - whatever it was, the other program waits for an answer
            _log.exception("A request of another start failed")
            response = Response(ok=False, text=tr("That did not work. The details are in the log file."))
        return write_response(response)


class LineReader:
    """Puts a line together from pieces."""

    def __init__(self) -> None:
        self._data = bytearray()

    def feed(self, data: bytes) -> bytes | None:
        """The line, once its end is there. Raises `BadLine` where it is too long."""
        self._data += data
        line, end, _rest = bytes(self._data).partition(b"\n")
        if len(line) > LONGEST_LINE:
            raise BadLine(tr("it is too long"))
        return line if end else None


def write_request(request: Request) -> bytes:
    """The request as a line."""
    return _line({"name": request.name, "arguments": dict(request.arguments)})


def write_response(response: Response) -> bytes:
    """The response as a line; a text that is too long for one is cut."""
    line = _line({"ok": response.ok, "text": response.text[:LONGEST_TEXT]})
    if len(line) <= LONGEST_LINE:
        return line
    return _line({"ok": response.ok, "text": response.text[: LONGEST_LINE // 16]})


def read_request(line: bytes) -> Request:
    """The request of a line. Raises `BadLine`."""
    name, arguments = _values(line, "name", "arguments")
    if not isinstance(name, str) or not isinstance(arguments, dict):
        raise BadLine(tr("The running program does not understand that."))
    return Request(name, arguments)


def read_response(line: bytes) -> Response:
    """The response of a line. Raises `BadLine`."""
    ok, text = _values(line, "ok", "text")
    if not isinstance(ok, bool) or not isinstance(text, str):
        raise BadLine(tr("The running program answers something that can't be understood."))
    return Response(ok, text)


def session_arguments(session: SessionWish) -> dict[str, object]:
    """A session as arguments of `START`."""
    wishes = session.wishes
    return {
        "item": session.item,
        "bpm": wishes.bpm,
        "reps": wishes.reps,
        "side": wishes.side.value if wishes.side else None,
        "minutes": wishes.minutes,
        "floor": wishes.uses_floor,
        "muted": session.muted,
    }


def read_session(arguments: Mapping[str, object]) -> SessionWish:
    """The session of `START`; what is missing is not wished for. Raises `BadLine`."""
    side = word(arguments, "side")
    if side and side not in set(Side):
        raise BadLine(tr("The running program does not know this side."))
    wishes = Wishes(
        bpm=_whole(arguments, "bpm"),
        reps=_whole(arguments, "reps"),
        side=Side(side) if side else None,
        minutes=_number(arguments, "minutes"),
        uses_floor=arguments.get("floor") is True,
    )
    return SessionWish(word(arguments, "item"), wishes, muted=arguments.get("muted") is True)


def word(arguments: Mapping[str, object], name: str) -> str:
    """A short text among the arguments, empty where it is missing. Raises `BadLine`."""
    value = arguments.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_WORD:
        raise BadLine(tr("The running program does not understand that."))
    return value


def _whole(arguments: Mapping[str, object], name: str) -> int | None:
    value = _number(arguments, name)
    if isinstance(value, float):
        raise BadLine(tr("The running program does not understand that."))
    return value


def _number(arguments: Mapping[str, object], name: str) -> int | float | None:
    value = arguments.get(name)
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= LARGEST_NUMBER:
        raise BadLine(tr("The running program does not understand that."))
    return value


def _line(values: dict[str, object]) -> bytes:
    return json.dumps({_VERSION_FIELD: VERSION, **values}, ensure_ascii=True).encode("ascii") + b"\n"


def _values(line: bytes, *names: str) -> list[object]:
    """The fields of a line of our version. Raises `BadLine`."""
    try:
        found = parse_json(line, LONGEST_LINE)
    except JsonError as error:
        raise BadLine(
            tr("What the other program says can't be read: {reason}.").format(reason=error)
        ) from error
    if not isinstance(found, dict) or found.get(_VERSION_FIELD) != VERSION:
        raise BadLine(
            tr("Another version of Mobility Coach is running. Close its window, then start this one again.")
        )
    return [found.get(name) for name in names]
