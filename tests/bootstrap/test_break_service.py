"""Reminders with the real machine behind them, as far as no desktop is needed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mobility_coach.bootstrap.breaks import BreakService
from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.domain.breaks.state import Phase
from mobility_coach.domain.commands import BreakCommand
from mobility_coach.services.breaks.session_watch import SessionGlance
from mobility_coach.services.session.session_plan import Wishes
from tests.services.fakes import FakeSink, FakeSpeaker


class SilentSink(FakeSink):
    def prepare(self) -> None:
        """There is no device to be opened."""


class RestingSpeaker(FakeSpeaker):
    rests = 0

    def rest(self) -> None:
        """Forget the words."""
        self.rests += 1


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workshop]:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    made = Workshop(tmp_path, {})
    monkeypatch.setattr(made, "speaker", FakeSpeaker)
    monkeypatch.setattr("mobility_coach.bootstrap.sessions.make_sink", SilentSink)
    yield made
    made.close()


def test_a_break_that_is_taken_while_reminders_are_off_is_told(workshop: Workshop) -> None:
    service, told = BreakService(workshop, None), []
    service.listen(lambda: told.append(service.is_active))
    assert not service.is_active
    assert service.reminders.tell(BreakCommand.NOW) == ""
    assert service.reminders.view().phase is Phase.PRACTISING
    assert told == [True]
    service.reminders.finish()
    assert told == [True]
    assert not service.is_active


def test_while_reminders_are_on_their_changes_are_no_news_of_settings(workshop: Workshop) -> None:
    service, told = BreakService(workshop, None), []
    assert service.plan.change("is_on", True) == ""
    service.listen(lambda: told.append("changed"))
    service.reminders.look()
    service.reminders.tell(BreakCommand.NOW)
    assert service.is_active
    assert told == []
    service.reminders.finish()


def test_the_session_of_a_break_is_none_of_the_persons_own(workshop: Workshop) -> None:
    parts = BreakService(workshop, None).reminders._tools
    assert parts.session() == SessionGlance()
    parts.open_break(parts.plan("ankle-rolls", 120), is_quiet=True).close()
    assert parts.session() == SessionGlance()
    assert not workshop.is_coaching
    player = workshop.open_player(workshop.coach.plan("ankle-rolls", Wishes()), muted=True)
    assert parts.session() == SessionGlance(is_open=True)
    player.close()
    assert parts.session() == SessionGlance()


def test_words_are_forgotten_once_the_session_is_over(workshop: Workshop) -> None:
    speaker = RestingSpeaker()
    workshop.sound.speaker = lambda: speaker  # type: ignore[method-assign,assignment,return-value]
    workshop.sound._speaker = speaker  # type: ignore[assignment]
    parts = BreakService(workshop, None).reminders._tools
    player = parts.open_break(parts.plan("ankle-rolls", 120), is_quiet=False)
    workshop.rest()
    assert speaker.rests == 0
    player.close()
    workshop.rest()
    assert speaker.rests == 1
    workshop.sound._speaker = None


def test_without_a_session_there_is_nothing_to_forget(workshop: Workshop) -> None:
    workshop.rest()
