from mobility_coach.services.window_memory import WindowMemory


def test_a_window_that_was_never_left_knows_nothing() -> None:
    memory = WindowMemory()
    assert (memory.item, memory.shows_routines, memory.knows_crash) == ("", False, "")
    assert memory.filter.is_empty
    assert not memory.knows_safety
