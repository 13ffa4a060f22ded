import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.bootstrap import voices
from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.domain.breaks.record import BreakRecord, Outcome
from mobility_coach.services.session.session_plan import Wishes
from mobility_coach.services.session.session_ports import SOFT, Levels


def test_silence_is_for_one_session_and_the_volume_for_the_next_ones_too(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path, {})
    workshop.sound._remember_volume(Levels(volume=0.5, is_muted=True))
    again = Workshop(tmp_path, {}).sound.levels
    assert (again.volume, again.is_muted) == (0.5, False)


def test_a_copy_of_what_must_not_be_lost_is_made_when_the_program_ends(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path, {})
    assert workshop.book.change("dose", "full") == ""
    workshop.history()
    workshop.close()
    assert len(list((tmp_path / "backups").glob("*.zip"))) == 1


def break_record() -> BreakRecord:
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    return BreakRecord("id-1", "short", Outcome.DONE, at, 60, at.date(), 110.0, "0.5.0")


def test_breaks_are_counted_by_day_and_copied_too(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path, {})
    assert workshop.breaks_log.append(break_record()) == ""
    assert workshop.break_outcomes(date(2026, 11, 23)) == {Outcome.DONE: 1}
    assert workshop.unsaved() == ""
    workshop.close()
    [backup] = (tmp_path / "backups").glob("*.zip")
    with zipfile.ZipFile(backup) as archive:
        assert [Path(name).parent.name for name in archive.namelist()] == ["breaks"]


def test_breaks_that_are_not_saved_are_told_and_tried_again_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "breaks").write_bytes(b"in the way")
    workshop = Workshop(tmp_path, {})
    told = workshop.breaks_log.append(break_record())
    assert told.startswith("1 break is not saved yet.")
    assert workshop.unsaved() == told
    assert told in workshop.problems()
    (tmp_path / "breaks").unlink()
    workshop.close()
    assert Workshop(tmp_path, {}).break_outcomes(date(2026, 11, 23)) == {Outcome.DONE: 1}


def test_what_was_never_asked_for_is_never_made(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path, {})
    assert (workshop.unsaved(), workshop.measured("Heel down.")) == ("", None)
    workshop.voice_changed()
    workshop.close()
    assert list(tmp_path.iterdir()) == []


def test_figures_are_those_of_the_library_and_a_bad_one_is_told(tmp_path: Path) -> None:
    shipped = resources_folder() / "drills" / "4-hip-flexor-matrix.json"
    own = json.loads(shipped.read_text("utf-8")) | {"id": "mine", "motion": {"side": 5}}
    (tmp_path / "drills").mkdir()
    (tmp_path / "drills" / "mine.json").write_text(json.dumps(own), "utf-8")
    workshop = Workshop(tmp_path, {})
    assert workshop.problems() == ()
    figures = workshop.figures()
    assert workshop.figures() is figures
    assert [figures.has_way(each.id) for each in workshop.library().drills] == [True] * 8 + [False]
    assert figures.motion("mine") is not None
    assert all(each.startswith("mine.json: motion") for each in workshop.problems())
    assert workshop.problems()
    workshop.close()


@pytest.fixture
def by_night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    workshop = Workshop(tmp_path, {})
    monkeypatch.setattr(workshop, "now", lambda: datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    return workshop


def test_a_session_at_night_is_as_the_settings_say_and_tells_it(by_night: Workshop) -> None:
    by_night.book.change("night", "captions")
    plan = by_night.coach.plan("ankle-rolls", Wishes())
    levels = by_night.sound.levels
    for is_muted in (False, True):
        player = by_night.open_player(plan, muted=is_muted)
        assert by_night.own_player is not None
        assert by_night.own_player._levels == replace(levels.quiet(), is_muted=is_muted)
        assert "until 7:00" in by_night.own_player.view().notice
        player.close()
    by_night.close()


def test_a_chime_and_a_sample_at_night_are_soft(by_night: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Levels] = []
    monkeypatch.setattr(voices, "play_chime", heard.append)
    monkeypatch.setattr(voices.VoiceSample, "play", lambda _self, *told: heard.append(told[2]))
    by_night.chime()
    by_night.book.change("night", "captions")
    by_night.chime()
    by_night.listen("Heel down.", "", 165)
    usual = by_night.sound.levels
    assert [levels.chimes for levels in heard] == [usual.chimes, usual.chimes * SOFT, usual.chimes * SOFT]
    assert heard[2].voice == usual.voice * SOFT
    by_night.close()
