"""How long a session waits for its voice."""

import pytest

from mobility_coach.services.session.patience import HURRIED_SECONDS, PATIENCE_SECONDS, Patience


class SilentSpeaker:
    """Has nothing yet."""

    version = 0
    problem = ""

    def timing(self, text: str) -> None:
        return None

    def failed(self, text: str) -> None:
        return None


@pytest.mark.parametrize(("is_hurried", "seconds"), [(False, PATIENCE_SECONDS), (True, HURRIED_SECONDS)])
def test_who_has_to_be_done_at_a_moment_waits_less(*, is_hurried: bool, seconds: float) -> None:
    now = 10.0
    patience = Patience(SilentSpeaker(), lambda: now, is_hurried=is_hurried)  # type: ignore[arg-type]
    patience.begin()
    now = 10.0 + seconds - 0.01
    assert patience.lasts(["Stand tall."])
    now = 10.0 + seconds
    assert not patience.lasts(["Stand tall."])
