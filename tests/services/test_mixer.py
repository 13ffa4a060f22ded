from dataclasses import dataclass

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mobility_coach.domain.timeline import SAMPLE_RATE, Cue, CueKind, Sound, frames
from mobility_coach.services.sound.mixer import CEILING, DUCK, EDGE, Mix, MixerSettings
from mobility_coach.services.sound.tones import stand_in, tone


@dataclass(frozen=True)
class Spoken:
    samples: NDArray[np.float32]
    vowel: int = 0


def level(value: float, length: int, vowel: int = 0) -> Spoken:
    return Spoken(np.full(length, value, np.float32), vowel)


def click(frame: int, sound: Sound = Sound.CLICK_BEAT) -> Cue:
    return Cue(frame, CueKind.CLICK, "", sound)


def phrase(frame: int, text: str = "hello") -> Cue:
    return Cue(frame, CueKind.PHRASE, text)


def count(frame: int, text: str = "three") -> Cue:
    return Cue(frame, CueKind.COUNT, text, on_vowel=True)


PLAIN = MixerSettings(voice=1.0, clicks=1.0, chimes=1.0)
SECOND = SAMPLE_RATE


def whole(mix: Mix) -> NDArray[np.float32]:
    return mix.render(0, mix.stop)


def test_a_click_lies_at_its_frame_sample_by_sample() -> None:
    mix = Mix([click(1000)], {}, MixerSettings(clicks=0.5), 0, SECOND)
    sound = whole(mix)
    samples = tone(Sound.CLICK_BEAT)

    np.testing.assert_array_equal(sound[1000 : 1000 + len(samples)], samples * np.float32(0.5))
    assert not sound[:1000].any()
    assert not sound[1000 + len(samples) :].any()


def test_a_chime_has_the_chimes_volume() -> None:
    cue = Cue(10, CueKind.CHIME, "", Sound.CHIME_READY)
    sound = whole(Mix([cue], {}, MixerSettings(clicks=1.0, chimes=0.25), 0, 2 * SECOND))

    assert np.abs(sound).max() == pytest.approx(0.25, rel=1e-5)


def test_a_phrase_starts_at_its_frame_and_a_count_has_its_vowel_there() -> None:
    clips = {"hello": level(0.2, 100), "three": level(0.3, 500, vowel=400)}
    sound = whole(Mix([phrase(1000), count(5000)], clips, PLAIN, 0, SECOND))

    assert np.flatnonzero(sound == np.float32(0.2)).tolist() == list(range(1000, 1100))
    assert np.flatnonzero(sound == np.float32(0.3)).tolist() == list(range(4600, 5100))


def test_words_without_a_clip_are_a_soft_note() -> None:
    sound = whole(Mix([phrase(2000)], {}, MixerSettings(chimes=0.5), 0, SECOND))
    note = stand_in() * np.float32(0.5)

    np.testing.assert_array_equal(sound[2000 : 2000 + len(note)], note)


def test_a_silenced_voice_has_no_stand_in_and_ducks_nothing() -> None:
    cues = [phrase(1000), phrase(1000, "unknown"), click(1200)]
    mute_voice = MixerSettings(voice=0.0, clicks=1.0)
    sound = whole(Mix(cues, {"hello": level(0.5, SECOND)}, mute_voice, 0, SECOND))

    np.testing.assert_array_equal(sound, whole(Mix([click(1200)], {}, mute_voice, 0, SECOND)))


def test_muted_is_silence_and_segments_make_no_sound() -> None:
    muted = Mix([click(0)], {}, MixerSettings(muted=True), 0, SECOND)
    segments = Mix([Cue(0, CueKind.SEGMENT, "wall")], {"wall": level(0.5, 100)}, PLAIN, 0, SECOND)

    assert not whole(muted).any()
    assert not whole(segments).any()


def test_speech_ducks_clicks_by_eight_decibels_and_lets_them_up_again() -> None:
    begin, end = 2 * SECOND, 3 * SECOND
    clips = {"hello": level(0.0, end - begin)}

    def gain(frame: int) -> float:
        """The gain of a click at `frame`, measured at its peak."""
        ducked = whole(Mix([click(frame), phrase(begin)], clips, PLAIN, 0, 5 * SECOND))
        plain = whole(Mix([click(frame)], {}, PLAIN, 0, 5 * SECOND))
        peak = int(np.argmax(np.abs(plain)))
        return float(ducked[peak] / plain[peak])

    assert gain(SECOND) == 1.0
    assert gain(begin + 1000) == pytest.approx(DUCK)
    assert 20 * np.log10(DUCK) == pytest.approx(-8.0)
    assert gain(begin - frames(0.040)) == pytest.approx(DUCK)
    assert DUCK < gain(begin - frames(0.055)) < 1.0
    assert gain(begin - frames(0.080)) == 1.0
    assert gain(end) == pytest.approx(DUCK, abs=0.01)
    assert DUCK < gain(end + frames(0.1)) < 1.0
    assert gain(end + frames(0.21)) == 1.0


def test_between_words_that_are_near_the_clicks_stay_down() -> None:
    clips = {"hello": level(0.0, 1000), "three": level(0.0, 100)}
    near = [
        phrase(SECOND),
        phrase(SECOND + 200, "three"),
        phrase(SECOND + 1000 + frames(0.25)),
        click(SECOND + 6000),
    ]
    sound = whole(Mix(near, clips, PLAIN, 0, 2 * SECOND))

    assert np.abs(sound).max() == pytest.approx(DUCK * np.abs(tone(Sound.CLICK_BEAT)).max(), rel=1e-4)


def test_a_start_in_the_middle_of_a_phrase_fades_its_rest_in() -> None:
    mix = Mix([phrase(0)], {"hello": level(0.5, SECOND)}, PLAIN, 10_000, SECOND)
    sound = mix.render(9_000, 3_000)

    assert not sound[:1000].any()
    fade = sound[1000 : 1000 + EDGE]
    assert 0 < fade[0] < 0.01
    assert (np.diff(fade) > 0).all()
    assert (sound[1000 + EDGE :] == np.float32(0.5)).all()


def test_the_head_of_a_count_before_the_start_is_cut_cleanly() -> None:
    mix = Mix([count(100)], {"three": level(0.5, 5000, vowel=4000)}, PLAIN, 0, SECOND)
    sound = mix.render(0, 2000)

    assert 0 < sound[0] < 0.01
    assert sound[EDGE] == np.float32(0.5)
    assert not mix.render(-4000, 4000).any()


def test_a_sound_that_the_stop_cuts_fades_out() -> None:
    mix = Mix([phrase(0)], {"hello": level(0.5, 2 * SECOND)}, PLAIN, 0, SECOND)
    sound = mix.render(0, SECOND + 500)

    assert sound[SECOND - EDGE - 1] == np.float32(0.5)
    assert 0 < sound[SECOND - 1] < 0.01
    assert not sound[SECOND:].any()


def test_nothing_is_heard_outside_and_an_empty_block_is_empty() -> None:
    mix = Mix([click(0), click(SECOND)], {}, PLAIN, 0, SECOND)

    assert mix.stop == SECOND
    assert not mix.render(SECOND, 1000).any()
    assert not mix.render(-1000, 1000).any()
    assert mix.render(10, 0).shape == (0,)
    assert Mix([], {}, PLAIN, 100, 50).stop == 100


def test_far_cues_are_not_looked_up() -> None:
    asked = []

    class Clips:
        def get(self, text: str, /) -> Spoken | None:
            asked.append(text)
            return None

    cues = [phrase(second * SECOND, str(second)) for second in range(0, 1000, 50)]
    Mix(cues, Clips(), PLAIN, 500 * SECOND, 510 * SECOND)

    assert asked == ["450", "500", "550"]


@pytest.mark.parametrize("name", ["voice", "clicks", "chimes"])
@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_volume_out_of_range_is_named(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=name):
        MixerSettings(**{"voice": 1.0, "clicks": 1.0, "chimes": 1.0, name: value}, muted=False)


def test_a_crowd_of_loud_sounds_stays_below_minus_one_decibel_between_the_samples_too() -> None:
    rng = np.random.default_rng(3)
    rough = soxr.resample(rng.standard_normal(22_050).astype(np.float32), 22_050, SAMPLE_RATE)
    rough *= np.float32(0.95) / np.abs(rough).max()
    cues = [phrase(1000)]
    cues += [click(1000 + 3000 * number, Sound.CLICK_LAST) for number in range(12)]
    cues += [Cue(1000, CueKind.CHIME, "", sound) for sound in (Sound.CHIME_DONE, Sound.CHIME_START)]
    sound = whole(Mix(cues, {"hello": Spoken(rough)}, MixerSettings(clicks=0.5), 0, 2 * SECOND))

    oversampled = soxr.resample(sound, SAMPLE_RATE, 4 * SAMPLE_RATE)
    assert np.abs(sound).max() > 0.8
    assert 20 * np.log10(np.abs(oversampled).max()) <= -1.0


def test_the_limiter_leaves_quiet_samples_alone_and_keeps_the_order_of_loud_ones() -> None:
    ramp = Spoken(np.linspace(-3, 3, 6001, dtype=np.float32))
    sound = Mix([phrase(0)], {"hello": ramp}, PLAIN, 0, 6001).render(0, 6001)
    quiet = np.abs(ramp.samples) <= 0.8

    np.testing.assert_array_equal(sound[quiet], ramp.samples[quiet])
    assert (np.diff(sound) > 0).all()
    assert np.abs(sound).max() < CEILING < 1.0


TEXTS = ("one", "two", "missing", "a longer phrase")
CLIPS = {
    text: Spoken(
        (np.random.default_rng(index).standard_normal(700 * (index + 1)) * 0.4).astype(np.float32),
        300 * index,
    )
    for index, text in enumerate(TEXTS)
    if text != "missing"
}
CUES = st.lists(
    st.one_of(
        st.builds(click, st.integers(-500, 9000), st.sampled_from([Sound.CLICK_IN, Sound.CHIME_REST])),
        st.builds(phrase, st.integers(-500, 9000), st.sampled_from(TEXTS)),
        st.builds(count, st.integers(-500, 9000), st.sampled_from(TEXTS)),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=60)
@given(CUES, st.integers(0, 3000), st.integers(3000, 9500), st.lists(st.integers(1, 2500), min_size=1))
def test_the_same_samples_whatever_the_blocks(
    cues: list[Cue], start: int, stop: int, sizes: list[int]
) -> None:
    mix = Mix(cues, CLIPS, PLAIN, start, stop)
    expected = mix.render(0, 10_000)
    blocks, at, turn = [], 0, 0
    while at < 10_000:
        size = min(sizes[turn % len(sizes)], 10_000 - at)
        blocks.append(mix.render(at, size))
        at, turn = at + size, turn + 1

    assert np.concatenate(blocks).tobytes() == expected.tobytes()
    assert np.abs(expected).max() < CEILING
