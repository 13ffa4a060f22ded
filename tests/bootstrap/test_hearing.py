"""Spoken commands on this machine."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mobility_coach.bootstrap.hearing import MachineHearing, confirm_heard, voice_subject
from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.domain.timeline import Sound

if TYPE_CHECKING:
    from mobility_coach.services.session.session_ports import Levels


def test_a_trial_listens_to_the_microphone_of_the_settings_of_then(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    class FakeProcess:
        def __init__(self, microphone: str, _clock: object) -> None:
            opened.append(microphone)

    monkeypatch.setattr("mobility_coach.bootstrap.hearing.EarProcess", FakeProcess)
    names = iter(("", "Headset"))
    hearing = MachineHearing(lambda: next(names))
    hearing.trial()
    hearing.trial()
    assert opened == ["", "Headset"]


def test_what_was_heard_is_confirmed_as_loud_as_chimes_are_also_where_sessions_begin_muted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    played: list[tuple[Levels, Sound]] = []
    monkeypatch.setattr(
        "mobility_coach.bootstrap.voices.play_chime", lambda levels, sound: played.append((levels, sound))
    )
    workshop = Workshop(tmp_path, {})
    workshop.book.change("muted", value=True)
    workshop.book.change("chime_volume", 0.3)
    confirm_heard(workshop)
    [(levels, sound)] = played
    assert sound is Sound.CHIME_HEARD
    assert (levels.chimes, levels.is_muted) == (0.3, False)


def test_the_doctor_looks_at_what_the_settings_ask_for(tmp_path: Path) -> None:
    book = Workshop(tmp_path, {}).book
    book.change("voice_commands", value=True)
    book.change("microphone", "Headset")
    subject = voice_subject(book.settings)
    assert (subject.is_wanted, subject.chosen) == (True, "Headset")
