"""How loud a session is."""

from mobility_coach.services.session.session_ports import SOFT, Levels


def test_a_quiet_session_has_no_voice_and_soft_clicks_and_chimes() -> None:
    levels = Levels(volume=0.8, voice=0.9, clicks=0.6, chimes=0.4, is_muted=True)
    assert levels.quiet() == Levels(0.8, 0.0, 0.6 * SOFT, 0.4 * SOFT, is_muted=True)


def test_a_voice_is_heard_unless_it_or_everything_is_silent() -> None:
    assert Levels(volume=0.5, voice=0.5).is_voiced
    silent = (Levels(volume=0.0), Levels(voice=0.0), Levels(is_muted=True), Levels().quiet())
    assert not any(levels.is_voiced for levels in silent)
