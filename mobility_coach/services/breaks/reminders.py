"""The reminders: the machine of `domain.breaks`, fed with clock and idle time, and what follows from it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from mobility_coach.domain.breaks import machine
from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.breaks.rules import BreakRules
from mobility_coach.domain.breaks.state import (
    LONGEST_PAUSE_MINUTES,
    Block,
    BreakEnded,
    BreakState,
    Glance,
    PauseWish,
    Phase,
    Step,
)
from mobility_coach.domain.commands import BreakCommand
from mobility_coach.domain.wording import tr
from mobility_coach.services.breaks.break_diary import BreakDiary
from mobility_coach.services.breaks.break_settings import BreakSettings, is_quiet_at, rules_of, wanted_blocks
from mobility_coach.services.breaks.break_view import BreakView
from mobility_coach.services.breaks.offers import Offered, Offers
from mobility_coach.services.breaks.reminder_tools import ReminderTools
from mobility_coach.services.breaks.session_watch import SessionGlance, SessionWatch
from mobility_coach.services.presenters import break_refusals
from mobility_coach.services.presenters.break_presenter import (
    BreakFacts,
    done_words,
    present_breaks,
    unknown_idle,
)

if TYPE_CHECKING:
    from mobility_coach.services.ui_ports import PlayerPort

_USUAL_PAUSE = PauseWish(60)
"""What "pause" means to who names no length."""

_AWAY_SHOWN_SECONDS = 300.0
"""So long it is said that time away has counted."""

_WITH_OFFER = frozenset({Phase.NOTICED, Phase.ASKING, Phase.PRACTISING})


class Reminders:
    """Implements `break_ports.RemindersPort`. All methods are called from one thread, the window's."""

    def __init__(self, tools: ReminderTools) -> None:
        self._tools = tools
        self._offers = Offers(tools)
        self._diary = BreakDiary(tools)
        self._listeners: list[Callable[[], None]] = []
        self._state: BreakState | None = None
        self._glance: Glance | None = None
        self._offered: Offered | None = None
        self._player: PlayerPort | None = None
        self._break = SessionWatch()
        self._sessions = SessionWatch()
        self._away = (0.0, 0.0)
        self._view: BreakView | None = None

    # Looking

    def look(self) -> float:
        """Look at clock and person. Returns in how many seconds to look again; 0 while reminders are off."""
        if not self._settings.is_on and not self._is_practising:
            self._switch_off()
            return 0.0
        rules, glance = self._rules, self._look_around()
        if self._is_practising and not self._break.is_going_on:
            self.finish()
            return self.look()
        before = self._see_to_session(self._begun(glance), rules, glance)
        if machine.wants_blocks(before.state, rules, glance):
            glance = self._with_blocks(glance)
        step = machine.tick(before.state, rules, glance)
        self._take(Step(step.state, before.events + step.events), glance)
        return machine.next_look(step.state, rules, glance)

    def view(self) -> BreakView:
        """The reminders as of the last look or command."""
        if self._view is None:
            self._view = present_breaks(self._facts())
        return self._view

    def listen(self, changed: Callable[[], None]) -> None:
        """Have `changed` called after each look or command that changed what `view` returns."""
        self._listeners.append(changed)

    def close(self) -> None:
        """Keep where the reminders stand."""
        if self._state is not None:
            self._diary.keep(self._state, is_pressing=True)

    # Commands

    def tell(self, command: BreakCommand, kind: str = "") -> str:
        """Carry out a command. Returns what to say about it, empty where there is nothing to say."""
        if command is BreakCommand.NOW:
            return self._take_now(kind)
        if not self._settings.is_on and not self._is_practising:
            return break_refusals.reminders_are_off()
        carry_out: dict[BreakCommand, Callable[[], str]] = {
            BreakCommand.START: self._start,
            BreakCommand.SNOOZE: self._snooze,
            BreakCommand.SKIP: self._skip,
            BreakCommand.PAUSE: lambda: self.pause(_USUAL_PAUSE),
            BreakCommand.RESUME: self._resume,
        }
        return carry_out[command]()

    def pause(self, wish: PauseWish) -> str:
        """Pause the reminders. Returns what to say about it."""
        if not self._settings.is_on:
            return break_refusals.reminders_are_off()
        if wish.minutes is not None and not 1 <= wish.minutes <= LONGEST_PAUSE_MINUTES:
            return break_refusals.pause_is_out_of_bounds()
        glance = self._look_around()
        step = machine.pause(self._begun(glance), self._rules, glance, wish)
        self._take(step, glance, is_pressing=True)
        return self.view().next_text

    def another(self) -> None:
        """Choose something else for the break that is noticed or asked for."""
        state, offered = self._state, self._offered
        if state is None or offered is None or state.phase is Phase.PRACTISING:
            return
        kind = self._settings.kind(offered.kind.id)
        if kind is not None and self._offers.has_others:
            self._offered = self._offers.another(kind)
            self._tell_listeners()

    # Practising

    def open_player(self) -> "PlayerPort":
        """The session of the break that was started, ready. A break that can't be opened is left out.

        Raises:
            KeyError: none was started.
        """
        offered = self._offered
        if not self._is_practising or offered is None or offered.plan is None:
            raise KeyError("no break was started")
        now = self._tools.now()
        is_quiet = is_quiet_at(self._settings, now.hour * 60 + now.minute)
        try:
            self._player = self._tools.open_break(offered.plan, is_quiet=is_quiet)
        except Exception:  # whatever it is, the next break comes
            self.finish()
            raise
        return self._player

    def finish(self) -> str:
        """The session is over, was stopped, or was left alone. Returns the words to end with."""
        if self._state is None or not self._is_practising:
            return ""
        is_practised = False
        if self._player is not None:
            self._player.close()
            is_practised = bool(self._player.view().summary)
        glance = self._look_around()
        self._player = None
        seconds = self._break.take_practised() if is_practised else 0.0
        step = machine.finish(self._state, self._rules, glance, seconds, is_practised=is_practised)
        self._take(step, glance, is_pressing=True)
        return done_words(self._tools.streak()) if is_practised else tr("Left out this time")

    # Commands, one by one

    def _start(self) -> str:
        glance = self._look_around()
        state = self._begun(glance)
        step = machine.start(state, self._rules, glance)
        return self._practise(step, glance) if step else break_refusals.why_not_started(state, glance)

    def _take_now(self, kind: str) -> str:
        if kind and self._settings.kind(kind) is None:
            return break_refusals.no_such_kind(kind)
        glance = self._look_around()
        state = self._begun(glance)
        step = machine.take_now(state, self._rules, glance, kind)
        return self._practise(step, glance) if step else break_refusals.why_not_started(state, glance)

    def _practise(self, step: Step, glance: Glance) -> str:
        """Go into the break that was started, where there is something to do."""
        self._offer_for(step.state)
        if self._offered is None or self._offered.plan is None:
            return break_refusals.nothing_to_do()
        self._player, self._break = None, SessionWatch()
        self._break.look(SessionGlance(is_open=True), glance.clock)
        self._take(step, glance, is_pressing=True)
        return ""

    def _snooze(self) -> str:
        glance = self._look_around()
        state = self._begun(glance)
        step = machine.snooze(state, self._rules, glance)
        if step is None:
            return break_refusals.why_not_put_off(state, self._rules)
        self._take(step, glance, is_pressing=True)
        return self.view().next_text

    def _skip(self) -> str:
        glance = self._look_around()
        state = self._begun(glance)
        step = machine.skip(state, self._rules, glance)
        if step is None:
            return break_refusals.why_not_put_off(state, self._rules)
        self._take(step, glance, is_pressing=True)
        return tr("Skipped. {next}").format(next=self.view().next_text)

    def _resume(self) -> str:
        glance = self._look_around()
        self._take(machine.resume(self._begun(glance), self._rules, glance), glance, is_pressing=True)
        self.look()
        return self.view().next_text

    # Inside

    @property
    def _settings(self) -> BreakSettings:
        return self._tools.settings().settings.breaks

    @property
    def _rules(self) -> BreakRules:
        settings = self._tools.settings().settings
        return rules_of(settings.breaks, settings.day_starts_at)

    @property
    def _is_practising(self) -> bool:
        return self._state is not None and self._state.phase is Phase.PRACTISING

    def _session_of_break(self) -> SessionGlance:
        """It is looked at here as well: nobody else does while its window is out of sight."""
        from mobility_coach.domain.transport import Phase as Transport  # noqa: PLC0415 - with the first break

        if self._player is None:  # nobody has opened it yet
            return SessionGlance(is_open=True)
        phase = self._player.view().phase
        return SessionGlance(phase is not Transport.FINISHED, phase is Transport.PLAYING, has_practised=True)

    def _begun(self, glance: Glance) -> BreakState:
        """Where the machine stands; at first where it stood when the program ended."""
        if self._state is None:
            self._state = machine.begin(self._rules, glance, self._diary.recall())
        return self._state

    def _switch_off(self) -> None:
        if self._state is not None:
            self._state = self._glance = self._offered = None
            self._sessions = SessionWatch()
            self._diary.forget()
        self._tell_listeners()

    def _look_around(self) -> Glance:
        """Clock, person, and whether a session of the person's own goes on."""
        tools = self._tools
        glance = Glance(tools.now(), tools.clock(), tools.idle.seconds())
        if self._is_practising:
            self._break.look(self._session_of_break(), glance.clock)
            return glance
        self._sessions.look(tools.session(), glance.clock)
        return replace(glance, blocks=frozenset({Block.SESSION})) if self._sessions.is_going_on else glance

    def _with_blocks(self, glance: Glance) -> Glance:
        wanted = wanted_blocks(self._settings)
        found = self._tools.blocks.blocks(wanted, self._settings.programs)
        return replace(glance, blocks=glance.blocks | (found & wanted))

    def _see_to_session(self, state: BreakState, rules: BreakRules, glance: Glance) -> Step:
        """A session of the person's own that is over counts as a break if it was long enough."""
        seconds = self._sessions.take_practised()
        return machine.practised_alone(state, rules, glance, seconds) if seconds else Step(state)

    def _take(self, step: Step, glance: Glance, *, is_pressing: bool = False) -> None:
        """Stand where a step of the machine leads, and do what follows from it."""
        state = self._state = step.state
        self._glance = glance
        self._diary.note(step.events, glance.moment)
        self._note_away(step)
        if state.phase in _WITH_OFFER:
            self._offer_for(state)
        elif state.phase is not Phase.SNOOZED:
            self._offered = None
        self._diary.keep(state, is_pressing=is_pressing or bool(step.events))
        self._tell_listeners()

    def _note_away(self, step: Step) -> None:
        """Remember how long the person was away, up to the return, where that has counted."""
        state, until = step.state, step.state.clock + _AWAY_SHOWN_SECONDS
        for event in step.events:
            if isinstance(event, BreakEnded) and event.outcome is Outcome.AWAY:
                self._away = (event.seconds, until)
        if state.away and state.is_away_told and state.clock < self._away[1]:
            self._away = (state.away, until)

    def _offer_for(self, state: BreakState) -> None:
        """Choose what to do in the break of this state, unless that is chosen already, or done."""
        kind, offered = self._settings.kind(state.kind), self._offered
        is_under_way = self._is_practising and offered is not None and offered.kind.id == state.kind
        if kind is not None and not is_under_way and (offered is None or not offered.suits(kind)):
            self._offered = self._offers.offer(kind, self._worked(state))

    def _worked(self, state: BreakState) -> float | None:
        """Seconds of work that led to the break; None where the time of day did."""
        kind = self._settings.kind(state.kind)
        return None if kind is None or kind.at else state.worked.get(kind.id)

    def _tell_listeners(self) -> None:
        now = present_breaks(self._facts())
        if now != self._view:
            self._view = now
            for changed in tuple(self._listeners):
                changed()

    def _facts(self) -> BreakFacts:
        state, glance, rules = self._state, self._glance, self._rules
        counts = self._diary.counts(self._tools.now() if glance is None else glance.moment)
        if state is None or glance is None:
            return BreakFacts(self._settings, counts=counts)
        seconds, until = self._away
        return BreakFacts(
            settings=self._settings,
            state=state,
            glance=glance,
            hold=machine.hold(state, rules, glance),
            upcoming=machine.upcoming(state, rules, glance),
            offer=self._offered.offer if self._offered else None,
            can_snooze=machine.can_snooze(state, rules),
            can_skip=machine.can_skip(state, rules),
            counts=counts,
            away_seconds=0.0 if state.away or state.clock >= until else seconds,
            problems=self._problems(state),
        )

    def _problems(self, state: BreakState) -> tuple[str, ...]:
        idle = "" if state.is_idle_known else self._tools.idle.problem or unknown_idle()
        return tuple(problem for problem in (idle, self._diary.problem) if problem)
