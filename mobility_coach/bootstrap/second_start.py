"""One window for each data folder: a second start is handed over to the one that runs, before Qt is there."""

from __future__ import annotations

import logging
import os
import sys
import time
from typing import TYPE_CHECKING

from mobility_coach.adapters.machine.instance import Claim, claim, find_place, holder
from mobility_coach.domain.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import TextIO

    from mobility_coach.adapters.machine.instance import Place
    from mobility_coach.adapters.machine.instance_socket import InstanceServer
    from mobility_coach.bootstrap.workshop import Workshop
    from mobility_coach.cli.context import WindowRequest
    from mobility_coach.services.instance import Handler, Request, RequestDesk
    from mobility_coach.ui.main_window import MainWindow

_log = logging.getLogger(__name__)

PATIENCE_SECONDS = 5.0
"""How long the running program may take to come up, to end, or to answer."""

PAUSE_SECONDS = 0.02
ACTIVATION = "XDG_ACTIVATION_TOKEN"
HIDDEN = "hidden"
"""Argument of a start that wants no window: it only makes sure that the program runs."""

HANDED_OVER = 0
REFUSED = 1


class Instance:
    """That this process has the window of its data folder, or that none can be told apart here."""

    def __init__(self, place: Place | None, held: Claim | None) -> None:
        self._place = place
        self._held = held

    def listen(self) -> InstanceServer | None:
        """Where other starts come in; None where that is not possible, which the log explains."""
        from mobility_coach.adapters.machine.instance_socket import InstanceServer  # noqa: PLC0415 - brings sockets

        if self._place is None or self._held is None:
            return None
        try:
            return InstanceServer(self._place)
        except OSError as error:
            _log.warning("Another start will not find this window: %s", error)
            return None

    def release(self) -> None:
        """Let another program have the window."""
        if self._held is not None:
            self._held.release()


def take_instance(
    data: Path,
    request: WindowRequest | None = None,
    environ: Mapping[str, str] = os.environ,
    stderr: TextIO | None = None,
    *,
    monotonic: Callable[[], float] = time.monotonic,
    pause: Callable[[float], None] = time.sleep,
) -> Instance | int:
    """Have the window of the data folder `data`, or hand `request` over to the program that has it.

    Returns:
        The instance where the window is to be opened here; else the exit code.
    """
    place = find_place(data, environ)
    if place is None:
        _log.info("There is no private folder in which another start could find this one")
        return Instance(None, None)
    deadline = monotonic() + PATIENCE_SECONDS
    while True:
        try:
            held = claim(place)
        except OSError as error:
            _log.warning("Another start can't be told apart: %s", error)
            return Instance(None, None)
        if held is not None:
            return Instance(place, held)
        code = _hand_over(place, request, environ, stderr or sys.stderr, max(0.1, deadline - monotonic()))
        if code is not None:
            return code
        # The other one is coming up, or has closed its window and is saving.
        if monotonic() >= deadline:
            return _say_that_it_hangs(place, stderr or sys.stderr)
        pause(PAUSE_SECONDS)


def _hand_over(
    place: Place, request: WindowRequest | None, environ: Mapping[str, str], stderr: TextIO, seconds: float
) -> int | None:
    """Tell the running program. The exit code, or None where nobody listens yet or any more."""
    from mobility_coach.adapters.machine.instance_socket import NoAnswer, NotListening, ask  # noqa: PLC0415
    from mobility_coach.cli.output import is_terminal, plain  # noqa: PLC0415 - for a second start alone
    from mobility_coach.services.instance import (  # noqa: PLC0415 - as above
        LONGEST_LINE,
        BadLine,
        read_response,
        write_request,
    )

    wanted = _wanted(request, environ)
    try:
        answer = ask(place, write_request(wanted), seconds, LONGEST_LINE + 1)
        response = read_response(answer)
    except NotListening:
        return None
    except NoAnswer:
        return _say_that_it_hangs(place, stderr)
    except BadLine as problem:
        stderr.write(f"{problem}\n")
        return REFUSED
    if response.text:
        stderr.write(plain(response.text) + "\n")
    elif response.ok and is_terminal(stderr):  # a click on the icon would fill the desktop's log
        stderr.write(_done_words(wanted) + "\n")
    return HANDED_OVER if response.ok else REFUSED


def _done_words(wanted: Request) -> str:
    from mobility_coach.services.instance import SHOW  # noqa: PLC0415 - as above

    if wanted.name != SHOW:
        return tr("Started in the open window.")
    if HIDDEN in wanted.arguments:
        return tr("Mobility Coach is running already.")
    return tr("Shown in the open window.")


def _wanted(request: WindowRequest | None, environ: Mapping[str, str]) -> Request:
    from mobility_coach.services.instance import (  # noqa: PLC0415 - for a second start alone
        LONGEST_WORD,
        SHOW,
        START,
        Request,
        SessionWish,
        session_arguments,
    )

    token = environ.get(ACTIVATION, "")
    arguments: dict[str, object] = {"activation": token} if 0 < len(token) <= LONGEST_WORD else {}
    session = request.session if request else None
    if session is None:
        hidden: dict[str, object] = {HIDDEN: True} if request and request.is_hidden else {}
        return Request(SHOW, arguments | hidden)
    wish = SessionWish(session.item, session.wishes, muted=session.muted)
    return Request(START, arguments | session_arguments(wish))


def _say_that_it_hangs(place: Place, stderr: TextIO) -> int:
    process = holder(place)
    line = tr("Mobility Coach is open already and does not answer.")
    if process:
        way = tr("Close its window, or end process {process}, and start it again.").format(process=process)
    else:
        way = tr("Close its window, and start it again.")
    stderr.write(f"{line} {way}\n")
    return REFUSED


def hear_others(
    instance: Instance, window: MainWindow, workshop: Workshop, tell_breaks: Handler | None = None
) -> Callable[[], None]:
    """Answer other starts from now on, `tell_breaks` what is about breaks; returns how to end that."""
    from mobility_coach.ui.instance_listener import InstanceListener  # noqa: PLC0415 - after the first paint

    server = instance.listen()
    if server is None:
        return lambda: None
    return InstanceListener(server, window_desk(window, workshop, tell_breaks).answer, window).close


def window_desk(window: MainWindow, workshop: Workshop, tell_breaks: Handler | None = None) -> RequestDesk:
    """What the running window does for other starts; it knows nothing of breaks without `tell_breaks`."""
    from mobility_coach.domain.routine import ad_break_minutes  # noqa: PLC0415 - after the first paint
    from mobility_coach.services.instance import (  # noqa: PLC0415 - as above
        BREAK,
        SHOW,
        START,
        RequestDesk,
        Response,
        read_session,
        word,
    )
    from mobility_coach.services.session.session_plan import find_routine  # noqa: PLC0415 - as above
    from mobility_coach.ui.instance_listener import bring_to_front  # noqa: PLC0415 - brings Qt

    def come_up(arguments: Mapping[str, object]) -> None:
        if not window.isVisible():
            window.show_as_left()
        bring_to_front(window, word(arguments, "activation"))

    def show(arguments: Mapping[str, object]) -> Response:
        if arguments.get(HIDDEN) is not True:
            come_up(arguments)
        return Response(ok=True)

    def start(arguments: Mapping[str, object]) -> Response:
        come_up(arguments)
        session = read_session(arguments)
        if workshop.is_coaching:
            text = tr("A session is running; its window is in front now. Stop it there to start another one.")
            return Response(ok=False, text=text)
        if not ad_break_minutes(session.item) and find_routine(workshop.library(), session.item) is None:
            text = tr("The open window does not know '{id}' yet. Close it, and start again.")
            return Response(ok=False, text=text.format(id=session.item))
        if window.is_attached:
            window.player_page.leave()  # a session that is over may still be shown
        workshop.coach.wish(session.item, session.wishes, muted=session.muted)
        window.start(session.item)
        return Response(ok=True)

    breaks = {BREAK: tell_breaks} if tell_breaks else {}
    return RequestDesk({SHOW: show, START: start, **breaks})
