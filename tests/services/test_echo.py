"""Our own sound is taken out of what the microphone brings, and what others say stays."""

import numpy as np
import pytest
from numpy.typing import NDArray

from mobility_coach.services.voice import echo_reference
from mobility_coach.services.voice.echo import BLOCK, PARTITIONS, EchoCanceller
from mobility_coach.services.voice.echo_free import EchoFree
from mobility_coach.services.voice.echo_gate import HANG_BLOCKS, LEAD_BLOCKS, EchoGate
from mobility_coach.services.voice.echo_reference import KEPT_SAMPLES, EchoReference

Sound = NDArray[np.float32]

RATE = 16_000


def noise(seconds: float, seed: int, gain: float = 0.1) -> Sound:
    samples = np.random.default_rng(seed).standard_normal(round(seconds * RATE))
    return (gain * samples).astype(np.float32)


def room() -> Sound:
    """How sound comes back: 40 ms later, with reflections that fade."""
    tail = np.random.default_rng(3).standard_normal(2_400) * np.exp(-np.arange(2_400) / 400) * 0.1
    answer = np.concatenate((np.zeros(640), [0.6], tail))
    return answer.astype(np.float32)


def decibels(samples: Sound) -> float:
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64)) + 1e-12))


def listened(played: Sound, microphone: Sound, *, late: float = 0.0, drift: float = 0.0) -> Sound:
    """What is left where `played` began at 1.0 s; drivers' times are `late`, and the clock of what plays is
    faster by `drift`."""
    reference = EchoReference(0.0)
    cleaner = EchoFree(reference)
    cleaner.opened()
    reference.played()
    sent, parts, piece = 0, [], 512
    pieces = np.round(microphone * 32_767).astype(np.int16)
    for begin in range(0, len(pieces), piece):
        now = begin / RATE
        until = min(len(played), begin + 3_200 - min(0, round(late * RATE)))
        reference.sounds(sent * 3, played[sent:until])
        sent = until
        reference.anchored(round(now * (1 + drift) * 48_000), 1.0 + now + late)
        parts.append(cleaner.feed(pieces[begin : begin + piece], 1.0 + now))
    cleaned = np.concatenate(parts)[LEAD_BLOCKS * BLOCK :]
    return cleaned.astype(np.float32) / np.float32(32_768)


@pytest.mark.parametrize("late", [-0.03, 0.0, 0.2])
def test_our_own_sound_is_taken_out_whatever_drivers_say(late: float) -> None:
    played = noise(8.0, 1)
    echo = np.convolve(played, room())[: len(played)]
    left = listened(played, echo, late=-late)
    end = slice(6 * RATE, len(left))
    assert decibels(echo[end]) - decibels(left[end]) > 20


def test_two_clocks_that_drift_apart_do_not_spoil_it() -> None:
    played = np.convolve(noise(20.0, 1), np.hanning(9)).astype(np.float32)  # as low as voices are
    places = np.arange(len(played)) * (1 + 50e-6)
    echo = np.interp(places, np.arange(len(played)), np.convolve(played, room())[: len(played)])
    left = listened(played, echo.astype(np.float32), drift=50e-6)
    end = slice(16 * RATE, len(left))
    assert decibels(echo[end]) - decibels(left[end]) > 15


def test_who_talks_meanwhile_is_heard_and_does_not_spoil_what_was_learnt() -> None:
    played, talk = noise(12.0, 1), noise(12.0, 2)
    talk[: 8 * RATE] = 0
    talk[10 * RATE :] = 0
    echo = np.convolve(played, room())[: len(played)]
    left = listened(played, echo + talk)
    both, after = slice(8 * RATE, 10 * RATE), slice(11 * RATE, len(left))
    assert decibels(left[both] - talk[both]) < decibels(echo[both]) - 12
    assert decibels(left[after]) < decibels(echo[after]) - 20


def test_with_headphones_on_a_word_over_our_first_one_is_heard_as_it_is() -> None:
    played, talk = noise(3.0, 1), noise(3.0, 2)
    talk[: RATE // 5] = 0
    talk[RATE:] = 0
    left = listened(played, talk)
    said = slice(RATE // 5, RATE)
    assert decibels(left[said] - talk[said]) < decibels(talk[said]) - 8
    assert decibels(left[RATE + 1_600 :]) < decibels(talk[said]) - 50, "no echo of it is made up"


def test_what_is_no_echo_stays_as_it_is() -> None:
    talk = noise(2.0, 2)
    left = listened(np.zeros(2 * RATE, np.float32), talk)
    assert np.abs(left - talk[: len(left)]).max() < 2 / 32_768


def test_nothing_is_done_before_the_times_are_known_and_long_after_all_is_silent() -> None:
    reference = EchoReference(0.0)
    canceller = EchoCanceller(reference)
    block = noise(1.0, 1)[:BLOCK]
    assert canceller.cleaned(block) is block
    canceller.moved(0.0)
    assert canceller.place == 0.0
    reference.anchored(0, 0.0)
    reference.sounds(0, noise(1.0, 4)[:BLOCK])
    for _ in range(PARTITIONS + 2 * HANG_BLOCKS):
        canceller.cleaned(block)
    assert canceller.cleaned(block) is block


# The gate


def gate_after(blocks: int) -> EchoGate:
    """One that has heard so many blocks of a soft room, and of an echo that was taken out well."""
    gate = EchoGate()
    for number in range(blocks):
        gate.passed(noise(0.016, number, 0.001), noise(0.016, number + 1, 0.1))
    return gate


def test_what_is_left_of_the_echo_is_covered_by_the_noise_of_the_room() -> None:
    gate = gate_after(1_000)
    heard = [gate.passed(noise(0.016, 5, 0.02), noise(0.016, 6, 0.1)) for _ in range(100)]
    assert all(decibels(block) < -50 for block in heard)
    assert any(block.any() for block in heard), "no dead silence either: that would sound like a gap"


def test_who_is_louder_than_what_is_left_is_heard_from_before_the_begin_until_after_the_end() -> None:
    gate, soft, echo = gate_after(1_000), noise(0.016, 5, 0.02), noise(0.016, 6, 0.1)
    talk = noise(0.016, 7, 0.08)
    said = [soft] * 20 + [talk] * 20 + [soft] * 40
    heard = [gate.passed(block, echo) for block in said][LEAD_BLOCKS:]
    through = [index for index, block in enumerate(heard) if block is said[index]]
    assert through == list(range(20 - LEAD_BLOCKS, through[-1] + 1))
    assert 40 + HANG_BLOCKS - 1 <= through[-1] <= 40 + HANG_BLOCKS + 4


def test_until_the_filter_has_learnt_more_is_asked_for() -> None:
    gate, echo = gate_after(10), noise(0.016, 6, 0.1)
    unlearnt = noise(0.016, 5, 0.08)
    assert not any(gate.passed(unlearnt, echo) is unlearnt for _ in range(20))
    louder = noise(0.016, 5, 0.2)
    assert [gate.passed(louder, echo) for _ in range(20)][-1] is louder


def test_where_nothing_is_played_everything_passes() -> None:
    gate, silence = EchoGate(), np.zeros(BLOCK, np.float32)
    talk = [noise(0.016, number, 0.05) for number in range(20)]
    heard = [gate.passed(block, silence) for block in talk]
    assert all(after is before for after, before in zip(heard[LEAD_BLOCKS:], talk, strict=False))
    assert not np.concatenate(heard[:LEAD_BLOCKS]).any()


# The microphone


def test_pieces_of_any_length_come_out_whole_blocks() -> None:
    cleaner = EchoFree(EchoReference(0.0))
    counts = [len(cleaner.feed(np.zeros(count, np.int16), 1.0)) for count in (100, 155, 1, 0, 700)]
    assert counts == [0, 0, 256, 0, 512]


def place_after(cleaner: EchoFree, times: list[float]) -> float:
    """Where the reference is read next, after blocks that drivers say to be of these times."""
    for at in times:
        cleaner.feed(np.zeros(BLOCK, np.int16), at)
    place = cleaner._canceller.place
    assert place is not None
    return place


def test_a_microphone_that_stumbles_is_joined_anew() -> None:
    cleaner = EchoFree(EchoReference(0.0))
    first = place_after(cleaner, [1.0])
    assert place_after(cleaner, [2.0]) - first == pytest.approx(RATE)


def test_a_microphone_that_lost_a_little_is_joined_anew_once_that_is_certain() -> None:
    cleaner = EchoFree(EchoReference(0.0))
    first = place_after(cleaner, [1.0])
    before = [1.0 + 0.016 * number for number in range(1, 50)]
    assert place_after(cleaner, before) - first == pytest.approx(49 * BLOCK)
    after = [1.05 + 0.016 * number for number in range(50, 150)]
    assert place_after(cleaner, after) - first == pytest.approx(149 * BLOCK + 0.05 * RATE, abs=0.021 * RATE)


def test_times_that_jitter_move_nothing() -> None:
    cleaner = EchoFree(EchoReference(0.0))
    place_after(cleaner, [1.0 + 0.016 * number for number in range(50)])
    first = place_after(cleaner, [1.8])
    jitter = [1.0 + 0.016 * number + (number % 3 - 1) * 0.04 for number in range(51, 151)]
    assert place_after(cleaner, jitter) - first == pytest.approx(100 * BLOCK)


# The reference


def ramp(count: int, begin: int = 0) -> Sound:
    return np.arange(begin, begin + count, dtype=np.float32)


def test_samples_are_found_where_they_are_heard() -> None:
    reference = EchoReference(100.0)
    reference.played()
    reference.sounds(0, ramp(1_600))
    reference.sounds(4_800, ramp(1_600, 1_600))
    reference.anchored(2_400, 101.0)
    place = reference.place(101.0)
    assert place == RATE
    assert reference.read(place, 4, 1.0) == pytest.approx([800, 801, 802, 803])
    assert reference.read(place + 0.25, 3, 2.0) == pytest.approx([800.25, 802.25, 804.25])
    assert not reference.read(place + 5_000, 4, 1.0).any(), "nobody knows what comes"


def test_what_was_halted_is_silent_and_what_was_before_it_stays() -> None:
    reference = EchoReference(0.0)
    reference.anchored(0, 1.0)
    reference.sounds(0, ramp(3_200, 1))
    reference.halted(4_800)
    assert reference.read(RATE + 1_590.0, 4, 1.0) == pytest.approx([1_591, 1_592, 1_593, 1_594])
    assert not reference.read(RATE + 1_602.0, 200, 1.0).any()
    reference.halted(0)  # told twice
    reference.sounds(0, ramp(100, 1))
    reference.anchored(0, 2.0)
    assert reference.read(2.0 * RATE, 3, 1.0) == pytest.approx([1, 2, 3], abs=0.6)
    reference.halted(30_000)
    assert reference.read(2.0 * RATE + 90, 3, 1.0) == pytest.approx([91, 92, 93], abs=0.6)


def test_small_errors_of_the_clock_are_followed_and_large_ones_believed() -> None:
    reference = EchoReference(0.0)
    reference.anchored(0, 1.0)
    for look in range(1, 100):
        reference.anchored(look * 1_600, 1.0 + look / 30 - 0.001)
    assert reference.place(3.0) == pytest.approx(3.0 * RATE + 16, abs=1.0)
    reference.anchored(160_000, 10.0)
    reference.sounds(160_000, ramp(16, 5))
    assert reference.read(reference.place(10.0), 1, 1.0) == pytest.approx([5], abs=1.0)


def test_only_some_seconds_are_kept_and_only_some_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    reference = EchoReference(0.0)
    reference.anchored(0, 0.0)
    reference.sounds(0, np.ones(10, np.float32))
    reference.sounds(3 * 10 * KEPT_SAMPLES, np.ones(10, np.float32))
    assert not reference.read(2.0, 4, 1.0).any()
    assert not reference.read(10.0 * KEPT_SAMPLES - 10, 4, 1.0).any()
    assert reference.read(10.0 * KEPT_SAMPLES + 2, 4, 1.0).all()
    monkeypatch.setattr(echo_reference, "MOST_WAITING", 20)
    reference.played()
    for begin in range(0, 100, 10):
        reference.sounds(begin * 3, np.full(10, 9, np.float32))
    reference.anchored(0, 60.0)
    assert (reference.read(60.0 * RATE - 2, 40, 1.0) == 9).sum() == pytest.approx(20, abs=2)
