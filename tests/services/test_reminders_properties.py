"""Whatever happens to the reminders, in any order: they keep going, and what they show is of a piece."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain.breaks.rules import Strictness, WorkHours
from mobility_coach.domain.breaks.state import PAUSES, Block, Hold, Phase
from mobility_coach.domain.commands import BreakCommand
from mobility_coach.services.breaks.break_settings import LONG_KIND, SHORT_KIND, BreakSettings
from mobility_coach.services.breaks.reminders import Reminders
from mobility_coach.services.breaks.session_watch import SessionGlance
from tests.domain.drills_for_tests import shipped_drills
from tests.services.reminder_stage import Stage

EXAMPLES = settings().max_examples
"""What the profile says: the floors without Qt are run by the quick one."""

ALWAYS = WorkHours(frozenset(range(7)), 0, 0)
KINDS = (
    tuple(
        replace(SHORT_KIND, id=f"kind-{at}", every=300 * at, seconds=60 + at % 3 * 60) for at in range(1, 13)
    ),
    (SHORT_KIND, LONG_KIND),
    (replace(SHORT_KIND, every=300, strictness=Strictness.STRICT),),
    (replace(SHORT_KIND, at=(600, 605)), replace(LONG_KIND, is_on=False)),
)


def _practise(stage: Stage) -> None:
    if stage.reminders.view().phase is Phase.PRACTISING:
        stage.reminders.open_player()
        stage.player.practised = True
        stage.work(90, idle=0.001)
        stage.reminders.finish()


def _start_anew(stage: Stage) -> None:
    stage.reminders.close()
    stage.reminders = Reminders(stage)


def _set_clock(stage: Stage, minutes: int) -> None:
    stage.moment += timedelta(minutes=minutes)


def _travel(stage: Stage, hours: float) -> None:
    stage.moment = stage.moment.astimezone(timezone(timedelta(hours=hours)))


DOINGS: tuple[Callable[[Stage], object], ...] = (
    lambda stage: stage.work(280),
    lambda stage: stage.work(1_790),
    lambda stage: stage.work(40, idle=None),
    lambda stage: stage.rest(90),
    lambda stage: stage.rest(400),
    lambda stage: stage.sleep(20_000),
    lambda stage: _set_clock(stage, -90),
    lambda stage: _set_clock(stage, 1_600),
    lambda stage: setattr(stage.blocks, "found", frozenset({Block.FULL_SCREEN})),
    lambda stage: setattr(stage.blocks, "found", frozenset()),
    lambda stage: setattr(stage, "is_in_session", True),
    lambda stage: setattr(stage, "is_in_session", False),
    lambda stage: setattr(stage, "own", SessionGlance(is_open=True)),
    lambda stage: _travel(stage, -9),
    lambda stage: _travel(stage, 5.5),
    lambda stage: stage.set_breaks(hours=WorkHours(end=stage.moment.hour * 60 + 59)),
    lambda stage: stage.set_breaks(hours=ALWAYS, most_snoozes=1, notice_seconds=0),
    lambda stage: setattr(stage.log, "problem", "The disk is full."),
    lambda stage: setattr(stage, "drills", ()),
    lambda stage: stage.reminders.another(),
    lambda stage: stage.reminders.finish(),
    _practise,
    _start_anew,
    *(lambda stage, kinds=kinds: stage.set_breaks(kinds=kinds) for kinds in KINDS),
    *(lambda stage, is_on=is_on: stage.set_breaks(is_on=is_on) for is_on in (False, True, True)),
    *(lambda stage, command=command: stage.reminders.tell(command) for command in BreakCommand),
    *(lambda stage, wish=wish: stage.reminders.pause(wish) for wish in PAUSES),
)


@settings(max_examples=2 * EXAMPLES)
@given(st.lists(st.sampled_from(DOINGS), max_size=25))
def test_whatever_happens_what_is_shown_is_of_a_piece(doings: list[Callable[[Stage], object]]) -> None:
    stage = Stage(BreakSettings(is_on=True))
    for do in doings:
        do(stage)
        wait = stage.reminders.look()
        view = stage.reminders.view()
        is_running = view.is_on or view.phase is Phase.PRACTISING
        assert (1 <= wait <= 30) if is_running else wait == 0
        assert (view.offer is not None) == (view.phase in {Phase.NOTICED, Phase.ASKING, Phase.PRACTISING})
        assert view.next_text
        assert 0 <= view.share <= 1
        if view.phase in {Phase.NOTICED, Phase.ASKING}:
            assert view.hold is None
        if view.hold is Hold.PAUSED and view.phase is not Phase.PRACTISING:
            assert view.next_text.startswith("Paused until ")
    assert all(0 <= record.seconds <= 86_400 for record in stage.log.records)
    assert len({record.id for record in stage.log.records}) == len(stage.log.records)


@given(st.lists(st.sampled_from(DOINGS), max_size=25))
def test_whatever_happened_the_next_break_comes(doings: list[Callable[[Stage], object]]) -> None:
    stage = Stage(BreakSettings(is_on=True))
    for do in doings:
        do(stage)
    stage.own, stage.blocks.found, stage.drills = SessionGlance(), frozenset(), shipped_drills()
    stage.reminders.finish()
    stage.set_breaks(is_on=True, hours=ALWAYS, kinds=(SHORT_KIND, LONG_KIND))
    stage.reminders.tell(BreakCommand.RESUME)
    asked = False
    for _ in range(37 * 2):
        stage.work(30)
        asked = asked or stage.reminders.view().phase is Phase.ASKING
    assert asked
