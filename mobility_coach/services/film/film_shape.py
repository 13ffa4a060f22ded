"""How large a film is and how many pictures it has; which picture shows which moment."""

from dataclasses import dataclass

from mobility_coach.domain.timeline import SAMPLE_RATE

SLOWEST_FPS, FASTEST_FPS = 10, 60
"""Pictures a second: fewer are no movement, more are nothing that anybody sees."""

NARROWEST, WIDEST = 160, 3840
LOWEST, HIGHEST = 90, 2160


@dataclass(frozen=True, slots=True)
class FilmShape:
    """How large a film is, in pixels, and how many pictures a second it has.

    Raises:
        ValueError: it is smaller or larger than a film may be, or a side is an odd number of pixels, which
            no usual coding can hold.
    """

    width: int
    height: int
    fps: int = 30

    def __post_init__(self) -> None:
        for name, value, least, most in (
            ("width", self.width, NARROWEST, WIDEST),
            ("height", self.height, LOWEST, HIGHEST),
            ("fps", self.fps, SLOWEST_FPS, FASTEST_FPS),
        ):
            if not least <= value <= most:
                raise ValueError(f"{name}: {value} is not from {least} to {most}")
        if self.width % 2 or self.height % 2:
            raise ValueError(f"{self.width} by {self.height}: both have to be even")

    def count(self, length: int) -> int:
        """The pictures of a session of `length` frames of sound; the last one may reach beyond its end."""
        return -(-length * self.fps // SAMPLE_RATE)

    def moment(self, picture: int) -> int:
        """The frame of the session that a picture shows: the one at which the picture appears."""
        return picture * SAMPLE_RATE // self.fps
