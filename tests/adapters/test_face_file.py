"""The first face in the cache folder: losing it costs nothing but an emptier first moment."""

from pathlib import Path

import pytest

from mobility_coach.adapters.store.face_file import FaceFile
from mobility_coach.services.first_face import FirstFace

FACE = FirstFace(1120, 760, True, "light")


def test_it_is_kept_from_run_to_run(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert FaceFile(cache).recall() is None
    FaceFile(cache).keep(FACE)
    assert FaceFile(cache).recall() == FACE


def test_what_can_not_be_read_or_written_goes_to_the_log_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "first-face.json").mkdir()
    file = FaceFile(tmp_path)
    assert file.recall() is None
    file.keep(FACE)
    assert "first face was not kept" in caplog.text


def test_a_damaged_file_is_no_face(tmp_path: Path) -> None:
    (tmp_path / "first-face.json").write_bytes(b'{"version": 1, "wid')
    assert FaceFile(tmp_path).recall() is None
