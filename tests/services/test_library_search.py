"""Finding drills and routines, and knowing their lengths bit by bit."""

from dataclasses import replace
from datetime import date

import pytest

from mobility_coach.domain.drill import Equipment, Place, Plane, Region
from mobility_coach.domain.drill_filter import DrillFilter
from mobility_coach.domain.library import Library
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.speech_timing import ClipTiming
from mobility_coach.services.library_search import MEASURED_AT_ONCE, LibraryShelf, SearchIndex
from mobility_coach.services.presenters.library_presenter import LibraryView
from mobility_coach.services.session.session_plan import SessionLengths
from tests.domain.drills_for_tests import drill, movement, plain_timing, shipped_drills

TODAY = date(2026, 11, 22)


def shelf(library: Library, lengths: SessionLengths | None = None, **minutes: int) -> LibraryShelf:
    lengths = lengths or SessionLengths(CoachingPreferences(), plain_timing)
    return LibraryShelf(SearchIndex(library), lengths, {"ankle-rolls": TODAY}, TODAY, minutes)


def many(count: int) -> Library:
    return Library(tuple(drill(f"swing-{at}") for at in range(count)))


def ids(view: LibraryView) -> list[str]:
    return [row.id for group in view.groups for row in group.rows]


@pytest.fixture(scope="module")
def shipped() -> LibraryShelf:
    return shelf(Library(shipped_drills()))


def test_without_a_filter_everything_is_there_and_nothing_is_counted(shipped: LibraryShelf) -> None:
    view = shipped.view(DrillFilter())
    assert len(ids(view)) == 8
    assert [group.title for group in view.groups] == ["Ankle", "Hip", "Thoracic spine"]
    assert (view.found, view.found_routines, view.unmeasured) == ("", "", 0)
    assert view.groups[0].place_of("ankle-rolls") is not None
    assert view.groups[0].place_of("yoga") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("HÍP matrix", ["hip-flexor-matrix"]),
        ("matrix hip flexor", ["hip-flexor-matrix"]),
        ("  rolls  ", ["ankle-rolls"]),
        ("thoracic corner", ["corner-stretch"]),
        ("zebra", []),
        ("{side}", []),
    ],
)
def test_words_are_found_in_any_order_whatever_their_case_and_accents(
    shipped: LibraryShelf, text: str, found: list[str]
) -> None:
    view = shipped.view(DrillFilter(text=text))
    assert ids(view) == found
    assert view.found == f"{len(found)} of 8 drills"


@pytest.mark.parametrize(
    "place", ["title", "summary", "felt", "step", "region", "plane", "equipment", "suits"]
)
def test_a_drill_is_found_by_what_a_person_knows_of_it(place: str) -> None:
    special = movement("A")
    made = drill("other", region=Region.ANKLE, equipment=(Equipment.BENCH,))
    word = "zebra"
    if place == "title":
        made = replace(made, title="The Zebra")
    elif place == "summary":
        made = replace(made, summary="For zebras.")
    elif place == "felt":
        made = replace(made, movements=(replace(special, felt="in the {side} zebra"),))
    elif place == "step":
        made = replace(made, movements=(replace(special, title="Zebra forward"),))
    else:
        word = {"region": "ankle", "plane": "frontal", "equipment": "bench", "suits": "desk"}[place]
        made = replace(made, movements=(replace(special, planes=(Plane.FRONTAL,)),))
        made = replace(made, suits=shipped_drills()[0].suits)
        assert any(entry.place is Place.DESK for entry in made.suits)
    assert ids(shelf(Library((drill(), made))).view(DrillFilter(text=word))) == ["other"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("couch hip", ["hip-flexor-matrix", "modified-pigeon"]),
        ("run two planes", ["bent-knee-ankle-matrix"]),
        ("half kneeling planes", ["hip-flexor-matrix"]),
        ("lying", ["side-lying-rotation"]),
    ],
)
def test_every_word_that_is_shown_of_a_drill_finds_it(
    shipped: LibraryShelf, text: str, found: list[str]
) -> None:
    assert ids(shipped.view(DrillFilter(text=text))) == found


def test_a_drill_that_needs_nothing_is_found_by_that(shipped: LibraryShelf) -> None:
    bare = [each.id for each in shipped_drills() if not each.equipment]
    assert bare
    for words in ("nothing needed", "no equipment"):
        assert ids(shipped.view(DrillFilter(text=words))) == bare
    at_desk = ids(shipped.view(DrillFilter(place=Place.DESK)))
    found = ids(shipped.view(DrillFilter(text="desk nothing")))
    assert found == [each for each in bare if each in at_desk]
    assert found


def test_filters_and_words_narrow_together(shipped: LibraryShelf) -> None:
    at_desk = ids(shipped.view(DrillFilter(place=Place.DESK)))
    assert 0 < len(at_desk) < 8
    both = ids(shipped.view(DrillFilter("matrix", place=Place.DESK)))
    assert both == [each for each in at_desk if "matrix" in each]
    assert len(ids(shipped.view(DrillFilter("matrix")))) > len(both)


def test_routines_are_searched_by_words_alone(shipped: LibraryShelf) -> None:
    view = shipped.view(DrillFilter("run", place=Place.TV, minutes=2))
    assert [row.id for row in view.routines.rows] == ["before-run"]
    assert view.found_routines == "1 of 8 routines"


def test_a_short_list_is_measured_at_once() -> None:
    fits = shelf(many(3)).view(DrillFilter(minutes=10))
    assert (len(ids(fits)), fits.unmeasured) == (3, 0)
    assert ids(shelf(many(3)).view(DrillFilter(minutes=0))) == []


def test_a_long_list_is_measured_step_by_step_and_says_how_many_are_missing() -> None:
    count = MEASURED_AT_ONCE + 10
    long = shelf(many(count))
    wanted = DrillFilter(minutes=10)
    assert long.view(wanted).unmeasured == count
    assert long.view(DrillFilter()).routines.row(0).length == ""
    assert long.view(DrillFilter()).routines.row(0).spoken.endswith(f"{count} drills")
    assert long.prepare(MEASURED_AT_ONCE) == 10
    assert (len(ids(long.view(wanted))), long.view(wanted).unmeasured) == (MEASURED_AT_ONCE, 10)
    assert long.prepare(100) == 0
    assert long.prepare(100) == 0
    assert (len(ids(long.view(wanted))), long.view(wanted).unmeasured) == (count, 0)
    assert long.view(DrillFilter()).routines.row(0).length


def test_no_row_is_measured_before_it_is_looked_at() -> None:
    asked: list[str] = []

    def listening(text: str) -> ClipTiming:
        asked.append(text)
        return plain_timing(text)

    lengths = SessionLengths(CoachingPreferences(), listening)
    group = shelf(many(5), lengths).view(DrillFilter("swing")).groups[0]
    assert (len(group), group.title_at(3), group.id_at(3)) == (5, "Swing-3", "swing-3")
    assert not asked
    first = group.row(3)
    assert asked
    assert first.length
    assert group.row(3) is first
    assert lengths.knows(many(5).drills[3])
    assert not lengths.knows(many(5).drills[4])


def test_a_routine_has_the_time_that_it_is_fitted_to() -> None:
    library = Library(shipped_drills())
    usual = shelf(library).view(DrillFilter()).routines.row(0)
    fitted = shelf(library, full=10).view(DrillFilter()).routines.row(0)
    assert (usual.id, fitted.id) == ("full", "full")
    assert int(fitted.length.split()[0]) <= 10 < int(usual.length.split()[0])


def test_a_routine_counts_the_drills_that_its_time_leaves() -> None:
    routines = shelf(Library(shipped_drills())).view(DrillFilter()).routines
    assert [row.note for row in routines.rows if row.id == "short"] == ["2 drills"]


def test_what_is_neither_drill_nor_routine_is_not_found() -> None:
    index = SearchIndex(Library(shipped_drills()))
    assert index.routine("ankle-rolls").title == "Ankle rolls"
    assert index.routine("full").id == "full"
    with pytest.raises(KeyError):
        index.routine("yoga")


def test_words_are_read_before_any_length_is_measured() -> None:
    count = 100
    lengths = SessionLengths(CoachingPreferences(), plain_timing)
    long = shelf(many(count), lengths)
    assert long.prepare(5) == count
    assert not lengths.knows(many(count).drills[0])
    assert long.prepare(5) == count - 5
    assert lengths.knows(many(count).drills[4])
