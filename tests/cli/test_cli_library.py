"""`list`, `show` and `routines`."""

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from mobility_coach.domain.drill import Region
from mobility_coach.domain.library import Library

if TYPE_CHECKING:
    from tests.cli.conftest import Cli


def test_list_as_json_is_a_list_of_drills(cli: "Cli") -> None:
    cli.context.log.kept = [cli.record(), cli.record("r-0", day=date(2026, 11, 2))]
    ran = cli("list", "--json")
    assert ran.code == 0
    drills = json.loads(ran.out)
    assert [(each["id"], each["region"]) for each in drills] == [
        ("ankle-rolls", "ankle"),
        ("hip-flexor-matrix", "hip"),
    ]
    assert drills[1] == {
        "id": "hip-flexor-matrix",
        "region": "hip",
        "title": "Hip flexor matrix",
        "summary": "Frees the left hip.",
        "equipment": ["wall"],
        "planes": ["sagittal"],
        "position": "half-kneeling",
        "sides": "each",
        "suits": [{"place": "tv", "note": "on a mat"}],
        "seconds": 60,
        "last_done": "2026-11-21",
    }
    assert drills[0]["last_done"] is None


def test_list_for_people_has_regions_and_routines(cli: "Cli") -> None:
    cli.context.log.kept = [cli.record()]
    ran = cli("list")
    assert ran.code == 0
    headings = [line for line in ran.out.splitlines() if line and not line.startswith(" ")]
    assert headings[:3] == ["Ankle", "Hip", "Routines"]
    assert "  hip-flexor-matrix  Hip flexor matrix\n" in ran.out
    assert "yesterday" in ran.out
    assert "Three minutes" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_a_day_that_is_still_to_come_is_not_told_as_done(cli: "Cli") -> None:
    cli.context.log.kept = [cli.record(day=date(2026, 11, 23))]
    assert json.loads(cli("show", "hip-flexor-matrix", "--json").out)["last_done"] is None


def test_an_empty_library_is_no_error(cli: "Cli") -> None:
    cli.context.drills = Library(())
    cli.context.every_routine = ()
    assert cli("list", "--json").out == "[]\n"
    assert cli("list").code == 0
    assert cli("routines").code == 0


def test_problems_of_own_drills_are_told_beside_the_list(cli: "Cli") -> None:
    cli.context.problems = ("hip.json: title: missing",)
    ran = cli("list", "--json")
    assert ran.code == 0
    assert ran.err == "hip.json: title: missing\n"
    json.loads(ran.out)


def test_json_is_ascii_whatever_a_drill_is_called(cli: "Cli") -> None:
    cli.context.drills = Library((), (cli.drill("own", "Hüfte 開 \U0001f600", Region.HIP),))
    ran = cli("list", "--json")
    assert ran.out.isascii()
    assert json.loads(ran.out)[0]["title"] == "Hüfte 開 \U0001f600"


def test_show_as_json_is_the_whole_drill(cli: "Cli") -> None:
    ran = cli("show", "hip-flexor-matrix", "--json")
    assert ran.code == 0
    shown = json.loads(ran.out)
    assert shown["id"] == "hip-flexor-matrix"
    assert shown["setup"] == [{"say": "Kneel down.", "read": "Kneel on the left knee."}]
    assert shown["switch"] == {"say": "Change sides.", "read": "Now the left knee."}
    assert shown["cautions"] == ["Stay below pain."]
    first = shown["movements"][0]
    assert first == {
        "id": "A",
        "title": "Forward drive",
        "planes": ["sagittal"],
        "reps": {"low": 5, "high": 10},
        "tempo": {"bpm": 60, "beats_in": 2, "beats_out": 2},
        "step": {"say": "Drive forward.", "read": "Drive the left hip forward and back."},
        "stroke_in": "Forward",
        "stroke_out": "Back",
        "felt": "front of the left thigh",
        "hints": ["Stay tall."],
        "cautions": ["Stop where it pinches."],
        "cue_choices": [
            {"id": "foot", "title": "Foot-led", "say": "Roll out.", "stroke_in": "Out", "stroke_out": "In"}
        ],
        "chosen_reps": 8,
        "chosen_bpm": 60,
    }
    assert "{side}" not in ran.out


def test_a_drill_without_a_switch_shows_none(cli: "Cli") -> None:
    cli.context.drills = Library((cli.drill("hips", "Hips", Region.HIP, switch=None),))
    assert json.loads(cli("show", "hips", "--json").out)["switch"] is None


def test_show_for_people(cli: "Cli") -> None:
    ran = cli("show", "hip-flexor-matrix")
    assert ran.code == 0
    for text in (
        "Hip flexor matrix\n",
        "1. Kneel on the left knee.",
        "A · Forward drive",
        "8 reps (5 to 10) · 60 beats a minute. A rep takes 4.0 s.",
        "Felt: front of the left thigh",
        "Foot-led",
        "Stay below pain.",
        "In front of the TV (on a mat)",
    ):
        assert text in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("name", ["Hip flexor matrix", "HIP-FLEXOR-MATRIX", " hip-flexor-matrix "])
def test_a_title_finds_its_drill(cli: "Cli", name: str) -> None:
    assert cli("show", name).code == 0


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("hip-flexor-matrx", "Did you mean hip-flexor-matrix?"),
        ("hip", "Did you mean hip-flexor-matrix?"),
        ("zzz", "There is no drill or routine 'zzz'. 'mobility-coach list' shows all."),
        ("", "There is no drill or routine ''."),
        (
            "a\x1b[31mb\n",
            "There is no drill or routine 'a\N{REPLACEMENT CHARACTER}[31mb\N{REPLACEMENT CHARACTER}'.",
        ),
        ("shrt", "Did you mean short?"),
        ("3-minutes", "Did you mean short?"),
        ("three minuts", "Did you mean short?"),
        ("minutes", "Did you mean short?"),
        ("x" * 100_000, f"There is no drill or routine '{'x' * 64}'."),
        ("../../etc/passwd", "There is no drill or routine '../../etc/passwd'."),
    ],
)
def test_an_unknown_drill_is_not_found(cli: "Cli", name: str, answer: str) -> None:
    ran = cli("show", name)
    assert ran.code == 3
    assert answer in ran.err
    assert len(ran.err.splitlines()) == 1
    assert ran.out == ""


def test_several_suggestions(cli: "Cli") -> None:
    cli.context.drills = Library(
        tuple(cli.drill(each, each, Region.HIP) for each in ("hip-a", "hip-b", "hip-c"))
    )
    assert "Did you mean hip-a, hip-b or hip-c?" in cli("show", "hip").err


@pytest.mark.parametrize("name", ["Three minutes", "three-minutes", " THREE\N{EN DASH}minutes"])
def test_a_title_finds_its_routine(cli: "Cli", name: str) -> None:
    assert cli("show", name).out == cli("show", "short").out != ""
    cli("play", name, "--no-window")
    assert cli.context.requests[-1].item == "short"


def test_drills_of_one_title_are_told_apart_by_their_ids(cli: "Cli") -> None:
    cli.context.drills = Library(
        (cli.drill("a-1", "Swing", Region.HIP), cli.drill("b-2", "Roll", Region.HIP))
    )
    assert cli("show", "roll").out == cli("show", "b-2").out != ""
    cli.context.drills = Library(tuple(cli.drill(each, "Swing", Region.HIP) for each in ("a-1", "b-2")))
    ran = cli("show", "swing")
    assert ran.code == 3
    assert "Did you mean a-1 or b-2?" in ran.err


def test_routines(cli: "Cli") -> None:
    ran = cli("routines", "--json")
    assert json.loads(ran.out) == [
        {
            "id": "short",
            "title": "Three minutes",
            "summary": "A little.",
            "drills": ["ankle-rolls", "hip-flexor-matrix"],
            "seconds": 120,
        }
    ]
    ran = cli("routines")
    assert ran.code == 0
    assert ran.out.startswith("short · Three minutes · 2 min\n")
    assert "ankle-rolls, hip-flexor-matrix" in ran.out


def test_show_tells_what_a_routine_is_made_of(cli: "Cli") -> None:
    cli.context.gone = ("Ankle rolls: B left out.",)
    ran = cli("show", "Short")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Three minutes\n"
        "short · 2 min\n"
        "\n"
        "A little.\n"
        "\n"
        "Drills\n"
        "  ankle-rolls        Ankle rolls · Nothing needed · 2 movements\n"
        "  hip-flexor-matrix  Hip flexor matrix · Wall · 2 movements\n"
        "\n"
        "Left out\n"
        "  - Ankle rolls: B left out.\n"
    )
    cli.context.gone = ()
    assert "Left out" not in cli("show", "short").out


def test_show_a_routine_as_json(cli: "Cli") -> None:
    cli.context.gone = ("Ankle rolls: B left out.",)
    shown = json.loads(cli("show", "short", "--json").out)
    assert shown == {
        "id": "short",
        "title": "Three minutes",
        "summary": "A little.",
        "drills": ["ankle-rolls", "hip-flexor-matrix"],
        "seconds": 120,
        "left_out": ["Ankle rolls: B left out."],
    }


def test_the_list_for_the_tv_has_what_faces_the_screen_and_says_how(cli: "Cli") -> None:
    ankle, hip = cli.context.drills.drills
    cli.context.drills = Library((replace(ankle, suits=()), hip))
    ran = cli("list", "--tv")
    assert ran.code == 0
    assert "hip-flexor-matrix" in ran.out
    assert "on a mat" in ran.out
    assert "ankle-rolls" not in ran.out
    assert "Routines" not in ran.out
    assert [each["id"] for each in json.loads(cli("list", "--tv", "--json").out)] == ["hip-flexor-matrix"]
    assert "on a mat" not in cli("list").out
