"""Trying spoken commands out."""

import pytest

from mobility_coach.domain.commands import Command
from mobility_coach.services.session.player_view import HearingState
from mobility_coach.services.voice.trial import LEAST_MARGIN, LONGEST_SECONDS, HearingTrial, TrialView
from mobility_coach.services.voice.voice_ports import (
    NOISY,
    EarReport,
    EarTrouble,
    Heard,
    Listening,
    RoomLevel,
)
from tests.services.ear_stage import FakeEarPort


class Stage:
    def __init__(self) -> None:
        self.now = 100.0
        self.port = FakeEarPort()
        self.trial = HearingTrial(self.port, lambda: self.now)

    def after(self, *reports: EarReport) -> TrialView:
        self.port.said += reports
        return self.trial.look()


def opened() -> Stage:
    made = Stage()
    made.trial.start()
    assert made.port.is_open
    return made


@pytest.fixture
def stage() -> Stage:
    return opened()


def test_the_microphone_opens_with_the_trial_and_not_before() -> None:
    stage = Stage()
    assert not stage.port.is_open
    assert stage.trial.look() == TrialView()
    stage = opened()
    assert stage.trial.is_open
    assert stage.trial.look().state is HearingState.STARTING
    assert stage.after(Listening("Webcam")).state is HearingState.LISTENING
    assert stage.trial.look().microphone == "Webcam"


def test_what_was_heard_last_is_shown_and_counted(stage: Stage) -> None:
    view = stage.after(Heard(Command.SLOWER, "slow down", 0.9))
    assert (view.command, view.words, view.heard_count) == (Command.SLOWER, "slow down", 1)
    view = stage.after(Heard(None, "nice weather", 1.1), Heard(None, "", 0.4))
    assert (view.command, view.words, view.heard_count) == (None, "", 3)


def test_levels_are_shown_and_a_loud_room_is_warned_of(stage: Stage) -> None:
    view = stage.after(RoomLevel(0.5, NOISY - 0.01, is_hearing_words=True))
    assert (view.level, view.noise, view.is_noisy) == (0.5, NOISY - 0.01, False)
    assert stage.after(RoomLevel(0.6, NOISY)).is_noisy


def test_words_that_are_hardly_louder_than_the_room_are_told_until_they_are(stage: Stage) -> None:
    said = Heard(Command.PAUSE, "pause", 0.8)
    assert not stage.after(said).is_noisy  # the first words, before any level
    stage.after(RoomLevel(0.9, 0.1), RoomLevel(0.35, 0.1, is_hearing_words=True))
    assert stage.after(RoomLevel(0.2, 0.1, is_hearing_words=True), said).is_noisy
    assert stage.after(RoomLevel(0.2, 0.1)).is_noisy
    assert not stage.after(RoomLevel(0.1 + LEAST_MARGIN, 0.1, is_hearing_words=True), said).is_noisy


def test_trouble_is_shown_until_the_microphone_is_back(stage: Stage) -> None:
    stage.after(Listening("Webcam"), RoomLevel(0.9, 0.8))
    view = stage.after(EarTrouble("It went away. Plug it in."))
    assert (view.state, view.problem) == (HearingState.TROUBLE, "It went away. Plug it in.")
    assert (view.level, view.is_noisy) == (0.0, False)
    view = stage.after(Listening("Headset"))
    assert (view.state, view.problem) == (HearingState.LISTENING, "")


def test_it_closes_by_itself_after_a_minute(stage: Stage) -> None:
    stage.now += LONGEST_SECONDS - 1
    assert stage.trial.look().seconds_left == 1.0
    stage.now += 1
    assert stage.trial.look() == TrialView()
    assert not stage.port.is_open
    assert not stage.trial.is_open


def test_it_can_be_closed_twice_and_opened_again(stage: Stage) -> None:
    stage.after(Heard(Command.PAUSE, "pause", 0.8))
    stage.trial.stop()
    stage.trial.stop()
    assert not stage.port.is_open
    stage.trial.start()
    assert stage.trial.look().heard_count == 0
    assert stage.port.is_open
