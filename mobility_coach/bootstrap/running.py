"""Asks the running program about breaks; nothing of the program is made for it, so that it is quick."""

from collections.abc import Mapping
from pathlib import Path

from mobility_coach.adapters.machine.instance import find_place, holder
from mobility_coach.adapters.machine.instance_socket import NoAnswer, NotListening, ask
from mobility_coach.cli.context import RunningAnswer
from mobility_coach.domain.wording import tr
from mobility_coach.services.instance import (
    BREAK,
    LONGEST_LINE,
    BadLine,
    Request,
    read_response,
    write_request,
)

PATIENCE_SECONDS = 2.0


def ask_running(data: Path, environ: Mapping[str, str], command: str, argument: str) -> RunningAnswer:
    """Tell the program that has the window of the data folder `data`; see `CliContext.ask_running`."""
    place = find_place(data, environ)
    if place is None:
        return RunningAnswer(is_running=False)
    request = write_request(Request(BREAK, {"command": command, "argument": argument}))
    try:
        response = read_response(ask(place, request, PATIENCE_SECONDS, LONGEST_LINE + 1))
    except NotListening:
        return RunningAnswer(is_running=False)
    except NoAnswer:
        return RunningAnswer(is_running=True, text=_hangs(holder(place)))
    except BadLine as problem:
        return RunningAnswer(is_running=True, text=str(problem))
    return RunningAnswer(is_running=True, is_done=response.ok, text=response.text)


def _hangs(process: str) -> str:
    line = tr("The running coach does not answer.")
    if not process:
        return line + " " + tr("Close it, and start it again.")
    way = tr("Close it, or end process {process}, and start it again.")
    return line + " " + way.format(process=process)
