"""The streak in words: why the number is what it is, and what would make it grow. Never what was missed."""

from collections.abc import Mapping
from datetime import date, timedelta

from mobility_coach.domain.day import DEFAULT_DAY_START
from mobility_coach.domain.drill import Side
from mobility_coach.domain.history import DayTotals, DrillSide, PracticeHistory
from mobility_coach.domain.mirror import side_word
from mobility_coach.domain.streak import Goal, GoalKind, Streak
from mobility_coach.domain.wording import ntr, tr

MOST_NAMED = 3
"""Finished sides that are named one by one; the rest is a number."""


def explain_streak(
    streak: Streak,
    history: PracticeHistory,
    goal: Goal | None = None,
    titles: Mapping[str, str] | None = None,
    day_start: int = DEFAULT_DAY_START,
    *,
    is_counted_beside: bool = False,
) -> str:
    """Why the streak is what it is, in a few plain sentences.

    Args:
        streak: what `mobility_coach.domain.streak.streak_of` found.
        history: the history that it was found in.
        goal: the goal that it was found with.
        titles: titles by drill id; a drill that is not in it is called by its id.
        day_start: the hour at which a day starts.
        is_counted_beside: whether the number of days stands beside these words, which then don't repeat it.
    """
    wanted = goal or Goal()
    headline = _since(streak) if is_counted_beside else [_headline(streak)]
    sentences = [*headline, *_about_today(streak, history, wanted, titles or {})]
    sentences += _about_yesterday(streak, history, wanted)
    sentences += _about_the_rest(streak, day_start)
    return " ".join(sentences)


def today_words(streak: Streak, history: PracticeHistory, goal: Goal, titles: Mapping[str, str]) -> str:
    """What counts today, or what would; arguments as for `explain_streak`."""
    return " ".join(_about_today(streak, history, goal, titles))


def goal_words(goal: Goal) -> str:
    """What a day needs: "1 side of a drill or 3 minutes"."""
    minutes = ntr("{count} minute", "{count} minutes", goal.minutes)
    if goal.kind is GoalKind.MINUTES:
        return minutes
    sides = ntr("{count} side of a drill", "{count} sides of drills", goal.amount)
    return tr("{sides} or {minutes}").format(sides=sides, minutes=minutes)


def day_words(day: date, today: date) -> str:
    """A date as people say it: "today", "yesterday", "12 March", with the year where it is not this one's."""
    if day == today:
        return tr("today")
    if day == today - timedelta(days=1):
        return tr("yesterday")
    return _day_and_month(day) if day.year == today.year else date_words(day)


def date_words(day: date) -> str:
    """A date in full: "12 March 2026"."""
    return tr("{date} {year}").format(date=_day_and_month(day), year=day.year)


def length_words(seconds: float) -> str:
    """A length of practice: whole minutes, or seconds where it is less than one."""
    minutes = int((seconds + 0.5) // 60)
    if minutes < 1:
        return ntr("{count} second", "{count} seconds", round(seconds))
    return ntr("{count} minute", "{count} minutes", minutes)


def _headline(streak: Streak) -> str:
    if streak.since is None:
        return tr("No days in a row yet.") if streak.last_met is None else tr("No days in a row just now.")
    days = ntr("{count} day in a row", "{count} days in a row", streak.current)
    if streak.current == 1:
        return tr("{days}.").format(days=days)
    return tr("{days}, since {date}.").format(days=days, date=day_words(streak.since, streak.today))


def _since(streak: Streak) -> list[str]:
    """When the days in a row began, without their number."""
    if streak.since is None:
        return [_headline(streak)]
    if streak.current == 1:
        return []
    return [tr("Since {date}.").format(date=day_words(streak.since, streak.today))]


def _about_today(
    streak: Streak, history: PracticeHistory, goal: Goal, titles: Mapping[str, str]
) -> list[str]:
    totals = history.day(streak.today.toordinal())
    if streak.today_done and totals is not None:
        what = _done_words(totals, history.finished(streak.today), titles)
        return [tr("Today counts already: {what}.").format(what=what)]
    sentences = []
    if totals is not None and streak.today not in streak.waiting:
        sentences.append(tr("Today has {amount} so far.").format(amount=_amount_words(totals, goal)))
    if streak.since is None:
        line = tr("Today becomes the first day with {goal}.")
    else:
        line = tr("Today is still open: {goal} adds a day.")
    return [*sentences, line.format(goal=goal_words(goal))]


def _about_yesterday(streak: Streak, history: PracticeHistory, goal: Goal) -> list[str]:
    """Only where yesterday is not in the streak."""
    yesterday = streak.today - timedelta(days=1)
    if streak.since is not None and streak.since <= yesterday:
        return []
    sentences = []
    if streak.since is None and streak.last_met is not None:
        line = tr("The last day that counts is {date}.")
        sentences.append(line.format(date=day_words(streak.last_met, streak.today)))
    totals = history.day(yesterday.toordinal())
    if totals is not None and yesterday not in streak.waiting:
        line = tr("Yesterday had {amount}; the goal is {goal}.")
        sentences.append(line.format(amount=_amount_words(totals, goal), goal=goal_words(goal)))
    return sentences


def _about_the_rest(streak: Streak, day_start: int) -> list[str]:
    sentences = []
    for day in streak.bridged:
        line = tr("A flight skipped {date}; the streak goes on over it.")
        sentences.append(line.format(date=day_words(day, streak.today)))
    if streak.waiting:
        line = ntr(
            "{count} day is kept, but lies in the future of this computer's clock",
            "{count} days are kept, but lie in the future of this computer's clock",
            len(streak.waiting),
        )
        sentences.append(tr("{days}; please check its date.").format(days=line))
    if streak.longest > streak.current:
        longest = ntr("{count} day", "{count} days", streak.longest)
        sentences.append(tr("Your longest streak is {days}.").format(days=longest))
    sentences.append(tr("A day starts at {hour:02d}:00.").format(hour=day_start))
    return sentences


def _done_words(totals: DayTotals, finished: tuple[DrillSide, ...], titles: Mapping[str, str]) -> str:
    if not finished:
        return length_words(totals.seconds)
    named = [_side_words(pair, titles) for pair in finished[:MOST_NAMED]]
    if len(finished) > MOST_NAMED:
        named.append(ntr("and {count} more", "and {count} more", len(finished) - MOST_NAMED))
    return "; ".join(named)


def _amount_words(totals: DayTotals, goal: Goal) -> str:
    length = length_words(totals.seconds)
    sides = totals.done.bit_count()
    if goal.kind is GoalKind.MINUTES or not sides:
        return length
    finished = ntr("{count} side of a drill", "{count} sides of drills", sides)
    return tr("{sides} and {minutes}").format(sides=finished, minutes=length)


def _side_words(pair: DrillSide, titles: Mapping[str, str]) -> str:
    title = titles.get(pair.drill, pair.drill.replace("-", " "))
    if pair.side is Side.BOTH:
        return title
    return tr("{drill}, {side}").format(drill=title, side=side_word(pair.side))


def _day_and_month(day: date) -> str:
    return tr("{day} {month}").format(day=day.day, month=_month(day.month))


def _month(number: int) -> str:
    months = (
        tr("January"), tr("February"), tr("March"), tr("April"), tr("May"), tr("June"), tr("July"),
        tr("August"), tr("September"), tr("October"), tr("November"), tr("December"),
    )  # fmt: skip
    return months[number - 1]
