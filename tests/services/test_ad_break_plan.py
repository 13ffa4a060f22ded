from dataclasses import replace
from datetime import timedelta

import pytest

from mobility_coach.domain.ad_break import needs_floor
from mobility_coach.domain.commands import Command
from mobility_coach.domain.drill import Place, Side
from mobility_coach.domain.library import Library
from mobility_coach.domain.phrases import safety_words
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.routine import AD_BREAK
from mobility_coach.services.coach import Coach
from mobility_coach.services.session.session_plan import SessionPlan, Wishes
from mobility_coach.services.session.time_limit import TimeLimit
from mobility_coach.services.window_memory import WindowMemory
from tests.services.player_stage import Stage
from tests.services.test_coach import NOW, FakeTools


@pytest.fixture
def tools() -> FakeTools:
    return FakeTools()


def planned(tools: FakeTools, minutes: int = 2, wishes: Wishes | None = None) -> SessionPlan:
    return Coach(tools).plan(f"ad-break-{minutes}", wishes or Wishes())


def first_drill(plan: SessionPlan) -> str:
    return plan.routine.items[0].drill.id


def record(drill: str, movement: str) -> PracticeRecord:
    began = NOW - timedelta(minutes=20)
    return PracticeRecord("0", drill, movement, Side.BOTH, 9, 9, 60, began, 0, "", began.date(), 30, "", "1")


@pytest.mark.parametrize("minutes", [1, 2, 3])
def test_it_is_over_so_many_minutes_after_it_was_asked_for(tools: FakeTools, minutes: int) -> None:
    plan = planned(tools, minutes)
    assert plan.limit is not None
    assert plan.limit.ends == tools.seconds + minutes * 60
    assert plan.seconds == minutes * 60
    assert plan.routine.id == AD_BREAK
    assert (plan.preferences.wait_for_ready, plan.preferences.safety) == (False, False)


def test_who_has_not_read_the_safety_note_hears_the_safety_words(tools: FakeTools) -> None:
    tools.memory = WindowMemory()
    plan = planned(tools, 1)
    assert plan.preferences.safety
    on = Stage(plan.routine, plan.preferences, limit=TimeLimit(60.0, 0.0))
    on.tell(Command.START)
    assert on.player.view().instruction == safety_words()
    while not on.player.is_over:
        on.hear(0.05)
    assert on.clock.seconds == pytest.approx(60.0, abs=0.1)
    assert on.journal.kept
    tools.memory = WindowMemory(knows_safety=True)
    assert not planned(tools, 1).preferences.safety


def test_the_floor_is_used_where_the_settings_or_the_wishes_say_so(tools: FakeTools) -> None:
    def has_floor(plan: SessionPlan) -> bool:
        return any(needs_floor(item.drill) for item in plan.routine.items)

    assert not has_floor(planned(tools))
    assert has_floor(planned(tools, wishes=Wishes(uses_floor=True)))
    tools.book.change("ad_break_floor", True)
    assert has_floor(planned(tools))


def test_the_same_is_not_done_again_within_an_hour(tools: FakeTools) -> None:
    once = first_drill(planned(tools, 1))
    tools.records.append(record(once, "A"))
    again = first_drill(planned(tools, 2))
    assert again != once
    drill = tools.library().drill(again)
    assert drill is not None
    assert drill.suitability(Place.TV) is not None


def test_a_side_that_was_wished_for_is_the_only_one(tools: FakeTools) -> None:
    plan = planned(tools, wishes=Wishes(side=Side.RIGHT, bpm=40))
    assert plan.preferences.only_side is Side.RIGHT
    drill = plan.routine.items[0].drill
    assert plan.preferences.tempo(drill, drill.movements[0]).bpm == 40


def test_it_is_opened_like_any_other_session(tools: FakeTools) -> None:
    coach = Coach(tools)
    coach.open_player("ad-break-3")
    coach.wish("ad-break-1", Wishes(uses_floor=True), muted=True)
    coach.open_player("ad-break-1")
    (three, loud), (one, muted) = tools.opened
    assert (three.seconds, loud) == (180, False)
    assert (one.seconds, muted) == (60, True)


def test_without_drills_there_is_none() -> None:
    tools = FakeTools(Library(()))
    with pytest.raises(KeyError):
        planned(tools)


def test_other_sessions_have_no_limit(tools: FakeTools) -> None:
    assert Coach(tools).plan("short", Wishes()).limit is None
    assert replace(planned(tools), limit=None).limit is None
