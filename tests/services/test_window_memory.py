from mobility_coach.services.window_memory import MOST_MINI_PLACES, MiniPlace, WindowMemory


def test_a_window_that_was_never_left_knows_nothing() -> None:
    memory = WindowMemory()
    assert (memory.item, memory.shows_routines, memory.knows_crash) == ("", False, "")
    assert memory.filter.is_empty
    assert not memory.knows_safety
    assert memory.mini_places == ()


def place(monitors: str, x: int = 0) -> MiniPlace:
    return MiniPlace(monitors, x, 0, 240, 320)


def test_each_set_of_monitors_has_its_place() -> None:
    memory = WindowMemory().with_mini_place(place("one")).with_mini_place(place("two", 7))
    assert memory.mini_place("one") == place("one")
    assert memory.mini_place("two") == place("two", 7)
    assert memory.mini_place("three") is None


def test_the_latest_place_is_kept_and_comes_first() -> None:
    memory = WindowMemory(mini_places=(place("one"), place("two")))
    assert memory.with_mini_place(place("two", 9)).mini_places == (place("two", 9), place("one"))


def test_what_was_used_longest_ago_is_forgotten() -> None:
    memory = WindowMemory()
    for number in range(MOST_MINI_PLACES + 1):
        memory = memory.with_mini_place(place(str(number)))
    assert len(memory.mini_places) == MOST_MINI_PLACES
    assert memory.mini_place("0") is None
    assert memory.mini_place("1") == place("1")
