"""The reminders in words: what comes next and when, what is offered, what became of the day's breaks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from types import MappingProxyType

from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.breaks.rules import BreakKind, WorkHours
from mobility_coach.domain.breaks.state import Block, BreakState, Glance, Hold, PauseWish, Phase, Upcoming
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.breaks.break_settings import LONG_KIND, SHORT_KIND, BreakSettings, is_quiet_at
from mobility_coach.services.breaks.break_view import BreakOffer, BreakView
from mobility_coach.services.presenters.break_times import span_words, to_minute, until_words, when_words

_SHARES = 48
"""`BreakView.share` goes in so many steps, so that it changes now and then, not at each look."""

_TIMED_SECONDS = 3600
"""A break at a time of the day counts down for so long."""

_SHOWN = frozenset({Phase.NOTICED, Phase.ASKING, Phase.PRACTISING})


@dataclass(frozen=True, slots=True)
class BreakFacts:
    """What the view is made of.

    Attributes:
        settings: what is set.
        state: where the machine stands; None while reminders are off.
        glance: the last look; None before the first.
        hold: why no reminder comes now, or None.
        upcoming: the next break, or None.
        offer: what would be done, or None.
        can_snooze, can_skip: whether the break that is due may be put off.
        counts: what became of today's breaks.
        away_seconds: how long the person was away where that has just counted as a break, else 0.
        problems: what does not work, in sentences.
    """

    settings: BreakSettings
    state: BreakState | None = None
    glance: Glance | None = None
    hold: Hold | None = None
    upcoming: Upcoming | None = None
    offer: BreakOffer | None = None
    can_snooze: bool = False
    can_skip: bool = False
    counts: Mapping[Outcome, int] = field(default_factory=lambda: MappingProxyType({}))
    away_seconds: float = 0.0
    problems: tuple[str, ...] = ()


def pause_title(wish: PauseWish) -> str:
    """A pause as menus offer it: "30 minutes", "Until tomorrow", "Until I resume"."""
    if wish.is_until_tomorrow:
        return tr("Until tomorrow")
    if wish.minutes is None:
        return tr("Until I resume")
    return span_words(wish.minutes * 60)


def kind_title(kind: BreakKind) -> str:
    """A kind's name: the person's own, else the one in the language of the program."""
    if kind.title:
        return kind.title
    return {SHORT_KIND.id: tr("Short break"), LONG_KIND.id: tr("Long break")}.get(kind.id, tr("Break"))


def present_breaks(facts: BreakFacts) -> BreakView:
    """The reminders as windows show them."""
    settings, state, glance = facts.settings, facts.state, facts.glance
    today = today_words(facts.counts)
    if state is None or glance is None:
        text = "" if settings.is_on else tr("Reminders are off")
        return BreakView(settings.is_on, next_text=text, today_text=today, counts=facts.counts)
    kind = settings.kind(state.kind or (facts.upcoming.kind if facts.upcoming else ""))
    moment = glance.moment
    is_quiet = is_quiet_at(settings, moment.hour * 60 + moment.minute)
    offer = facts.offer if state.phase in _SHOWN else None
    next_at = _next_at(facts, state, moment)
    return BreakView(
        is_on=settings.is_on,
        phase=state.phase,
        hold=facts.hold,
        kind_title=kind_title(kind) if kind else "",
        offer=offer,
        can_snooze=facts.can_snooze,
        can_skip=facts.can_skip,
        snooze_minutes=settings.snooze_minutes,
        next_text=_next_text(facts, state, glance, next_at),
        next_at=next_at,
        share=_share(state, kind, facts.upcoming),
        today_text=today,
        notice_text=_notice_text(offer, settings.notice_seconds),
        trouble=" ".join(facts.problems),
        is_quiet=is_quiet,
        has_chime=kind is not None and kind.has_chime and not is_quiet,
        kind=kind.id if kind else "",
        counts=facts.counts,
        is_idle_known=state.is_idle_known,
        away_text=_away_text(facts.away_seconds),
    )


def status_values(view: BreakView) -> dict[str, object]:
    """The reminders as JSON values with names that stay, for scripts."""
    return {
        "running": True,
        "on": view.is_on,
        "phase": view.phase.value,
        "hold": view.hold.value if view.hold else None,
        "kind": view.kind or None,
        "next_at": view.next_at.isoformat() if view.next_at else None,
        "next_text": view.next_text,
        "today": {outcome.value: view.counts.get(outcome, 0) for outcome in Outcome},
        "idle_known": view.is_idle_known,
        "trouble": view.trouble,
    }


def today_words(counts: Mapping[Outcome, int]) -> str:
    """What became of a day's breaks: "3 breaks done, 1 while away, 1 skipped"; empty before the first."""
    done, away, skipped = (
        counts.get(outcome, 0) for outcome in (Outcome.DONE, Outcome.AWAY, Outcome.SKIPPED)
    )
    parts = [ntr("{count} break done", "{count} breaks done", done)] if done else []
    if away:
        alone = ntr("{count} break while away", "{count} breaks while away", away)
        parts.append(tr("{count} while away").format(count=away) if parts else alone)
    if skipped:
        alone = ntr("{count} break skipped", "{count} breaks skipped", skipped)
        parts.append(tr("{count} skipped").format(count=skipped) if parts else alone)
    return ", ".join(parts)


def done_words(streak: int) -> str:
    """What a break that was practised ends with; `streak` is the days in a row."""
    if not streak:
        return tr("Done")
    return tr("Done, {days}").format(days=ntr("{count} day in a row", "{count} days in a row", streak))


def unknown_idle() -> str:
    """What is said where nobody can tell when the person is away, and nobody knows why."""
    return tr("Nobody can tell here when you are away, so that time counts as work.")


def _next_text(facts: BreakFacts, state: BreakState, glance: Glance, next_at: datetime | None) -> str:
    """Where the reminders stand, in one line."""
    now = glance.moment
    if state.phase is Phase.PRACTISING:
        return _practising_text(facts, state, now)
    if facts.hold is Hold.PAUSED:
        return _paused_text(state, now)
    if facts.hold is Hold.OFF_HOURS:
        if next_at is None:
            return tr("No day of the week is chosen for reminders")
        return tr("Your hours begin {when}").format(when=when_words(next_at, now))
    if state.phase is Phase.WATCHING:
        return _watching_text(facts, state, glance, next_at)
    return _due_text(state, glance, next_at)


def _due_text(state: BreakState, glance: Glance, next_at: datetime | None) -> str:
    if state.phase is Phase.SNOOZED and next_at is not None:
        return tr("Snoozed until {time}").format(time=until_words(next_at, glance.moment))
    if state.phase is Phase.ASKING:
        return tr("It is time for a break")
    return _waiting_text(glance.blocks) or tr("A break comes in a moment")


def _practising_text(facts: BreakFacts, state: BreakState, now: datetime) -> str:
    if facts.hold is not Hold.PAUSED:
        return tr("You are taking a break")
    return tr("You are taking a break. {pause}").format(pause=_paused_text(state, now))


def _paused_text(state: BreakState, now: datetime) -> str:
    until = _pause_end(state)
    if until is None:
        return tr("Paused until you resume")
    if state.pause and state.pause.follows_day and until.date() > now.date():
        return tr("Paused until tomorrow")
    return tr("Paused until {time}").format(time=until_words(until, now))


def _waiting_text(blocks: frozenset[Block]) -> str:
    """What a break that is due waits for, of several the first; empty where nothing blocks it."""
    words = {
        Block.SESSION: tr("Waiting until your session is over"),
        Block.LOCKED: tr("Waiting until the screen is unlocked"),
        Block.PRESENTATION: tr("Waiting until your presentation is over"),
        Block.FULL_SCREEN: tr("Waiting until you leave full screen"),
        Block.DO_NOT_DISTURB: tr("Waiting until do not disturb is off"),
        Block.PROGRAM: tr("Waiting until a program of your list is closed"),
    }
    return next((text for block, text in words.items() if block in blocks), "")


def _watching_text(facts: BreakFacts, state: BreakState, glance: Glance, next_at: datetime | None) -> str:
    upcoming = facts.upcoming
    if Block.SESSION in glance.blocks:
        return tr("The time to your next break stands still while you practise")
    if upcoming is None:
        is_any = any(kind.is_on for kind in facts.settings.kinds)
        return tr("No more breaks today") if is_any else tr("All breaks are switched off")
    if next_at is None:
        return tr("Next break after {length} of work").format(length=span_words(_whole(upcoming.seconds)))
    when = when_words(next_at, glance.moment)
    if state.is_idle_known or upcoming.moment is not None:
        return tr("Next break {when}").format(when=when)
    return tr("Next break {when}, also if you are away").format(when=when)


def _next_at(facts: BreakFacts, state: BreakState, now: datetime) -> datetime | None:
    """When the next thing happens, as far as that is known: to the minute."""
    if state.phase is Phase.PRACTISING:
        return None
    if facts.hold is Hold.PAUSED:
        return _pause_end(state)
    if facts.hold is Hold.OFF_HOURS:
        return _next_hours(facts.settings.hours, now)
    if state.phase is Phase.SNOOZED:
        return to_minute(now + timedelta(seconds=max(0.0, state.until - state.clock)))
    return _upcoming_at(facts.upcoming, state, now) if state.phase is Phase.WATCHING else None


def _pause_end(state: BreakState) -> datetime | None:
    return to_minute(state.pause.until) if state.pause and state.pause.until else None


def _upcoming_at(upcoming: Upcoming | None, state: BreakState, now: datetime) -> datetime | None:
    if upcoming is None or upcoming.moment is not None:
        return upcoming.moment if upcoming else None
    # Who is away does not come nearer to the break: a time would move on with every look.
    return None if state.away else to_minute(now + timedelta(seconds=upcoming.seconds))


def _next_hours(hours: WorkHours, now: datetime) -> datetime | None:
    """When the next working hours begin."""
    start = time(hours.start // 60, hours.start % 60)
    days = (now.date() + timedelta(days=ahead) for ahead in range(8))
    starts = (datetime.combine(day, start, now.tzinfo) for day in days if day.weekday() in hours.days)
    return next((moment for moment in starts if moment > now), None)


def _share(state: BreakState, kind: BreakKind | None, upcoming: Upcoming | None) -> float:
    if state.phase is not Phase.WATCHING:
        return 1.0
    if kind is None or upcoming is None:
        return 0.0
    whole = _TIMED_SECONDS if kind.at else kind.every
    share = 1 - min(1.0, upcoming.seconds / whole)
    return int(share * _SHARES) / _SHARES


def _whole(seconds: float) -> float:
    """At least a minute: nobody needs to know it better."""
    return max(60.0, seconds)


def _notice_text(offer: BreakOffer | None, notice_seconds: int) -> str:
    if offer is None or not notice_seconds:
        return ""
    line = tr("{title}, {length}, in {time}")
    return line.format(title=offer.title, length=offer.length, time=span_words(notice_seconds))


def _away_text(seconds: float) -> str:
    if not seconds:
        return ""
    return tr("You were away for {length}: that counts as a break").format(length=span_words(seconds))
