"""The night: hours in which the coach is soft, or says by captions what it would say aloud."""

from dataclasses import dataclass, replace
from datetime import time

from mobility_coach.domain.wording import tr
from mobility_coach.services.session.session_ports import SOFT, Levels
from mobility_coach.services.settings import Night, Settings


@dataclass(frozen=True, slots=True)
class SessionLevels:
    """How a session sounds that is opened now.

    Attributes:
        levels: how loud it is.
        notice: what is worth knowing of it, in plain text, or empty.
    """

    levels: Levels
    notice: str = ""


def night_now(settings: Settings, local: time) -> Night:
    """How the coach sounds at this local time; a night that ends when it begins lasts all day."""
    start, end = settings.night_from, settings.night_to
    hour = local.hour
    is_night = start <= hour < end if start < end else hour >= start or hour < end
    return settings.night if is_night else Night.USUAL


def night_end(settings: Settings) -> int | None:
    """The local hour at which it is day again; None where the night lasts all day."""
    return None if settings.night_from == settings.night_to else settings.night_to


def session_levels(
    levels: Levels, night: Night, until: int | None = None, *, is_quiet: bool = False
) -> SessionLevels:
    """How a session sounds.

    Args:
        levels: how loud things are by day.
        night: what the hour asks for.
        until: the hour at which it is day again, for the words about that; None where none is.
        is_quiet: whether the session is without the voice anyway, as breaks in quiet hours are.
    """
    if is_quiet:
        return SessionLevels(levels.quiet())
    if night is Night.CAPTIONS:
        return SessionLevels(levels.quiet(), _captions_words(until))
    if night is Night.SOFT:
        return SessionLevels(_soft(levels))
    return SessionLevels(levels)


def sample_levels(levels: Levels, night: Night) -> Levels:
    """How loud something is that the person asked to hear: soft at night, never silent."""
    return levels if night is Night.USUAL else _soft(levels)


def _captions_words(until: int | None) -> str:
    if until is None:
        return tr("Captions, no voice. The settings say when night is.")
    return tr("Captions, no voice, until {hour}:00. The settings say when night is.").format(hour=until)


def _soft(levels: Levels) -> Levels:
    return replace(
        levels, voice=levels.voice * SOFT, clicks=levels.clicks * SOFT, chimes=levels.chimes * SOFT
    )
