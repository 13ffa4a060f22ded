"""pocketsphinx as the recogniser of commands: its English model, our grammar, nothing sent anywhere."""

import logging
import math
from typing import Any

import numpy as np

from mobility_coach.adapters.voice.voice_extra import voice_line
from mobility_coach.domain.wording import tr
from mobility_coach.services.voice.grammar import PRONUNCIATIONS, grammar
from mobility_coach.services.voice.judgement import FoundWord, is_believable
from mobility_coach.services.voice.utterances import MOST_SAMPLES, Paused, Samples, Utterances
from mobility_coach.services.voice.vocabulary import NAME, command_of, shown
from mobility_coach.services.voice.voice_ports import HEARING_RATE, MOST_WORDS_LENGTH, Heard, VoiceMissing

log = logging.getLogger(__name__)

_BEAMS = {"beam": 1e-56, "pbeam": 1e-56, "wbeam": 1e-36}
"""Wide enough that the start of a long phrase is not given up for a short one."""

_HISS = 10.0 ** (-24 / 20)
_LEAST_HISS = 5.0
"""The part of an utterance's loudness, and steps of 32,768: the model knows no perfect silence, which some
microphones and drivers deliver between words, nor a voice without any room around it."""

_FRAME = HEARING_RATE // 100
_SEARCH = "commands"
_END = "</s>"
_IMPOSSIBLE = 1e-300


class PocketRecogniser:
    """Implements `voice_ports.Recogniser`. Raises `VoiceMissing` where pocketsphinx is not installed."""

    def __init__(self) -> None:
        self.needs_name = True
        self._utterances = Utterances()
        self._decoder = _decoder()
        self._hiss = np.random.default_rng(1).standard_normal(MOST_SAMPLES)

    @property
    def is_hearing_words(self) -> bool:
        """Whether somebody is talking right now."""
        return self._utterances.is_speech

    def feed(self, samples: Samples) -> tuple[Heard, ...]:
        """Listen to the next samples; a command is told at the first pause behind it, talk at its end."""
        heard = []
        for event in self._utterances.feed(samples):
            if isinstance(event, Paused):
                command = self._understood(event)
                if command is None:
                    continue
                self._utterances.forget()
                heard.append(command)
            else:
                heard.append(Heard(None, "", event.seconds))
        return tuple(heard)

    def _understood(self, paused: Paused) -> Heard | None:
        words, is_whole = self._found(paused.samples)
        text = " ".join(word.text for word in words)
        command = command_of(text, needs_name=self.needs_name) if is_whole else None
        frames = len(paused.samples) // _FRAME
        if command is None or not is_believable(words, frames, NAME):
            return None
        return Heard(command, shown(text)[:MOST_WORDS_LENGTH], paused.seconds)

    def _found(self, samples: Samples) -> tuple[list[FoundWord], bool]:
        """The likeliest words of the grammar, and whether they are a whole sentence of it."""
        decoder = self._decoder
        decoder.start_utt()
        decoder.process_raw(self._with_hiss(samples).tobytes(), full_utt=True)
        decoder.end_utt()
        found = list(decoder.seg() or ()) if decoder.hyp() is not None else []
        words = [_word(part) for part in found if part.word[0] not in "<+["]
        return words, bool(found) and found[-1].word == _END

    def _with_hiss(self, samples: Samples) -> Samples:
        loudness = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))
        hiss = max(_LEAST_HISS, _HISS * loudness) * self._hiss[: len(samples)]
        return np.clip(samples + hiss, -32_768, 32_767).astype(np.int16)


def _word(part: Any) -> FoundWord:  # noqa: ANN401 - pocketsphinx has no types
    frames = part.end_frame - part.start_frame + 1
    likeliness = math.log(max(part.ascore, _IMPOSSIBLE)) / frames
    return FoundWord(part.word.partition("(")[0], part.start_frame, part.end_frame, likeliness)


def _decoder() -> Any:  # noqa: ANN401 - pocketsphinx has no types
    try:
        import pocketsphinx  # noqa: PLC0415 -- an extra
    except ImportError as error:
        raise VoiceMissing(
            tr("Spoken commands need a recogniser. Install it with “{line}”, then try again.").format(
                line=voice_line()
            )
        ) from error
    decoder = pocketsphinx.Decoder(lm=None, loglevel="FATAL", samprate=HEARING_RATE, **_BEAMS)
    for word, phones in PRONUNCIATIONS:
        decoder.add_word(word, phones, update=False)
    decoder.add_jsgf_string(_SEARCH, grammar())
    decoder.activate_search(_SEARCH)
    return decoder
