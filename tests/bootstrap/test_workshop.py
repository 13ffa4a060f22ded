from pathlib import Path

from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.services.session.session_ports import Levels


def test_silence_is_for_one_session_and_the_volume_for_the_next_ones_too(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path, {})
    workshop._remember_volume(Levels(volume=0.5, is_muted=True))
    again = Workshop(tmp_path, {}).levels
    assert (again.volume, again.is_muted) == (0.5, False)


def test_a_copy_of_what_must_not_be_lost_is_made_when_the_program_ends(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path, {})
    assert workshop.book.change("dose", "full") == ""
    workshop.history()
    workshop.close()
    assert len(list((tmp_path / "backups").glob("*.zip"))) == 1


def test_what_was_never_asked_for_is_never_made(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path, {})
    assert (workshop.unsaved(), workshop.measured("Heel down.")) == ("", None)
    workshop.voice_changed()
    workshop.close()
    assert list(tmp_path.iterdir()) == []
