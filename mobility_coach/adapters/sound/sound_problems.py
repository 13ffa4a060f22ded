"""Why nothing is heard, and what is said then."""

from enum import Enum


class Failure(Enum):
    """Why nothing is heard."""

    NO_LIBRARY = "no-library"
    NO_DEVICE = "no-device"
    LOST = "lost"
    STUCK = "stuck"


PROBLEMS = {
    Failure.NO_LIBRARY: (
        "The sound library PortAudio is missing. Captions go on; to hear the coach, install it"
        " (on Debian and Ubuntu: sudo apt install libportaudio2) and start the coach again."
    ),
    Failure.NO_DEVICE: (
        "No sound device was found. Captions go on; plug in a speaker or headphones and the sound comes"
        " back by itself."
    ),
    Failure.LOST: (
        "The sound device went away. Captions go on; plug it in again, or another one, and the sound"
        " comes back by itself."
    ),
    Failure.STUCK: (
        "The sound device does not answer. Captions go on; if the sound stays away, restart the sound"
        " of your computer or choose another device."
    ),
}
"""What is said where nothing is heard; pass through `tr`."""
