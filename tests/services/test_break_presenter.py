"""The words of the reminders, in every phase and around every hour."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mobility_coach.domain.breaks.choice import Choice
from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.breaks.rules import BreakKind, WorkHours
from mobility_coach.domain.breaks.state import (
    PAUSES,
    Block,
    BreakState,
    Glance,
    Hold,
    Pause,
    PauseWish,
    Phase,
    Upcoming,
)
from mobility_coach.domain.coverage import cells_of
from mobility_coach.domain.drill import Side
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.routine import Routine, RoutineItem, built_in_routines, single_drill
from mobility_coach.services.breaks.break_settings import LONG_KIND, SHORT_KIND, BreakSettings, rules_of
from mobility_coach.services.breaks.break_view import BreakOffer, BreakView
from mobility_coach.services.presenters.break_offer import no_offer, present_offer
from mobility_coach.services.presenters.break_presenter import (
    BreakFacts,
    done_words,
    kind_title,
    pause_title,
    present_breaks,
    status_values,
    today_words,
)
from mobility_coach.services.presenters.break_refusals import why_not_put_off
from mobility_coach.services.presenters.break_times import span_words, until_words, when_words
from mobility_coach.services.session.session_plan import SessionPlan
from tests.domain.drills_for_tests import shipped_drills

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)  # a Monday
ON = BreakSettings(is_on=True)
OFFER = BreakOffer("rolls", "rolls", "A", Side.LEFT, "Ankle rolls", "2 minutes.", length="2 minutes")
DRILLS = {drill.id: drill for drill in shipped_drills()}


def state_of(phase: Phase = Phase.WATCHING, **changes: object) -> BreakState:
    state = BreakState(NOW, 1000.0, phase=phase, kind="short", is_idle_known=True)
    return replace(state, **changes)  # type: ignore[arg-type]


def view_of(
    phase: Phase = Phase.WATCHING,
    hold: Hold | None = None,
    upcoming: Upcoming | None = None,
    blocks: frozenset[Block] = frozenset(),
    settings: BreakSettings = ON,
    now: datetime = NOW,
    **changes: object,
) -> BreakView:
    state = state_of(phase, **changes)
    glance = Glance(now, state.clock, 0.0, blocks)
    return present_breaks(BreakFacts(settings, state, glance, hold, upcoming, OFFER))


IN_30 = Upcoming("short", 1800.0)
AT_THREE = Upcoming("short", 3300.0, NOW.replace(hour=15, minute=0))


@pytest.mark.parametrize(
    ("view", "text", "time"),
    [
        (view_of(upcoming=IN_30), "Next break at 14:35", "14:35"),
        (view_of(upcoming=Upcoming("short", 1799.6)), "Next break at 14:35", "14:35"),
        (view_of(upcoming=AT_THREE), "Next break at 15:00", "15:00"),
        (
            view_of(upcoming=Upcoming("short", 1.0, NOW.replace(day=24, hour=10, minute=0))),
            "Next break tomorrow at 10:00",
            "10:00",
        ),
        (
            view_of(upcoming=IN_30, is_idle_known=False),
            "Next break at 14:35, also if you are away",
            "14:35",
        ),
        (view_of(upcoming=AT_THREE, is_idle_known=False), "Next break at 15:00", "15:00"),
        (view_of(upcoming=IN_30, away=90.0), "Next break after 30 minutes of work", ""),
        (view_of(upcoming=Upcoming("short", 5.0), away=90.0), "Next break after 1 minute of work", ""),
        (view_of(upcoming=AT_THREE, away=90.0), "Next break at 15:00", "15:00"),
        (view_of(), "No more breaks today", ""),
        (
            view_of(settings=replace(ON, kinds=(replace(SHORT_KIND, is_on=False),))),
            "All breaks are switched off",
            "",
        ),
        (
            view_of(hold=Hold.BLOCKED, upcoming=IN_30, blocks=frozenset({Block.SESSION})),
            "The time to your next break stands still while you practise",
            "14:35",
        ),
        (view_of(Phase.NOTICED, upcoming=IN_30), "A break comes in a moment", ""),
        (view_of(Phase.ASKING), "It is time for a break", ""),
        (view_of(Phase.PRACTISING), "You are taking a break", ""),
        (
            view_of(Phase.PRACTISING, Hold.PAUSED, pause=Pause(NOW + timedelta(hours=1))),
            "You are taking a break. Paused until 15:05",
            "",
        ),
        (view_of(Phase.SNOOZED, until=1300.0), "Snoozed until 14:10", "14:10"),
        (view_of(Phase.SNOOZED, until=900.0), "Snoozed until 14:05", "14:05"),
        (view_of(Phase.HELD), "A break comes in a moment", ""),
        (view_of(hold=Hold.PAUSED), "Paused until you resume", ""),
        (view_of(hold=Hold.PAUSED, pause=Pause(None)), "Paused until you resume", ""),
        (
            view_of(hold=Hold.PAUSED, pause=Pause(NOW + timedelta(hours=1))),
            "Paused until 15:05",
            "15:05",
        ),
        (
            view_of(hold=Hold.PAUSED, pause=Pause(NOW + timedelta(hours=20))),
            "Paused until tomorrow at 10:05",
            "10:05",
        ),
        (
            view_of(hold=Hold.PAUSED, pause=Pause(NOW + timedelta(days=3))),
            "Paused until Thursday at 14:05",
            "14:05",
        ),
        (
            view_of(hold=Hold.PAUSED, pause=Pause(NOW.replace(day=24, hour=4, minute=0), True)),
            "Paused until tomorrow",
            "4:00",
        ),
        (
            view_of(
                hold=Hold.PAUSED,
                pause=Pause(NOW.replace(hour=4, minute=0), True),
                now=NOW.replace(hour=1),
            ),
            "Paused until 4:00",
            "4:00",
        ),
        (view_of(hold=Hold.OFF_HOURS), "Your hours begin tomorrow at 8:00", "8:00"),
        (view_of(hold=Hold.OFF_HOURS, now=NOW.replace(hour=5)), "Your hours begin at 8:00", "8:00"),
        (
            view_of(hold=Hold.OFF_HOURS, now=NOW.replace(day=27, hour=19)),
            "Your hours begin on Monday at 8:00",
            "8:00",
        ),
        (
            view_of(
                hold=Hold.OFF_HOURS, settings=replace(ON, hours=WorkHours(frozenset({0}), 8 * 60, 9 * 60))
            ),
            "Your hours begin on 30 November at 8:00",
            "8:00",
        ),
        (
            view_of(hold=Hold.OFF_HOURS, settings=replace(ON, hours=WorkHours(frozenset(), 0, 0))),
            "No day of the week is chosen for reminders",
            "",
        ),
    ],
)
def test_what_comes_next(view: BreakView, text: str, time: str) -> None:
    assert view.next_text == text
    shown = f"{view.next_at.hour}:{view.next_at.minute:02d}" if view.next_at else ""
    assert shown == time


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ({Block.SESSION, Block.LOCKED}, "Waiting until your session is over"),
        ({Block.LOCKED, Block.FULL_SCREEN}, "Waiting until the screen is unlocked"),
        ({Block.PRESENTATION, Block.FULL_SCREEN}, "Waiting until your presentation is over"),
        ({Block.FULL_SCREEN}, "Waiting until you leave full screen"),
        ({Block.DO_NOT_DISTURB}, "Waiting until do not disturb is off"),
        ({Block.PROGRAM}, "Waiting until a program of your list is closed"),
    ],
)
def test_what_a_break_waits_for(blocks: set[Block], text: str) -> None:
    assert view_of(Phase.HELD, Hold.BLOCKED, blocks=frozenset(blocks)).next_text == text


def test_reminders_that_are_off_and_those_that_have_not_looked_yet() -> None:
    counts = {Outcome.DONE: 1}
    off = present_breaks(BreakFacts(BreakSettings(), counts=counts))
    assert (off.is_on, off.next_text, off.today_text) == (False, "Reminders are off", "1 break done")
    unseen = present_breaks(BreakFacts(ON))
    assert (unseen.is_on, unseen.next_text, unseen.phase) == (True, "", Phase.WATCHING)


@pytest.mark.parametrize("phase", Phase)
def test_an_offer_is_shown_while_it_can_be_taken(phase: Phase) -> None:
    view = view_of(phase)
    is_shown = phase in {Phase.NOTICED, Phase.ASKING, Phase.PRACTISING}
    assert view.offer == (OFFER if is_shown else None)
    assert view.notice_text == ("Ankle rolls, 2 minutes, in 30 seconds" if is_shown else "")


def test_without_a_notice_there_are_no_words_for_one() -> None:
    assert view_of(Phase.ASKING, settings=replace(ON, notice_seconds=0)).notice_text == ""
    late = view_of(Phase.NOTICED, settings=replace(ON, notice_seconds=90))
    assert late.notice_text == "Ankle rolls, 2 minutes, in 2 minutes"


@pytest.mark.parametrize(
    ("seconds", "share"), [(1800.0, 0.0), (1799.0, 0.0), (900.0, 0.5), (0.0, 1.0), (9999.0, 0.0)]
)
def test_the_share_of_the_way_goes_in_steps(seconds: float, share: float) -> None:
    assert view_of(upcoming=Upcoming("short", seconds), kind="").share == share


def test_the_share_of_a_break_at_a_time_is_that_of_the_last_hour() -> None:
    timed = replace(ON, kinds=(replace(SHORT_KIND, at=(600,)),))
    assert view_of(upcoming=Upcoming("short", 900.0, NOW), settings=timed).share == 0.75
    assert view_of(upcoming=None).share == 0.0
    assert view_of(Phase.ASKING).share == 1.0


def test_a_kind_has_the_name_that_it_was_given() -> None:
    assert [kind_title(kind) for kind in (SHORT_KIND, LONG_KIND)] == ["Short break", "Long break"]
    assert kind_title(BreakKind("eyes", "", 30, 1200)) == "Break"
    assert kind_title(replace(SHORT_KIND, title="Stretch")) == "Stretch"
    assert view_of(upcoming=Upcoming("long", 60.0), kind="").kind_title == "Long break"
    assert view_of(kind="").kind_title == ""
    assert view_of(kind="gone").kind == ""


def test_pauses_are_named_as_in_a_menu() -> None:
    titles = [pause_title(wish) for wish in PAUSES]
    assert titles == ["30 minutes", "1 hour", "3 hours", "Until tomorrow", "Until I resume"]
    assert pause_title(PauseWish(1)) == "1 minute"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"), (30, "30 seconds"), (59, "59 seconds"), (59.6, "1 minute"), (60, "1 minute"),
        (300, "5 minutes"), (3600, "1 hour"), (5400, "1 hour 30 minutes"), (7260, "2 hours 1 minute"),
        (0, "0 seconds"),
    ],
)  # fmt: skip
def test_lengths(seconds: float, words: str) -> None:
    assert span_words(seconds) == words


@pytest.mark.parametrize(
    ("moment", "when", "until"),
    [
        (NOW.replace(hour=23, minute=0), "at 23:00", "23:00"),
        (NOW.replace(hour=9), "at 9:05", "9:05"),
        (NOW.replace(day=24, hour=8, minute=0), "tomorrow at 8:00", "tomorrow at 8:00"),
        (NOW.replace(day=25, hour=8, minute=0), "on Wednesday at 8:00", "Wednesday at 8:00"),
        (NOW.replace(day=29), "on Sunday at 14:05", "Sunday at 14:05"),
        (NOW.replace(day=30), "on 30 November at 14:05", "30 November at 14:05"),
        (NOW.replace(month=1, year=2027), "on 23 January 2027 at 14:05", "23 January 2027 at 14:05"),
    ],
)
def test_moments(moment: datetime, when: str, until: str) -> None:
    assert (when_words(moment, NOW), until_words(moment, NOW)) == (when, until)


def test_soon_after_midnight_needs_no_day() -> None:
    late = NOW.replace(hour=23, minute=50)
    assert when_words(late + timedelta(minutes=30), late) == "at 0:20"
    assert until_words(late + timedelta(hours=7), late) == "tomorrow at 6:50"


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, ""),
        ({Outcome.SNOOZED: 4}, ""),
        ({Outcome.DONE: 1}, "1 break done"),
        ({Outcome.DONE: 3, Outcome.SKIPPED: 1}, "3 breaks done, 1 skipped"),
        ({Outcome.DONE: 3, Outcome.AWAY: 2, Outcome.SKIPPED: 1}, "3 breaks done, 2 while away, 1 skipped"),
        ({Outcome.AWAY: 1}, "1 break while away"),
        ({Outcome.AWAY: 2, Outcome.SKIPPED: 3}, "2 breaks while away, 3 skipped"),
        ({Outcome.SKIPPED: 2}, "2 breaks skipped"),
    ],
)
def test_what_became_of_the_days_breaks(counts: Mapping[Outcome, int], words: str) -> None:
    assert today_words(counts) == words


def test_the_words_at_the_end_of_a_break() -> None:
    assert [done_words(days) for days in (0, 1, 12)] == [
        "Done", "Done, 1 day in a row", "Done, 12 days in a row",
    ]  # fmt: skip


def test_the_status_for_scripts() -> None:
    view = view_of(upcoming=IN_30, kind="")
    view = replace(view, counts={Outcome.DONE: 2, Outcome.SNOOZED: 1})
    assert status_values(view) == {
        "running": True,
        "on": True,
        "phase": "watching",
        "hold": None,
        "kind": "short",
        "next_at": "2026-11-23T14:35:00+00:00",
        "next_text": "Next break at 14:35",
        "today": {"done": 2, "away": 0, "snoozed": 1, "skipped": 0},
        "idle_known": True,
        "trouble": "",
    }
    paused = status_values(view_of(hold=Hold.PAUSED, kind=""))
    assert (paused["hold"], paused["next_at"], paused["kind"]) == ("paused", None, None)


@pytest.mark.parametrize(
    ("phase", "text"),
    [(Phase.HELD, "This break waits already."), (Phase.SNOOZED, "This break is snoozed already.")],
)
def test_a_break_that_waits_is_not_put_off_once_more(phase: Phase, text: str) -> None:
    assert why_not_put_off(state_of(phase), rules_of(ON, 4)) == text


def plan_of(routine: Routine, seconds: float = 110.0, side: Side = Side.RIGHT) -> SessionPlan:
    return SessionPlan(routine, CoachingPreferences(first_side=side), seconds)


def part_of(drill_id: str, *movements: str) -> Routine:
    drill = DRILLS[drill_id]
    return Routine("break", drill.title, drill.summary, (RoutineItem(drill, movements),))


def chosen(routine: Routine, days: int | None = 4) -> Choice:
    first = routine.items[0].drill
    cells = cells_of(tuple(DRILLS.values()), {})
    cell = next(each for each in cells if each.region is first.region and first in each.drills)
    return Choice(routine, 110.0, cell, days)


@pytest.mark.parametrize(
    ("routine", "text"),
    [
        (
            part_of("bent-knee-ankle-matrix", "B"),
            "Laser sweep. 2 minutes, standing, in shoes. Ankles in the sagittal plane waited 4 days.",
        ),
        (
            part_of("modified-pigeon", "A"),
            "2 minutes, standing, in shoes, on a desk. Hips in the sagittal plane waited 4 days.",
        ),
        (
            part_of("straight-leg-ankle-matrix", "A", "B"),
            (
                "2 minutes, standing, in shoes. You need: wall, support. "
                "Ankles in the sagittal plane waited 4 days."
            ),
        ),
        (
            part_of("side-lying-rotation"),
            "2 minutes, on the floor. The thoracic spine in the transverse plane waited 4 days.",
        ),
    ],
)
def test_an_offer_says_how_where_and_why(routine: Routine, text: str) -> None:
    offer = present_offer(plan_of(routine), chosen(routine), 1800.0, has_others=True)
    assert offer.text == text
    assert (offer.item, offer.title) == (routine.items[0].drill.id, routine.title)
    assert (offer.length, offer.since, offer.has_others) == ("2 minutes", "After 30 minutes of work", True)


def test_an_offer_of_something_new_and_one_without_a_reason() -> None:
    rolls = part_of("ankle-rolls")
    assert present_offer(plan_of(rolls), chosen(rolls, None), None, has_others=False).text.endswith(
        "still new to you."
    )
    plain = Choice(rolls, 110.0, None, None)
    assert (
        present_offer(plan_of(rolls), plain, None, has_others=False).text == "2 minutes, standing, in shoes."
    )
    one = present_offer(plan_of(rolls), chosen(rolls, 1), None, has_others=False)
    assert one.text.endswith("waited 1 day.")


def test_an_offer_shows_the_side_that_works_first() -> None:
    def side(drill_id: str) -> Side:
        return present_offer(plan_of(part_of(drill_id)), None, None, has_others=False).side

    assert [side("ankle-rolls"), side("modified-pigeon")] == [Side.BOTH, Side.RIGHT]


def test_a_routine_of_your_own_choice_is_offered_by_its_name() -> None:
    routine = next(each for each in built_in_routines(DRILLS.values()) if each.id == "desk")
    offer = present_offer(plan_of(routine, 300.0), None, None, has_others=False)
    assert (offer.item, offer.title, offer.since) == ("desk", "At the desk", "")
    assert offer.text == ("5 minutes, standing, in shoes, on a desk, in a doorway. You need: wall, support.")


def test_positions_without_a_floor_under_the_knees() -> None:
    kneeling = replace(DRILLS["hip-flexor-matrix"], equipment=())
    offer = present_offer(plan_of(single_drill(kneeling)), None, None, has_others=False)
    assert offer.text == "2 minutes, half kneeling."
    nowhere = replace(DRILLS["ankle-rolls"], suits=())
    assert present_offer(plan_of(single_drill(nowhere)), None, None, has_others=False).text == (
        "2 minutes, standing."
    )


def test_a_break_without_drills() -> None:
    offer = no_offer(300.0)
    assert offer.text == (
        "5 minutes away from the screen. No drill could be read; the messages in the window say why."
    )
    assert (offer.title, offer.item, offer.length) == ("Stand up", "", "5 minutes")
