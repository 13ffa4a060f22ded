import pytest

from mobility_coach.domain.motion import Motion
from tests.figure.golden_poses import golden_of, read_golden
from tests.figure.motions_for_tests import shipped_motions

MILLIMETRES, DEGREES = 1.0, 0.1


@pytest.mark.parametrize("motion", shipped_motions(), ids=lambda motion: motion.drill)
def test_key_poses_are_those_that_were_looked_at(motion: Motion) -> None:
    golden, now = read_golden()[motion.drill], golden_of([motion])[motion.drill]
    assert now.keys() == golden.keys()
    for pose, numbers in golden.items():
        for name, value in numbers.items():
            tolerance = MILLIMETRES if len(value) == 3 else DEGREES
            assert now[pose][name] == pytest.approx(value, abs=tolerance), f"{pose}: {name}"
