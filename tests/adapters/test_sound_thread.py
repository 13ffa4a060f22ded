import logging
import threading

import pytest

from mobility_coach.adapters.sound.sound_thread import SoundThread

PATIENCE = 10.0


def test_jobs_are_done_in_order_on_one_thread_of_their_own() -> None:
    seen: list[str] = []
    thread = SoundThread(lambda: None, linger=PATIENCE)
    thread.post(lambda: seen.append(threading.current_thread().name))

    assert thread.run(lambda: seen.append(threading.current_thread().name), PATIENCE)
    assert seen == ["sound-device", "sound-device"]
    thread.end()


def test_a_job_that_hangs_holds_nobody_up() -> None:
    gate, after = threading.Event(), threading.Event()
    thread = SoundThread(lambda: None, linger=PATIENCE)

    assert not thread.run(lambda: _wait(gate), 0.0)
    assert thread.busy
    thread.post(after.set)
    gate.set()
    assert after.wait(PATIENCE)
    thread.end()


def test_a_job_that_fails_is_logged_and_the_next_is_done(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise RuntimeError("the driver is upset")

    thread = SoundThread(lambda: None, linger=PATIENCE)
    assert thread.run(fail, PATIENCE)
    assert thread.run(lambda: None, PATIENCE)

    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    thread.end()


def test_after_the_last_job_it_tells_once_that_it_is_idle() -> None:
    idle = threading.Event()
    thread = SoundThread(idle.set, linger=0.0)
    thread.post(lambda: None)

    assert idle.wait(PATIENCE)
    assert thread.run(lambda: None, PATIENCE)
    thread.end()


def test_after_its_end_another_job_starts_it_again() -> None:
    thread = SoundThread(lambda: None, linger=PATIENCE)
    thread.end()
    assert thread.run(lambda: None, PATIENCE)
    thread.end()

    assert thread.run(lambda: None, PATIENCE)
    thread.end()


def _wait(gate: threading.Event) -> None:
    gate.wait(PATIENCE)
