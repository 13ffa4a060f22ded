"""What keeps a film from being written is said, at best before any work is done."""

import sys
from pathlib import Path

import pytest

from mobility_coach.adapters.film.ffmpeg import Ffmpeg, FfmpegMissing
from mobility_coach.adapters.film.film_file import FilmFileError
from mobility_coach.bootstrap import films
from mobility_coach.bootstrap.films import render_film
from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.cli.context import FilmRequest, NotWritten, SessionRequest

REQUEST = FilmRequest(SessionRequest("ankle-rolls"), 320, 180, "dark", 30)
GOOD = Ffmpeg("ffmpeg", frozenset({"libx264", "aac"}))


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """Where no word is rendered."""
    monkeypatch.setattr("mobility_coach.bootstrap.sessions.RENDER_PATIENCE_SECONDS", 0.0)
    return Workshop(tmp_path / "data")


def no_session(*_: object) -> None:
    raise AssertionError("the words were rendered")


def refused(workshop: Workshop, target: Path) -> str:
    with pytest.raises(NotWritten) as caught:
        render_film(workshop, REQUEST, target, None, lambda _share: None)
    assert not target.exists()
    return str(caught.value)


def test_without_ffmpeg_it_is_said_before_any_work(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> Ffmpeg:
        raise FfmpegMissing("Films are written by ffmpeg, which is not here. Install it.")

    monkeypatch.setattr(films, "spoken_session", no_session)
    monkeypatch.setattr(films, "find_ffmpeg", missing)
    assert refused(workshop, tmp_path / "a.mp4").startswith("Films are written by ffmpeg")


def test_without_an_encoder_it_is_said_before_any_work(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(films, "spoken_session", no_session)
    monkeypatch.setattr(films, "find_ffmpeg", lambda: GOOD)
    assert "Let the name end in .mp4." in refused(workshop, tmp_path / "a.webm")


def test_where_qt_can_not_be_loaded_the_doctor_is_named(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(films, "spoken_session", no_session)
    monkeypatch.setattr(films, "find_ffmpeg", lambda: GOOD)
    monkeypatch.setitem(sys.modules, "mobility_coach.ui.film.film_painter", None)
    said = refused(workshop, tmp_path / "a.mp4")
    assert "a.mp4 was not written: it can't be painted (" in said
    assert said.endswith("See: mobility-coach doctor")


def test_what_the_file_lacks_is_handed_on(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise FilmFileError("a.mp4 was not written. The disk is full. Free some space.")

    monkeypatch.setattr(films, "find_ffmpeg", lambda: GOOD)
    monkeypatch.setattr(films, "write_film", full)
    monkeypatch.setattr("mobility_coach.ui.film.film_painter.painting_application", object)
    assert refused(workshop, tmp_path / "a.mp4").endswith("The disk is full. Free some space.")
