"""What is wanted beside a session is brought about on a thread, which ends when nothing is left to do."""

import logging
import threading
from collections.abc import Iterator

import pytest

from mobility_coach.adapters.machine.aside_thread import AsideThread

PATIENCE = 8.0


class FakePursuit:
    """Counts down from three to zero while it is wanted, and up again after; each step can be waited for."""

    def __init__(self) -> None:
        self.steps: list[bool] = []
        self.left = 3
        self.fails = False
        self.gate: threading.Event | None = None
        self.settled = threading.Semaphore(0)
        self.closed = threading.Event()
        self.threads: set[str] = set()

    def pursue(self, *, wanted: bool) -> float | None:
        self.threads.add(threading.current_thread().name)
        if self.gate is not None:
            assert self.gate.wait(PATIENCE)
        if self.fails:
            raise OSError("no")
        self.steps.append(wanted)
        goal = 0 if wanted else 3
        self.left += (goal > self.left) - (goal < self.left)
        if self.left == goal:
            self.settled.release()
            return None
        return 0.0

    def close(self) -> None:
        self.closed.set()


@pytest.fixture
def pursuit() -> FakePursuit:
    return FakePursuit()


@pytest.fixture
def aside(pursuit: FakePursuit) -> Iterator[AsideThread]:
    made = AsideThread(pursuit, "aside of a test")
    yield made
    made.finish()
    assert made.wait(PATIENCE)


def test_a_wish_is_followed_step_by_step_on_another_thread(aside: AsideThread, pursuit: FakePursuit) -> None:
    aside.want(wanted=True)
    assert pursuit.settled.acquire(timeout=PATIENCE)
    assert pursuit.steps == [True] * 3
    aside.want(wanted=False)
    assert pursuit.settled.acquire(timeout=PATIENCE)
    assert pursuit.steps == [True] * 3 + [False] * 3
    assert pursuit.threads == {"aside of a test"}


def test_at_the_end_all_is_given_back_and_closed(aside: AsideThread, pursuit: FakePursuit) -> None:
    aside.want(wanted=True)
    assert pursuit.settled.acquire(timeout=PATIENCE)
    aside.finish()
    assert aside.wait(PATIENCE)
    assert pursuit.left == 3
    assert pursuit.closed.is_set()
    aside.want(wanted=True)
    assert pursuit.steps[-1] is False, "nothing is wanted after the end"


def test_nobody_waits_for_one_that_hangs(aside: AsideThread, pursuit: FakePursuit) -> None:
    pursuit.gate = threading.Event()
    aside.want(wanted=True)
    aside.want(wanted=False)
    aside.finish()
    assert not aside.wait(0.0)
    pursuit.gate.set()
    assert aside.wait(PATIENCE)
    assert pursuit.left == 3


def test_where_nothing_was_wanted_no_thread_begins(aside: AsideThread, pursuit: FakePursuit) -> None:
    aside.finish()
    assert aside.wait(0.0)
    assert pursuit.threads == set()


def test_one_that_fails_is_closed_and_told_to_the_log(
    aside: AsideThread, pursuit: FakePursuit, caplog: pytest.LogCaptureFixture
) -> None:
    pursuit.fails = True
    with caplog.at_level(logging.ERROR):
        aside.want(wanted=True)
        assert aside.wait(PATIENCE)
    assert pursuit.closed.is_set()
    assert "aside of a test: given up" in caplog.text
    aside.want(wanted=False)
    assert aside.wait(0.0)


class FollowingPursuit(FakePursuit):
    """Sees whether the one before it had ended at each of its steps."""

    def __init__(self, before: FakePursuit) -> None:
        super().__init__()
        self._before = before
        self.was_alone: list[bool] = []

    def pursue(self, *, wanted: bool) -> float | None:
        self.was_alone.append(self._before.closed.is_set())
        return super().pursue(wanted=wanted)


def test_the_next_of_a_name_begins_once_all_is_given_back(aside: AsideThread, pursuit: FakePursuit) -> None:
    coming = FollowingPursuit(pursuit)
    following = AsideThread(coming, "aside of a test")
    pursuit.gate = threading.Event()
    aside.want(wanted=True)
    aside.finish()
    following.want(wanted=True)
    pursuit.gate.set()
    assert coming.settled.acquire(timeout=PATIENCE)
    following.finish()
    assert following.wait(PATIENCE)
    assert set(coming.was_alone) == {True}
