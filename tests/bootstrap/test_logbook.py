import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobility_coach.bootstrap import logbook


@pytest.fixture(autouse=True)
def logger_as_before() -> Iterator[None]:
    logger = logging.getLogger("mobility_coach")
    before = logger.level, logger.propagate
    yield
    logger.level, logger.propagate = before
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def test_lines_reach_the_file_and_nothing_is_made_before(tmp_path: Path) -> None:
    path = logbook.start_log(tmp_path / "logs")
    assert not path.exists()
    logging.getLogger("mobility_coach.test").warning("the cat sat on the %s", "\udcff")
    assert "the cat sat on the \\udcff" in path.read_text()


def test_a_large_log_makes_room(tmp_path: Path) -> None:
    (tmp_path / logbook.FILE_NAME).write_bytes(b"x" * (logbook.LARGEST_BYTES + 1))
    path = logbook.start_log(tmp_path)
    logging.getLogger("mobility_coach.test").warning("new")
    assert path.stat().st_size < 1_000
    assert (tmp_path / "coach.log.1").stat().st_size > logbook.LARGEST_BYTES


def test_a_fault_that_repeats_does_not_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logbook, "LARGEST_BYTES", 1_000)
    path = logbook.start_log(tmp_path)
    for number in range(100):
        logging.getLogger("mobility_coach.test").warning("line %d", number)
    assert "line 99" in path.read_text()
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 3_000


def test_a_folder_that_can_not_be_made_costs_the_log_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    logbook.start_log(tmp_path / "file" / "logs")
    logging.getLogger("mobility_coach.test").warning("unheard")
    folder = tmp_path / "log"
    (folder / logbook.FILE_NAME).mkdir(parents=True)
    logbook.start_log(folder)
    logging.getLogger("mobility_coach.test").warning("unheard")
    assert capsys.readouterr().err == ""
