"""The doctor's eyes on what plays beside the coach: whether it can be paused, whether it can be lowered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mobility_coach.adapters.machine.probe_process import bounded
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.doctor import Condition, Finding, Probe

PROBE_SECONDS = 8.0


@dataclass(frozen=True, slots=True)
class OthersSubject:
    """What is looked at; the callables are called on another thread, and wait for others there.

    Attributes:
        players: the players there are; None where nobody can tell.
        sound_server: what the sound server calls itself. Raises OSError where none answers.
    """

    players: Callable[[], tuple[str, ...] | None]
    sound_server: Callable[[], str]


def others_probe(subject: OthersSubject | None, seconds: float = PROBE_SECONDS) -> Probe:
    """The section about music and films, looked at in at most so many seconds; None: not on this system."""
    return Probe("others", tr("Music and films"), bounded(lambda: _look(subject), seconds))


def _look(subject: OthersSubject | None) -> Iterable[Finding]:
    yield _players(subject)
    yield _sound(subject)


def _players(subject: OthersSubject | None) -> Finding:
    name = tr("Pausing other players")
    if subject is None:
        return Finding("other-players", name, tr("not on this system yet"), Condition.NOTE)
    players = subject.players()
    if players is None:
        remedy = tr("Start the coach from within a desktop session, whose message bus joins the players.")
        return Finding("other-players", name, tr("not possible"), Condition.NOTE, remedy)
    count = len(players)
    found = ntr("{count} player is open now", "{count} players are open now", count).format(count=count)
    return Finding("other-players", name, tr("possible: {found}").format(found=found))


def _sound(subject: OthersSubject | None) -> Finding:
    name = tr("Lowering other sound")
    if subject is None:
        return Finding("other-sound", name, tr("not on this system yet"), Condition.NOTE)
    try:
        server = subject.sound_server()
    except OSError as error:
        remedy = tr("It takes PulseAudio, or PipeWire with pipewire-pulse, and the library libpulse.")
        told = tr("not possible: {error}").format(error=error)
        return Finding("other-sound", name, told, Condition.NOTE, remedy)
    return Finding("other-sound", name, tr("possible: {found}").format(found=server))
