"""What can be said and what it means, which words are believed, and where in the sound somebody speaks."""

import numpy as np
import pytest
from numpy.typing import NDArray

from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.services.voice.grammar import DECOYS, PRONUNCIATIONS, grammar
from mobility_coach.services.voice.judgement import FoundWord, is_believable
from mobility_coach.services.voice.utterances import (
    FRAME,
    GAP,
    LONGEST,
    PAUSE,
    Over,
    Paused,
    Utterances,
)
from mobility_coach.services.voice.vocabulary import BARE_PHRASES, NAME, PHRASES, command_of, shown
from mobility_coach.services.voice.voice_ports import HEARING_RATE

Sound = NDArray[np.int16]


# Words


def test_every_command_of_a_session_can_be_said_and_no_phrase_means_two() -> None:
    # Pausing and going on are two commands when spoken; and who can be heard has started already.
    assert {command for command, info in COMMANDS.items() if info.phrases} == set(Command) - {
        Command.TOGGLE,
        Command.START,
    }
    assert len(PHRASES) == sum(len(info.phrases) for info in COMMANDS.values())
    assert all(phrase == phrase.lower().strip() for phrase in PHRASES)


def test_only_whole_phrases_with_the_name_count() -> None:
    for phrase, command in PHRASES.items():
        assert command_of(f"{NAME} {phrase}", needs_name=True) is command
        assert command_of(phrase, needs_name=True) is None
        assert command_of(f"{NAME} {phrase} now then", needs_name=True) is None
    assert command_of("", needs_name=True) is None
    assert command_of(NAME, needs_name=False) is None


def test_without_the_name_only_what_tells_that_one_is_ready_counts() -> None:
    said = {phrase for phrase in PHRASES if command_of(phrase, needs_name=False) is not None}
    assert said == set(BARE_PHRASES)
    assert "ready" in said
    assert {command_of(phrase, needs_name=False) for phrase in said} == {Command.READY}


def test_what_was_understood_is_shown_without_the_name() -> None:
    assert shown("coach slow down") == "slow down"
    assert shown("ready") == "ready"
    assert shown("coach") == ""


def test_the_grammar_has_each_phrase_and_decoys_that_are_none() -> None:
    text = grammar()
    assert text == grammar()
    assert text.startswith("#JSGF V1.0;")
    assert all(f" {phrase} " in text.replace(";", " ;") for phrase in (*PHRASES, *DECOYS))
    assert not set(DECOYS) & set(PHRASES)
    assert len({word for word, _ in PRONUNCIATIONS}) == len(PRONUNCIATIONS)


# Judgement


def _said(*words: tuple[str, int, int, float]) -> list[FoundWord]:
    return [FoundWord(*word) for word in words]


GOOD = (("coach", 10, 49, -4.0), ("slow", 60, 87, -2.0), ("down", 88, 115, -8.4))
"""As bad as is believed: whatever is a little worse is not."""


def test_what_fills_the_utterance_and_sounds_right_is_believed() -> None:
    assert is_believable(_said(*GOOD), 135, NAME)


@pytest.mark.parametrize(
    ("words", "frames"),
    [
        ((), 135),
        (GOOD[:1], 70),
        (GOOD, 145),
        ((GOOD[0], ("slow", 75, 102, -2.0), ("down", 103, 130, -8.4)), 150),
        ((("coach", 15, 49, -4.0), *GOOD[1:]), 135),
        ((("coach", 10, 49, -4.5), *GOOD[1:]), 135),
        ((GOOD[0], ("slow", 60, 87, -2.0), ("down", 88, 123, -8.4)), 143),
        ((*GOOD[:2], ("down", 88, 115, -8.9)), 135),
        ((("slow", 60, 87, -8.9), *GOOD[2:]), 135),
    ],
    ids=["nothing", "name", "tail", "gap", "short name", "odd name", "drawl", "odd word", "no name"],
)
def test_what_does_not_is_not(words: tuple[tuple[str, int, int, float], ...], frames: int) -> None:
    assert not is_believable(_said(*words), frames, NAME)


def test_without_the_name_a_phrase_has_to_sound_better() -> None:
    assert is_believable(_said(("ready", 10, 44, -7.0)), 64, NAME)
    assert not is_believable(_said(("ready", 10, 44, -7.5)), 64, NAME)


def test_a_name_longer_than_it_takes_tells_no_more() -> None:
    worse = (*GOOD[:2], ("down", 88, 115, -8.9))
    assert not is_believable(_said(("coach", 0, 49, -4.0), *worse[1:]), 135, NAME)


# Utterances


def _noise(frames: int, level: float = 0.0005) -> Sound:
    sound = np.random.default_rng(frames).standard_normal(frames * FRAME) * level
    return np.asarray(sound * 32_767, np.int16)


def _talk(frames: int) -> Sound:
    """As broad and loud as a voice: a buzz of harmonics."""
    time = np.arange(frames * FRAME) / HEARING_RATE
    buzz = sum(np.sin(2 * np.pi * 120 * harmonic * time) / harmonic for harmonic in range(1, 40))
    return np.asarray(buzz * 6_000, np.int16)


ROOM = _noise(100)
END = _noise(GAP + 2)


def test_a_phrase_is_told_at_the_pause_and_its_end_at_the_end() -> None:
    heard = Utterances()
    events = heard.feed(np.concatenate((ROOM, _talk(50), END)))
    paused, over = events
    assert isinstance(paused, Paused)
    assert isinstance(over, Over)
    assert paused.seconds == pytest.approx(1.0, abs=0.1)
    assert len(paused.samples) / HEARING_RATE == pytest.approx(1.0 + 0.5, abs=0.15)


def test_pieces_of_any_length_give_the_same() -> None:
    sound = np.concatenate((ROOM, _talk(40), END))
    whole = Utterances().feed(sound)
    heard, events, start = Utterances(), [], 0
    for length in (0, 1, 7, 319, 320, 321, 5_000, 100, len(sound)):
        events += heard.feed(sound[start : start + length])
        start += length
    assert [type(each) for each in events] == [type(each) for each in whole]
    assert isinstance(events[0], Paused)
    assert isinstance(whole[0], Paused)
    assert np.array_equal(events[0].samples, whole[0].samples)


def test_somebody_is_heard_talking() -> None:
    heard, found = Utterances(), []
    for sound in (ROOM, _talk(20), _noise(PAUSE + 1)):
        heard.feed(sound)
        found.append(heard.is_speech)
    assert found == [False, True, False]


def test_a_long_talk_is_no_phrase_and_a_knock_is_nothing() -> None:
    long = Utterances().feed(np.concatenate((ROOM, _talk(LONGEST + 30), END)))
    assert [type(each) for each in long] == [Over]
    assert Utterances().feed(np.concatenate((ROOM, _talk(2), END))) == []


def test_what_is_dealt_with_is_no_part_of_what_comes_next() -> None:
    heard = Utterances()
    first = heard.feed(np.concatenate((ROOM, _talk(40), _noise(PAUSE + 1))))
    heard.forget()
    second = heard.feed(np.concatenate((_noise(LEAD_FRAMES), _talk(20), END)))
    assert isinstance(first[-1], Paused)
    pauses = [each for each in second if isinstance(each, Paused)]
    assert len(pauses) == 1
    assert pauses[0].seconds == pytest.approx(0.4, abs=0.1)


LEAD_FRAMES = 20


@pytest.mark.parametrize(
    "sound",
    [
        np.zeros(0, np.int16),
        np.zeros(HEARING_RATE * 3, np.int16),
        np.full(HEARING_RATE, 32_767, np.int16),
        np.full(HEARING_RATE, -32_768, np.int16),
    ],
    ids=["nothing", "zeros", "clipped", "clipped below"],
)
def test_odd_sound_is_no_speech(sound: Sound) -> None:
    assert not any(isinstance(each, Paused) for each in Utterances().feed(sound))


def test_talk_right_after_the_microphone_was_opened_has_no_lead_and_is_not_judged() -> None:
    events = Utterances().feed(np.concatenate((_noise(3), _talk(110), _noise(PAUSE + 2))))
    assert not any(isinstance(each, Paused) and len(each.samples) == 0 for each in events)


def test_what_is_remembered_is_bounded() -> None:
    heard = Utterances()
    for _ in range(100):
        heard.feed(_noise(50))
    assert len(heard._rest) < FRAME
    assert len(heard._samples) < HEARING_RATE * 10
