"""What the doctor says of films."""

from mobility_coach.adapters.film.ffmpeg import Ffmpeg, FfmpegMissing
from mobility_coach.adapters.film.film_probes import film_probe
from mobility_coach.adapters.machine.system_packages import extra_line
from mobility_coach.services.doctor import Condition


def test_what_ffmpeg_can_write_is_told() -> None:
    found = list(film_probe(lambda: Ffmpeg("/usr/bin/ffmpeg", frozenset({"libx264", "aac"}))).look())
    assert [(each.id, each.condition) for each in found] == [
        ("ffmpeg", Condition.FINE),
        ("film.mp4", Condition.FINE),
        ("film.webm", Condition.NOTE),
    ]
    assert found[2].remedy


def test_where_it_is_missing_it_says_what_to_install() -> None:
    def missing() -> Ffmpeg:
        raise FfmpegMissing("Add ffmpeg with this line:", "install ffmpeg")

    (found,) = film_probe(missing).look()
    assert found.condition is Condition.NOTE
    assert (found.remedy, found.command) == ("Add ffmpeg with this line:", "install ffmpeg")


def test_where_it_writes_no_film_at_all_there_is_the_line_that_adds_another() -> None:
    found = list(film_probe(lambda: Ffmpeg("/usr/bin/ffmpeg", frozenset())).look())
    assert [each.command for each in found[1:]] == [extra_line("video")] * 2
