from dataclasses import replace
from datetime import date, timedelta

import pytest

from mobility_coach.domain.coverage import Cell, Suggestion
from mobility_coach.domain.drill import (
    CueChoice,
    Drill,
    Equipment,
    Movement,
    Place,
    Plane,
    Position,
    Region,
    RepRange,
    Side,
    Sides,
    Step,
    Suitability,
    Tempo,
)
from mobility_coach.domain.preferences import CoachingPreferences, DrillChoices
from mobility_coach.domain.routine import Routine, RoutineItem
from mobility_coach.services.presenters.drill_presenter import Range, present_drill
from mobility_coach.services.presenters.library_presenter import present_library
from mobility_coach.services.presenters.plain_words import (
    equipment_text,
    equipment_title,
    last_done_text,
    minutes_text,
    place_title,
    plane_title,
    planes_text,
    position_title,
    shortened,
)
from mobility_coach.services.presenters.routine_presenter import present_routine
from mobility_coach.services.presenters.settings_view import (
    SettingKind,
    SettingRow,
    SettingsGroup,
    SettingsView,
)
from mobility_coach.services.presenters.today_presenter import present_today

TODAY = date(2026, 11, 22)

CUES = (
    CueChoice("foot", "Foot-led", "Roll your {side} foot out.", "Out", "In"),
    CueChoice("knee", "Knee-led", "Turn the kneecaps out.", "Out", "In"),
)


def movement(
    letter: str = "A", planes: tuple[Plane, ...] = (Plane.SAGITTAL,), cues: tuple[CueChoice, ...] = ()
) -> Movement:
    return Movement(
        id=letter,
        title="{Side} forward",
        planes=planes,
        reps=RepRange(5, 10),
        tempo=Tempo(60, 2, 2),
        step=Step("Drive.", "Drive the {side} hip forward."),
        stroke_in="Forward",
        stroke_out="Back",
        felt="front of the {side} thigh",
        cautions=("Mind the {side} knee.",),
        cue_choices=cues,
    )


def drill(
    drill_id: str = "lunge",
    region: Region = Region.HIP,
    movements: tuple[Movement, ...] = (movement(),),
    equipment: tuple[Equipment, ...] = (Equipment.WALL, Equipment.SUPPORT),
    sides: Sides = Sides.EACH,
    switch: Step | None = None,
) -> Drill:
    return Drill(
        id=drill_id,
        title=drill_id.capitalize(),
        region=region,
        summary="Opens the {side} hip.",
        read="Longer about the {side} hip.",
        position=Position.HALF_KNEELING,
        equipment=equipment,
        suits=(Suitability(Place.TV, "with a chair"), Suitability(Place.BEFORE_RUN)),
        sides=sides,
        setup=(Step("Kneel.", "Kneel on the {side} knee."),),
        movements=movements,
        switch=switch,
        cautions=("Go easy on the {other} foot.",),
    )


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "1 min"), (40, "1 min"), (89, "1 min"), (100, "2 min"), (1920, "32 min")]
)
def test_lengths_are_whole_minutes_of_at_least_one(seconds: float, text: str) -> None:
    assert minutes_text(seconds) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (None, "not yet done"),
        (-3, "today"),
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (62, "8 weeks ago"),
        (63, "2 months ago"),
        (400, "13 months ago"),
    ],
)
def test_days_are_told_as_people_do(days: int | None, text: str) -> None:
    assert last_done_text(None if days is None else TODAY - timedelta(days), TODAY) == text


def test_long_texts_are_shortened_on_one_line() -> None:
    assert shortened("a\n b", 10) == "a b"
    assert shortened("word " * 1000, 12) == "word word w…"


def test_every_value_has_a_name() -> None:
    names = [plane_title(each) for each in Plane]
    names += [equipment_title(each) for each in Equipment]
    names += [position_title(each) for each in Position]
    names += [place_title(each) for each in Place]
    assert all(names)
    assert len(set(names)) == len(names)


def test_equipment_and_planes_are_one_line() -> None:
    assert equipment_text(drill()) == "Wall, support"
    assert equipment_text(drill(equipment=())) == "Nothing needed"
    assert planes_text((Plane.TRANSVERSE,)) == "transverse"
    assert planes_text((Plane.SAGITTAL, Plane.FRONTAL)) == "two planes"
    assert planes_text(tuple(Plane)) == "three planes"


def test_the_library_is_grouped_by_region_without_empty_groups() -> None:
    drills = (
        drill("thorax", Region.THORACIC_SPINE),
        drill("roll", Region.ANKLE),
        drill("calf", Region.ANKLE),
    )
    routine = Routine("short", "Short", "A little.", (RoutineItem(drills[0]), RoutineItem(drills[1])))
    view = present_library(
        drills,
        (routine,),
        {"thorax": 300.0, "roll": 120.0, "calf": 60.0},
        {"short": 180.0},
        {"roll": TODAY},
        TODAY,
    )
    assert [(group.title, [row.id for row in group.rows]) for group in view.groups] == [
        ("Ankle", ["roll", "calf"]),
        ("Thoracic spine", ["thorax"]),
    ]
    roll = view.groups[0].rows[0]
    assert (roll.detail, roll.length, roll.note) == ("Wall, support · sagittal · TV, run", "2 min", "today")
    assert roll.spoken == "Roll, Ankle. Wall, support · sagittal · TV, run. 2 min, today"
    bare = replace(drills[1], equipment=())
    ((only,),) = (g.rows for g in present_library((bare,), (), {"roll": 120.0}, {}, {}, TODAY).groups)
    assert only.detail == "No equipment · sagittal · TV, run"
    assert view.routines.title == ""
    (row,) = view.routines.rows
    assert (row.title, row.detail, row.length, row.note) == ("Short", "A little.", "3 min", "2 drills")
    assert row.spoken == "Short. A little. 2 drills, 3 min"


def test_an_empty_library_has_no_groups() -> None:
    view = present_library((), (), {}, {}, {}, TODAY)
    assert view.groups == ()
    assert view.routines.rows == ()


def test_a_drill_page_is_worded_for_the_side_that_works_first() -> None:
    switch = Step("Switch.", "Now the {side} knee is behind.")
    preferences = CoachingPreferences(first_side=Side.RIGHT)
    shown = drill(movements=(movement("A"), movement("B", tuple(Plane))), switch=switch)
    view = present_drill(shown, preferences, 360, TODAY - timedelta(2), TODAY)
    assert view.summary == "Opens the right hip."
    assert view.setup == ("Kneel on the right knee.",)
    assert view.cautions == ("Go easy on the left foot.",)
    assert view.movements[0].title == "Right forward"
    assert view.movements[0].felt == "front of the right thigh"
    assert view.movements[0].cautions == ("Mind the right knee.",)
    assert view.movements[1].planes == "Sagittal · Frontal · Transverse"
    assert view.sides == (
        "Both movements on one side, then both again on the other. Now the left knee is behind."
    )
    assert view.chips == ("Half kneeling", "Wall", "Support", "Sagittal", "Frontal", "Transverse")
    assert view.suits == ("In front of the TV (with a chair)", "Before a run")
    assert view.start_text == "Start · 6 min"
    assert view.last_done == "Last done: 2 days ago"
    assert view.tempo_text == "beats a minute. A rep takes 4.0 s."
    assert (view.cues, view.cue) == ((), "")
    assert not view.is_changed


@pytest.mark.parametrize(
    ("sides", "text"),
    [
        (Sides.TOGETHER, "Both sides work at the same time."),
        (Sides.ALTERNATING, "The sides take turns within each rep."),
        (Sides.EACH, "First one side, then the same on the other."),
    ],
)
def test_a_drill_page_says_how_the_sides_work(sides: Sides, text: str) -> None:
    view = present_drill(drill(sides=sides, equipment=()), CoachingPreferences(), 60, None, TODAY)
    assert view.sides == text
    assert view.last_done == "You have not done this one yet"
    assert "Nothing needed" in view.chips


@pytest.mark.parametrize(
    "choices", [DrillChoices(reps={"A": 7}), DrillChoices(bpm=90), DrillChoices(cue="knee")]
)
def test_what_a_person_set_is_shown_and_can_be_put_back(choices: DrillChoices) -> None:
    shown = drill(movements=(movement(cues=CUES),))
    view = present_drill(shown, CoachingPreferences(drills={"lunge": choices}), 60, None, TODAY)
    assert view.is_changed
    assert view.movements[0].reps == Range(choices.reps.get("A", 8), 5, 10)
    assert view.tempo.value == (choices.bpm or 60)
    assert view.cue == (choices.cue or "foot")
    assert [cue.text for cue in view.cues] == ["Roll your left foot out.", "Turn the kneecaps out."]


def test_a_routine_page_tells_its_time_and_what_was_left_out() -> None:
    items = (RoutineItem(drill(movements=(movement("A"), movement("B"))), ("A",)),)
    routine = Routine("run", "Before a run", "Wakes you up.", items, seconds=300)
    view = present_routine(routine, 290, 700, ("Corner stretch is left out.",))
    assert view.minutes == Range(5, 2, 12)
    assert view.start_text == "Start · 5 min"
    assert view.left_out == ("Corner stretch is left out.",)
    assert view.chips == ("Wall", "Support")
    assert [(each.title, each.detail) for each in view.drills] == [("Lunge", "Wall, support · 1 movement")]


@pytest.mark.parametrize(
    ("wished", "whole", "minutes"),
    [
        (None, 700, Range(12, 2, 12)),
        (3600, 700, Range(12, 2, 12)),
        (30, 700, Range(2, 2, 12)),
        (None, 740, Range(12, 2, 12)),
        (None, 760, Range(13, 2, 13)),
        (None, 100, None),
    ],
)
def test_a_routine_is_fitted_between_two_minutes_and_everything(
    wished: float | None, whole: float, minutes: Range | None
) -> None:
    assert present_routine(Routine("r", "R", "", (), wished), whole, whole).minutes == minutes


def suggestion(days: int | None, *, is_first: bool = False, region: Region = Region.HIP) -> Suggestion:
    last = None if days is None else TODAY - timedelta(days)
    one = drill(region=region)
    return Suggestion(one, Cell(region, Plane.FRONTAL, (one,), last), is_first)


def test_today_with_a_streak_that_stands() -> None:
    view = present_today(12, "Today counts already.", is_done=True, suggestion=suggestion(3), seconds=300)
    assert (view.streak, view.title) == (12, "days in a row")
    assert view.line == "Today counts already. Hips in the frontal plane waited longest. Next: Lunge."
    assert (view.suggestion, view.start_text) == ("lunge", "One more · 5 min")
    assert view.start_spoken == "Start Lunge, 5 min"


def test_today_on_the_first_day() -> None:
    first = suggestion(None, is_first=True)
    view = present_today(0, "", is_done=False, suggestion=first, seconds=300)
    assert (view.streak, view.title) == (0, "A good day to begin")
    assert view.line == "Lunge is a good one to begin with."
    assert view.start_text == "Start today · 5 min"


@pytest.mark.parametrize(
    ("region", "place"),
    [
        (Region.ANKLE, "Ankles in the frontal plane"),
        (Region.HIP, "Hips in the frontal plane"),
        (Region.THORACIC_SPINE, "The thoracic spine in the frontal plane"),
    ],
)
def test_today_with_what_was_never_done(region: Region, place: str) -> None:
    new = suggestion(None, region=region)
    view = present_today(1, "", is_done=False, suggestion=new, seconds=300)
    assert view.line == f"{place}: still new to you. Next: Lunge."


def test_today_without_drills() -> None:
    view = present_today(1, "Yesterday counted.", is_done=False, suggestion=None, seconds=0)
    assert (view.title, view.line, view.suggestion) == ("day in a row", "Yesterday counted.", "")


def test_a_setting_is_found_by_its_name() -> None:
    row = SettingRow("speech_rate", "Speed", "", SettingKind.NUMBER, 165)
    view = SettingsView((SettingsGroup("Voice", (row,)),))
    assert view.value(view.voice_rate) == 165
    assert view.value("nothing") is None


def test_each_movement_tells_its_own_tempo_and_the_drill_says_so() -> None:
    slower = replace(movement("B"), tempo=Tempo(30, 2, 1))
    both = drill(movements=(movement("A"), slower))
    view = present_drill(both, CoachingPreferences(), 60.0, None, TODAY)
    assert [each.tempo for each in view.movements] == [
        "60 beats a minute, 4.0 s a rep",
        "30 beats a minute, 6.0 s a rep",
    ]
    assert view.tempo_text == (
        "beats a minute. A rep takes 4.0 s. That is movement A; the others keep their proportion to it."
    )
    faster = CoachingPreferences(drills={both.id: DrillChoices(bpm=90)})
    assert (
        present_drill(both, faster, 60.0, None, TODAY).movements[1].tempo == "45 beats a minute, 4.0 s a rep"
    )
