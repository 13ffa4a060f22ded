"""Which streams of other programs are low, in a small file among what belongs to this machine alone."""

import json
import logging
import math
from pathlib import Path

from mobility_coach.adapters.store.storage import FileSystem, write_file
from mobility_coach.services.json_text import JsonError, parse_json
from mobility_coach.services.remote.lowered_streams import MOST_CHANNELS, MOST_STREAMS, LoweredStream

_log = logging.getLogger(__name__)

FILE_NAME = "lowered.json"
MOST_BYTES = 1 << 19
LONGEST_NAME = 300
LOUDEST = 4.0
HIGHEST_NUMBER = 0xFFFF_FFFF


class LoweredFile:
    """Implements `lowered_streams.LoweredNote`. While nothing is low there is no file.

    An entry that can't be used costs itself alone, a file that can't be used is as good as none; both go to
    the log.
    """

    def __init__(self, path: Path, files: FileSystem | None = None) -> None:
        self._path = path
        self._files = files or FileSystem()

    @property
    def is_there(self) -> bool:
        """Whether anything was left low."""
        return self._path.exists()

    def recall(self) -> tuple[LoweredStream, ...]:
        """What was kept last."""
        try:
            value = parse_json(self._files.read(self._path, MOST_BYTES + 1), MOST_BYTES)
        except FileNotFoundError:
            return ()
        except (OSError, JsonError) as error:
            _log.info("%s is not used: %s", self._path, error)
            return ()
        entries = value if isinstance(value, list) else []
        return tuple(stream for each in entries[:MOST_STREAMS] if (stream := _stream(each)) is not None)

    def keep(self, streams: tuple[LoweredStream, ...]) -> None:
        """Keep this; a place that can't be written goes to the log alone."""
        values = [
            {"number": stream.number, "name": stream.name, "was": list(stream.was)} for stream in streams
        ]
        try:
            if values:
                write_file(self._files, self._path, json.dumps(values).encode("ascii"), durable=False)
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            _log.info("What is low is not kept: %s", error)


def _stream(entry: object) -> LoweredStream | None:
    match entry:
        case {"number": int(number), "name": str(name), "was": [*was]} if (
            0 <= number <= HIGHEST_NUMBER
            and 0 < len(name) <= LONGEST_NAME
            and 0 < len(was) <= MOST_CHANNELS
            and all(_is_volume(each) for each in was)
        ):
            return LoweredStream(number, name, tuple(float(each) for each in was))
    _log.info("An entry of what is low is not used: %.100r", entry)
    return None


def _is_volume(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value) and 0 <= value <= LOUDEST
