"""How well spoken commands are understood: by voices that nothing was chosen by, and by those that it was.

    .venv/bin/python -m tests.benchmarks.bench_voice [commands for each figure, 200 unless told]

Needs espeak-ng and the extra "voice"; flite and the extra "natural" add voices. What is played is fed in
tenths of a second, as the microphone brings it: the figures are those of the whole way but for the echo.
"""

import itertools
import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from mobility_coach.adapters.voice.recogniser import PocketRecogniser
from mobility_coach.domain.commands import Command
from mobility_coach.services.voice.vocabulary import BARE_PHRASES, NAME, PHRASES
from mobility_coach.services.voice.voice_ports import HEARING_RATE, Heard
from tests.benchmarks.figures import Figures
from tests.benchmarks.voice_material import (
    Room,
    Samples,
    Speaker,
    command_track,
    knocks_and_tones,
    speakers,
    talk_track,
)
from tests.benchmarks.voice_sentences import SENTENCES, SHORT_WORDS

CHUNK = HEARING_RATE // 10
COMMANDS = 200
TALK_MINUTES = 24
SHORT_MINUTES = 6
HALVES = ("voices that it was tuned by", "voices held out")

ROOMS: tuple[tuple[Room, float | None], ...] = (
    (Room(), 0.95),
    (Room("noise", 20), 0.8),
    (Room("babble", 20), 0.8),
    (Room("noise", 15), None),
    (Room("babble", 15), None),
)
"""Where commands are said, and which part of them has to be understood."""

MOST_WRONG = 0.02
MOST_FALSE_A_MINUTE = 0.1
MOST_SECONDS = 0.7
MOST_PROCESSOR = 0.05


@dataclass
class Count:
    """What became of commands."""

    said: int = 0
    right: int = 0
    wrong: int = 0
    late: list[float] = field(default_factory=list)
    missed: Counter[str] = field(default_factory=Counter)

    @property
    def recall(self) -> float:
        return self.right / max(self.said, 1)


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COMMANDS
    begin = time.perf_counter()
    ear = PocketRecogniser()
    figures = Figures("Spoken commands")
    figures.note("until it listens, s", time.perf_counter() - begin)
    for half, name in enumerate(HALVES):
        print(f" {name}")
        plain, natural = speakers(half)
        for kind, voices in (("espeak-ng", plain), ("natural", natural)):
            if voices:
                commands(figures, ear, kind, voices, count)
        talk(figures, ear, "talk", (*plain, *natural), SENTENCES[half], TALK_MINUTES)
        talk(figures, ear, "short words", (*plain, *natural), SHORT_WORDS[half], SHORT_MINUTES)
        ready(figures, ear, (*plain, *natural), SENTENCES[half], count)
    falsely, processor = false_accepts(ear, knocks_and_tones(180))
    figures.at_most("knocks and tones: commands in three minutes", falsely, 0)
    figures.at_most("knocks and tones: of a core", processor, MOST_PROCESSOR)
    figures.end()


def commands(
    figures: Figures, ear: PocketRecogniser, kind: str, voices: Sequence[Speaker], count: int
) -> None:
    """Commands with the name in front, in every room."""
    late: list[float] = []
    phrases = itertools.cycle(PHRASES.items())
    for room, least in ROOMS:
        found = Count()
        for number, (phrase, command) in zip(range(count), phrases, strict=False):
            # Steps that share no factor with the number of phrases, speeds or pitches: all meet all.
            speaker = voices[number * 31 % len(voices)]
            said = f"{NAME}{', ' if number % 2 else ' '}{phrase}"
            say(ear, found, command_track(speaker, said, room), command, phrase)
        late += found.late
        label = f"{kind}, {room.name}"
        if least is None:
            figures.note(f"{label}: understood", found.recall)
        else:
            figures.at_least(f"{label}: understood", found.recall, least)
        figures.at_most(f"{label}: wrong", found.wrong / found.said, MOST_WRONG)
        if found.missed and not room.kind:
            print(
                f"    missed: {', '.join(f'{words} {times}' for words, times in found.missed.most_common(6))}"
            )
    figures.note(f"{kind}: from the end of the word, median, s", statistics.median(late))
    figures.at_most(
        f"{kind}: from the end of the word, 95 of 100, s", sorted(late)[len(late) * 95 // 100], MOST_SECONDS
    )


def say(
    ear: PocketRecogniser, found: Count, track: tuple[Samples, int], command: Command, phrase: str
) -> None:
    """Play one command, and note what came of it first."""
    samples, end = track
    heard = [(answer, at + taken) for answer, at, taken in listen(ear, samples) if answer.command is not None]
    found.said += 1
    if heard and heard[0][0].command is command:
        found.right += 1
        found.late.append(heard[0][1] - end / HEARING_RATE)
        return
    found.wrong += bool(heard)
    found.missed[phrase] += 1


def talk(
    figures: Figures,
    ear: PocketRecogniser,
    name: str,
    voices: Sequence[Speaker],
    texts: Sequence[str],
    minutes: int,
) -> None:
    """People talk; nothing of it is a command."""
    counts, shares = [], []
    for minute in range(minutes):
        few = voices[minute % 7 :: 7]
        falsely, share = false_accepts(ear, talk_track(few, texts, 60, minute))
        counts.append(falsely)
        shares.append(share)
    rate = sum(counts) / minutes
    if name == "talk":
        figures.at_most(f"{name}: false commands a minute", rate, MOST_FALSE_A_MINUTE)
    else:
        figures.note(f"{name}: false commands a minute", rate)
    figures.at_most(f"{name}: of a core", statistics.mean(shares), MOST_PROCESSOR)


def ready(
    figures: Figures, ear: PocketRecogniser, voices: Sequence[Speaker], texts: Sequence[str], count: int
) -> None:
    """The same while the coach waits for "ready", which counts without its name."""
    ear.needs_name = False
    found = Count()
    for number, phrase in zip(range(count // 2), itertools.cycle(BARE_PHRASES), strict=False):
        speaker = voices[number * 31 % len(voices)]
        say(ear, found, command_track(speaker, phrase, Room()), Command.READY, phrase)
    falsely = sum(false_accepts(ear, talk_track(voices[at::5], texts, 60, at))[0] for at in range(5))
    ear.needs_name = True
    figures.note("without the name, clean: understood", found.recall)
    figures.note("without the name, talk: false commands a minute", falsely / 5)


def false_accepts(ear: PocketRecogniser, samples: Samples) -> tuple[int, float]:
    """How many commands are heard, and the part of a core that it took."""
    begin = time.process_time()
    heard = [answer for answer, _, _ in listen(ear, samples) if answer.command is not None]
    return len(heard), (time.process_time() - begin) * HEARING_RATE / len(samples)


def listen(ear: PocketRecogniser, samples: Samples) -> list[tuple[Heard, float, float]]:
    """What is heard, when all samples that it took were there, and for how long it was thought over (s)."""
    heard = []
    for start in range(0, len(samples), CHUNK):
        begin = time.process_time()
        answers = ear.feed(samples[start : start + CHUNK])
        taken = time.process_time() - begin
        heard += [(answer, (start + CHUNK) / HEARING_RATE, taken) for answer in answers]
    return heard


if __name__ == "__main__":
    main()
