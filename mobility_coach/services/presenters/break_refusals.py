"""Why a command to the reminders can't be carried out, and what can be done instead."""

from mobility_coach.domain.breaks.rules import BreakRules
from mobility_coach.domain.breaks.state import LONGEST_PAUSE_MINUTES, Block, BreakState, Glance, Phase
from mobility_coach.domain.wording import ntr, tr


def why_not_started(state: BreakState, glance: Glance) -> str:
    """Why no break begins."""
    if state.phase is Phase.PRACTISING:
        return tr("You are taking a break already.")
    if Block.SESSION in glance.blocks:
        return tr("A session is open. End it first, then take the break.")
    return nothing_due()


def why_not_put_off(state: BreakState, rules: BreakRules) -> str:
    """Why the break that is due is neither snoozed nor skipped."""
    kind = rules.kind(state.kind)
    if state.phase is Phase.PRACTISING:
        return tr("You are taking the break. Stop it to leave out the rest.")
    if kind is None:
        return nothing_due()
    if kind.is_strict:
        return tr("You made this break strict: it can't be put off. You can change that under “Breaks”.")
    if state.phase is Phase.SNOOZED:
        return tr("This break is snoozed already.")
    if state.phase is Phase.HELD:
        return tr("This break waits already.")
    return ntr(
        "You have snoozed it {count} time already. Start it, or skip it.",
        "You have snoozed it {count} times already. Start it, or skip it.",
        state.snoozes,
    )


def nothing_due() -> str:
    """No break is due."""
    return tr("No break is due. You can take one at any time: choose “Take a break now”.")


def no_such_kind(kind: str) -> str:
    """A command names a kind that there is not."""
    return tr(
        "There is no break called '{kind}'. Those that there are stand in Mobility Coach, under “Breaks”."
    ).format(kind=kind)


def nothing_to_do() -> str:
    """There is no drill."""
    return tr("No drill could be read, so there is nothing to do. The messages in the window say why.")


def reminders_are_off() -> str:
    """Reminders are off."""
    return tr("Reminders are off. Switch them on in Mobility Coach, under “Breaks”.")


def pause_is_out_of_bounds() -> str:
    """A pause is too long or too short."""
    days = LONGEST_PAUSE_MINUTES // (24 * 60)
    return ntr(
        "A pause lasts from 1 minute to {count} day.", "A pause lasts from 1 minute to {count} days.", days
    )
