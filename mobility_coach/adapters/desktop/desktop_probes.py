"""The doctor's eyes on the desktop: what reminders are shown by, and what tells when not to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from mobility_coach.adapters.desktop.notifications import NotificationServer
from mobility_coach.adapters.machine.probe_process import bounded
from mobility_coach.domain.wording import tr
from mobility_coach.services.doctor import Condition, Finding, Probe

PROBE_SECONDS = 8.0


class NamedIdle(Protocol):
    """Tells how long nobody has touched keyboard or mouse, and who knows that."""

    @property
    def source(self) -> str:
        """Who told the last time; empty while nobody does."""
        ...

    @property
    def problem(self) -> str:
        """Why nobody can tell, and what to do; empty while it can be told."""
        ...

    def seconds(self) -> float | None:
        """Seconds since the last input, None where nobody can tell."""
        ...


@dataclass(frozen=True, slots=True)
class DesktopSubject:
    """What is looked at. The callables are called on another thread, so they use connections of their own.

    Attributes:
        has_bus: whether the session's message bus answers; None on systems that have none.
        server: what shows notifications; None where nothing does.
        idle: makes what tells when the person is away.
        has_tray: whether tray icons can be shown.
        is_undisturbed: whether the desktop is set to "do not disturb" now; what can't be told is False.
        close: lets go of the connections, whatever came of the look.
    """

    has_bus: Callable[[], bool] | None
    server: Callable[[], NotificationServer | None]
    idle: Callable[[], NamedIdle]
    has_tray: Callable[[], bool]
    is_undisturbed: Callable[[], bool]
    close: Callable[[], None]


def desktop_probe(subject: DesktopSubject, seconds: float = PROBE_SECONDS) -> Probe:
    """The section about reminders, looked at in at most so many seconds."""
    return Probe("reminders", tr("Reminders"), bounded(lambda: _look_once(subject), seconds))


def _look_once(subject: DesktopSubject) -> Iterable[Finding]:
    try:
        yield from _look(subject)
    finally:
        subject.close()


def _look(subject: DesktopSubject) -> Iterable[Finding]:
    if subject.has_bus is not None:
        has_bus = subject.has_bus()
        yield _bus(has_bus=has_bus)
        if has_bus:
            yield _notifications(subject.server())
    yield _tray(has_tray=subject.has_tray())
    yield _idle(subject.idle())
    undisturbed = tr("on: reminders wait until it is off") if subject.is_undisturbed() else tr("off")
    yield Finding("do-not-disturb", tr("Do not disturb"), undisturbed)


def _bus(*, has_bus: bool) -> Finding:
    name = tr("Message bus")
    if has_bus:
        return Finding("message-bus", name, tr("connected"))
    return Finding(
        "message-bus",
        name,
        tr("none"),
        Condition.NOTE,
        tr(
            "Reminders come as small windows of their own. For notifications with buttons, start the coach "
            "from within a desktop session."
        ),
    )


def _notifications(server: NotificationServer | None) -> Finding:
    name = tr("Notifications")
    if server is None:
        remedy = tr(
            "Reminders come as small windows of their own. For notifications instead, install a service that "
            "shows them, such as dunst."
        )
        return Finding("notifications", name, tr("nothing shows them"), Condition.NOTE, remedy)
    program = f"{server.name} {server.version}".strip() or tr("unknown program")
    if server.has_buttons:
        return Finding("notifications", name, tr("{program}, with buttons").format(program=program))
    return Finding(
        "notifications", name, tr("{program}, without buttons").format(program=program), Condition.NOTE
    )


def _tray(*, has_tray: bool) -> Finding:
    name = tr("Tray icon")
    if has_tray:
        return Finding("tray", name, tr("can be shown"))
    return Finding(
        "tray",
        name,
        tr("no place for it"),
        Condition.NOTE,
        tr(
            "While the window is closed, start the coach again to open it, or type 'mobility-coach break "
            "status'. On GNOME the extension 'AppIndicator and KStatusNotifierItem Support' makes a place "
            "for tray icons."
        ),
    )


def _idle(idle: NamedIdle) -> Finding:
    name = tr("Time away")
    if idle.seconds() is not None:
        return Finding("idle", name, tr("known by {source}").format(source=idle.source))
    return Finding("idle", name, tr("unknown"), Condition.NOTE, idle.problem)
