from itertools import pairwise

import numpy as np
import pytest

from mobility_coach.domain.timeline import SAMPLE_RATE, Sound
from mobility_coach.services.sound.tones import stand_in, tone

ALL = list(Sound)


@pytest.mark.parametrize("sound", ALL)
def test_every_sound_is_short_in_range_and_ends_in_silence(sound: Sound) -> None:
    samples = tone(sound)

    assert samples.dtype == np.float32
    assert samples.ndim == 1
    assert len(samples) <= (0.15 if sound.startswith("click") else 2.5) * SAMPLE_RATE
    assert 0.5 <= np.abs(samples).max() <= 1.0
    assert samples[0] == 0.0
    assert abs(samples[-1]) < 1e-3


def test_sounds_are_made_once_and_cannot_be_changed() -> None:
    assert tone(Sound.CLICK_IN) is tone(Sound.CLICK_IN)
    with pytest.raises(ValueError, match="read-only"):
        tone(Sound.CLICK_IN)[0] = 1.0


def test_the_pitches_tell_the_clicks_apart() -> None:
    pitches = sorted(
        _pitch(tone(sound)) for sound in (Sound.CLICK_BEAT, Sound.CLICK_IN, Sound.CLICK_OUT, Sound.CLICK_LAST)
    )

    assert all(high / low > 1.15 for low, high in pairwise(pitches))


def test_the_chimes_differ_from_each_other() -> None:
    chimes = [tone(sound) for sound in ALL if sound.startswith("chime")]

    assert len({chime.tobytes() for chime in chimes}) == len(chimes) == 6


def test_a_click_has_its_peak_within_three_milliseconds() -> None:
    for sound in (Sound.CLICK_BEAT, Sound.CLICK_IN, Sound.CLICK_OUT, Sound.CLICK_LAST):
        assert np.argmax(np.abs(tone(sound))) < 0.003 * SAMPLE_RATE


def test_the_sound_of_a_command_that_was_heard_is_soft_and_over_at_once() -> None:
    heard = tone(Sound.CHIME_HEARD)
    assert len(heard) <= 0.15 * SAMPLE_RATE
    assert np.abs(heard).max() <= 0.5 * np.abs(tone(Sound.CHIME_READY)).max()


def test_the_stand_in_for_words_is_softer_than_a_chime() -> None:
    assert np.abs(stand_in()).max() < np.abs(tone(Sound.CHIME_START)).max()
    assert len(stand_in()) < len(tone(Sound.CHIME_START))


def _pitch(samples: np.ndarray) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(samples, SAMPLE_RATE))))
