"""The doctor's eyes on what goes along with a session: remotes that steer it, and a screen that stays on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mobility_coach.adapters.machine.probe_process import bounded
from mobility_coach.domain.wording import tr
from mobility_coach.services.doctor import Condition, Finding, Probe

PROBE_SECONDS = 8.0


@dataclass(frozen=True, slots=True)
class RemoteSubject:
    """What is looked at, on another thread, by connections of its own.

    Attributes:
        has_bus: whether the session's message bus answers; None on systems that have none.
        keeps_awake: names of what keeps the screen on during a session; empty where nothing does.
        close: lets go of the connections, whatever came of the look.
    """

    has_bus: Callable[[], bool] | None
    keeps_awake: Callable[[], tuple[str, ...]]
    close: Callable[[], None]


def remote_probe(subject: RemoteSubject, seconds: float = PROBE_SECONDS) -> Probe:
    """The section about remotes and the screen, looked at in at most so many seconds."""
    return Probe("remotes", tr("Remotes and screen"), bounded(lambda: _look_once(subject), seconds))


def _look_once(subject: RemoteSubject) -> Iterable[Finding]:
    try:
        yield _remotes(subject.has_bus)
        yield _screen(subject.keeps_awake())
    finally:
        subject.close()


def _remotes(has_bus: Callable[[], bool] | None) -> Finding:
    name = tr("Media keys and remotes")
    in_front = tr("heard while the window is in front")
    if has_bus is None:
        return Finding("remotes", name, in_front)
    if has_bus():
        return Finding("remotes", name, tr("heard everywhere, by the message bus (MPRIS)"))
    remedy = tr(
        "For media keys, headsets and telephones that steer a session from anywhere, start the coach from "
        "within a desktop session."
    )
    return Finding("remotes", name, in_front, Condition.NOTE, remedy)


def _screen(names: tuple[str, ...]) -> Finding:
    name = tr("Screen during a session")
    if names:
        return Finding("screen-awake", name, tr("kept on by {names}").format(names=", ".join(names)))
    remedy = tr(
        "Nothing here can keep the screen on. Let your desktop wait longer before it turns the screen off."
    )
    return Finding("screen-awake", name, tr("may go dark"), Condition.NOTE, remedy)
