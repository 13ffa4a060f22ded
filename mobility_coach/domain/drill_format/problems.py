"""What is wrong with a file, said so that its author can mend it."""

from dataclasses import dataclass

from mobility_coach.domain.wording import ntr

MOST_PROBLEMS = 50
_MOST_QUOTED = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: the file, the place in it ("movements[2].reps", or empty), and what to do."""

    source: str
    where: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.source, self.where, self.message) if part)


class Problems:
    """Collects the problems of one file, the first `MOST_PROBLEMS` of them."""

    def __init__(self, source: str) -> None:
        self._source = printable(source)
        self._found: list[Problem] = []
        self._left_out = 0

    def add(self, where: str, message: str) -> None:
        """Note a problem; beyond the limit it is only counted."""
        if len(self._found) < MOST_PROBLEMS:
            self._found.append(Problem(self._source, where, message))
        else:
            self._left_out += 1

    def found(self) -> tuple[Problem, ...]:
        """All of them, in order; the last one counts those that were left out."""
        if not self._left_out:
            return tuple(self._found)
        more = ntr("and {count} more problem", "and {count} more problems", self._left_out)
        return (*self._found, Problem(self._source, "", more))


def printable(text: str) -> str:
    """`text` with what can't be shown (control characters, direction marks …) as escapes."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def quoted(text: str) -> str:
    """`text` from a file, in quotes, shortened and safe to show."""
    shortened = text if len(text) <= _MOST_QUOTED else text[: _MOST_QUOTED - 1] + "…"
    return f"'{printable(shortened)}'"
