"""All that sessions may say, known before any is compiled: so that a voice can be prepared for them."""

from collections.abc import Iterable, Iterator

from mobility_coach.domain import phrases
from mobility_coach.domain.drill import Drill, Movement, Side
from mobility_coach.domain.mirror import fill_sides

HIGHEST_NUMBER = 20
"""Numbers are counted at least so far, whatever the drills' ranges are."""


def session_texts(drills: Iterable[Drill]) -> tuple[str, ...]:
    """Every phrase that a session of these drills may say on either side, in any dose and tempo, each once.

    What all sessions share comes first: the numbers, the opening and the ends.
    """
    drills = tuple(drills)
    highest = max((movement.reps.high for drill in drills for movement in drill.movements), default=0)
    numbers = map(str, range(1, max(HIGHEST_NUMBER, highest) + 1))
    edges = (phrases.safety_words(), phrases.closing_words(), phrases.back_to_film())
    shared = (*numbers, phrases.last_one(), *edges)
    own = (text for drill in drills for text in _drill_texts(drill))
    return tuple(dict.fromkeys((*shared, *own)))


def _drill_texts(drill: Drill) -> Iterator[str]:
    yield phrases.introduction(drill)
    yield phrases.rest_words(drill)
    for side in (Side.LEFT, Side.RIGHT):
        for text in _sided_texts(drill):
            yield fill_sides(text, side)


def _sided_texts(drill: Drill) -> Iterator[str]:
    yield from drill.cautions
    yield from (step.say for step in drill.setup)
    if drill.switch is not None:
        yield drill.switch.say
    for movement in drill.movements:
        yield from _movement_texts(movement)


def _movement_texts(movement: Movement) -> Iterator[str]:
    yield from [choice.say for choice in movement.cue_choices] or [movement.step.say]
    yield from movement.cautions
    yield from movement.hints
