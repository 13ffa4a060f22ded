"""What is worth knowing at the start of a session goes by itself, but not unseen."""

from mobility_coach.services.session.passing_notice import NOTICE_SECONDS, PassingNotice
from tests.services.fakes import FakeMonotonicClock


def test_it_is_there_until_the_session_has_played_for_a_while() -> None:
    clock = FakeMonotonicClock()
    notice = PassingNotice("Captions alone.", clock)
    for _ in range(int(NOTICE_SECONDS)):
        assert notice.now(is_playing=True) == "Captions alone."
        clock.seconds += 1
    assert notice.now(is_playing=True) == ""
    assert notice.now(is_playing=False) == ""


def test_where_the_session_stands_still_it_stays() -> None:
    clock = FakeMonotonicClock()
    notice = PassingNotice("Captions alone.", clock)
    for is_playing in (False, True, False, True):
        assert notice.now(is_playing=is_playing) == "Captions alone."
        clock.seconds += 1_000 if not is_playing else NOTICE_SECONDS / 3
    assert notice.now(is_playing=True) == "Captions alone."
    clock.seconds += NOTICE_SECONDS / 2
    assert notice.now(is_playing=True) == ""
