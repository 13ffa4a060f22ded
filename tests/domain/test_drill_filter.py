from mobility_coach.domain.drill_filter import DrillFilter


def test_a_filter_that_asks_nothing_is_empty() -> None:
    assert DrillFilter().is_empty
    assert not DrillFilter(minutes=5).is_empty
    assert not DrillFilter(equipment=frozenset()).is_empty  # "nothing at hand" asks a lot
